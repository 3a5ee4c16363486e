"""How often the verdict is right on the labelled sets that were read when the rules were written."""

from functools import cache
from pathlib import Path

import pytest

from bench.evaluation import EVAL, Score, offers, reports, rows_of, sets

DEV = EVAL / "offers_dev.jsonl"
FLOORS = {  # right, bahaya as bahaya, bahaya at least waspada
    "offers_talk": (0.84, 0.95, 0.97),  # written to pose; half of it was not developed on
    "offers_twelfth": (0.91, 0.94, 1.0),  # words never make a warning no offer
    "offers_twentythird": (0.88, 1.0, 1.0),  # each beside another that sounds like it
}
RIGHT = {"reports_fifteenth": 0.88}  # written to frighten: rather graver than it is
NAMED = [path for path in sets("offers") if path.suffix == ".jsonl"]


@cache
def judged(path: Path) -> Score:
    return offers(rows_of(path, "label"))


def together(paths: list[Path]) -> Score:
    score = Score()
    for path in paths:
        score.add(judged(path))
    return score


@pytest.mark.parametrize("paths", [[DEV], sets("offers")], ids=["dev", "all"])
def test_offers_get_the_expected_level(paths: list[Path]) -> None:
    found = together(paths)
    assert found.share("bahaya", "bahaya") >= 0.97
    assert found.share("bahaya", "bahaya", "waspada") >= 0.99, "a danger is waved through"
    assert found.share("belum_ada_tanda", "bahaya") <= 0.01, "something honest is called a danger"
    assert found.share("belum_ada_tanda", "bahaya", "waspada") <= 0.08
    assert found.share("bukan_tawaran", "bukan_tawaran") >= 0.95


@pytest.mark.parametrize("path", sets("offers"), ids=lambda path: path.stem)
def test_no_set_of_offers_stands_out(path: Path) -> None:
    score = judged(path)
    print(path.stem, score.wrong)
    right, danger, flagged = FLOORS.get(path.stem, (0.92, 0.94, 1.0))
    assert score.accuracy >= right
    assert score.share("bahaya", "bahaya") >= danger
    assert score.share("bahaya", "bahaya", "waspada") >= flagged, "a danger is waved through"


@pytest.mark.parametrize("paths", [[DEV], NAMED], ids=["dev", "all"])
def test_companies_numbers_and_countries_are_found(paths: list[Path]) -> None:
    score = together(paths)
    assert score.f1("company") >= 0.92
    assert score.f1("phone") >= 0.98
    assert score.f1("country") >= 0.95


@pytest.mark.parametrize("path", sets("reports"), ids=lambda path: path.stem)
def test_reports_get_the_expected_severity(path: Path) -> None:
    score = reports(rows_of(path, "severity"))
    print(path.stem, score.wrong)
    assert score.share("merah", "merah") == 1
    assert score.accuracy >= RIGHT.get(path.stem, 0.9)
