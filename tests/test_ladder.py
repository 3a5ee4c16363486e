"""How long each rung of the ladder has, and whose times hold where."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.casework import HEADS, Ladder, Ladders, Role, lies_in
from bot.domain.offers import Severity

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
MERAH, KUNING = Severity.MERAH, Severity.KUNING
LADDER = Ladder({MERAH: 15, KUNING: 120}, {MERAH: 4, KUNING: 48}, {MERAH: 72, KUNING: 336})


@pytest.mark.parametrize(
    ("severity", "accept", "act", "last", "close"),
    [(MERAH, {"minutes": 15}, {"hours": 4}, {"hours": 2}, {"hours": 72}),
     (KUNING, {"minutes": 120}, {"hours": 48}, {"hours": 24}, {"hours": 336})],
)  # fmt: skip
def test_each_severity_has_its_times(
    severity: Severity,
    accept: dict[str, int],
    act: dict[str, int],
    last: dict[str, int],
    close: dict[str, int],
) -> None:
    """After a reminder half of the time for the next step is left."""
    assert LADDER.accept_by(severity, AT) == AT + timedelta(**accept)
    assert LADDER.act_by(severity, AT) == AT + timedelta(**act)
    assert LADDER.last_call(severity, AT) == AT + timedelta(**last)
    assert LADDER.close_by(severity, AT) == AT + timedelta(**close)


def test_a_case_climbs_from_the_officers_of_the_place_to_the_kanwil() -> None:
    rungs = [Role(kept) for kept in ("pimpasa", "cadangan", "supervisor", "kanwil")]
    assert list(LADDER.rungs) == rungs
    assert [role.rank for role in rungs] == [0, 1, 2, 3]
    assert [role for role in Role if role in HEADS] == rungs[2:]


@pytest.mark.parametrize(
    ("place", "area", "is_there"),
    [("36.04", "36.04", True), ("36.04.13.2007", "36.04", True), ("36.04.13.2007", "36", True),
     ("36.041", "36.04", False), ("36", "36.04", False), ("36.73.01", "36.04", False)],
)  # fmt: skip
def test_a_place_lies_in_its_area_and_not_in_one_that_begins_alike(
    place: str, area: str, is_there: bool
) -> None:
    assert lies_in(place, area) == is_there


PROVINCE, DISTRICT = (Ladder({MERAH: minutes}, {}, {}) for minutes in (20, 10))
LADDERS = Ladders(LADDER, {"36": PROVINCE, "36.04": DISTRICT})


@pytest.mark.parametrize(
    ("place", "ladder"),
    [("36.04.13.2007", DISTRICT), ("36.04", DISTRICT), ("36.01.01.2001", PROVINCE), ("32.01.01.2001", LADDER),
     (None, LADDER)],
)  # fmt: skip
def test_the_smallest_office_that_holds_a_place_sets_its_times(place: str | None, ladder: Ladder) -> None:
    assert LADDERS.at(place) is ladder
    assert Ladders(LADDER).at(place) is LADDER
