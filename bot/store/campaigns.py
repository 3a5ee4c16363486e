"""Campaigns, whom they go to, and how far their messages got."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, update

from bot.domain.campaign import Campaign, Plan, Segment, State
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.schema import campaigns, contacts, outbox, subscriptions
from bot.store.subscriptions import may_get

PAUSED = "paused"  # why a message waits


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a campaign's recipients share a channel, a language, and whether a free reply may reach them."""

    channel: str
    language: str
    wrote_lately: bool
    people: int


def add(tx: Transaction, plan: Plan, entered_by: str, at: datetime) -> int:
    row = {"state": State.DRAFT.value, "plan": _written(plan), "entered_by": entered_by, "entered_at": at}
    return added(tx, campaigns, row)


def by_id(tx: Transaction, number: int) -> Campaign | None:
    row = tx.execute(select(campaigns).where(campaigns.c.id == number)).one_or_none()
    return None if row is None else _campaign(row)


def every(tx: Transaction, *states: State) -> list[Campaign]:
    """In the order they were written; of these states, or all."""
    wanted = select(campaigns).order_by(campaigns.c.id)
    if states:
        wanted = wanted.where(campaigns.c.state.in_([state.value for state in states]))
    return [_campaign(row) for row in tx.execute(wanted)]


def change(tx: Transaction, number: int, state: State) -> None:
    tx.execute(update(campaigns).where(campaigns.c.id == number).values(state=state.value))


def recipients(
    tx: Transaction, segment: Segment, now: datetime, most_a_week: int, *, after: int, most: int
) -> Sequence[Row[int, str, str]]:
    """The next contacts of a segment in order of their ids: id, language, village ("" when it is not known)."""
    wanted = _of(segment, now, most_a_week).add_columns(
        contacts.c.id, contacts.c.language, func.coalesce(contacts.c.village, "").label("village")
    )
    return tx.execute(wanted.where(contacts.c.id > after).order_by(contacts.c.id).limit(most)).all()


def groups(
    tx: Transaction, segment: Segment, now: datetime, most_a_week: int, window: timedelta
) -> list[Group]:
    """Whom a campaign would reach, counted; who wrote within `window` may be answered freely."""
    wrote_lately = func.coalesce(contacts.c.last_inbound_at > now - window, False).label("lately")
    parts = (contacts.c.channel, contacts.c.language, wrote_lately)
    counted = (
        _of(segment, now, most_a_week).add_columns(*parts, func.count()).group_by(*parts).order_by(*parts)
    )
    return [
        Group(channel, language, bool(lately), people)
        for channel, language, lately, people in tx.execute(counted)
    ]


def outcomes(tx: Transaction, number: int) -> Mapping[str, Mapping[str, int]]:
    """By village the messages of a campaign, counted by state."""
    village = func.coalesce(contacts.c.village, "").label("village")
    counted = (
        select(village, outbox.c.state, func.count())
        .join(contacts, contacts.c.id == outbox.c.contact_id, isouter=True)
        .where(outbox.c.campaign_id == number)
        .group_by(village, outbox.c.state)
    )
    found: dict[str, dict[str, int]] = {}
    for name, state, count in tx.execute(counted):
        found.setdefault(name, {})[state] = count
    return found


def hold(tx: Transaction, number: int, most: int) -> int:
    """Messages of a paused campaign wait; `most` at a time, gives how many."""
    return _move(tx, outbox.c.state == "queued", number, most, state="held", code=PAUSED)


def release(tx: Transaction, number: int, most: int) -> int:
    """What waited for its campaign goes on."""
    waits = and_(outbox.c.state == "held", outbox.c.code == PAUSED)
    return _move(tx, waits, number, most, state="queued", code=None)


def cancel(tx: Transaction, number: int, most: int, at: datetime) -> int:
    """What has not gone out will not."""
    waits = outbox.c.state.in_(["queued", "held"])
    return _move(tx, waits, number, most, state="cancelled", body=None, settled_at=at)


def _move(tx: Transaction, which: ColumnElement[bool], number: int, most: int, **values: Any) -> int:
    some = select(outbox.c.id).where(outbox.c.campaign_id == number, which).limit(most)
    return tx.execute(update(outbox).where(outbox.c.id.in_(some.scalar_subquery())).values(**values)).rowcount


def _of(segment: Segment, now: datetime, most_a_week: int) -> Select[Any]:
    wanted = [may_get(segment.topic, now, most_a_week)]
    if segment.area:
        wanted.append(contacts.c.village.startswith(segment.area, autoescape=True))
    if segment.languages:
        wanted.append(contacts.c.language.in_(segment.languages))
    if segment.channels:
        wanted.append(contacts.c.channel.in_(segment.channels))
    joined = select().join_from(contacts, subscriptions, subscriptions.c.contact_id == contacts.c.id)
    return joined.where(*wanted)


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(row.id, _read(row.plan), State(row.state))


def _written(plan: Plan) -> str:
    part = plan.segment
    return json.dumps({
        "title": plan.title, "texts": dict(plan.texts), "lesson": plan.lesson,
        "segment": [part.topic, part.area, list(part.languages), list(part.channels)],
        "starts_at": plan.starts_at.replace(tzinfo=None).isoformat(), "zone": str(plan.starts_at.tzinfo),
        "every_weeks": plan.every_weeks, "ends_on": plan.ends_on and plan.ends_on.isoformat(),
    })  # fmt: skip


def _read(kept: str) -> Plan:
    plan = json.loads(kept)
    topic, area, languages, channels = plan["segment"]
    starts_at = datetime.fromisoformat(plan["starts_at"]).replace(tzinfo=ZoneInfo(plan["zone"]))
    ends_on = plan["ends_on"] and date.fromisoformat(plan["ends_on"])
    segment = Segment(topic, area, tuple(languages), tuple(channels))
    return Plan(
        plan["title"], segment, starts_at, plan["texts"], plan["every_weeks"], ends_on, plan["lesson"]
    )
