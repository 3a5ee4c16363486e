"""Proposes what the signs of `bot.domain.weighing` should count: `python -m bench.links.fitting`.

Fellegi and Sunter (1969) count for each sign log2 of how much oftener it comes up in pairs of one recruiter than in
pairs of two. Where that cannot be read off shares, since signs hang together, a logistic regression finds it: of all
pairs of clusters that the service weighed while a made-up province was told, with the truth known, it takes the weights
under which the truth is likeliest. It is done by Newton's steps, cut in half while
they lead astray.

What a weight counts for in a pair is found by moving it a little and weighing again: nothing of `weighing` is written
down twice. Weights are pulled to where they stand as if a few pairs had said so: what the province tells nothing of
stays. A pair counts by the root of how many reports it would join. No held-out province belongs here.
"""

import argparse
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import mul
from statistics import mode
from unittest.mock import patch

from bench.links.run import Run, profile_of, service
from bench.links.world import Noise, World
from bot.domain import weighing
from bot.domain.dossiers import Dossier, Shares
from bot.domain.weighing import AGREES, NEIGHBOURS, Judged

TOTAL, RINGS, SEED, OTHER_SEED = 10_000, 60, 206, 207
PLAIN = (
    "START", "PER_TOLD", "PER_SIZE", "BORNE_OUT", "HELPER", "OTHER_NAME", "OTHER_SURNAME", "SURNAME", "OTHER_SEX",
    "BOTH_PILGRIMS", "ONE_PILGRIM", "MORE_VILLAGES", "OTHER_NUMBER", "MORE_NUMBERS", "OTHER_ACCOUNT", "AT_ONCE", "FAR",
    "OTHER_ROUTE", "OTHER_JOB", "SAME_ROUTE", "SAME_JOB", "SAME_WORDS", "A_BIT_OF_WORDS", "A_WEEK", "A_LATER_WEEK",
)  # fmt: skip
A_LITTLE = 1e-4  # bits: no other name becomes the best one by it
PULL = 0.5  # of the weights to where they stand, for each bit and its square
LEAST = -14.0  # bits of pairs that are looked at: those below nobody would ask about
ROUNDS, SMALLEST_STEP = 30, 1e-3
LN2 = math.log(2)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clusters that were weighed: the bits for it, what each weight counts for in them, and the truth."""

    bits: float
    counts: Mapping[str, float]
    is_one: bool
    joins: float = 1.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A weight as it stands and as it should be; `spread` is the standard error, `pairs` in how many it counted."""

    now: float
    proposed: float
    spread: float
    pairs: int


def weights() -> dict[str, float]:
    """Everything that is fitted, as it stands."""
    found = {name: float(getattr(weighing, name)) for name in PLAIN}
    found |= {f"NEIGHBOURS {kind}": bits for kind, bits in NEIGHBOURS.items()}
    for kind, (at_all, each_bit) in AGREES.items():
        found |= {f"AGREES {kind}": at_all, f"AGREES {kind}, each bit": each_bit}
    return found


@contextmanager
def moved(name: str, by: float) -> Iterator[None]:
    """Weigh with one of them moved."""
    table, _, rest = name.partition(" ")
    kind, _, is_each = rest.partition(", ")
    if not rest:
        with patch.object(weighing, name, getattr(weighing, name) + by):
            yield
    elif table == "NEIGHBOURS":
        with patch.dict(NEIGHBOURS, {kind: NEIGHBOURS[kind] + by}):
            yield
    else:
        like = next(each for each in AGREES if each.value == kind)
        at_all, each_bit = AGREES[like]
        with patch.dict(AGREES, {like: (at_all, each_bit + by) if is_each else (at_all + by, each_bit)}):
            yield


def counted(weigh: Callable[[], Judged], bits: float) -> dict[str, float]:
    """What each weight counts for in a pair: bits more for each bit more of it."""
    found = {}
    for name in weights():
        with moved(name, A_LITTLE):
            found[name] = round((weigh().bits - bits) / A_LITTLE, 3)
    return {name: count for name, count in found.items() if count}


def weighed(total: int, rings: int, seed: int) -> list[Pair]:
    """All pairs of a province that the service weighed while it was told."""
    world = World(seed, Noise()).told(total, rings)
    judged, pairs = weighing.judged, list[Pair]()
    with service(seed) as app:
        truth = {replace(profile_of(app.desk, told), week=told.week): told.truth for told in world}

        def whose(dossier: Dossier) -> int:
            return mode(truth[profile] for profile in dossier.profiles)

        def watched(one: Dossier, other: Dossier, shares: Shares) -> Judged:
            found = judged(one, other, shares)
            if found.bits > LEAST and found != Judged(0.0, ()):
                counts = counted(lambda: judged(one, other, shares), found.bits)
                joins = math.sqrt(one.size * other.size)
                pairs.append(Pair(found.bits, counts, whose(one) == whose(other), joins))
            return found

        with patch.object(weighing, "judged", watched):
            Run().fill(app, world)
    return pairs


def fitted(pairs: Sequence[Pair], now: Mapping[str, float]) -> dict[str, Proposal]:
    """The weights under which what is true of these pairs is likeliest."""
    moves = dict.fromkeys(now, 0.0)
    for _ in range(ROUNDS):
        slope, inverse = _around(pairs, moves)
        step = {name: sum(map(mul, line, slope.values())) for name, line in zip(moves, inverse, strict=True)}
        share, before = 1.0, _against(pairs, moves)
        while share > SMALLEST_STEP:
            tried = {name: move + share * step[name] for name, move in moves.items()}
            if _against(pairs, tried) < before:
                moves = tried
                break
            share /= 2
        if share * max(map(abs, step.values())) < SMALLEST_STEP:
            break
    spreads = (math.sqrt(line[number]) for number, line in enumerate(inverse))
    return {
        name: Proposal(now[name], now[name] + moves[name], spread, sum(name in pair.counts for pair in pairs))
        for name, spread in zip(moves, spreads, strict=True)
    }


def _around(pairs: Sequence[Pair], moves: Mapping[str, float]) -> tuple[dict[str, float], list[list[float]]]:
    """Which way it becomes likelier, by weight, and the inverse of how that bends."""
    slope = {name: -PULL * move for name, move in moves.items()}
    bend = {name: {**dict.fromkeys(moves, 0.0), name: PULL} for name in moves}
    for pair in pairs:
        chance = _chance(_moved_bits(pair, moves))
        off, sure = LN2 * pair.joins * (pair.is_one - chance), LN2**2 * pair.joins * chance * (1 - chance)
        for one, count in pair.counts.items():
            slope[one] += off * count
            line = bend[one]
            for other, too in pair.counts.items():
                line[other] += sure * count * too
    return slope, _inverse([[*line.values()] for line in bend.values()])


def _against(pairs: Sequence[Pair], moves: Mapping[str, float]) -> float:
    """What is made smallest: how unlikely the truth is, and how far weights were moved."""
    unlikely = -sum(pair.joins * _told_by(pair, moves) for pair in pairs)
    return LN2 * unlikely + PULL / 2 * sum(move * move for move in moves.values())


def surprise(pairs: Sequence[Pair], found: Mapping[str, Proposal]) -> tuple[float, float]:
    """Bits of surprise a pair at the truth, with the weights as they stand and as they are proposed."""
    moves = {name: each.proposed - each.now for name, each in found.items()}
    joins = sum(pair.joins for pair in pairs)
    now, proposed = (-sum(pair.joins * _told_by(pair, by) for pair in pairs) / joins for by in ({}, moves))
    return now, proposed


def _told_by(pair: Pair, moves: Mapping[str, float]) -> float:
    """log2 of the chance of what is true."""
    bits = _moved_bits(pair, moves)
    return math.log2(_chance(bits if pair.is_one else -bits))


def _moved_bits(pair: Pair, moves: Mapping[str, float]) -> float:
    return pair.bits + sum(moves.get(name, 0.0) * count for name, count in pair.counts.items())


def _chance(bits: float) -> float:
    return 1 / (1 + math.exp2(-max(-60.0, min(60.0, bits))))


def _inverse(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Of a symmetric matrix that is positive definite (Gauss and Jordan)."""
    size = len(matrix)
    rows = [[*line, *(float(row == column) for column in range(size))] for row, line in enumerate(matrix)]
    for at in range(size):
        pivot = rows[at][at]
        rows[at] = [value / pivot for value in rows[at]]
        for other in range(size):
            if other != at and (factor := rows[other][at]):
                rows[other] = [value - factor * own for value, own in zip(rows[other], rows[at], strict=True)]
    return [line[size:] for line in rows]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--total", type=int, default=TOTAL)
    parser.add_argument("--rings", type=int, default=RINGS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--tried-on", type=int, default=OTHER_SEED, help="seed of a province not fitted to")
    options = parser.parse_args()
    pairs = weighed(options.total, options.rings, options.seed)
    found = fitted(pairs, weights())
    print(f"{len(pairs):,} pairs of clusters, {sum(pair.is_one for pair in pairs):,} of one recruiter")
    print(f"{'':24}{'now':>8}{'proposed':>10}{'spread':>8}{'pairs':>9}")
    for name, each in found.items():
        print(f"{name:24}{each.now:8.2f}{each.proposed:10.2f}{each.spread:8.2f}{each.pairs:9,}")
    others = weighed(options.total, options.rings, options.tried_on)
    for seed, told in ((options.seed, pairs), (options.tried_on, others)):
        now, proposed = surprise(told, found)
        print(f"seed {seed}: {now:.4f} bits of surprise a pair now, {proposed:.4f} as proposed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
