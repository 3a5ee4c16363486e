"""`benteng content preview`: a message as each channel shows it."""

from collections.abc import Callable

import pytest

from bot.__main__ import main
from bot.channels.whatsapp import LIMITS, shape
from bot.commands import previewing
from bot.domain.messages import Label, Outbound
from bot.i18n import Catalogs
from tests.conftest import library

Seen = Callable[..., str]


@pytest.fixture
def seen(capsys: pytest.CaptureFixture[str]) -> Seen:
    def preview(*arguments: str) -> str:
        assert main(["content", "preview", *arguments]) == 0
        return capsys.readouterr().out

    return preview


@pytest.mark.parametrize(
    ("ident", "words"),
    [
        ("visa_kerja", "visa kerja"),
        ("mendengar", "mendengar"),
        ("awareness_weekly", "Balas INFO"),
        ("rekening_pribadi", "rekening pribadi"),
        ("salam", "Benteng Desa"),
        ("check.bahaya", "BAHAYA"),
    ],
)
def test_whatever_an_author_writes_has_a_preview_in_both_languages(
    seen: Seen, ident: str, words: str
) -> None:
    said = seen(ident)
    assert words in said
    assert ", id\n" in said
    assert ", en\n" in said


def test_a_weekly_message_stands_there_as_on_each_channel(seen: Seen) -> None:
    said = seen("visa_kerja", "--language", "id")
    telegram, whatsapp, web, card = said.partition("== its question")[0].split("\n-- ")[1:]
    assert "[Jawab kuis]  [Cek tawaran]\n   | [Lapor calo]\n   buttons" in telegram
    assert "1. Jawab kuis" in whatsapp
    assert "numbers; buttons once quick_reply_3 is approved" in whatsapp
    assert "[Jawab kuis]  [Cek tawaran]  [Lapor calo]" in web
    assert "of 1500 characters" in whatsapp
    assert "4 lines, letters of 112 pixels" in card
    assert "Bekerja di luar negeri perlu visa kerja" in telegram
    assert "[Minta visa kerja]" in said
    assert "Betul, Kak!" in said


def test_a_lesson_for_cadres_too(seen: Seen) -> None:
    said = seen("mendengar", "--language", "id")
    assert "lesson for cadres 1" in said
    assert "3. Duduk dan dengarkan" in said
    assert "Jawabannya: Duduk dan dengarkan" in said


def test_what_nobody_has_read_is_shown_and_says_so(seen: Seen) -> None:
    said = seen("visa_kerja", "--language", "su")
    assert "nobody has read yet" in said
    assert "Gawé di luar negeri" in said


def test_a_template_is_shown_with_the_office_and_its_state(seen: Seen) -> None:
    said = seen("awareness_weekly", "--language", "id")
    assert "dari Peragaan Benteng Desa untuk" in said
    assert "not approved yet" in said


def test_parameters_are_shown_by_name(seen: Seen) -> None:
    assert "<date>" in seen("check.registry.day.old", "--language", "id")


def test_what_a_channel_cuts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    content, catalogs = library().content, library().catalogs
    sentences = {
        "id": {
            **catalogs.sentences["id"],
            "choice.kuis": "Jawab kuis yang panjang sekali",
            "push.lesson": "kata " * 50 + "{title}{body}",
        }
    }
    told = list(previewing.preview(content, Catalogs(sentences), "visa_kerja", "id"))
    assert "   CUT at 20 characters: Jawab kuis yang pan…" in told
    assert any(line.startswith("   notification: kata") and line.endswith("… (cut)") for line in told)


def test_a_message_that_is_split_is_counted() -> None:
    content, catalogs = library().content, library().catalogs
    sentences = {"id": {**catalogs.sentences["id"], "check.bahaya": "kata kata kata. " * 120}}
    told = "\n".join(previewing.preview(content, Catalogs(sentences), "check.bahaya", "id"))
    assert "message 2 of 2" in told.partition("-- WhatsApp")[2]
    assert "message 1 of" not in told.partition("-- WhatsApp")[0]


@pytest.mark.parametrize(
    ("choices", "text", "expected"),
    [
        (1, "x", "quick_reply_1"),
        (3, "x", "quick_reply_3"),
        (4, "x", "list_4"),
        (10, "x", "list_10"),
        (3, "x" * 1025, ""),
    ],
)
def test_whatsapp_has_three_buttons_or_a_list_or_numbers(choices: int, text: str, expected: str) -> None:
    out = Outbound(text, tuple(Label(str(n), f"Pilihan {n}") for n in range(choices)))
    assert shape(out) == expected
    assert choices <= LIMITS.buttons


def test_one_language(seen: Seen) -> None:
    assert ", id" not in seen("check.bahaya", "--language", "en")


def test_a_name_that_stands_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "preview", "entah"]) == 1
    assert "entah" in capsys.readouterr().out
