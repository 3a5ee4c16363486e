"""Replies on their way to messages: what goes along, and what is too long for a caption."""

import json
from pathlib import Path

import pytest

from bot.domain.channel import Limits
from bot.domain.codec import packed_replies, unpacked_replies
from bot.domain.messages import Choice, Enclosure, MediaKind, Reply
from bot.i18n import Catalogs

CARD = Enclosure(MediaKind.PHOTO, "visa_kerja")
LIMITS = Limits(text=4096, buttons=3)
CATALOGS = Catalogs({"id": {"a": "satu", "b": "dua", "long": "kata " * 300, "choice.cek": "Cek tawaran"}})


def test_an_enclosure_makes_a_message_of_its_own_and_keeps_its_language() -> None:
    first, card, last = CATALOGS.render(
        (Reply("a"), Reply("b", encloses=CARD), Reply("a", choices=(Choice("cek"),))), "id", 1, LIMITS
    )
    assert (first.text, first.encloses) == ("satu", None)
    assert (card.text, card.encloses) == ("dua", Enclosure(MediaKind.PHOTO, "visa_kerja", "id"))
    assert (last.encloses, len(last.choices)) == (None, 1)


def test_a_caption_that_is_too_long_goes_on_as_text() -> None:
    parts = CATALOGS.render((Reply("long", choices=(Choice("cek"),), encloses=CARD),), "id", 1, LIMITS)
    assert all(len(part.text) <= LIMITS.caption for part in parts)
    assert [part.encloses is not None for part in parts] == [True, False]
    assert [len(part.choices) for part in parts] == [0, 1]


def test_what_is_enclosed_survives_the_outbox() -> None:
    replies = (Reply("a", encloses=CARD), Reply("b", {"n": 1}, alone=True))
    assert unpacked_replies(json.loads(json.dumps(packed_replies(replies)))) == replies


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("counts", [True, False])
def test_what_a_number_means_survives_the_outbox(*, alone: bool, counts: bool) -> None:
    reply = Reply("a", choices=(Choice("cek"),), alone=alone, counts=counts)
    assert unpacked_replies(packed_replies([reply])) == (reply,)
    assert CATALOGS.render([reply], "id", 1, Limits(text=400, buttons=3))[-1].unnumbered is counts


def test_rows_written_before_there_were_enclosures_are_read() -> None:
    assert unpacked_replies([["a", {}, [], 0]]) == (Reply("a"),)


def test_one_thing_is_said_as_one(tmp_path: Path) -> None:
    for language, entry in (
        ("id", 'msgid "waiting"\nmsgstr "{count} laporan menunggu"'),
        (
            "en",
            'msgid "waiting"\nmsgid_plural "waiting"\n'
            'msgstr[0] "{count} report waits"\nmsgstr[1] "{count} reports wait"',
        ),
    ):
        file = tmp_path / language / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True)
        head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        file.write_text(f"{head}\n{entry}\n", "utf-8")
    catalogs = Catalogs.load(tmp_path).extended({"id": {"other": "lain"}})
    said = {count: catalogs.text(Reply("waiting", {"count": count}), "en") for count in (0, 1, 2)}
    assert said == {0: "0 reports wait", 1: "1 report waits", 2: "2 reports wait"}
    assert catalogs.text(Reply("waiting", {"count": 1}), "id") == "1 laporan menunggu"
