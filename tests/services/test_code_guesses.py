"""Guessing receipt codes against the real database: budgets, the code room, the slow hash."""

import asyncio
import hashlib
import random
import threading

import pytest

from bot.domain import choosing, receipt_code
from bot.domain.messages import Address, Choice, Inbound
from bot.services.code_room import CodeRoom, Crowded
from bot.services.intake import Intake
from tests.services.conftest import Office
from tests.services.test_conflict import reports

STORY = "Bu Rina mengajak tiga perempuan ke Saudi, disuruh bayar dulu"
OPENED, REFUSED = "menunggu diambil", "Terlalu banyak kode"


def quick(office: Office) -> None:
    """A cheap hash in place of the slow one."""
    office.app.desk.vault.receipt_hash = lambda code: hashlib.sha256(code.encode()).digest()  # type: ignore[method-assign]


def wrong(number: int) -> str:
    return receipt_code.formed(f"A{number:010d}")


def says(office: Office, who: str, text: str, channel: str = "web") -> None:
    """Through the intake, as the web server hands it over."""
    msg = Inbound(Address(channel, who), channel, str(next(office.numbers)), text=text)
    asyncio.run(Intake(office.app.database, office.app.desk, office.app.worker).take([msg]))


def test_the_slow_hash_opens_a_report_and_nothing_else(office: Office) -> None:
    code = reports(office, STORY)
    says(office, "lain", wrong(1))
    assert OPENED not in office.gets("lain")
    says(office, "lain", f"kode saya {code.lower()}")
    assert OPENED in office.gets("lain")


def test_guesses_from_everywhere_lock_out_only_who_guesses(office: Office) -> None:
    quick(office)
    code = reports(office, STORY)
    chance = random.Random(2)
    for number in range(200):
        who = f"chat{number % 150}" if number % 2 else "keras kepala"
        assert OPENED not in office.says(who, wrong(chance.randrange(10**10)))
    assert REFUSED in office.says("keras kepala", wrong(7))
    assert REFUSED in office.says("keras kepala", code), "nothing is told to who has guessed too often"
    assert OPENED in office.says("pemilik", code)


def test_erasing_oneself_gives_no_new_tries(office: Office) -> None:
    quick(office)
    for number in range(6):
        office.says("tamu", wrong(number))
    office.says("tamu", "hapus")
    office.says("tamu", "ya, hapus")
    assert REFUSED in office.says("tamu", wrong(9))
    office.passes(hours=7)
    assert "Sisa percobaan: 5" in office.says("tamu", wrong(9))


def test_guessing_invitations_spends_the_same_tries(office: Office) -> None:
    quick(office)
    for number in range(6):
        office.says("tamu", "gabung")
        office.says("tamu", wrong(number))
    assert REFUSED in office.says("tamu", wrong(9))


def test_what_was_spent_is_joined_to_nobody_and_goes(office: Office) -> None:
    quick(office)
    office.says("tamu", wrong(1))
    assert office.app.desk.address_hash(Address("web", "tamu")) in office.everything_stored()
    budget_rows = office.stored("budgets")
    assert office.app.desk.address_hash(Address("web", "tamu")) not in budget_rows
    assert budget_rows
    office.passes(hours=25)
    assert office.stored("budgets") == b""


def test_a_code_is_worked_out_beside_the_writer(office: Office) -> None:
    """One within a sentence, too; not again one that comes with a button or in the same conversation."""
    code = reports(office, STORY)
    threads: list[str] = []
    slow = office.app.desk.vault.receipt_hash

    def noted(typed: str) -> bytes:
        threads.append(threading.current_thread().name)
        return slow(typed)

    office.app.desk.vault.receipt_hash = noted  # type: ignore[method-assign]
    for text in (code, "tambah cerita", "mobilnya putih", f"kode saya {code}, ada kabar?", wrong(1)):
        says(office, "warga", text)
    tapped = Choice("jawab", topic=code)
    button = Inbound(Address("web", "warga"), "web", "b", button=choosing.payload(tapped, 0))
    asyncio.run(Intake(office.app.database, office.app.desk, office.app.worker).take([button]))
    assert len([name for name in threads if name.startswith("asyncio")]) == 3
    assert not [name for name in threads if name.startswith("writer")]


def test_web_chats_share_one_place_and_phones_do_not_wait_for_them(office: Office) -> None:
    entered, free = threading.Semaphore(0), threading.Event()
    now_inside: list[int] = []
    inside = 0

    def slow(code: str) -> bytes:
        nonlocal inside
        inside += 1
        now_inside.append(inside)
        entered.release()
        if code != wrong(99):
            free.wait(30)
        inside -= 1
        return hashlib.sha256(code.encode()).digest()

    office.app.desk.vault.receipt_hash = slow  # type: ignore[method-assign]
    room = CodeRoom(office.app.database, office.app.desk)
    most = office.app.desk.content.fairness.code_room.most_waiting

    def message(number: int, channel: str = "web") -> Inbound:
        return Inbound(Address(channel, f"s{number}"), channel, "1", text=wrong(number))

    async def crowd() -> None:
        sent = [asyncio.create_task(room.hashes(message(number))) for number in range(most + 1)]
        (turned_away,), waiting = await asyncio.wait(sent, return_when=asyncio.FIRST_EXCEPTION)
        with pytest.raises(Crowded):
            await turned_away
        await asyncio.to_thread(entered.acquire)
        assert await room.hashes(message(99, "telegram"))
        free.set()
        await asyncio.gather(*waiting)

    asyncio.run(crowd())
    assert max(now_inside) == 2


def test_only_wrong_codes_are_slowed_down_once_there_are_many(office: Office) -> None:
    quick(office)
    code = reports(office, STORY)
    rests: list[float] = []
    now = 0.0

    async def sleep(seconds: float) -> None:
        rests.append(seconds)

    room = CodeRoom(office.app.database, office.app.desk, sleep, lambda: now)
    many = office.app.desk.content.fairness.code_room.wrong_an_hour

    def sends(who: str, text: str, channel: str = "web") -> None:
        asyncio.run(room.hashes(Inbound(Address(channel, who), channel, "1", text=text)))

    for number in range(many):
        sends(f"s{number}", wrong(number))
    assert rests == []
    sends("pemilik", code)
    sends("telepon", wrong(1), "telegram")
    assert rests == []
    sends("satu lagi", wrong(1))
    assert len(rests) == 1
    now = 4_000.0
    sends("besok", wrong(1))
    assert len(rests) == 1
