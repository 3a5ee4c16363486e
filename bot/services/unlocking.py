"""The page where an officer opens a report: a link good once, a passphrase, every look noted.

Nothing secret is ever typed into a chat. The slow work with passphrases is the caller's, beside the writer: each step
here is one short transaction.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot import sealing
from bot.domain.casework import CaseView, Page
from bot.domain.messages import Reply
from bot.i18n import FIRST_LANGUAGE
from bot.services import audit, candidates, casework, custody, numbers, push
from bot.services.custody import Opened
from bot.services.desk import Desk
from bot.store import cases, expiry, keys, notes
from bot.store.cases import AnyRow
from bot.store.db import Transaction

PAGE_LIFE = timedelta(minutes=10)  # for what is done on the page; it closes after five
LINK_LIFE = timedelta(minutes=30)
KEY_LINK_LIFE = timedelta(days=7)  # to make a first key
MOST_TRIES = 5  # passphrases of one link
TOKEN_BYTES = 24
MOST_NOTE = 2_000  # characters


class WrongPassphrase(Exception):
    """It does not open the officer's key, or was not made here; a try is spent."""


class Busy(Exception):
    """Too many passphrases are being worked on: later."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a good link: whose, to which case ("" for none), and their locked key, if they have one.

    `words` are already typed for them: the demonstration's officers have nothing to hide.
    """

    officer_id: int
    number: str
    language: str
    locked: bytes | None
    tries_left: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One report: its case's number, what was told (None when this officer's key does not open it), what was asked."""

    number: str
    opened: Opened | None
    asked: tuple[str, ...] = ()  # and answered, by officers, in order
    is_broken_off: bool = False  # the reporter stopped answering in the middle


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows: the case, its report and those merged into it, and what the page's own forms carry."""

    case: CaseView
    told: Told
    merged: tuple[Told, ...] = ()
    ticket: str = ""

    @property
    def opened(self) -> Opened | None:
        return self.told.opened


def path(page: Page) -> str:
    """Where a page is; a token follows."""
    return f"/konsol/{page.value}/"


def fresh_link(desk: Desk, page: Page = Page.REPORT) -> str:
    """An address nobody can guess; it opens nothing before it is given to somebody."""
    return f"{desk.address}{path(page)}{secrets.token_urlsafe(TOKEN_BYTES)}"


def give(
    tx: Transaction, desk: Desk, officer_id: int, case_id: int | None, link: str, life: timedelta,
    page: Page = Page.REPORT,
) -> None:  # fmt: skip
    """From now on a link is this officer's way to a page about a case, or to making their key."""
    keys.add_link(tx, hashed(desk, link), officer_id, case_id, desk.now() + life, page)


def ask_for_key(tx: Transaction, desk: Desk, officer_id: int, contact_id: int) -> None:
    """An officer who has just joined makes their key now, not when the first report waits."""
    if keys.key_of(tx, officer_id) is None:
        link = fresh_link(desk)
        give(tx, desk, officer_id, None, link, KEY_LINK_LIFE)
        push.push(tx, desk, contact_id, Reply("push.make_key", {"link": link}), purpose="notice")


def visit(tx: Transaction, desk: Desk, token: str, page: Page = Page.REPORT) -> Visit | None:
    """Whose link to a page this is; None when it is used up, too old, or never was one."""
    found = keys.link(tx, hashed(desk, token), desk.now(), page)
    officer = None if found is None else cases.officer(tx, found.officer_id)
    if found is None or officer is None or not officer.is_active:
        return None
    key = keys.key_of(tx, officer.id)
    number = "" if found.case_id is None else numbers.number_of(found.case_id)
    locked = None if key is None else key.locked
    return Visit(officer.id, number, casework.language_of(tx, officer), locked, MOST_TRIES - found.tries)


def language_of_link(tx: Transaction, desk: Desk, token: str) -> str:
    """The language of whoever a link was made for, also when it is used up or too old."""
    owner = keys.owner_of_link(tx, hashed(desk, token))
    officer = None if owner is None else cases.officer(tx, owner)
    return FIRST_LANGUAGE if officer is None else casework.language_of(tx, officer)


def begin(tx: Transaction, desk: Desk, token: str) -> Visit | None:
    """The same, with one try spent before the passphrase is looked at; None when none is left."""
    found = visit(tx, desk, token)
    if found is None or found.tries_left <= 0:
        return None
    keys.count_try(tx, hashed(desk, token))
    return found


def keep_key(tx: Transaction, desk: Desk, token: str, pair: sealing.KeyPair, locked: bytes) -> bool:
    """The officer's first key; reports that waited for one are theirs to open. False when they have one already."""
    found = visit(tx, desk, token)
    officer = None if found is None else cases.officer(tx, found.officer_id)
    if officer is None or keys.key_of(tx, officer.id) is not None:
        return False
    put_key(tx, desk, officer.id, pair, locked)
    return True


def put_key(tx: Transaction, desk: Desk, officer_id: int, pair: sealing.KeyPair, locked: bytes) -> None:
    """The first key of an officer who has none; what waited for one is theirs to open."""
    keys.put_key(tx, officer_id, pair.public, locked, desk.now())
    _escrow(tx, officer_id, pair.private)
    audit.note(tx, desk, officer_id, None, "key_made", desk.now())
    waiting = keys.held_by(tx, keys.SERVER)
    theirs = [held for held in waiting if officer_id not in candidates.barred(tx, desk, held.case_id)]
    custody.hand_over(tx, desk, officer_id, theirs)


def show(tx: Transaction, desk: Desk, token: str, private: bytes) -> Sheet | None:
    """Open the case with the officer's own key; the link is used up and the look noted. None without a case."""
    found = keys.link(tx, hashed(desk, token), desk.now(), Page.REPORT)
    if found is None or found.case_id is None:
        return None
    keys.use_up_link(tx, hashed(desk, token), desk.now())
    officer, report = cases.officer(tx, found.officer_id), cases.report_by_case(tx, found.case_id)
    seen = None if officer is None else casework.view_of(tx, desk, officer, found.case_id)
    if officer is None or report is None or seen is None:
        return None
    _escrow(tx, officer.id, private)
    colleagues = _colleagues(tx, found.case_id)
    told = _told(tx, desk, officer, private, report, colleagues)
    others = (cases.report_by_case(tx, number) for number in cases.merged_into(tx, found.case_id))
    merged = tuple(
        _told(tx, desk, officer, private, other, colleagues)
        for other in others
        if other is not None and other.withdrawn_at is None and other.emptied_at is None
    )
    ticket = secrets.token_urlsafe(TOKEN_BYTES)
    give(tx, desk, officer.id, found.case_id, ticket, PAGE_LIFE, Page.NOTE)
    return Sheet(seen, told, merged, ticket)


def write_note(tx: Transaction, desk: Desk, ticket: str, text: str) -> bool:
    """Keep a note on the case of an open page, sealed like the report.

    False when the page is too old or its one note was kept: a form sent twice is one note.
    """
    found = keys.link(tx, hashed(desk, ticket), desk.now(), Page.NOTE)
    officer = None if found is None else cases.officer(tx, found.officer_id)
    if found is None or officer is None or not officer.is_active:
        return False
    report = cases.report_by_case(tx, found.case_id)
    is_theirs = casework.view_of(tx, desk, officer, found.case_id) is not None
    if report is None or report.public is None or report.withdrawn_at is not None or not is_theirs:
        return False
    keys.use_up_link(tx, hashed(desk, ticket), desk.now())
    body = custody.sealed_note(report.public, text.strip()[:MOST_NOTE])
    notes.add(tx, found.case_id, officer.id, body, desk.now())
    audit.note(tx, desk, officer.id, found.case_id, "noted", desk.now())
    return True


def hashed(desk: Desk, link: str) -> bytes:
    """A link or its token as it is kept."""
    return desk.vault.lookup("link", link.rpartition("/")[2])


def passphrase_mark(desk: Desk, token: str, passphrase: str) -> str:
    """Shows that a passphrase was made by us, for this link."""
    return desk.vault.lookup("passphrase", token, passphrase).hex()


def _told(
    tx: Transaction, desk: Desk, officer: AnyRow, private: bytes, report: AnyRow, colleagues: list[AnyRow]
) -> Told:
    """Open one report, if this officer can; the look is noted, and the case's other officers can from now on."""
    number, asked = numbers.number_of(report.case_id), casework.asked(tx, desk, report.case_id)
    report_private = custody.report_key(tx, report.id, officer.id, private)
    if report_private is None or report.withdrawn_at is not None:
        return Told(number, None)
    opened = custody.opened(tx, report, report_private)
    custody.share(tx, report.id, report_private, colleagues)
    audit.note(tx, desk, officer.id, report.case_id, "looked", desk.now())
    expiry.seen(tx, report.id, desk.now())
    return Told(number, opened, asked, custody.known(desk, report).is_broken_off)


def _escrow(tx: Transaction, officer_id: int, private: bytes) -> None:
    """A key that is older than the recovery key goes into its escrow the next time it is used."""
    recovery, key = keys.recovery_public(tx), keys.key_of(tx, officer_id)
    if recovery is not None and key is not None and key.escrow is None:
        keys.change_key(tx, officer_id, escrow=sealing.sealed_to(recovery, private, custody.ESCROW))


def _colleagues(tx: Transaction, case_id: int) -> list[AnyRow]:
    """The keys of those who were offered the case, too: whoever comes next must be able to read it."""
    offered = [row.officer_id for row in cases.offered_to(tx, case_id) if row.answer != cases.BARRED]
    return [key for key in keys.everybodys(tx) if key.officer_id in offered]
