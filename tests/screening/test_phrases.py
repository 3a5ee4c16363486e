"""The phrase language, the spelling it forgives, and what a "not" takes back."""

from dataclasses import fields

import pytest

from bot.domain.rulebook import Lexicon, Rule, Rulebook
from bot.screening.book import Book
from bot.screening.phrases import Pattern
from bot.screening.signs import Signs
from bot.screening.spelling import Vocabulary
from bot.screening.steps import Concepts
from bot.screening.text import mended

WORDS = {"visa": ("visa*/permit",), "turis": ("turis*/wisata/kunjung+",)}
POLARITY = {
    "plain": ("tidak", "tanpa"), "contrast": ("bukan",), "warning": ("jangan", "awas"), "but": ("tapi",),
    "soothing": ("takut",),
    "refused": ("dilarang",), "absent": ("ada",), "declined": ("ogah",), "past": ("dulu",), "now": ("sekarang",),
    "nots": ("tidak", "tanpa", "jangan"), "whoever": ("yang",), "exposed": ("penipu",),
    "never": ("pernah",), "alarm": ("awas",), "suspects": ("calo",), "supposing": ("kalau",),
    "reported": ("lapor",), "refusal": ("tolak",), "oneself": ("saya",), "harmed": ("ditipu",), "called": ("hubungi",),
    "offices": ("kbri",), "pleading": ("tolong",),
    "said": ("katanya",),
}  # fmt: skip
POLARITY |= {field.name: () for field in fields(Signs) if field.name not in POLARITY}
SHORT = {"yg": "yang", "pspr": "paspor"}


def finds(phrase: str, text: str, *, keep_negated: bool = False) -> str:
    lexicon = Lexicon(WORDS, {"MY": ("malaysia",)}, {}, POLARITY, SHORT)
    book = Book(Rulebook((Rule("x", 1, (phrase,)),), lexicon, ()))
    here = book.read(text)
    found = book.flags[0].any.find(here, keep_negated=keep_negated)
    return "" if found is None else here.quote(found.first, found.last)


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("visa turis", "Pakai VISA TURIS dulu", "VISA TURIS"),
        ("visa/pisa turis*", "pisa turistan", "pisa turistan"),
        ("tahan+", "paspor ditahan bos", "ditahan"),
        ("tahan+", "bos nahan paspor", "nahan"),
        ("sita+", "hp kami disitain", "disitain"),
        ("visa .. turis", "visa yang buat turis", "visa yang buat turis"),
        ("@visa & @turis", "kunjungan saja izinnya, permit kerja nanti", "kunjungan saja izinnya, permit"),
        ("@visa & malaysia", "ke Malaysia, visanya apa", "Malaysia, visanya"),
        ("@visa & malaysia", "Malaysia" + " satu" * 9 + " visa", "Malaysia" + " satu" * 9 + " visa"),
        ("@visa & malaysia", "visa" + " satu" * 9 + " Malaysia", "visa" + " satu" * 9 + " Malaysia"),
        (
            "visa turis & saya .. malaysia",
            "saya mau ke Malaysia pakai visa turis",
            "saya mau ke Malaysia pakai visa turis",
        ),
        ("visa .. turis", "visa. Visa kerja. Turis, visa yang buat turis", "visa yang buat turis"),
        ("@visa & @turis", "permit. Turis. Permit itu buat turis", "Permit itu buat turis"),
        ("# juta", "bayar 15juta", "15juta"),
        ("~ ada kontrak", "tidak ada kontrak", "tidak ada kontrak"),
        ("paspor .. ~ .. dikasih", "paspor saya tidak dikasih", "paspor saya tidak dikasih"),
        ("orang_lain/batur", "nama orang lain", "orang lain"),
        ("paspor", "pspr mana", "pspr"),
        ("malaysia", "ke m4l4ys1a", "m4l4ys1a"),
        ("malaysia", "ke M A L A Y S I A", "M A L A Y S I A"),
        ("malaysia", "ke m\u0430l\u0430ysi\u0430", "m\u0430l\u0430ysi\u0430"),
        ("malaysia", "ke malayssia", "malayssia"),
        ("malaysia", "ke ma\u200blaysia", "ma\u200blaysia"),
    ],
)
def test_a_phrase_is_found_as_people_write_it(phrase: str, text: str, words: str) -> None:
    assert finds(phrase, text) == words


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("visa turis", "visa kerja. Turis banyak"),
        ("@visa & malaysia", "Malaysia" + " satu" * 10 + " visa"),
        ("@visa & malaysia", "visa" + " satu" * 10 + " Malaysia"),
        ("visa .. turis", "visa " * 9 + "satu dua tiga empat lima turis"),
        ("visa .. turis", "visa kerja tidak buat turis"),
        ("@visa & @turis", "permit kerja. Kunjungan besok"),
        ("visa turis", "bukan visa turis"),
        ("visa turis", "jangan mau kalau visa turis"),
        ("visa turis", "tanpa ada visa turis"),
        ("potongan", "potongan tidak ada"),
        ("visa turis", "jangan mau kalau visa turis"),
        ("visa turis", "ditawari visa turis, ogah saya"),
        ("visa turis", "Dulu saya pakai visa turis"),
        ("visa turis", "Yang nawarin visa turis itu penipu"),
        ("visa turis", "Ibu takut karena dulu tetangga ditipu, visanya visa turis"),
        ("visa turis", "Kalau dikasih visa turis, hubungi KBRI"),
        ("tahan+", "tahun depan"),
    ],
)
def test_what_is_not_meant_is_not_found(phrase: str, text: str) -> None:
    assert finds(phrase, text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "bukan calo, pakai visa turis",
        "jangan takut, pakai visa turis",
        "tidak lama tapi pakai visa turis",
        "saya juga dulu takut ditipu, pakai visa turis",
        "kalau mau pakai visa turis, hubungi saya",
        "kalau saya dikasih visa turis lagi tolong hubungi KBRI",
        "Dulu tetangga saya ikut dia dan sekarang saya ditawari pakai visa turis",
    ],
)
def test_a_denial_takes_back_only_its_own_words(text: str) -> None:
    assert finds("visa turis", text) == "visa turis"


def test_a_negated_phrase_can_be_asked_for() -> None:
    assert finds("visa turis", "bukan visa turis", keep_negated=True) == "visa turis"


@pytest.mark.parametrize("phrase", ["visa ..", ".. visa", "", "@nothing"])
def test_a_phrase_that_makes_no_sense_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|concept"):
        finds(phrase, "visa")


def test_every_character_knows_where_it_stood() -> None:
    message = "Gaji \u200bRp5jt, v i s a turis; ﬁlm"
    flat = mended(message)
    start = flat.text.index("visa")
    first, last = flat.span(start, start + 4)
    assert message[first:last] == "v i s a"
    assert len(flat.origin) == len(flat.text) + 1


@pytest.mark.parametrize(
    "message", ["Visa turis", "Vіsа turis", "\u200bVisa turiﬁ", "Vi\u0301sa tu\u0301ris"]
)
def test_plain_letters_stand_where_the_messages_own_stood(message: str) -> None:
    """Plain already, look-alikes one by one, one too few and one too many, and letters with marks of their own."""
    flat = mended(message)
    start = flat.text.index("tu")
    assert message[slice(*flat.span(start, start + 1))] == "t"
    assert flat.origin[len(flat.text)] == len(message)


def test_a_beginning_too_short_to_match_is_refused() -> None:
    with pytest.raises(ValueError, match="3 letters"):
        Vocabulary.of(["hp*"], {})


def test_a_concept_with_a_gap_stands_alone_or_not_at_all() -> None:
    concepts = Concepts({"mine": ("saya .. proses",)})
    assert Pattern(["@mine"], concepts).literals == {"saya", "proses"}
    with pytest.raises(ValueError, match="gap"):
        Pattern(["@mine .. lama"], concepts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nanti dapat permit. Di sana lihat wisata.", "permit"),
        ("Wisata dulu, permit nanti", "permit"),
        ("Nanti dapat permit", ""),
        ("Wisata bersama", ""),
        ("Dapat permit, bukan wisata", ""),
    ],
)
def test_words_that_are_danger_only_together(text: str, words: str) -> None:
    """Anywhere in the message, each of them meant."""
    lexicon = Lexicon(WORDS, {"MY": ("malaysia",)}, {}, POLARITY, SHORT)
    book = Book(Rulebook((Rule("x", 1, together=(("visa", "turis"),)),), lexicon, ()))
    here = book.read(text)
    found = book.flags[0].find(here)
    assert ("" if found is None else here.quote(found.first, found.last)) == words


def test_a_word_list_that_is_not_there_is_refused() -> None:
    lexicon = Lexicon(WORDS, {"MY": ("malaysia",)}, {}, POLARITY, SHORT)
    with pytest.raises(ValueError, match="word list"):
        Book(Rulebook((Rule("x", 1, together=(("visa", "nothing"),)),), lexicon, ()))
