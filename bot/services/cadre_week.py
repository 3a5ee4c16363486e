"""What happened in a cadre's village last week, told once a week; small counts stay hidden (domain.small_counts)."""

from datetime import datetime

from bot.domain.cadre import week_told
from bot.domain.dates import next_weekly
from bot.domain.messages import Choice
from bot.services import cadres, casework, fanout, push, quiet
from bot.services.desk import Desk
from bot.store import cadres as kept
from bot.store import knowledge
from bot.store.db import Transaction
from bot.store.outbox import Lane

KIND = "cadre_week"
CHOICES = (Choice("pelajaran_lanjut"), Choice("rapat_desa"))


def run_due(tx: Transaction, desk: Desk) -> int:
    """Plan the next weekly hour and go a step on with what is due; 0 when nothing is left to do."""
    now, times = desk.now(), desk.content.areas
    due_at = next_weekly(now.astimezone(desk.zone), times.cadre_weekday, times.cadre_time)
    knowledge.plan(tx, KIND, f"{due_at:%Y-%m-%dT%H:%M}", due_at)
    return fanout.go_on(tx, desk, KIND, _step)


def _step(tx: Transaction, desk: Desk, key: str, now: datetime) -> int:
    """Tell the next few cadres; gives how many were looked at, 0 when the run is over."""
    reached, queued = knowledge.progress(tx, KIND, key)
    found = kept.in_force(tx, after=reached, most=fanout.AT_A_TIME)
    if not found:
        knowledge.done(tx, KIND, key, now)
        return 0
    for row in found:
        village = casework.place(tx, desk, row.village)
        if village is not None:
            told = week_told(village, cadres.digest(tx, desk, village), CHOICES)
            queued += push.push(
                tx, desk, row.contact_id, told, lane=Lane.BULK, purpose=KIND, once_key=f"{KIND}:{key}:{row.id}",
                not_before_at=quiet.villagers_from(desk, now, row.village),
            )  # fmt: skip
    knowledge.save_progress(tx, KIND, key, found[-1].id, queued)
    return len(found)
