"""Sends urgent local alerts: step by step, each a transaction that remembers how far it got, nobody twice.

The first messages go out alone and are watched. When too many of them come to nothing the rest is held back and people
are called; one of them lets it go on, or calls it off.
"""

from collections.abc import Sequence
from typing import Any

from bot import telemetry
from bot.domain import public_alert as rules
from bot.domain.messages import Choice, Reply
from bot.domain.public_alert import AlertView, Outcomes, Purpose, message
from bot.services import alert_book, audit, candidates, fanout, public_alerts, push, quiet, rosters
from bot.services.desk import Desk
from bot.services.turn import WINDOW_CODE
from bot.store import public_alerts as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.outbox import Lane, State
from bot.store.public_alerts import PURPOSE, PURPOSE_OVER, Run

_WENT = (State.SENT, State.DELIVERED, State.READ, State.UNCERTAIN)


def run(tx: Transaction, desk: Desk) -> int:
    """End what has had its time and go a step on with what is out; 0 when there is nothing to do now."""
    if ended := public_alerts.expire(tx, desk):
        return ended
    return next((moved for number in kept.running(tx) if (moved := _step(tx, desk, number))), 0)


def _step(tx: Transaction, desk: Desk, number: int) -> int:
    row = kept.held(tx, number)
    if row is None or row.run not in (Run.PROBE, Run.WATCH, Run.OPEN):
        return 0
    if row.run == Run.WATCH:
        return _watch(tx, desk, row)
    left = fanout.AT_A_TIME
    if row.run == Run.PROBE:
        left = min(left, desk.content.alerts.first_sends - (row.queued - row.probe_queued))
    return _queue(tx, desk, row, left)


def _queue(tx: Transaction, desk: Desk, row: AnyRow, most: int) -> int:
    """Queue the next messages; gives how many people were looked at, or 1 when the run came to its end."""
    view = alert_book.seen(tx, desk, row)
    is_cancel = view.purpose is Purpose.CANCEL
    former = [each.id for each in kept.chain(tx, row)[1:]]
    found = kept.recipients(tx, row.area, former, is_cancel=is_cancel, after=row.reached, most=most)
    if not found:
        return _end(tx, row)
    now, latest, queued = desk.now(), row.watch_until_at or desk.now(), row.queued
    for person in found:
        from_at = None if view.grade.is_immediate else quiet.villagers_from(desk, now, person.village or "")
        latest = max(latest, (from_at or now) + desk.content.alerts.watch)
        queued += push.push(
            tx, desk, person.id, *message(view, desk.office, person.language), lane=Lane.URGENT,
            purpose=PURPOSE_OVER if is_cancel else PURPOSE, once_key=kept.once_key(row.id, person.id),
            not_before_at=from_at,
        )  # fmt: skip
    changes: dict[str, object] = {"reached": found[-1].id, "queued": queued}
    if row.run == Run.PROBE:
        is_full = queued - row.probe_queued >= desk.content.alerts.first_sends
        changes |= {"watch_until_at": latest, "run": Run.WATCH if is_full else Run.PROBE}
    kept.change(tx, row.id, **changes)
    return len(found)


def _end(tx: Transaction, row: AnyRow) -> int:
    """Nobody is left; what went to few is watched all the same."""
    if row.run == Run.PROBE and row.queued > row.probe_queued:
        kept.change(tx, row.id, run=Run.WATCH)
    else:
        kept.change(tx, row.id, run=Run.DONE)
        telemetry.log().info("public_alert_sent", alert=row.id, count=row.queued)
    return 1


def _watch(tx: Transaction, desk: Desk, row: AnyRow) -> int:
    """How the first messages went: open the rest, stop it, or wait (0)."""
    alerts = desk.content.alerts
    outcomes = first_ones(tx, desk, row)
    if outcomes.waiting and desk.now() < row.watch_until_at:
        return 0
    if rules.is_failing(outcomes, alerts.most_failed_percent):
        kept.change(tx, row.id, run=Run.STOPPED)
        audit.note(tx, desk, None, None, f"alert_stopped:{row.id}", desk.now())
        telemetry.log().error("public_alert_stopped", alert=row.id, count=outcomes.failed)
        _call(tx, desk, row, alert_book.seen(tx, desk, row), outcomes)
    else:
        kept.change(tx, row.id, run=Run.OPEN)
    return 1


def first_ones(tx: Transaction, desk: Desk, row: AnyRow) -> Outcomes:
    """How the messages went that are watched, or were when the breaker stopped the rest."""
    return _outcomes(desk, kept.outcomes(tx, row.id, row.probe_from, row.reached))


def _outcomes(desk: Desk, rows: Sequence[Any]) -> Outcomes:
    """Counted as far as a provider has a say: who fetches messages, or has to write first, fails nothing."""
    sent = failed = waiting = 0
    for row in rows:
        limits = desk.limits.get(row.channel)
        is_pulled = limits is None or limits.is_pulled
        if row.state in _WENT or (row.state == State.HELD and row.code == WINDOW_CODE):
            sent += 1
        elif row.state in (State.REFUSED, State.HELD):
            failed += 1
        elif not is_pulled and row.state != State.CANCELLED:
            waiting += 1
    return Outcomes(sent, failed, waiting)


def _call(tx: Transaction, desk: Desk, row: AnyRow, view: AlertView, outcomes: Outcomes) -> None:
    """Whoever signed it, and the supervisors of the place."""
    heads = [head.contact_id for head in candidates.heads_over(rosters.staff(tx, desk), row.area, ())]
    choices = tuple(Choice(id_, topic=view.number) for id_ in ("lanjutkan_peringatan", "batalkan_peringatan"))
    count = outcomes.sent + outcomes.failed
    told = Reply(
        "push.public_alert.stopped",
        {"headline": view.words.headline, "failed": outcomes.failed, "count": count},
        choices,
    )
    for contact_id in dict.fromkeys([*alert_book.signers(tx, row), *heads]):
        push.push(tx, desk, contact_id, told, purpose=public_alerts.APPROVAL)
