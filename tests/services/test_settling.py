"""Whoever compares pages, digests and the map, over areas, times and roles, finds no small count."""

import itertools
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import delete

from bot.domain.casework import Place, Role
from bot.domain.console import Who
from bot.domain.places import Pin
from bot.domain.risk_map import STRETCH_WEEKS, Period, Settled, Snapshot, Subject
from bot.domain.small_counts import Count, Told, published, rolled_up, said_of
from bot.domain.weekly import Week
from bot.services import cadres, map_figures, offices, settling, week_figures, weekly
from bot.services.console import checks as checks_pages
from bot.services.console.checks import ChecksPage
from bot.store import cases, risk_map
from bot.store.db import Transaction
from bot.store.schema import audit as trail
from bot.store.schema import cases as case_rows
from bot.store.schema import flag_figures, reports, screenings
from bot.store.schema import map_figures as figures
from tests import attacking
from tests.attacking import hidden_cells, twin, values
from tests.services.conftest import Office
from tests.services.test_map_figures import PERIOD, files
from tests.test_small_counts import HIDDEN, counted, differences

Cells = dict[str, list[Count]]  # four weeks of each village
World = tuple[Cells, ...]  # stretch by stretch
SEEDS = range(3)
STRETCHES = (*Period(PERIOD.first_on - timedelta(weeks=8)).stretches, *PERIOD.stretches)
SCOPES = ("36", "36.04", "36.03")
RULE, LONTAR = "visa_turis", "36.04.13.2007"


@pytest.fixture(autouse=True)
def villages(office: Office) -> list[str]:
    """Twelve in two kabupaten, and those of the demonstration."""
    codes = [f"36.0{n}.1{k}.{2001 + v}" for n in (3, 4) for k in (1, 2) for v in range(3)]
    pins = [Pin(Place(code, code, "Kec. X, Kab. Y")) for code in codes]
    office.app.database.write_now(lambda tx: offices.save_villages(tx, office.app.desk, pins))
    office.app.desk.forget_places()
    return office.app.database.read(lambda tx: [pin.place.code for pin in office.app.desk.places(tx)])


def drawn(seed: int, villages: list[str]) -> World:
    dice = random.Random(seed)

    return tuple(
        {
            village: [counted(dice, loud) for _ in range(STRETCH_WEEKS)]
            for village in villages
            for loud in (dice.random(),)
        }
        for _ in STRETCHES
    )


def district(code: str) -> str:
    return code[:5]


def flagged(world: Cells, seed: int) -> dict[str, int]:
    """By kabupaten, how many of its dangerous checks bear the flag."""
    dice, dangers = random.Random(seed), dict[str, int]()
    for village, weeks in world.items():
        dangers[district(village)] = dangers.get(district(village), 0) + sum(week.marked for week in weeks)
    return {area: dice.randint(0, count) for area, count in dangers.items()}


def happens(tx: Transaction, world: World, flags: tuple[Mapping[str, int], ...]) -> None:
    """These checks, and nothing else, were ever made; what was told of others is forgotten."""
    for table in (screenings, figures, flag_figures):
        tx.execute(delete(table))
    rows = []
    for stretch, cells, of_flags in zip(STRETCHES, world, flags, strict=True):
        for village, weeks in cells.items():
            for first_on, week in zip(stretch.weeks, weeks, strict=True):
                for level, count in (
                    ("bahaya", week.marked),
                    ("waspada", week.inner),
                    ("belum_ada_tanda", week.others - week.inner),
                ):
                    rows.append((first_on, village, level, "", count))
        for area, count in of_flags.items():
            rows.append(
                (
                    stretch.first_on,
                    next(code for code in cells if district(code) == area),
                    "bahaya",
                    RULE,
                    count,
                )
            )
    names = ("day", "area", "level", "rule", "count")
    tx.execute(
        screenings.insert(), [dict(zip(names, (row[0].isoformat(), *row[1:]), strict=True)) for row in rows]
    )


def settles(office: Office, world: World, flags: tuple[Mapping[str, int], ...]) -> None:
    desk = office.app.desk
    desk.settled.clear()
    desk.maps.clear()
    office.app.database.write_now(lambda tx: happens(tx, world, flags))
    now = office.now
    for period in (Period(PERIOD.first_on - timedelta(weeks=8)), PERIOD):
        office.now = now - timedelta(weeks=8) if period != PERIOD else now
        office.app.database.write_now(lambda tx: map_figures.tell_due(tx, desk))


def who(area: str) -> Who:
    return Who(b"", 1, 1, Role.SUPERVISOR, area, "", "id")


def everything(
    office: Office, areas: list[str]
) -> tuple[list[ChecksPage | None], list[Week], list[Snapshot | None]]:
    """Every page, for every area and time, and digest of the heads of a province and two kabupaten; and both maps."""

    def read(tx: Transaction) -> tuple[list[ChecksPage | None], list[Week], list[Snapshot | None]]:
        desk = office.app.desk
        pages = [
            checks_pages.page(tx, desk, who(scope), area, weeks)
            for scope, area, weeks in itertools.product(SCOPES, areas, checks_pages.WEEKS)
        ]
        heads = [SimpleNamespace(id=1, contact_id=1, area=scope) for scope in SCOPES]
        weeks = [week_figures.counted(tx, desk, head, day) for head in heads for day in weekly.weeks(desk)]
        return (
            pages,
            weeks,
            [map_figures.snapshot(tx, desk, day) for day in risk_map.periods(tx, Subject.REPORTS)],
        )

    return office.app.database.read(read)


def test_every_page_of_every_head_reads_the_same_whatever_a_hidden_count_is(
    office: Office, villages: list[str]
) -> None:
    tried = 0
    areas = sorted({code[:cut] for code in villages for cut in (2, 5, 8, 13)})
    for seed in SEEDS:
        dice, world = random.Random(seed), drawn(seed, villages)
        flags = tuple(flagged(cells, seed) for cells in world)
        settles(office, world, flags)
        before = everything(office, areas)
        assert any(page and page.flags and page.spots and page.whole.others.marked for page in before[0])
        at = dice.randrange(len(world))
        target = dice.choice(hidden_cells(world[at]))
        blocks = published(world[at])
        places = rolled_up(blocks)
        for value in HIDDEN:
            other = twin(world[at], blocks, target, value)
            same = {
                area: said_of(places.get(area, Told()).marked, count) for area, count in flags[at].items()
            }
            settles(office, (*world[:at], other, *world[at + 1 :]), (*flags[:at], same, *flags[at + 1 :]))
            assert everything(office, areas) == before, (seed, target, value)
            tried += 1
    assert tried == len(SEEDS) * len(HIDDEN)


def test_what_is_kept_stands_the_attack_over_areas_and_times(office: Office, villages: list[str]) -> None:
    told = 0
    for seed in SEEDS:
        world = drawn(seed, villages)
        settles(office, world, tuple({} for _ in world))
        windows: list[dict[str, Told]] = []
        for stretch, cells in zip(STRETCHES, world, strict=True):
            blocks = kept(office, stretch, Settled.CHECKS)
            for leaf in attacking.on_totals(cells, blocks):
                assert values(leaf.possible) == HIDDEN
            for block in attacking.on_divisions(blocks):
                assert len(values(block.possible) - {0}) >= len(HIDDEN) - 1
            windows.append(rolled_up(blocks))
        for first, last in itertools.combinations(range(len(windows) + 1), 2):
            places = {
                place: sum_of([one.get(place, Told()) for one in windows[first:last]]) for place in windows[0]
            }
            assert not {1, 2, 3, 4} & differences(places)
            told += sum(one.total > 0 for one in places.values())
    assert told > 100


def kept(office: Office, period: Period, subject: str) -> dict[str, Told]:
    """The blocks as they stand in the database."""
    return office.app.database.read(lambda tx: risk_map.told(tx, period.first_on, [subject]))[subject]


def sum_of(told: list[Told]) -> Told:
    return Told(*(sum(getattr(one, name) for one in told) for name in ("total", "marked", "others")))


def test_the_map_is_the_sum_of_its_stretches_and_they_are_told_on_their_days(office: Office) -> None:
    first, second = PERIOD.stretches
    office.app.database.write_now(lambda tx: tx.execute(figures.delete()))
    files(office, LONTAR, 6, "merah", day=first.first_on)
    files(office, LONTAR, 7, day=second.last_on)

    def settled(on: date) -> list[date]:
        office.now += on - office.app.desk.today()
        office.app.database.write_now(lambda tx: map_figures.tell_due(tx, office.app.desk))
        return office.app.database.read(lambda tx: [one.first_on for one in settling.stretches(tx, 9)])

    assert first.first_on not in settled(first.last_on + timedelta(days=1))
    assert settled(first.last_on + timedelta(days=2))[-1] == first.first_on
    files(office, LONTAR, 5, day=first.first_on)  # too late for what was told
    assert settled(second.last_on + timedelta(days=2))[-1] == second.first_on
    assert rolled_up(kept(office, PERIOD, Subject.REPORTS))["36.04"].total == 13


def test_stretches_of_a_map_that_was_told_before_them_are_never_told(office: Office) -> None:
    """An installation from before: its map was told of eight weeks at once, and would be told twice."""

    def told_before(tx: Transaction) -> list[date]:
        tx.execute(figures.delete())
        settling.keep(tx, PERIOD, {Subject.REPORTS: {LONTAR: [Count(9, 9)]}})
        map_figures.tell_due(tx, office.app.desk)
        return [one.first_on for one in settling.stretches(tx, 9)]

    assert not {stretch.first_on for stretch in PERIOD.stretches} & set(
        office.app.database.write_now(told_before)
    )


def test_a_case_that_an_officer_must_not_learn_of_is_in_no_number(office: Office) -> None:
    """They see the other five, one by one; a sixth in the sum would tell them."""
    office.app.database.write_now(lambda tx: tx.execute(figures.delete()))
    files(office, LONTAR, 6)
    office.app.database.write_now(
        lambda tx: tx.execute(
            reports.update().where(reports.c.id == cases.report_by_case(tx, 1).id).values(is_bypass=True)
        )
    )
    office.app.database.write_now(lambda tx: map_figures.tell_due(tx, office.app.desk))
    assert kept(office, PERIOD.stretches[0], Settled.REPORTS)[LONTAR].total == 5


def test_what_cadres_read_of_a_week_leaves_out_the_same_case(office: Office) -> None:
    files(office, LONTAR, 6, day=PERIOD.first_on)
    office.app.database.write_now(
        lambda tx: tx.execute(reports.update().where(reports.c.id == 1).values(is_bypass=True))
    )
    office.now += PERIOD.first_on + timedelta(weeks=1) - office.app.desk.today()
    lontar = Place(LONTAR, "Lontar")
    assert office.app.database.read(lambda tx: cadres.digest(tx, office.app.desk, lontar)).reports == 5


@pytest.mark.parametrize(("filed", "told"), [(9, 6), (6, 6), (5, 5), (4, 0)])
def test_no_more_cases_are_closed_or_late_than_reports_are_told(
    office: Office, filed: int, told: int
) -> None:
    """Six are, however many limits each missed; some of an earlier time. They count when it happened."""
    first, second = PERIOD.stretches
    files(office, LONTAR, 6, day=first.first_on)
    files(office, LONTAR, filed, day=second.first_on)
    at = datetime.combine(second.first_on, time(5), UTC)

    def happen(tx: Transaction) -> None:
        tx.execute(figures.delete())
        tx.execute(case_rows.update().values(village=LONTAR))
        tx.execute(case_rows.update().where(case_rows.c.id <= 6).values(closed_at=at))
        for number, action in itertools.product(range(1, 7), ("offered", "missed", "missed")):
            tx.execute(trail.insert().values(case_id=number, action=action, at=at))
        map_figures.tell_due(tx, office.app.desk)

    office.app.database.write_now(happen)
    for subject in (Settled.CLOSED, Settled.MISSED):
        places = [rolled_up(kept(office, one, subject)) for one in (first, second)]
        assert [one["36"].total for one in places] == [0, told]
        assert LONTAR not in places[1]


def test_flags_tell_nothing_more_of_the_checks_they_are_said_of() -> None:
    """All pairs of villages of 0 to 5 dangers and others, with any number of flags that is possible."""
    alone: dict[object, list[set[int]]] = {}
    beside: dict[tuple[object, int], list[set[int]]] = {}
    of_flags: dict[tuple[object, int], set[int]] = {}
    sides = list(itertools.product(range(6), repeat=2))
    for one, other in itertools.product(sides, repeat=2):
        cells = {"36.04.13.2001": [Count(*one)], "36.04.13.2002": [Count(*other)]}
        blocks = published(cells)
        key = tuple(sorted((place, told.total, told.marked, told.others) for place, told in blocks.items()))
        for flags in range(one[0] + other[0] + 1):
            told = said_of(rolled_up(blocks)["36.04"].marked, flags)
            of_flags.setdefault((key, told), set()).add(flags)
            for known in (alone.setdefault(key, [set() for _ in "abcd"]),
                          beside.setdefault((key, told), [set() for _ in "abcd"])):  # fmt: skip
                for mine, count in zip(known, (*one, *other), strict=True):
                    mine.add(count)
    assert len({told for _, told in beside}) > 3
    for (key, told), known in beside.items():
        assert known == alone[key], (key, told)
        assert told or of_flags[key, told] >= HIDDEN, (key, told)
