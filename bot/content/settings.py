"""What an office decides in files: quiet hours, the weekly hour, accept times, templates, the demonstration."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.content.errors import ContentError
from bot.content.files import Minutes, Strict, once, read
from bot.domain.casework import HEADS, Ladder, Ladders, Place, Role
from bot.domain.offers import Severity
from bot.domain.places import Pin
from bot.domain.regions import Region
from bot.domain.registry import Company

REGISTRY_COLUMNS = (
    "name",
    "sip3mi_number",
    "status",
    "address",
    "city",
    "province",
    "phone",
    "valid_until",
    "updated_at",
)


AREAS, ROUTING, TEMPLATES, DEMO = "areas.toml", "routing.toml", "whatsapp_templates.toml", "demo.toml"
OPPORTUNITIES = "demo_opportunities.csv"
OPPORTUNITIES_ON = date(
    2026, 11, 25
)  # the day they were written for: the demonstration moves them to its own
VILLAGE_CODE = r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$"
PROVINCE_CODE = r"^\d{2}$"
AREA_CODE = r"^\d{2}(\.\d{2}){0,2}(\.\d{4})?$"
CONTENT_SID = r"^(HX[0-9a-fA-F]{32})?$"
SHAPE = r"^(quick_reply_[1-3]|list_([4-9]|10))$"  # bot.channels.whatsapp: up to three choices are buttons
Sid = Annotated[str, Field(pattern=CONTENT_SID)]
Shape = Annotated[str, Field(pattern=SHAPE)]


class Areas(Strict):
    """Times of the programme's area. Weekday 0 is Monday."""

    timezone: str
    quiet_from: time
    quiet_until: time
    friday_from: time
    friday_until: time
    first_week_on: date
    most_a_week: int = Field(ge=1)
    lesson_weekday: int = Field(ge=0, le=6)
    lesson_time: time
    digest_time: time
    cadre_weekday: int = Field(ge=0, le=6)
    cadre_time: time
    head_weekday: int = Field(ge=0, le=6)
    head_time: time
    zones: dict[str, tuple[Annotated[str, Field(pattern=PROVINCE_CODE)], ...]]

    def zone_of(self, area: str | None) -> ZoneInfo:
        """The clock of the province a Kemendagri code lies in; the programme's own for any other."""
        return self._zones.get((area or "")[:2]) or ZoneInfo(self.timezone)

    def is_province(self, code: str) -> bool:
        return code in self._zones

    @cached_property
    def _zones(self) -> dict[str, ZoneInfo]:
        return {code: ZoneInfo(name) for name, codes in self.zones.items() for code in codes}


Times = dict[Severity, Minutes]
CLOCKS = ("accept_minutes", "act_hours", "close_hours")


class OfficeEntry(Strict):
    """Times of one office that differ from the others'; what it leaves out is theirs."""

    area: str = Field(pattern=AREA_CODE)
    accept_minutes: Times = {}
    act_hours: Times = {}
    close_hours: Times = {}


class RoutingFile(Strict):
    accept_minutes: Times
    act_hours: Times
    close_hours: Times
    rungs: tuple[Role, ...]
    remind_minutes: Minutes
    silent_minutes: Minutes
    most_opt_outs_an_hour: int = Field(gt=0)
    office: tuple[OfficeEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Routing:
    ladders: Ladders
    remind_every: timedelta
    silent_after: timedelta
    most_opt_outs_an_hour: int


class Category(StrEnum):
    """What WhatsApp counts a template as, and charges for it. Source: Meta, "Template categorization"."""

    UTILITY = "utility"
    MARKETING = "marketing"


@dataclass(frozen=True, slots=True)
class Cost:
    amount: Decimal
    currency: str  # ISO 4217


class TemplateEntry(Strict):
    """One WhatsApp template; `content_sid` is empty until WhatsApp has approved it."""

    purpose: Literal[
        "lesson", "opportunity", "alert", "relay", "quiet", "look", "answer", "notice", "breach",
        "duty", "reminder", "morning", "campaign", "cadre_week", "warning", "warning_over",
        "approval",
    ]  # fmt: skip
    category: Category
    name: str = Field(pattern=r"^[a-z0-9_]+$")
    content_sid: Sid = ""
    text_id: str
    text_en: str

    @property
    def names_office(self) -> bool:
        """One that may be seen by somebody else names nobody."""
        return self.purpose != "quiet"


class PricesEntry(Strict):
    """What one template costs the office, Twilio's share included; nothing is estimated without it."""

    currency: str = Field(pattern=r"^[A-Z]{3}$")
    utility: Decimal = Field(ge=0)
    marketing: Decimal = Field(ge=0)


class TemplatesFile(Strict):
    template: tuple[TemplateEntry, ...]
    quick_replies: dict[Shape, Sid] = {}
    prices: PricesEntry | None = None


@dataclass(frozen=True, slots=True)
class Templates:
    entries: tuple[TemplateEntry, ...]
    sids: Mapping[str, str]
    prices: PricesEntry | None = None

    def cost(self, purpose: str, messages: int) -> Cost | None:
        """What so many templates of a purpose cost; None while the office has written down no prices."""
        category = next((entry.category for entry in self.entries if entry.purpose == purpose), None)
        if self.prices is None or category is None:
            return None
        return Cost(messages * getattr(self.prices, category.value), self.prices.currency)


class DemoTold(Strict):
    """What the map is said to have been told of a village: urgent ones are reports, dangers are checks."""

    reports: int = Field(ge=0)
    urgent: int = Field(ge=0)
    checks: int = Field(ge=0)
    dangers: int = Field(ge=0)
    lessons: int = Field(ge=0)


class DemoRegion(Strict):
    code: str = Field(pattern=AREA_CODE)
    name: str
    lat: float = Field(ge=-90, le=90)
    lng: float = Field(ge=-180, le=180)


class DemoVillage(DemoRegion):
    code: str = Field(pattern=VILLAGE_CODE)
    parent: str
    told: DemoTold


class DemoOfficer(Strict):
    name: str
    role: Role
    area: str = Field(pattern=AREA_CODE)


class DemoCadre(Strict):
    name: str
    village: str = Field(pattern=VILLAGE_CODE)


class DemoFile(Strict):
    office: str
    village: tuple[DemoVillage, ...]
    region: tuple[DemoRegion, ...]
    officer: tuple[DemoOfficer, ...]
    cadre: tuple[DemoCadre, ...] = ()


@dataclass(frozen=True, slots=True)
class Demo:
    office: str
    pins: tuple[Pin, ...]
    regions: tuple[Region, ...]
    told: Mapping[str, DemoTold]  # by village
    officers: tuple[DemoOfficer, ...]
    cadres: tuple[DemoCadre, ...]
    companies: tuple[Company, ...]  # made up
    opportunities: bytes  # made up: a CSV file, its dates counted from OPPORTUNITIES_ON


def load_areas(folder: Path) -> Areas:
    """Raises ContentError."""
    areas = read(folder / AREAS, Areas)
    for entry, zone in (("timezone", areas.timezone), *((f"zones.{name}", name) for name in areas.zones)):
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError) as error:  # ZoneInfoNotFoundError is a KeyError
            raise ContentError(AREAS, entry, f"there is no {zone}") from error
    once(AREAS, [code for codes in areas.zones.values() for code in codes])
    return areas


def load_routing(folder: Path) -> Routing:
    """Raises ContentError when a severity has no time, one is too short, or the ladder does not end with a head."""
    file = read(folder / ROUTING, RoutingFile)
    for name in CLOCKS:
        if set(getattr(file, name)) != set(Severity):
            raise ContentError(ROUTING, name, "needs merah, kuning and hijau")
    if file.rungs[-1:] not in [(head,) for head in HEADS]:
        raise ContentError(ROUTING, "rungs", "must end with supervisor or kanwil")
    once(ROUTING, file.rungs)
    once(ROUTING, [office.area for office in file.office])
    default = _ladder(file, OfficeEntry(area="00"), "act_hours")
    offices = {office.area: _ladder(file, office, f"office.{office.area}") for office in file.office}
    return Routing(
        Ladders(default, offices),
        timedelta(minutes=file.remind_minutes),
        timedelta(minutes=file.silent_minutes),
        file.most_opt_outs_an_hour,
    )


def _ladder(file: RoutingFile, office: OfficeEntry, entry: str) -> Ladder:
    accept, act, close = ({**getattr(file, name), **getattr(office, name)} for name in CLOCKS)
    for severity in (Severity.KUNING, Severity.HIJAU):
        if (
            act[severity] * 60 < 2 * file.remind_minutes
        ):  # else it would move on before its officer is reminded
            raise ContentError(ROUTING, entry, f"{severity.value} needs twice remind_minutes")
    return Ladder(accept, act, close, file.rungs)


def load_templates(folder: Path) -> Templates:
    """Raises ContentError."""
    file = read(folder / TEMPLATES, TemplatesFile)
    once(TEMPLATES, [entry.name for entry in file.template])
    sids = {entry.name: entry.content_sid for entry in file.template if entry.content_sid}
    shapes = {shape: sid for shape, sid in file.quick_replies.items() if sid}
    return Templates(file.template, {**sids, **shapes}, file.prices)


def load_demo(folder: Path) -> Demo:
    """Raises ContentError."""
    file = read(folder / DEMO, DemoFile)
    once(DEMO, [village.code for village in file.village])
    once(DEMO, [region.code for region in file.region])
    once(DEMO, [officer.name for officer in file.officer])
    pins = tuple(Pin(Place(v.code, v.name, v.parent), v.lat, v.lng) for v in file.village)
    companies = companies_from_csv(folder / "demo_registry.csv")
    try:
        opportunities = (folder / OPPORTUNITIES).read_bytes()
    except OSError as error:
        raise ContentError(OPPORTUNITIES, "file", "cannot be read") from error
    regions = tuple(Region(region.code, region.name, "", region.lat, region.lng) for region in file.region)
    told = {village.code: village.told for village in file.village}
    return Demo(file.office, pins, regions, told, file.officer, file.cadre, companies, opportunities)


def companies_from_csv(path: Path) -> tuple[Company, ...]:
    """Companies of a registry file. Raises ContentError, naming the line, when one does not fit."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as source:
            rows = csv.DictReader(source, restval="")
            missing = set(REGISTRY_COLUMNS) - set(rows.fieldnames or ())
            if missing:
                raise ContentError(path.name, "line 1", f"columns are missing: {', '.join(sorted(missing))}")
            return tuple(_company(path.name, rows.line_num, row) for row in rows)
    except OSError as error:
        raise ContentError(path.name, "file", "cannot be read") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise ContentError(path.name, "file", str(error)) from error


def _company(file: str, line: int, row: Mapping[str, str]) -> Company:
    statuses: tuple[Literal["aktif", "dibekukan", "dicabut"], ...] = ("aktif", "dibekukan", "dicabut")
    if not row["name"].strip() or row["status"] not in statuses:
        raise ContentError(file, f"line {line}", "needs a name and a status of aktif, dibekukan or dicabut")
    return Company(row["name"].strip(), row["status"], row["sip3mi_number"], row["phone"], row["address"],
                   row["city"], row["valid_until"])  # fmt: skip
