"""Readings people wait for, and the words of flyers that were read before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.prepared import Prepared
from bot.store.schema import attachments, pictures, readings

BANDS = tuple(pictures.c[f"band{number}"] for number in range(8))


def open_reading(tx: Transaction, contact_id: int, media: Sequence[int], at: datetime) -> None:
    """These attachments of the contact are to be read together."""
    number = added(tx, readings, {"contact_id": contact_id, "attempts": 0, "created_at": at})
    tx.execute(
        update(attachments)
        .where(attachments.c.id.in_(media), attachments.c.contact_id == contact_id)
        .values(reading_id=number)
    )


def drop_readings(tx: Transaction, contact_id: int) -> None:
    """The contact waits for nothing any more."""
    numbers = tx.execute(select(readings.c.id).where(readings.c.contact_id == contact_id)).scalars().all()
    for number in numbers:
        close_reading(tx, number)


def close_reading(tx: Transaction, reading_id: int) -> bool:
    """The reading is over; False when it was before."""
    if not tx.execute(delete(readings).where(readings.c.id == reading_id)).rowcount:
        return False
    tx.execute(update(attachments).where(attachments.c.reading_id == reading_id).values(reading_id=None))
    return True


def next_reading(
    tx: Transaction, unready: Sequence[str], patient_since: datetime, now: datetime
) -> AnyRow | None:
    """The oldest reading that is due: its attachments are all there, or it was asked before `patient_since`."""
    on_its_way = select(attachments.c.id).where(
        attachments.c.reading_id == readings.c.id, attachments.c.state.in_(unready)
    )
    return tx.execute(
        select(readings)
        .where(
            or_(readings.c.next_at.is_(None), readings.c.next_at <= now),
            or_(readings.c.created_at <= patient_since, ~on_its_way.exists()),
        )
        .order_by(readings.c.id)
        .limit(1)
    ).one_or_none()


def newest_reading_beyond(tx: Transaction, most: int) -> AnyRow | None:
    """The newest reading when more than `most` are waiting."""
    if tx.execute(select(func.count()).select_from(readings)).scalar_one() <= most:
        return None
    return tx.execute(select(readings).order_by(readings.c.id.desc()).limit(1)).one()


def put_off_reading(tx: Transaction, reading_id: int, attempts: int, next_at: datetime) -> None:
    tx.execute(update(readings).where(readings.c.id == reading_id).values(attempts=attempts, next_at=next_at))


def release_readings(tx: Transaction) -> None:
    """Whoever had taken readings is gone: all are due again."""
    tx.execute(update(readings).values(next_at=None))


def pictures_of(tx: Transaction, reading_id: int) -> Sequence[AnyRow]:
    return tx.execute(
        select(attachments).where(attachments.c.reading_id == reading_id).order_by(attachments.c.id)
    ).all()


def known_text(tx: Transaction, content: bytes) -> bytes | None:
    """The sealed words of the very same picture."""
    return tx.execute(select(pictures.c.text).where(pictures.c.content == content)).scalar_one_or_none()


def seen_again(tx: Transaction, content: bytes) -> bool:
    """Count a picture that is known; False when it is not."""
    again = update(pictures).where(pictures.c.content == content).values(seen=pictures.c.seen + 1)
    return tx.execute(again).rowcount > 0


def add_picture(
    tx: Transaction, content: bytes, bands: Sequence[int], flyer: int | None, text: bytes, at: datetime
) -> None:
    """Keep a picture's words; without a `flyer` it is the first that looks so."""
    row = {"content": content, "text": text, "seen": 1, "read_at": at, "flyer": flyer or 0}
    row |= {column.name: band for column, band in zip(BANDS, bands, strict=True)}
    number = added(tx, pictures, row)
    if flyer is None:
        tx.execute(update(pictures).where(pictures.c.id == number).values(flyer=number))


def near(tx: Transaction, bands: Sequence[int], most: int) -> list[tuple[int, tuple[int, ...]]]:
    """Flyer and bands of pictures that share a band of the fingerprint."""
    shared = [column == band for column, band in zip(BANDS, bands, strict=True)]
    rows = tx.execute(select(pictures.c.flyer, *BANDS).where(or_(*shared)).limit(most))
    return [(row[0], tuple(row[1:])) for row in rows]


def times_seen(tx: Transaction, flyer: int) -> int:
    """How often a flyer came in, in any copy that is still kept."""
    seen = select(func.coalesce(func.sum(pictures.c.seen), 0)).where(pictures.c.flyer == flyer)
    return int(tx.execute(seen).scalar_one())


_PURGE = Prepared(delete(pictures).where(pictures.c.read_at < bindparam("before")))


def purge_pictures(tx: Transaction, before: datetime) -> int:
    return _PURGE.run(tx, {"before": before})
