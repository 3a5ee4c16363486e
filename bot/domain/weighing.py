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
from bot.domain.linking import TELLING, bands, district
from bot.domain.names import Likeness, Name, ends, sound
from bot.domain.names import likeness as alike

PROPOSED = 2.2  # bits, about 8 in 10 of those that reach it just so: put to an officer
SURE = 7.0  # bits, about 99 in 100: enough for a signal, which an officer judges, too
FEWEST_TOLD = 250  # as many count as were told of, until they are
START, PER_TOLD, PER_SIZE = -5.4, -0.45, 0.65  # bits before anything is compared; of each doubling
MOST_OF_NAME = 16.0
CAME_BEFORE = 0.55  # likeness of two offers that are the same words with a number or a name changed
AGREES = {Likeness.SAME: 0.6, Likeness.SOUND: 0.1, Likeness.NEAR: 0.035, Likeness.NICK: 0.2}
NAMES_WORTH = 0.85  # a village has its own names
OTHER_NAME, OTHER_SURNAME, OTHER_SEX, BOTH_PILGRIMS, ONE_PILGRIM = -4.0, -9.0, -7.0, 1.5, -1.0
OTHER_NUMBER, OTHER_ACCOUNT = -2.5, -1.0  # they change them
AT_ONCE = -3.0  # more, when both numbers are told of in the same weeks
FAR, OTHER_ROUTE, OTHER_JOB = -4.5, -3.0, -3.4
SAME_WEEKS = 0.5  # they are told of in
A_WEEK, A_LATER_WEEK = -0.4, -0.1  # between them, of the first SOON and of those up to LATE
SOON, LATE = 8, 30  # weeks
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
    """Weigh what two clusters share."""
    shares = shares.beside(one, other)
    who = [*_names(one, other, shares), *_telling(one, other, shares), *_wording(one, other, shares)]
    evidence = [
        *who,
        *_places(one.villages, other.villages, shares),
        *_common("country", "route", one.countries, other.countries, shares, 0.75, OTHER_ROUTE),
        *_common("job", "job", one.jobs, other.jobs, shares, 0.6, OTHER_JOB),
        *_numbers(one, other),
        *_weeks(one, other),
    ]
    told_of, size = max(shares.total, FEWEST_TOLD), min(one.size, other.size)
    bits = START + PER_TOLD * log2(told_of) + PER_SIZE * log2(size) + sum(reason.bits for reason in evidence)
    if all(reason.bits <= TOLD for reason in who):
        bits = min(bits, 0.0)  # place, route and work are many people's
    told = sorted((reason for reason in evidence if reason.bits > TOLD), key=lambda reason: -reason.bits)
    return Judged(bits, tuple(told))


def _names(one: Dossier, other: Dossier, shares: Shares) -> Iterator[Reason]:
    """The two names that agree best; two clusters that name different people speak against each other."""
    if not one.names or not other.names:
        return
    pairs = ((mine, theirs) for mine in one.names for theirs in other.names)
    found = (
        (NAMES_WORTH * bits + log2(borne_out * borne_out_too), kind, _both(mine.written, theirs.written))
        for (mine, borne_out), (theirs, borne_out_too) in pairs
        if (agreed := _name(mine, theirs, shares)) is not None
        for bits, kind in (agreed,)
    )
    bits, kind, words = max(found, default=(OTHER_NAME, None, ""))
    yield Reason("" if kind is None else f"name_{kind}", max(bits, OTHER_NAME), words)


def _name(one: Name, other: Name, shares: Shares) -> tuple[float, Likeness] | None:
    """Bits of two names and how they agree; None when they do not."""
    found: list[tuple[float, Likeness]] = []
    left = list(other.tokens)
    for token in one.tokens:
        agreeing = [(kind, each) for each in left if (kind := alike(token, each))]
        if agreeing:
            kind, each = min(agreeing, key=lambda pair: _ORDER[pair[0]])
            left.remove(each)
            found.append((_word(token, kind, shares), kind))
    if not found:
        return None
    bits = min(MOST_OF_NAME, sum(each for each, _ in found))
    if left and len(found) < len(one.tokens):
        bits += OTHER_SURNAME
    if one.sex and other.sex and one.sex != other.sex:
        bits += OTHER_SEX
    if one.is_pilgrim or other.is_pilgrim:
        bits += BOTH_PILGRIMS if one.is_pilgrim and other.is_pilgrim else ONE_PILGRIM
    return bits, max(found)[1]


_ORDER = {kind: number for number, kind in enumerate(Likeness)}


def _both(mine: str, theirs: str) -> str:
    return " / ".join(dict.fromkeys((mine, theirs)))


def _word(token: str, kind: Likeness, shares: Shares) -> float:
    if kind is Likeness.SAME:
        return shares.bits(f"name:{token}", AGREES[kind])
    if kind is not Likeness.NICK:
        return shares.bits(f"sound:{sound(token)}", AGREES[kind])
    first, last = ends(token)
    return min(shares.bits(f"end:{part}", AGREES[kind]) for part in (f"^{first}", f"{last}$"))


def _places(mine: Sequence[str], theirs: Sequence[str], shares: Shares) -> Iterator[Reason]:
    if not mine or not theirs:
        return
    tries = len(mine) * len(theirs)
    both = [village for village in mine if village in theirs]
    if both:
        yield max((_rated("village", VILLAGE, each, shares, 0.45, tries) for each in both), key=_bits)
        return
    for facet, of, agrees in ((DISTRICT, district, 0.125), (REGENCY, _regency, 0.065)):
        around = {of(village) for village in theirs}
        if near := [village for village in mine if of(village) in around]:
            found = [(village, shares.bits(f"{facet}:{of(village)}", agrees, tries)) for village in near]
            village, bits = max(found, key=lambda pair: pair[1])
            yield Reason(facet, bits, village)
            return
    yield Reason("", FAR)


def _rated(facet: str, reason: str, value: str, shares: Shares, agrees: float, tries: int) -> Reason:
    return Reason(reason, shares.bits(f"{facet}:{value}", agrees, tries), value)


def _common(
    facet: str, reason: str, mine: Sequence[str], theirs: Sequence[str], shares: Shares, agrees: float, differ: float
) -> Iterator[Reason]:  # fmt: skip
    """The rarest thing both name; `differ` when both name some and share none."""
    tries = len(mine) * len(theirs)
    both = [_rated(facet, reason, each, shares, agrees, tries) for each in mine if each in theirs]
    if both:
        yield max(both, key=_bits)
    elif tries:
        yield Reason("", differ)


def _telling(one: Dossier, other: Dossier, shares: Shares) -> Iterator[Reason]:
    for kind, value in sorted(one.keys & other.keys):
        if kind in TELLING:
            yield _rated(kind, kind, value, shares, 0.3, 1)


def _wording(one: Dossier, other: Dossier, shares: Shares) -> Iterator[Reason]:
    """The same offer again, as rare as most of its pieces: in what goes round as a template the name still is rare."""
    pairs = [(likeness(mine, theirs), mine, theirs) for mine in one.sketches for theirs in other.sketches]
    same, mine, theirs = max(pairs, default=(0.0, b"", b""))
    if same >= CAME_BEFORE:
        pieces = set(bands(mine)) & set(bands(theirs))
        usual = median([shares.of(f"words:{band}") for band in pieces] or [1.0])
        yield Reason("wording", min(MOST_BITS, log2(0.5 * same / usual)))
    for picture in sorted(one.pictures & other.pictures)[:1]:
        yield Reason("picture", shares.bits(f"picture:{picture}", 0.3))


def _numbers(one: Dossier, other: Dossier) -> Iterator[Reason]:
    for kind, differ in (("phone", OTHER_NUMBER), ("account", OTHER_ACCOUNT)):
        mine, theirs = ({value for k, value in dossier.keys if k == kind} for dossier in (one, other))
        if mine and theirs and not mine & theirs:
            yield Reason("", differ)
    spans = product(one.numbers.values(), other.numbers.values())
    if not one.numbers.keys() & other.numbers.keys() and any(_overlap(*pair) for pair in spans):
        yield Reason("", AT_ONCE)


def _weeks(one: Dossier, other: Dossier) -> Iterator[Reason]:
    """A recruiter is at work for some time, and most for a short one."""
    if one.weeks and other.weeks:
        apart = (max(one.weeks[0], other.weeks[0]) - min(one.weeks[1], other.weeks[1])).days // 7
        later = max(0, min(apart, LATE) - SOON)
        yield Reason("", SAME_WEEKS if apart <= 0 else A_WEEK * min(apart, SOON) + A_LATER_WEEK * later)


def _overlap(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    """Whether one begins before the other ends; a week in which one follows the other is none."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _regency(village: str) -> str:
    return district(district(village))


def _bits(reason: Reason) -> float:
    return reason.bits
