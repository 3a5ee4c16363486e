"""A campaign as an office writes it: one TOML file, checked like all content and handed to `benteng campaign add`."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, model_validator

from bot.content.files import Strict, read
from bot.content.settings import AREA_CODE
from bot.domain.campaign import FIRST_LANGUAGE, Plan, Segment

LANGUAGES = r"^(id|su|jv|en)$"
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=900)]


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


def load(path: Path) -> CampaignFile:
    """Raises ContentError."""
    return read(path, CampaignFile)
