"""What an author has to mend before content goes out: what a channel would silently drop, or a reader stumble over."""

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from bot.content import Content, audio, readability
from bot.content.retention import OUR_CHOICE
from bot.content.settings import TemplateEntry

LONGEST_LABEL, LONGEST_SENTENCE, LONGEST_TEMPLATE = 20, 1_400, 1_024  # characters
NEXT_DECREE_MONTH = 10  # the decree for 2026 was signed in September 2025
LANGUAGES = ("id", "en")  # every key has to be there in both
DYNAMIC = ("choice.place", "choice.place_in", "choice.case", "choice.colleague", "choice.warning")
_UNSENDABLE = re.compile(r"[\n\t]| {4}")  # WhatsApp refuses such a value
CALLED = re.compile(  # a number people are sent to; years are none
    r"\b(?:(?:men)?(?:tele?pon|hubungi)|telepun|call(?:ed)?|ask|at|ke|di|tanya|whatsapp|wa|sapa|lpsk)"
    r" (?!(?:19|20)\d\d(?![\d ()-]*\d))(\+?\d[\d ()-]*\d\d)(?![\w/%]|[.,]\d)",
    re.IGNORECASE,
)
VARIABLE = re.compile(r"\{\{\s*(\w*)\s*\}\}")
# "safe" said of an offer; "belum tentu aman" and the question "Aman bicara sekarang?" are no verdicts
_OFFER = r"(?:\b(?:tawaran|lowongan|perusahaan|pekerjaan|agen|pt|ini|itu|[\w-]+nya)|\{\w+\})"
VERDICTS: Mapping[str, re.Pattern[str]] = {
    "id": re.compile(
        rf"{_OFFER}(?: (?:ini|itu|sudah|pasti|dijamin|memang))* aman\b"
        r"|\baman (?:untuk|buat) (?:berangkat|bekerja|kerja|dibayar)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:\b(?:offer|job|company|agency|agent|it|this|that)|\{\w+\})(?: is|'s| looks| seems)(?: \w+ly)? safe\b"
        r"|\bsafe to (?:go|leave|pay|work)\b",
        re.IGNORECASE,
    ),
}


class Reviewed(Protocol):
    """What has to be looked at again."""

    @property
    def id(self) -> str: ...

    @property
    def review_by(self) -> date: ...


Sentences = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, or with `is_error` False to look at. `place` is file and line, where somebody found them."""

    where: str
    entry: str
    what: str
    is_error: bool = True
    field: str = ""  # of the entry
    place: str = ""

    def __str__(self) -> str:
        where = self.place or self.where
        return f"{'error' if self.is_error else 'note'}: {where}: {self.entry}: {self.what}"


def problems(content: Content, sentences: Sentences, today: date) -> list[Problem]:
    """Everything found, errors first. `sentences` maps language to key to text."""
    found = [
        *_translations(sentences),
        *_lengths(sentences),
        *_wording(sentences, content.plain_words),
        *_numbers(content, sentences),
        *_needed(content, sentences),
        *reviews(content, today),
        *_sources(content),
        *_templates(content),
        *_sounds(content),
    ]
    return sorted(found, key=lambda problem: not problem.is_error)


def _translations(sentences: Sentences) -> Iterator[Problem]:
    """Every key in every language, with the same parameters."""
    keys = {key for catalog in sentences.values() for key in catalog}
    for language in LANGUAGES:
        for key in sorted(keys - set(sentences.get(language, {}))):
            yield Problem(f"locales/{language}", key, "is missing")
    for key in sorted(keys):
        given = {language: _params(catalog[key]) for language, catalog in sentences.items() if key in catalog}
        broken = sorted(language for language, params in given.items() if params is None)
        for language in broken:
            yield Problem(f"locales/{language}", key, "has a brace that is not closed")
        first, *others = given.items()
        for language, params in [] if broken else others:
            if params != first[1]:
                yield Problem(f"locales/{language}", key, f"parameters differ from those of {first[0]}")


def _lengths(sentences: Sentences) -> Iterator[Problem]:
    for language, catalog in sentences.items():
        for key, sentence in catalog.items():
            if key.startswith("choice.") and key not in DYNAMIC and len(sentence) > LONGEST_LABEL:
                yield Problem(f"locales/{language}", key, f"is longer than {LONGEST_LABEL} characters")
            if len(sentence) > LONGEST_SENTENCE:
                yield Problem(f"locales/{language}", key, "does not fit into one message")


def _wording(sentences: Sentences, plain: Mapping[str, str]) -> Iterator[Problem]:
    for language, catalog in sentences.items():
        verdict = VERDICTS.get(language)
        for key, sentence in catalog.items():
            for fault in readability.faults(sentence, plain) if language == "id" else ():
                yield Problem(f"locales/{language}", key, fault)
            if verdict is not None and verdict.search(sentence):
                yield Problem(f"locales/{language}", key, "calls an offer safe")


def _numbers(content: Content, sentences: Sentences) -> Iterator[Problem]:
    """A sentence tells nobody to call what is none of the numbers somebody has looked at."""
    known = {_digits(entry.number) for entry in content.hotlines.entries}
    for language, catalog in sentences.items():
        for key, sentence in catalog.items():
            for called in CALLED.findall(sentence):
                if _digits(called) not in known:
                    what = f"tells people to call {called}, which does not stand in content/hotlines.toml"
                    yield Problem(f"locales/{language}", key, what)


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _needed(content: Content, sentences: Sentences) -> Iterator[Problem]:
    """What the content asks for; a key that only one language lacks is told of by `_translations`."""
    wanted = [
        *(f"{kind}.{rule.id}" for rule in content.rulebook.rules for kind in ("rule", "ground")),
        *(f"triage.{rule.id}" for rule in content.rulebook.triage),
        *(f"choice.minat_{interest.id}" for interest in content.opportunities.interest),
        *(f"choice.suara_{voice.id}" for voice in content.voices if voice.place == audio.LIST),
    ]
    keys = {key for catalog in sentences.values() for key in catalog}
    for key in wanted:
        if key not in keys:
            yield Problem("locales", key, "is missing")


def reviews(content: Content, today: date) -> Iterator[Problem]:
    """What is past its review date (field `review_by`), and what waits for a reader of its language."""
    dated: tuple[tuple[str, str, Iterable[Reviewed]], ...] = (
        ("content/hotlines.toml", "is past its review date and not shown", content.hotlines.entries),
        ("content/lessons", "is past its review date and not sent", content.lessons),
        ("content/cadre", "is past its review date and not taught", content.cadre),
        ("content/faq", "is past its review date and not answered", content.faq),
        ("content/audio.toml", "is past its review date and not offered", content.voices),
        ("content/rules", "is past its review date", content.flags),
    )
    for where, what, entries in dated:
        for entry in entries:
            if entry.review_by < today:
                yield Problem(where, entry.id, what, False, "review_by")
    waiting = Counter(
        (where, language)
        for where, entries in (("content/lessons", content.lessons), ("content/cadre", content.cadre))
        for entry in entries
        for language, text in entry.text.items()
        if not text.is_approved
    )
    for (where, language), count in sorted(waiting.items()):
        what = f"{count} texts wait for somebody who speaks it; Bahasa Indonesia is sent instead"
        yield Problem(where, language, what, False)
    for year in (today.year, *([today.year + 1] if today.month >= NEXT_DECREE_MONTH else [])):
        if not content.holidays.knows(year):
            what = "has no decree yet: only the days that never move count as holidays"
            yield Problem("content/holidays.toml", str(year), what, False)


def _sources(content: Content) -> Iterator[Problem]:
    named = [
        *(("content/hotlines.toml", entry.id, entry.source) for entry in content.hotlines.entries),
        *(("content/holidays.toml", what, source) for what, source in content.holidays.sources.items()),
        *(("content/cadre", lesson.id, text) for lesson in content.cadre for text in lesson.sources),
        *(("content/lessons", lesson.id, text) for lesson in content.lessons for text in lesson.sources),
        *(("content/faq", entry.id, text) for entry in content.faq for text in entry.sources),
        *(("content/audio.toml", voice.id, text) for voice in content.voices for text in voice.sources),
        *(
            ("content/retention.toml", entry.id, entry.ground)
            for entry in content.keep
            if not entry.ground.startswith(OUR_CHOICE)
        ),
    ]
    for where, entry, text in named:
        for code in content.sources.unknown_in(text):
            field = {"content/hotlines.toml": "source", "content/retention.toml": "ground"}.get(
                where, "sources"
            )
            yield Problem(where, entry, f"source {code} is not in sources.toml", field=field)


def _templates(content: Content) -> Iterator[Problem]:
    """What WhatsApp refuses in a template, or we could not fill: the office's name is the one variable."""
    for entry in content.templates.entries:
        for field, what in _template_faults(entry):
            yield Problem("content/whatsapp_templates.toml", entry.name, what, field=field)
    if _UNSENDABLE.search(content.demo.office):
        what = "the office's name fills {{1}}: no line break, no tab, no four spaces"
        yield Problem("content/demo.toml", "office", what)


def template_faults(entry: TemplateEntry) -> Iterator[str]:
    """What is to be mended before it may be handed in."""
    return (what for _, what in _template_faults(entry))


def _template_faults(entry: TemplateEntry) -> Iterator[tuple[str, str]]:
    """The field, and what is wrong with it."""
    wanted = ["1"] if entry.names_office else []
    for language, text in (("id", entry.text_id), ("en", entry.text_en)):
        for what in _refused(text.strip(), wanted):
            yield f"text_{language}", f"{what} ({language})"


def _refused(text: str, wanted: Sequence[str]) -> Iterator[str]:
    """By WhatsApp itself, or by us who fill only these variables."""
    found = list(VARIABLE.finditer(text))
    if found and (found[0].start() == 0 or found[-1].end() == len(text)):
        yield "has a variable at its edge"
    if any(not text[one.end() : other.start()].strip() for one, other in pairwise(found)):
        yield "has two variables that adjoin"
    if any("\n" in match[0] for match in found):
        yield "has a line break in a variable"
    if [match[1] for match in found] != wanted:
        yield f"needs {'{{1}}, once' if wanted else 'no variable'} and nothing else"
    if not 0 < len(text) <= LONGEST_TEMPLATE:
        yield f"needs 1 to {LONGEST_TEMPLATE} characters"


def _sounds(content: Content) -> Iterator[Problem]:
    """What people hear has to be there, and has to be what they would read."""
    made = Counter(language for (language, _), one in content.sounds.items() if one.is_synthetic)
    for entry in content.voices:
        for language in audio.LANGUAGES:
            recording, where = content.sounds.get((language, entry.id)), f"content/audio/{language}"
            if recording is None:
                yield Problem(where, entry.id, "has no sound (python -m tools.voices makes it)")
            elif recording.is_synthetic and recording.digest != audio.digest(
                entry.text.in_language(language)
            ):
                yield Problem(
                    where, entry.id, "its sound says something else (python -m tools.voices makes it anew)"
                )
    for language, count in sorted(made.items()):
        what = f"{count} sounds are of a synthetic voice nobody from here has heard; record them, same name"
        yield Problem("content/audio", language, what, False)


def _params(sentence: str) -> frozenset[str] | None:
    """Names in braces; None when the braces do not match."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)
    except ValueError:
        return None
