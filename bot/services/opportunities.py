"""Opportunities: what is open near a village, and files of them taken in whole, compared with what is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.content.settings import OPPORTUNITIES_ON
from bot.domain import opportunities as rules
from bot.domain.casework import lies_in
from bot.domain.offers import Level
from bot.domain.opportunities import ABROAD, Opportunity
from bot.registries import opportunities as files
from bot.registries.difference import LARGEST_LOSS, Difference
from bot.registries.opportunities import Line, OpportunityFile
from bot.registries.problems import Rejected
from bot.services.desk import Desk
from bot.store import opportunities, outbox
from bot.store.db import Transaction

NEWS = "opportunity"  # purpose of the messages that tell of new ones
IMPORT, DEMO = "import", "demo"  # who entered it
HOME = "ID"


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. `refusals` say why it was not done; `force` overrules them."""

    lines: int
    over: int  # lines that have run out: not taken
    changes: Difference
    refusals: tuple[str, ...] = ()
    is_done: bool = False


def near(tx: Transaction, desk: Desk, village: str) -> tuple[Opportunity, ...]:
    """What is open today to people of a village (to anybody with ""), the nearest first, with the names of places."""
    today = desk.today()
    found = rules.near(opportunities.open_on(tx, today), village, today)
    villages = [pin.place for pin in desk.places(tx)]
    return tuple(replace(entry, place_name=rules.area_name(entry.place, villages)) for entry in found)


def read(tx: Transaction, desk: Desk, data: bytes) -> OpportunityFile:
    """The entries of a file. Raises Rejected with every reason, also for what our own check calls a danger."""
    file = _read(tx, desk, data, desk.today())
    problems = [f"{line.place}: {what}" for line in file.lines for what in _doubts(tx, desk, line)]
    if problems:
        raise Rejected(problems)
    return file


def _read(tx: Transaction, desk: Desk, data: bytes, today: date) -> OpportunityFile:
    villages = [pin.place.code for pin in desk.places(tx)]

    def has_villages(area: str) -> bool:
        return any(rules.covers(area, village) for village in villages)

    return files.read(data, today, desk.content.opportunities.words, has_villages)


def _doubts(tx: Transaction, desk: Desk, line: Line) -> list[str]:
    """Why an entry must not be shown: it reads like what we warn of, or hides that it is abroad."""
    entry = line.entry
    text = f"{entry.title}. {entry.offered_by}. Biaya: {entry.fee}. {entry.ask_at}"
    verdict = desk.screener.screen(text, {}, desk.listed(tx))
    doubts = []
    if verdict.level is Level.BAHAYA:
        why = ", ".join(verdict.rules) or "the company's licence"
        doubts.append(f"our own check of offers calls this bahaya ({why})")
    countries = {found.text for found in verdict.entities if found.kind == "country" and found.value != HOME}
    if countries and not entry.is_abroad:
        doubts.append(f"names {', '.join(sorted(countries))}; add {ABROAD} to its interests (minat)")
    return doubts


def take_in(
    tx: Transaction,
    desk: Desk,
    file: OpportunityFile,
    *,
    within: str = "",
    is_dry: bool = False,
    is_forced: bool = False,
) -> Report:
    """Make these the opportunities, or say what that would change: what the file lacks goes. All of it or nothing.

    `within` an area no others are touched; `outside` names lines that do not belong there.
    """
    before = {entry.identity: entry for entry in open_now(tx, desk) if is_within(entry, within)}
    after = {line.entry.identity: line.entry for line in file.lines}
    changes = _between(before, after)
    is_real = any(entry.entered_by != DEMO for entry in before.values())
    refusals = _refusals(changes) if is_real else ()
    report = Report(len(after), file.over, changes, refusals)
    if is_dry or (refusals and not is_forced):
        return report
    if changes.removed or changes.other:
        take_back(tx, desk, outbox.waiting_for(tx, NEWS))
    opportunities.drop(tx, [entry.id for key, entry in before.items() if key not in after])
    for key, entry in after.items():
        if key in before and entry != before[key]:
            opportunities.change(tx, before[key].id, entry)
    fresh = [entry for key, entry in after.items() if key not in before]
    opportunities.add(tx, fresh, IMPORT, desk.now())
    return replace(report, is_done=True)


def _between(before: dict[str, Opportunity], after: dict[str, Opportunity]) -> Difference:
    kept = {key for key, entry in after.items() if before.get(key) == entry}
    return Difference(
        added=tuple(entry.title for key, entry in after.items() if key not in before),
        removed=tuple(entry.title for key, entry in before.items() if key not in after),
        other=tuple(entry.title for key, entry in after.items() if key in before and key not in kept),
        kept=len(kept),
    )


def _refusals(changes: Difference) -> tuple[str, ...]:
    if changes.loss <= LARGEST_LOSS:
        return ()
    return (f"{changes.loss:.0%} of what is open now would be gone",)


def is_within(entry: Opportunity, area: str) -> bool:
    """Whether an entry is for places of an area alone; everything is in ""."""
    return not area or lies_in(entry.place, area)


def outside(file: OpportunityFile, area: str) -> list[str]:
    """The lines that are for other places, too, as problems of the file."""
    return [
        f"{line.place}: is for {line.entry.place or 'everybody'}, which is not in {area}"
        for line in file.lines
        if not is_within(line.entry, area)
    ]


def open_now(tx: Transaction, desk: Desk) -> Sequence[Opportunity]:
    return opportunities.open_on(tx, desk.today())


def withdraw(tx: Transaction, desk: Desk, number: int) -> bool:
    """Take one entry out at once, also where it waits to be sent; False when there is none of that number."""
    if not opportunities.drop(tx, [number]):
        return False
    take_back(tx, desk, outbox.waiting_for(tx, NEWS))
    return True


def take_back(tx: Transaction, desk: Desk, contact_ids: Iterable[int]) -> None:
    """News on their way to these people hold no longer: they are told what is left with the next ones."""
    for contact_id in contact_ids:
        if outbox.cancel_waiting(tx, contact_id, NEWS, desk.now()):
            opportunities.untold(tx, contact_id)


def save_demo(tx: Transaction, desk: Desk) -> None:
    """Enter the made-up ones, their days moved as far as today is from the day they were written for."""
    file = _read(tx, desk, desk.content.demo.opportunities, OPPORTUNITIES_ON)
    later = desk.today() - OPPORTUNITIES_ON
    opportunities.add(tx, [_moved(line.entry, later) for line in file.lines], DEMO, desk.now())


def _moved(entry: Opportunity, later: timedelta) -> Opportunity:
    starts_on = entry.starts_on + later if entry.starts_on else None
    return replace(entry, expires_on=entry.expires_on + later, starts_on=starts_on)
