"""The index of the risk map: comparable between places, cautious with small ones, silent where nothing may be told."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.risk_map import (
    FIRST_DAY,
    PERIOD_WEEKS,
    Grade,
    Part,
    Period,
    Snapshot,
    Subject,
    last_whole,
    ranked,
    village_counts,
)
from bot.domain.small_counts import Count, Told, published, rolled_up

TIRTAYASA, PONTANG, RAJEG = "36.04.13", "36.04.12", "36.03.11"
VILLAGES = [f"{kecamatan}.{2001 + n}" for kecamatan in (TIRTAYASA, PONTANG, RAJEG) for n in range(4)]


def snapshot(**counts: dict[str, Count]) -> Snapshot:
    """By subject, what was counted in each village; the others counted nothing."""
    told = {
        Subject(subject): rolled_up(published({code: [mine.get(code, Count())] for code in VILLAGES}))
        for subject, mine in counts.items()
    }
    return Snapshot(Period(FIRST_DAY), told, village_counts(VILLAGES))


def reports(*numbers: int) -> dict[str, Count]:
    return {code: Count(others=number) for code, number in zip(VILLAGES, numbers, strict=False)}


def test_a_place_is_held_against_the_average_of_the_programme() -> None:
    map_ = snapshot(laporan=reports(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10))
    for code in ("36", "36.04", TIRTAYASA, VILLAGES[0]):
        assert (map_.area(code).index, map_.area(code).grade) == (50, Grade.AVERAGE)
    loud = snapshot(laporan=reports(90, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10))
    assert loud.area(VILLAGES[0]).grade is Grade.FAR_ABOVE
    assert loud.area(RAJEG).grade is Grade.BELOW
    assert [area.code for area in ranked(map(loud.area, (RAJEG, TIRTAYASA)))] == [TIRTAYASA, RAJEG]


def test_the_same_rate_weighs_more_where_more_villages_tell_it() -> None:
    map_ = snapshot(laporan=reports(*[30] * 4, *[6] * 8))
    village, kecamatan = map_.area(VILLAGES[0]).index, map_.area(TIRTAYASA).index
    assert village is not None and kecamatan is not None
    assert 50 < village < kecamatan


def test_a_place_of_which_too_little_may_be_told_has_no_index() -> None:
    map_ = snapshot(laporan=reports(9, 4))
    silent = map_.area(VILLAGES[1])
    assert (silent.index, silent.grade) == (None, Grade.UNKNOWN)
    assert (silent.count(Part.REPORTS).count, silent.count(Part.REPORTS).is_whole) == (None, False)
    assert map_.area("35").grade is Grade.OUTSIDE


def test_a_count_says_when_something_was_left_out_of_it() -> None:
    count = snapshot(laporan=reports(9, 1)).area(TIRTAYASA).count(Part.REPORTS)
    assert (count.count, count.is_whole) == (9, False)


def test_urgent_reports_and_dangers_count_where_they_may_be_told() -> None:
    map_ = snapshot(
        laporan={VILLAGES[0]: Count(9, 9)}, cek={VILLAGES[0]: Count(7, 2), VILLAGES[1]: Count(9, 6)}
    )
    area, other = map_.area(VILLAGES[0]), map_.area(VILLAGES[1])
    assert (area.count(Part.URGENT).count, area.count(Part.DANGERS).count) == (9, None)
    assert (other.count(Part.DANGERS).count, other.count(Part.REPORTS).count) == (9, None)


def test_what_cadres_learn_lowers_the_index_and_never_raises_it() -> None:
    base = reports(*[20] * 12)
    plain = snapshot(laporan=base).area(VILLAGES[0]).index
    taught = snapshot(laporan=base, pelajaran=reports(12, 12))
    assert plain is not None
    assert (taught.area(VILLAGES[0]).index or 0) < plain
    assert taught.area(VILLAGES[5]).index == plain, "no lessons are no reproach"


def test_periods_follow_one_another_without_gap_or_overlap() -> None:
    first = last_whole(date(2026, 11, 25))
    days = [first.first_on + timedelta(days=n) for n in range(400)]
    seen = {last_whole(day) for day in days}
    starts = sorted(period.first_on for period in seen)
    assert all(
        later - earlier == timedelta(weeks=PERIOD_WEEKS) for earlier, later in itertools.pairwise(starts)
    )
    assert all(last_whole(day).last_on < day for day in days)
    assert all(start.weekday() == 0 for start in starts)


def test_a_period_is_told_when_it_has_settled() -> None:
    period = Period(FIRST_DAY)
    assert last_whole(period.last_on + timedelta(days=1)) != period
    assert last_whole(period.last_on + timedelta(days=2)) == period
    assert len(period.weeks) == PERIOD_WEEKS
    assert period.weeks[-1] + timedelta(days=6) == period.last_on


@given(
    st.lists(st.integers(0, 200), min_size=12, max_size=12),
    st.lists(st.integers(0, 200), min_size=12, max_size=12),
)
def test_an_index_lies_between_0_and_100(told: list[int], lessons: list[int]) -> None:
    map_ = snapshot(laporan=reports(*told), pelajaran=reports(*lessons))
    for code in (*VILLAGES, TIRTAYASA, "36.04", "36"):
        index = map_.area(code).index
        assert index is None or 0 <= index <= 100


def test_the_map_is_made_of_what_was_told_and_nothing_else() -> None:
    """Two worlds that differ in hidden counts alone give the same map."""
    one, other = snapshot(laporan=reports(9, 1, 0, 0, 7)), snapshot(laporan=reports(9, 0, 0, 2, 7))
    for code in (*VILLAGES, TIRTAYASA, PONTANG, "36.04", "36"):
        assert one.area(code) == other.area(code)


@pytest.mark.parametrize("code", ["", "36", TIRTAYASA])
def test_a_programme_that_told_nothing_has_no_index(code: str) -> None:
    assert (
        Snapshot(Period(FIRST_DAY), {Subject.REPORTS: {code: Told()}}, village_counts(VILLAGES))
        .area(code)
        .index
        is None
    )
