"""How often the verdict is right on the labelled sets. Rules were written with all but the held-out one read."""

from pathlib import Path

import pytest

from bench.evaluation import HELD_OUT, offers, reports, rows_of
from tests.screening.samples import EVAL

OFFERS = [path for path in sorted(EVAL.glob("offers_*.jsonl")) if not HELD_OUT.search(path.stem)]
REPORTS = [path for path in sorted(EVAL.glob("reports_*.jsonl")) if not HELD_OUT.search(path.stem)]


@pytest.mark.parametrize("path", OFFERS, ids=lambda path: path.stem)
def test_offers_get_the_expected_level(path: Path) -> None:
    score = offers(rows_of(path, "label"))
    print(path.stem, score.wrong)
    assert score.share("bahaya", "bahaya") >= 0.95
    assert score.share("bahaya", "bahaya", "waspada") == 1, "a danger is waved through"
    assert score.share("belum_ada_tanda", "bahaya") == 0, "something honest is called a danger"
    assert score.share("belum_ada_tanda", "bahaya", "waspada") <= 0.1
    assert score.share("bukan_tawaran", "bukan_tawaran") >= 0.92


@pytest.mark.parametrize("path", OFFERS, ids=lambda path: path.stem)
def test_companies_numbers_and_countries_are_found(path: Path) -> None:
    score = offers(rows_of(path, "label"))
    assert score.f1("company") >= 0.92
    assert score.f1("phone") >= 0.98
    assert score.f1("country") >= 0.95


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_reports_get_the_expected_severity(path: Path) -> None:
    score = reports(rows_of(path, "severity"))
    print(path.stem, score.wrong)
    assert score.share("merah", "merah") == 1
    assert score.accuracy >= 0.9
