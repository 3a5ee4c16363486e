"""When a campaign runs, what may be done to it, and what a reader gets."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.campaign import Plan, Segment, State, may_become

ZONE = ZoneInfo("Asia/Jakarta")
FIRST = datetime(2026, 12, 1, 16, tzinfo=ZONE)


def plan(**fields: object) -> Plan:
    given = {
        "title": "Musim panen",
        "segment": Segment("pengingat"),
        "starts_at": FIRST,
        "texts": {"id": "Halo", "en": "Hello"},
    }
    return Plan(**(given | fields))  # type: ignore[arg-type]


def test_once_is_once() -> None:
    assert plan().next_run(FIRST - timedelta(seconds=1)) == FIRST
    assert plan().next_run(FIRST) is None


@given(st.integers(1, 8), st.timedeltas(timedelta(days=-60), timedelta(days=400)), st.integers(0, 300))
def test_a_rhythm_keeps_hour_and_distance_until_its_end(weeks: int, ahead: timedelta, days: int) -> None:
    ends_on = FIRST.date() + timedelta(days=days)
    after = (FIRST + ahead).astimezone(UTC)
    run_at = plan(every_weeks=weeks, ends_on=ends_on).next_run(after)
    if run_at is None:
        assert after + timedelta(weeks=weeks) > FIRST + timedelta(days=days)
        return
    assert run_at > after
    assert (run_at - FIRST) % timedelta(weeks=weeks) == timedelta()
    assert run_at == FIRST or run_at - timedelta(weeks=weeks) <= after
    assert run_at.date() <= ends_on


def test_an_end_before_the_next_run_ends_it() -> None:
    assert plan(every_weeks=1, ends_on=date(2026, 12, 7)).next_run(FIRST) is None


def test_only_what_was_started_runs_and_what_was_stopped_stays_so() -> None:
    assert may_become(State.DRAFT, State.RUNNING)
    assert may_become(State.PAUSED, State.RUNNING)
    assert not any(may_become(State.STOPPED, state) for state in State)
    assert not may_become(State.DONE, State.RUNNING)
    assert not may_become(State.DRAFT, State.PAUSED)


def test_a_reader_without_a_text_of_their_language_gets_bahasa() -> None:
    assert plan().message("en").params == {"text": "Hello"}
    assert plan().message("su").params == {"text": "Halo"}
    assert [choice.id for choice in plan(lesson="visa_kerja").message("id").choices] == [
        "kuis",
        "cek",
        "lapor",
    ]
