"""How likely two clusters are one recruiter, and why.

What they share is weighed as Fellegi and Sunter (1969) do: it counts as many bits as it is rarer among all profiles
than among those of one recruiter; what they differ in takes some away. "Budi" in forty villages says little, and the
more a cluster has of something the less it says that one of it agrees. What is no share was fitted to made-up provinces
(bench/README.md tells which).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import log2
from statistics import median

from bot.domain.dossiers import MOST_BITS, Dossier, Shares
from bot.domain.likeness import likeness
from bot.domain.linking import bands, district
from bot.domain.names import Likeness, Name, ends, sound
from bot.domain.names import likeness as alike

PROPOSED = 1.8  # bits, 7 to 9 in 10 of those that reach it just so: put to an officer
SURE = (
    5.0  # bits, 98 in 100 of those that reach it just so: enough for a signal, which an officer judges, too
)
FEWEST_TOLD = 250  # as many count as were told of, until they are
START, PER_TOLD, PER_SIZE = -8.6, -0.16, -0.9  # bits before anything is compared; of each doubling
MOST_OF_NAME = 16.0
CAME_BEFORE = 0.55  # likeness of two offers that are the same words with a number or a name changed
AGREES = {  # bits of two names, and of each bit by which they are rare
    Likeness.SAME: (-1.96, 0.86), Likeness.SOUND: (-1.82, 0.62), Likeness.NEAR: (-2.22, 0.49),
    Likeness.NICK: (-0.22, 0.49),
}  # fmt: skip
BORNE_OUT = 0.62  # of a bit by which fewer of a cluster say the name
HELPER = 0.92  # of each bit of another name that agrees, too
OTHER_NAME, OTHER_SURNAME, SURNAME, OTHER_SEX, BOTH_PILGRIMS, ONE_PILGRIM = -2.0, -7.0, -1.2, -7.0, 2.9, -1.6
NEIGHBOURS = {"district": 0.5, "regency": 1.0}  # more, than its being rare says
MORE_VILLAGES, MOST_OF_VILLAGES = 6.2, 8.0  # of each doubling of those that are the same; in all
OTHER_NUMBER, MORE_NUMBERS, OTHER_ACCOUNT = -2.5, -0.6, -2.8  # they change them; of each doubling of numbers
AT_ONCE = -6.7  # more, when both numbers are told of in the same weeks
FAR, OTHER_ROUTE, OTHER_JOB = -5.0, -3.1, -3.2
SAME_ROUTE, SAME_JOB = 0.93, 0.89  # of each bit
SAME_WORDS, A_BIT_OF_WORDS = -10.0, 2.2
A_WEEK, A_LATER_WEEK = -0.49, -0.14  # between them, of the first SOON and of those up to LATE
SOON, LATE = 8, 50  # weeks
VILLAGE, DISTRICT, REGENCY = "village", "district", "regency"  # reasons whose value is a village's code
TOLD = 0.5  # bits from which on a reason is given


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing two clusters share (catalog: `link.why.<id>`), what it counts, and the thing itself."""

    id: str
    bits: float
    value: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Bits for two clusters being one recruiter, and what they share, most telling first."""

    bits: float
    reasons: tuple[Reason, ...]


def judged(one: Dossier, other: Dossier, shares: Shares) -> Judged:
    """Weigh what two clusters share; nothing is weighed when all they share is place, route and work."""
    shares = shares.beside(one, other)
    who = [*_names(one, other, shares), *_telling(one, other, shares), *_wording(one, other, shares)]
    if all(reason.bits <= TOLD for reason in who):
        return Judged(0.0, ())  # the rest is many people's
    evidence = [
        *who,
        *_places(one.villages, other.villages, shares),
        *_common("country", "route", one.countries, other.countries, shares, 0.75, SAME_ROUTE, OTHER_ROUTE),
        *_common("job", "job", one.jobs, other.jobs, shares, 0.6, SAME_JOB, OTHER_JOB),
        *_numbers(one, other),
        *_weeks(one, other),
    ]
    told_of, size = max(shares.total, FEWEST_TOLD), min(one.size, other.size)
    bits = START + PER_TOLD * log2(told_of) + PER_SIZE * log2(size) + sum(reason.bits for reason in evidence)
    told = sorted((reason for reason in evidence if reason.bits > TOLD), key=lambda reason: -reason.bits)
    return Judged(bits, tuple(told))


def _names(one: Dossier, other: Dossier, shares: Shares) -> Iterator[Reason]:
    """The two names that agree best, and a helper's beside them; different names speak against each other."""
    if not one.names or not other.names:
        return
    pairs = ((mine, theirs) for mine in one.names for theirs in other.names)
    found = sorted((
        (bits + BORNE_OUT * log2(borne_out * borne_out_too), kind, mine, theirs)
        for (mine, borne_out), (theirs, borne_out_too) in pairs
        if (agreed := _name(mine, theirs, shares)) is not None
        for bits, kind in (agreed,)
    ), key=lambda each: -each[0])  # fmt: skip
    if not found:
        yield Reason("", OTHER_NAME)
        return
    bits, kind, mine, theirs = found[0]
    yield Reason(f"name_{kind}", max(bits, OTHER_NAME), _both(mine.written, theirs.written))
    for bits, _, also, too in found[1:]:
        if bits > 0 and not _are_alike(also, mine) and not _are_alike(too, theirs):
            yield Reason("helper", HELPER * bits, _both(also.written, too.written))
            return


def _are_alike(one: Name, other: Name) -> bool:
    """Whether two names of one cluster may be one person's, spelt in two ways."""
    return any(alike(token, each) for token in one.tokens for each in other.tokens)


def _name(one: Name, other: Name, shares: Shares) -> tuple[float, Likeness] | None:
    """Bits of two names and how they agree; None when they do not."""
    found: list[tuple[float, Likeness]] = []
    left = list(other.tokens)
    for token in one.tokens:
        agreeing = [(kind, each) for each in left if (kind := alike(token, each))]
        if agreeing:
            kind, each = min(agreeing, key=lambda pair: _ORDER[pair[0]])
            left.remove(each)
            found.append((_rarity(token, kind, shares), kind))
    if not found:
        return None
    kind = min((kind for _, kind in found), key=_ORDER.__getitem__)
    at_all, each_bit = AGREES[kind]
    bits = at_all + each_bit * min(MOST_OF_NAME, sum(rarity for rarity, _ in found))
    if len(found) > 1:
        bits += SURNAME
    if left and len(found) < len(one.tokens):
        bits += OTHER_SURNAME
    if one.sex and other.sex and one.sex != other.sex:
        bits += OTHER_SEX
    if one.is_pilgrim or other.is_pilgrim:
        bits += BOTH_PILGRIMS if one.is_pilgrim and other.is_pilgrim else ONE_PILGRIM
    return bits, kind


_ORDER = {kind: number for number, kind in enumerate(Likeness)}


def _both(mine: str, theirs: str) -> str:
    return " / ".join(dict.fromkeys((mine, theirs)))


def _rarity(token: str, kind: Likeness, shares: Shares) -> float:
    if kind is Likeness.SAME:
        return shares.rarity(f"name:{token}")
    if kind is not Likeness.NICK:
        return shares.rarity(f"sound:{sound(token)}")
    first, last = ends(token)
    return min(shares.rarity(f"end:{part}") for part in (f"^{first}", f"{last}$"))


def _places(mine: Sequence[str], theirs: Sequence[str], shares: Shares) -> Iterator[Reason]:
    if not mine or not theirs:
        return
    tries = len(mine) * len(theirs)
    both = [village for village in mine if village in theirs]
    if both:
        rarest = max((_rated("village", VILLAGE, each, shares, 0.45, tries) for each in both), key=_bits)
        more = min(MOST_OF_VILLAGES, MORE_VILLAGES * log2(len(both)))
        yield Reason(VILLAGE, rarest.bits + more, rarest.value)
        return
    for facet, of, agrees in ((DISTRICT, district, 0.125), (REGENCY, _regency, 0.065)):
        around = {of(village) for village in theirs}
        if near := [village for village in mine if of(village) in around]:
            found = [(village, shares.bits(f"{facet}:{of(village)}", agrees, tries)) for village in near]
            village, bits = max(found, key=lambda pair: pair[1])
            yield Reason(facet, NEIGHBOURS[facet] + bits, village)
            return
    yield Reason("", FAR)


def _rated(facet: str, reason: str, value: str, shares: Shares, agrees: float, tries: int) -> Reason:
    return Reason(reason, shares.bits(f"{facet}:{value}", agrees, tries), value)


def _common(
    facet: str, reason: str, mine: Sequence[str], theirs: Sequence[str], shares: Shares, agrees: float,
    each_bit: float, differ: float,
) -> Iterator[Reason]:  # fmt: skip
    """The rarest thing both name; `differ` when both name some and share none."""
    tries = len(mine) * len(theirs)
    both = [_rated(facet, reason, each, shares, agrees, tries) for each in mine if each in theirs]
    if both:
        rarest = max(both, key=_bits)
        yield Reason(reason, each_bit * rarest.bits, rarest.value)
    elif tries:
        yield Reason("", differ)


def _telling(one: Dossier, other: Dossier, shares: Shares) -> Iterator[Reason]:
    for kind, value in sorted(one.telling & other.telling):
        yield _rated(kind, kind, value, shares, 0.3, 1)


def _wording(one: Dossier, other: Dossier, shares: Shares) -> Iterator[Reason]:
    """The same offer again, as rare as most of its pieces: in what goes round as a template the name still is rare."""
    pairs = [(likeness(mine, theirs), mine, theirs) for mine in one.sketches for theirs in other.sketches]
    same, mine, theirs = max(pairs, default=(0.0, b"", b""))
    if same >= CAME_BEFORE:
        pieces = set(bands(mine)) & set(bands(theirs))
        usual = median([shares.of(f"words:{band}") for band in pieces] or [1.0])
        bits = SAME_WORDS + A_BIT_OF_WORDS * log2(0.5 * same / usual)
        yield Reason("wording", max(0.0, min(MOST_BITS, bits)))
    for picture in sorted(one.pictures & other.pictures)[:1]:
        yield Reason("picture", shares.bits(f"picture:{picture}", 0.3))


def _numbers(one: Dossier, other: Dossier) -> Iterator[Reason]:
    if one.accounts and other.accounts and not one.accounts & other.accounts:
        yield Reason("", OTHER_ACCOUNT)
    mine, theirs = one.numbers, other.numbers
    if mine and theirs and not mine.keys() & theirs.keys():
        yield Reason("", OTHER_NUMBER + MORE_NUMBERS * log2(min(len(mine), len(theirs))))
        if any(_overlap(*pair) for pair in product(mine.values(), theirs.values())):
            yield Reason("", AT_ONCE)


def _weeks(one: Dossier, other: Dossier) -> Iterator[Reason]:
    """A recruiter is at work for some time, and most for a short one."""
    if one.weeks and other.weeks:
        apart = (max(one.weeks[0], other.weeks[0]) - min(one.weeks[1], other.weeks[1])).days // 7
        later = max(0, min(apart, LATE) - SOON)
        yield Reason("", A_WEEK * max(0, min(apart, SOON)) + A_LATER_WEEK * later)


def _overlap(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    """Whether one begins before the other ends; a week in which one follows the other is none."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _regency(village: str) -> str:
    return district(district(village))


def _bits(reason: Reason) -> float:
    return reason.bits
