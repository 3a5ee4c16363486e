"""Whom a case may be put to: the rules of `bot.domain.routing` on the officers there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain import routing
from bot.domain.offers import Severity
from bot.services import custody, rosters
from bot.services.desk import Desk
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Candidates:
    """Officers to ask on a rung, none when no rung has anybody left; whether anybody of the place is on duty."""

    rung: int
    officers: Sequence[AnyRow]
    has_duty: bool


def next_rung(
    tx: Transaction, desk: Desk, after: int, village: str | None, severity: Severity, *,
    asked: Collection[int], barred: Collection[int],
) -> Candidates:  # fmt: skip
    """Whom to ask on the first rung above `after` that has somebody; without a village, officers of any place."""
    there = {row.id: row for row in cases.reachable_officers(tx)}
    rungs = [
        [row.id for row in there.values() if row.role == role.value and routing.looks_after(row, village)]
        for role in desk.content.routing.ladders.at(village).rungs
    ]
    found = routing.picked(
        rungs, after, rosters.roster(tx, desk), desk.now(),
        is_urgent=severity is Severity.MERAH, reachable=there, asked=asked, barred=barred,
    )  # fmt: skip
    return Candidates(found.rung, [there[id_] for id_ in found.officers], found.has_duty)


def heads_over(tx: Transaction, desk: Desk, village: str | None, barred: Collection[int]) -> list[AnyRow]:
    """Supervisors and Kanwil of a place, or else whoever is left. Empty only when no officer at all is."""
    there = {row.id: row for row in cases.reachable_officers(tx)}
    roster = rosters.roster(tx, desk)
    found = routing.heads_over([*there.values()], village, roster, desk.now(), barred)
    return [there[id_] for id_ in found]


def accused(tx: Transaction, desk: Desk, case_id: int) -> frozenset[int]:
    """Officers whom the report of a case, or of one merged into it, speaks of, and everybody under them."""
    kept = custody.Known()
    for number in (case_id, *cases.merged_into(tx, case_id)):
        report = cases.report_by_case(tx, number)
        if report is not None:
            kept = kept.joined(custody.known(desk, custody.sealed_anew(tx, desk, report)))
    officers = cases.all_officers(tx)
    return routing.with_those_under(officers, custody.named_among(desk, kept, officers))
