"""Hidden counts stay hidden, whatever is subtracted from whatever, by somebody who knows how they are hidden."""

import itertools
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.small_counts import (
    EVERYWHERE,
    FEWEST,
    Count,
    Told,
    above,
    published,
    published_in_three,
    rolled_up,
    shown,
)
from tests import attacking
from tests.attacking import Cells, Node, hidden_cells, solved, twin, values

ATTACKS = 1_000
HIDDEN = set(range(FEWEST))
BUSY = (0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 17, 60)


def drawn(seed: int) -> Cells:
    """A programme of some villages in a few kecamatan: mostly quiet, a few loud."""
    dice = random.Random(seed)
    cells: Cells = {}
    for kecamatan in range(dice.randint(1, 6)):
        code = f"36.0{dice.randint(1, 3)}.{kecamatan:02}"
        for village in range(dice.randint(1, 8)):
            loud = dice.random()
            weeks = dice.choice((1, 2, 8))
            cells[f"{code}.{2001 + village}"] = [counted(dice, loud) for _ in range(weeks)]
    return cells


def counted(dice: random.Random, loud: float) -> Count:
    marked, others = (dice.choice(BUSY) if dice.random() < loud else 0 for _ in "ab")
    return Count(marked, others, dice.randint(0, others))


def in_(code: str, place: str) -> bool:
    return place in (EVERYWHERE, code) or code.startswith(f"{place}.")


def views(places: Mapping[str, Told]) -> list[tuple[str, int]]:
    """Every number anybody is shown, with what it is of."""
    return [
        (place, number) for place, told in places.items() for number in (told.total, told.marked, told.others)
    ]


def differences(places: Mapping[str, Told]) -> set[int]:
    """Between every place and every one it holds, and between a place and all those right below it."""
    found: set[int] = set()
    below: dict[str, list[Told]] = defaultdict(list)
    for inner, told in places.items():
        if inner != EVERYWHERE:
            below[above(inner)].append(told)
        for outer, more in places.items():
            if inner != outer and in_(inner, outer):
                found |= {more.total - told.total, more.marked - told.marked, more.others - told.others}
    for place, parts in below.items():
        whole = places[place]
        found |= {
            whole.total - sum(part.total for part in parts),
            whole.marked - sum(part.marked for part in parts),
            whole.others - sum(part.others for part in parts),
        }
    return found


def primary_only(cells: Mapping[str, Sequence[Count]]) -> list[Node]:
    """The attack on what many maps do: every total of FEWEST and more is told, smaller ones are left out."""

    def node(place: str, parts: Sequence[Node], total: int) -> Node:
        return Node(1 << total if total >= FEWEST else attacking.SMALL, list(parts))

    leaves, totals, below = [], defaultdict(int), defaultdict(list)
    for village, weeks in cells.items():
        total = sum(week.total for week in weeks)
        leaf = node(village, (), total)
        if total < FEWEST:
            leaves.append(leaf)
        below[above(village)].append(leaf)
        totals[above(village)] += total
    for length in (8, 5, 2):
        for place in sorted(code for code in below if len(code) == length):
            below[above(place)].append(node(place, below[place], totals[place]))
            totals[above(place)] += totals[place]
    solved(below[EVERYWHERE])
    return leaves


def test_one_count_alone() -> None:
    assert [shown(count) for count in (0, 1, 4, 5, 60)] == [None, None, None, 5, 60]


def test_a_thousand_attacks_learn_nothing_of_what_is_hidden() -> None:
    """Each on a programme of its own, with every number of every place; the division of every block, too."""
    hidden = told = divided = twice = 0
    for seed in range(ATTACKS):
        cells = drawn(seed)
        blocks = published(cells)
        for leaf in attacking.on_totals(cells, blocks):
            assert values(leaf.possible) == HIDDEN, seed
            hidden += 1
        for block in attacking.on_divisions(blocks):
            assert len(values(block.possible) - {0}) >= FEWEST - 1, seed
            divided += 1
        for block in attacking.on_divisions(published_in_three(cells)[1]):
            assert len(values(block.possible) - {0}) >= FEWEST - 1, seed
            twice += 1
        places = rolled_up(blocks)
        assert not {1, 2, 3, 4} & differences(places), seed
        assert not {1, 2, 3, 4} & {number for _, number in views(places)}, seed
        told += sum(told.total > 0 for told in places.values())
    assert hidden > 10_000
    assert told > 5_000
    assert divided > 1_000
    assert twice > 1_000


def test_every_hidden_cell_may_be_anything_and_nothing_that_is_told_would_differ() -> None:
    """A thousand programmes: whatever a hidden cell is, from 0 to 4, there is one of which exactly the same is told.

    Whatever is made of what is told, maps, classes, tables, is then the same, too.
    """
    tried = 0
    for seed in range(ATTACKS):
        cells = drawn(seed)
        blocks, hidden = published(cells), hidden_cells(cells)
        village, week = random.Random(seed).choice(hidden) if hidden else ("", 0)
        for value in HIDDEN if hidden else ():
            other = twin(cells, blocks, (village, week), value)
            assert other[village][week].total == value
            assert published_in_three(other) == published_in_three(cells), (seed, village, week, value)
            tried += 1
    assert tried > 4_000


def test_the_same_attacks_succeed_where_only_small_numbers_are_left_out() -> None:
    """The attacker is able: without the second step more than a hundred small counts stand in the open."""
    found = sum(
        len(possible) == 1 and possible <= {1, 2, 3, 4}
        for seed in range(ATTACKS)
        for possible in (values(leaf.possible) for leaf in primary_only(drawn(seed)))
    )
    assert found > 100


def test_a_rule_without_room_above_would_give_everything_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hidden ones that make twelve are four each: a sum may not be as large as that."""
    full = {f"36.04.13.200{village}": [Count(4)] for village in range(3)}
    assert not any(told.total for told in published(full).values())
    monkeypatch.setattr("bot.domain.small_counts._is_safe", lambda total, units: total >= FEWEST)
    possible = [values(leaf.possible) for leaf in attacking.on_totals(full, published(full))]
    assert possible == [{4}, {4}, {4}]


def test_whatever_the_hidden_counts_are_the_same_is_told() -> None:
    """All programmes of five villages in two kecamatan of 0 to 6 reports: each cell may be any of 0 to 4."""
    villages = [f"36.04.13.200{n}" for n in range(3)] + [f"36.04.12.200{n}" for n in range(2)]
    told: dict[object, list[set[int]]] = {}
    for counts in itertools.product(range(7), repeat=len(villages)):
        cells = {village: [Count(others=count)] for village, count in zip(villages, counts, strict=True)}
        open_ = tuple(count if count >= FEWEST else None for count in counts)
        key = (open_, tuple(sorted((place, one.total) for place, one in published(cells).items())))
        possible = told.setdefault(key, [set() for _ in villages])
        for mine, count in zip(possible, counts, strict=True):
            mine.add(count)
    for (open_, _), possible in told.items():  # type: ignore[misc]
        for is_open, mine in zip(open_, possible, strict=True):
            assert mine == ({is_open} if is_open is not None else HIDDEN)
    assert len(set(told)) > 100


def test_whatever_the_hidden_division_is_the_same_is_told() -> None:
    """Of three villages with 7, 8 and 9 reports: the urgent ones of each may be many whatever is told."""
    villages = [f"36.04.13.200{n}" for n in range(3)]
    told: dict[object, list[set[int]]] = {}
    for counts in itertools.product(range(8), range(9), range(10)):
        cells = {
            village: [Count(marked, total - marked)]
            for village, marked, total in zip(villages, counts, (7, 8, 9), strict=True)
        }
        key = tuple(sorted((p, t.marked, t.others) for p, t in published(cells).items()))
        for mine, marked in zip(told.setdefault(key, [set() for _ in villages]), counts, strict=True):
            mine.add(marked)
    for possible in told.values():
        for mine in possible:
            assert len(mine) >= FEWEST or not mine & {1, 2, 3, 4}


def test_the_others_of_a_block_divide_once_more_where_both_sides_are_large_enough() -> None:
    def inner(*counts: Count) -> list[Told]:
        cells = {f"36.04.13.200{village}": [count] for village, count in enumerate(counts)}
        places = rolled_up(published_in_three(cells)[1])
        return [places.get(place, Told()) for place in ("36.04.13.2000", "36.04.13")]

    assert inner(Count(6, 12, 5)) == [Told(12, 5, 7), Told(12, 5, 7)]
    assert inner(Count(6, 12, 4)) == [Told(12, is_divided=False), Told(12, is_divided=False)]
    assert inner(*[Count(6, 12, 2)] * 3)[1] == Told(36, 6, 30)
    assert inner(Count(4, 12, 6)) == [Told(), Told()], "what is not told divided is not divided further"


def test_small_ones_are_told_together_where_they_are_many() -> None:
    cells = {f"36.04.13.200{village}": [Count(others=count)] for village, count in enumerate((2, 2, 2, 9))}
    places = rolled_up(published(cells))
    assert places["36.04.13.2003"] == Told(9, 0, 0, is_divided=False)
    assert places["36.04.13.2000"] == Told(0, is_whole=False, is_divided=False)
    assert (places["36.04.13"].total, places["36.04.13"].is_whole) == (15, True)


def test_few_ones_are_left_out_of_every_number_above() -> None:
    cells = {f"36.04.13.200{village}": [Count(others=count)] for village, count in enumerate((1, 2, 9))}
    places = rolled_up(published(cells))
    assert [places[code].total for code in ("36.04.13", "36.04", "36", EVERYWHERE)] == [9, 9, 9, 9]
    assert not places[EVERYWHERE].is_whole


def test_a_division_is_told_where_both_sides_are_large_enough() -> None:
    assert published({"36.04.13.2001": [Count(6, 7)]})["36.04.13.2001"] == Told(13, 6, 7)
    assert published({"36.04.13.2001": [Count(2, 11)]})["36.04.13.2001"] == Told(13, is_divided=False)
    three = {f"36.04.13.200{village}": [Count(2, 9)] for village in range(3)}
    places = rolled_up(published(three))
    assert places["36.04.13"] == Told(33, 6, 27)
    assert places["36.04.13.2001"] == Told(11, is_divided=False)


@given(
    st.dictionaries(
        st.from_regex(r"36\.0[12]\.0[123]\.200[1-6]", fullmatch=True),
        st.lists(st.builds(Count, st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=3),
        min_size=1,
        max_size=14,
    )
)
def test_any_programme(cells: Cells) -> None:
    blocks = published(cells)
    for leaf in attacking.on_totals(cells, blocks):
        assert values(leaf.possible) == HIDDEN
    for block in attacking.on_divisions(blocks):
        assert len(values(block.possible) - {0}) >= FEWEST - 1
    assert not {1, 2, 3, 4} & differences(rolled_up(blocks))
    assert blocks[EVERYWHERE] is not None
    assert rolled_up(blocks)[EVERYWHERE].total <= sum(c.total for weeks in cells.values() for c in weeks)
