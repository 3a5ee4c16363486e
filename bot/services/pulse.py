"""Measures whether the service lives, and tells heads in their chat when it does not. `bot.domain.pulse` judges."""

from datetime import datetime, timedelta

from bot import telemetry
from bot.domain import pulse as judging
from bot.domain.messages import Reply
from bot.domain.pulse import Alarm, Pulse
from bot.services import candidates, push, rosters
from bot.services.desk import Desk
from bot.services.health import LEADERS, TROUBLED_DAYS
from bot.store import beats, knowledge, leader, people, pulse, upgrade
from bot.store.db import Database, Transaction

KIND = "alarm"  # told once an hour for each kind and channel
BEATS = (beats.CLOCK, beats.WEB, beats.BACKUP, beats.REHEARSAL, beats.AUDIT)


def measured(tx: Transaction, database: Database, desk: Desk) -> Pulse:
    now = desk.now()
    noted = {what: beats.last(tx, what) for what in BEATS}
    trail = noted[beats.AUDIT]
    fetched = [name for name, limits in desk.limits.items() if limits.is_pulled]
    return Pulse(
        now,
        schema=(upgrade.version(tx) or "", upgrade.newest()),
        leaders={name: leader.is_led(database, tx, name) for name in LEADERS},
        beats={what: beat.at if beat else None for what, beat in noted.items()},
        oldest=pulse.oldest(tx, fetched, now),
        merah_since=pulse.unaccepted_merah_since(tx),
        is_trail_whole=trail.is_good if trail else True,
    )


def uncertain(tx: Transaction, desk: Desk) -> int:
    """Messages of the last days that may or may not have gone."""
    return pulse.uncertain(tx, desk.now() - TROUBLED_DAYS)


def probe(tx: Transaction) -> None:
    """Commits, and changes nothing."""
    pulse.commit(tx)


def ring(tx: Transaction, desk: Desk) -> int:
    """The clock goes round. Nothing was due."""
    beats.note(tx, beats.CLOCK, desk.now())
    return 0


def receive(tx: Transaction, desk: Desk) -> None:
    """This process takes calls, and can write down that it does."""
    beats.note(tx, beats.WEB, desk.now())


def alarm(tx: Transaction, desk: Desk, seen: Pulse, stood_still: timedelta) -> int:
    """Tell heads what is wrong; gives how many messages. `stood_still`: nothing could be committed until just now."""
    count = 0
    if stood_still:
        told = Reply("push.alarm.engine", {"minutes": _minutes(stood_still)})
        count += _tell(tx, desk, Alarm.ENGINE, told)
    if judging.is_quiet(seen):
        count += _tell(tx, desk, Alarm.CLOCK, Reply("push.alarm.clock"))
    if quiet := judging.deaf_for(seen):
        count += _tell(tx, desk, Alarm.DEAF, Reply("push.alarm.deaf", {"minutes": _minutes(quiet)}))
    for channel, wait in judging.stuck_channels(seen).items():
        told = Reply(
            "push.alarm.replies", {"channel": Reply(f"channel.{channel}"), "minutes": _minutes(wait)}
        )
        count += _tell(tx, desk, Alarm.REPLIES, told, channel)
    return count


def _tell(tx: Transaction, desk: Desk, what: Alarm, told: Reply, stuck: str = "") -> int:
    """Those heads whose own channel is not the one that is stuck."""
    now = desk.now()
    if not knowledge.once(tx, KIND, _key(what, stuck, now), now):
        return 0
    heard = 0
    for head in candidates.heads_over(rosters.staff(tx, desk), None, ()):
        contact = people.contact_by_id(tx, head.contact_id)
        if contact is not None and contact.channel != stuck:
            heard += push.push(tx, desk, contact.id, told, purpose="duty")
    telemetry.log().error("alarm", what=what.value, channel=stuck, heads=heard)
    return heard


def _key(what: Alarm, stuck: str, now: datetime) -> str:
    return f"{what.value}|{stuck}|{now:%Y-%m-%dT%H}"


def _minutes(span: timedelta) -> int:
    return max(1, round(span.total_seconds() / 60))
