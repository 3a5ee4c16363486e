"""The provider's allowance is kept and used; bulk leaves a fifth of it; one chat never holds up another."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import WINDOW_SECONDS, Pace


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.floats(0, 0.2)), max_size=300))
def test_never_more_than_the_allowance_in_any_second(calls: list[tuple[int, bool, float]]) -> None:
    pace, now, sent = Pace(30, 1), 0.0, []
    for chat, is_bulk, pause in calls:
        now += pause
        if pace.room(2 if is_bulk else 0, is_bulk, now) and pace.chat_wait(chat, now) == 0:
            pace.take(chat, is_bulk, now)
            sent.append((now, chat))
    for at, chat in sent:
        in_window = [s for s in sent if at <= s[0] < at + 1]
        assert len(in_window) <= 30
        assert len([s for s in in_window if s[1] == chat]) <= 4  # three ahead and one a second


def test_bulk_leaves_a_fifth_for_people_who_wait() -> None:
    pace, sent = Pace(30, None), 0
    while room := pace.room(2, True, 0.0):
        for _ in range(room):
            pace.take(sent, True, 0.0)
            sent += 1
    assert sent == 24
    assert pace.room(0, False, 0.0) == 6
    assert pace.lane_wait(2, True, 0.0) == WINDOW_SECONDS
    assert pace.lane_wait(0, False, 0.0) == 0


def test_the_allowance_is_used_in_full() -> None:
    """Whoever always waits as long as told sends as many a second as may be."""
    pace, now, sent = Pace(30, None), 0.0, 0
    while now < 100:
        for _ in range(pace.room(2, True, now)):
            pace.take(sent, True, now)
            sent += 1
        now += pace.lane_wait(2, True, now)
    assert sent >= 24 * 100 / WINDOW_SECONDS - 1


def test_a_refused_chat_waits_alone_and_a_held_lane_too() -> None:
    pace = Pace(30, 1)
    pace.hold_chat(1, 10.0)
    assert pace.chat_wait(1, 0.0) == 10.0
    assert pace.chat_wait(2, 0.0) == 0.0
    pace.hold_lane(2, 5.0)
    assert pace.room(2, True, 1.0) == 0
    assert pace.lane_wait(2, True, 1.0) == 4.0
    assert pace.room(0, False, 1.0) > 0
