"""What makes a Bahasa sentence hard to read."""

import pytest

from bot.content.readability import faults, syllables

INSTEAD = {"apabila": "kalau"}


@pytest.mark.parametrize(
    ("word", "count"), [("ibu", 2), ("pulau", 2), ("sampai", 2), ("perusahaan", 5), ("pt", 1)]
)
def test_syllables_by_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    "text",
    [
        "Jangan kirim uang dulu.",
        "Pegang paspor sendiri. Tanya gratis ke 0800-1000.",
        "{name} ada di daftar P3MI, izinnya aktif.",
        "",
    ],
)
def test_plain_words_pass(text: str) -> None:
    assert not list(faults(text, INSTEAD))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Apabila ragu, tanya dulu.", "kalau"),
        ("kata " * 19, "19 words"),
        ("Pemberangkatan pekerja memerlukan persetujuan keluarga sebelumnya", "pemberangkatan"),
    ],
)
def test_what_is_hard_is_named(text: str, what: str) -> None:
    assert any(what in fault for fault in faults(text, INSTEAD))
