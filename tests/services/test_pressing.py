"""A supervisor's first page begins with what nobody has taken, then what cannot wait; open cases stand by severity."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.casework import Role
from bot.domain.console import Who
from bot.services.console import caseload, today
from bot.services.console.listing import asks_on
from bot.services.console.today import Today
from bot.store import cases
from bot.store.schema import cases as case_rows
from tests.services.conftest import Office
from tests.services.test_map_figures import files
from tests.services.test_stamp import LONTAR, who


def changes(office: Office, number: int, **values: object) -> None:
    office.app.database.write_now(lambda tx: cases.change_case(tx, number, **values))


def page(office: Office, head: Who) -> Today:
    return office.app.database.read(lambda tx: today.page(tx, office.app.desk, head))


@pytest.fixture
def head(office: Office) -> Who:
    """Four open cases that wait for nobody in particular: green, red, yellow, red."""
    for severity in ("hijau", "merah", "kuning", "merah"):
        files(office, LONTAR, 1, severity)
    later = office.now + timedelta(hours=5)
    clocks = {"accept_by_at": later, "act_by_at": later, "close_by_at": later + timedelta(days=9)}
    office.app.database.write_now(
        lambda tx: tx.execute(update(case_rows).values(village=LONTAR, departure="", **clocks))
    )
    return who(office, Role.SUPERVISOR)


def taken(office: Office, *numbers: int) -> None:
    pimpasa = who(office, Role.PIMPASA)
    for number in numbers:
        changes(office, number, state="diterima", owner_id=pimpasa.officer_id)


def test_what_nobody_has_taken_stands_first_red_before_all_and_is_not_called_late(
    office: Office, head: Who
) -> None:
    """Long before anything is overdue; what somebody else was asked before is told, its new time is still to come."""
    taken(office, 3)
    office.app.database.write_now(lambda tx: cases.offer(tx, 4, head.officer_id, 0, office.now))
    office.app.database.write_now(lambda tx: cases.missed(tx, 4, office.now))
    found = page(office, head)
    why = {case.number: [one.key for one in case.why] for case in found.waiting}
    assert why == {"BD-104": ["console.why.passed_on"], "BD-102": [], "BD-101": []}
    assert found.waiting[-1].number == "BD-101"
    assert not any(case.is_late for case in found.waiting)


def test_nothing_is_urgent_while_everybody_is_in_time(office: Office, head: Who) -> None:
    taken(office, 1, 2, 3, 4)
    office.app.database.write_now(lambda tx: cases.offer(tx, 2, head.officer_id, 0, office.now))
    office.app.database.write_now(lambda tx: cases.missed(tx, 2, office.now))
    found = page(office, head)
    assert (found.urgent, found.waiting) == ([], [])


def test_what_is_red_and_late_comes_first_then_by_severity(office: Office, head: Who) -> None:
    taken(office, 1, 2, 3, 4)
    changes(office, 1, act_by_at=office.now - timedelta(minutes=1))
    changes(office, 2, departure=office.app.desk.today().isoformat())
    changes(office, 3, close_by_at=office.now)
    changes(office, 4, act_by_at=office.now - timedelta(minutes=1))
    found = page(office, head).urgent
    assert [case.number for case in found] == ["BD-104", "BD-102", "BD-103", "BD-101"]
    assert [[why.key for why in case.why] for case in found] == [
        ["console.why.missed"],
        ["console.why.today"],
        ["console.why.open_too_long"],
        ["console.why.missed"],
    ]


def test_it_is_listed_whoever_holds_it(office: Office, head: Who) -> None:
    pimpasa = who(office, Role.PIMPASA)
    taken(office, 2)
    changes(office, 2, nudged_at=office.now)
    office.app.database.write_now(
        lambda tx: cases.offer(tx, 4, pimpasa.officer_id, 0, office.now - timedelta(hours=1))
    )
    office.app.database.write_now(lambda tx: cases.missed(tx, 4, office.now))
    backup = who(office, Role.BACKUP)
    office.app.database.write_now(lambda tx: cases.offer(tx, 4, backup.officer_id, 1, office.now))
    found = page(office, head)
    held, waiting = found.urgent[0], found.waiting[0]
    assert (held.number, waiting.number) == ("BD-102", "BD-104")
    assert "Pimpasa" in held.owner
    assert "cadangan" in waiting.owner.lower()


def test_it_does_not_stand_there_twice(office: Office, head: Who) -> None:
    office.app.database.write_now(lambda tx: cases.offer(tx, 3, head.officer_id, 2, office.now))
    for number in (1, 2, 4):
        changes(office, number, state="diterima", owner_id=head.officer_id)
    changes(office, 2, departure="hari_ini_besok")
    found = page(office, head)
    assert [case.number for case in found.waiting] == ["BD-103"]
    assert [case.number for case in found.urgent] == ["BD-102"]
    assert [case.number for case in found.mine] == ["BD-104", "BD-101"]


def test_other_officers_see_their_own_alone(office: Office, head: Who) -> None:
    changes(office, 2, departure="hari_ini_besok", is_at_last_resort=True)
    assert [why.key for why in page(office, head).waiting[0].why] == [
        "console.why.at_once",
        "console.why.nobody_may",
    ]
    found = page(office, who(office, Role.PIMPASA))
    assert (found.urgent, found.waiting) == ([], [])


def test_open_cases_stand_by_severity_then_age_page_by_page(
    office: Office, head: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caseload, "PAGE", 3)
    monkeypatch.setattr(caseload, "asks_on", lambda rows, column: asks_on(rows, 3, column))

    def listing(which: str, after: str = "") -> tuple[list[str], str]:
        found = office.app.database.read(
            lambda tx: caseload.listing(tx, office.app.desk, head, which, "", "", after)
        )
        return [case.number for case in found.lines], found.next

    first, more = listing(caseload.OPEN)
    assert first == ["BD-102", "BD-104", "BD-103"]
    assert listing(caseload.OPEN, more) == (["BD-101"], "")
    for number in (1, 2, 3, 4):
        changes(office, number, state="ditutup", closed_at=office.now)
    first, more = listing(caseload.CLOSED)
    assert first == ["BD-104", "BD-103", "BD-102"]
    assert listing(caseload.CLOSED, more) == (["BD-101"], "")


@pytest.mark.parametrize(
    ("span", "days", "is_shown"),
    [
        ("jumat", 4, True),
        ("jumat", 6, False),
        ("3", 2, True),
        ("3", 4, False),
        ("7", 6, True),
        ("30", 31, False),
        ("x", 99, True),
    ],
)
def test_what_came_in_since_a_day_is_listed_closed_or_open(
    office: Office, head: Who, span: str, days: int, is_shown: bool
) -> None:
    """On a Wednesday morning: Friday afternoon is not yet five days ago."""
    changes(
        office,
        2,
        opened_at=office.now - timedelta(days=days),
        state="ditutup",
        outcome="dirujuk",
        partner="ke_bp3mi",
    )
    changes(office, 1, opened_at=office.now)
    found = office.app.database.read(
        lambda tx: caseload.listing(tx, office.app.desk, head, caseload.ALL, "", "", "", span)
    )
    states = {case.number: case.state.key for case in found.lines}
    assert states.get("BD-102") == ("console.closed.dirujuk" if is_shown else None)
    assert "BD-101" in states


def test_regions_have_names(office: Office, head: Who) -> None:
    found = dict(office.app.database.read(lambda tx: caseload.areas(tx, office.app.desk, head)))
    assert found[LONTAR] == "Lontar"
    assert "Serang" in found["36.04"]
