"""Spoken messages: twenty of them, what is heard is what is read, and a recording takes the place of the machine."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot import content
from bot.content import ContentError, audio, checks, ogg
from tests.conftest import library
from tools import voices

ROOT = Path(__file__).parents[2]
CONTENT = content.load(ROOT / "content")
TODAY = date(2026, 11, 28)
ONE = CONTENT.voices[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def recorded(data: bytes) -> bytes:
    """As a person's recording: the comment that tells of the machine is another one."""
    return data.replace(b"SYNTHETIC=", b"RECORDING=")


def told(folder: Path) -> list[str]:
    facts = content.load(folder)
    sentences = {
        code: {**catalog, **facts.sentences.get(code, {})}
        for code, catalog in library().catalogs.sentences.items()
    }
    return [
        f"{problem.where}: {problem.entry}: {problem.what}"
        for problem in checks.problems(facts, sentences, TODAY)
        if problem.is_error
    ]


def test_the_twenty_are_there_in_both_languages_and_say_that_a_machine_speaks() -> None:
    assert len(CONTENT.voices) == 20
    assert set(CONTENT.sounds) == {
        (language, entry.id) for entry in CONTENT.voices for language in audio.LANGUAGES
    }
    for recording in CONTENT.sounds.values():
        data = Path(recording.path).read_bytes()
        heard = ogg.read(data)
        assert recording.is_synthetic
        assert "not heard by native speakers" in heard.comments["DESCRIPTION"]
        assert 8 < heard.seconds < 40
        assert len(data) < 80_000  # a minute's patience on a slow line


@pytest.mark.parametrize("entry", CONTENT.voices, ids=lambda entry: entry.id)
def test_what_is_said_is_plain_and_its_numbers_are_hotlines(entry: audio.VoiceEntry) -> None:
    known = {hotline.number for hotline in CONTENT.hotlines.entries}
    for text in (entry.text.id, entry.text.en):
        assert all(len(sentence.split()) <= 16 for sentence in re.split(r"[.?!:](?:\s|$)", text)), text
        numbers = re.findall(r"\+?\d[\d -]*\d", text)
        assert set(numbers) <= known
        if numbers:  # a number is checked more often than a sentence
            assert entry.sources
            checked = [one.review_by for one in CONTENT.hotlines.entries if one.number in numbers]
            assert entry.review_by <= max(checked)


def test_numbers_are_spoken_digit_by_digit() -> None:
    assert voices.spoken("Telepon 110, atau 0800-1000.") == "Telepon 1 1 0, atau 0 8 0 0, 1 0 0 0."
    assert voices.spoken("+62 812-9007-0027 sekarang") == "plus 6 2, 8 1 2, 9 0 0 7, 0 0 2 7 sekarang"
    assert voices.spoken("Umur 18 tahun, 2 orang") == "Umur 1 8 tahun, 2 orang".replace("1 8", "18")


def test_a_sound_that_says_something_else_is_found(folder: Path) -> None:
    assert told(folder) == []
    path = folder / audio.FILE
    path.write_text(path.read_text("utf-8").replace("Ini Benteng Desa.", "Kami Benteng Desa.", 1), "utf-8")
    assert told(folder) == ["content/audio/id: salam: its sound says something else "
                            "(python -m tools.voices makes it anew)"]  # fmt: skip


def test_a_missing_sound_is_found(folder: Path) -> None:
    audio.sound(folder, "en", ONE.id).unlink()
    assert told(folder) == [f"content/audio/en: {ONE.id}: has no sound (python -m tools.voices makes it)"]


@pytest.mark.parametrize("cut", [0, 3, 40, 90, 20_000])
def test_a_broken_sound_stops_the_start(folder: Path, cut: int) -> None:
    path = audio.sound(folder, "id", ONE.id)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ContentError) as caught:
        content.load(folder)
    assert caught.value.file == f"audio/id/{ONE.id}.ogg"


def test_a_recording_of_the_office_wins(tmp_path: Path) -> None:
    ours = Path(CONTENT.sounds["id", ONE.id].path)
    mine = audio.sound(tmp_path, "id", ONE.id)
    mine.parent.mkdir(parents=True)
    mine.write_bytes(recorded(ours.read_bytes()))
    found = {**CONTENT.sounds, **audio.sounds(tmp_path, CONTENT.voices)}
    assert found["id", ONE.id] == audio.Recording(
        str(mine), False, ogg.read(ours.read_bytes()).comments[audio.SPOKEN]
    )
    assert found["en", ONE.id].is_synthetic


def test_the_script_never_overwrites_a_recording(tmp_path: Path) -> None:
    path = tmp_path / "salam.ogg"
    text = ONE.text.id
    assert voices.is_wanted(path, text, every=False)
    data = Path(CONTENT.sounds["id", ONE.id].path).read_bytes()
    path.write_bytes(data)
    assert not voices.is_wanted(path, text, every=False)
    assert voices.is_wanted(path, text + " Lagi.", every=False)
    assert voices.is_wanted(path, text, every=True)
    path.write_bytes(recorded(data))
    assert not voices.is_wanted(path, text + " Lagi.", every=True)


@pytest.mark.skipif(
    not (shutil.which("espeak-ng") and shutil.which("opusenc")), reason="needs espeak-ng and opus-tools"
)
def test_the_script_makes_a_sound(tmp_path: Path) -> None:
    path = tmp_path / "id" / "salam.ogg"
    voices.make(path, ONE, "id")
    heard = ogg.read(path.read_bytes())
    assert heard.seconds > 8
    assert heard.comments[audio.SPOKEN] == audio.digest(ONE.text.id)


@pytest.mark.parametrize(
    ("old", "new", "entry"),
    [
        ('place = "menu"', 'place = "check.bahaya"', "check.bahaya"),
        ('place = "menu"', 'place = "list"', "list"),
        ('id = "salam"', 'id = "hapus"', "hapus"),
        ('id = "Halo, Kak.', 'id = "" #', "voice.salam.text.id"),
        ("review_by = 2027-02-24", "review_by = 2026-02-24", "voice.salam"),
    ],
)
def test_a_mistake_names_file_and_entry(folder: Path, old: str, new: str, entry: str) -> None:
    path = folder / audio.FILE
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as caught:
        content.load(folder)
    assert (caught.value.file, caught.value.entry) == (audio.FILE, entry)
