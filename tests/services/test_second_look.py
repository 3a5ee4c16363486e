"""From the person to the officers and back: routing, first answer, ladder, expiry, erasure, limits, audit."""

import pytest
from sqlalchemy import select

from bot.domain import choosing
from bot.domain.messages import Choice
from bot.store.db import Transaction
from bot.store.outbox import Lane, claim
from bot.store.schema import audit, contacts, looks, outbox
from tests.services.conftest import Office

ME, OFFER = "warga-web-0123456789", "Ada kerja pabrik di Taiwan gaji 15 juta, lewat Bu Contoh di Lontar"
NUMBER = "CEK-101"


def asked(office: Office, who: str = ME, offer: str = OFFER, button: str = "Kirim, kabari sini") -> str:
    said = office.says(who, offer)
    for _ in range(3):
        if "WASPADA" not in said:
            said = office.says(who, "Belum tahu")
    assert "WASPADA" in said
    office.says(who, "minta petugas cek")
    return office.says(who, button)


def actions(office: Office) -> list[str]:
    entries = select(audit.c.action).order_by(audit.c.id)
    return office.app.database.read(lambda tx: list(tx.execute(entries).scalars()))


def row(office: Office):
    return office.app.database.read(lambda tx: tx.execute(select(looks)).one())


def test_the_first_officer_who_answers_settles_it(office: Office) -> None:
    """Asked, climbed once, read, answered; the other officer is told, the person reads level, words and what to do."""
    first, backup, _ = office.officers
    assert "sampai ke petugas" in asked(office)
    assert "CEK-101" in office.gets(first)
    assert office.gets(backup) == ""
    office.passes(hours=25)
    assert "CEK-101" in office.gets(backup)
    shown = office.taps(first, "lihat_tawaran", NUMBER)
    assert "Bu Contoh" in shown
    assert "diteruskan" in office.taps(first, "nilai_bahaya", NUMBER)
    answer = office.gets(ME)
    assert answer.startswith("⛔ BAHAYA, kata petugas imigrasi.")
    assert "0800-1000" in answer
    assert "aman" not in answer
    assert "dijawab petugas lain" in office.gets(backup)
    assert "tidak ada yang berubah" in office.taps(backup, "nilai_tanpa_tanda", NUMBER)
    assert office.gets(ME) == ""
    assert actions(office) == [
        "look_asked", "look_asked_0", "look_asked_1", "look_opened", "look_answered",
    ]  # fmt: skip


def test_of_two_who_answer_at_once_one_is_first(office: Office) -> None:
    asked(office)
    office.passes(hours=25)
    tap = choosing.payload(Choice("nilai_bahaya", topic=NUMBER), 0)
    both = [office.sends(who, button=tap, writer=n) for n, who in enumerate(office.officers[:2])]
    assert [turn.result().outcome for turn in both] == ["answered", "answered"]
    told = [office.gets(who) for who in office.officers[:2]]
    assert sum("sudah diteruskan" in text for text in told) == 1
    assert sum("tidak ada yang berubah" in text for text in told) == 1
    assert office.gets(ME).count("kata petugas imigrasi") == 1


def test_who_answers_does_not_wait_for_a_colleague_who_writes_just_then(office: Office) -> None:
    """The colleague may be waiting for the very request that is being answered."""
    database = office.app.database
    if database.is_sqlite:
        pytest.skip("has one writer")
    asked(office)
    office.passes(hours=25)
    first, backup = office.officers[:2]
    tap = choosing.payload(Choice("nilai_bahaya", topic=NUMBER), 0)
    held = select(contacts).where(contacts.c.id == office.contact_id(backup)).with_for_update()
    with database.engine.connect() as colleague, colleague.begin():
        colleague.execute(held)
        assert office.sends(first, button=tap).result(timeout=20).outcome == "answered"
    assert "dijawab petugas lain" in office.gets(backup)


def test_who_says_stop_while_something_is_queued_for_them_does_not_get_it(office: Office) -> None:
    asked(office)
    first = office.officers[0]
    stop = contacts.update().where(contacts.c.id == office.contact_id(first)).values(stopped_at=office.now)
    office.app.database.write_now(lambda tx: tx.execute(stop))

    def claimed(tx: Transaction) -> list[int]:
        return [item.contact_id for item in claim(tx, "web", Lane.URGENT, 50, "w", office.now)]

    assert office.contact_id(first) not in office.app.database.write_now(claimed)


def test_what_officers_get_unasked_tells_nothing_of_the_person_or_the_text(office: Office) -> None:
    office.says(ME, button="t~menu~x")
    asked(office, offer=OFFER + ", hubungi 0811-1111-0001")
    alert = office.gets(office.officers[0])
    for mark in (ME, "Bu Contoh", "Taiwan", "Lontar", "0811", "1111", "15 juta"):
        assert mark not in alert


def test_own_words_reach_the_person(office: Office) -> None:
    asked(office)
    first = office.officers[0]
    office.taps(first, "tulis_jawaban", NUMBER)
    office.says(first, "PT itu tidak punya izin ke Taiwan.")
    office.says(first, "Perlu dicek")
    assert "PT itu tidak punya izin ke Taiwan." in office.gets(ME)


def test_it_climbs_to_the_supervisors_and_then_the_person_is_told(office: Office) -> None:
    asked(office)
    for hours, officer in ((24.1, 1), (24, 2)):
        office.passes(hours=hours)
        assert NUMBER in office.gets(office.officers[officer])
    assert office.gets(ME) == ""
    office.passes(hours=24)
    told = office.gets(ME)
    assert "belum sempat menjawab" in told
    assert "0800-1000" in told
    assert "3 hari" in office.taps(office.officers[2], "nilai_bahaya", NUMBER)
    assert office.gets(ME) == ""
    assert "look_lapsed" in actions(office)


def test_after_a_long_silence_of_the_clock_the_person_is_told_at_once(office: Office) -> None:
    asked(office)
    office.passes(days=9)
    assert "belum sempat menjawab" in office.gets(ME)


def test_supervisors_are_asked_again_while_there_is_time(office: Office) -> None:
    from bot.store import cases

    first = office.app.database.read(cases.all_officers)
    for officer in first[:2]:
        office.app.database.write_now(lambda tx, o=officer: cases.change_officer(tx, o.id, is_active=False))
    asked(office)
    supervisor = office.officers[2]
    assert NUMBER in office.gets(supervisor)
    office.passes(hours=25)
    assert NUMBER in office.gets(supervisor)


def test_who_looks_themselves_waits_for_the_word(office: Office) -> None:
    asked(office, button="Kirim, lihat nanti")
    office.taps(office.officers[0], "nilai_waspada", NUMBER)
    assert office.gets(ME) == ""
    assert "WASPADA, kata petugas" in office.says(ME, "JAWABAN")
    assert row(office).reply_to is None


def test_stop_keeps_everything_unasked_away_and_the_answer_can_be_asked_for(office: Office) -> None:
    asked(office)
    office.says(ME, "STOP")
    office.taps(office.officers[0], "nilai_bahaya", NUMBER)
    assert office.gets(ME) == ""
    assert "BAHAYA, kata petugas" in office.says(ME, "jawaban")


def test_hapus_ends_the_request_and_empties_it(office: Office) -> None:
    asked(office)
    office.says(ME, "hapus")
    office.says(ME, "Ya, hapus data saya")
    kept = row(office)
    assert (kept.state, kept.asker, kept.reply_to, kept.body) == ("ditarik", None, None, None)
    assert "ditarik" in office.taps(office.officers[0], "lihat_tawaran", NUMBER)
    assert "look_withdrawn" in actions(office)


def test_at_most_three_are_open(office: Office) -> None:
    for _ in range(3):
        assert "sampai ke petugas" in asked(office)
    office.says(ME, OFFER)
    for _ in range(3):
        office.says(ME, "Belum tahu")
    assert "Sudah 3 tawaran" in office.says(ME, "minta petugas cek")
    office.taps(office.officers[0], "nilai_bahaya", NUMBER)
    assert "sampai ke petugas" in asked(office)


def test_an_officer_is_not_asked_about_an_offer_of_their_own(office: Office) -> None:
    first, backup, _ = office.officers
    asked(office, who=first)
    assert NUMBER not in office.gets(first)
    assert NUMBER in office.gets(backup)


@pytest.mark.parametrize("choice", ["lihat_tawaran", "nilai_bahaya", "tulis_jawaban"])
def test_an_officer_who_was_not_asked_sees_nothing(office: Office, choice: str) -> None:
    asked(office)
    assert "tidak ada di daftar" in office.taps(office.officers[1], choice, NUMBER)
    assert row(office).state == "terbuka"


def test_thirty_days_after_the_answer_the_text_is_gone(office: Office) -> None:
    asked(office)
    office.taps(office.officers[0], "nilai_bahaya", NUMBER)
    office.passes(days=29)
    assert row(office).body is not None
    office.passes(days=2)
    assert (row(office).body, row(office).answer, row(office).asker) == (None, None, None)
    assert "Belum ada tawaran" in office.says(ME, "jawaban")


def test_a_waiting_answer_that_was_read_is_not_sent_again(office: Office) -> None:
    """WhatsApp held it; the word JAWABAN shows it, so the held one goes."""
    asked(office)
    office.taps(office.officers[0], "nilai_bahaya", NUMBER)
    hold = outbox.update().where(outbox.c.purpose == "answer").values(state="held", code="window")
    office.app.database.write_now(lambda tx: tx.execute(hold))
    office.passes(hours=25)
    assert office.says(ME, "jawaban").count("BAHAYA, kata petugas") == 1
