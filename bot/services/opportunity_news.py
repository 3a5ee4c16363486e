"""New opportunities for those who asked to hear of them: one message a week at most, with all that is new to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import telemetry
from bot.domain import opportunities as rules
from bot.domain.dates import next_weekly
from bot.domain.opportunities import Opportunity
from bot.services import fanout, opportunities, push, quiet
from bot.services.desk import Desk
from bot.services.opportunities import NEWS
from bot.store import knowledge, outbox
from bot.store import opportunities as kept
from bot.store.db import Transaction
from bot.store.opportunities import Watcher
from bot.store.outbox import Lane

DAYS_BETWEEN = 7


def run_due(tx: Transaction, desk: Desk) -> int:
    """Plan the next weekly hour and go a step on with what is due; 0 when nothing is left to do."""
    now, times = desk.now(), desk.content.opportunities
    due_at = next_weekly(now.astimezone(desk.zone), times.news_weekday, times.news_time)
    knowledge.plan(tx, NEWS, f"{due_at:%Y-%m-%dT%H:%M}", due_at)
    return fanout.go_on(tx, desk, NEWS, _step)


def drop_over(tx: Transaction, desk: Desk) -> int:
    """Take out what has run out, and messages that name it and still wait; gives how many entries went."""
    opportunities.take_back(tx, desk, kept.outlived(tx, desk.today()))
    return kept.purge(tx, desk.today())


def _step(tx: Transaction, desk: Desk, key: str, now: datetime) -> int:
    """Tell the next few subscribers; gives how many were looked at, 0 when the run is over."""
    reached, queued = knowledge.progress(tx, NEWS, key)
    most_a_week = desk.content.areas.most_a_week
    watchers = kept.watchers(tx, now, most_a_week, after=reached, most=fanout.AT_A_TIME)
    if not watchers:
        knowledge.done(tx, NEWS, key, now)
        telemetry.log().info("opportunities_told", count=queued)
        return 0
    found = opportunities.near(tx, desk, "")
    queued += sum(_tell(tx, desk, watcher, found, now) for watcher in watchers)
    knowledge.save_progress(tx, NEWS, key, watchers[-1].contact_id, queued)
    return len(watchers)


def _tell(tx: Transaction, desk: Desk, watcher: Watcher, found: Sequence[Opportunity], now: datetime) -> bool:
    """Send one person what is new to them; False when nothing is."""
    new = _new_to(desk, watcher, found, now)
    if not new:
        return False
    if outbox.cancel_waiting(tx, watcher.contact_id, NEWS, now):  # the last ones never reached them
        new = _new_to(desk, replace(watcher, told_at=None), found, now)
    was_sent = push.push(
        tx, desk, watcher.contact_id, *rules.news(new), lane=Lane.BULK, purpose=NEWS,
        once_key=f"{NEWS}:{now:%Y-%m-%d}:{watcher.contact_id}",
        not_before_at=quiet.villagers_from(desk, now, watcher.village),
    )  # fmt: skip
    if was_sent:
        until = min(entry.expires_on for entry in new[: rules.MOST_TOLD])
        kept.told(tx, watcher.contact_id, now, until)
    return was_sent


def _new_to(
    desk: Desk, watcher: Watcher, found: Sequence[Opportunity], now: datetime
) -> tuple[Opportunity, ...]:
    """What was entered since they were last told, or since they subscribed; nothing within a week of the last."""
    today = now.astimezone(desk.zone).date()
    since = max(watcher.opted_in_at, watcher.told_at or watcher.opted_in_at)
    if watcher.told_at is not None:
        told_on = watcher.told_at.astimezone(desk.zone).date()
        if today - told_on < timedelta(days=DAYS_BETWEEN):
            return ()
    fresh = [entry for entry in found if entry.entered_at is not None and entry.entered_at > since]
    return rules.about(rules.near(fresh, watcher.village, today), watcher.interest)
