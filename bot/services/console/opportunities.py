"""Opportunities in the console: what is open in an officer's area; heads take in a file, or take one entry out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import opportunities as rules
from bot.domain.console import Who
from bot.domain.opportunities import Opportunity
from bot.registries.opportunities import OpportunityFile
from bot.registries.problems import Rejected
from bot.services import audit, numbers, opportunities, regions
from bot.services.console import acting
from bot.services.console.acting import Hindrance
from bot.services.console.listing import PAGE, asks_on
from bot.services.desk import Desk
from bot.services.holding import Upload
from bot.services.opportunities import Report
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class OpportunitiesPage:
    """`mine` are the numbers of entries this officer may take out."""

    lines: Sequence[Opportunity]
    mine: frozenset[int]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change. `stamp` changes with the file and with what is there."""

    file: OpportunityFile
    report: Report
    stamp: str


def listing(tx: Transaction, desk: Desk, who: Who, kind: str, after: str) -> OpportunitiesPage:
    """What people of an officer's area are shown, in the order it was entered."""
    seen = _seen(tx, desk, who)
    rest = [
        entry for entry in seen if kind in ("", entry.kind) and entry.id > (numbers.whole(after, 18) or 0)
    ]
    mine = frozenset(entry.id for entry in rest if who.is_head and opportunities.is_within(entry, who.area))
    return OpportunitiesPage(rest[:PAGE], mine, asks_on(rest))


def every(tx: Transaction, desk: Desk, who: Who) -> Sequence[Opportunity]:
    """Those a file of this head's would take the place of."""
    return [entry for entry in _seen(tx, desk, who) if opportunities.is_within(entry, who.area)]


def preview(tx: Transaction, desk: Desk, who: Who, upload: Upload) -> Preview | Sequence[str]:
    """What it would change in a head's own area, or every reason why it cannot be taken."""
    try:
        file = opportunities.read(tx, desk, upload.data)
    except Rejected as error:
        return error.problems
    if problems := opportunities.outside(file, who.area):
        return problems
    report = opportunities.take_in(tx, desk, file, within=who.area, is_dry=True)
    there = (repr(entry) for entry in every(tx, desk, who))
    stamp = desk.vault.lookup("opportunities", hashlib.sha256(upload.data).hexdigest(), *there).hex()
    return Preview(file, report, stamp)


def put_in_force(
    tx: Transaction, desk: Desk, who: Who, form: str, upload: Upload, stamp: str, *, is_forced: bool
) -> Hindrance | None:
    """The file that was seen, whole; or why it is not put in force."""
    seen = preview(tx, desk, who, upload)
    if not isinstance(seen, Preview) or seen.stamp != stamp:
        return Hindrance.OVERTAKEN
    if seen.report.refusals and not is_forced:
        return Hindrance.UNSURE
    if not acting.is_first(tx, desk, who, form):
        return Hindrance.OVERTAKEN
    opportunities.take_in(tx, desk, seen.file, within=who.area, is_forced=is_forced)
    audit.note(tx, desk, who.officer_id, None, "opportunities_taken", desk.now())
    return None


def withdraw(tx: Transaction, desk: Desk, who: Who, form: str, number: int) -> bool | None:
    """Take one entry out at once; None when it is not this head's."""
    entry = next((entry for entry in opportunities.open_now(tx, desk) if entry.id == number), None)
    if not who.is_head or entry is None or not opportunities.is_within(entry, who.area):
        return None
    if not acting.is_first(tx, desk, who, form) or not opportunities.withdraw(tx, desk, number):
        return False
    audit.note(tx, desk, who.officer_id, None, f"opportunity_out:{number}", desk.now())
    return True


def _seen(tx: Transaction, desk: Desk, who: Who) -> list[Opportunity]:
    """With the names of places; entries for wider areas are shown here, too."""
    seen = [
        entry
        for entry in opportunities.open_now(tx, desk)
        if opportunities.is_within(entry, who.area) or rules.covers(entry.place, who.area)
    ]
    names = regions.called(tx, desk, {entry.place for entry in seen})
    return [replace(entry, place_name=names.get(entry.place, "")) for entry in seen]
