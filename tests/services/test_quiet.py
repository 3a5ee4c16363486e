"""People are left in peace at night, at the hour of Friday prayer and on holidays, by their own village's clock."""

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import quiet
from bot.services.desk import Desk
from tests.conftest import library


class Stand:
    content = library().content
    zone = ZoneInfo(library().content.areas.timezone)


DESK = cast(Desk, Stand())
FIRST, LAST = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2026-12-20")
BANTEN, PAPUA = "36.04.13.2007", "91.01.01.2001"


def local(text: str, zone: str = "Asia/Jakarta") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "village", "then"),
    [
        ("2026-11-30T16:00", BANTEN, None),  # a Monday afternoon
        ("2026-11-30T22:00", BANTEN, "2026-12-01T06:00"),
        ("2026-12-01T05:00", BANTEN, "2026-12-01T06:00"),
        ("2026-12-04T12:00", BANTEN, "2026-12-04T13:00"),  # Friday prayer
        ("2026-12-04T11:00", BANTEN, None),
        ("2026-12-25T10:00", BANTEN, "2026-12-26T16:00"),  # Christmas
        ("2026-12-24T22:00", BANTEN, "2026-12-26T16:00"),  # Christmas Eve is joint leave
        ("2026-11-30T20:00", PAPUA, "2026-12-01T06:00+09:00"),  # ten in the evening there
    ],
)
def test_when_villagers_may_be_disturbed(now: str, village: str, then: str | None) -> None:
    found = quiet.villagers_from(DESK, local(now), village)
    wanted = None if then is None else datetime.fromisoformat(then)
    if wanted is not None and wanted.tzinfo is None:
        wanted = local(then or "")
    assert found == wanted


@given(
    st.datetimes(min_value=FIRST, max_value=LAST),
    st.sampled_from([BANTEN, PAPUA]),
)
def test_the_moment_found_is_a_quiet_one_itself(now: datetime, village: str) -> None:
    moment = quiet.villagers_from(DESK, now.replace(tzinfo=DESK.zone), village)
    assert moment is None or quiet.villagers_from(DESK, moment, village) is None
