"""Words weighed together beside the rules: a danger is raised with its words named, a list is never doubted."""

from pathlib import Path

import pytest

from bot.content.errors import ContentError
from bot.content.rulebook import load_evidence
from bot.domain.offers import Hit, Level
from bot.screening import evidence
from bot.screening.evidence import FEWEST_TO_DOUBT, Odds
from tests.screening.samples import registry, screener

MANY = {f"kata{number}": (0.0, 0.0, 0.0, 0.0) for number in range(FEWEST_TO_DOUBT)}
TALK = Odds(
    {Level.BAHAYA: 0.01, Level.WASPADA: 0.01, Level.BELUM_ADA_TANDA: 0.0, Level.BUKAN_TAWARAN: 0.98},
    MANY,
    dict.fromkeys(MANY, ""),
)
HONEST = Odds(
    {Level.BAHAYA: 0.01, Level.WASPADA: 0.1, Level.BELUM_ADA_TANDA: 0.8, Level.BUKAN_TAWARAN: 0.09},
    MANY,
    dict.fromkeys(MANY, ""),
)
TRAP = Odds(
    {Level.BAHAYA: 0.9, Level.WASPADA: 0.1, Level.BELUM_ADA_TANDA: 0.0, Level.BUKAN_TAWARAN: 0.0},
    MANY | {"kali": (2.0, 0.0, 0.0, 0.0), "batas": (1.0, 0.0, 0.0, 0.0)},
    {"batas": "Batas", **dict.fromkeys(MANY, "apa"), "kali": "kali"},
)


def test_the_most_telling_words_come_in_the_order_of_the_message() -> None:
    assert TRAP.words == "Batas, apa, apa, kali"


def test_a_danger_of_many_small_signs_names_its_words() -> None:
    text = (
        "Tante Rina bawa tujuh anak dari kampung sebelah, katanya jaga toko di Tawau, "
        "ijazah sama KTP dia yang simpan"
    )
    verdict = screener().screen(text, {}, registry())
    assert verdict.level is Level.BAHAYA
    reason = next(hit for hit in verdict.hits if hit.rule == evidence.ALIKE)
    assert reason.evidence
    assert all(word in text for word in reason.evidence.split(", "))


def test_what_a_list_says_is_never_doubted() -> None:
    for rule in evidence.LISTED:
        fired = (Hit(rule, 3),)
        assert evidence.settled(Level.BAHAYA, fired, TALK) == (Level.BAHAYA, fired)


def test_a_single_flag_of_wording_is_doubted_but_still_named() -> None:
    level, fired = evidence.settled(Level.BAHAYA, (Hit("denda_mundur", 3),), HONEST)
    assert (level, [hit.rule for hit in fired]) == (Level.WASPADA, ["denda_mundur"])


@pytest.mark.parametrize(
    "fired", [(Hit("rahasia", 3), Hit("visa_turis", 3)), (Hit("organ", 3), Hit("rahasia", 3))]
)
def test_two_decisive_flags_are_never_doubted(fired: tuple[Hit, ...]) -> None:
    assert evidence.settled(Level.BAHAYA, fired, TALK)[0] is Level.BAHAYA


def test_a_decisive_flag_is_reason_enough_for_a_raised_level() -> None:
    fired = (Hit("rahasia", 3),)
    assert evidence.settled(Level.BUKAN_TAWARAN, fired, TRAP) == (Level.BAHAYA, fired)


def test_words_make_no_offer_look_clean() -> None:
    assert evidence.settled(Level.WASPADA, (Hit("pt_tidak_disebut", 1),), HONEST)[0] is Level.WASPADA


@pytest.mark.parametrize("line", ["visa\t1\t2\t3", "visa\t1\t2\t3\tbanyak", "visa"])
def test_a_broken_line_of_weights_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "evidence.tsv").write_text(f"=start\t0\t0\t0\t0\n{line}\n", "utf-8")
    with pytest.raises(ContentError, match="line 2"):
        load_evidence(tmp_path)
