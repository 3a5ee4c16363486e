"""The way into the console: a link from the officer's own chat, a code from their authenticator, then a session.

Looking at the link uses nothing up: messengers fetch what they show a preview of.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot import authenticator
from bot.domain.casework import Page, Role
from bot.domain.console import PUT_OFF, Who
from bot.domain.messages import Choice, Reply
from bot.i18n import FIRST_LANGUAGE
from bot.services import audit, push, unlocking
from bot.services.desk import OFFICER, Desk
from bot.store import cases, console, keys, people
from bot.store.db import Transaction

LINK_LIFE = timedelta(minutes=10)
SESSION_LIFE = timedelta(hours=8)  # a working day
IDLE = timedelta(minutes=30)
SEEN_AGAIN = timedelta(minutes=1)  # how exactly it is known when a session was used last
SECRET_BYTES = 32
AUTHENTICATOR = "authenticator"


class Refusal(StrEnum):
    GONE = "gone"  # the link is used up, too old, or never was one
    WRONG = "wrong"  # not the code the app shows now, or one that was used; a try of the link is spent


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody with a good link. `secret` and its `picture` are for whoever has no authenticator yet."""

    name: str
    language: str
    tries_left: int
    secret: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class SessionLine:
    mark: str  # names it in a form; opens nothing
    began_at: datetime
    seen_at: datetime
    is_this: bool


def give_link(tx: Transaction, desk: Desk, officer_id: int, link: str) -> None:
    unlocking.give(tx, desk, officer_id, None, link, LINK_LIFE, Page.CONSOLE)


def entrance(tx: Transaction, desk: Desk, token: str) -> Entrance | None:
    """What the page behind a link asks for; None when it is used up, too old, or never was one."""
    visit = unlocking.visit(tx, desk, token, Page.CONSOLE)
    officer = None if visit is None else cases.officer(tx, visit.officer_id)
    if visit is None or officer is None or visit.tries_left <= 0:
        return None
    name = desk.vault.open(officer.name, OFFICER).decode()
    if console.authenticator(tx, officer.id) is not None:
        return Entrance(name, visit.language, visit.tries_left)
    secret = _offered(desk, token)
    return Entrance(name, visit.language, visit.tries_left, secret, authenticator.picture(secret, name))


def enter(tx: Transaction, desk: Desk, token: str, code: str) -> str | Refusal:
    """Begin a session; gives what the browser is to hold. The first good code keeps the authenticator offered."""
    visit = unlocking.visit(tx, desk, token, Page.CONSOLE)
    officer = None if visit is None else cases.officer(tx, visit.officer_id)
    if visit is None or officer is None or visit.tries_left <= 0:
        return Refusal.GONE
    keys.count_try(tx, unlocking.hashed(desk, token))
    known, now = console.authenticator(tx, officer.id), desk.now()
    shared = _offered(desk, token) if known is None else desk.vault.open(known.secret, AUTHENTICATOR).decode()
    step = authenticator.step_of(shared, code, now)
    if step is None or (known is not None and step <= known.last_step):
        audit.note(tx, desk, officer.id, None, "console_refused", now)
        return Refusal.WRONG
    if known is None:
        sealed = desk.vault.seal(shared.encode(), AUTHENTICATOR)
        console.keep_authenticator(tx, officer.id, sealed, step, now)
    else:
        console.took_step(tx, officer.id, step)
    keys.use_up_link(tx, unlocking.hashed(desk, token), now)
    return begin(tx, desk, officer.id)


def begin(tx: Transaction, desk: Desk, officer_id: int) -> str:
    """A session; the officer's own chat hears of it and can end it."""
    held, now = secrets.token_urlsafe(SECRET_BYTES), desk.now()
    console.begin(tx, _hashed(desk, held), officer_id, now, now + SESSION_LIFE)
    audit.note(tx, desk, officer_id, None, "console_entered", now)
    officer = cases.officer(tx, officer_id)
    if officer is not None and officer.contact_id is not None:
        told = Reply("push.console_entered", {"at": now}, (Choice(PUT_OFF),))
        push.push(tx, desk, officer.contact_id, told, purpose="notice")
    return held


def who(tx: Transaction, desk: Desk, held: str) -> tuple[Who, bool] | None:
    """Whose session this is, and whether it is time to note that it is in use; None when it is over."""
    now = desk.now()
    row = console.session(tx, _hashed(desk, held), now - IDLE, now)
    if row is None:
        return None
    contact = people.contact_by_id(tx, row.contact_id)
    name = desk.vault.open(row.name, OFFICER).decode()
    language = FIRST_LANGUAGE if contact is None else contact.language
    found = Who(row.hash, row.officer_id, row.contact_id, Role(row.role), row.area, name, language)
    return found, now - row.seen_at >= SEEN_AGAIN


def seen(tx: Transaction, desk: Desk, who: Who) -> None:
    console.seen(tx, who.session, desk.now())


def sessions(tx: Transaction, desk: Desk, who: Who) -> Sequence[SessionLine]:
    now = desk.now()
    return [
        SessionLine(row.hash.hex(), row.began_at, row.seen_at, row.hash == who.session)
        for row in console.sessions_of(tx, who.officer_id, now - IDLE, now)
    ]


def end(tx: Transaction, desk: Desk, officer_id: int, *hashes: bytes) -> int:
    """End these sessions of an officer's, or all of them; gives how many were open."""
    ended = console.end(tx, officer_id, *hashes)
    if ended:
        audit.note(tx, desk, officer_id, None, "console_left", desk.now())
    return ended


def end_own(tx: Transaction, desk: Desk, who: Who, mark: str) -> bool:
    """End the session of a mark, or all of them without one; whether this one is over, too."""
    chosen = [line for line in sessions(tx, desk, who) if mark in ("", line.mark)]
    if not chosen:
        return False
    end(tx, desk, who.officer_id, *(bytes.fromhex(line.mark) for line in chosen))
    return any(line.is_this for line in chosen)


def forget_authenticator(tx: Transaction, desk: Desk, officer_id: int) -> bool:
    """The officer sets up a new one the next time they come; their sessions are over. False when there was none."""
    end(tx, desk, officer_id)
    audit.note(tx, desk, officer_id, None, "authenticator_reset", desk.now())
    return console.drop_authenticator(tx, officer_id)


def _hashed(desk: Desk, held: str) -> bytes:
    return desk.vault.lookup("console", held)


def _offered(desk: Desk, token: str) -> str:
    """The secret a link offers: the same as long as the link is good, however often its page is asked for.

    The app has scanned it before the first code is typed; another one after a slip would make every code wrong.
    """
    return authenticator.secret_of(b"".join(desk.vault.lookup(AUTHENTICATOR, half, token) for half in "ab"))
