"""What `benteng content check` tells an author, one kind of mistake at a time."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot import content
from bot.content import Content, checks
from bot.content.checks import Problem
from bot.content.settings import TemplateEntry, Templates
from tests.conftest import library

ROOT = Path(__file__).parents[2]
CONTENT = content.load(ROOT / "content")
SENTENCES = library().catalogs.sentences
TODAY = date(2026, 11, 24)
Sentences = dict[str, dict[str, str]]


def found(
    facts: Content = CONTENT, sentences: checks.Sentences = SENTENCES, today: date = TODAY
) -> list[Problem]:
    return checks.problems(facts, sentences, today)


def with_sentence(language: str, key: str, text: str) -> Sentences:
    """The real catalogs with one sentence changed, or new in both languages."""
    sentences = {code: dict(catalog) for code, catalog in SENTENCES.items()}
    for catalog in sentences.values():
        catalog.setdefault(key, "x")
    sentences[language][key] = text
    return sentences


def with_template(text: str) -> Content:
    entry = TemplateEntry(
        purpose="alert", category="utility", name="trial", text_id=text, text_en="News of {{1}} is here."
    )
    return replace(CONTENT, templates=Templates((entry,), {}))


def test_the_real_content_has_nothing_to_mend() -> None:
    assert [str(problem) for problem in found() if problem.is_error] == []


def test_no_sentence_of_the_real_content_is_too_long_to_speak() -> None:
    assert [str(problem) for problem in found() if problem.what.startswith("has a sentence")] == []


def test_an_interest_without_a_label_is_told() -> None:
    lacking = {
        language: {key: text for key, text in catalog.items() if key != "choice.minat_jahit"}
        for language, catalog in SENTENCES.items()
    }
    told = [p for p in found(sentences=lacking) if p.is_error]
    assert [(p.entry, p.what) for p in told] == [("choice.minat_jahit", "is missing")]


@pytest.mark.parametrize(
    ("language", "key", "text", "what"),
    [
        ("id", "choice.cek", "Periksa tawaran kerja ini", "longer than 20"),
        ("id", "check.bahaya", "kata. " * 300, "one message"),
        ("id", "check.bahaya", "Mohon tunggu", "people say"),
        ("id", "check.bahaya", "Demikian dari kami", "people say"),
        ("id", "check.bahaya", "kata " * 19, "cut it in two"),
        ("id", "check.bahaya", "Perusahaan penempatan memberangkatkan pekerja berdasarkan perundangan", "long words"),
        ("id", "check.bahaya", "Tawaran ini sudah aman.", "safe"),
        ("id", "check.bahaya", "PT-nya aman, Kak.", "safe"),
        ("id", "check.bahaya", "Kakak aman untuk berangkat.", "safe"),
        ("en", "check.bahaya", "This offer is completely safe.", "safe"),
        ("en", "check.bahaya", "It is safe to go.", "safe"),
        ("id", "check.bahaya", "Takut? Telepon 119.", "call 119"),
        ("id", "check.bahaya", "Tanya ke 0800-1001.", "call 0800-1001"),
        ("en", "check.bahaya", "Call +62 812-9007-0072 now.", "call +62 812-9007-0072"),
        ("id", "hotline.line", "{name}", "parameters differ"),
        ("id", "check.bahaya", "Tanya {name", "brace"),
    ],
)  # fmt: skip
def test_an_author_is_told(language: str, key: str, text: str, what: str) -> None:
    told = [p for p in found(sentences=with_sentence(language, key, text)) if p.entry == key and p.is_error]
    assert any(what in problem.what for problem in told)


@pytest.mark.parametrize(
    "text",
    [
        "Belum tentu aman, jadi tanya dulu.",
        "Aman bicara sekarang?",
        "Tawaran ini tidak aman.",
        "Demi keamanan Kakak.",
    ],
)
def test_safe_is_a_verdict_only_when_said_of_the_offer(text: str) -> None:
    assert not [p for p in found(sentences=with_sentence("id", "check.bahaya", text)) if p.is_error]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("key", ["rule.visa_turis", "ground.visa_turis", "check.bahaya"])
def test_a_missing_translation_is_named_once(language: str, key: str) -> None:
    sentences = {code: dict(catalog) for code, catalog in SENTENCES.items()}
    del sentences[language][key]
    told = [(p.where, p.entry) for p in found(sentences=sentences) if p.is_error]
    assert told == [(f"locales/{language}", key)]


def test_a_text_missing_in_every_language_is_named() -> None:
    sentences = {code: dict(catalog) for code, catalog in SENTENCES.items()}
    for catalog in sentences.values():
        del catalog["rule.visa_turis"]
    assert [p.entry for p in found(sentences=sentences) if p.is_error] == ["rule.visa_turis"]


def test_a_whole_language_missing_is_noticed() -> None:
    assert any(p.where == "locales/en" for p in found(sentences={"id": SENTENCES["id"]}))


def test_languages_that_nobody_has_read_yet_are_counted() -> None:
    waiting = {p.entry: p.what for p in found() if "wait for somebody" in p.what}
    assert set(waiting) == {"su", "jv"}
    assert all(what.startswith("52 texts") for what in waiting.values())


def test_what_is_past_its_review_is_a_note() -> None:
    told = found(today=date(2030, 1, 1))
    reviewed = [p for p in told if "past its review date" in p.what]
    assert {p.where for p in reviewed} == {
        "content/hotlines.toml",
        "content/lessons",
        "content/audio.toml",
        "content/cadre",
        "content/faq",
        "content/rules",
    }
    assert not any(p.is_error for p in told)
    entries = (
        CONTENT.hotlines.entries,
        CONTENT.lessons,
        CONTENT.cadre,
        CONTENT.faq,
        CONTENT.flags,
        CONTENT.voices,
    )
    assert len(reviewed) == sum(map(len, entries))


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), ["2027"]),
        (date(2027, 1, 1), ["2027"]),
        (date(2025, 12, 1), ["2025"]),
    ],
)
def test_a_year_without_its_decree_is_a_note_from_october_before(today: date, years: list[str]) -> None:
    told = [p for p in found(today=today) if p.where == "content/holidays.toml"]
    assert [p.entry for p in told] == years
    assert not any(p.is_error for p in told)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{1}} punya kabar.", "edge"),
        ("Ada kabar dari {{1}}", "edge"),
        ("  {{ 1 }} punya kabar. ", "edge"),
        ("Ada kabar baru.", "once"),
        ("Dari {{1}} untuk {{2}}, segera.", "once"),
        ("Dari {{1}}. " + "kata " * 300, "characters"),
        ("", "characters"),
    ],
)
def test_a_template_whatsapp_would_refuse(text: str, what: str) -> None:
    assert any(p.entry == "trial" and what in p.what for p in found(with_template(text)) if p.is_error)


def test_a_good_template_passes() -> None:
    assert not [p for p in found(with_template("Ada kabar dari {{1}} untuk Kakak.")) if p.is_error]


@pytest.mark.parametrize("field", ["hotlines", "lessons"])
def test_an_unknown_source_is_named(field: str) -> None:
    known = {code: what for code, what in CONTENT.sources.known.items() if code not in ("S126", "S81")}
    told = found(replace(CONTENT, sources=replace(CONTENT.sources, known=known)))
    wanted = {"hotlines": ("kpai", "S126"), "lessons": ("visa_kerja", "S81")}[field]
    assert any(p.is_error and p.entry == wanted[0] and wanted[1] in p.what for p in told)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("facts.md 6.1: S26 S157", ()),
        ("facts.md 6.1: S26 S998", ("S998",)),
        ("UU 18/2017 art. 13, 15", ()),
        ("UU 18/20171", ("UU 18/20171",)),
        ("kata orang", ("kata orang",)),
        ("", ("",)),
    ],
)
def test_a_source_is_a_code_or_a_law_that_is_known(text: str, unknown: tuple[str, ...]) -> None:
    assert CONTENT.sources.unknown_in(text) == unknown


def test_no_source_is_entered_for_nothing() -> None:
    used = " ".join(
        [
            *(entry.source for entry in CONTENT.hotlines.entries),
            *(text for lesson in (*CONTENT.lessons, *CONTENT.cadre) for text in lesson.sources),
            *(text for entry in CONTENT.faq for text in entry.sources),
            *(entry.ground for entry in CONTENT.keep),
            *CONTENT.holidays.sources.values(),
            (ROOT / "content/areas.toml").read_text("utf-8"),
        ]
    )
    for_offices = {"Kantor"}  # of numbers they enter (docs/content-guide)
    assert {code for code in CONTENT.sources.known if code not in used} == for_offices


def test_errors_come_before_notes() -> None:
    told = found(sentences=with_sentence("id", "check.bahaya", "Mohon tunggu"), today=date(2030, 1, 1))
    assert [p.is_error for p in told[:2]] == [True, False]
    assert str(told[0]).startswith("error: locales/id: check.bahaya: ")
