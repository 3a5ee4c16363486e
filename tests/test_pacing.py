"""The provider's allowance is kept and used; bulk leaves a fifth of it; one chat never holds up another."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import Pace


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
        assert len(in_window) <= 60  # a full bucket and what refills in the second
        assert len([s for s in in_window if s[1] == chat]) <= 4  # three ahead and one a second


def test_bulk_leaves_a_fifth_for_people_who_wait() -> None:
    pace, sent = Pace(30, None), 0
    while pace.room(2, True, 0.0):
        pace.take(sent, True, 0.0)
        sent += 1
    assert sent == 24
    assert pace.room(0, False, 0.0) == 6


def test_a_refused_chat_waits_alone_and_a_held_lane_too() -> None:
    pace = Pace(30, 1)
    pace.hold_chat(1, 10.0)
    assert pace.chat_wait(1, 0.0) == 10.0
    assert pace.chat_wait(2, 0.0) == 0.0
    pace.hold_lane(2, 5.0)
    assert pace.room(2, True, 1.0) == 0
    assert pace.room(0, False, 1.0) > 0
