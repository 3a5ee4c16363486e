"""Cadres: the people of a village who listen, teach and tell officers what is heard there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.casework import Place
from bot.domain.messages import Choice, Reply

QUORUM = 3  # answers of cadres before an officer sees any


class Post(StrEnum):
    """What a cadre is in the village."""

    KADER = "kader"
    APARAT = "aparat"
    TOKOH = "tokoh"


class Heard(StrEnum):
    """A cadre's answer to "pernah dengar?"."""

    YES = "pernah_dengar"
    NO = "belum_dengar"
    UNSURE = "ragu_dengar"


@dataclass(frozen=True, slots=True)
class CadreView:
    """A cadre as their own conversation sees them. `done` are lessons whose quiz they answered."""

    village: Place
    post: Post
    done: tuple[str, ...] = ()
    poster: str = ""  # address of the village's poster
    certificate: str = ""  # of the certificate, once every lesson is done


@dataclass(frozen=True, slots=True)
class MicroLesson:
    """One lesson; its sentences are `pelajaran.<id>.title`, `.body`, `.question`, `.answer1` and so on."""

    id: str
    number: int
    answers: int
    right: int  # from 1

    def says(self, part: str) -> Reply:
        return Reply(f"pelajaran.{self.id}.{part}")


@dataclass(frozen=True, slots=True)
class Digest:
    """A village's week from Monday to Sunday; None for a count too small to show."""

    first_on: date
    last_on: date
    checks: int | None
    reports: int | None


def week_told(village: Place, week: Digest, choices: tuple[Choice, ...]) -> Reply:
    """A village's week in words."""
    counts = {"checks": _counted(week.checks), "reports": _counted(week.reports)}
    days = {"first": week.first_on, "last": week.last_on}
    return Reply("cadre.week", {"village": village.name, **days, **counts}, choices)


def _counted(count: int | None) -> Reply:
    return Reply("cadre.too_few") if count is None else Reply("cadre.count", {"count": count})


@dataclass(frozen=True, slots=True)
class Hearsay:
    """What an officer asked the cadres of a village. `counts` is empty before QUORUM."""

    number: str
    village: str  # its name
    text: str
    counts: Mapping[Heard, int] = field(default_factory=dict)
