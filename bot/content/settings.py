"""What an office decides in files: quiet hours, the weekly hour, accept times, templates, the demonstration."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Literal

from bot.content.errors import ContentError
from bot.content.files import Strict, read
from bot.domain.casework import Ladder, Place, Role
from bot.domain.offers import Company, Registry, Severity
from bot.domain.places import Pin

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


class Areas(Strict):
    """Times of the programme's area. Weekday 0 is Monday."""

    timezone: str
    quiet_from: time
    quiet_until: time
    lesson_weekday: int
    lesson_time: time


class RoutingFile(Strict):
    accept_minutes: dict[Severity, int]
    rungs: tuple[Role, ...]
    most_opt_outs_an_hour: int


@dataclass(frozen=True, slots=True)
class Routing:
    ladder: Ladder
    most_opt_outs_an_hour: int


class TemplateEntry(Strict):
    """One WhatsApp template; `content_sid` is empty until WhatsApp has approved it."""

    purpose: str
    name: str
    content_sid: str = ""
    text_id: str
    text_en: str


class TemplatesFile(Strict):
    template: tuple[TemplateEntry, ...]
    quick_replies: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Templates:
    entries: tuple[TemplateEntry, ...]
    sids: Mapping[str, str]

    def for_purpose(self, purpose: str) -> str | None:
        """The approved template that may stand in for messages of a purpose."""
        return next((e.name for e in self.entries if e.purpose == purpose and e.content_sid), None)


class DemoVillage(Strict):
    code: str
    name: str
    parent: str
    lat: float
    lng: float


class DemoOfficer(Strict):
    name: str
    role: Role
    area: str


class DemoFile(Strict):
    office: str
    registry_date: date
    village: tuple[DemoVillage, ...]
    officer: tuple[DemoOfficer, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    office: str
    pins: tuple[Pin, ...]
    officers: tuple[DemoOfficer, ...]
    registry: Registry


def load_areas(folder: Path) -> Areas:
    return read(folder / "areas.toml", Areas)


def load_routing(folder: Path) -> Routing:
    """Raises ContentError when a severity has no time or the ladder does not end with a supervisor."""
    file = read(folder / "routing.toml", RoutingFile)
    if set(file.accept_minutes) != set(Severity):
        raise ContentError("routing.toml", "accept_minutes", "needs merah, kuning and hijau")
    if file.rungs[-1:] != (Role.SUPERVISOR,):
        raise ContentError("routing.toml", "rungs", "must end with supervisor")
    return Routing(Ladder(file.accept_minutes, file.rungs), file.most_opt_outs_an_hour)


def load_templates(folder: Path) -> Templates:
    file = read(folder / "whatsapp_templates.toml", TemplatesFile)
    sids = {entry.name: entry.content_sid for entry in file.template if entry.content_sid}
    return Templates(file.template, {**sids, **file.quick_replies})


def load_demo(folder: Path) -> Demo:
    file = read(folder / "demo.toml", DemoFile)
    pins = tuple(Pin(Place(v.code, v.name, v.parent), v.lat, v.lng) for v in file.village)
    companies = companies_from_csv(folder / "demo_registry.csv")
    return Demo(file.office, pins, file.officer, Registry(companies, file.registry_date.isoformat(), True))


def companies_from_csv(path: Path) -> tuple[Company, ...]:
    """Companies of a registry file. Raises ContentError, naming the line, when one does not fit."""
    with path.open(newline="", encoding="utf-8-sig") as source:
        rows = csv.DictReader(source)
        missing = set(REGISTRY_COLUMNS) - set(rows.fieldnames or ())
        if missing:
            raise ContentError(path.name, "line 1", f"columns are missing: {', '.join(sorted(missing))}")
        return tuple(_company(path.name, number, row) for number, row in enumerate(rows, start=2))


def _company(file: str, line: int, row: Mapping[str, str]) -> Company:
    statuses: tuple[Literal["aktif", "dibekukan", "dicabut"], ...] = ("aktif", "dibekukan", "dicabut")
    if not row["name"].strip() or row["status"] not in statuses:
        raise ContentError(file, f"line {line}", "needs a name and a status of aktif, dibekukan or dicabut")
    return Company(row["name"].strip(), row["status"], row["sip3mi_number"], row["phone"], row["address"],
                   row["city"], row["valid_until"])  # fmt: skip
