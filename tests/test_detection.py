"""What counts as a signal: pure judgements on counts."""

from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.detection import (
    FEWEST,
    MARKS,
    Heard,
    Sighting,
    SignalState,
    Source,
    changed,
    is_new,
    may_become,
    monday,
    spread,
    surges,
)

TODAY = date(2026, 12, 2)
WEEK = monday(TODAY)
PAST = [0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0] * 2


def told(
    village: str, source: Source = Source.REPORT, count: int = 1, weeks_ago: int = 0, *, by: int | None = None
) -> Sighting:
    """`by` is one of the people there are; who tells in another village is somebody else unless said."""
    who = ord(village or "z") % MARKS if by is None else by
    return Sighting(village, WEEK - timedelta(weeks=weeks_ago), source, count, 1 << who)


def test_two_reports_from_two_villages_are_a_signal() -> None:
    assert spread([told("a"), told("b", weeks_ago=3)], TODAY) == (Heard("a", 1, 0), Heard("b", 1, 0))


def test_an_account_and_a_check_elsewhere_are_one_too() -> None:
    for account in (Source.REPORT, Source.DANGER):
        assert spread([told("a", account), told("b", Source.CHECK)], TODAY)


def test_curiosity_alone_takes_many() -> None:
    """A school that sends people abroad decently is asked about in several villages."""
    assert not spread([told(v, Source.CHECK) for v in "abcde"], TODAY)
    assert spread([told(v, Source.CHECK) for v in "abcdef"], TODAY)
    assert spread([told("a", Source.CHECK, by=n) for n in range(6)], TODAY)


def test_two_people_of_one_village_make_one_by_what_they_lived_or_hold() -> None:
    accounts = (Source.REPORT, Source.DANGER)
    for first, second in product(accounts, accounts):
        assert len(spread([told("a", first, by=1), told("a", second, by=2)], TODAY)) == 1
    assert not spread([told("a", by=1), told("a", Source.CHECK, by=2)], TODAY)
    assert spread([told("a", by=1), told("a", Source.CHECK, by=2), told("a", Source.CHECK, by=3)], TODAY)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(Source), st.integers(1, 500), st.integers(0, 7))
    )
)
def test_one_person_alone_makes_none_however_often_and_wherever_they_tell(seen) -> None:  # type: ignore[no-untyped-def]
    assert not spread([told(v, source, count, ago, by=5) for v, source, count, ago in seen], TODAY)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(Source), st.integers(1, 9)), min_size=1))
def test_more_people_never_unmake_a_signal(seen) -> None:  # type: ignore[no-untyped-def]
    sightings = [told(v, source, by=by) for v, source, by in seen]
    further = told(seen[0][0], Source.CHECK, by=12)
    assert not spread(sightings, TODAY) or spread([*sightings, further], TODAY)


def test_nowhere_is_no_village_and_long_ago_is_over() -> None:
    assert not spread([told("a"), told("")], TODAY)
    assert not spread([told("a"), told("b", weeks_ago=8)], TODAY)


def test_a_wave_stands_out_and_a_single_report_in_a_silent_village_does_not() -> None:
    villages = {f"v{number}": (0, PAST) for number in range(50)}
    assert surges(villages) == []
    assert [s.village for s in surges({**villages, "wave": (5, PAST)})] == ["wave"]
    assert surges({**villages, "quiet": (1, [0] * 26)}) == []
    assert surges({**villages, "new": (2, [])}) == []


def test_a_busy_village_may_be_busy() -> None:
    busy = [4, 6, 5, 7, 5, 6, 4, 5] * 3
    assert surges({"busy": (8, busy), **{f"v{n}": (0, PAST) for n in range(20)}}) == []
    assert surges({"busy": (20, busy), **{f"v{n}": (0, PAST) for n in range(20)}})


def test_weeks_before_the_programme_are_nobodys_past() -> None:
    """Three reports are no wave where villages tell one a week, however short that has been so."""
    young = {f"v{number}": (1, [1, 1, 1, *[0] * 23]) for number in range(20)}
    assert surges({**young, "v0": (3, [1, 1, 1, *[0] * 23])}) == []
    old = {village: (now, [1, *[0] * 24, 1]) for village, (now, _) in young.items()}
    assert [s.village for s in surges({**old, "v0": (3, [1, *[0] * 24, 1])})] == ["v0"]


@given(st.integers(0, 30), st.lists(st.integers(0, 10), max_size=26))
def test_more_is_never_likelier(count: int, past: list[int]) -> None:
    one, more = ({s.village: s for s in _all({"v": (n, past)})}["v"].chance for n in (count, count + 1))
    assert more <= one + 1e-12
    assert 0 <= one <= 1


def _all(weeks):  # type: ignore[no-untyped-def]
    from bot.domain import detection

    return [detection._judged(v, now, past, 0.1) for v, (now, past) in weeks.items()]


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5, 2.0])
def test_false_alarms_are_rarer_than_one_in_a_thousand_village_weeks(rate: float) -> None:
    """500 villages that never change, 40 weeks: Poisson counts at their own rates around the mean."""
    chance = Random(1)
    rates = [rate * chance.gammavariate(2, 0.5) for _ in range(500)]
    past = [[_poisson(chance, r) for _ in range(26)] for r in rates]
    alarms = 0
    for _ in range(40):
        now = [_poisson(chance, r) for r in rates]
        alarms += len(surges({str(n): (now[n], past[n][-26:]) for n in range(500)}))
        for n, count in enumerate(now):
            past[n].append(count)
    assert alarms <= 500 * 40 / 1000


def test_waves_are_found_in_the_first_week_of_five_reports() -> None:
    chance = Random(2)
    past = {str(n): [_poisson(chance, 0.1) for _ in range(26)] for n in range(500)}
    found = 0
    for trial in range(20):
        weeks = {v: (_poisson(chance, 0.1), before) for v, before in past.items()}
        weeks[str(trial)] = (5, past[str(trial)])
        found += str(trial) in {s.village for s in surges(weeks)}
    assert found == 20


def _poisson(chance: Random, rate: float) -> int:
    count, at = 0, chance.expovariate(rate) if rate else 2.0
    while at < 1:
        count, at = count + 1, at + chance.expovariate(rate)
    return count


def test_what_nobody_told_before_is_new_once_it_is_told_twice() -> None:
    long_ago = WEEK - timedelta(weeks=30)
    assert is_new([told("a"), told("b")], TODAY, long_ago)
    assert not is_new([told("a")], TODAY, long_ago)
    assert not is_new([told("a"), told("b"), told("a", weeks_ago=20)], TODAY, long_ago)
    assert is_new([told("a"), told("b"), told("a", weeks_ago=60)], TODAY, long_ago)
    assert not is_new([told("a", count=2)], TODAY, long_ago), "by one person"


def test_in_the_first_weeks_nothing_is_new() -> None:
    assert not is_new([told("a", count=9)], TODAY, WEEK - timedelta(weeks=3))
    assert not is_new([told("a", count=9)], TODAY, None)


OLD, NEW, THIRD = "+62811", "+62822", "+62833"


def numbers(*weeks_ago: tuple[str, int]) -> list[tuple[str, date]]:
    return [(number, monday(TODAY) - timedelta(weeks=ago)) for number, ago in weeks_ago]


def test_a_number_that_comes_up_when_the_old_one_is_silent_is_a_change() -> None:
    assert changed(numbers((OLD, 20), (OLD, 9), (NEW, 1)), TODAY) == (OLD, NEW)


def test_two_numbers_told_side_by_side_are_none() -> None:
    assert changed(numbers((OLD, 3), (NEW, 3)), TODAY) == ()
    assert changed(numbers((OLD, 5), (NEW, 4), (OLD, 2)), TODAY) == ()


def test_three_numbers_in_the_window_are_a_change_however_they_overlap() -> None:
    assert changed(numbers((OLD, 5), (NEW, 4), (THIRD, 4), (OLD, 2)), TODAY) == (OLD, NEW, THIRD)
    assert changed(numbers((OLD, 30), (NEW, 29), (THIRD, 28), (OLD, 2)), TODAY) == ()


def test_a_change_of_long_ago_is_no_news() -> None:
    assert changed(numbers((OLD, 30), (NEW, 20)), TODAY) == ()


def test_a_closed_signal_stays_closed() -> None:
    assert may_become(SignalState.NEW, SignalState.WATCHED)
    assert may_become(SignalState.WATCHED, SignalState.CONFIRMED)
    assert not any(may_become(SignalState.CLOSED, state) for state in SignalState)
    assert not may_become(SignalState.CONFIRMED, SignalState.WATCHED)
    assert FEWEST > 2
