"""All that is told of a cluster, and how common each thing in it is: what `bot.domain.weighing` compares."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from typing import TypeVar

from bot.domain.linking import Profile, facets
from bot.domain.names import Name

_T = TypeVar("_T")

DOUBT = 300  # profiles' worth of belief that what was not seen yet is not rare
UNSEEN = {"name": 0.004, "sound": 0.008, "end": 0.02, "village": 0.01, "district": 0.05, "regency": 0.1, "country": 0.2,
          "job": 0.15, "company": 0.003, "url": 0.003, "words": 0.008, "picture": 0.008}  # fmt: skip
MOST_BITS = 14.0  # of one thing: no single one decides alone


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the profiles of a cluster tell; each name with the share of named profiles that bear it out."""

    keys: frozenset[tuple[str, str]]
    names: tuple[tuple[Name, float], ...]
    villages: tuple[str, ...]
    countries: tuple[str, ...]
    jobs: tuple[str, ...]
    sketches: tuple[bytes, ...]
    pictures: frozenset[int]
    weeks: tuple[date, date] | None  # the first and the last of them
    numbers: Mapping[str, tuple[date, date] | None]  # the same, by phone
    size: int
    said: Mapping[str, int]  # in how many of its profiles a facet stands

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> "Dossier":
        said = Counter(name for profile in profiles for name in profile.names)
        named = sum(bool(profile.names) for profile in profiles)
        borne_out = {
            name: sum(n for other, n in said.items() if set(name.tokens) & set(other.tokens)) / named for name in said
        }  # fmt: skip
        phones = {value for profile in profiles for kind, value in profile.keys if kind == "phone"}
        return cls(
            frozenset(key for profile in profiles for key in profile.keys),
            tuple((name, min(1.0, share)) for name, share in borne_out.items()),
            _all(profile.village for profile in profiles if profile.village),
            _all(country for profile in profiles for country in profile.countries),
            _all(job for profile in profiles for job in profile.jobs),
            _all(profile.sketch for profile in profiles if profile.sketch is not None),
            frozenset(profile.picture for profile in profiles if profile.picture is not None),
            _span(profiles),
            {phone: _span([each for each in profiles if ("phone", phone) in each.keys]) for phone in phones},
            len(profiles),
            Counter(facet for profile in profiles for facet in facets(profile)),
        )


@dataclass(frozen=True, slots=True)
class Shares:
    """How common things are: in how many of `total` profiles a facet stands."""

    total: int
    count: Callable[[str], int]

    def beside(self, *dossiers: Dossier) -> "Shares":
        """The same without these clusters: what only they tell is not common."""
        return Shares(
            self.total, lambda facet: self.count(facet) - sum(d.said.get(facet, 0) for d in dossiers)
        )

    def of(self, facet: str) -> float:
        """The share of a facet, held back towards what is usual while little was told."""
        usual = DOUBT * UNSEEN[facet.partition(":")[0]]
        return (max(0, self.count(facet)) + usual) / (self.total + DOUBT)

    def rarity(self, facet: str) -> float:
        """Bits by which a facet is rare."""
        return -log2(min(1.0, self.of(facet)))

    def bits(self, facet: str, agrees: float, tries: int = 1) -> float:
        """What it counts that two share a facet which two of one recruiter share with this chance.

        `tries` is in how many ways they could have shared something of the kind: one recruiter's do so more likely
        then, and strangers', too.
        """
        return min(MOST_BITS, log2((1 - (1 - agrees) ** tries) / min(1.0, tries * self.of(facet))))


def _span(profiles: Iterable[Profile]) -> tuple[date, date] | None:
    weeks = [profile.week for profile in profiles if profile.week]
    return (min(weeks), max(weeks)) if weeks else None


def _all(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
