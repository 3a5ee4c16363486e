"""Reads and checks content/ once at start. Sentences live in locales/, decisions in code, facts here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content import (
    alerts,
    audio,
    cadre,
    exchange,
    fairness,
    faq,
    holidays,
    hotlines,
    lessons,
    lines,
    opportunities,
    passphrases,
    readability,
    retention,
    rulebook,
    settings,
    sources,
    taught,
)
from bot.content.errors import ContentError
from bot.content.retention import KeepEntry
from bot.content.rulebook import RuleEntry
from bot.content.sources import Sources
from bot.domain.retention import Retention
from bot.domain.rulebook import Rulebook

__all__ = ["Content", "ContentError", "load"]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything content/ holds."""

    hotlines: hotlines.Hotlines
    lessons: tuple[lessons.LessonEntry, ...]
    faq: tuple[faq.FaqEntry, ...]
    opportunities: opportunities.Opportunities
    cadre: tuple[cadre.CadreLesson, ...]
    areas: settings.Areas
    alerts: alerts.Alerts
    holidays: holidays.Holidays
    routing: settings.Routing
    fairness: fairness.Fairness
    exchange: exchange.Exchange
    templates: settings.Templates
    demo: settings.Demo
    rulebook: Rulebook
    flags: tuple[RuleEntry, ...]  # the rules as they stand in the file: source, dates, lines
    sources: Sources
    plain_words: Mapping[str, str]  # words of offices, and what people say instead
    passphrase_words: tuple[str, ...]  # of which officers' passphrases are drawn
    retention: Retention
    keep: tuple[KeepEntry, ...]  # the same as it stands in the file, with its grounds
    voices: tuple[audio.VoiceEntry, ...]
    sounds: Mapping[tuple[str, str], audio.Recording]  # that come with the code, by language and voice

    @property
    def sentences(self) -> Mapping[str, Mapping[str, str]]:
        """What people are told in words that stand here and not in the catalogs, by language and key."""
        parts = (
            taught.sentences(lessons.KIND, self.lessons),
            taught.sentences(cadre.KIND, self.cadre),
            audio.sentences(self.voices),
            faq.sentences(self.faq),
        )
        languages = {language for part in parts for language in part}
        return {
            language: {key: text for part in parts for key, text in part.get(language, {}).items()}
            for language in languages
        }


def load(folder: Path) -> Content:
    """Raises ContentError, which names the file, the line and the entry."""
    try:
        return _load(folder)
    except ContentError as error:
        raise lines.located(folder, error) from error


def _load(folder: Path) -> Content:
    voices = audio.load(folder)
    return Content(
        hotlines.load(folder),
        lessons.load(folder),
        faq.load(folder),
        opportunities.load(folder),
        cadre.load(folder),
        settings.load_areas(folder),
        alerts.load(folder),
        holidays.load(folder),
        settings.load_routing(folder),
        fairness.load(folder),
        exchange.load(folder),
        settings.load_templates(folder),
        settings.load_demo(folder),
        rulebook.load_rulebook(folder),
        rulebook.entries(folder),
        sources.load(folder),
        readability.plain_words(folder),
        passphrases.load(folder),
        retention.load(folder),
        retention.entries(folder),
        voices,
        audio.sounds(folder, voices),
    )
