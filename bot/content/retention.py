"""How long things are kept, each with its ground: a source, or that it is our own choice."""

from pathlib import Path

from pydantic import Field

from bot.content.errors import ContentError
from bot.content.files import Days, Strict, once, read
from bot.domain.retention import FOR_GOOD, OUTCOMES, Kind, Retention

FILE = "retention.toml"
REPORT = "report."  # before the outcome
OUR_CHOICE = "our choice: "


class KeepEntry(Strict):
    """`days` counts from what `since` names; without it the entry is kept for good."""

    id: str
    days: Days | None = None
    since: str = Field(min_length=1)
    ground: str = Field(min_length=len(OUR_CHOICE) + 1)


class File(Strict):
    remind_days: Days
    unread_days: Days
    breach_hours: int = Field(gt=0, le=72)
    keep: tuple[KeepEntry, ...]


def entries(folder: Path) -> tuple[KeepEntry, ...]:
    """Raises ContentError."""
    return read(folder / FILE, File).keep


def load(folder: Path) -> Retention:
    """Raises ContentError when a kind is missing, unknown or without days, or a report goes without a reminder."""
    file = read(folder / FILE, File)
    once(FILE, [entry.id for entry in file.keep])
    days = {entry.id: entry.days for entry in file.keep}
    wanted = {*(kind.value for kind in Kind), *(REPORT + outcome for outcome in OUTCOMES)}
    for id_ in sorted(wanted ^ set(days)):
        raise ContentError(FILE, id_, "is missing" if id_ in wanted else "is nothing we keep")
    for id_, count in days.items():
        if (count is None) != (id_ in FOR_GOOD):
            raise ContentError(FILE, id_, "needs days" if count is None else "is kept for good, without days")
    reports = {outcome: days[REPORT + outcome] or 0 for outcome in OUTCOMES}
    if min(reports.values()) <= file.remind_days:
        raise ContentError(FILE, "remind_days", "must be shorter than every report is kept")
    kinds = {kind: days[kind] or 0 for kind in Kind if kind not in FOR_GOOD}
    return Retention(kinds, reports, file.remind_days, file.unread_days, file.breach_hours)
