"""Whom a case may be put to: the rules of `bot.domain.routing` on the officers there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain import routing
from bot.domain.casework import Ladder
from bot.domain.offers import Severity
from bot.services import custody, rosters
from bot.services.desk import Desk
from bot.services.rosters import Staff
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Candidates:
    """Officers to ask on a rung, none when no rung has anybody left; whether anybody of the place is on duty.

    `last` are those to ask when no rung has: empty when nobody may be asked at all.
    """

    rung: int
    officers: Sequence[AnyRow]
    has_duty: bool
    last: Sequence[AnyRow]


def next_rung(
    staff: Staff, ladder: Ladder, after: int, village: str | None, severity: Severity, *,
    asked: Collection[int], barred: Collection[int],
) -> Candidates:  # fmt: skip
    """Whom to ask on the first rung above `after` that has somebody; without a village, officers of any place."""
    of_the_place = [row for row in staff.reachable if routing.looks_after(row, village)]
    rungs = [[row.id for row in of_the_place if row.role == role.value] for role in ladder.rungs]
    there = {row.id: row for row in staff.reachable}
    found = routing.picked(
        rungs, after, staff.roster, staff.at,
        is_urgent=severity is Severity.MERAH, reachable=there, asked=asked, barred=barred,
    )  # fmt: skip
    last = heads_over(staff, village, barred)
    return Candidates(found.rung, [there[id_] for id_ in found.officers], found.has_duty, last)


def is_alone(tx: Transaction, desk: Desk, case: AnyRow, officer_id: int) -> bool:
    """Whether nobody is left to ask about a case but this officer, who was asked about it."""
    offered = cases.offered_to(tx, case.id)
    if any(row.answer == "" and row.rung == case.rung and row.officer_id != officer_id for row in offered):
        return False
    found = _above(tx, desk, case, offered)
    return not found.officers and {officer.id for officer in found.last} <= {officer_id}


def are_last(tx: Transaction, desk: Desk, case: AnyRow) -> bool:
    """Whether nobody comes after those who were asked about a case."""
    return not _above(tx, desk, case, cases.offered_to(tx, case.id)).officers


def _above(tx: Transaction, desk: Desk, case: AnyRow, offered: Sequence[AnyRow]) -> Candidates:
    """Whom a case would go to when nobody of those it was offered to takes it."""
    staff = rosters.staff(tx, desk)
    return next_rung(
        staff, desk.content.routing.ladders.at(case.village), case.rung, case.village, Severity(case.severity),
        asked={row.officer_id for row in offered}, barred=barred(tx, desk, case.id, staff),
    )  # fmt: skip


def heads_over(staff: Staff, village: str | None, barred: Collection[int]) -> list[AnyRow]:
    """Supervisors and Kanwil of a place, or else whoever is left. Empty: nobody may be asked."""
    there = {row.id: row for row in staff.reachable}
    found = routing.heads_over(staff.reachable, village, staff.roster, staff.at, barred)
    return [there[id_] for id_ in found]


def readers(
    tx: Transaction, desk: Desk, case: AnyRow, staff: Staff, *, only_heads: bool = False
) -> list[AnyRow]:
    """Who reads of a closed case: its officer, when they can be reached and it does not speak of them; else heads."""
    never = barred(tx, desk, case.id, staff)
    if not only_heads and case.owner_id is not None and case.owner_id not in never:
        owner = [officer for officer in staff.reachable if officer.id == case.owner_id]
        if owner:
            return owner
    return heads_over(staff, case.village, never)


def barred(tx: Transaction, desk: Desk, case_id: int, staff: Staff | None = None) -> frozenset[int]:
    """Whom a case never goes to, because of its report or of one merged into it.

    Officers it speaks of and everybody under them; those of the place when its reporter went round them. `staff` are
    the officers where they were read already.
    """
    officers = cases.all_officers(tx) if staff is None else staff.officers
    named, passed = set[int](), set[int]()
    for number in (case_id, *cases.merged_into(tx, case_id)):
        report = cases.report_by_case(tx, number)
        if report is None:
            continue
        named |= custody.named_in(desk, custody.sealed_anew(tx, desk, report), officers)
        if report.is_bypass:
            passed |= routing.of_the_place(officers, report.village)
    return routing.with_those_under(officers, named) | passed


def is_for_all(tx: Transaction, desk: Desk, case_id: int) -> bool:
    """Whether there is no officer who must not learn of a case."""
    return not barred(tx, desk, case_id)


def speakers_first(tx: Transaction, desk: Desk, case_id: int, officers: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """Of those asked together, who has the reporter's language hears of it first; nobody is left out or waited for."""
    if len({officer.language for officer in officers}) < 2:
        return officers
    report = cases.report_by_case(tx, case_id)
    language = "" if report is None else custody.known(desk, report).language
    return sorted(officers, key=lambda officer: officer.language != language)


def may_have(
    tx: Transaction, desk: Desk, told: Mapping[str, str], village: str | None, *, is_bypass: bool
) -> bool:
    """Whether anybody could be asked about a report that is about to be filed."""
    staff = rosters.staff(tx, desk)
    barred = barred_by(tx, desk, staff, told, village, is_bypass=is_bypass)
    return bool(heads_over(staff, village, barred))


def barred_by(
    tx: Transaction,
    desk: Desk,
    staff: Staff,
    told: Mapping[str, str],
    village: str | None,
    *,
    is_bypass: bool,
) -> frozenset[int]:
    """Whom a report that is about to be filed will never go to."""
    officers = staff.officers
    named = custody.named_among(desk, custody.known_from(tx, desk, told, officers), officers)
    passed = routing.of_the_place(officers, village) if is_bypass else frozenset()
    return routing.with_those_under(officers, named) | passed
