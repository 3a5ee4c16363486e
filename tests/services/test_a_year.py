"""365 days, 5,000 cases, three time zones, leave and holidays: nothing is overlooked, everything has a named person.

The same in small is always run; how long the whole takes is measured by `make bench-year`.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from bot.app import App
from bot.config import Config
from bot.services import push
from bot.services.numbers import number_of
from bot.store.schema import audit
from bot.store.schema import cases as all_cases
from tests.services.year import Year

FULL, SMALL = (5_000, 365), (100, 12)  # cases, days


@pytest.fixture(
    params=[pytest.param(FULL, marks=pytest.mark.slow, id="year"), pytest.param(SMALL, id="fortnight")]
)
def year(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[App, Year]]:
    app = App(Config.from_env({"BENTENG_DATA_DIR": str(tmp_path)}), channels={})
    year = Year(app.desk, Random(4), *request.param)
    monkeypatch.setattr(push, "push", year.hears)
    try:
        yield app, year
    finally:
        app.close()


def test_a_year(year: tuple[App, Year]) -> None:
    """One run, many questions: it takes the longest of all tests, so it is done once."""
    app, life = year
    life.is_lived(app.database.write_now)
    print(life.told())
    assert life.filed == life.count
    assert life.overdue == 0, "a deadline passed and the clock did nothing"
    assert life.unasked == 0, "a case was in nobody's hands"
    rows = app.database.read(lambda tx: tx.execute(select(all_cases)).all())
    assert [number_of(row.id) for row in rows if row.state != "ditutup" or row.owner_id is None] == []
    told = life.by_case()
    assert life.named, "some reports speak of an officer"
    for case_id, officer in life.named.items():
        assert officer not in {heard.officer for heard in told[number_of(case_id)]}
    _every_miss_is_heard_of(app, life)
    _reminders_are_bundled(life)
    _digests_come_in_the_morning(life)
    assert any("push.nobody_on_duty" in heard.keys for heard in life.heard)
    assert any("push.handed_over" in heard.keys for heard in life.heard)


def _every_miss_is_heard_of(app: App, life: Year) -> None:
    """Somebody hears of a case within the hour after a deadline of it was missed, unless it was dealt with by then."""
    told, misses = life.by_case(), ("missed", "reminded", "moved_idle", "asked_again")
    notes = app.database.write_now(
        lambda tx: tx.execute(select(audit.c.case_id, audit.c.action, audit.c.at).order_by(audit.c.id)).all()
    )
    hour = app.desk.content.routing.remind_every
    dealt_with: dict[int, list[object]] = {}
    for note in notes:
        if note.case_id is not None and note.action in ("accepted", "asked", "closed", "handed_over"):
            dealt_with.setdefault(note.case_id, []).append(note.at)
    unheard = [
        (number_of(note.case_id), note.action, note.at)
        for note in notes
        if note.action in misses
        and not any(note.at <= heard.at <= note.at + hour for heard in told[number_of(note.case_id)])
        and not any(note.at <= at <= note.at + hour for at in dealt_with.get(note.case_id, ()))  # type: ignore[operator]
    ]
    assert unheard == []
    assert {note.action for note in notes} >= set(misses)


def _reminders_are_bundled(life: Year) -> None:
    hour = life.desk.content.routing.remind_every
    reminders = life.by_officer("reminder")
    assert sum(map(len, reminders.values())) > 0
    for times in reminders.values():
        assert all(later - earlier >= hour for earlier, later in pairwise(times))


def _digests_come_in_the_morning(life: Year) -> None:
    for officer, times in life.by_officer("morning").items():
        days = [life.local_day(officer, at) for at in times]
        assert len(set(days)) == len(days)
        assert {life.local_time(officer, at) for at in times} == {life.desk.content.areas.digest_time}
