"""What editors and the office write, with its review date and how it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.content.taught import TaughtEntry
from bot.domain.console import Who
from bot.i18n import FIRST_LANGUAGE
from bot.services import templates
from bot.services.console.listing import Listing
from bot.services.desk import Desk
from bot.store.db import Transaction

PAGE = 40
ALERTS = "push.warning"  # begins the keys of what a village is told in an urgent alert
RULE, VOICE = "rule.{}", "choice.suara_{}"


class Kind(StrEnum):
    LESSONS = "pelajaran"
    CADRE = "kader"
    ALERTS = "peringatan"
    TEMPLATES = "templat"
    RULES = "tanda"
    VOICES = "suara"


class State(StrEnum):
    GOOD = "baik"
    PAST = "lewat"  # its review date: not sent any more
    UNREAD = "menunggu"  # nobody who speaks one of its languages has read that
    UNAPPROVED = "belum_disetujui"  # by WhatsApp


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One of them; `review_by` is None where nobody sets a date. `languages` are those it is written in."""

    id: str
    title: str
    state: State
    languages: Sequence[str]
    review_by: date | None = None
    unread: Sequence[str] = ()


def listing(_tx: Transaction, desk: Desk, who: Who, kind: Kind, first: int) -> Listing[ContentLine]:
    lines = [*_lines(desk, who.language, kind)]
    more = str(first + PAGE) if len(lines) > first + PAGE else ""
    return Listing(lines[first : first + PAGE], more)


def line(_tx: Transaction, desk: Desk, who: Who, kind: Kind, ident: str) -> ContentLine | None:
    return next((one for one in _lines(desk, who.language, kind) if one.id == ident), None)


def template(_tx: Transaction, desk: Desk, _who: Who, name: str, language: str) -> str:
    """The text of one as it reaches people, with the office's name; "" for none of ours."""
    for entry in desk.content.templates.entries:
        if entry.name == name:
            text = entry.text_en if language == "en" else entry.text_id
            return text.replace("{{1}}", desk.office)
    return ""


def _lines(desk: Desk, language: str, kind: Kind) -> Iterator[ContentLine]:
    match kind:
        case Kind.LESSONS:
            yield from (_taught(entry, desk, language) for entry in desk.content.lessons)
        case Kind.CADRE:
            yield from (_taught(entry, desk, language) for entry in desk.content.cadre)
        case Kind.ALERTS:
            for key in sorted(
                key for key in desk.catalogs.sentences[FIRST_LANGUAGE] if key.startswith(ALERTS)
            ):
                yield ContentLine(key, _first_line(desk, key, language), State.GOOD, _written(desk, key))
        case Kind.TEMPLATES:
            for entry in desk.content.templates.entries:
                is_good = any(name in desk.sids for name in templates.texts(entry))
                state = State.GOOD if is_good else State.UNAPPROVED
                yield ContentLine(entry.name, entry.text_id.partition("\n")[0], state, ("id", "en"))
        case Kind.RULES:
            for rule in desk.content.flags:
                key = RULE.format(rule.id)
                yield _dated(
                    rule.id, _first_line(desk, key, language), rule.review_by, desk, _written(desk, key)
                )
        case Kind.VOICES:
            for voice in desk.content.voices:
                title = _first_line(desk, VOICE.format(voice.id), language) or voice.id
                yield _dated(voice.id, title, voice.review_by, desk, _written(desk, f"voice.{voice.id}"))


def _taught(entry: TaughtEntry, desk: Desk, language: str) -> ContentLine:
    unread = sorted(code for code, text in entry.text.items() if not text.is_approved)
    title = entry.text.get(language, entry.text[FIRST_LANGUAGE]).title
    state = State.PAST if entry.review_by < desk.today() else State.UNREAD if unread else State.GOOD
    return ContentLine(entry.id, title, state, sorted(entry.text), entry.review_by, unread)


def _dated(ident: str, title: str, review_by: date, desk: Desk, languages: Sequence[str]) -> ContentLine:
    state = State.PAST if review_by < desk.today() else State.GOOD
    return ContentLine(ident, title, state, languages, review_by)


def _first_line(desk: Desk, key: str, language: str) -> str:
    """Of a sentence, with "…" where its values go; "" when there is none."""
    sentence = desk.catalogs.sentences.get(language, {}).get(key)
    sentence = sentence or desk.catalogs.sentences[FIRST_LANGUAGE].get(key, "")
    return re.sub(r"\{\w+\}", "…", sentence.partition("\n")[0])


def _written(desk: Desk, key: str) -> list[str]:
    return sorted(code for code in desk.catalogs.languages if key in desk.catalogs.sentences.get(code, {}))
