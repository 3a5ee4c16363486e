"""A provider's call is answered once the message is safe: in the database, or under seal on the disk."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.domain.messages import Address, Delivery, Event, Inbound, Location, Media, MediaKind, Receipt
from bot.services.waiting_room import Unsafe, WaitingRoom
from bot.store.db import Busy
from bot.store.gone import Gone
from bot.store.spool import Spool
from tests.services.conftest import Office

CALL = (
    Inbound(Address("telegram", "77001122"), "1", "m1", "Adik saya dikurung", media=(Media(MediaKind.PHOTO, "f1"),),
            location=Location(-6.0, 106.1), tap="t1", in_chat="9"),
    Inbound(Address("telegram", "77001122"), "1", "m2", event=Event.BLOCKED),
    Receipt("whatsapp", "1", "SM1", Delivery.FAILED, "63016"),
)  # fmt: skip


class Intake:
    """Takes what comes, or raises."""

    def __init__(self) -> None:
        self.taken: list[Inbound | Receipt] = []
        self.trouble: Exception | None = None
        self.busy = False

    def is_busy(self) -> bool:
        return self.busy

    async def take(self, items: Sequence[Inbound | Receipt]) -> None:
        if self.trouble is not None:
            raise self.trouble
        await asyncio.sleep(0)
        self.taken += items


@pytest.fixture
def intake() -> Intake:
    return Intake()


@pytest.fixture
def room(office: Office, intake: Intake, tmp_path: Path) -> WaitingRoom:
    return WaitingRoom(office.app.desk, intake, Spool(tmp_path / "spool"))  # type: ignore[arg-type]


def messages(count: int, who: str) -> list[Inbound]:
    return [Inbound(Address("telegram", who), "1", f"{who}-{number}", str(number)) for number in range(count)]


async def test_without_a_database_it_waits_under_seal_and_is_handed_in_whole(
    room: WaitingRoom, intake: Intake, tmp_path: Path
) -> None:
    intake.trouble = Gone()
    await room.accept(CALL)
    assert intake.taken == []
    kept = b"".join(path.read_bytes() for path in (tmp_path / "spool").iterdir())
    for secret in (b"dikurung", b"77001122"):
        assert secret not in kept
    with pytest.raises(Gone):
        await room.empty()
    intake.trouble = None
    await room.empty()
    assert sorted(map(repr, intake.taken)) == sorted(map(repr, CALL))
    await room.empty()
    assert len(intake.taken) == len(CALL)


@pytest.mark.parametrize("trouble", [Gone(), Busy()])
async def test_everybody_keeps_their_order_also_those_who_write_while_it_comes_back(
    room: WaitingRoom, intake: Intake, trouble: Exception
) -> None:
    first, second = messages(150, "a"), messages(150, "b")
    intake.trouble = trouble
    for pair in zip(first[:100], second[:100], strict=True):
        await room.accept(pair)
    intake.trouble = None
    emptying = asyncio.create_task(room.empty())
    for pair in zip(first[100:], second[100:], strict=True):
        await room.accept(pair)
    await emptying
    await room.empty()
    for mine in (first, second):
        assert [one for one in intake.taken if one in mine] == mine


async def test_when_too_much_waits_already_the_disk_takes_it(room: WaitingRoom, intake: Intake) -> None:
    intake.busy = True
    await room.accept(CALL)
    assert intake.taken == []
    await room.empty()
    assert len(intake.taken) == len(CALL)


async def test_a_message_that_nobody_can_handle_holds_up_nobody_else(
    room: WaitingRoom, intake: Intake, tmp_path: Path
) -> None:
    intake.trouble = Gone()
    await room.accept(CALL)
    intake.trouble = ValueError("poison")
    await room.empty()
    assert len([*(tmp_path / "spool").glob("*.unreadable")]) == 1
    intake.trouble = None
    await room.accept(CALL[:1])
    assert intake.taken == [*CALL[:1]]


async def test_what_can_be_kept_nowhere_is_not_accepted(
    room: WaitingRoom, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Spool, _sealed: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Spool, "keep", full)
    intake.trouble = Gone()
    with pytest.raises(Unsafe):
        await room.accept(CALL)


@pytest.mark.parametrize(
    "spoil", [lambda whole: whole[:-1], lambda whole: whole[:9], lambda _: b"", lambda w: w[::-1]]
)
async def test_a_file_nobody_can_read_holds_nothing_up_and_is_not_thrown_away(
    room: WaitingRoom, intake: Intake, tmp_path: Path, spoil
) -> None:  # type: ignore[no-untyped-def]
    intake.trouble = Gone()
    await room.accept(CALL[:1])
    (broken,) = (tmp_path / "spool").glob("*.spool")
    broken.write_bytes(spoil(broken.read_bytes()))
    await room.accept(CALL[1:])
    intake.trouble = None
    await room.empty()
    assert len(intake.taken) == len(CALL) - 1
    assert len([*(tmp_path / "spool").glob("*.unreadable")]) == 1
