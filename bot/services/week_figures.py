"""What a head is told of their area once a week.

Reports, cases and checks are what bot.services.settling tells of four weeks, the same for every head. What waits now is
no number here: it changes by the hour and from head to head, so it could be subtracted; the console lists it, case by
case. A signal is of several reports and its officers have it anyway; villages without anybody are no people.
"""

from datetime import date, timedelta

from bot.domain.casework import lies_in
from bot.domain.detection import OPEN, SignalState
from bot.domain.risk_map import STRETCH_WEEKS, Period, Settled
from bot.domain.small_counts import Told
from bot.domain.weekly import DAYS, Amount, Figure, Part, Week, latest_stretch
from bot.services import alert_book, settling, signals
from bot.services.desk import Desk
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.villages import cadres_by_post


def counted(tx: Transaction, desk: Desk, head: AnyRow, first_on: date) -> Week:
    """The week from a Monday on; `head` is an officer's row."""
    stretch = latest_stretch(first_on)
    before = Period(stretch.first_on - timedelta(weeks=STRETCH_WEEKS), STRETCH_WEEKS)

    def both(subject: Settled) -> tuple[Told, Told]:
        now, then = (settling.told(tx, desk, one, subject) for one in (stretch, before))
        return now.get(head.area, Told()), then.get(head.area, Told())

    reports, closed, missed, checks = (
        both(subject) for subject in (Settled.REPORTS, Settled.CLOSED, Settled.MISSED, Settled.CHECKS)
    )
    parts = (
        Part("came", [_all("reports", *reports), *_sides("merah", "other_reports", *reports)]),
        Part("done", [_all("closed", *closed), _all("missed", *missed)]),
        Part("checks", [_all("checks", *checks), *_sides("bahaya", "other_checks", *checks)]),
        Part("signals", _signals(tx, desk, head, first_on)),
        Part("short", _bare(tx, desk, head)),
    )
    return Week(first_on, alert_book.named(tx, desk, head.area), parts)


def _all(name: str, now: Told, before: Told) -> Figure:
    return Figure(name, *(Amount(told.total or None, told.is_whole) for told in (now, before)))


def _sides(marked: str, others: str, now: Told, before: Told) -> tuple[Figure, Figure]:
    return (
        Figure(marked, *(Amount(told.marked or None, told.is_divided) for told in (now, before))),
        Figure(others, *(Amount(told.others or None, told.is_divided) for told in (now, before))),
    )


def _signals(tx: Transaction, desk: Desk, head: AnyRow, first_on: date) -> list[Figure]:
    found = signals.for_officer(tx, desk, head.contact_id, [*SignalState])
    raised, before = (
        sum(day <= view.raised_on < day + DAYS for view in found) for day in (first_on, first_on - DAYS)
    )
    undecided = sum(view.state in OPEN for view in found)
    return [Figure("raised", Amount(raised), Amount(before)), Figure("undecided", Amount(undecided))]


def _bare(tx: Transaction, desk: Desk, head: AnyRow) -> list[Figure]:
    """Villages nobody looks after, and those without a cadre."""
    villages = [pin.place.code for pin in desk.places(tx) if lies_in(pin.place.code, head.area)]
    areas = [row.area for row in cases.reachable_officers(tx)]
    without = sum(not any(lies_in(village, area) for area in areas) for village in villages)
    cadres = cadres_by_post(tx, villages)
    without_cadre = sum(village not in cadres for village in villages)
    return [Figure("no_officer", Amount(without)), Figure("no_cadre", Amount(without_cadre))]
