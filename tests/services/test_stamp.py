"""What an open first page compares: it differs when the page would, and makes no page while nothing moves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from sqlalchemy import insert, update

from bot.domain.casework import Place, Role
from bot.domain.console import Who
from bot.domain.places import Pin
from bot.services import offices, signals
from bot.services.console import today
from bot.services.console.today import Stamp
from bot.services.custody import Known
from bot.services.desk import FACTS
from bot.store import cases, detection, public_alerts
from bot.store.db import Transaction
from bot.store.schema import assignments, officers
from bot.store.schema import cases as case_rows
from bot.store.schema import reports as report_rows
from tests.services.alerting import hands_in
from tests.services.conftest import Office
from tests.services.test_map_figures import files
from tests.services.test_signals import tells

LONTAR = "36.04.13.2007"
SOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


def who(office: Office, role: Role) -> Who:
    row = office.app.database.read(lambda tx: next(one for one in cases.all_officers(tx) if one.role == role))
    return Who(b"", row.id, row.contact_id, role, row.area, "", "id")


def stamp(office: Office, who: Who, before: Stamp | None = None) -> Stamp:
    return office.app.database.read(lambda tx: today.stamp(tx, office.app.desk, who, before))


@pytest.fixture
def head(office: Office) -> Who:
    """With an open case and a signal in their area, and an alert that waits."""
    files(office, LONTAR, 1, "kuning")
    clocks = {"accept_by_at": SOON, "act_by_at": SOON, "close_by_at": SOON + timedelta(hours=1)}
    office.app.database.write_now(lambda tx: tx.execute(update(case_rows).values(village=LONTAR, **clocks)))
    for number in range(6):
        tells(office, LONTAR, f"+62812900044{number:02}")
        tells(office, "36.04.12.2001", f"+62812900044{number:02}")
    office.app.database.write_now(lambda tx: signals.run(tx, office.app.desk))
    assert "Sudah diajukan" in hands_in(office)
    return who(office, Role.SUPERVISOR)


def speaks_of(office: Office, officer: Who) -> None:
    """The report turns out to."""
    facts = office.app.desk.vault.seal_json(Known(barred=frozenset({officer.officer_id})).packed(), FACTS)
    office.app.database.write_now(lambda tx: tx.execute(update(report_rows).values(facts=facts)))


Change = Callable[[Transaction, Who], object]
CHANGES: dict[str, Change] = {
    "a case is offered": lambda tx, head: tx.execute(
        insert(assignments).values(case_id=1, officer_id=head.officer_id, rung=0, offered_at=SOON)
    ),
    "a case is theirs": lambda tx, head: cases.change_case(tx, 1, state="diterima", owner_id=head.officer_id),
    "a case is closed": lambda tx, head: cases.change_case(tx, 1, state="ditutup", closed_at=SOON),
    "a case is more urgent": lambda tx, head: cases.change_case(tx, 1, severity="merah"),
    "a case is an exercise": lambda tx, head: cases.change_case(tx, 1, training_id=1),
    "nobody there may have a case": lambda tx, head: cases.change_case(tx, 1, is_at_last_resort=True),
    "a case should be closed by now": lambda tx, head: cases.change_case(
        tx, 1, close_by_at=SOON - timedelta(days=1)
    ),
    "they look after another area": lambda tx, head: tx.execute(update(officers).values(area="36.03")),
    "a signal is watched": lambda tx, head: detection.change_signal(tx, 1, state="dipantau"),
    "a signal is decided": lambda tx, head: detection.change_signal(tx, 1, state="ditutup"),
    "an alert is let out": lambda tx, head: public_alerts.change(tx, 1, state="published"),
    "an alert ends sooner": lambda tx, head: public_alerts.change(tx, 1, expires_at=SOON),
    "an alert is over": lambda tx, head: public_alerts.change(tx, 1, state="expired"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_to_change_the_page_changes_the_stamp(office: Office, head: Who, what: str) -> None:
    before = stamp(office, head)
    office.app.database.write_now(lambda tx: CHANGES[what](tx, head))
    after = stamp(office, head, before)
    assert after.page != before.page
    assert after == stamp(office, head), "as if it were looked at for the first time"


@pytest.mark.parametrize("answer", ["declined", "accepted by a colleague"])
def test_what_was_offered_and_went_to_somebody_else_changes_it(
    office: Office, head: Who, answer: str
) -> None:
    def goes(tx: Transaction) -> None:
        if answer == "declined":
            tx.execute(update(assignments).values(answer="declined"))
        else:
            cases.change_case(tx, 1, state="diterima", owner_id=1)

    office.app.database.write_now(lambda tx: CHANGES["a case is offered"](tx, head))
    before = stamp(office, head)
    office.app.database.write_now(goes)
    assert stamp(office, head, before).page != before.page


def test_clocks_that_run_out_change_it(office: Office, head: Who) -> None:
    seen = stamp(office, head)
    office.app.database.write_now(lambda tx: CHANGES["a case is offered"](tx, head))
    for minutes in (1, 120, 60):  # offered; too late to accept; open too long
        office.now += timedelta(minutes=minutes)
        before, seen = seen, stamp(office, head, seen)
        assert seen.page != before.page
    office.now += timedelta(minutes=1)
    assert stamp(office, head, seen) == seen


def test_a_case_a_signal_or_an_alert_that_comes_changes_it(office: Office) -> None:
    head = who(office, Role.SUPERVISOR)
    seen = stamp(office, head)

    def comes(what: Callable[[], object]) -> None:
        nonlocal seen
        before = seen
        what()
        seen = stamp(office, head, seen)
        assert seen.page != before.page

    def signal() -> None:
        for village in (LONTAR, "36.04.12.2001", "36.03.11.2002"):
            tells(office, village)
        office.app.database.write_now(lambda tx: signals.run(tx, office.app.desk))

    comes(lambda: files(office, LONTAR, 1))
    comes(signal)
    comes(lambda: hands_in(office))


def test_a_case_that_turns_out_to_speak_of_them_goes_from_the_page(office: Office, head: Who) -> None:
    before = stamp(office, head)
    speaks_of(office, head)
    assert stamp(office, head, before).page != before.page


def test_a_village_with_another_name_changes_it(office: Office, head: Who) -> None:
    office.app.database.write_now(lambda tx: CHANGES["a case is offered"](tx, head))
    before = stamp(office, head)
    renamed = (Pin(Place(LONTAR, "Lontar Baru", "Kec. Tirtayasa, Kab. Serang")),)
    office.app.database.write_now(lambda tx: offices.save_villages(tx, office.app.desk, renamed))
    office.app.desk.forget_places()
    assert stamp(office, head, before).page != before.page


def test_no_page_is_made_while_nothing_moves(office: Office, head: Who) -> None:
    seen = stamp(office, head)
    with mock.patch.object(today, "page", side_effect=AssertionError("made")):
        assert stamp(office, head, seen) is seen
        with pytest.raises(AssertionError, match="made"):
            stamp(office, head)


def test_a_case_that_must_not_reach_them_does_not_even_ring(office: Office, head: Who) -> None:
    """It speaks of them: their open page stays as it is, whatever becomes of the case."""
    speaks_of(office, head)
    before = stamp(office, head)
    office.app.database.write_now(lambda tx: cases.change_case(tx, 1, severity="merah"))
    after = stamp(office, head, before)
    assert (after.page, after.rough == before.rough) == (before.page, False)
