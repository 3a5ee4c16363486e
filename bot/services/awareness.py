"""Scheduled awareness messages: planned as due rows, sent once to each subscriber, never in the quiet hours."""

from datetime import date, datetime, time, timedelta

from bot import telemetry
from bot.domain.messages import Choice, Reply
from bot.services import push
from bot.services.desk import Desk
from bot.store import knowledge, people
from bot.store.db import Transaction
from bot.store.outbox import Lane

TOPIC = "pengingat"
KIND = "lesson"
AT_A_TIME = 500
MOST_RECIPIENTS = 200_000  # of one run; more means that something is wrong


def run_due(tx: Transaction, desk: Desk) -> int:
    """Plan the next weekly message and send what is due; gives the number of messages queued."""
    now = desk.now()
    key, due_at = _next_run(desk, now)
    knowledge.plan(tx, KIND, key, due_at)
    return sum(_send(tx, desk, run, now) for run in knowledge.due_now(tx, KIND, now))


def send_now(tx: Transaction, desk: Desk) -> int:
    """Send the next message at once, as an extra run; gives the number of messages queued."""
    now = desk.now()
    lesson = _lesson_of(desk, _week(desk, now))
    key = f"{now:%Y-%m-%dT%H:%M:%S}|{lesson}"
    knowledge.plan(tx, KIND, key, now)
    return _send(tx, desk, key, now)


def current(tx: Transaction, desk: Desk) -> str | None:
    """The lesson of the latest run, or this week's before the first one; None when there is none to show."""
    latest = knowledge.latest_done(tx, KIND)
    wanted = latest.partition("|")[2] if latest else _lesson_of(desk, _week(desk, desk.now()))
    today = desk.today()
    shown = [entry.id for entry in desk.content.lessons if entry.review_by >= today]
    return wanted if wanted in shown else next(iter(shown), None)


def next_on(tx: Transaction, desk: Desk) -> date | None:
    """The local day of the next run."""
    planned = knowledge.next_planned(tx, KIND, desk.now())
    due_at = planned[1] if planned else _next_run(desk, desk.now())[1]
    return due_at.astimezone(desk.zone).date()


def _send(tx: Transaction, desk: Desk, key: str, now: datetime) -> int:
    lesson = key.partition("|")[2]
    entry = next((e for e in desk.content.lessons if e.id == lesson), None)
    sent = after = 0
    if entry is not None and entry.review_by >= now.date():
        message = Reply(
            "push.lesson",
            {"title": Reply(f"lesson.{lesson}.title"), "body": Reply(f"lesson.{lesson}.body")},
            (Choice("cek"), Choice("lapor")),
        )
        not_before_at = after_quiet_hours(desk, now)
        while recipients := people.subscribers(tx, TOPIC, after, AT_A_TIME):
            for contact_id in recipients:
                once = f"{KIND}:{key}:{contact_id}"
                sent += push.push(
                    tx, desk, contact_id, message, lane=Lane.BULK, purpose="lesson", once_key=once,
                    not_before_at=not_before_at,
                )  # fmt: skip
            after = recipients[-1]
            if sent > MOST_RECIPIENTS:
                telemetry.log().error("too_many_recipients", count=sent)
                break
    knowledge.done(tx, KIND, key, now)
    telemetry.log().info("lesson_sent", lesson=lesson, count=sent)
    return sent


def _next_run(desk: Desk, now: datetime) -> tuple[str, datetime]:
    """Key and time of the first weekly hour after now."""
    areas, zone = desk.content.areas, desk.zone
    local = now.astimezone(zone)
    day = local.date() + timedelta(days=(areas.lesson_weekday - local.weekday()) % 7)
    due_at = datetime.combine(day, areas.lesson_time, zone)
    if due_at <= now:
        due_at = datetime.combine(day + timedelta(days=7), areas.lesson_time, zone)
    return f"{due_at:%Y-%m-%dT%H:%M}|{_lesson_of(desk, _week(desk, due_at))}", due_at


def _week(desk: Desk, moment: datetime) -> int:
    return (moment.astimezone(desk.zone).date() - date(2026, 1, 5)).days // 7


def _lesson_of(desk: Desk, week: int) -> str:
    return desk.content.lessons[week % len(desk.content.lessons)].id


def after_quiet_hours(desk: Desk, now: datetime) -> datetime | None:
    """When the quiet hours end, if now lies in them."""
    areas, zone = desk.content.areas, desk.zone
    local = now.astimezone(zone)
    if not _is_quiet(local.time(), areas.quiet_from, areas.quiet_until):
        return None
    morning = datetime.combine(local.date(), areas.quiet_until, zone)
    return morning if morning > local else morning + timedelta(days=1)


def _is_quiet(moment: time, start: time, end: time) -> bool:
    return start <= moment < end if start < end else moment >= start or moment < end
