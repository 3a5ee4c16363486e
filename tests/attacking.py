"""Somebody who tries to work out hidden counts: every published number, the rule, and exact arithmetic.

Sets of possible sums are bits of an integer: bit n stands for n. As places lie in one another, going up and down the
tree once gives for each hidden count exactly the values that are possible. `twin` carries out the proof.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.small_counts import EVERYWHERE, FEWEST, Count, Told, above

SMALL = (1 << FEWEST) - 1  # 0 to 4
Cells = dict[str, list[Count]]
Cell = tuple[str, int]  # village and week
MOST = 2_000  # larger than any sum of hidden cells here


@dataclass
class Node:
    """A unit: a hidden count (no children), or what came together at a place."""

    allowed: int  # sums that fit what is known of it
    children: list["Node"] = field(default_factory=list)
    possible: int = 0

    def up(self) -> int:
        self.possible = self.allowed
        if self.children:
            self.possible &= _sums([child.up() for child in self.children])
        return self.possible

    def down(self) -> None:
        """Each child may be what the others leave."""
        before = [1]
        for child in self.children:
            before.append(_plus(before[-1], child.possible))
        after = 1
        for index in range(len(self.children) - 1, -1, -1):
            child = self.children[index]
            others = _plus(before[index], after)
            after = _plus(after, child.possible)
            child.possible &= _minus(self.possible, others)
            child.down()


@dataclass
class Unit:
    """Blocks that wait to be divided together, and how many they are."""

    node: Node
    total: int


def solved(roots: Sequence[Node]) -> None:
    for root in roots:
        assert root.up(), "what is known contradicts itself"
        root.down()


def values(bits: int) -> set[int]:
    return {value for value in range(bits.bit_length()) if bits >> value & 1}


def on_totals(cells: Mapping[str, Sequence[Count]], blocks: Mapping[str, Told]) -> list[Node]:
    """What can be known of every hidden cell: the attacker sees which are hidden, the others, and all that is told."""
    waiting: dict[str, list[Node]] = {place: [] for place in blocks}
    roots: list[Node] = []
    hidden: list[Node] = []
    for place in _bottom_up(blocks):
        mine = cells.get(place, ())
        leaves = [Node(SMALL) for cell in mine if cell.total < FEWEST]
        hidden += leaves
        units = waiting[place] + leaves
        rest = blocks[place].total - sum(cell.total for cell in mine if cell.total >= FEWEST)
        if not units:
            continue
        node = Node(1 << rest if rest else _failing(len(units)), units)
        if rest or place == EVERYWHERE:
            roots.append(node)
        else:
            waiting[above(place)].append(node)
    solved(roots)
    return hidden


def on_divisions(blocks: Mapping[str, Told]) -> list[Node]:
    """What can be known of the marked ones of every block that is told undivided."""
    waiting: dict[str, list[Unit]] = {place: [] for place in blocks}
    roots: list[Node] = []
    hidden: list[Node] = []
    for place in _bottom_up(blocks):
        told, units = blocks[place], waiting[place]
        divided = told.marked + told.others
        is_pooled = divided == told.total + sum(unit.total for unit in units) and bool(units)
        if told.total and (is_pooled or not divided):
            any_ = (1 << told.total + 1) - 1
            block = Node(any_ if is_pooled else _one_side_small(told.total))
            units.append(Unit(block, told.total))
            hidden.append(block)
        if not units:
            continue
        total, children = sum(unit.total for unit in units), [unit.node for unit in units]
        node = Node(1 << told.marked if is_pooled else _failing_division(len(units), total), children)
        if is_pooled or place == EVERYWHERE:
            roots.append(node)
        else:
            waiting[above(place)].append(Unit(node, total))
    solved(roots)
    return hidden


def _failing(units: int) -> int:
    """Sums that the rule does not tell, up to MOST."""
    told = (1 << (FEWEST - 1) * (units - 1) + 1) - 1 & ~SMALL if units > 1 else 0
    return (1 << MOST + 1) - 1 & ~told


def _failing_division(units: int, total: int) -> int:
    """The same of a division, where the smaller side counts."""
    failing = _failing(units)
    return sum(1 << value for value in range(total + 1) if failing >> min(value, total - value) & 1)


def _bottom_up(places: Iterable[str]) -> list[str]:
    return sorted(places, key=lambda code: (-len(code), code))


def _one_side_small(total: int) -> int:
    return sum(1 << value for value in range(total + 1) if min(value, total - value) < FEWEST)


def _plus(one: int, other: int) -> int:
    """All sums of a value of each."""
    bits = 0
    for value in values(other):
        bits |= one << value
    return bits


def _minus(one: int, other: int) -> int:
    """All differences that are not negative."""
    bits = 0
    for value in values(other):
        bits |= one >> value
    return bits


def _sums(parts: Sequence[int]) -> int:
    bits = 1
    for part in parts:
        bits = _plus(bits, part)
    return bits


def settled_at(village: str, blocks: Mapping[str, Told]) -> str | None:
    """Where the hidden cells of a village are told in one sum with others; None where they never are."""
    place = village
    while not blocks[place].is_whole:
        if place == EVERYWHERE:
            return None
        place = above(place)
    return place


def twin(cells: Cells, blocks: Mapping[str, Told], target: Cell, value: int) -> Cells:
    """Another programme of which the same is told, in which one hidden cell is `value`: the proof, carried out.

    The other cells of its unit are 0, and at the block's place each other unit has at most 4, in one cell.
    """
    settled = {village: settled_at(village, blocks) for village in cells}
    place = settled[target[0]]
    same = [cell for cell in hidden_cells(cells) if settled[cell[0]] == place]
    totals = dict.fromkeys(same, 0) | {target: value}
    marked = inner = 0
    if place is not None:
        before = [cells[code][week] for code, week in same]
        rest, marked = sum(cell.total for cell in before) - value, sum(cell.marked for cell in before)
        inner = sum(cell.inner for cell in before)
        units = {unit_of(cell, place): cell for cell in same}
        del units[unit_of(target, place)]
        for cell in units.values():
            totals[cell] = min(rest, FEWEST - 1)
            rest -= totals[cell]
        assert rest == 0, "the other units make up the rest"
    changed = {code: list(weeks) for code, weeks in cells.items()}
    for (code, week), total in totals.items():
        share = min(total, marked)
        marked -= share
        changed[code][week] = Count(share, total - share, min(total - share, inner))
        inner -= changed[code][week].inner
    return changed


def hidden_cells(cells: Cells) -> list[Cell]:
    return [
        (code, week)
        for code, weeks in cells.items()
        for week, cell in enumerate(weeks)
        if cell.total < FEWEST
    ]


def unit_of(cell: Cell, place: str) -> object:
    """What a hidden cell comes to a place in: itself at its village, further up the place right below."""
    code, _ = cell
    if code == place:
        return cell
    end = code.find(".", len(place) + 1)
    return code if end < 0 else code[:end]
