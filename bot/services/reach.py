"""Whether alerts get out. A channel through which none has for a while is passed over: cases that wait there go on at
once, and those in charge hear of it on another channel.
"""

from collections.abc import Sequence
from datetime import datetime

from bot import telemetry
from bot.domain.messages import Reply
from bot.services import candidates, custody, escalation, heads, push, rosters
from bot.services.desk import Desk
from bot.store import cases, knowledge, outbox, people
from bot.store.cases import AnyRow
from bot.store.db import Transaction

SILENT = "channel_silent"
UNREACHED = "unreached"  # told once a day for each officer


def run(tx: Transaction, desk: Desk) -> int:
    """Pass over what waits in silent channels; gives how many officers cannot be reached."""
    now, unreached = desk.now(), 0
    called = [name for name, limits in desk.limits.items() if not limits.is_pulled]
    silent = outbox.silent_channels(tx, called, now - desk.content.routing.silent_after, now)
    for channel, contacts in silent.items():
        officers = [row for each in contacts if (row := cases.officer_of_contact(tx, each)) is not None]
        unreached += len(officers)
        _tell_heads(tx, desk, channel, officers, now)
        for officer in officers:
            escalation.pass_over(tx, desk, officer.id, now, UNREACHED)
    return unreached


def lose_officer(tx: Transaction, desk: Desk, contact_id: int, now: datetime) -> None:
    """An alert cannot reach this officer's phone: what waited for them goes on at once, their heads hear of it."""
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return
    escalation.pass_over(tx, desk, officer.id, now, UNREACHED)

    def lost() -> Reply:
        return Reply("push.unreached", {"name": custody.name_of(desk, officer)})

    heads.tell_once_a_day(
        tx, desk, rosters.staff(tx, desk), UNREACHED, str(officer.id), officer.area, {officer.id}, lost
    )
    telemetry.log().error("officer_unreached", officer=officer.id)


def _tell_heads(tx: Transaction, desk: Desk, channel: str, officers: Sequence[AnyRow], now: datetime) -> None:
    """The officers' heads who have another channel, once an hour."""
    key = f"{channel}|{now:%Y-%m-%dT%H}"
    if not knowledge.once(tx, SILENT, key, now):
        return
    own, staff = {officer.id for officer in officers}, rosters.staff(tx, desk)
    above = {
        head.id: head for officer in officers for head in candidates.heads_over(staff, officer.area, own)
    }
    told = Reply("push.channel_silent", {"channel": Reply(f"channel.{channel}"), "count": len(officers)})
    heard = 0
    for head in above.values():
        contact = people.contact_by_id(tx, head.contact_id)
        if contact is not None and contact.channel != channel:
            heard += push.push(tx, desk, contact.id, told, purpose="duty")
    telemetry.log().error(SILENT, channel=channel, officers=len(officers), heads=heard)
