"""Villages as an office looks at them: how many subscribe, who listens there, what is open, when something arrived."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, union, update

from bot.domain.casework import CaseState
from bot.store.cadres import IN_FORCE
from bot.store.db import Transaction
from bot.store.outbox import Lane, State
from bot.store.schema import cadres, cases, contacts, outbox, regions, subscriptions

_ARRIVED = (State.DELIVERED.value, State.READ.value)


def subscribers(tx: Transaction, villages: Sequence[str]) -> Mapping[str, int]:
    """People of each village who get messages of some topic."""
    gets_some = (
        select(subscriptions.c.topic)
        .where(subscriptions.c.contact_id == contacts.c.id, subscriptions.c.ended_at.is_(None))
        .exists()
    )
    there = contacts.c.village.in_(villages), contacts.c.stopped_at.is_(None), contacts.c.erased_at.is_(None)
    counted = (
        select(contacts.c.village, func.count().label("people"))
        .where(*there, gets_some)
        .group_by(contacts.c.village)
    )
    return {row.village: row.people for row in tx.execute(counted)}


def listeners(tx: Transaction, village: str) -> Sequence[int]:
    """Contacts of a village who get messages of some topic, and of its cadres."""
    listens = subscriptions.c.ended_at.is_(None), contacts.c.village == village
    wanted = union(
        select(contacts.c.id)
        .join(subscriptions, subscriptions.c.contact_id == contacts.c.id)
        .where(contacts.c.stopped_at.is_(None), contacts.c.erased_at.is_(None), *listens),
        select(cadres.c.contact_id).where(
            cadres.c.village == village, IN_FORCE, cadres.c.contact_id.is_not(None)
        ),
    ).order_by("id")
    return [number for (number,) in tx.execute(wanted)]


def move_people(tx: Transaction, village: str, to: str) -> None:
    """Whoever chose a village, and its cadres, belong to another one."""
    for table in (contacts, subscriptions, cadres):
        tx.execute(update(table).where(table.c.village == village).values(village=to))


def leave_programme(tx: Transaction, village: str, *, is_region: bool) -> None:
    """Its name stays for what was reported from there, unless its code is none of a region."""
    mine = regions.c.code == village
    tx.execute(
        update(regions).where(mine).values(is_programme=False) if is_region else delete(regions).where(mine)
    )


def cadres_by_post(tx: Transaction, villages: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """Cadres who joined and were not withdrawn."""
    counted = (
        select(cadres.c.village, cadres.c.post, func.count())
        .where(cadres.c.village.in_(villages), IN_FORCE)
        .group_by(cadres.c.village, cadres.c.post)
    )
    found: dict[str, dict[str, int]] = {}
    for village, post, count in tx.execute(counted):
        found.setdefault(village, {})[post] = count
    return found


def open_cases(tx: Transaction, villages: Sequence[str]) -> Sequence[tuple[int, str]]:
    """Number and village of cases that are not closed; exercises are none."""
    is_open = (
        cases.c.state != CaseState.CLOSED.value,
        cases.c.merged_into.is_(None),
        cases.c.training_id.is_(None),
    )
    wanted = select(cases.c.id, cases.c.village).where(cases.c.village.in_(villages), *is_open)
    return [(number, village) for number, village in tx.execute(wanted)]


def last_arrival(tx: Transaction, village: str) -> datetime | None:
    """When a message to many last arrived at somebody of a village, as far as providers tell."""
    there = select(contacts.c.id).where(contacts.c.village == village)
    arrived = outbox.c.state.in_(_ARRIVED), outbox.c.lane == int(Lane.BULK)
    latest = select(func.max(outbox.c.settled_at)).where(outbox.c.contact_id.in_(there), *arrived)
    found: datetime | None = tx.execute(latest).scalar_one()
    return found
