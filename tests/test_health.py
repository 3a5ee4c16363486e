"""How the service is judged: each trouble is told with what to do, and nothing that is well is called trouble."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.health import Finding, ListState, Machine, Measured, State, Trouble, Waiting, advice, findings
from tests.conftest import library

NOW = datetime(2026, 12, 2, 3, tzinfo=UTC)
GIB = 2**30
WELL = Measured(
    NOW, Machine(memory=200 << 20, disk_free=50 * GIB, disk=100 * GIB, secrets=1),
    channels={"telegram": True, "whatsapp": True, "web": True}, leaders={"worker": True, "clock": True},
    clock_at=NOW - timedelta(minutes=1), waiting=[Waiting(0, 3, NOW - timedelta(seconds=5))], templates=(8, 8),
    lists=[ListState(kind, 3, True, False, True) for kind in ("p3mi", "sanctions", "job-orders")],
    backup_at=NOW - timedelta(hours=9), rehearsed_at=NOW - timedelta(hours=8),
    checked_at=NOW - timedelta(days=2), schema=("0021", "0021"),
)  # fmt: skip
LONG_AGO = NOW - timedelta(days=30)
SICK = {
    "worker": {"leaders": {"worker": False, "clock": True}},
    "clock": {"leaders": {"worker": True, "clock": False}},
    "ring": {"clock_at": LONG_AGO},
    "lane0": {"waiting": [Waiting(0, 3, NOW - timedelta(minutes=3))]},
    "lane1": {"waiting": [Waiting(1, 3, NOW - timedelta(minutes=3))]},
    "lane2": {"waiting": [Waiting(2, 3, NOW - timedelta(days=2))]},
    "sends": {"troubles": [Trouble("telegram", "uncertain", "timeout", 2, NOW)]},
    "templates": {"templates": (5, 8)},
    "content": {"overdue": 2},
    "cases": {"stranded": 1},
    "trail": {"is_trail_whole": False},
    "backup": {"backup_at": LONG_AGO},
    "rehearsal": {"is_rehearsal_good": False},
    "spool": {"machine": Machine(200 << 20, 50 * GIB, 100 * GIB, 1, spooled=4, unreadable=1)},
    "schema": {"schema": ("0020", "0021")},
    "disk": {"machine": Machine(200 << 20, 1 * GIB, 100 * GIB, 1)},
    "memory": {"machine": Machine(4 * GIB, 50 * GIB, 100 * GIB, 1)},
    "list.p3mi": {"lists": [ListState("p3mi", 31, True, True, True)]},
    "list.sanctions": {"lists": [ListState("sanctions", 9, True, True, True)]},
    "list.job-orders": {"lists": [ListState("job-orders", None, True, True, True)]},
}


def troubled(found: list[Finding]) -> list[str]:
    return [one.about for one in found if one.state in (State.BAD, State.ODD)]


def test_a_service_that_is_well_has_nothing_to_do() -> None:
    assert troubled(findings(WELL)) == []
    assert all(one.todo is None for one in findings(WELL))


@pytest.mark.parametrize("about", SICK)
def test_each_trouble_is_told_alone_and_first_with_what_to_do(about: str) -> None:
    found = findings(replace(WELL, **SICK[about]))
    assert troubled(found) == [about]
    assert found[0].about == about
    assert found[0].todo is not None


def test_an_open_case_with_a_disabled_officer_is_broken_however_few_are_stranded() -> None:
    found = findings(replace(WELL, left_behind=1, stranded=1))
    assert troubled(found) == ["cases"]
    assert found[0].what.key == "health.cases.left"


@pytest.mark.parametrize("disk", [20 * GIB, 252 * GIB, 4000 * GIB])
def test_room_is_an_amount_however_large_the_disk(disk: int) -> None:
    def with_free(free: int) -> Measured:
        return replace(WELL, machine=Machine(200 << 20, free, disk, 1))

    assert troubled(findings(with_free(6 * GIB))) == []
    assert [one.state for one in findings(with_free(GIB)) if one.about == "disk"] == [State.ODD]
    assert [one.state for one in findings(with_free(GIB // 4)) if one.about == "disk"] == [State.BAD]


def test_what_nobody_set_up_is_no_trouble() -> None:
    bare = replace(
        WELL, channels={"telegram": False, "whatsapp": False}, templates=(0, 8),
        lists=[ListState("p3mi", 3, True, False, True), ListState("sanctions", None, False, False, True)],
    )  # fmt: skip
    assert troubled(findings(bare)) == []


def test_what_is_not_known_is_said_to_be_so() -> None:
    found = findings(replace(WELL, clock_at=None, backup_at=None, rehearsed_at=None, checked_at=None))
    assert troubled(found) == ["ring", "trail", "backup", "rehearsal"]


def test_bulk_may_wait_for_its_turn() -> None:
    waiting = [Waiting(2, 9_000, NOW - timedelta(hours=20))]
    assert troubled(findings(replace(WELL, waiting=waiting))) == []


def every_measure() -> Iterator[Measured]:
    yield WELL
    yield from (replace(WELL, **sick) for sick in SICK.values())
    yield replace(
        WELL,
        clock_at=None,
        backup_at=None,
        rehearsed_at=None,
        checked_at=None,
        waiting=(),
        channels={"telegram": False},
    )
    yield replace(WELL, checked_at=LONG_AGO)
    yield replace(WELL, rehearsed_at=LONG_AGO)
    yield replace(WELL, machine=replace(WELL.machine, spooled=4))
    for lane in range(3):
        yield replace(WELL, waiting=[Waiting(lane, 1, NOW)])
    for kind in ("p3mi", "sanctions", "job-orders"):
        yield replace(WELL, lists=[ListState(kind, None, False, False, True)])
        yield replace(WELL, lists=[ListState(kind, 1, True, False, False)])


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_finding_and_every_advice_has_its_sentence(language: str) -> None:
    catalogs = library().catalogs
    replies = [r for seen in every_measure() for one in findings(seen) for r in (one.what, one.todo) if r]
    for state in ("uncertain", "held", "refused"):
        codes = ("63016", "mass_opt_out", "unpackable", "blocked", "too_long", "63032", "")
        replies += [advice(Trouble("telegram", state, code, 1, NOW)) for code in codes]
    for reply in replies:
        assert reply.key in catalogs.sentences[language]
        assert "{" not in catalogs.text(reply, language)
