"""Whom a report speaks of: they lose it without a word, and when nobody may have it that is said once."""

from datetime import timedelta

import pytest

from bot.domain.casework import Role
from bot.domain.offers import Severity
from bot.services import escalation, rosters
from bot.services.desk import REPORT
from bot.store import cases
from tests.services.conftest import Office
from tests.services.ladder.conftest import (
    BACKUP,
    FIRST,
    HEAD,
    LIMITS,
    STORY,
    accepts,
    bars_all,
    case_of,
    changes,
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


def test_a_case_nobody_may_have_is_told_once_and_tried_again(
    filed: Office, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    bars_all(monkeypatch, FIRST, BACKUP, HEAD)
    filed.now += timedelta(minutes=5)
    does(filed, escalation.climb, 1, filed.now)
    case, since = case_of(filed), filed.now
    assert (case.rung, case.stranded_at, case.is_at_last_resort) == (-1, since, True)
    assert case.accept_by_at == since + LIMITS[Severity.KUNING]
    assert (told, trail(filed)[-1]) == (["push.stranded"], ("stranded", None))
    assert rings(filed, hours=2) == 1
    assert case_of(filed).stranded_at == since
    assert case_of(filed).accept_by_at == filed.now + timedelta(hours=2)
    assert (told, len(trail(filed))) == (["push.stranded"], 2), "and no more is noted"
    assert hears(filed) == [False, False, False]


def test_only_the_first_time_that_nobody_may_have_it_is_news(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the reporter is to hear of it hangs on that."""
    staff = does(filed, rosters.staff)
    assert does(filed, escalation.is_stranded, staff, 1, filed.now) is False, "the next was asked"
    bars_all(monkeypatch, FIRST, BACKUP, HEAD)
    said = [does(filed, escalation.is_stranded, staff, 1, filed.now) for _ in range(2)]
    assert said == [True, False]


def test_as_soon_as_somebody_may_have_it_they_are_asked(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(filed, "tetangga", "Ada lowongan ke Kamboja di grup desa, gaji 15 juta")
    with monkeypatch.context() as patch:
        bars_all(patch, FIRST, BACKUP, HEAD)
        does(filed, escalation.climb, 1, filed.now)
    heard(filed)
    does(filed, escalation.look_again, filed.now)
    assert (case_of(filed).stranded_at, case_of(filed).is_at_last_resort) == (None, False)
    assert "BD-101" in heard(filed)[1]
    assert case_of(filed, 2).rung == 0, "what was not stranded stays where it is"


def test_the_last_resort_is_told_what_it_is(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    last = hires(office, "Wulandari", Role.BACKUP, "11")
    office.app.database.write_now(lambda tx: cases.change_officer(tx, 4, is_last_resort=True))
    bars_all(monkeypatch, FIRST, BACKUP, HEAD)
    files(office, "warga", STORY)
    assert "jalan terakhirnya" in office.gets(last)
    case = case_of(office)
    assert (case.is_at_last_resort, case.rung, case.stranded_at) == (True, 3, None)
    assert offers(office) == [(4, 3, "")]


def test_what_nobody_could_have_is_open_again_once_a_last_resort_is_there(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars_all(monkeypatch, FIRST, BACKUP, HEAD)
    does(filed, escalation.climb, 1, filed.now)
    last = hires(filed, "Wulandari", Role.BACKUP, "11")
    filed.app.database.write_now(lambda tx: cases.change_officer(tx, 4, is_last_resort=True))
    does(filed, escalation.look_again, filed.now)
    assert "jalan terakhirnya" in filed.gets(last)
    assert (case_of(filed).stranded_at, case_of(filed).is_at_last_resort) == (None, True)


def test_a_head_from_elsewhere_is_no_last_resort(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    far = hires(office, "Gunawan", Role.KANWIL, "53")
    bars_all(monkeypatch, FIRST, BACKUP, HEAD)
    files(office, "warga", STORY)
    assert "belum diterima siapa pun" in office.gets(far)
    assert not case_of(office).is_at_last_resort
    assert purposes(office) == {"alert", "duty"}, "and that nobody of the place may have it"


def test_beside_another_head_the_last_resort_is_a_head(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Heads of the place are asked as such while one of them is nobody's last resort."""
    other = hires(office, "Gunawan", Role.KANWIL, "36")
    office.app.database.write_now(lambda tx: cases.change_officer(tx, 4, is_last_resort=True))
    bars_all(monkeypatch, FIRST, BACKUP)
    files(office, "warga", STORY, Severity.MERAH)
    rings(office, minutes=15)
    heard(office), office.gets(other)
    rings(office, minutes=15)
    for said in (heard(office)[2], office.gets(other)):
        assert "belum diterima siapa pun" in said
        assert "jalan terakhirnya" not in said
    assert not case_of(office).is_at_last_resort


def test_an_officer_who_is_named_loses_the_case_without_a_word(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepts(filed, FIRST)
    heard(filed)
    bars_all(monkeypatch, FIRST)
    assert does(filed, escalation.take_from_accused, 1, filed.now)
    assert offers(filed) == [(FIRST, 0, cases.BARRED), (BACKUP, 1, "")]
    assert hears(filed, "BD-101") == [False, True, False]
    assert [action for action, _ in trail(filed)][-2:] == ["taken_from_named", "offered_1"]
    before = trail(filed)
    assert not does(filed, escalation.take_from_accused, 1, filed.now), "once"
    assert trail(filed) == before


def test_where_nobody_is_named_nothing_moves(filed: Office) -> None:
    """Also when all who were asked have let it pass and its time is not over."""
    filed.app.database.write_now(lambda tx: cases.missed(tx, 1, filed.now))
    assert does(filed, escalation.take_from_accused, 1, filed.now) is False
    assert offers(filed) == [(FIRST, 0, "missed")]
    assert does(filed, escalation.take_from_accused, 99, filed.now) is False


def test_named_while_everybody_is_still_asked_it_goes_on(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars_all(monkeypatch, FIRST)
    assert does(filed, escalation.take_from_accused, 1, filed.now) is False, "nobody had it"
    assert offers(filed) == [(FIRST, 0, cases.BARRED), (BACKUP, 1, "")]
    assert hears(filed, "BD-101") == [False, True, False]


def test_of_two_who_were_asked_the_other_keeps_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    hires(office, "Wulandari", Role.PIMPASA, "36.04")
    files(office, "warga", STORY)
    bars_all(monkeypatch, FIRST)
    assert not does(office, escalation.take_from_accused, 1, office.now)
    assert offers(office) == [(FIRST, 0, cases.BARRED), (4, 0, "")]
    assert accepts(office, 4)
    bars_all(monkeypatch, FIRST, BACKUP)
    assert not does(office, escalation.take_from_accused, 1, office.now)
    assert case_of(office).owner_id == 4


def test_a_closed_case_is_taken_from_nobody(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    accepts(filed, FIRST)
    changes(filed, state="ditutup")
    bars_all(monkeypatch, FIRST)
    assert not does(filed, escalation.take_from_accused, 1, filed.now)
    assert case_of(filed).owner_id == FIRST


def test_when_nobody_of_ours_may_help_the_reporter_gets_numbers(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    way_back = filed.app.desk.vault.seal(str(filed.contact_id("warga")).encode(), REPORT)
    filed.app.database.write_now(lambda tx: cases.change_report(tx, 1, reply_to=way_back))
    bars_all(monkeypatch, FIRST, BACKUP, HEAD)
    does(filed, escalation.climb, 1, filed.now)
    said = filed.gets("warga")
    words = ("tidak ada petugas kami", "110", "0800-1000", "0811-902-3737", "tetap terbuka")
    assert [part in said for part in words] == [True] * len(words), said
