"""Second looks: an offer goes to officers, whoever answers first settles it, the person hears of it.

Officers get nothing of the person. A request climbs the same ladder as a case; nobody having answered after
OPEN_FOR, the person is told so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import telemetry
from bot.domain.commands import AnswerSecondLook, AskSecondLook
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Level, Severity
from bot.domain.second_look import MOST_OPEN, Look, LookState, OwnLook, found, told
from bot.services import audit, candidates, push, rosters
from bot.services.desk import LOOK, Desk
from bot.services.numbers import whole
from bot.store import cases, looks, outbox
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.people import Contact

OPEN_FOR = timedelta(days=3)
MOST_AT_A_TIME = 100
FIRST_NUMBER = 100
TO_OFFICER, TO_PERSON = "look", "answer"  # purposes in the outbox
NEXT = (Choice("lapor"), Choice("cek"))


def ask(tx: Transaction, desk: Desk, contact: Contact, command: AskSecondLook, now: datetime) -> None:
    """Open a request and ask the first rung; nothing happens when the person has too many open already."""
    asker = _hash(desk, contact.id)
    if looks.open_of(tx, asker) >= MOST_OPEN:
        return
    body = {
        "offer": command.offer,
        "level": command.level.value,
        "rules": command.rules,
        "known": command.known,
        "pictures": command.pictures,
    }
    look_id = looks.add(
        tx,
        asker=asker,
        reply_to=desk.vault.seal(str(contact.id).encode(), LOOK) if command.notify else None,
        body=desk.vault.seal_json(body, LOOK),
        village=contact.village,
        state=LookState.OPEN.value,
        rung=-1,
        asked_at=now,
    )
    _log(tx, desk, None, look_id, "look_asked", now)
    _climb(tx, desk, look_id, now)


def climb_overdue(tx: Transaction, desk: Desk) -> int:
    """Move every request nobody answered in time, or end it; gives how many."""
    now = desk.now()
    overdue = looks.overdue(tx, now, MOST_AT_A_TIME)
    for look_id in overdue:
        _climb(tx, desk, look_id, now)
    return len(overdue)


def view(tx: Transaction, desk: Desk, contact_id: int, number: str) -> Look | None:
    """A request as this contact may see it: an officer who was asked. None otherwise."""
    mine = _mine(tx, contact_id, number)
    return None if mine is None else _seen(desk, mine[1])


def offer(tx: Transaction, desk: Desk, contact_id: int, number: str) -> str:
    """The offer's text, for an officer who was asked; "" when it is gone."""
    mine = _mine(tx, contact_id, number)
    return (
        "" if mine is None or mine[1].body is None else str(desk.vault.open_json(mine[1].body, LOOK)["offer"])
    )


def looked_at(tx: Transaction, desk: Desk, contact_id: int, number: str, now: datetime) -> None:
    mine = _mine(tx, contact_id, number)
    if mine is not None:
        _log(tx, desk, mine[0].id, mine[1].id, "look_opened", now)


def answer(tx: Transaction, desk: Desk, contact_id: int, command: AnswerSecondLook, now: datetime) -> bool:
    """The officer's judgement; False when somebody was first or the request is over."""
    mine = _mine(tx, contact_id, command.number)
    if mine is None or mine[1].state != LookState.OPEN.value:
        return False
    officer, look = mine
    kept = desk.vault.seal_json({"level": command.level.value, "words": command.words}, LOOK)
    looks.change(tx, look.id, state=LookState.ANSWERED.value, answer=kept, answer_by_at=None, settled_at=now)
    _log(tx, desk, officer.id, look.id, "look_answered", now)
    for other in looks.asked(tx, look.id):
        if other.officer_id != officer.id and other.contact_id is not None:
            taken = Reply("push.look_taken", {"number": number_of(look.id)})
            push.push(tx, desk, other.contact_id, taken, purpose="notice")
    _tell_person(tx, desk, look, OwnLook(LookState.ANSWERED, look.asked_at, command.level, command.words))
    return True


def own(tx: Transaction, desk: Desk, contact_id: int) -> tuple[OwnLook, ...]:
    """What this person asked, newest first."""
    return tuple(_own(desk, row) for row in looks.of_asker(tx, _hash(desk, contact_id)))


def has_read(tx: Transaction, contact_id: int, now: datetime) -> None:
    """The person has seen their answers: what still waits to be sent would be the same again."""
    outbox.cancel_waiting(tx, contact_id, TO_PERSON, now)


def forget(tx: Transaction, desk: Desk, contact_id: int, now: datetime) -> None:
    """HAPUS: whatever this person asked goes, and open requests end."""
    for look_id in looks.withdraw(tx, _hash(desk, contact_id), now):
        _log(tx, desk, None, look_id, "look_withdrawn", now)


def number_of(look_id: int) -> str:
    """A request's number as officers see it: CEK-105."""
    return f"CEK-{look_id + FIRST_NUMBER}"


def id_of(number: str) -> int | None:
    """The other way round; None when it is no such number."""
    counted = whole(number.removeprefix("CEK-"), 11)
    return None if counted is None else counted - FIRST_NUMBER


def _climb(tx: Transaction, desk: Desk, look_id: int, now: datetime) -> None:
    """Ask the next rung that has somebody to ask, the last one again; end it when its time is over."""
    look = looks.look(tx, look_id)
    if look is None or look.state != LookState.OPEN.value:
        return
    if now >= look.asked_at + OPEN_FOR:
        looks.change(tx, look.id, state=LookState.LAPSED.value, answer_by_at=None, settled_at=now)
        _log(tx, desk, None, look.id, "look_lapsed", now)
        _tell_person(tx, desk, look, OwnLook(LookState.LAPSED, look.asked_at))
        return
    ladder = desk.content.routing.ladders.at(look.village)
    staff = rosters.staff(tx, desk)
    own = {o.id for o in staff.officers if o.contact_id and _hash(desk, o.contact_id) == look.asker}
    asked = {row.officer_id for row in looks.asked(tx, look.id)}
    reached = candidates.next_rung(
        staff, ladder, look.rung, look.village, Severity.HIJAU, asked=asked, barred=own
    )
    rung, officers = reached.rung, reached.officers or reached.last
    limit = min(ladder.accept_by(Severity.HIJAU, now), look.asked_at + OPEN_FOR)
    looks.change(tx, look.id, rung=rung, answer_by_at=limit)
    for officer in officers:
        if officer.id not in asked:
            looks.ask(tx, look.id, officer.id, rung, now)
    _tell_officers(tx, desk, look, officers, limit)
    _log(tx, desk, None, look.id, f"look_asked_{rung}", now)
    log = telemetry.log()
    tell = log.info if officers else log.error
    tell("look_asked", look=number_of(look.id), rung=rung, officers=len(officers))


def _tell_officers(
    tx: Transaction, desk: Desk, look: AnyRow, officers: Sequence[AnyRow], limit: datetime
) -> None:
    number = number_of(look.id)
    head = Reply("push.look", {"number": number})
    until = Reply("push.look_until", {"answer_by": limit}, (Choice("lihat_tawaran", topic=number),))
    for officer in officers:
        push.push(tx, desk, officer.contact_id, head, *found(_seen(desk, look)), until, purpose=TO_OFFICER)


def _tell_person(tx: Transaction, desk: Desk, look: AnyRow, own_look: OwnLook) -> None:
    """To their chat, if they wanted it there; otherwise it waits until they ask."""
    if look.reply_to is None:
        return
    hotlines = desk.content.hotlines.for_(("worker",), "", desk.today())[:1]
    *replies, last = told(own_look, [(line.name, line.number) for line in hotlines])
    contact_id = int(desk.vault.open(look.reply_to, LOOK))
    last = Reply(last.key, last.params, NEXT)
    push.push(tx, desk, contact_id, *replies, last, purpose=TO_PERSON)


def _seen(desk: Desk, row: AnyRow) -> Look:
    number, state = number_of(row.id), LookState(row.state)
    if row.body is None:
        return Look(number, state)
    body = desk.vault.open_json(row.body, LOOK)
    level, rules, known = Level(body["level"]), tuple(body["rules"]), tuple(body["known"])
    return Look(number, state, level, rules, known, body["pictures"])


def _own(desk: Desk, row: AnyRow) -> OwnLook:
    if row.answer is None:
        return OwnLook(LookState(row.state), row.asked_at)
    kept = desk.vault.open_json(row.answer, LOOK)
    return OwnLook(LookState(row.state), row.asked_at, Level(kept["level"]), kept["words"])


def _mine(tx: Transaction, contact_id: int, number: str) -> tuple[AnyRow, AnyRow] | None:
    """The officer behind a contact and the request, if they were asked."""
    officer, look_id = cases.officer_of_contact(tx, contact_id), id_of(number)
    if officer is None or look_id is None:
        return None
    look = looks.look(tx, look_id)
    if look is None or all(row.officer_id != officer.id for row in looks.asked(tx, look_id)):
        return None
    return officer, look


def _hash(desk: Desk, contact_id: int) -> bytes:
    return desk.vault.lookup(LOOK, str(contact_id))


def _log(
    tx: Transaction, desk: Desk, officer_id: int | None, look_id: int, action: str, at: datetime
) -> None:
    audit.note(tx, desk, officer_id, None, action, at, look_id=look_id)
