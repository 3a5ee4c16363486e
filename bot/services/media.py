"""Attachments: noted in the turn, fetched and cleaned afterwards, kept sealed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.messages import Inbound, Media, MediaKind
from bot.domain.pictures import Problem
from bot.ocr.picture import NoPicture, cleaned, is_picture
from bot.services import custody, reporter
from bot.services.custody import FAILED, STORED
from bot.services.desk import MEDIA, Desk
from bot.store import attachments, cases
from bot.store.db import Transaction

MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=20)
WANTED, RAW = "wanted", "raw"


@dataclass(frozen=True, slots=True)
class Task:
    """One attachment to be fetched or cleaned."""

    id: int
    channel: str
    media: Media
    data: bytes | None
    attempts: int


def noted(tx: Transaction, desk: Desk, contact_id: int, msg: Inbound, now: datetime) -> Inbound:
    """Enter the message's attachments; gives the message with our numbers for them and without the bytes."""
    if not msg.media:
        return msg
    known = []
    for media in msg.media:
        if media.id is None:
            row = attachments.add(
                tx,
                contact_id=contact_id,
                channel=msg.sender.channel,
                kind=media.kind.value,
                mime=media.mime[:60],
                ref=desk.vault.seal(media.ref.encode(), MEDIA),
                data=None if media.data is None else desk.vault.seal(media.data, MEDIA),
                state=WANTED if media.data is None else RAW,
                created_at=now,
            )
            media = replace(media, id=row, data=None)  # noqa: PLW2901
        known.append(media)
    return replace(msg, media=tuple(known))


def tasks(tx: Transaction, desk: Desk, most: int) -> list[Task]:
    """What is to be fetched or cleaned now. Each is put off first, so that a crash does not spin on one."""
    now = desk.now()
    found = []
    for row in attachments.waiting(tx, (WANTED, RAW), now, most):
        pause = FIRST_PAUSE * 2**row.attempts
        attachments.change(tx, row.id, attempts=row.attempts + 1, next_at=now + pause)
        media = Media(MediaKind(row.kind), desk.vault.open(row.ref, MEDIA).decode(), row.mime, id=row.id)
        data = None if row.data is None else desk.vault.open(row.data, MEDIA)
        found.append(Task(row.id, row.channel, media, data, row.attempts))
    return found


def prepared(desk: Desk, task: Task, data: bytes) -> Callable[[Transaction], None]:
    """Clean the bytes (takes a while: not on the writer) and give the job that stores them."""
    is_announced = task.media.kind is MediaKind.PHOTO or task.media.mime.startswith("image/")
    is_shown = is_announced or is_picture(data)
    try:
        clean = cleaned(data) if is_shown else data
    except NoPicture as error:
        return failed(desk, task, error.problem)
    sealed = desk.vault.seal(clean, MEDIA)
    mime = "image/jpeg" if is_shown else task.media.mime

    def store(tx: Transaction) -> None:
        attachments.change(tx, task.id, data=sealed, ref=None, mime=mime, state=STORED, next_at=None)
        custody.seal_attachment(tx, desk, task.id)

    return store


def failed(desk: Desk, task: Task, problem: Problem | None = None) -> Callable[[Transaction], None]:
    """The job that notes a failed attempt; the last one when a `problem` is named that will not go away.

    After the last the row stays, marked, for people to see, and whoever sent it for a report hears of it.
    """

    def store(tx: Transaction) -> None:
        if problem is None and task.attempts + 1 < MOST_ATTEMPTS:
            return
        code = (problem or Problem.NOT_FETCHED).value
        attachments.change(tx, task.id, state=FAILED, problem=code, next_at=None)
        number = attachments.case_of(tx, task.id)
        case = None if number is None else cases.case(tx, number)
        if case is not None:
            reporter.tell(tx, desk, case, reporter.UNREADABLE)

    return store
