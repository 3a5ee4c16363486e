"""Urgent local alerts: hand one to a second officer, let it out or not, let it go on, end it by the clock."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from bot.domain import few
from bot.domain import public_alert as rules
from bot.domain.casework import lies_in
from bot.domain.commands import SubmitAlert
from bot.domain.messages import Choice, Reply
from bot.domain.public_alert import (
    GRADES,
    Alert,
    AlertState,
    AlertView,
    No,
    Purpose,
    Reach,
    Signer,
)
from bot.services import alert_book, audit, push
from bot.services.desk import Desk
from bot.store import cases
from bot.store import public_alerts as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.public_alerts import Run

MOST_ASKED = 5  # officers who are asked to let an alert out
APPROVAL = "approval"  # purpose of what officers are sent about alerts


def reach(tx: Transaction, desk: Desk, contact_id: int, area: str, replaces: str, purpose: Purpose) -> Reach:
    """How many people an alert of this officer would go to, and how many colleagues could let it out."""
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return Reach(0, 0)
    former = alert_book.by_number(tx, replaces)
    count = kept.count(tx, area, alert_book.numbers(tx, former), is_cancel=purpose is Purpose.CANCEL)
    needs_head = purpose is not Purpose.CANCEL and count > _bounds(desk).recipients
    asked = _approvers(tx, desk, alert_book.signer(desk, officer), area, needs_head=needs_head)
    return Reach(count, len(asked), needs_head)


def may_approve(tx: Transaction, desk: Desk, contact_id: int, number: str) -> No | None:
    """Why this contact could not let an alert out now; None when nothing speaks against it."""
    tried = _approved(tx, desk, contact_id, number)
    return tried if isinstance(tried, No) else None


def may_refuse(tx: Transaction, desk: Desk, contact_id: int, number: str) -> No | None:
    tried = _refused(tx, desk, contact_id, number)
    return tried if isinstance(tried, No) else None


def may_submit(tx: Transaction, desk: Desk, contact_id: int, command: SubmitAlert) -> No | None:
    tried = _submitted(tx, desk, contact_id, command)
    return tried if isinstance(tried, No) else None


def submit(tx: Transaction, desk: Desk, contact_id: int, command: SubmitAlert) -> int | None:
    """Keep an alert and ask its second officers; gives its number. None when it is not fit or nobody could be asked."""
    tried = _submitted(tx, desk, contact_id, command)
    there = reach(tx, desk, contact_id, command.area, command.replaces, command.purpose)
    if isinstance(tried, No) or not there.approvers:
        return None
    waiting, former = tried
    now = desk.now()
    number = alert_book.save(tx, desk, waiting, former, now)
    audit.note(tx, desk, waiting.author.officer, None, f"alert_written:{number}", now)
    row = kept.held(tx, number)
    if row is not None:
        for each in _approvers(tx, desk, waiting.author, command.area, needs_head=there.needs_head):
            _ask(tx, desk, each, alert_book.seen(tx, desk, row, each.id), there.recipients)
    return number


def approve(tx: Transaction, desk: Desk, contact_id: int, number: str) -> bool:
    """Let it out. What it replaces ends, and what still waits of that is withdrawn."""
    tried = _approved(tx, desk, contact_id, number)
    if isinstance(tried, No):
        return False
    row, alert, former = tried
    now = desk.now()
    _settle(tx, row, alert, now, sent_at=now, run=Run.PROBE)
    if former is not None:
        kept.change(tx, former.id, state=rules.ENDS[alert.purpose].value, run=Run.DONE, changed_at=now)
        kept.withdraw(tx, former.id, now)
    _told(tx, desk, row, "out", alert, now)
    return True


def refuse(tx: Transaction, desk: Desk, contact_id: int, number: str) -> bool:
    tried = _refused(tx, desk, contact_id, number)
    if isinstance(tried, No):
        return False
    row, alert = tried
    _settle(tx, row, alert, desk.now())
    _told(tx, desk, row, "refused", alert, desk.now())
    return True


def resume(tx: Transaction, desk: Desk, contact_id: int, number: str) -> bool:
    """Somebody saw to what the breaker stopped: the next few go out alone again, then all others."""
    officer, row = cases.officer_of_contact(tx, contact_id), alert_book.by_number(tx, number)
    if officer is None or row is None or row.run != Run.STOPPED or row.state != AlertState.PUBLISHED:
        return False
    if not lies_in(row.area, officer.area):
        return False
    kept.change(
        tx, row.id, run=Run.PROBE, probe_from=row.reached, probe_queued=row.queued, watch_until_at=None
    )
    audit.note(tx, desk, officer.id, None, f"alert_resumed:{row.id}", desk.now())
    return True


def expire(tx: Transaction, desk: Desk) -> int:
    """End what has had its time; gives how many."""
    now, found = desk.now(), kept.over(tx, desk.now())
    for number in found:
        row = kept.held(tx, number)
        ended = rules.expired(alert_book.alert_of(tx, desk, row), now) if row else No.STATE
        if row is None or isinstance(ended, No):
            continue
        kept.change(tx, number, state=ended.state.value, run=Run.DONE, changed_at=row.expires_at)
        kept.withdraw(tx, number, now)
        audit.note(tx, desk, None, None, f"alert_expired:{number}", now)
        if row.state == AlertState.WAITING:
            _tell_author(tx, desk, row, "lapsed")
    return len(found)


def _submitted(
    tx: Transaction, desk: Desk, contact_id: int, command: SubmitAlert
) -> tuple[Alert, AnyRow | None] | No:
    """The alert as it would be, with what it replaces."""
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return No.AREA
    now, former = desk.now(), alert_book.by_number(tx, command.replaces)
    author = alert_book.signer(desk, officer)
    draft = Alert(
        f"BD-{now:%Y%m%d}-{token_hex(4)}", command.area, command.words, author, command.expires_at,
        GRADES[command.pace], command.english, command.purpose, former.identifier if former else "",
    )  # fmt: skip
    was = None if former is None else alert_book.alert_of(tx, desk, former)
    tried = rules.submitted(draft, author, now, _bounds(desk), was)
    return tried if isinstance(tried, No) else _unless_private(tx, desk, tried) or (tried, former)


def _approved(
    tx: Transaction, desk: Desk, contact_id: int, number: str
) -> tuple[AnyRow, Alert, AnyRow | None] | No:
    """The alert as it would be, with what it replaces."""
    officer, row = cases.officer_of_contact(tx, contact_id), alert_book.by_number(tx, number)
    if officer is None or row is None:
        return No.AREA
    former = None if row.replaces_id is None else kept.held(tx, row.replaces_id)
    count = kept.count(tx, row.area, alert_book.numbers(tx, former), is_cancel=row.purpose == Purpose.CANCEL)
    alert, by, bounds = alert_book.alert_of(tx, desk, row), alert_book.signer(desk, officer), _bounds(desk)
    was = None if former is None else alert_book.alert_of(tx, desk, former)
    tried = rules.approved(alert, by, desk.now(), bounds, count, was)
    return tried if isinstance(tried, No) else _unless_private(tx, desk, tried) or (row, tried, former)


def _unless_private(tx: Transaction, desk: Desk, alert: Alert) -> No | None:
    """PRIVATE where it names somebody. What ends an alert repeats its headline, and has to be possible."""
    texts = [alert.words, *((alert.english,) if alert.english else ())]
    told = [part for words in texts for part in (words.headline, words.event, words.instruction)]
    told = [alert.words.event] if alert.purpose is Purpose.CANCEL else told
    return No.PRIVATE if any(alert_book.private(tx, desk, part) for part in told) else None


def _refused(tx: Transaction, desk: Desk, contact_id: int, number: str) -> tuple[AnyRow, Alert] | No:
    officer, row = cases.officer_of_contact(tx, contact_id), alert_book.by_number(tx, number)
    if officer is None or row is None:
        return No.AREA
    tried = rules.refused(alert_book.alert_of(tx, desk, row), alert_book.signer(desk, officer))
    return tried if isinstance(tried, No) else (row, tried)


def _bounds(desk: Desk) -> rules.Bounds:
    return desk.content.alerts.bounds


def _approvers(
    tx: Transaction, desk: Desk, author: Signer, area: str, *, needs_head: bool
) -> Sequence[AnyRow]:
    """Other officers whose phone a message reaches, and who may let an alert out."""
    there = [
        (row, alert_book.signer(desk, row)) for row in cases.reachable_officers(tx) if lies_in(area, row.area)
    ]
    may = [row for row, each in there if not each.is_same_as(author) and (each.is_head or not needs_head)]
    return may[:MOST_ASKED]


def _ask(tx: Transaction, desk: Desk, officer: AnyRow, view: AlertView, recipients: int) -> None:
    """The words first, exactly as villagers will read them."""
    choices = tuple(Choice(id_, topic=view.number) for id_ in ("setujui_peringatan", "tolak_peringatan"))
    asked = Reply("push.approval", {"area": view.area.name, "people": few.people(recipients)}, choices)
    push.push(tx, desk, officer.contact_id, *rules.preview(view, desk.office), asked, purpose=APPROVAL,
              once_key=f"{APPROVAL}:{view.number}:{officer.contact_id}")  # fmt: skip


def _settle(tx: Transaction, row: AnyRow, alert: Alert, now: datetime, **more: object) -> None:
    kept.change(tx, row.id, state=alert.state.value, approver_id=alert.approver, changed_at=now, **more)


def _told(tx: Transaction, desk: Desk, row: AnyRow, what: str, alert: Alert, now: datetime) -> None:
    """Into the trail, and to the author."""
    action = "alert_approved" if alert.state is AlertState.PUBLISHED else "alert_refused"
    audit.note(tx, desk, alert.approver, None, f"{action}:{row.id}", now)
    _tell_author(tx, desk, row, what)


def _tell_author(tx: Transaction, desk: Desk, row: AnyRow, what: str) -> None:
    author = cases.officer(tx, row.author_id)
    if author is not None and author.contact_id is not None:
        headline = alert_book.alert_of(tx, desk, row).words.headline
        told = Reply(
            f"push.public_alert.{what}",
            {"headline": headline},
            (Choice("lihat_peringatan", topic=str(row.id)),),
        )
        push.push(tx, desk, author.contact_id, told, purpose=APPROVAL)
