"""All that is told of a cluster, and how common each thing in it is: what `bot.domain.weighing` compares."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log2
from typing import TypeVar

from bot.domain.linking import TELLING, Profile, says
from bot.domain.names import Name

Span = tuple[date, date]  # the first and the last week
_T = TypeVar("_T")

DOUBT = 300  # profiles' worth of belief that what was not seen yet is not rare
UNSEEN = {"name": 0.004, "sound": 0.008, "end": 0.02, "village": 0.01, "district": 0.05, "regency": 0.1, "country": 0.2,
          "job": 0.15, "company": 0.003, "url": 0.003, "words": 0.008, "picture": 0.008}  # fmt: skip
MOST_BITS = 14.0  # of one thing: no single one decides alone


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the profiles of a cluster tell; each name with the share of named profiles that bear it out."""

    profiles: tuple[Profile, ...]
    names: tuple[tuple[Name, float], ...]
    villages: tuple[str, ...]
    countries: tuple[str, ...]
    jobs: tuple[str, ...]
    accounts: frozenset[str]
    telling: frozenset[tuple[str, str]]  # keys that several recruiters may share
    sketches: tuple[bytes, ...]
    pictures: frozenset[int]
    weeks: Span | None
    numbers: Mapping[str, Span | None]  # by phone when it was told of
    _said: dict[str, Counter[str]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Dossier":
        told = tuple(profiles)
        keys = [(*key, profile) for profile in told for key in profile.keys]
        phones: dict[str, list[Profile]] = {}
        for kind, value, profile in keys:
            if kind == "phone":
                phones.setdefault(value, []).append(profile)
        return cls(
            told,
            _borne_out(told),
            _all(profile.village for profile in told if profile.village),
            _all(country for profile in told for country in profile.countries),
            _all(job for profile in told for job in profile.jobs),
            frozenset(value for kind, value, _ in keys if kind == "account"),
            frozenset((kind, value) for kind, value, _ in keys if kind in TELLING),
            _all(profile.sketch for profile in told if profile.sketch is not None),
            frozenset(profile.picture for profile in told if profile.picture is not None),
            _span(told),
            {phone: _span(beside) for phone, beside in phones.items()},
        )

    @property
    def size(self) -> int:
        return len(self.profiles)

    def times(self, kind: str, value: str) -> int:
        """In how many of its profiles a facet stands; those of one kind are counted when the first is asked for."""
        if kind not in self._said:
            self._said[kind] = Counter(each for profile in self.profiles for each in says(profile, kind))
        return self._said[kind][value]


@dataclass(frozen=True, slots=True)
class Shares:
    """How common things are: in how many of `total` profiles a facet stands."""

    total: int
    count: Callable[[str], int]

    def beside(self, *dossiers: Dossier) -> "Shares":
        """The same without these clusters: what only they tell is not common."""

        def elsewhere(facet: str) -> int:
            kind, _, value = facet.partition(":")
            return self.count(facet) - sum(dossier.times(kind, value) for dossier in dossiers)

        return Shares(self.total, elsewhere)

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


def _borne_out(profiles: Sequence[Profile]) -> tuple[tuple[Name, float], ...]:
    """Each name with the share of named profiles that say one of its words."""
    said = Counter(name for profile in profiles for name in profile.names)
    named = sum(bool(profile.names) for profile in profiles)
    words = [(frozenset(name.tokens), times) for name, times in said.items()]
    return tuple(
        (name, min(1.0, sum(times for other, times in words if not other.isdisjoint(mine)) / named))
        for name, (mine, _) in zip(said, words, strict=True)
    )


def _span(profiles: Iterable[Profile]) -> Span | None:
    weeks = [profile.week for profile in profiles if profile.week]
    return (min(weeks), max(weeks)) if weeks else None


def _all(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
