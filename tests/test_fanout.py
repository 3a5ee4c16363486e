"""A message to many through a provider that refuses what is too fast, the process killed on the way (bench.fanout)."""

import pytest

from bench.fanout.__main__ import played


@pytest.mark.slow
def test_nobody_is_missed_or_told_twice_however_often_it_is_killed() -> None:
    told = played(500, 25, 2, seed=7)
    assert told.kills
    assert told.missed == 0
    assert set(told.sent.values()) == {1}
    assert len(told.sent) + told.uncertain >= 500
    assert told.refused == 0
