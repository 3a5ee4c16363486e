"""From a picture in a message to the turn that hears its words, on both databases, with made-up readings."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from bot.app import App
from bot.config import Config
from bot.domain.channel import Limits
from bot.domain.messages import Address, Inbound, Media, MediaKind
from bot.domain.pictures import PictureText, Problem
from bot.services import housekeeping, media, pulled, reading, turn
from bot.services.reading import Task
from bot.store import pictures as store
from bot.store.schema import attachments, pictures, readings
from tests.conftest import library
from tests.ocr.bad_pictures import REFUSED, saved

ME, OTHER = "warga-pertama-0123", "warga-kedua-01234"
OFFER = "Lowongan kerja Kamboja gaji 15 juta, pakai visa turis dulu, WA 0811-1111-2222"
READ = PictureText(OFFER, fingerprint=0x0F0F_1234_5678_9ABC)
FLYER = saved(Image.linear_gradient("L").convert("RGB"), "JPEG")
OTHER_FLYER = saved(Image.radial_gradient("L").convert("RGB"), "JPEG")
LIMITS = Limits(4000, 10)


class House:
    """An App whose worker is this test."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._ids = itertools.count(1)
        app.desk.reads_pictures = True

    def says(self, text: str = "", *files: bytes, who: str = ME, **parts: object) -> None:
        items = tuple(Media(MediaKind.PHOTO, mime="image/jpeg", data=data) for data in files)
        msg = Inbound(Address("webchat", who), "webchat", f"{who}.{next(self._ids)}", text=text,
                      media=items, **parts)  # type: ignore[arg-type]  # fmt: skip
        self.app.database.write_now(lambda tx: turn.receive(tx, self.app.desk, msg))

    def cleans(self) -> None:
        """The worker's other half: attachments are cleaned and stored."""
        desk = self.app.desk
        for task in self.app.database.write_now(lambda tx: media.tasks(tx, desk, 50)):
            self.app.database.write_now(media.prepared(desk, task, task.data or b""))

    def takes(self) -> Task | None:
        return self.app.database.write_now(lambda tx: reading.take(tx, self.app.desk))

    def taken(self) -> Task:
        task = self.takes()
        assert task is not None
        return task

    def hears(self, task: Task, *texts: PictureText) -> bool:
        return self.app.database.write_now(lambda tx: turn.hear(tx, self.app.desk, task, texts))

    def told(self, who: str = ME) -> list[str]:
        """What was queued for the person since the last look."""
        reader = Address("webchat", who)
        batch = self.app.database.read(lambda tx: pulled.waiting(tx, self.app.desk, reader, LIMITS))
        self.app.database.write_now(lambda tx: pulled.acknowledge(tx, self.app.desk, reader, batch.cursor))
        return [out.text for out in batch.messages]

    def count(self, table: object) -> int:
        return self.app.database.read(
            lambda tx: tx.execute(select(func.count()).select_from(table)).scalar_one()
        )  # type: ignore[arg-type]


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    app = App(
        Config.from_env({"DATABASE_URL": database_url, "BENTENG_DATA_DIR": str(tmp_path)}),
        is_demo=True,
        channels={},
        library=library(),
    )
    yield House(app)
    app.close()


def test_a_picture_becomes_a_turn_of_its_own_once(house: House) -> None:
    house.says("", FLYER)
    assert "sedang kami baca" in house.told()[0]
    assert house.takes() is None, "the picture is not cleaned yet"
    house.cleans()
    task = house.taken()
    assert task.pages[0].data.startswith(b"\xff\xd8\xff")
    assert house.takes() is None, "it is taken"
    assert house.hears(task, READ)
    told = house.told()
    assert len(told) == 1
    assert told[0].startswith("⛔ BAHAYA")
    assert not house.hears(task, READ), "a second worker comes too late"
    assert house.told() == []
    assert house.count(readings) == 0


def test_a_worker_that_dies_leaves_the_reading_for_the_next_and_finally_tells(house: House) -> None:
    house.says("", FLYER)
    house.cleans()
    for _ in range(reading.MOST_ATTEMPTS):
        assert house.taken().pages[0].known is None
        house.app.database.write_now(reading.release)
    last = house.taken()
    assert last.pages[0].known == PictureText(problem=Problem.CRASHED)
    house.told()
    house.hears(last, PictureText(problem=Problem.CRASHED))
    assert "belum berhasil kami baca" in house.told()[0]


def test_pictures_of_one_person_are_read_together(house: House) -> None:
    """Three pictures in two messages, WhatsApp's way of sending an album."""
    house.says("Kerja di Taiwan", FLYER, OTHER_FLYER)
    house.cleans()
    early = house.taken()
    house.says("", saved(Image.new("RGB", (50, 50)), "PNG"))
    house.told()
    assert not house.hears(early, READ, READ), "it is being read again, with the third"
    house.cleans()
    task = house.taken()
    assert len(task.pages) == 3
    assert house.hears(task, PictureText(problem=Problem.UNREADABLE), PictureText("gaji 15 juta"),
                       PictureText("pakai visa turis dulu"))  # fmt: skip
    assert house.told()[0].startswith("⛔ BAHAYA")


def test_files_that_are_no_pictures_are_answered_and_kept(house: House) -> None:
    """Those a channel lets through: the others never become bytes of ours."""
    files = [(data, problem) for data, problem in REFUSED.values() if 0 < len(data) < 1_000_000]
    for number, (data, problem) in enumerate(files, start=1):
        who = f"{ME}-{number}"
        house.says("", data, who=who)
        house.cleans()
        task = house.taken()
        assert task.pages[0].known == PictureText(problem=problem)
        house.told(who)
        house.hears(task, PictureText(problem=problem))
        assert "etik" in house.told(who)[0]
        assert house.count(attachments) == number


def test_a_picture_whose_key_is_gone_does_not_hold_up_the_others(house: House) -> None:
    house.says("", FLYER)
    house.cleans()
    house.app.database.write_now(lambda tx: tx.execute(attachments.update().values(data=b"x" * 60)))
    assert house.taken().pages[0].known == PictureText(problem=Problem.DAMAGED)


def test_a_picture_the_provider_does_not_hand_over_is_answered_in_time(house: House) -> None:
    missing = Media(MediaKind.PHOTO, "ref", "image/jpeg")
    msg = Inbound(Address("webchat", ME), "webchat", "x", media=(missing,))
    house.app.database.write_now(lambda tx: turn.receive(tx, house.app.desk, msg))
    assert house.takes() is None
    house.app.shift += reading.PATIENCE + timedelta(seconds=1)
    task = house.taken()
    assert task.pages[0].known == PictureText(problem=Problem.NOT_FETCHED)


def test_when_too_many_wait_the_newest_are_told_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_WAITING", 2)
    for number in range(4):
        house.says("", FLYER, who=f"{ME}-{number}")
    busy = [house.taken(), None]
    house.hears(busy[0], PictureText(problem=Problem.BUSY))  # type: ignore[arg-type]
    house.hears(house.taken(), PictureText(problem=Problem.BUSY))
    assert house.takes() is None, "the others still have to be cleaned"
    assert ["belum berhasil" in house.told(f"{ME}-{number}")[-1] for number in range(4)] == [
        False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["STOP", "batal"])
def test_whoever_stops_or_cancels_hears_nothing_more(house: House, word: str) -> None:
    house.says("", FLYER)
    house.cleans()
    task = house.taken()
    house.says(word)
    house.told()
    assert not house.hears(task, READ)
    assert house.told() == []


def test_erasing_takes_what_was_to_be_read_with_it(house: House) -> None:
    house.says("", FLYER)
    house.cleans()
    task = house.taken()
    house.says("hapus")
    house.says("Ya, hapus data saya")
    house.told()
    assert not house.hears(task, READ)
    assert house.count(readings) == house.count(attachments) == 0


def test_a_report_takes_the_pictures_and_leaves_no_link_to_the_sender(house: House) -> None:
    house.says("ini calo yang merekrut adik saya ke Malaysia", FLYER)
    house.says("", FLYER, who=OTHER)
    house.says("lapor ini calonya, bawa orang ke Malaysia", who=OTHER)
    house.cleans()
    for text in ("lewati", "lewati", "lewati", "lewati", "lewati", "Selesai", "Lewat kode saja"):
        house.says(text, who=OTHER)
    rows = house.app.database.read(lambda tx: tx.execute(select(attachments)).all())
    assert all(row.contact_id is None or row.report_id is None for row in rows)
    assert all(row.reading_id is None for row in rows if row.report_id is not None)


def test_the_same_picture_is_read_once_and_its_words_are_sealed(house: House) -> None:
    house.says("", FLYER)
    house.cleans()
    house.hears(house.taken(), READ)
    house.says("", FLYER, who=OTHER)
    house.cleans()
    again = house.taken()
    assert again.pages[0].known == PictureText(OFFER)
    house.hears(again, PictureText(OFFER))
    assert house.told(OTHER)[-1].startswith("⛔ BAHAYA")
    row = house.app.database.read(lambda tx: tx.execute(select(pictures)).one())
    assert row.seen == 2
    assert b"Kamboja" not in row.text


def test_a_copy_counts_for_the_flyer_and_is_read_for_itself(house: House) -> None:
    """The phone number may be another one."""
    house.says("", FLYER)
    house.cleans()
    house.hears(house.taken(), READ)
    house.says("", OTHER_FLYER, who=OTHER)
    house.cleans()
    copy = house.taken()
    assert copy.pages[0].known is None
    other_number = PictureText(OFFER.replace("2222", "3333"), fingerprint=READ.fingerprint ^ 0b101)
    house.hears(copy, other_number)
    assert "3333" in house.told(OTHER)[-1]
    rows = house.app.database.read(lambda tx: tx.execute(select(pictures)).all())
    assert len(rows) == 2
    assert len({row.flyer for row in rows}) == 1
    assert house.app.database.read(lambda tx: store.times_seen(tx, rows[0].flyer)) == 2


def test_what_is_no_offer_is_not_kept(house: House) -> None:
    """It may be somebody's private chat."""
    house.says("", FLYER)
    house.cleans()
    house.hears(house.taken(), PictureText("Bu, besok arisan jam empat ya, jangan lupa bawa kue"))
    assert house.count(pictures) == 0


def test_words_of_flyers_go_after_ninety_days(house: House) -> None:
    house.says("", FLYER)
    house.cleans()
    house.hears(house.taken(), READ)
    for days, left in ((89, 1), (2, 0)):
        house.app.shift += timedelta(days=days)
        house.app.database.write_now(lambda tx: housekeeping.tidy(tx, house.app.desk))
        assert house.count(pictures) == left


def test_a_turn_that_breaks_over_the_words_is_rolled_back_and_apologised_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.says("", FLYER)
    house.cleans()
    task = house.taken()
    house.told()
    monkeypatch.setattr(turn, "_answer", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        house.hears(task, READ)
    assert house.count(readings) == 1
    assert house.count(pictures) == 0
    house.app.database.write_now(lambda tx: turn.give_up_reading(tx, house.app.desk, task, "0badcafe"))
    assert "0badcafe" in house.told()[0]
    assert house.count(readings) == 0
