"""One inbound message from dedupe to outbox, inside one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import engine, keeping, receipt_code
from bot.domain.codec import packed_inbound, unpacked_inbound
from bot.domain.conversation import Context, Person
from bot.domain.messages import Address, Choice, Event, Inbound, Receipt, Reply
from bot.domain.pictures import PictureText
from bot.domain.retention import Kind
from bot.domain.session import SILENCE, Session
from bot.domain.turning import MENU_CHOICES
from bot.i18n import FIRST_LANGUAGE
from bot.services import applying, casework, media, optout, push, reading, traces
from bot.services.desk import ADDRESS, PARKED, SESSION, Desk
from bot.services.facts import TurnFacts
from bot.store import outbox, people, pictures, subscriptions
from bot.store.db import Transaction
from bot.store.outbox import Item, Lane
from bot.store.people import Contact

ALBUM_PAUSE = timedelta(seconds=1.5)  # how long after its last picture an album counts as complete
WINDOW_MAY_CLOSE = timedelta(hours=20)  # since the last message: nothing is held before
TOUCH_AGAIN = timedelta(minutes=1)  # what "last wrote" may lag behind: a statement less in most turns
WINDOW_CODE = "window"  # why a row is held: the 24 hours were over


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a message: answered, repeated, album, event, failed.

    `handed` is a reply that a worker has claimed already; `has_queued` says whether others wait for a claim.
    """

    outcome: str
    handed: Item | None = None
    has_queued: bool = True


def receive(
    tx: Transaction, desk: Desk, msg: Inbound, hashes: Mapping[str, bytes] | None = None, worker: str = ""
) -> Received:
    """Take in one message.

    `hashes` holds the receipt codes that were worked out beforehand; no other one is looked at then. `worker` can
    send a reply at once.
    """
    now = desk.now()
    if not people.note_inbound(tx, msg.sender.channel, msg.account, msg.id, now):
        return Received("repeated", has_queued=False)
    if msg.event is not Event.MESSAGE:
        _take_event(tx, desk, msg, now)
        return Received("event")
    contact, is_new = _contact(tx, desk, msg, now)
    msg = media.noted(tx, desk, contact.id, msg, now)
    if msg.album is not None:
        _park_album(tx, desk, msg, now)
        return Received("album")
    return _answer(tx, desk, contact, is_new, msg, now, hashes, worker)


def release_album(tx: Transaction, desk: Desk) -> bool:
    """Answer one complete album as a single message; False when none is waiting."""
    now = desk.now()
    sealed = people.release_album(tx, now)
    if not sealed:
        return False
    parts = [unpacked_inbound(desk.vault.open_json(item, PARKED)) for item in sealed]
    text = "\n".join(part.text for part in parts if part.text)
    joined = replace(parts[0], text=text, media=tuple(m for part in parts for m in part.media))
    contact, is_new = _contact(tx, desk, joined, now)
    _answer(tx, desk, contact, is_new, joined, now)
    return True


def hear(tx: Transaction, desk: Desk, task: reading.Task, texts: Sequence[PictureText]) -> bool:
    """What was read in a person's pictures becomes a turn of its own; False when nobody waits for it any more."""
    contact = people.contact_by_id(tx, task.contact_id)
    heard = reading.finish(tx, desk, task, texts)
    if contact is None or heard is None:
        return False
    msg = Inbound(Address(contact.channel, ""), "", "", heard=heard)
    _answer(tx, desk, contact, False, msg, desk.now())
    return True


def fall_silent(tx: Transaction, desk: Desk, contact_id: int) -> None:
    """Nothing more came to what presses: it goes out as far as it was told."""
    contact = people.contact_by_id(tx, contact_id)
    if contact is not None:
        msg = Inbound(Address(contact.channel, ""), "", "", is_silence=True)
        _answer(tx, desk, contact, False, msg, desk.now())


def give_up_reading(tx: Transaction, desk: Desk, task: reading.Task, incident: str) -> None:
    """The turn that was to hear it broke and was rolled back: say so to the person."""
    contact = people.contact_by_id(tx, task.contact_id)
    if pictures.close_reading(tx, task.id) and contact is not None:
        apology = Reply("engine.apology", {"id": incident}, MENU_CHOICES)
        push.enqueue(tx, desk, contact, (apology,), Lane.REPLY)


def apologise(tx: Transaction, desk: Desk, msg: Inbound, incident: str) -> None:
    """The turn broke and was rolled back: keep the message for an operator and say so to the person."""
    now = desk.now()
    if not people.note_inbound(tx, msg.sender.channel, msg.account, msg.id, now):
        return
    contact, _ = _contact(tx, desk, msg, now)
    msg = media.noted(tx, desk, contact.id, msg, now)
    people.park(tx, "failed", desk.vault.seal_json(packed_inbound(msg), PARKED), now, incident=incident)
    apology = Reply("engine.apology", {"id": incident}, MENU_CHOICES)
    push.enqueue(tx, desk, contact, (apology,), Lane.REPLY)


def take_receipt(tx: Transaction, desk: Desk, receipt: Receipt) -> None:
    """Merge a provider's word about one of our messages."""
    contact_id = outbox.report(tx, receipt.id, receipt.state, receipt.code)
    if contact_id is not None and receipt.code in optout.OPTED_OUT_CODES:
        optout.by_provider(tx, desk, contact_id)


def _take_event(tx: Transaction, desk: Desk, msg: Inbound, now: datetime) -> None:
    contact = people.contact_by_hash(tx, msg.sender.channel, desk.address_hash(msg.sender))
    if contact is None:
        return
    if msg.event is Event.BLOCKED:
        optout.by_person(tx, contact.id, now, keep_replies=False)
    else:
        people.change_contact(tx, contact.id, stopped_at=None)


def _contact(tx: Transaction, desk: Desk, msg: Inbound, now: datetime) -> tuple[Contact, bool]:
    address_hash = desk.address_hash(msg.sender)
    contact = people.contact_by_hash(tx, msg.sender.channel, address_hash)
    if contact is not None:
        if contact.last_inbound_at is None or now - contact.last_inbound_at > TOUCH_AGAIN:
            people.touch(tx, contact.id, now)
        return contact, False
    sealed = desk.vault.seal(msg.sender.id.encode(), ADDRESS)
    return people.add_contact(tx, msg.sender.channel, address_hash, sealed, FIRST_LANGUAGE, now), True


def _park_album(tx: Transaction, desk: Desk, msg: Inbound, now: datetime) -> None:
    album = desk.vault.lookup("album", msg.sender.channel, msg.sender.id, msg.album or "")
    sealed = desk.vault.seal_json(packed_inbound(msg), PARKED)
    people.park(tx, "album", sealed, now, album=album, release_at=now + ALBUM_PAUSE)


def _answer(
    tx: Transaction,
    desk: Desk,
    contact: Contact,
    is_new: bool,
    msg: Inbound,
    now: datetime,
    hashes: Mapping[str, bytes] | None = None,
    worker: str = "",
) -> Received:
    session = _session(desk, contact, now)
    facts = TurnFacts(tx, desk, contact, now, hashes)
    limits = desk.limits.get(contact.channel)
    ctx = Context(
        person=_person(tx, desk, contact, is_new),
        facts=facts,
        now=now,
        fresh_code=facts.fresh_code,
        fresh_link=facts.fresh_link,
        office=desk.office,
        reads_pictures=desk.reads_pictures,
        can_erase=limits is not None and limits.can_erase,
        traces="chat" if limits is None else limits.traces,
    )

    def label(choice: Choice) -> str:
        return desk.catalogs.label(choice, contact.language)

    answer = engine.advance(session, msg, ctx, desk.book, label)
    for command in answer.commands:
        applying.apply(tx, desk, contact, facts, command, now)
    if not facts.is_erased:
        state = desk.vault.seal_json(answer.session.dumped(), SESSION)
        is_pressing = keeping.presses(answer.session, desk.book)
        life = SILENCE if is_pressing else desk.content.retention.life(Kind.SESSIONS)
        people.save_session(tx, contact.id, state, now + life)
    may_release = contact.last_inbound_at is None or now - contact.last_inbound_at > WINDOW_MAY_CLOSE
    has_more = bool(answer.commands)  # they may queue something, or change how this person is written to
    if may_release and msg.is_theirs:
        has_more |= outbox.release_held(tx, contact.id, WINDOW_CODE) > 0
    has_more |= traces.typed_code(tx, desk, contact, msg)
    replies, mark = answer.replies, answer.session.mark
    purpose = traces.SHOWS_CODE if receipt_code.is_shown(replies) else "reply"
    if replies and worker and not has_more:
        handed = push.hand(tx, desk, contact, replies, mark, purpose, worker)
        return Received("answered", handed, has_queued=False)
    if replies:
        push.enqueue(tx, desk, contact, replies, Lane.REPLY, mark=mark, purpose=purpose)
    return Received("answered")


def _session(desk: Desk, contact: Contact, now: datetime) -> Session:
    if contact.state is None:
        return Session()
    session = Session.loaded(desk.vault.open_json(contact.state, SESSION))
    has_run_out = contact.expires_at is not None and contact.expires_at < now
    if has_run_out and not keeping.presses(session, desk.book):
        was_asked = session.question is not None and not session.question.is_resting
        return Session(mark=session.mark, pushed=session.pushed, has_expired=was_asked)
    return session


def _person(tx: Transaction, desk: Desk, contact: Contact, is_new: bool) -> Person:
    village = next((pin.place for pin in desk.places(tx) if pin.place.code == contact.village), None)
    return Person(
        language=contact.language,
        village=village,
        is_new=is_new,
        has_stopped=contact.stopped_at is not None,
        has_chosen_language=contact.has_chosen_language,
        topics=subscriptions.topics_of(tx, contact.id) if contact.is_subscribed else (),
        officer=casework.seen_as_officer(contact),
    )
