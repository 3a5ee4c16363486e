"""Published lists: how each stands, what changed with it, and a new one in two steps, seen before it is in force."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.console import Who
from bot.domain.registry import ListKind
from bot.registries import difference
from bot.registries.difference import Difference
from bot.registries.lists import ListFile
from bot.registries.problems import Rejected
from bot.services import audit, registries
from bot.services.console import acting
from bot.services.console.acting import Hindrance
from bot.services.desk import Desk
from bot.services.holding import Upload
from bot.services.registries import Report, Standing
from bot.store import registries as kept
from bot.store.db import Transaction
from bot.store.registries import Head

PAGE = 12


@dataclass(frozen=True, slots=True)
class ListPage:
    """One kind: how it stands, what the list in force changed, lists newest first."""

    standing: Standing
    before: Head | None
    changes: Difference | None
    heads: Sequence[Head]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change. The confirmation names `fingerprint` and `against`, or what was seen is not done."""

    file: ListFile
    report: Report
    fingerprint: str
    against: int  # the number of the list in force, 0 without one
    is_older: bool


def overview(tx: Transaction, desk: Desk, _who: Who) -> list[Standing]:
    return registries.standings(tx, desk.today())


def page(tx: Transaction, desk: Desk, _who: Who, kind: ListKind, after: int | None) -> ListPage:
    standing = next(one for one in registries.standings(tx, desk.today()) if one.kind is kind)
    heads = registries.history(tx, kind)
    now = standing.head
    before = None if now is None else next((head for head in heads if head.id < now.id), None)
    changes = (
        difference.between(kept.lines_of(tx, before), kept.lines_of(tx, now)) if now and before else None
    )
    shown = [head for head in heads if after is None or head.id < after]
    more = str(shown[PAGE - 1].id) if len(shown) > PAGE else ""
    return ListPage(standing, before, changes, shown[:PAGE], more)


def preview(
    tx: Transaction, desk: Desk, _who: Who, upload: Upload, kind: ListKind | None, made: date | None
) -> Preview | Sequence[str]:
    """What it would change, or every reason why it cannot be taken."""
    try:
        file = registries.read(upload.name, upload.data, desk.today(), kind=kind, made=made)
    except Rejected as error:
        return error.problems
    report = registries.take_in(tx, desk, file, upload.data, upload.name, is_dry=True)
    now = _in_force(tx, file.kind)
    is_older = now is not None and file.made.isoformat() < now.list_date
    fingerprint = hashlib.sha256(upload.data).hexdigest()
    return Preview(file, report, fingerprint, now.id if now else 0, is_older and bool(report.refusals))


def put_in_force(
    tx: Transaction, desk: Desk, who: Who, form: str, upload: Upload, seen: Preview, *, is_forced: bool
) -> Hindrance | None:
    """The list that was seen, whole; or why it is not put in force."""
    if seen.report.refusals and not is_forced:
        return Hindrance.UNSURE
    now = _in_force(tx, seen.file.kind)
    if (now.id if now else 0) != seen.against or not acting.is_first(tx, desk, who, form):
        return Hindrance.OVERTAKEN
    report = registries.take_in(tx, desk, seen.file, upload.data, upload.name, is_forced=is_forced)
    if not report.is_done:
        return Hindrance.OVERTAKEN
    did = "list_forced" if report.refusals else "list_taken"
    audit.note(tx, desk, who.officer_id, None, f"{did}:{seen.file.kind.value}", desk.now())
    return None


def _in_force(tx: Transaction, kind: ListKind) -> Head | None:
    return next((head for head in kept.heads_of(tx, kind) if head.is_current), None)
