"""Urgent local alerts on a real database: two officers, who gets them, how they end."""

from datetime import timedelta

import pytest

from bot.domain import choosing
from bot.domain.casework import Role
from bot.domain.messages import Address, Choice
from bot.domain.public_alert import AlertState
from bot.services import audit, cadres, offices
from bot.services.desk import ADDRESS
from bot.store import cases, people, public_alerts, subscriptions
from bot.store.db import Transaction
from bot.store.public_alerts import Run
from tests.services.alerting import (
    HEADLINE,
    LONTAR,
    TO_DO,
    actions,
    bounded,
    called_off,
    had,
    hands_in,
    lets_out,
    published,
    queued,
    rings,
    state,
    subscribed,
)
from tests.services.conftest import Office


def test_who_opted_in_and_lives_there_gets_it_once_and_nobody_else(office: Office) -> None:
    subscribed(office, "Lontar", "langganan-lontar", "berhenti-lontar", "jeda-lontar")
    subscribed(office, "Pontang", "langganan-pontang")
    for text in ("peluang", "Lontar", "Kabari yang baru"):
        office.says("peluang-lontar", text)
    office.says("tanya-saja", "peluang")
    office.says("tanya-saja", "Lontar")
    for text in ("INFO", "Atur pesannya", "Jeda dulu"):
        office.says("jeda-lontar", text)
    office.says("berhenti-lontar", "STOP")
    subscribed(office, "Lontar", "keluar-lontar")
    left = office.contact_id("keluar-lontar")
    office.app.database.write_now(lambda tx: subscriptions.unsubscribe(tx, left, "pengingat", office.now))
    code = office.app.database.write_now(
        lambda tx: cadres.invite(tx, office.app.desk, LONTAR, cadres.Post.KADER)
    )
    office.says("kader-lontar", "kader")
    office.says("kader-lontar", code or "")
    published(office)
    rings(office)
    got = {
        who: had(office, who) for who in ("langganan-lontar", "peluang-lontar", "jeda-lontar", "kader-lontar")
    }
    assert set(got.values()) == {1}, got
    for who in ("berhenti-lontar", "keluar-lontar", "langganan-pontang", "tanya-saja"):
        assert had(office, who) == 0, who
    assert state(office) == (AlertState.PUBLISHED, Run.DONE)


def test_nothing_leaves_before_a_second_officer_and_the_author_hears_of_it(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    assert "diajukan ke 2 rekan" in hands_in(office)
    rings(office)
    assert had(office, "warga") == 0
    asked = office.gets(office.officers[1])
    assert TO_DO in asked and "kurang dari 5 orang menerimanya" in asked
    assert "Bapak/Ibu yang menulisnya" in lets_out(office, who=0)
    rings(office)
    assert had(office, "warga") == 0
    lets_out(office)
    assert "Rekan menyetujui" in office.gets(office.officers[0])
    assert actions(office) == [(1, "alert_written:1"), (2, "alert_approved:1")]
    assert office.app.database.read(lambda tx: audit.verify(tx, office.app.desk))[1]


def test_the_author_stays_the_author_under_another_role(office: Office) -> None:
    """Disabled and invited anew as a supervisor, on the same phone, or on another with the same name."""
    subscribed(office, "Lontar", "warga")
    hands_in(office)
    author, desk = office.officers[0], office.app.desk
    name = desk.content.demo.officers[0].name
    contact_id = office.contact_id(author)

    def reborn(tx: Transaction, name: str) -> None:
        for row in cases.all_officers(tx):
            if row.contact_id == contact_id:
                offices.disable_officer(tx, desk, row.id)
        number = offices.add_officer(tx, desk, name, Role.SUPERVISOR, "36")
        cases.change_officer(tx, number, contact_id=contact_id)

    for named in ("Nama lain", name):
        office.app.database.write_now(lambda tx, named=named: reborn(tx, named))
        assert "Bapak/Ibu yang menulisnya" in lets_out(office, who=0)
    other = Address("web", "ponsel-kedua-0123456789")

    def second_phone(tx: Transaction) -> None:
        sealed = desk.vault.seal(other.id.encode(), ADDRESS)
        contact = people.add_contact(tx, "web", desk.address_hash(other), sealed, "id", desk.now())
        number = offices.add_officer(tx, desk, f" {name.upper()} ", Role.SUPERVISOR, "36")
        cases.change_officer(tx, number, contact_id=contact.id)

    office.app.database.write_now(second_phone)
    assert "Bapak/Ibu yang menulisnya" in office.taps(other.id, "setujui_peringatan", "1")
    assert state(office)[0] == AlertState.WAITING


def test_the_first_answer_counts_and_later_taps_change_nothing(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    hands_in(office)
    lets_out(office, who=1)
    for who in (1, 2):
        assert "sudah diputuskan" in lets_out(office, who=who)
        assert "sudah diputuskan" in office.taps(office.officers[who], "tolak_peringatan", "1")
    rings(office)
    assert had(office, "warga") == 1
    assert actions(office) == [(1, "alert_written:1"), (2, "alert_approved:1")]


def test_what_a_colleague_refuses_goes_to_nobody(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    hands_in(office)
    assert "tidak dikirim" in office.taps(office.officers[2], "tolak_peringatan", "1")
    assert "tidak menyetujui" in office.gets(office.officers[0])
    rings(office)
    assert "sudah diputuskan" in lets_out(office)
    assert (had(office, "warga"), state(office)[0]) == (0, AlertState.REFUSED)


@pytest.mark.parametrize("who", ["warga", "orang-asing"])
def test_whoever_is_no_officer_lets_nothing_out(office: Office, who: str) -> None:
    subscribed(office, "Lontar", "warga")
    hands_in(office)
    office.taps(who, "setujui_peringatan", "1")
    office.taps(who, "peringatan_baru", "1")
    assert state(office)[0] == AlertState.WAITING


def test_an_officer_of_elsewhere_sees_and_decides_nothing(office: Office) -> None:
    hands_in(office)
    office.app.database.write_now(lambda tx: cases.change_officer(tx, 2, area="36.03"))
    assert "bukan wilayah Bapak/Ibu" in lets_out(office)
    assert "Tidak ada peringatan" in office.says(office.officers[1], "peringatan")
    assert state(office)[0] == AlertState.WAITING


def test_many_recipients_need_a_supervisor(office: Office) -> None:
    bounded(office, recipients=1)
    subscribed(office, "Lontar", "satu", "dua")
    assert "diajukan ke 1 rekan" in hands_in(office)
    assert office.gets(office.officers[1]) == ""
    assert "Supervisor yang harus menyetujui" in lets_out(office, who=1)
    assert "Disetujui" in lets_out(office, who=2)
    rings(office)
    assert (had(office, "satu"), had(office, "dua")) == (1, 1)


def test_calling_off_reaches_those_who_got_it_and_needs_a_colleague(office: Office) -> None:
    subscribed(office, "Lontar", "dapat", "dapat-lalu-stop")
    published(office)
    assert (had(office, "dapat"), had(office, "dapat-lalu-stop")) == (1, 1)
    office.says("dapat-lalu-stop", "STOP")
    subscribed(office, "Lontar", "datang-kemudian")
    called_off(office)
    rings(office)
    assert office.gets("dapat") == ""
    assert state(office)[0] == AlertState.PUBLISHED
    assert "Bapak/Ibu yang menulisnya" in lets_out(office, who=1, number="2")
    lets_out(office, who=0, number="2")
    rings(office)
    assert "dicabut" in office.gets("dapat")
    assert (office.gets("dapat-lalu-stop"), office.gets("datang-kemudian")) == ("", "")
    assert state(office) == (AlertState.CANCELLED, Run.DONE)
    assert "sekarang: sudah dicabut" in office.taps(office.officers[0], "batalkan_peringatan", "1")


def test_an_update_takes_the_place_of_the_alert(office: Office) -> None:
    subscribed(office, "Lontar", "dapat")
    published(office)
    office.outs("dapat")
    subscribed(office, "Lontar", "datang-kemudian")
    office.taps(office.officers[0], "perbarui_peringatan", "1")
    for text in (
        HEADLINE,
        "Sekarang mereka pindah ke Pontang.",
        TO_DO,
        "Sekarang juga",
        "6 jam",
        "Ajukan ke rekan",
    ):
        office.says(office.officers[0], text)
    lets_out(office, number="2")
    rings(office)
    for who in ("dapat", "datang-kemudian"):
        assert "kabar terbaru" in office.gets(who), who
    assert (state(office)[0], state(office, 2)[0]) == (AlertState.UPDATED, AlertState.PUBLISHED)
    called_off(office, "2")
    lets_out(office, who=0, number="3")
    rings(office)
    assert "dicabut" in office.gets("dapat")


def test_a_second_update_of_the_same_alert_comes_too_late(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    published(office)
    called_off(office)
    called_off(office)
    lets_out(office, who=0, number="2")
    assert "sudah tidak berlaku" in lets_out(office, who=0, number="3")
    assert state(office, 3)[0] == AlertState.WAITING


def test_it_ends_by_the_clock_and_what_waits_is_withdrawn(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    published(office)
    assert queued(office, "warga") == 1
    office.now += timedelta(days=1)
    rings(office)
    assert (state(office)[0], queued(office)) == (AlertState.EXPIRED, 0)
    assert office.gets("warga") == ""
    assert (None, "alert_expired:1") in actions(office)


def test_what_nobody_decides_lapses_and_the_author_hears_of_it(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    hands_in(office)
    office.now += timedelta(days=1)
    rings(office)
    assert "tidak disetujui siapa pun" in office.gets(office.officers[0])
    assert "sudah diputuskan" in lets_out(office)
    assert (state(office)[0], had(office, "warga")) == (AlertState.EXPIRED, 0)


def test_its_words_are_sealed_until_people_may_read_them(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    hands_in(office)
    assert HEADLINE.encode() not in office.everything_stored()
    assert TO_DO.encode() not in office.everything_stored()


def test_only_what_is_over_for_long_is_purged(office: Office) -> None:
    published_at = office.now
    published(office)
    later = published_at + timedelta(days=2_000)
    assert office.app.database.write_now(lambda tx: public_alerts.purge(tx, later)) == 0
    office.now += timedelta(days=1)
    rings(office)
    assert office.app.database.write_now(lambda tx: public_alerts.purge(tx, published_at)) == 0
    assert office.app.database.write_now(lambda tx: public_alerts.purge(tx, later)) == 1


def test_of_two_taps_at_the_same_moment_one_lets_it_out(office: Office) -> None:
    """On PostgreSQL they run side by side; the second waits for the first, and is told so."""
    subscribed(office, "Lontar", "warga")
    hands_in(office)
    for who in office.officers:
        office.gets(who)
    button = choosing.payload(Choice("setujui_peringatan", topic="1"), 0)
    taps = [office.sends(office.officers[who], button=button, writer=who) for who in (1, 2)]
    for tap in taps:
        tap.result()
    answers = [office.gets(office.officers[who]) for who in (1, 2)]
    assert sorted("Disetujui" in answer for answer in answers) == [False, True], answers
    assert [action for _, action in actions(office)] == ["alert_written:1", "alert_approved:1"]
    rings(office)
    assert had(office, "warga") == 1
