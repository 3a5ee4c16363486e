"""Reports of closed cases: which have had their time, which nobody has opened, and what is left of one that went.

Neither an open case nor an exercise is ever looked at here.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.schema import assignments, attachments, cases, links, notes, relay, report_keys, reports

KABUPATEN = 5  # characters of a Kemendagri code: "36.04"

_MAIN = cases.alias("main")
_GOES_ON = (  # with the case it was merged into
    select(_MAIN.c.id).where(_MAIN.c.id == cases.c.merged_into, _MAIN.c.state != "ditutup").exists()
)
_PART, _PART_REPORT = cases.alias("part"), reports.alias("part_report")
_HAS_PARTS = (  # merged into it, and not gone: they are read as part of it
    select(_PART.c.id)
    .join(_PART_REPORT, _PART_REPORT.c.id == _PART.c.report_id)
    .where(
        _PART.c.merged_into == cases.c.id,
        _PART_REPORT.c.emptied_at.is_(None),
        _PART_REPORT.c.withdrawn_at.is_(None),
    )
    .exists()
)
_CLOSED = (
    select(cases, reports.c.withdrawn_at, reports.c.told_at, reports.c.kept_from_at)
    .join(reports, reports.c.id == cases.c.report_id)
    .where(
        cases.c.state == "ditutup", cases.c.training_id.is_(None), reports.c.emptied_at.is_(None), ~_GOES_ON
    )
)
_ADDED_SINCE = (
    select(relay.c.id)
    .where(
        relay.c.case_id == cases.c.id, relay.c.from_officer.is_(False), relay.c.sent_at > reports.c.seen_at
    )
    .exists()
)
_IS_THERE = reports.c.withdrawn_at.is_(None)
_IS_READ = and_(reports.c.seen_at.is_not(None), ~_ADDED_SINCE)


def unread(tx: Transaction, before: datetime) -> Sequence[AnyRow]:
    """Closed cases of whose report nobody has opened all, before then, and that nobody was told of since."""
    return _found(tx, _IS_THERE, ~_IS_READ, _since(before), _not_told_since(before))


def nearly_over(tx: Transaction, outcome: str, before: datetime) -> Sequence[AnyRow]:
    """Read reports of an outcome whose time counts from before then, of which nobody was told."""
    return _found(
        tx, _IS_THERE, _IS_READ, cases.c.outcome == outcome, _since(before), reports.c.told_at.is_(None)
    )


def over(
    tx: Transaction, outcome: str, before: datetime, told_before: datetime, most: int | None
) -> Sequence[AnyRow]:
    """The same, told of before `told_before`; or taken back by their reporters."""
    was_told = and_(_IS_READ, reports.c.told_at <= told_before)
    may_go = or_(reports.c.withdrawn_at.is_not(None), was_told)
    return _found(tx, may_go, ~_HAS_PARTS, cases.c.outcome == outcome, _since(before), most=most)


def told(tx: Transaction, report_id: int, at: datetime) -> None:
    """Officers have been told."""
    tx.execute(update(reports).where(reports.c.id == report_id).values(told_at=at))


def seen(tx: Transaction, report_id: int, at: datetime) -> None:
    """An officer has opened everything there is; what was told of it being unread is settled."""
    this = (cases.c.report_id == reports.c.id, reports.c.id == report_id)
    was_unread = tx.execute(select(reports.c.id).where(*this, ~_IS_READ)).first() is not None
    settled = {"told_at": None} if was_unread else {}
    tx.execute(update(reports).where(reports.c.id == report_id).values(seen_at=at, **settled))


def keep_longer(tx: Transaction, report_id: int, at: datetime) -> None:
    """The time of a report begins anew."""
    tx.execute(update(reports).where(reports.c.id == report_id).values(kept_from_at=at, told_at=None))


def empty(tx: Transaction, case: AnyRow, at: datetime) -> None:
    """Leave a tombstone: number, outcome, severity, partner, months, kabupaten; and the hash of its code."""
    for table, column, number in (
        (report_keys, report_keys.c.report_id, case.report_id),
        (attachments, attachments.c.report_id, case.report_id),
        (relay, relay.c.case_id, case.id),
        (notes, notes.c.case_id, case.id),
        (assignments, assignments.c.case_id, case.id),
        (links, links.c.case_id, case.id),
    ):
        tx.execute(delete(table).where(column == number))
    filed_at = tx.execute(select(reports.c.filed_at).where(reports.c.id == case.report_id)).scalar_one()
    village = case.village and case.village[:KABUPATEN]
    tx.execute(
        update(reports)
        .where(reports.c.id == case.report_id)
        .values(
            public=None, body=None, facts=None, reply_to=None, why="", is_cut=True, is_muted=False,
            is_discreet=False, village=village,
            filed_at=_month(filed_at), withdrawn_at=_month(case.withdrawn_at), seen_at=None, kept_from_at=None,
            told_at=None, emptied_at=at,
        )
    )  # fmt: skip
    tx.execute(
        update(cases)
        .where(cases.c.id == case.id)
        .values(
            village=village, departure="", people="", has_minor=False, owner_id=None, like_id=None, rung=0,
            accept_by_at=None, act_by_at=None, nudged_at=None, opened_at=_month(case.opened_at),
            accepted_at=_month(case.accepted_at), closed_at=_month(case.closed_at),
        )
    )  # fmt: skip


def _found(tx: Transaction, *where: ColumnElement[bool], most: int | None = None) -> Sequence[AnyRow]:
    return tx.execute(_CLOSED.where(*where).order_by(cases.c.closed_at, cases.c.id).limit(most)).all()


def _since(before: datetime) -> ColumnElement[bool]:
    """Its time counts from before then."""
    return and_(
        cases.c.closed_at <= before,
        or_(reports.c.kept_from_at.is_(None), reports.c.kept_from_at <= before),
    )


def _not_told_since(before: datetime) -> ColumnElement[bool]:
    return or_(reports.c.told_at.is_(None), reports.c.told_at <= before)


def _month(moment: datetime | None) -> datetime | None:
    """A time as it stands on a tombstone: the month it lies in."""
    return moment and moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
