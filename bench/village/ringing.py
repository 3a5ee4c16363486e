"""What the clock does, in one transaction, and when it has to ring next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from bench.village.provider import CHANNEL
from bot.clock import LADDERS
from bot.services import mornings, number_changes, reach, signals
from bot.services.desk import Desk
from bot.store import outbox
from bot.store.db import Transaction
from bot.store.schema import cases, due, officers
from bot.store.schema import outbox as messages

WORKS = (*LADDERS, mornings.run_due, reach.run)
_DEADLINES = (
    select(func.min(cases.c.accept_by_at)).where(cases.c.state == "ditawarkan"),
    select(func.min(cases.c.act_by_at)).where(cases.c.state == "diterima"),
)
_OTHERS = (
    select(func.min(officers.c.remind_at)),
    select(func.min(due.c.due_at)).where(due.c.done_at.is_(None)),
)
_MAIL = (
    select(messages.c.id)
    .where(
        messages.c.state == "queued",
        or_(messages.c.not_before_at.is_(None), messages.c.not_before_at <= bindparam("now")),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Rung:
    """The signals raised, when something is due next, deadlines that are over and were not dealt with."""

    raised: int
    next_due: datetime
    missed: int
    has_mail: bool


def rung(desk: Desk, until: datetime, tx: Transaction) -> Rung:
    """Do what has come due; `until` is when nobody rings any more."""
    now = desk.now()
    for work in WORKS:
        work(tx, desk)
    raised = signals.run(tx, desk) + number_changes.run(tx, desk)
    deadlines = [moment for query in _DEADLINES if (moment := tx.execute(query).scalar()) is not None]
    others = [moment for query in _OTHERS if (moment := tx.execute(query).scalar()) is not None]
    mail = outbox.next_due_at(tx, CHANNEL)
    coming = (moment for moment in (*deadlines, *others, mail) if moment is not None and moment > now)
    has_mail = tx.execute(_MAIL, {"now": now}).first() is not None
    return Rung(raised, min([*coming, until]), sum(moment <= now for moment in deadlines), has_mail)
