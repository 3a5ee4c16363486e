"""A campaign as an office writes it: one TOML file, checked like all content and handed to `benteng campaign add`."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from bot.content.files import Strict, read
from bot.content.settings import AREA_CODE
from bot.domain.campaign import FIRST_LANGUAGE, Plan, Segment

LANGUAGES = r"^(id|su|jv|en)$"
SHORTEST, LONGEST = 20, 900  # characters
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=SHORTEST, max_length=LONGEST)]


class CampaignText(Strict):
    """`reviewed_by` is "" while nobody who speaks the language from home has read it; Bahasa then stands in."""

    body: Body
    reviewed_by: str | None = None


class CampaignFile(Strict):
    title: str = Field(min_length=3, max_length=60)
    topic: Literal["pengingat", "peluang"] = "pengingat"
    area: str = Field("", pattern=rf"^$|{AREA_CODE}")
    languages: tuple[Annotated[str, Field(pattern=LANGUAGES)], ...] = ()
    channels: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,16}$")], ...] = ()
    starts_at: datetime
    every_weeks: int = Field(0, ge=0, le=52)
    ends_on: date | None = None
    lesson: str = ""
    text: dict[Annotated[str, Field(pattern=LANGUAGES)], CampaignText]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if FIRST_LANGUAGE not in self.text:
            raise ValueError(f"text.{FIRST_LANGUAGE} is missing")
        if self.starts_at.tzinfo is not None:
            raise ValueError("starts_at is the programme's own time and needs no zone")
        if self.ends_on is not None and self.ends_on < self.starts_at.date():
            raise ValueError("ends_on is before starts_at")
        return self

    def plan(self, zone: ZoneInfo) -> Plan:
        texts = {name: text.body for name, text in self.text.items() if text.reviewed_by != ""}
        segment = Segment(self.topic, self.area, self.languages, self.channels)
        starts_at = self.starts_at.replace(tzinfo=zone)
        return Plan(self.title, segment, starts_at, texts, self.every_weeks, self.ends_on, self.lesson)


def checked(data: Mapping[str, object]) -> CampaignFile | tuple[str, ...]:
    """A campaign typed elsewhere than in a file; otherwise its entries that are wrong ("title", "text.su")."""
    try:
        return CampaignFile.model_validate(data)
    except ValidationError as error:
        return tuple(dict.fromkeys(map(_entry, error.errors())))


def _entry(mistake: ErrorDetails) -> str:
    """What the whole lacks begins with its entry's name."""
    where = [str(part) for part in mistake["loc"]] or [
        mistake["msg"].removeprefix("Value error, ").partition(" ")[0]
    ]
    return ".".join(where[: 2 if where[0] == "text" else 1])


def load(path: Path) -> CampaignFile:
    """Raises ContentError."""
    return read(path, CampaignFile)
