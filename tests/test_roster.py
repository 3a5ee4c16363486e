"""Who is on duty, who stands in, whom a rung asks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import day_in
from bot.domain.roster import Hours, Leave, Post, Roster
from bot.domain.routing import picked

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
OFFICE = Hours(frozenset(range(5)), time(8), time(16))
NIGHT = Hours(frozenset({4}), time(20), time(6))
FRIDAY = date(2026, 12, 25)


def christmas(day: date) -> bool:
    return day == FRIDAY


@pytest.mark.parametrize(
    ("hours", "local", "is_on"),
    [
        (OFFICE, "2026-12-02T08:00+07:00", True),
        (OFFICE, "2026-12-02T07:59+07:00", False),
        (OFFICE, "2026-12-02T16:00+07:00", False),
        (OFFICE, "2026-12-05T09:00+07:00", False),
        (OFFICE, "2026-12-25T09:00+07:00", False),
        (Hours(OFFICE.days, OFFICE.starts, OFFICE.ends, True), "2026-12-25T09:00+07:00", True),
        (NIGHT, "2026-12-04T23:00+07:00", True),
        (NIGHT, "2026-12-05T05:59+07:00", True),
        (NIGHT, "2026-12-05T20:00+07:00", False),
        (NIGHT, "2026-12-26T03:00+07:00", False),
        (Hours(), "2026-12-06T00:00+07:00", True),
    ],
)
def test_hours(hours: Hours, local: str, is_on: bool) -> None:
    assert hours.hold(datetime.fromisoformat(local), christmas) == is_on


def test_an_officer_is_on_duty_by_the_clock_of_their_own_province() -> None:
    roster = Roster({1: Post(OFFICE, zone=JAKARTA), 2: Post(OFFICE, zone=JAYAPURA)})
    at = datetime(2026, 12, 2, 0, 30, tzinfo=UTC)  # 07.30 in Jakarta, 09.30 in Jayapura
    assert (roster.is_on_duty(1, at), roster.is_on_duty(2, at)) == (False, True)


def test_a_leave_ends_with_its_last_local_day() -> None:
    roster = Roster({1: Post(leaves=(Leave(date(2026, 12, 1), date(2026, 12, 2), 2),), zone=JAYAPURA)})
    assert roster.stand_in(1, datetime(2026, 12, 2, 14, 59, tzinfo=UTC)) == 2
    assert roster.stand_in(1, datetime(2026, 12, 2, 15, 0, tzinfo=UTC)) == 1


def test_colleagues_who_name_each_other_leave_nobody() -> None:
    away = (date(2026, 12, 1), date(2026, 12, 9))
    roster = Roster({1: Post(leaves=(Leave(*away, 2),)), 2: Post(leaves=(Leave(*away, 1),))})
    assert roster.stand_in(1, datetime(2026, 12, 2, tzinfo=UTC)) is None


NOON = datetime(2026, 12, 2, 5, tzinfo=UTC)
RUNGS = ((1, 2), (3,), (4,))


def ask(
    roster: Roster, after: int = -1, *, is_urgent: bool = False, barred: tuple[int, ...] = (),
    asked: tuple[int, ...] = (),
) -> object:  # fmt: skip
    found = picked(
        RUNGS, after, roster, NOON, is_urgent=is_urgent, reachable=range(1, 9), asked=asked, barred=barred
    )
    return found.rung, found.officers, found.has_duty


OFF = Post(NIGHT)


@pytest.mark.parametrize(
    ("off", "is_urgent", "asked"),
    [
        ((), False, (0, (1, 2), True)),
        ((1,), False, (0, (2,), True)),
        ((1,), True, (0, (1, 2), True)),
        ((1, 2), False, (1, (3,), True)),
        ((1, 2), True, (0, (1, 2), True)),
        ((1, 2, 3, 4), False, (0, (1, 2), False)),
        ((1, 2, 3, 4), True, (0, (1, 2), False)),
    ],
)
def test_who_is_off_duty_is_asked_when_it_is_urgent_or_nobody_is_on(
    off: tuple[int, ...], is_urgent: bool, asked: object
) -> None:
    assert ask(Roster(dict.fromkeys(off, OFF)), is_urgent=is_urgent) == asked


def test_nobody_stands_in_for_whom_a_report_speaks_of() -> None:
    roster = Roster({1: Post(leaves=(Leave(NOON.date(), NOON.date(), 7),))})
    assert ask(roster) == (0, (7, 2), True)
    assert ask(roster, barred=(1,)) == (0, (2,), True)
    assert ask(roster, barred=(7,)) == (0, (2,), True)


def test_that_the_first_rung_is_on_duty_counts_after_it_was_asked() -> None:
    roster = Roster(dict.fromkeys((3, 4), OFF))
    assert ask(roster, 0, asked=(1, 2)) == (1, (3,), True)
    assert ask(roster, 0, asked=(1, 2), barred=(1, 2)) == (1, (3,), False)


POSTS = st.builds(
    Post,
    st.none() | st.just(NIGHT),
    st.lists(st.builds(Leave, st.just(NOON.date()), st.just(NOON.date()), st.none() | st.integers(1, 8)), max_size=1)
    .map(tuple),
)  # fmt: skip


@given(
    posts=st.dictionaries(st.integers(1, 8), POSTS),
    rungs=st.lists(st.lists(st.integers(1, 8), unique=True), min_size=1, max_size=4),
    after=st.integers(-1, 3),
    asked=st.sets(st.integers(1, 8)),
    barred=st.sets(st.integers(1, 8)),
    reachable=st.sets(st.integers(1, 8)),
    is_urgent=st.booleans(),
)
def test_of_any_roster_nobody_barred_asked_or_away_is_asked_and_somebody_is_when_there_is_somebody(
    posts: dict[int, Post],
    rungs: list[list[int]],
    after: int,
    asked: set[int],
    barred: set[int],
    reachable: set[int],
    is_urgent: bool,
) -> None:
    roster = Roster(posts)
    found = picked(rungs, after, roster, NOON, is_urgent=is_urgent, reachable=reachable, asked=asked,
                   barred=barred)  # fmt: skip
    assert not (asked | barred) & set(found.officers)
    assert set(found.officers) <= reachable
    assert not any(roster.is_away(officer, NOON) for officer in found.officers)
    there = [
        officer for rung in rungs[after + 1 :] for officer in rung
        if officer in reachable - asked - barred and not roster.is_away(officer, NOON)
    ]  # fmt: skip
    assert not there or found.officers
    assert found.officers or found.rung == len(rungs) - 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hari ini", "2026-11-30"),
        ("Besok", "2026-12-01"),
        ("lusa", "2026-12-02"),
        ("12", "2026-12-12"),
        ("30", "2026-11-30"),
        ("tgl 3", "2026-12-03"),
        ("12 Des", "2026-12-12"),
        ("12 desember 2026", "2026-12-12"),
        ("12/12", "2026-12-12"),
        ("1-1-27", "2027-01-01"),
        ("1 jan", "2027-01-01"),
        ("2026-12-24", "2026-12-24"),
        ("31", "2026-12-31"),
        ("31 feb", None),
        ("32", None),
        ("0", None),
        ("12 besok", None),
        ("12 xyz", None),
        ("", None),
        ("2026-13-01", None),
        ("kapan-kapan", None),
    ],
)
def test_days_as_they_are_typed(text: str, day: str | None) -> None:
    found = day_in(text, date(2026, 11, 30))
    assert found == (None if day is None else date.fromisoformat(day))


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    found = day_in(text, date(2026, 11, 30))
    assert found is None or isinstance(found, date)


def away(first: date, last: date) -> tuple[Leave, ...]:
    return (Leave(first, last),)


@pytest.mark.parametrize(
    ("hours", "leave", "now", "begins"),
    [
        (OFFICE, (), "2026-12-04T17:00+07:00", "2026-12-07T08:00+07:00"),
        (OFFICE, (), "2026-12-24T17:00+07:00", "2026-12-28T08:00+07:00"),
        (
            None,
            away(date(2026, 12, 1), date(2026, 12, 3)),
            "2026-12-01T09:00+07:00",
            "2026-12-04T00:00+07:00",
        ),
        (
            NIGHT,
            away(date(2026, 12, 4), date(2026, 12, 4)),
            "2026-12-04T21:00+07:00",
            "2026-12-05T00:00+07:00",
        ),
        (None, away(date(2026, 12, 1), date(2027, 12, 1)), "2026-12-01T09:00+07:00", None),
    ],
)
def test_when_somebody_is_on_duty_again(
    hours: Hours | None, leave: tuple[Leave, ...], now: str, begins: str | None
) -> None:
    roster = Roster({1: Post(hours, leave, JAKARTA)}, christmas)
    found = roster.next_duty(1, datetime.fromisoformat(now))
    assert found == (None if begins is None else datetime.fromisoformat(begins))
