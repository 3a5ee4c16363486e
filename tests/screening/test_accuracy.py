"""How often the verdict is right on the sample messages; both halves have been read while rules were written."""

from collections import Counter
from time import perf_counter

import pytest

from tests.screening.samples import HALVES, half, lines, registry, screener

OFFER_FLOOR = {"tuned": 0.90, "held_out": 0.90}
REPORT_FLOOR = 0.90
UNWORRIED = ("belum_ada_tanda", "bukan_tawaran")
LONGEST_MEAN_MS = 5


def judged(part: str) -> list[tuple[str, str, str]]:
    """(id, expected, given)"""
    return [
        (row["id"], row["label"], screener().screen(row["text"], {}, registry()).level.value)
        for row in lines("offers_dev.jsonl")
        if half(row["id"]) == part
    ]


@pytest.mark.parametrize("part", HALVES)
def test_most_offers_get_the_expected_level(part: str) -> None:
    results = judged(part)
    right = sum(expected == given for _, expected, given in results)
    print(part, right, len(results), Counter((e, g) for _, e, g in results if e != g))
    assert right / len(results) >= OFFER_FLOOR[part]


@pytest.mark.parametrize("part", HALVES)
def test_no_danger_is_waved_through(part: str) -> None:
    missed = [i for i, expected, given in judged(part) if expected == "bahaya" and given in UNWORRIED]
    assert missed == []


@pytest.mark.parametrize("part", HALVES)
def test_nothing_honest_is_called_danger(part: str) -> None:
    alarms = [i for i, expected, given in judged(part) if expected in UNWORRIED and given == "bahaya"]
    assert alarms == []


@pytest.mark.parametrize("part", HALVES)
def test_most_reports_get_the_expected_severity(part: str) -> None:
    rows = [row for row in lines("reports_dev.jsonl") if half(row["id"]) == part]
    right = sum(screener().triage(row["text"]).severity.value == row["severity"] for row in rows)
    print(part, right, len(rows))
    assert right / len(rows) >= REPORT_FLOOR


def test_a_message_takes_a_few_milliseconds() -> None:
    texts = [row["text"] for row in lines("offers_dev.jsonl")]
    start = perf_counter()
    for text in texts:
        screener().screen(text, {}, registry())
    assert (perf_counter() - start) * 1000 / len(texts) < LONGEST_MEAN_MS
