"""A reporter who shares the phone: whatever happens, what is sent unasked tells nothing; muted, nothing is sent."""

from datetime import timedelta

import pytest

from bot.domain.channel import Limits
from bot.domain.messages import Outbound, Template
from bot.domain.templates import Known
from bot.services import delivery, templates, traces
from bot.services.desk import OUTBOX
from bot.store import outbox, people
from bot.store.db import Transaction
from bot.store.outbox import Lane, State
from bot.store.schema import outbox as messages
from tests.conversations.test_shared_phone import TELLING
from tests.services.conftest import Office
from tests.services.test_custody import STORY, read
from tests.services.test_merging import files

QUIET = "Ada kabar untukmu. Buka kalau sendirian."


def files_quietly(office: Office) -> str:
    """Gives the receipt code."""
    office.says("warga", "lapor")
    office.says("warga", "HP dipakai bersama")
    for answer in (STORY, "Pontang", "lewati", "lewati", "lewati", "lewati", "selesai"):
        office.says("warga", answer)
    said = office.says("warga", "kabari tersamar")
    office.says("warga", "lewati")
    return next(line for line in said.splitlines() if line.count("-") == 2 and line == line.upper())


def everything_happens(office: Office) -> list[str]:
    """What an officer does with a case from beginning to end; gives what reached the reporter at each step."""
    officer, heard = office.officers[0], []
    for action, words in (
        ("terima", ()), ("tanya", ("Jam berapa dijemput?",)), ("sudah_diverifikasi", ()),
        ("balas_pelapor", ("Terima kasih, kami ke sana",)), ("sudah_ditindaklanjuti", ()),
        ("tutup", ("Dirujuk", "BP3MI")),
    ):  # fmt: skip
        office.taps(officer, action, "BD-101")
        for said in words:
            office.says(officer, said)
        heard.append(office.gets("warga"))
    return heard


def test_whatever_happens_the_message_is_the_same(office: Office) -> None:
    files_quietly(office)
    assert everything_happens(office) == [QUIET] * 6


def test_who_agreed_hears_what_happened(office: Office) -> None:
    files(office, "warga", STORY)
    heard = everything_happens(office)
    assert all(TELLING.search(text) for text in heard)
    assert len(set(heard)) == 6


def test_a_tap_on_the_quiet_message_shows_what_it_stood_for(office: Office) -> None:
    files_quietly(office)
    officer = office.officers[0]
    office.taps(officer, "terima", "BD-101")
    office.gets("warga")
    office.taps(officer, "tanya", "BD-101")
    office.says(officer, "Jam berapa dijemput?")
    (quiet,) = office.outs("warga")
    assert "Jam berapa dijemput?" in office.says("warga", button=quiet.choices[0].id)
    office.says("warga", "jam empat subuh")
    assert "tambahan dari pelapor" in office.gets(officer)
    assert "Ketik kode" in office.says("orang lain", button=quiet.choices[0].id)


def test_a_muted_reporter_is_sent_nothing_and_reads_everything(office: Office) -> None:
    code = files(office, "warga", STORY)
    office.says("warga", "status")
    office.says("warga", code)
    assert "tidak dikirim" in office.says("warga", "jangan kirim kabar")
    assert everything_happens(office) == [""] * 6
    office.says("warga", "status")
    shown = office.says("warga", code)
    for words in ("Jam berapa dijemput?", "kami ke sana", "selesai"):
        assert words in shown


def test_news_comes_again_after_a_tap(office: Office) -> None:
    files(office, "warga", STORY)
    officer = office.officers[0]
    office.taps(officer, "terima", "BD-101")
    office.gets("warga")
    office.taps(officer, "tanya", "BD-101")
    office.says(officer, "Jam berapa?")
    (asked,) = office.outs("warga")
    mute, unmute = asked.choices[1].id, asked.choices[1].id.replace("diamkan", "bunyikan")
    office.says("warga", button=mute)
    office.taps(officer, "sudah_diverifikasi", "BD-101")
    assert office.gets("warga") == ""
    office.says("warga", button=unmute)
    office.taps(officer, "sudah_ditindaklanjuti", "BD-101")
    assert "ditindaklanjuti" in office.gets("warga")


def test_mute_of_somebody_else_changes_nothing(office: Office) -> None:
    files(office, "warga", STORY)
    officer = office.officers[0]
    office.taps(officer, "terima", "BD-101")
    office.taps(officer, "tanya", "BD-101")
    office.says(officer, "Jam berapa?")
    button = office.outs("warga")[-1].choices[1].id
    office.says("orang lain", button=button)
    office.taps(officer, "sudah_diverifikasi", "BD-101")
    assert "diverifikasi" in office.gets("warga")


def test_the_quick_exit_survives_a_restart_and_keeps_the_story_sealed(office: Office) -> None:
    office.says("warga", "lapor")
    office.says("warga", STORY)
    assert office.says("warga", "TUTUP") == "Halo! Ada yang bisa dibantu?"
    assert b"Kuswatun" not in office.everything_stored()
    assert "Kuswatun" not in office.says("warga", "lapor") + office.says("warga", "kembali")
    assert "Di desa mana?" in office.says("warga", "lanjut")
    office.says("warga", "tutup")
    office.passes(hours=25)
    assert "Di desa mana?" not in office.says("warga", "lanjut"), "it expires like every draft"


@pytest.mark.parametrize("can_erase", [True, False])
def test_messages_with_the_code_are_taken_back_once(office: Office, can_erase: bool) -> None:
    office.app.desk.limits = {"web": Limits(4096, 10, can_erase=can_erase)}
    files(office, "warga", STORY)

    def sent(tx: object) -> None:
        rows = tx.execute(messages.select().where(messages.c.purpose == traces.SHOWS_CODE)).all()  # type: ignore[attr-defined]
        assert len(rows) == 1
        tx.execute(messages.update().values(provider_id=messages.c.id + 5000))  # type: ignore[attr-defined]

    read(office, sent)
    office.sends("warga", "sudah kucatat").result()

    def erased(tx: object) -> list[str]:
        found = outbox.claim(tx, "web", Lane.REPLY, 9, "w", office.now)  # type: ignore[arg-type]
        rows = [item for item in found if item.purpose == traces.ERASE]
        for item in found:
            outbox.settle(tx, item.id, State.SENT, office.now, "1")  # type: ignore[arg-type]
        return [office.app.desk.vault.open_json(item.body, OUTBOX)["erase"] for item in rows]

    first = read(office, erased)
    assert len(first) == int(can_erase)
    assert all(int(ident) > 5000 for ident in first)
    office.sends("warga", "sudah kucatat").result()
    assert read(office, erased) == [], "once"


def announced(office: Office, reader: str) -> tuple[Template | None, str]:
    """What WhatsApp would carry to somebody a day later, and then after their next word."""
    desk = office.app.desk
    read(office, lambda tx: people.touch(tx, office.contact_id(reader), office.now))
    office.now += timedelta(hours=25)
    approved = [Known(entry.name, "HX" + "0" * 32, "approved") for entry in desk.content.templates.entries]
    read(office, lambda tx: templates.take_in(tx, desk, approved))

    def sent(tx: Transaction) -> Outbound:
        (item,) = outbox.claim(tx, "web", Lane.URGENT, 9, "w", office.now)
        out = delivery.parcel(desk, item, Limits(1500, 10, window_hours=24)).out
        outcome = delivery.Outcome(item, "1", was_template=out.template is not None)
        delivery.settle(tx, desk, [outcome], office.now)
        return out

    template = read(office, sent).template
    office.sends(reader, "ok").result()
    return template, read(office, sent).text


def test_after_the_window_a_template_without_a_name_announces_the_quiet_message(office: Office) -> None:
    files_quietly(office)
    office.taps(office.officers[0], "terima", "BD-101")
    assert announced(office, "warga") == (Template("news_waiting"), QUIET)
