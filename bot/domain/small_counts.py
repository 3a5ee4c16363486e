"""Counts that could point at a person are not told (DESIGN.md: k = 5), nor can they be worked out from what is told.

`published` decides for a whole tree of places at once. Cells (a village in a week) of FEWEST and more are told. The
smaller ones go up together as one unit until, at some place, the sum of the units that have come there is neither
too small nor so large that they all must be: FEWEST <= sum <= (FEWEST - 1) * (units - 1). There it is told as one
block, and the place's number is the sum of the blocks in it; what never comes that far is never told.

Why nothing hidden can be worked out, even by somebody who knows this rule, every number of every place, and which
cells are hidden: whatever is told is a sum of whole blocks, and a hidden cell stands in one block at most. Take such a
cell and any value from 0 to FEWEST - 1 for it. Let the other cells of its unit be 0: the unit's sum is then too small
to be told, so it goes up as before, through every place on its way. At the block's place the other units have to make
up the rest, at least 1 and at most FEWEST - 1 for each of them: they can, each with one cell alone, and each then goes
up as before, too. So the same numbers are told whether the cell is 0, 1, 2, 3 or 4. In a block that is never told the
other units may be 0. Periods do not overlap and each is told once, so there is no further equation; what is told of a
longer time is the sum of what was told of shorter ones (`in_turn`).

The same holds for how a told block divides into marked and others (urgent reports among all): it is told when both
sides have FEWEST; blocks where one side has not wait for one another by the same rule, counted on the smaller side.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5  # people behind a number
EVERYWHERE = ""  # the place that holds all others


def shown(count: int) -> int | None:
    """A count, or None when it is too small to be shown."""
    return count if count >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted in one cell: those marked, and the others, `inner` among them."""

    marked: int = 0
    others: int = 0
    inner: int = 0

    @property
    def total(self) -> int:
        return self.marked + self.others

    @property
    def smaller(self) -> int:
        return min(self.marked, self.others)

    def __add__(self, other: "Count") -> "Count":
        return Count(self.marked + other.marked, self.others + other.others, self.inner + other.inner)


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of a place. `marked` and `others` divide as much of `total` as may be divided."""

    total: int = 0
    marked: int = 0
    others: int = 0
    is_whole: bool = True  # nothing was left out of `total`
    is_divided: bool = True  # nothing was left out of `marked` and `others`

    def __add__(self, below: "Told") -> "Told":
        """A place with the blocks of one below it: what is left out above was left out there, too."""
        return Told(
            self.total + below.total,
            self.marked + below.marked,
            self.others + below.others,
            self.is_whole,
            self.is_divided,
        )

    def beside(self, other: "Told") -> "Told":
        """With what was told of another time, or of a place outside this one."""
        return Told(
            self.total + other.total,
            self.marked + other.marked,
            self.others + other.others,
            self.is_whole and other.is_whole,
            self.is_divided and other.is_divided,
        )


def above(code: str) -> str:
    """What a Kemendagri code lies in."""
    return code.rpartition(".")[0]


def published(cells: Mapping[str, Sequence[Count]]) -> dict[str, Told]:
    """The blocks told first at each place, by code, EVERYWHERE among them; `cells` are those of each village."""
    return _settled(cells)[0]


def published_in_three(cells: Mapping[str, Sequence[Count]]) -> tuple[dict[str, Told], dict[str, Told]]:
    """The same, and how the others of every divided block divide once more: `inner` is what is marked there.

    Those others are told, and FEWEST or more: cells of a counting of its own of which nothing but the division is
    hidden, by the same rule. Nothing in it goes back: whatever a hidden cell is, its block holds as many others, and
    any number of those may be inner.
    """
    blocks, divided = _settled(cells)
    return blocks, published(
        {place: [Count(one.inner, one.others - one.inner)] for place, one in divided.items()}
    )


def _settled(cells: Mapping[str, Sequence[Count]]) -> tuple[dict[str, Told], dict[str, Count]]:
    """What is told, and what is in the blocks that are told divided."""
    hidden: dict[str, list[Count]] = defaultdict(list)
    undivided: dict[str, list[Count]] = defaultdict(list)
    blocks: dict[str, Told] = {}
    apart: dict[str, Count] = {}
    for place in _upwards(cells):
        mine = cells.get(place, ())
        units = hidden[place] + [cell for cell in mine if cell.total < FEWEST]
        told, left = _sum(cell for cell in mine if cell.total >= FEWEST), _sum(units)
        if _is_safe(left.total, len(units)):
            told, units = told + left, []
        parts, divided = undivided[place], Count()
        if told.smaller >= FEWEST:
            divided = told
        elif told.total:
            parts.append(told)
        if _is_safe(_sum(parts).smaller, len(parts)):
            divided, parts = divided + _sum(parts), []
        if place != EVERYWHERE:
            hidden[above(place)] += [left] if units else []
            undivided[above(place)] += [_sum(parts)] if parts else []
        if divided.total:
            apart[place] = divided
        blocks[place] = Told(told.total, divided.marked, divided.others, not units, not units and not parts)
    return blocks, apart


def rolled_up(blocks: Mapping[str, Told]) -> dict[str, Told]:
    """Every place with all blocks in it."""
    places = dict(blocks)
    for place in _upwards(blocks):
        if place != EVERYWHERE:
            places[above(place)] += places[place]
    return places


def in_turn(one: Mapping[str, Told], other: Mapping[str, Told]) -> dict[str, Told]:
    """By place, what was told of two times that do not overlap, together."""
    return {place: one.get(place, Told()).beside(other.get(place, Told())) for place in {*one, *other}}


def said_of(told: int, count: int) -> int:
    """How many of those told may be said to bear something, where `count` of all do; 0 where nothing may be."""
    return min(count, told) if count >= FEWEST else 0


def opinions_told(given: Count, checks: Told) -> Told:
    """Opinions on these checks, where they may be told."""
    if given.smaller < FEWEST or given.total > checks.total:
        return Told(is_whole=False, is_divided=False)
    return Told(given.total, given.marked, given.others)


def _is_safe(total: int, units: int) -> bool:
    return FEWEST <= total <= (FEWEST - 1) * (units - 1)


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def _upwards(codes: Iterable[str]) -> list[str]:
    """These places and all they lie in, each before what it lies in."""
    places = {EVERYWHERE}
    for code in codes:
        place = code
        while place not in places:
            places.add(place)
            place = above(place)
    return sorted(places, key=lambda place: (-len(place), place))
