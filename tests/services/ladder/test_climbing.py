"""Who is asked on each rung, who is passed over, and when a case's time is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.casework import Role
from bot.domain.offers import Severity
from bot.domain.roster import Hours
from bot.services import escalation, reminders, rosters
from bot.store.schema import outbox as messages
from tests.services.conftest import STARTED_AT, Office
from tests.services.ladder.conftest import (
    BACKUP,
    FIRST,
    HEAD,
    LIMITS,
    MOVED,
    STORY,
    bars_all,
    buttons,
    case_of,
    changes,
    declines,
    does,
    heard,
    hears,
    offers,
    purposes,
    rings,
    trail,
)
from tests.services.test_conflict import hires
from tests.services.test_flood import files


@pytest.mark.parametrize("severity", LIMITS)
def test_a_report_is_put_to_the_first_rung_with_its_limit(office: Office, severity: Severity) -> None:
    colleague = hires(office, "Wulandari", Role.PIMPASA, "36.04")
    files(office, "warga", STORY, severity)
    for phone in (office.officers[0], colleague):
        (alert,) = office.outs(phone)
        assert severity.value.upper() in alert.text
        assert buttons(alert) == [("terima", "BD-101"), ("lihat_isi", "BD-101"), ("tidak_bisa", "BD-101")]
        assert MOVED not in alert.text
    assert hears(office) == [False, False, False]
    case = case_of(office)
    assert (case.state, case.rung, case.accept_by_at) == ("ditawarkan", 0, STARTED_AT + LIMITS[severity])
    assert (case.stranded_at, case.is_at_last_resort) == (None, False)
    assert offers(office) == [(FIRST, 0, ""), (4, 0, "")]
    assert trail(office) == [("offered_0", None)]


def test_an_alert_is_urgent_and_goes_once(office: Office) -> None:
    files(office, "warga", STORY)
    columns = select(messages.c.lane, messages.c.purpose, messages.c.once_key)
    rows = office.app.database.read(lambda tx: tx.execute(columns).all())
    assert [tuple(row) for row in rows if row.purpose != "reply"] == [(1, "alert", "alert:1:1")]


def test_not_a_moment_before_its_limit_does_a_case_move_on(filed: Office) -> None:
    assert rings(filed, minutes=119, seconds=59) == 0
    assert hears(filed) == [False, False, False]
    assert rings(filed, seconds=1) == 1
    assert hears(filed, "KUNING", "BD-101", MOVED) == [False, True, False]
    case = case_of(filed)
    assert (case.rung, case.accept_by_at) == (1, filed.now + LIMITS[Severity.KUNING])
    assert offers(filed) == [(FIRST, 0, "missed"), (BACKUP, 1, "")]
    assert trail(filed) == [("offered_0", None), ("missed", None), ("offered_1", None)]


def test_every_case_that_is_late_moves_on_and_no_other(filed: Office) -> None:
    files(filed, "tetangga", "Ada lowongan ke Kamboja di grup desa, gaji 15 juta")
    filed.now += timedelta(hours=1)
    files(filed, "kerabat", "Kak Tuti dijemput travel malam ini, katanya ke Batam")
    assert rings(filed, hours=1) == 2
    assert [case_of(filed, number).rung for number in (1, 2, 3)] == [1, 1, 0]


def to_the_top(office: Office, severity: Severity = Severity.KUNING) -> None:
    """Nobody accepts until the last rung of the demonstration has been asked."""
    files(office, "warga", STORY, severity)
    for _ in range(2):
        rings(office, hours=2)
    heard(office)


def test_on_the_last_rung_the_head_is_asked_again_and_again(office: Office) -> None:
    to_the_top(office, Severity.MERAH)
    assert purposes(office) == {"alert"}
    for _ in range(2):
        rings(office, minutes=15)
        assert hears(office, "belum diterima siapa pun", "MERAH", "BD-101") == [False, False, True]
        case = case_of(office)
        assert (case.accept_by_at, case.is_at_last_resort) == (office.now + timedelta(minutes=15), False)
        assert case.rung == 3, "the Kanwil's, where nobody sits"
    assert trail(office)[-2:] == [("missed", None), ("asked_again", None)]
    assert offers(office)[-1] == (HEAD, 2, "missed")


def test_what_happens_when_nobody_accepts_is_told_as_it_is(office: Office) -> None:
    """Before the last who can be asked it goes on to another; to the last it comes again."""
    next_, again = "diteruskan ke petugas berikutnya", "kami ingatkan lagi"
    files(office, "warga", STORY, Severity.MERAH)
    assert next_ in heard(office)[0]
    rings(office, minutes=15)
    assert next_ in heard(office)[1]
    for _ in range(2):
        rings(office, minutes=15)
        head = heard(office)[2]
        assert again in head
        assert next_ not in head


def test_who_cannot_take_what_nobody_else_is_left_for_keeps_it(office: Office) -> None:
    """It would come back to the same phone in the same minute: that is said instead, with what can be done."""
    files(office, "warga", STORY, Severity.MERAH)
    assert "kami teruskan ke petugas berikutnya" in office.taps(office.officers[0], "tidak_bisa", "BD-101")
    assert "kami teruskan ke petugas berikutnya" in office.taps(office.officers[1], "tidak_bisa", "BD-101")
    said = office.taps(office.officers[2], "tidak_bisa", "BD-101")
    assert "Tidak ada petugas lain lagi untuk BD-101" in said
    assert "teruskan" not in said
    assert offers(office)[-1] == (HEAD, 2, "")
    assert "sekarang di tangan" in office.taps(office.officers[2], "terima", "BD-101")


def test_what_is_not_urgent_is_asked_again_by_a_reminder(office: Office) -> None:
    to_the_top(office)
    assert rings(office, hours=2) == 1
    assert hears(office) == [False, False, False]
    does(office, reminders.send_due)
    assert hears(office, "BD-101") == [False, False, True]
    assert offers(office)[-1] == (HEAD, 2, "missed")


def test_a_head_who_cannot_take_what_nobody_else_takes_is_reminded_of_it(office: Office) -> None:
    to_the_top(office)
    office.now += timedelta(hours=1)
    assert declines(office, HEAD)
    assert offers(office)[-1] == (HEAD, 2, "missed")
    does(office, reminders.send_due)
    assert hears(office, "BD-101") == [False, False, True]


def test_an_alert_of_this_very_minute_is_not_said_twice(office: Office) -> None:
    files(office, "warga", STORY, Severity.MERAH)
    for _ in range(3):
        does(office, escalation.climb, 1, office.now)
        office.now += timedelta(seconds=15)
    assert heard(office)[2].count("MERAH") == 1
    office.now += timedelta(seconds=30)  # a minute since the head was asked
    does(office, escalation.climb, 1, office.now)
    assert hears(office, "MERAH", "BD-101") == [False, False, True]


def test_a_head_who_joins_when_all_were_asked_is_offered_the_case(office: Office) -> None:
    to_the_top(office, Severity.MERAH)
    newcomer = hires(office, "Gunawan", Role.KANWIL, "36")
    changes(office, rung=3)
    rings(office, minutes=15)
    assert "belum diterima siapa pun" in office.gets(newcomer)
    assert offers(office)[-1] == (4, 3, "")


@pytest.mark.parametrize("state", ["diterima", "ditutup"])
def test_a_case_that_is_not_open_climbs_no_further(filed: Office, told: list[str], state: str) -> None:
    changes(filed, state=state)
    staff = does(filed, rosters.staff)
    for case in (1, 99):
        does(filed, escalation.climb, case, filed.now)
        assert does(filed, escalation.is_stranded, staff, case, filed.now) is False
    assert (hears(filed), case_of(filed).rung, told) == ([False, False, False], 0, [])


SATURDAYS = Hours(frozenset({5}))  # it is a Wednesday
NOBODY = "Tidak ada petugas jaga untuk Lontar"
PONTANG = "36.04.12.2001"


def test_that_nobody_is_on_duty_is_told_to_the_head_and_holds_up_nothing(office: Office) -> None:
    for number in (FIRST, BACKUP, HEAD):
        office.app.database.write_now(lambda tx, number=number: rosters.set_hours(tx, number, SATURDAYS))
    files(office, "warga", STORY)
    first, _, head = heard(office)
    assert ("BD-101" in first, NOBODY in head) == (True, True)
    assert trail(office) == [("nobody_on_duty", None), ("offered_0", None)]
    files(office, "tetangga", "Ada lowongan ke Kamboja di grup desa, gaji 15 juta")
    assert hears(office) == [True, False, False], "the head was told today"
    files(office, "sepupu", "Ada yang mencari perempuan untuk kerja di Saudi", village=PONTANG)
    assert "Tidak ada petugas jaga untuk Pontang" in heard(office)[2], "but not of that place"
    office.now += timedelta(days=1)
    files(office, "kerabat", "Kak Tuti dijemput travel malam ini, katanya ke Batam")
    assert NOBODY in heard(office)[2]


def test_one_who_may_not_have_the_case_does_not_hear_that_either(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (FIRST, BACKUP, HEAD):
        office.app.database.write_now(lambda tx, number=number: rosters.set_hours(tx, number, SATURDAYS))
    other = hires(office, "Gunawan", Role.KANWIL, "36")
    office.app.database.write_now(lambda tx: rosters.set_hours(tx, 4, SATURDAYS))
    bars_all(monkeypatch, HEAD)
    files(office, "warga", STORY)
    assert NOBODY in office.gets(other)
    assert hears(office) == [True, False, False]
