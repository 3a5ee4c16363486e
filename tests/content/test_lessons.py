"""The awareness messages of a year: there, short, spoken, with something to do and a hopeful end."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bot import content
from bot.content import taught
from bot.domain.messages import Reply
from bot.i18n import Catalogs
from tests.conftest import library

ROOT = Path(__file__).parents[2]
CONTENT = content.load(ROOT / "content")
SENTENCES = library().catalogs.sentences
LESSONS = [lesson.id for lesson in CONTENT.lessons]
LONGEST_SENTENCE = 15  # words
GRIM = re.compile(r"\b(bahaya|utang|penipuan|sulit pulang|ditahan|menahan|dilarang)\b", re.IGNORECASE)


def test_a_year_of_them_in_the_order_of_their_files() -> None:
    assert [lesson.order for lesson in CONTENT.lessons] == list(range(1, 53))
    names = sorted(path.stem for path in (ROOT / "content/lessons").glob("*.toml"))
    assert names == [f"{lesson.order:02}_{lesson.id}" for lesson in CONTENT.lessons]


def test_neighbours_speak_of_different_things() -> None:
    themes = [lesson.theme for lesson in CONTENT.lessons]
    assert not [theme for theme, following in pairwise(themes) if theme == following]
    assert len(set(themes)) >= 18  # facts.md 8.1


def test_the_right_answer_is_not_known_by_its_place() -> None:
    places = Counter(lesson.right for lesson in CONTENT.lessons)
    assert min(places.values()) >= len(LESSONS) // 4


@pytest.mark.parametrize("part", ["title", "question", "because", "card"])
def test_no_two_messages_say_the_same(part: str) -> None:
    for language in ("id", "en"):
        said = [SENTENCES[language][f"lesson.{lesson}.{part}"] for lesson in LESSONS]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_message_is_spoken_in_short_sentences(lesson: str) -> None:
    body = SENTENCES["id"][f"lesson.{lesson}.body"]
    for sentence in re.split(r"[.!?:](?:\s|$)|\n", body):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_last_sentence_does_not_frighten(lesson: str) -> None:
    body = SENTENCES["id"][f"lesson.{lesson}.body"].rstrip(".!")
    assert not GRIM.search(re.split(r"[.!?]\s", body)[-1])


@pytest.mark.parametrize("lesson", LESSONS)
def test_numbers_in_a_message_are_hotlines(lesson: str) -> None:
    """A number in a sentence would outlive the review date of the hotline it copies: it must be one of them."""
    known = {entry.number for entry in CONTENT.hotlines.entries}
    for language in ("id", "en"):
        body = SENTENCES[language][f"lesson.{lesson}.body"]
        asked = re.findall(r"(?:telepon|hubungi|ke|call|at|ask|or) (\d[\d-]{2,})", body, re.IGNORECASE)
        assert set(asked) <= known, asked


def test_no_message_says_that_every_fee_is_illegal() -> None:
    """The facts (2.4): no placement fee for ten kinds of work; the cost of others is set by decree."""
    for language, words in (
        ("id", r"tidak boleh (dibebani|dipungut)|semua biaya"),
        ("en", r"may not be charged"),
    ):
        for lesson in LESSONS:
            assert not re.search(words, SENTENCES[language][f"lesson.{lesson}.body"]), lesson


def test_an_undecided_ban_carries_its_date() -> None:
    assert "2026" in SENTENCES["id"]["lesson.timur_tengah.body"]
    assert "2026" in SENTENCES["en"]["lesson.timur_tengah.body"]


def test_a_language_nobody_has_read_falls_back_to_bahasa() -> None:
    """Sundanese and Javanese are written; they go out once somebody from there has put their name to them."""
    for entry in CONTENT.lessons:
        assert {"su", "jv"} <= set(entry.text)
        assert not entry.text["su"].is_approved
    catalogs, lesson = library().catalogs, Reply("lesson.visa_kerja.title")
    assert catalogs.text(lesson, "su") == catalogs.text(lesson, "id")
    assert not {"su", "jv"} & set(catalogs.languages)


def test_a_language_somebody_has_read_is_sent() -> None:
    entry = CONTENT.lessons[0]
    read = entry.text["su"].model_copy(update={"reviewed_by": "penutur"})
    approved = entry.model_copy(update={"text": {**entry.text, "su": read}})
    catalogs = Catalogs.load(ROOT / "locales").extended(taught.sentences("lesson", [approved]))
    assert catalogs.text(Reply(f"lesson.{entry.id}.title"), "su") == entry.text["su"].title


def test_a_cadre_lesson_waits_for_its_reader_like_any_other() -> None:
    entry = CONTENT.cadre[0]
    sundanese = entry.text["id"].model_copy(update={"title": "Ngadangukeun heula", "reviewed_by": ""})
    for reviewed_by, title in (("", entry.text["id"].title), ("panutur", sundanese.title)):
        text = {**entry.text, "su": sundanese.model_copy(update={"reviewed_by": reviewed_by})}
        added = taught.sentences("pelajaran", [entry.model_copy(update={"text": text})])
        catalogs = Catalogs.load(ROOT / "locales").extended(added)
        assert catalogs.text(Reply(f"pelajaran.{entry.id}.title"), "su") == title


def test_twelve_lessons_for_cadres_in_both_languages() -> None:
    assert len(CONTENT.cadre) == 12
    for entry in CONTENT.cadre:
        for language in ("id", "en"):
            assert SENTENCES[language][f"pelajaran.{entry.id}.body"]
