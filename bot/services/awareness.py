"""The weekly message: planned as a due row, sent once to each subscriber, when their village may be disturbed.

A run goes in steps (bot.services.fanout).
"""

from datetime import date, datetime

from bot import telemetry
from bot.content.lessons import LessonEntry
from bot.domain.conversation import Lesson
from bot.domain.dates import next_weekly
from bot.services import fanout, push, quiet
from bot.services.desk import Desk
from bot.store import knowledge, subscriptions
from bot.store.db import Transaction
from bot.store.outbox import Lane

TOPIC = "pengingat"
KIND = "lesson"
MOST_RECIPIENTS = 200_000  # of one run; more means that something is wrong


def run_due(tx: Transaction, desk: Desk) -> int:
    """Plan the next weekly message and go a step on with what is due; 0 when nothing is left to do."""
    now = desk.now()
    key, due_at = _next_run(desk, now)
    knowledge.plan(tx, KIND, key, due_at)
    return fanout.go_on(tx, desk, KIND, _step)


def send_now(tx: Transaction, desk: Desk) -> int:
    """Send the next message at once, as an extra run; gives the number of messages queued."""
    now = desk.now()
    key = f"{now:%Y-%m-%dT%H:%M:%S}|{_lesson_of(desk, _week(desk, now)).id}"
    knowledge.plan(tx, KIND, key, now)
    while fanout.has_room(tx, desk, now) and _step(tx, desk, key, now):
        pass
    return knowledge.progress(tx, KIND, key)[1]


def current(tx: Transaction, desk: Desk) -> str | None:
    """The lesson of the latest run, or this week's before the first one; None when there is none to show."""
    latest = knowledge.latest_done(tx, KIND)
    wanted = latest.partition("|")[2] if latest else _lesson_of(desk, _week(desk, desk.now())).id
    shown_ones = [entry.id for entry in desk.content.lessons if _is_shown(desk, entry)]
    return wanted if wanted in shown_ones else next(iter(shown_ones), None)


def shown(desk: Desk, ident: str) -> Lesson | None:
    """What a conversation needs of a lesson; None for one that is past its review date, or none of ours."""
    entry = next((entry for entry in desk.content.lessons if entry.id == ident), None)
    if entry is None or not _is_shown(desk, entry):
        return None
    return Lesson(entry.id, len(entry.text["id"].answers), entry.right)


def next_shown(tx: Transaction, desk: Desk) -> Lesson | None:
    """The lesson of the next run."""
    now = desk.now()
    planned = knowledge.next_planned(tx, KIND, now)
    key = planned[0] if planned else _next_run(desk, now)[0]
    return shown(desk, key.partition("|")[2])


def next_on(tx: Transaction, desk: Desk) -> date | None:
    """The local day of the next run."""
    planned = knowledge.next_planned(tx, KIND, desk.now())
    due_at = planned[1] if planned else _next_run(desk, desk.now())[1]
    return due_at.astimezone(desk.zone).date()


def _step(tx: Transaction, desk: Desk, key: str, now: datetime) -> int:
    """Queue the message for the next few subscribers; gives how many were looked at, 0 when the run is over."""
    lesson = shown(desk, key.partition("|")[2])
    reached, queued = knowledge.progress(tx, KIND, key)
    if lesson is None or queued >= MOST_RECIPIENTS:
        return _end(tx, key, now, queued, is_good=False)
    areas = desk.content.areas
    found = subscriptions.subscribers(
        tx, TOPIC, now, _week(desk, now), areas.most_a_week, after=reached, most=fanout.AT_A_TIME
    )
    if not found:
        return _end(tx, key, now, queued, is_good=True)
    for contact_id, village in found:
        queued += push.push(
            tx, desk, contact_id, lesson.message, lane=Lane.BULK, purpose=KIND, once_key=f"{KIND}:{key}:{contact_id}",
            not_before_at=quiet.villagers_from(desk, now, village),
        )  # fmt: skip
    knowledge.save_progress(tx, KIND, key, found[-1][0], queued)
    return len(found)


def _end(tx: Transaction, key: str, now: datetime, queued: int, *, is_good: bool) -> int:
    knowledge.done(tx, KIND, key, now)
    log = telemetry.log().info if is_good else telemetry.log().error
    log("lesson_sent" if is_good else "lesson_stopped", lesson=key.partition("|")[2], count=queued)
    return 0


def _next_run(desk: Desk, now: datetime) -> tuple[str, datetime]:
    """Key and time of the first weekly hour after now."""
    areas = desk.content.areas
    due_at = next_weekly(now.astimezone(desk.zone), areas.lesson_weekday, areas.lesson_time)
    return f"{due_at:%Y-%m-%dT%H:%M}|{_lesson_of(desk, _week(desk, due_at)).id}", due_at


def _week(desk: Desk, moment: datetime) -> int:
    """Weeks since the first message; 0 before it, too."""
    return max(0, (moment.astimezone(desk.zone).date() - desk.content.areas.first_week_on).days // 7)


def _lesson_of(desk: Desk, week: int) -> LessonEntry:
    return desk.content.lessons[week % len(desk.content.lessons)]


def _is_shown(desk: Desk, entry: LessonEntry) -> bool:
    return entry.review_by >= desk.today()
