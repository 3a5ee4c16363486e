"""Whoever a report speaks of never gets it; everybody else does, and somebody always."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.casework import Role
from bot.domain.commands import FileReport
from bot.domain.messages import Address
from bot.domain.offers import Severity
from bot.services import escalation, offices
from bot.services import reports as filing
from bot.store import cases, people
from bot.store.db import Transaction
from bot.store.schema import outbox
from tests.services.conftest import Office

AREAS = ("36", "36.04", "32")
ANSWERS = ("Pontang", "lewati", "lewati", "lewati", "lewati", "selesai")


def hires(office: Office, name: str, role: Role, area: str = "36") -> str:
    """A further officer with a phone; gives the phone."""
    desk = office.app.desk

    def hire(tx: Transaction) -> None:
        officer = offices.add_officer(tx, desk, name, role, area)
        address = Address("web", name)
        sealed = desk.vault.seal(name.encode(), "address")
        contact = people.add_contact(tx, "web", desk.address_hash(address), sealed, "id", desk.now())
        cases.change_officer(tx, officer, contact_id=contact.id)

    office.app.database.write_now(hire)
    return name


def dismiss_the_others(office: Office) -> None:
    def dismiss(tx: Transaction) -> None:
        for row in cases.all_officers(tx):
            cases.change_officer(tx, row.id, is_active=False)

    office.app.database.write_now(dismiss)


def reports(office: Office, story: str, *more: str) -> str:
    """File a report; gives its receipt code."""
    office.says("warga", "lapor")
    for answer in (story, *ANSWERS, *more):
        office.says("warga", answer)
    said = office.says("warga", "kabari sini")
    office.says("warga", "lewati")
    return next(line for line in said.splitlines() if line.count("-") == 2 and line == line.upper())


def climbs(office: Office, hours: int = 200) -> None:
    for _ in range(hours // 25):
        office.now += timedelta(hours=25)
        office.app.database.write_now(lambda tx: escalation.climb_overdue(tx, office.app.desk))


def test_the_accused_never_hears_of_it(office: Office) -> None:
    dismiss_the_others(office)
    accused, other = hires(office, "Darmawan Prasetya", Role.PIMPASA), hires(office, "Suryadi", Role.PIMPASA)
    reports(office, "Pak Darmawan ngajak tiga perempuan ke Malaysia")
    climbs(office)
    assert office.gets(accused) == ""
    assert "BD-101" in office.gets(other)
    office.taps(accused, "terima", "BD-101")
    assert office.opens(accused) is None


def test_nobody_under_an_accused_supervisor_gets_it(office: Office) -> None:
    dismiss_the_others(office)
    under = hires(office, "Suryadi", Role.PIMPASA, "36.04")
    accused = hires(office, "Darmawan Prasetya", Role.SUPERVISOR, "36")
    elsewhere = hires(office, "Hartono", Role.SUPERVISOR, "32")
    reports(
        office,
        "Bu Rina ngajak ke Saudi, kerja sama dengan Darmawan Prasetya dari kantor",
        "langsung ke atasan",
    )
    climbs(office)
    assert (office.gets(under), office.gets(accused)) == ("", "")
    assert "BD-101" in office.gets(elsewhere)


def test_who_goes_round_the_village_starts_with_the_supervisors(office: Office) -> None:
    pimpasa, backup, supervisor = office.officers
    reports(office, "Oknum desa ikut membawa perempuan ke Malaysia", "langsung ke atasan")
    assert "BD-101" in office.gets(supervisor)
    assert (office.gets(pimpasa), office.gets(backup)) == ("", "")


def test_an_officer_named_afterwards_loses_the_case(office: Office) -> None:
    dismiss_the_others(office)
    first, second = (
        hires(office, "Darmawan Prasetya", Role.PIMPASA),
        hires(office, "Suryadi", Role.SUPERVISOR),
    )
    code = reports(office, "Bu Rina ngajak ke Saudi")
    office.taps(first, "terima", "BD-101")
    office.says("warga", code)
    office.says("warga", "tambah cerita")
    office.says("warga", "ternyata Pak Darmawan yang bekingi Bu Rina")
    assert "BD-101" in office.gets(second)
    assert office.opens(first) is None
    office.taps(second, "terima", "BD-101")
    assert "bekingi" in office.reads(second)


@pytest.mark.parametrize("seed", range(6))
def test_of_generated_offices_somebody_else_always_gets_it(office: Office, seed: int) -> None:
    dismiss_the_others(office)
    chance = random.Random(seed)
    names = ["Darmawan", "Suryadi", "Hartono", "Rukmini", "Wulandari", "Gunawan"]
    chance.shuffle(names)
    phones = {
        name: hires(office, name, chance.choice(list(Role)), chance.choice(["36", "36.04", "32"]))
        for name in names
    }
    accused = names[: chance.randint(1, 3)]
    reports(office, f"Yang ngajak {', '.join('Pak ' + name for name in accused)}, ke Malaysia")
    climbs(office)
    heard = {name for name, phone in phones.items() if "BD-101" in office.gets(phone)}
    assert heard.isdisjoint(accused)
    assert heard, "nobody heard of it"


@pytest.mark.parametrize("language", ["id", "en"])
def test_who_has_the_reporters_language_hears_first_and_nobody_is_left_out(
    office: Office, language: str
) -> None:
    dismiss_the_others(office)
    phones = {own: hires(office, name, Role.PIMPASA) for own, name in (("id", "Suryadi"), ("en", "Gunawan"))}
    write, desk = office.app.database.write_now, office.app.desk
    office.says("warga", "halo")
    ids = {own: office.contact_id(phone) for own, phone in phones.items()}
    me = office.contact_id("warga")

    def file(tx: Transaction) -> list[int]:
        for own, officer in ids.items():
            people.change_contact(tx, officer, language=own)
        people.change_contact(tx, me, language=language)
        reporter = people.contact_by_id(tx, me)
        assert reporter is not None
        told = FileReport("", (("story", "Bu Rina ngajak ke Saudi"),), Severity.MERAH, ())
        filing.file(tx, desk, reporter, told, b"h" * 32, desk.now())
        alerts = select(outbox.c.contact_id).where(outbox.c.purpose == "alert").order_by(outbox.c.id)
        return list(tx.execute(alerts).scalars())

    first, second = write(file)
    assert first == ids[language]
    assert {first, second} == {*ids.values()}
