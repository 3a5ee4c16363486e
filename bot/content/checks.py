"""What an author has to mend before content goes out: what a channel would silently drop, or a reader stumble over."""

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.content import Content

LONGEST_LABEL, LONGEST_LESSON, LONGEST_SENTENCE = 20, 500, 1_400  # characters
FORBIDDEN = re.compile(r"\b(mohon|demikian)\b", re.IGNORECASE)
DYNAMIC = ("choice.place", "choice.case")
Sentences = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, or with `is_error` False to look at."""

    where: str
    entry: str
    what: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{'error' if self.is_error else 'note'}: {self.where}: {self.entry}: {self.what}"


def problems(content: Content, sentences: Sentences, today: date) -> list[Problem]:
    """Everything found, errors first."""
    found = [
        *_translations(sentences),
        *_lengths(sentences),
        *_needed(content, sentences),
        *_reviews(content, today),
        *_templates(content),
    ]
    return sorted(found, key=lambda problem: not problem.is_error)


def _translations(sentences: Sentences) -> Iterator[Problem]:
    """Every key in every language, with the same parameters."""
    keys = {key for catalog in sentences.values() for key in catalog}
    for language, catalog in sentences.items():
        for key in sorted(keys - set(catalog)):
            yield Problem(f"locales/{language}", key, "is missing")
    for key in sorted(keys):
        given = {language: _params(catalog[key]) for language, catalog in sentences.items() if key in catalog}
        if len(set(given.values())) > 1:
            yield Problem("locales", key, "parameters differ between languages")


def _lengths(sentences: Sentences) -> Iterator[Problem]:
    for language, catalog in sentences.items():
        for key, sentence in catalog.items():
            if key.startswith("choice.") and key not in DYNAMIC and len(sentence) > LONGEST_LABEL:
                yield Problem(f"locales/{language}", key, f"is longer than {LONGEST_LABEL} characters")
            if key.startswith("lesson.") and len(sentence) > LONGEST_LESSON:
                yield Problem(f"locales/{language}", key, f"is longer than {LONGEST_LESSON} characters")
            if len(sentence) > LONGEST_SENTENCE:
                yield Problem(f"locales/{language}", key, "does not fit into one message")
            if language == "id" and FORBIDDEN.search(sentence):
                yield Problem(f"locales/{language}", key, "sounds like an office")


def _needed(content: Content, sentences: Sentences) -> Iterator[Problem]:
    wanted = [
        *(f"{kind}.{rule.id}" for rule in content.rulebook.rules for kind in ("rule", "ground")),
        *(f"triage.{rule.id}" for rule in content.rulebook.triage),
        *(f"lesson.{lesson.id}.{part}" for lesson in content.lessons for part in ("title", "body")),
    ]
    for language, catalog in sentences.items():
        for key in wanted:
            if key not in catalog:
                yield Problem(f"locales/{language}", key, "is missing")


def _reviews(content: Content, today: date) -> Iterator[Problem]:
    for entry in content.hotlines.entries:
        if entry.review_by < today:
            yield Problem("content/hotlines.toml", entry.id, "is past its review date and not shown", False)
    for lesson in content.lessons:
        if lesson.review_by < today:
            yield Problem("content/lessons", lesson.id, "is past its review date and not sent", False)


def _templates(content: Content) -> Iterator[Problem]:
    """WhatsApp refuses a variable at the edge of a template."""
    for entry in content.templates.entries:
        for text in (entry.text_id, entry.text_en):
            if text.startswith("{{") or text.endswith("}}"):
                yield Problem("content/whatsapp_templates.toml", entry.name, "has a variable at its edge")


def _params(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)
