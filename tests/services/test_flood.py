"""A machine that reports without end: everything is kept, officers are told once, and people are heard as ever."""

import random
import re

import pytest

from bot.domain.commands import FileReport
from bot.domain.messages import Address
from bot.domain.offers import Severity
from bot.i18n import FIRST_LANGUAGE
from bot.services import digests, follow_up, reports
from bot.store import cases, people
from bot.store.db import Transaction
from bot.store.schema import cases as all_cases
from tests.screening.samples import lines
from tests.services.conftest import Office
from tests.services.test_code_guesses import quick
from tests.services.test_custody import make_keys

ROBOT = "Pak Mansur mengajak lima perempuan kerja di Malaysia, berangkat minggu depan lewat Batam, KTP dikumpulkan"
HONEST = "Anak tetangga saya umur 15 tahun besok subuh mau dijemput mobil travel hitam, katanya ke Batam"
VILLAGE = "36.04.13.2007"
ALONE = 3  # of content/fairness.toml
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def files(
    office: Office, who: str, story: str, severity: Severity = Severity.KUNING, village: str = VILLAGE
) -> str:
    """One report, as the last step of the conversation files it; gives its receipt code."""
    desk = office.app.desk
    code, hashed = desk.mint.take()
    command = FileReport(code, (("story", story),), severity, (), village)
    address = Address("web", who)

    def file(tx: Transaction) -> None:
        address_hash = desk.address_hash(address)
        contact = people.contact_by_hash(tx, "web", address_hash) or people.add_contact(
            tx, "web", address_hash, b"sealed", FIRST_LANGUAGE, desk.now()
        )
        reports.file(tx, desk, contact, command, hashed, desk.now())

    office.app.database.write_now(file)
    return code


def varied(chance: random.Random, number: int) -> str:
    words = ROBOT.split()
    words[chance.randrange(len(words))] = chance.choice(["orang", "katanya", "besok", "sana"])
    text = " ".join(words)
    return f"{text.upper() if number % 2 else text}!! {number}"


def floods(office: Office, count: int, severity: Severity = Severity.KUNING) -> list[str]:
    """As many reports, each from a chat of its own."""
    chance = random.Random(4)
    return [files(office, f"robot{number}", varied(chance, number), severity) for number in range(count)]


def digested(office: Office, minutes: float = 0) -> None:
    office.passes(minutes=minutes)
    office.app.database.write_now(lambda tx: digests.run(tx, office.app.desk))


def told(office: Office, who: str) -> list[str]:
    """The messages that wait for an officer."""
    found: list[str] = []
    while batch := office.outs(who):
        found += [out.text for out in batch]
    return found


def check_flood(office: Office, count: int) -> None:
    """`count` robots and one honest report in the same minute and village."""
    quick(office)
    pimpasa = office.officers[0]
    make_keys(office, *office.officers)
    codes = floods(office, count // 2)
    told(office, pimpasa)
    honest = files(office, "warga", HONEST, Severity.MERAH)
    (alert,) = told(office, pimpasa)
    assert "MERAH" in alert
    codes += [
        files(office, f"lain{number}", varied(random.Random(5), number)) for number in range(count // 2)
    ]
    assert told(office, pimpasa) == []
    digested(office, minutes=11)
    (digest,) = told(office, pimpasa)
    assert f"{count - ALONE} laporan lagi seperti BD-101" in digest
    digested(office, minutes=30)
    assert told(office, pimpasa) == []
    assert len({*codes, honest}) == count + 1
    for code in (codes[0], codes[count // 2], codes[-1], honest):
        assert "menunggu diambil" in office.says(f"pemilik {code}", code)
    assert office.reads(pimpasa, f"BD-{100 + count // 2}")
    assert HONEST in office.reads(pimpasa, f"BD-{101 + count // 2}")


@pytest.mark.slow
def test_seven_hundred_robot_reports_become_one_digest(office: Office) -> None:
    check_flood(office, 700)


def test_a_flood_becomes_one_digest_and_an_honest_report_stands_alone(office: Office) -> None:
    check_flood(office, 20)


def test_an_urgent_report_in_its_own_words_is_never_held_back(office: Office) -> None:
    quick(office)
    floods(office, 12, Severity.MERAH)
    told(office, office.officers[0])
    for number in range(8):  # even a sender who files without end
        files(office, "warga", f"{number} {HONEST[number * 8 :]} {chr(97 + number) * 30}", Severity.MERAH)
        assert len(told(office, office.officers[0])) == 1 or number >= ALONE


def test_an_urgent_flood_is_told_within_minutes_and_climbs(office: Office) -> None:
    quick(office)
    pimpasa, backup, _ = office.officers
    floods(office, 10, Severity.MERAH)
    assert len(told(office, pimpasa)) == ALONE
    digested(office, minutes=2)
    assert "7 laporan lagi" in told(office, pimpasa)[0]
    office.climbs()
    told(office, backup)
    digested(office, minutes=3)
    assert [text for text in told(office, backup) if "7 laporan lagi" in text]


def test_a_class_behind_one_network_gets_through(office: Office) -> None:
    """Forty people, each in words of their own, told one by one."""
    quick(office)
    stories = [line["text"] for name in ("reports_dev.jsonl", "reports_second.jsonl") for line in lines(name)]
    for number, story in enumerate(stories[:40]):
        files(office, f"siswa{number}", story)
    assert len(told(office, office.officers[0])) == 40


def test_who_files_without_end_is_told_together_but_kept(office: Office) -> None:
    quick(office)
    chance = random.Random(7)
    for _ in range(12):
        files(office, "satu", "".join(chance.choices("abcdefghijklmnoprstu ", k=120)))
    most = office.app.desk.content.fairness.filed_reports.most
    assert len(told(office, office.officers[0])) == most + 1
    files(office, "lain", HONEST)
    assert len(told(office, office.officers[0])) == 1
    digested(office, minutes=11)
    assert f"{12 - most - 1} laporan lagi seperti" in told(office, office.officers[0])[0]


def test_other_villages_have_their_own(office: Office) -> None:
    quick(office)
    floods(office, 6)
    told(office, office.officers[0])
    files(office, "warga", ROBOT, village="36.04.14.2001")
    assert len(told(office, office.officers[0])) == 1


def test_all_are_accepted_and_closed_at_once_but_not_what_was_taken_alone(office: Office) -> None:
    quick(office)
    pimpasa, number = office.officers[0], "BD-104"
    codes = floods(office, 8)
    digested(office, minutes=11)
    office.gets(pimpasa)
    office.taps(pimpasa, "terima", "BD-106")
    assert "4 laporan yang mirip" in office.taps(pimpasa, "terima_semua", number)
    assert "sudah di tangan petugas" in office.says("pemilik", codes[-1])
    office.taps(pimpasa, "tutup_semua", number)
    office.says(pimpasa, "Tidak terbukti")
    rows = office.app.database.read(lambda tx: tx.execute(all_cases.select().order_by(all_cases.c.id)).all())
    assert [row.state for row in rows[3:]] == ["ditutup", "ditutup", "diterima", "ditutup", "ditutup"]
    assert [row.state for row in rows[:3]] == ["ditawarkan"] * 3


def test_what_lies_is_reminded_of_once_for_all(office: Office) -> None:
    quick(office)
    pimpasa = office.officers[0]
    floods(office, 9)
    digested(office, minutes=11)
    office.taps(pimpasa, "terima_semua", "BD-104")
    office.passes(hours=49)
    told(office, pimpasa)
    office.app.database.write_now(lambda tx: follow_up.run(tx, office.app.desk))
    digested(office, minutes=11)
    (digest,) = told(office, pimpasa)
    assert "6 laporan lagi" in digest


def test_the_database_tells_nothing_of_the_words_and_forgets(office: Office) -> None:
    quick(office)
    floods(office, 5)
    assert office.stored("likenesses")
    assert b"Mansur" not in office.everything_stored()
    assert b"robot0" not in office.everything_stored()
    office.passes(hours=49)
    assert office.stored("likenesses") == b""


def test_a_new_flood_after_a_day_is_told_anew(office: Office) -> None:
    quick(office)
    floods(office, 5)
    told(office, office.officers[0])
    office.passes(hours=25)
    files(office, "besok", ROBOT)
    assert len(told(office, office.officers[0])) == 1


def test_a_case_of_a_flood_stands_on_its_own_ladder(office: Office) -> None:
    quick(office)
    floods(office, 6)
    held = office.app.database.write_now(lambda tx: cases.case(tx, 6))
    assert held.like_id == 1
    assert held.accept_by_at is not None
    assert office.app.database.write_now(lambda tx: cases.offered_to(tx, 6))
