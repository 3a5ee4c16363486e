"""Who accepts, declines or has a case: what they and the others hear, and which clocks run."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.casework import Role
from bot.services import digests, escalation
from bot.store import cases
from tests.services.conftest import Office
from tests.services.ladder.conftest import (
    BACKUP,
    FIRST,
    MOVED,
    STORY,
    TAKEN,
    accepts,
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


def test_who_accepts_has_the_case_and_its_times_begin(filed: Office) -> None:
    filed.now += timedelta(minutes=3)
    assert accepts(filed, FIRST)
    case = case_of(filed)
    assert (case.state, case.owner_id, case.accepted_at) == ("diterima", FIRST, filed.now)
    assert (case.accept_by_at, case.nudged_at) == (None, None)
    assert case.act_by_at == filed.now + timedelta(hours=48)
    assert case.close_by_at == filed.now + timedelta(hours=72)
    assert offers(filed) == [(FIRST, 0, "accepted")]
    assert trail(filed)[1:] == [("accepted", FIRST)]
    assert rings(filed, hours=3) == 0, "no clock for accepting runs any more"
    assert hears(filed) == [False, False, False]


def test_colleagues_hear_that_it_is_taken_and_who_took_it_does_not(office: Office) -> None:
    colleague = hires(office, "Wulandari", Role.PIMPASA, "36.04")
    files(office, "warga", STORY)
    heard(office), office.gets(colleague)
    assert accepts(office, FIRST)
    assert office.gets(colleague) == f"BD-101 {TAKEN}."
    assert purposes(office) == {"alert", "notice"}
    assert hears(office) == [False, False, False]


def test_a_colleague_without_a_phone_stops_nothing(office: Office) -> None:
    hires(office, "Wulandari", Role.PIMPASA, "36.04")
    files(office, "warga", STORY)
    office.app.database.write_now(lambda tx: cases.change_officer(tx, 4, contact_id=None))
    assert accepts(office, FIRST)
    assert hears(office, TAKEN) == [False, False, False]


def test_only_who_was_asked_can_accept_or_decline_and_only_an_open_case(filed: Office) -> None:
    for number, case in ((BACKUP, 1), (FIRST, 99)):
        assert accepts(filed, number, case) is False
        assert declines(filed, number, case) is False
    assert accepts(filed, FIRST)
    assert accepts(filed, FIRST) is False, "taken already"
    assert declines(filed, FIRST) is False
    assert trail(filed)[1:] == [("accepted", FIRST)]


@pytest.mark.parametrize("does_it", [accepts, declines])
def test_whom_the_report_speaks_of_can_do_neither(filed: Office, does_it: Callable[..., bool]) -> None:
    filed.app.database.write_now(lambda tx: cases.answer(tx, 1, FIRST, cases.BARRED, filed.now))
    assert not does_it(filed, FIRST)


def test_who_missed_it_may_still_take_it(filed: Office) -> None:
    rings(filed, hours=2)
    heard(filed)
    assert accepts(filed, FIRST)
    assert hears(filed, TAKEN) == [False, True, False]


def test_the_limit_for_closing_runs_from_the_first_who_accepted(filed: Office) -> None:
    accepts(filed, FIRST)
    close_by = case_of(filed).close_by_at
    filed.now += timedelta(hours=30)
    does(filed, escalation.offer_again, 1, filed.now)
    assert accepts(filed, BACKUP)
    assert case_of(filed).close_by_at == close_by


@pytest.mark.parametrize(("given", "like"), [({}, None), ({"alike": True}, 1)])
def test_taken_by_itself_a_case_is_told_apart(
    filed: Office, given: dict[str, bool], like: int | None
) -> None:
    changes(filed, like_id=1)
    assert accepts(filed, FIRST, **given)
    assert case_of(filed).like_id == like


def test_who_declines_is_passed_over_at_once(filed: Office) -> None:
    assert declines(filed, FIRST)
    assert offers(filed) == [(FIRST, 0, "declined"), (BACKUP, 1, "")]
    assert trail(filed)[1:] == [("declined", FIRST), ("offered_1", None)]
    assert hears(filed, MOVED) == [False, True, False]


def test_while_a_colleague_has_not_answered_the_case_waits_for_them(office: Office) -> None:
    colleague = hires(office, "Wulandari", Role.PIMPASA, "36.04")
    files(office, "warga", STORY)
    assert declines(office, FIRST)
    assert case_of(office).rung == 0
    assert "BD-101" in office.gets(colleague)
    assert declines(office, 4)
    assert case_of(office).rung == 1


def test_what_waits_for_who_is_gone_goes_on_without_them(filed: Office) -> None:
    files(filed, "tetangga", "Ada lowongan ke Kamboja di grup desa, gaji 15 juta")
    assert does(filed, escalation.pass_over, FIRST, filed.now, "unreachable") == 2
    assert [offers(filed, case) for case in (1, 2)] == [[(FIRST, 0, "unreachable"), (BACKUP, 1, "")]] * 2
    assert ("unreachable", FIRST) in trail(filed)
    assert does(filed, escalation.pass_over, FIRST, filed.now, "unreachable") == 0


def test_a_case_that_leaves_its_officer_begins_anew_on_the_next_rung(filed: Office) -> None:
    accepts(filed, FIRST)
    changes(filed, nudged_at=filed.now)
    does(filed, escalation.offer_again, 1, filed.now)
    case = case_of(filed)
    assert (case.state, case.owner_id, case.accepted_at) == ("ditawarkan", None, None)
    assert (case.act_by_at, case.nudged_at, case.rung) == (None, None, 1)
    assert hears(filed, "KUNING", "BD-101") == [False, True, False]


def test_what_was_done_gives_time_for_the_next_step(filed: Office) -> None:
    accepts(filed, FIRST)
    changes(filed, nudged_at=filed.now)
    filed.now += timedelta(hours=50)
    does(filed, escalation.begin_step, case_of(filed), filed.now)
    case = case_of(filed)
    assert (case.act_by_at, case.nudged_at) == (filed.now + timedelta(hours=48), None)


def test_for_an_exercise_no_clock_runs_and_nobody_else_is_asked(filed: Office) -> None:
    changes(filed, training_id=1)
    does(filed, escalation.climb, 1, filed.now)
    assert accepts(filed, FIRST)
    case = case_of(filed)
    assert (case.state, case.act_by_at, case.close_by_at) == ("diterima", None, None)
    assert hears(filed) == [False, False, False]


def notice(office: Office, case: int = 1) -> None:
    does(office, escalation.tell_officer, case, "push.parted", "lihat_isi", "tanya")


def test_the_officer_who_has_a_case_hears_of_it(filed: Office) -> None:
    notice(filed)
    assert hears(filed) == [False, False, False], "nobody has it"
    accepts(filed, FIRST)
    notice(filed)
    (out,) = filed.outs(filed.officers[0])
    assert "BD-101" in out.text
    assert purposes(filed) == {"alert", "notice"}
    assert buttons(out) == [("lihat_isi", "BD-101"), ("tanya", "BD-101")]
    notice(filed, case=99)
    filed.app.database.write_now(lambda tx: cases.change_officer(tx, FIRST, contact_id=None))
    notice(filed)
    assert hears(filed) == [False, False, False]


def test_of_a_merged_case_who_has_the_other_hears(filed: Office) -> None:
    files(filed, "tetangga", "Ada lowongan ke Kamboja di grup desa, gaji 15 juta")
    heard(filed)
    accepts(filed, FIRST)
    changes(filed, 2, merged_into=1)
    notice(filed, case=2)
    assert hears(filed, "BD-102") == [True, False, False]


def test_like_cases_are_told_together_later(filed: Office) -> None:
    changes(filed, like_id=1)
    does(filed, escalation.climb, 1, filed.now)
    assert hears(filed) == [False, False, False]
    filed.now += timedelta(days=1)
    does(filed, digests.run)
    assert hears(filed, "BD-101") == [False, True, False]
    assert accepts(filed, BACKUP, alike=True)
    assert hears(filed, TAKEN) == [False, False, False]
