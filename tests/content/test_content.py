"""The real content loads and passes its own checks; every kind of mistake names its file and entry."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from bot import content
from bot.content import ContentError, checks
from tests.conftest import library

ROOT = Path(__file__).parents[2]
NOT_TO_BE_SHOWN = ("0813-9967-9966", "1500-454", "3441-5044", "0878-8337-0496")


def test_everything_loads_and_has_no_error() -> None:
    facts, catalogs = content.load(ROOT / "content"), library().catalogs
    assert [p for p in checks.problems(facts, catalogs.sentences, date(2026, 11, 24)) if p.is_error] == []
    assert len(facts.lessons) == 52
    assert len(facts.rulebook.rules) >= 25


def test_no_number_of_low_confidence_is_shown() -> None:
    numbers = " ".join(entry.number for entry in content.load(ROOT / "content").hotlines.entries)
    for number in NOT_TO_BE_SHOWN:
        assert number not in numbers


def test_the_mission_of_the_country_comes_first_and_others_never() -> None:
    hotlines = content.load(ROOT / "content").hotlines
    found = hotlines.for_(("abroad",), "KH", date(2026, 11, 24))
    assert found[0].number == "+855 12 813 282"
    assert not any("Riyadh" in line.name for line in found)
    assert [line.number for line in hotlines.for_(("danger",), "", date(2026, 11, 24))] == ["110"]


def test_a_number_past_its_review_date_is_not_shown_and_is_listed() -> None:
    facts, catalogs = content.load(ROOT / "content"), library().catalogs
    later = date(2030, 1, 1)
    assert facts.hotlines.for_(("danger", "worker"), "", later) == ()
    assert any(
        p.entry == "polri_110" and not p.is_error for p in checks.problems(facts, catalogs.sentences, later)
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "entry"),
    [
        ("hotlines.toml", 'confidence = "high"', 'confidence = "low"', "confidence"),
        ("hotlines.toml", 'id = "kp2mi_wa"', 'id = "polri_110"', "polri_110"),
        ("routing.toml", '"cadangan", "supervisor", "kanwil"', '"kanwil", "supervisor", "cadangan"', "rungs"),
        ("routing.toml", "merah = 15", "", "accept_minutes"),
        ("demo_registry.csv", ",aktif,", ",bagus,", "line"),
        ("areas.toml", "lesson_weekday = 0", 'lesson_weekday = "Senin"', "lesson_weekday"),
        ("areas.toml", "timezone =", "time_zone =", "time"),
    ],
)
def test_a_mistake_names_file_and_entry(tmp_path: Path, file: str, old: str, new: str, entry: str) -> None:
    folder = copytree(ROOT / "content", tmp_path / "content")
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError) as caught:
        content.load(folder)
    assert caught.value.file == file
    assert entry in caught.value.entry


def test_authors_are_told_what_a_channel_would_drop() -> None:
    facts, catalogs = content.load(ROOT / "content"), library().catalogs
    sentences = {language: dict(catalog) for language, catalog in catalogs.sentences.items()}
    sentences["id"]["choice.cek"] = "Periksa tawaran kerja luar negeri ini"
    sentences["id"]["check.bahaya"] = "Mohon menunggu"
    del sentences["en"]["check.waspada"]
    sentences["en"]["hotline.line"] = "{name}"
    found = {(p.entry, p.what.split()[0]) for p in checks.problems(facts, sentences, date(2026, 11, 24))}
    assert {
        ("choice.cek", "is"),
        ("check.bahaya", "says"),
        ("check.waspada", "is"),
        ("hotline.line", "parameters"),
    } <= found
