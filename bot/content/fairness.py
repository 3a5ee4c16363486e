"""What one sender may do, and when reports that are alike are told together."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import Field

from bot.content.errors import ContentError
from bot.content.files import Minutes, Strict, read
from bot.domain.budget import Budget
from bot.domain.offers import Severity

FAIRNESS = "fairness.toml"
Times = dict[Severity, Minutes]


class BudgetEntry(Strict):
    most: int = Field(gt=0)
    hours: int = Field(gt=0, le=24)

    def budget(self) -> Budget:
        return Budget(self.most, timedelta(hours=self.hours))


class CodeRoomEntry(Strict):
    """Limits of bot.services.code_room; `rest_seconds` follow a wrong code once `wrong_an_hour` were sent."""

    wrong_an_hour: int = Field(gt=0)
    rest_seconds: float = Field(gt=0, le=5)
    most_waiting: int = Field(gt=0)


class AlikeEntry(Strict):
    """Reports with `least_likeness` in common in `hours`; the first `told_alone` of them are told one by one."""

    told_alone: int = Field(gt=0)
    least_likeness: float = Field(ge=0.35, le=1)
    hours: int = Field(gt=0, le=48)


class DigestEntry(Strict):
    """How long reports that are alike wait to be told, for the first time and again."""

    wait_minutes: Times
    again_minutes: Times


class FairnessFile(Strict):
    wrong_codes: BudgetEntry
    code_room: CodeRoomEntry
    filed_reports: BudgetEntry
    alike: AlikeEntry
    digest: DigestEntry


@dataclass(frozen=True, slots=True)
class Fairness:
    wrong_codes: Budget
    code_room: CodeRoomEntry
    filed_reports: Budget
    alike: AlikeEntry
    digest: DigestEntry


def load(folder: Path) -> Fairness:
    """Raises ContentError."""
    file = read(folder / FAIRNESS, FairnessFile)
    for name, times in (
        ("digest.wait_minutes", file.digest.wait_minutes),
        ("digest.again_minutes", file.digest.again_minutes),
    ):
        if set(times) != set(Severity):
            raise ContentError(FAIRNESS, name, "needs merah, kuning and hijau")
    return Fairness(
        file.wrong_codes.budget(), file.code_room, file.filed_reports.budget(), file.alike, file.digest
    )
