"""Opportunities nearby: vacancies, training, skills programmes, capital for a small business; to whom each is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.casework import Place, lies_in
from bot.domain.messages import Choice, Reply

TOPIC = "peluang"  # of the subscription
MOST_TOLD = 4  # new ones named in one message; the others are one tap away
ABROAD = "luar_negeri_resmi"  # the interest that marks work in another country


class Kind(StrEnum):
    VACANCY = "lowongan"
    TRAINING = "pelatihan"  # BLK, LPK
    SKILLS = "keterampilan"  # of the correctional service
    CAPITAL = "modal"


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One entry as an office gave it. Two are equal when people would read the same."""

    kind: Kind
    title: str
    place: str  # to whose villages it is open: a Kemendagri code of any level, "" for everybody
    interests: tuple[str, ...]  # ids of content/opportunities.toml
    offered_by: str
    ask_at: str
    fee: str
    source: str
    expires_on: date  # the last day to apply
    starts_on: date | None = None  # when it begins, for those who take part
    id: int = field(default=0, compare=False)
    place_name: str = field(default="", compare=False)  # "" where no village of the programme tells it
    entered_by: str = field(default="", compare=False)
    entered_at: datetime | None = field(default=None, compare=False)

    @property
    def is_abroad(self) -> bool:
        return ABROAD in self.interests

    @property
    def identity(self) -> str:
        """What two entries must not share, however it is spaced and capitalised."""
        return "|".join(
            "".join(part.casefold().split()) for part in (self.kind, self.title, self.place, self.offered_by)
        )

    def is_open(self, today: date) -> bool:
        return today <= self.expires_on


def covers(area: str, village: str) -> bool:
    """Whether a village lies in the area of a Kemendagri code; everything lies in ""."""
    return not area or lies_in(village, area)


def near(found: Iterable[Opportunity], village: str, today: date) -> tuple[Opportunity, ...]:
    """What is open to people of a village (to anybody with ""): the nearest first, then what ends first."""
    mine = [
        entry for entry in found if entry.is_open(today) and (not village or covers(entry.place, village))
    ]
    return tuple(sorted(mine, key=lambda entry: (-len(entry.place), entry.expires_on, entry.id)))


def about(found: Iterable[Opportunity], interest: str) -> tuple[Opportunity, ...]:
    """Those of an interest; all of them with ""."""
    return tuple(entry for entry in found if not interest or interest in entry.interests)


def area_name(area: str, places: Iterable[Place]) -> str:
    """What people call a village, kecamatan or kabupaten; "" for larger areas and where none of the villages lies."""
    inside = next((place for place in places if covers(area, place.code)), None)
    if not area or inside is None:
        return ""
    names = (inside.name, *(part.strip() for part in inside.parent.split(",")))
    above = inside.code.count(".") - area.count(".")  # 0 is the village itself
    return names[above] if above < len(names) else ""


def news(new: Sequence[Opportunity]) -> tuple[Reply, ...]:
    """What subscribers are sent: the nearest of what is new, a word about those abroad, how to see more or none."""
    lines = tuple(
        Reply("push.opportunity_line", {"title": entry.title, "until": entry.expires_on})
        for entry in new[:MOST_TOLD]
    )
    check = [Reply("opportunities.abroad")] if any(entry.is_abroad for entry in new) else []
    choices = (Choice("peluang"), Choice("berhenti_peluang"))
    return (
        Reply("push.opportunities", {"count": len(new), "lines": lines}),
        *check,
        Reply("push.opportunities_next", choices=choices),
    )
