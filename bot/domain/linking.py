"""What a recruiter is recognised by, and who is joined with whom.

A profile is a recruiter as one report or one dangerous offer gives them. What is certain (a phone, an account, a
handle, a licence) joins two at once; what is only likely is weighed in `bot.domain.weighing` and left to an officer.
Who is joined follows from the profiles and the decisions alone: taking one back gives exactly what was before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from bot.domain.likeness import SKETCH_BYTES
from bot.domain.names import Name, ends, likeness, short_forms, sound
from bot.domain.offers import Indicator

CERTAIN = frozenset(["phone", "account", "handle", "licence"])  # kinds that join at once
TELLING = ("company", "url")  # kinds that several recruiters may share
MANY_PEOPLE = 5  # beside one number: it belongs to a shop or an office
MOSTLY = 0.6  # of those who are told of beside it
FOUND_BY = (*TELLING, "words", "picture")  # facets that are blocks, too
BAND = SKETCH_BYTES // 16  # bytes by which two sketches that are alike find each other


class Link(StrEnum):
    """What officers think of two profiles being one recruiter's."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


def may_become(now: Link, wanted: Link) -> bool:
    """What is asked gets an answer; an answer can only be taken back."""
    return (now is Link.PROPOSED) is not (wanted is Link.PROPOSED)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a text tells of who recruits, as written there: names with titles, ISO 3166 countries, jobs, licences.

    `own` are phones (E.164) of whoever tells it: they lead back to a reporter and are never kept.
    """

    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A recruiter as one report or one dangerous offer gives them.

    `village` is where it was told, "" if unknown; `week` the Monday of when, None while it is not kept.
    """

    keys: tuple[Indicator, ...] = ()
    names: tuple[Name, ...] = ()
    village: str = ""
    countries: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    sketch: bytes | None = None  # of an offer's words (bot.domain.likeness)
    picture: int | None = None  # fingerprint of the first flyer that looked so
    week: date | None = None

    @property
    def certain(self) -> tuple[Indicator, ...]:
        return tuple(key for key in self.keys if key[0] in CERTAIN)

    @property
    def says_who(self) -> bool:
        """Whether anything in it could be recognised again."""
        return bool(self.keys or self.names or self.sketch or self.picture is not None)


def says(profile: Profile, kind: str) -> tuple[str, ...]:
    """What a profile tells of one kind; with the kind before it, a facet: "name:budi"."""
    return tuple(dict.fromkeys(_SAYS[kind](profile)))


def counted(profile: Profile) -> tuple[str, ...]:
    """Facets that are counted by themselves, so that it is known how common they are."""
    return tuple(f"{kind}:{value}" for kind in _SAYS if kind not in FOUND_BY for value in says(profile, kind))


def blocks(profile: Profile) -> tuple[str, ...]:
    """Under what a profile is kept and looked for: two of one recruiter nearly always share some of it.

    What many share is of no use (`bot.services.links`), so a name stands there alone, with the place and with the
    country.
    """
    found, near = [], district(profile.village)
    for token in _tokens(profile):
        first, last = ends(token)
        found += [f"name:{sound(token)}", *(f"nick:{short}" for short in (token, *short_forms(token)))]
        if near:
            found += [f"near:{near}:{part}" for part in (sound(token), f"^{first}", f"{last}$")]
        found += [f"way:{country}:{part}" for country in profile.countries for part in (sound(token), token)]
    return tuple(dict.fromkeys((*found, *_telling(profile))))


def kind_of(block: str) -> str:
    """What a block is about: several of a name's are one thing."""
    kind = block.partition(":")[0]
    return kind if kind in FOUND_BY else "name"


def district(village: str) -> str:
    """The kecamatan of a village's code."""
    return village.rpartition(".")[0]


def is_anybodys(beside: Sequence[Profile], key: Indicator) -> bool:
    """Whether a key stands beside so many different people that it tells nobody apart (a shop, an office).

    People are different when neither a name nor another certain key joins them.
    """
    by_token: dict[str, list[int]] = defaultdict(list)
    by_key: dict[Indicator, list[int]] = defaultdict(list)
    for number, profile in enumerate(beside):
        for token in _tokens(profile):
            by_token[token].append(number)
        for other in profile.certain:
            if other != key:
                by_key[other].append(number)
    told = {number for group in (*by_token.values(), *by_key.values()) for number in group}
    alike = (by_token[a][:1] + by_token[b][:1] for a, b in combinations(by_token, 2) if likeness(a, b))
    people = len(set(components(told, (*by_token.values(), *by_key.values(), *alike)).values()))
    return people >= MANY_PEOPLE and people >= MOSTLY * len(told)


def components(nodes: Iterable[int], joined: Iterable[Sequence[int]]) -> dict[int, int]:
    """By node the least node it is joined with, over any number of steps. The same whatever the order."""
    parent = {node: node for node in nodes}

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for group in joined:
        here = [root(node) for node in group if node in parent]
        for each in here:
            parent[each] = min(here)
    return {node: root(node) for node in parent}


def bands(sketch: bytes) -> tuple[str, ...]:
    """The pieces of a sketch."""
    return tuple(f"{at}.{sketch[at : at + BAND].hex()}" for at in range(0, len(sketch), BAND))


def _tokens(profile: Profile) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for name in profile.names for token in name.tokens))


def _telling(profile: Profile) -> list[str]:
    """What is counted by how often it is found."""
    return [f"{kind}:{value}" for kind in FOUND_BY for value in says(profile, kind)]


def _ends(profile: Profile) -> Iterator[str]:
    for token in _tokens(profile):
        first, last = ends(token)
        yield from (f"^{first}", f"{last}$")


def _districts(profile: Profile) -> tuple[str, ...]:
    return (district(profile.village),) if profile.village else ()


def _of_keys(kind: str) -> Callable[[Profile], Iterable[str]]:
    return lambda profile: (value for each, value in profile.keys if each == kind)


_SAYS: Mapping[str, Callable[[Profile], Iterable[str]]] = {
    "name": _tokens,
    "sound": lambda profile: map(sound, _tokens(profile)),
    "end": _ends,
    "village": lambda profile: (profile.village,) if profile.village else (),
    "district": _districts,
    "regency": lambda profile: map(district, _districts(profile)),
    "country": lambda profile: profile.countries,
    "job": lambda profile: profile.jobs,
    **{kind: _of_keys(kind) for kind in TELLING},
    "words": lambda profile: () if profile.sketch is None else bands(profile.sketch),
    "picture": lambda profile: () if profile.picture is None else (str(profile.picture),),
}
