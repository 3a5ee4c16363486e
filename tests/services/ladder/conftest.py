"""The demonstration's three officers and a report on its way up; what each has heard, and what is written down."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.messages import Outbound
from bot.domain.offers import Severity
from bot.services import escalation
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.schema import assignments, audit
from bot.store.schema import outbox as messages
from tests.services.conftest import Office
from tests.services.test_flood import files

FIRST, BACKUP, HEAD = 1, 2, 3  # the officers of the demonstration
STORY = "Bu Rina mengajak dua perempuan ke Saudi"
TAKEN, MOVED = "sudah diterima petugas lain", "belum diterima petugas sebelumnya"
LIMITS = {Severity.MERAH: timedelta(minutes=15), Severity.KUNING: timedelta(hours=2)}


def does(office: Office, run: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Something escalation does, now."""
    return office.app.database.write_now(lambda tx: run(tx, office.app.desk, *given, **named))


def officer(office: Office, number: int) -> AnyRow:
    return office.app.database.read(lambda tx: cases.officer(tx, number))


def accepts(office: Office, number: int, case: int = 1, **given: bool) -> bool:
    taken: bool = does(office, escalation.accept, officer(office, number), case, office.now, **given)
    return taken


def declines(office: Office, number: int, case: int = 1) -> bool:
    passed: bool = does(office, escalation.decline, officer(office, number), case, office.now)
    return passed


def case_of(office: Office, number: int = 1) -> AnyRow:
    found = office.app.database.read(lambda tx: cases.case(tx, number))
    assert found is not None
    return found


def changes(office: Office, number: int = 1, **values: Any) -> None:
    office.app.database.write_now(lambda tx: cases.change_case(tx, number, **values))


def offers(office: Office, case: int = 1) -> list[tuple[int, int, str]]:
    """Officer, rung and answer."""
    columns = assignments.c.officer_id, assignments.c.rung, assignments.c.answer
    of_case = select(*columns).where(assignments.c.case_id == case).order_by(assignments.c.officer_id)
    return office.app.database.read(lambda tx: [tuple(row) for row in tx.execute(of_case)])


def trail(office: Office) -> list[tuple[str, int | None]]:
    """What was done, and by whom."""
    columns = select(audit.c.action, audit.c.officer_id).order_by(audit.c.id)
    return office.app.database.read(lambda tx: [tuple(row) for row in tx.execute(columns)])[1:]


def heard(office: Office) -> list[str]:
    return [office.gets(phone) for phone in office.officers]


def hears(office: Office, *of: str) -> list[bool]:
    """Whether each officer of the demonstration got all of these words since, or with none of them anything."""
    return [all(words in said for words in of) and bool(said) for said in heard(office)]


def buttons(out: Outbound) -> list[tuple[str, ...]]:
    """What a tap does, and of which case."""
    return [tuple(choice.id.split("~")[1:]) for choice in out.choices]


def rings(office: Office, **later: float) -> int:
    office.now += timedelta(**later)
    return int(does(office, escalation.climb_overdue))


@pytest.fixture
def database_url(sqlite_model: Path, tmp_path: Path) -> str:
    """SQLite alone: what is tried here is no matter of SQL, and its neighbours run on both."""
    shutil.copy(sqlite_model, tmp_path / "benteng.db")
    return f"sqlite:///{tmp_path / 'benteng.db'}"


@pytest.fixture
def filed(office: Office) -> Office:
    """One report, kuning, whose alert the first officer has read."""
    files(office, "warga", STORY)
    heard(office)
    return office


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reporter was told since."""
    said: list[str] = []
    monkeypatch.setattr(escalation.reporter, "tell_all", lambda *given, **_numbers: said.append(given[3]))
    return said


def purposes(office: Office) -> set[str]:
    """Of all messages that wait or went."""
    return office.app.database.read(lambda tx: set(tx.execute(select(messages.c.purpose)).scalars()))


def bars_all(monkeypatch: pytest.MonkeyPatch, *officers: int) -> None:
    """The report speaks of these."""
    monkeypatch.setattr(escalation.candidates, "barred", lambda *_given: frozenset(officers))
