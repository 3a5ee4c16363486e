"""What people attached: fetched, cleaned and sealed here; a report takes over what belongs to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.prepared import Prepared
from bot.store.schema import attachments, cases, reports


def add(tx: Transaction, **values: Any) -> int:
    return added(tx, attachments, values)


def give(tx: Transaction, ids: Sequence[int], contact_id: int, report_id: int) -> None:
    """A report takes over what its sender attached; from then on nothing joins them to the sender."""
    if ids:
        tx.execute(
            update(attachments)
            .where(attachments.c.id.in_(ids), attachments.c.contact_id == contact_id)
            .values(contact_id=None, report_id=report_id, reading_id=None)
        )


def waiting(tx: Transaction, states: Sequence[str], now: datetime, most: int) -> Sequence[AnyRow]:
    """Attachments waiting for work: to be fetched, or to be cleaned."""
    return tx.execute(
        select(attachments)
        .where(
            attachments.c.state.in_(states),
            or_(attachments.c.next_at.is_(None), attachments.c.next_at <= now),
        )
        .order_by(attachments.c.id)
        .limit(most)
    ).all()


def report_of(tx: Transaction, attachment_id: int) -> AnyRow | None:
    return tx.execute(
        select(reports)
        .join(attachments, attachments.c.report_id == reports.c.id)
        .where(attachments.c.id == attachment_id)
    ).one_or_none()


def case_of(tx: Transaction, attachment_id: int) -> int | None:
    """The number of the case it was sent to; None while it belongs to none."""
    return tx.execute(
        select(cases.c.id)
        .join(attachments, attachments.c.report_id == cases.c.report_id)
        .where(attachments.c.id == attachment_id)
    ).scalar_one_or_none()


_OF_REPORT = Prepared(
    select(attachments).where(attachments.c.report_id == bindparam("report")).order_by(attachments.c.id)
)


def of_report(tx: Transaction, report_id: int) -> Sequence[AnyRow]:
    """What a report took over, in the order it came."""
    return _OF_REPORT.records(tx, {"report": report_id})


def change(tx: Transaction, attachment_id: int, **values: Any) -> None:
    tx.execute(update(attachments).where(attachments.c.id == attachment_id).values(**values))


def drop_of_report(tx: Transaction, report_id: int) -> None:
    tx.execute(attachments.delete().where(attachments.c.report_id == report_id))


def drop_loose(tx: Transaction, contact_id: int | None, before: datetime | None) -> int:
    """Attachments no report took over: of one contact, or all older than `before`."""
    loose: list[ColumnElement[bool]] = [attachments.c.report_id.is_(None)]
    if contact_id is not None:
        loose.append(attachments.c.contact_id == contact_id)
    if before is not None:
        loose.append(attachments.c.created_at < before)
    return tx.execute(attachments.delete().where(*loose)).rowcount
