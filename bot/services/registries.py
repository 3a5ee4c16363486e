"""Published lists taken in: checked whole, compared with the one in force, kept with their history."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.registry import STALE_AFTER_DAYS, Listing, ListKind
from bot.i18n import country_code
from bot.registries import difference, lists
from bot.registries.difference import LARGEST_LOSS, Difference
from bot.registries.lists import ListFile
from bot.registries.problems import Rejected
from bot.services.desk import Desk
from bot.store import registries
from bot.store.db import Transaction
from bot.store.registries import Head, Pull


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. `refusals` say why it was not done; `force` overrules them."""

    kind: ListKind
    made: date
    lines: int
    changes: Difference = field(default_factory=Difference)
    refusals: tuple[str, ...] = ()
    is_known: bool = False  # the same file is in force already
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One kind of list as it stands today."""

    kind: ListKind
    head: Head | None
    age: int | None  # days; None when there is no list or its date is unreadable
    is_stale: bool
    pull: Pull | None


def read(
    name: str, data: bytes, today: date, *, kind: ListKind | None = None, made: date | None = None
) -> ListFile:
    """The list in a file. Raises Rejected with every reason."""
    return lists.read(name, data, today, country_code, kind=kind, made=made)


def take_in(
    tx: Transaction, desk: Desk, file: ListFile, data: bytes, source: str, *,
    is_dry: bool = False, is_forced: bool = False,
) -> Report:  # fmt: skip
    """Put a list in force, or say what that would change. All of it or nothing."""
    fingerprint = hashlib.sha256(data).hexdigest()
    now = next((head for head in registries.heads_of(tx, file.kind) if head.is_current), None)
    if now is not None and now.fingerprint == fingerprint and now.list_date == file.made.isoformat():
        return Report(file.kind, file.made, len(file.lines), is_known=True)
    before = registries.lines_of(tx, now) if now is not None else []
    changes = difference.between(before, file.lines)
    refusals = () if now is None or now.is_fictional else _refusals(now, file, changes)
    report = Report(file.kind, file.made, len(file.lines), changes, refusals)
    if is_dry or (refusals and not is_forced):
        return report
    listing = Listing(file.made.isoformat(), source)
    registries.save(tx, file.kind, listing, file.lines, desk.now(), fingerprint)
    return Report(file.kind, file.made, len(file.lines), changes, refusals, is_done=True)


def _refusals(now: Head, file: ListFile, changes: Difference) -> tuple[str, ...]:
    refusals = []
    if file.made.isoformat() < now.list_date:
        refusals.append(f"it is older ({file.made.isoformat()}) than the list in force ({now.list_date})")
    if changes.loss > LARGEST_LOSS:
        refusals.append(f"{changes.loss:.0%} of the lines in force would be gone")
    return tuple(refusals)


def standings(tx: Transaction, today: date) -> list[Standing]:
    """Every kind of list, with its age."""
    heads = {head.kind: head for head in registries.heads_of(tx) if head.is_current}
    pulls = registries.pulls(tx)
    return [_standing(kind, heads.get(kind), pulls.get(kind), today) for kind in ListKind]


def _standing(kind: ListKind, head: Head | None, pull: Pull | None, today: date) -> Standing:
    age = (today - head.made_on).days if head and head.made_on else None
    return Standing(kind, head, age, head is not None and (age is None or age > STALE_AFTER_DAYS[kind]), pull)


def history(tx: Transaction, kind: ListKind | None = None) -> list[Head]:
    """All lists that are kept, newest first."""
    return registries.heads_of(tx, kind)


def last_pull(tx: Transaction, kind: ListKind, url: str) -> Pull | None:
    """The latest attempt at this address."""
    pull = registries.pulls(tx).get(kind)
    return pull if pull is not None and pull.url == url else None


def fetched(
    tx: Transaction, desk: Desk, kind: ListKind, url: str, data: bytes | None, etag: str, modified: str
) -> Pull:
    """Take in what was fetched (None: nothing new) and note how it went. The old list stays when it is no good."""
    try:
        result, is_good = _taken(tx, desk, kind, url, data)
    except Rejected as error:
        result, is_good = "; ".join(error.problems[:3]), False
    if not is_good:
        etag = modified = ""  # the same file is to be looked at again
    return _noted(tx, Pull(kind, url, etag, modified, desk.now(), result, is_good))


def not_fetched(tx: Transaction, kind: ListKind, url: str, why: str, at: datetime) -> Pull:
    """Note an attempt that brought no file."""
    return _noted(tx, Pull(kind, url, "", "", at, why, is_good=False))


def _taken(tx: Transaction, desk: Desk, kind: ListKind, url: str, data: bytes | None) -> tuple[str, bool]:
    if data is None:
        return "nothing new", True
    today = desk.today()
    name = url.split("?", 1)[0].rsplit("/", 1)[-1]
    try:
        file = read(name, data, today, kind=kind)
    except Rejected as error:
        if "add --date" not in str(error):
            raise
        file = read(name, data, today, kind=kind, made=today)  # fetched today: as good as its server says
    report = take_in(tx, desk, file, data, url)
    if report.is_known:
        return "nothing new", True
    if not report.is_done:
        return f"not taken: {'; '.join(report.refusals)}; see `benteng registry import --force`", False
    return f"{report.lines} lines of {report.made.isoformat()}", True


def _noted(tx: Transaction, pull: Pull) -> Pull:
    registries.note_pull(tx, pull)
    return pull
