"""What stands on the card of a weekly message: its sentence, and where to ask, with numbers that are still good."""

import phonenumbers

from bot.content.lessons import LessonEntry
from bot.domain.doors import Doors
from bot.domain.messages import Reply
from bot.i18n import FIRST_LANGUAGE
from bot.paper.card import Card
from bot.services import awareness
from bot.services.desk import Desk
from bot.services.posters import BRAND

HOME = 62  # calling code: numbers of this country are written as people dial them


def language_of(entry: LessonEntry, language: str) -> str:
    """The language in which somebody who asked in this one gets it."""
    text = entry.text.get(language)
    return language if text is not None and text.is_approved else FIRST_LANGUAGE


def entry(desk: Desk, lesson: str) -> LessonEntry | None:
    """A message that is shown today; None for any other name."""
    if awareness.shown(desk, lesson) is None:
        return None
    return next(entry for entry in desk.content.lessons if entry.id == lesson)


def card(desk: Desk, lesson: LessonEntry, language: str, doors: Doors) -> Card:
    """In a language that `language_of` gave."""

    def said(key: str, **params: str) -> str:
        return desk.catalogs.text(Reply(key, params), language)

    channel, name, link = doors.first()
    hotline = next(iter(desk.content.hotlines.for_(("worker",), "", desk.today())), None)
    reach = [
        *([said(f"card.reach.{channel}", name=_dialled(name))] if channel else []),
        *([said("card.ask_free", number=hotline.number)] if hotline else []),
    ]
    return Card(lesson.theme, lesson.text[language].card, BRAND, reach, link)


def _dialled(name: str) -> str:
    """A phone number as people write it; anything else as it is."""
    try:
        number = phonenumbers.parse(name)
    except phonenumbers.NumberParseException:
        return name
    is_home = number.country_code == HOME
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL if is_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, form)
