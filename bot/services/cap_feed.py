"""Urgent local alerts as CAP 1.2 and Atom. No officer stands in them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.domain import cap
from bot.domain.messages import Reply
from bot.domain.public_alert import AlertView, Purpose, Words
from bot.i18n import FIRST_LANGUAGE
from bot.services import alert_book
from bot.services.desk import Desk
from bot.store import public_alerts as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction

LANGUAGES = {"id": "id-ID", "en": "en"}
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # when a feed without any alert last changed


@dataclass(frozen=True, slots=True)
class Published:
    """A document to serve, and when it last changed."""

    body: bytes
    changed_at: datetime


def feed(tx: Transaction, desk: Desk, *, is_exercise: bool) -> Published:
    """What is in force, and what ended lately."""
    rows = kept.out(tx, desk.now() - desk.content.alerts.listed)
    entries = [
        cap.Entry(_message(tx, desk, row, is_exercise=is_exercise), _address(desk, row), row.changed_at)
        for row in rows
    ]
    changed_at = max((row.changed_at for row in rows), default=NEVER)
    title = desk.catalogs.text(Reply("push.feed_title", {"office": desk.office}), FIRST_LANGUAGE)
    body = cap.feed(entries, f"{desk.address}/cap", title, desk.office, changed_at)
    return Published(body, changed_at)


def document(tx: Transaction, desk: Desk, identifier: str, *, is_exercise: bool) -> Published | None:
    """One alert, as long as it is kept; None for one that never went out."""
    row = kept.by_identifier(tx, identifier)
    if row is None or row.sent_at is None:
        return None
    return Published(cap.document(_message(tx, desk, row, is_exercise=is_exercise)), row.sent_at)


def documents(tx: Transaction, desk: Desk, *, is_exercise: bool) -> dict[str, bytes]:
    """What the feed lists, each as CAP 1.2, by its identifier."""
    rows = kept.out(tx, desk.now() - desk.content.alerts.listed)
    return {row.identifier: cap.document(_message(tx, desk, row, is_exercise=is_exercise)) for row in rows}


def _message(tx: Transaction, desk: Desk, row: AnyRow, *, is_exercise: bool) -> cap.Message:
    view, zone = alert_book.seen(tx, desk, row), desk.content.areas.zone_of(row.area)
    languages = ("id", "en") if view.english else ("id",)
    former = tuple(
        cap.Reference(each.identifier, each.sent_at.astimezone(zone)) for each in kept.chain(tx, row)[1:]
    )
    return cap.Message(
        identifier=row.identifier,
        sender=f"benteng-desa@{urlsplit(desk.address).hostname}",
        sent_at=row.sent_at.astimezone(zone),
        status="Exercise" if is_exercise else "Actual",
        kind=view.purpose.value,
        grade=view.grade,
        expires_at=view.expires_at,
        sender_name=desk.office,
        web=f"{desk.address}/obrolan",
        code=row.area,
        infos=tuple(_info(desk, view, language) for language in languages),
        references=former,
        note=desk.catalogs.text(Reply("push.feed_exercise"), FIRST_LANGUAGE) if is_exercise else "",
    )


def _info(desk: Desk, view: AlertView, language: str) -> cap.Info:
    words: Words = view.words_in(language)
    headline = words.headline
    if view.purpose is Purpose.CANCEL:
        headline = desk.catalogs.text(Reply("push.feed_over", {"headline": headline}), language)
    event = desk.content.alerts.event
    return cap.Info(
        LANGUAGES[language], event.en if language == "en" else event.id, headline, words.event, words.instruction,
        f"{view.area.name}, {view.area.parent}" if view.area.parent else view.area.name,
    )  # fmt: skip


def _address(desk: Desk, row: AnyRow) -> str:
    return f"{desk.address}/cap/{row.identifier}.xml"
