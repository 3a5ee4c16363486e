"""Words weighed together beside the rules: a danger is raised with its words named, a list is never doubted."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.errors import ContentError
from bot.content.rulebook import load_evidence
from bot.domain.offers import WORDING, Hit, Level
from bot.domain.rulebook import Evidence
from bot.screening import evidence
from bot.screening.evidence import Odds
from bot.screening.said import Said
from tests.screening.samples import registry, screener

LONG = 25  # words


def odds(danger: float, worrying: float, clean: float, talk: float, worst: float = 0.0) -> Odds:
    levels = dict(zip(Level, (danger, worrying, clean, talk), strict=True))
    return Odds(levels, "Batas, kali", LONG, lambda size: worst)


def sounding(told: Odds, worst: float) -> Odds:
    """The same with a passage that sounds so much like a danger."""
    return replace(told, worst=lambda size: worst)


TALK = odds(0.01, 0.01, 0.0, 0.98)
HONEST = odds(0.01, 0.01, 0.95, 0.03)
TRAP = odds(0.9, 0.1, 0.0, 0.0)
UNCLEAR = (Hit("pt_tidak_disebut", 1),)
FLAGGED = (Hit("denda_mundur", 3),)


def test_the_most_telling_words_come_in_the_order_of_the_message() -> None:
    weights = {f"kata{number}": (1.0, 0.0, 0.0, 0.0, 0.0) for number in range(9)}
    table = Evidence(
        (0.0,) * 4, {"waspada_1": (0.0,) * 4}, weights | {"kali": (1, 2, 0, 0, 0), "batas": (1, 1, 0, 0, 0)}
    )
    told = Said([*weights, "batas", "kali"], [*weights, "Batas", "Kali"])
    found = evidence.odds(told, "waspada_1", table)
    assert found is not None
    assert found.words.endswith("Batas, Kali")


def test_a_danger_of_many_small_signs_names_its_words() -> None:
    text = (
        "Tante Rina bawa tujuh anak dari kampung sebelah, katanya jaga toko di Tawau, "
        "ijazah sama KTP dia yang simpan"
    )
    verdict = screener().screen(text, {}, registry())
    assert verdict.level is Level.BAHAYA
    reason = next(hit for hit in verdict.hits if hit.rule == WORDING)
    assert reason.evidence
    assert all(word in text for word in reason.evidence.split(", "))


def test_what_a_list_says_is_never_doubted() -> None:
    for rule in evidence.LISTED:
        fired = (Hit(rule, 3),)
        assert evidence.settled(Level.BAHAYA, fired, TALK) == (Level.BAHAYA, fired)


def test_a_flag_that_nothing_bears_out_is_worrying_and_still_named() -> None:
    unsure = odds(0.1, 0.4, 0.4, 0.1, worst=0.3)
    level, fired = evidence.settled(Level.BAHAYA, FLAGGED, unsure)
    assert (level, [hit.rule for hit in fired]) == (Level.WASPADA, ["denda_mundur"])


def test_a_flag_in_words_that_sound_like_it_stands_whatever_is_around_it() -> None:
    assert evidence.settled(Level.BAHAYA, FLAGGED, sounding(HONEST, 0.65)) == (Level.BAHAYA, FLAGGED)


def test_a_flag_gives_way_only_to_what_is_nearly_certain() -> None:
    assert evidence.settled(Level.BAHAYA, FLAGGED, TALK) == (Level.BUKAN_TAWARAN, ())
    assert evidence.settled(Level.BAHAYA, FLAGGED, sounding(TALK, 0.5))[0] is Level.WASPADA
    assert evidence.settled(Level.BAHAYA, FLAGGED, TALK, is_open=False)[0] is Level.WASPADA


def test_what_only_was_unclear_is_cleared_by_the_words_of_honest_work() -> None:
    assert evidence.settled(Level.WASPADA, UNCLEAR, HONEST) == (Level.BELUM_ADA_TANDA, ())
    assert evidence.settled(Level.WASPADA, UNCLEAR, TALK) == (Level.BUKAN_TAWARAN, ())


@pytest.mark.parametrize(
    "told",
    [sounding(HONEST, 0.6), replace(HONEST, count=11), odds(0.2, 0.4, 0.3, 0.1)],
)
def test_a_passage_of_danger_few_words_or_a_doubt_clear_nothing(told: Odds) -> None:
    assert evidence.settled(Level.WASPADA, UNCLEAR, told) == (Level.WASPADA, UNCLEAR)


def test_what_a_list_leaves_open_is_not_cleared() -> None:
    assert evidence.settled(Level.WASPADA, UNCLEAR, HONEST, is_open=False) == (Level.WASPADA, UNCLEAR)
    unlisted = (Hit("pt_tidak_terdaftar", 2),)
    assert evidence.settled(Level.WASPADA, unlisted, HONEST) == (Level.WASPADA, unlisted)


AD = (
    "Dibuka pendaftaran perawat lansia Jepang, visa kerja tokutei ginou, seleksi lewat dinas tenaga kerja, kontrak "
    "dibaca di kantor bersama petugas, biaya ditanggung pemberi kerja, gaji sesuai upah setempat, cuti tahunan. "
)


@pytest.mark.parametrize("times", [1, 3, 10])
def test_a_trap_below_pages_of_honest_words_is_a_trap(times: int) -> None:
    trap = "Nanti berangkat pakai visa turis, di sana baru kerja, jangan bilang petugas bandara."
    assert screener().screen(AD * times + trap, {}, registry()).level is Level.BAHAYA


@pytest.mark.parametrize(
    "fired", [(Hit("rahasia", 3), Hit("visa_turis", 3)), (Hit("organ", 3), Hit("rahasia", 3))]
)
def test_two_decisive_flags_are_never_doubted(fired: tuple[Hit, ...]) -> None:
    assert evidence.settled(Level.BAHAYA, fired, TALK)[0] is Level.BAHAYA


def test_a_decisive_flag_is_reason_enough_for_a_raised_level() -> None:
    fired = (Hit("rahasia", 3),)
    assert evidence.settled(Level.BUKAN_TAWARAN, fired, TRAP) == (Level.BAHAYA, fired)


@pytest.mark.parametrize("line", ["visa\t1\t2\t3", "visa\t1\t2\t3\tbanyak", "visa"])
def test_a_broken_line_of_weights_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "evidence.tsv").write_text(f"=start\t0\t0\t0\t0\n{line}\n", "utf-8")
    with pytest.raises(ContentError, match="line 2"):
        load_evidence(tmp_path, "evidence.tsv", 4)


REMARKS = [
    "tapi kata dia semua orang juga gitu kok",
    "dulu juga begitu ga masalah",
    "saya udah dp 15jt bisa balik ga",
]


@pytest.mark.parametrize("said", REMARKS)
def test_a_remark_is_no_danger_by_its_wording(said: str) -> None:
    assert WORDING not in [hit.rule for hit in screener().screen(said, {}, registry()).hits]


@pytest.mark.parametrize("level", [Level.BELUM_ADA_TANDA, Level.BUKAN_TAWARAN])
def test_few_words_raise_nothing_that_the_rules_do_not_see(level: Level) -> None:
    assert (
        evidence.settled(level, (), replace(TRAP, count=evidence.FEWEST_TO_RAISE - 1))[0] is not Level.BAHAYA
    )
    assert evidence.settled(level, (), replace(TRAP, count=evidence.FEWEST_TO_RAISE))[0] is Level.BAHAYA
