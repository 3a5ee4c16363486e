"""Pictures somebody waits for: asked for in a turn, taken and read by the worker, heard in a turn of their own.

A reading is a row until the turn that answers it is committed, so a killed worker leaves it for the next one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.offers import Opening
from bot.domain.pictures import Heard, PictureText, Problem
from bot.ocr import fingerprint
from bot.services.custody import STORED
from bot.services.desk import MEDIA, Desk
from bot.services.media import RAW, WANTED
from bot.store import pictures
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.vault import Unopenable

MOST_WAITING = 24  # readings; whoever comes later is told at once, about a minute's work
MOST_ATTEMPTS = 3  # of a worker that dies over it
LEASE = timedelta(minutes=3)  # how long a taken reading is left alone
PATIENCE = timedelta(seconds=90)  # with a provider that does not hand a picture over
MOST_NEAR = 500
WORDS = "words"  # what the sealed words of a picture are bound to


@dataclass(frozen=True, slots=True)
class Page:
    """One attachment of a reading: its bytes, or what is known of it already."""

    media: int
    data: bytes = b""
    content: bytes = b""  # keyed hash of the bytes
    known: PictureText | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A reading taken by a worker."""

    id: int
    contact_id: int
    pages: tuple[Page, ...]


def ask(tx: Transaction, contact_id: int, media: Sequence[int], now: datetime) -> None:
    """Somebody waits for the words of these attachments; only for these."""
    pictures.drop_readings(tx, contact_id)
    pictures.open_reading(tx, contact_id, media, now)


def take(tx: Transaction, desk: Desk) -> Task | None:
    """The next reading; put off first, so that a crash does not spin on it."""
    now = desk.now()
    row = pictures.newest_reading_beyond(tx, MOST_WAITING)
    if row is not None:
        return _task(tx, desk, row, Problem.BUSY)
    row = pictures.next_reading(tx, (WANTED, RAW), now - PATIENCE, now)
    if row is None:
        return None
    pictures.put_off_reading(tx, row.id, row.attempts + 1, now + LEASE)
    return _task(tx, desk, row, Problem.CRASHED if row.attempts >= MOST_ATTEMPTS else None)


def release(tx: Transaction) -> None:
    """A new worker leads: what the one before had taken is due again."""
    pictures.release_readings(tx)


def finish(tx: Transaction, desk: Desk, task: Task, texts: Sequence[PictureText]) -> Heard | None:
    """Close a reading and keep flyers' words; None when nobody waits for it any more."""
    if not pictures.close_reading(tx, task.id) or not task.pages:
        return None
    for page, text in zip(task.pages, texts, strict=True):
        if text.problem is None:
            _remember(tx, desk, page, text)
    words = "\n".join(text.text for text in texts if text.problem is None)
    problem = None if words else next((text.problem for text in texts), None)
    return Heard(tuple(page.media for page in task.pages), words, problem)


def _task(tx: Transaction, desk: Desk, row: AnyRow, problem: Problem | None) -> Task:
    pages = tuple(_page(tx, desk, item, problem) for item in pictures.pictures_of(tx, row.id))
    return Task(row.id, row.contact_id, pages)


def _page(tx: Transaction, desk: Desk, item: AnyRow, problem: Problem | None) -> Page:
    if problem is None and item.state != STORED:
        problem = Problem(item.problem or Problem.NOT_FETCHED)
    if problem is not None:
        return Page(item.id, known=PictureText(problem=problem))
    try:
        data = desk.vault.open(item.data, MEDIA)
        content = desk.vault.lookup("picture", hashlib.sha256(data).hexdigest())
        sealed = pictures.known_text(tx, content)
        known = None if sealed is None else PictureText(desk.vault.open(sealed, WORDS).decode())
    except Unopenable:  # its key is gone: one picture must not hold up the others
        return Page(item.id, known=PictureText(problem=Problem.DAMAGED))
    return Page(item.id, data, content, known)


def _remember(tx: Transaction, desk: Desk, page: Page, text: PictureText) -> None:
    """Keep the words of an offer, and count it; what is no offer may be somebody's private chat."""
    if pictures.seen_again(tx, page.content) or page.known is not None:
        return
    if desk.screener.opening(text.text) is Opening.OFFER:
        sealed, bands = desk.vault.seal(text.text.encode(), WORDS), fingerprint.bands(text.fingerprint)
        pictures.add_picture(tx, page.content, bands, _flyer(tx, text.fingerprint), sealed, desk.now())


def _flyer(tx: Transaction, of: int) -> int | None:
    """The flyer that looks the same as a fingerprint, the nearest of several."""
    rows = pictures.near(tx, fingerprint.bands(of), MOST_NEAR)
    near = [(fingerprint.distance(of, fingerprint.joined(bands)), flyer) for flyer, bands in rows]
    bits, flyer = min(near, default=(fingerprint.BITS, 0))
    return flyer if bits <= fingerprint.SAME_FLYER else None
