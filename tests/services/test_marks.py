"""A thousand reports with marks of their own: nobody who takes the disk, the logs and the server's keys finds one.

Searched are every column of every table, everything the server's own secrets open of them, what officers were sent, the
log and the metrics; for what all marks of a kind have in common as UTF-8, UTF-16, base64 in its three alignments and
hexadecimal; for every twentieth whole mark also hashed without a key (SHA-256, SHA-1, MD5; raw and hexadecimal).
"""

import base64
import hashlib
import io
import itertools
from collections.abc import Iterator

import pytest
from PIL import Image

from bot import sealing, telemetry
from bot.domain.commands import FileReport
from bot.domain.messages import Address, Inbound, Media, MediaKind
from bot.domain.offers import Severity
from bot.services import media, reports, turn, unlocking
from bot.services.desk import ADDRESS, FACTS, MEDIA, OFFICER, OUTBOX, PARKED, RELAY, REPORT, SESSION, Desk
from bot.store import cases, keys, people
from bot.store.db import Transaction
from bot.store.schema import metadata
from bot.vault import Unopenable
from tests.services.conftest import Office

COUNT = 1_000
BROKEN = 1
PURPOSES = (
    ADDRESS,
    FACTS,
    MEDIA,
    OFFICER,
    OUTBOX,
    PARKED,
    RELAY,
    REPORT,
    SESSION,
    "report key",
    "words",
    "look",
)


COMMON = {"chat": "7712300", "words": "rumah bercat ungu nomor ", "gps": "GPS-RAHASIA-6.0612-106.2841-"}


def marks(number: int) -> dict[str, str]:
    """Of one reporter: the chat, what they told, what stood in their photo."""
    return {name: f"{common}{number:05d}" for name, common in COMMON.items()}


def written(mark: str) -> Iterator[bytes]:
    """A text in every way it may stand somewhere within another."""
    plain = mark.encode()
    yield plain
    yield mark.encode("utf-16-le")
    yield plain.hex().encode()
    for pad in range(3):
        yield base64.b64encode(b"x" * pad + plain)[4:-4]


def hashed(mark: str) -> Iterator[bytes]:
    for algorithm in (hashlib.sha256, hashlib.sha1, hashlib.md5):
        yield algorithm(mark.encode()).digest()
        yield algorithm(mark.encode()).hexdigest().encode()


def photo(comment: str) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (24, 16), "teal").save(picture, "JPEG", comment=comment.encode())
    return picture.getvalue()


def file(tx: Transaction, desk: Desk, number: int) -> None:
    """One report with a photo, an addition, and the way back to its chat."""
    mark = marks(number)
    address = Address("telegram", mark["chat"])
    sealed = desk.vault.seal(address.id.encode(), ADDRESS)
    contact = people.add_contact(tx, "telegram", desk.address_hash(address), sealed, "id", desk.now())
    told = Inbound(
        address, "a", "1", media=(Media(MediaKind.PHOTO, "ref", "image/jpeg", data=photo(mark["gps"])),)
    )
    noted = media.noted(tx, desk, contact.id, told, desk.now())
    story = f"Ada orang mengajak anak saya, {mark['words']}"
    command = FileReport(
        "", (("story", story),), Severity.KUNING, ("merekrut",), "36.04.10.2001", noted.media_ids, notify=True
    )
    case_id = reports.file(
        tx, desk, contact, command, hashlib.sha256(str(number).encode()).digest(), desk.now()
    )
    row = cases.report_by_case(tx, case_id)
    assert row is not None
    reports.add(tx, desk, row, f"tambahan: {mark['words']}", (), contact)


def cleaned(office: Office) -> None:
    """What the worker does with the photos."""
    desk, write = office.app.desk, office.app.database.write_now
    while tasks := write(lambda tx: media.tasks(tx, desk, 100)):
        for task in tasks:
            assert task.data is not None
            write(media.prepared(desk, task, task.data))


def opened_by_the_server(office: Office) -> bytes:
    """Every value that the server's own secrets open, whatever it was sealed for."""
    vault, found = office.app.desk.vault, []

    def look(tx: Transaction) -> None:
        for table in metadata.sorted_tables:
            for value in itertools.chain.from_iterable(tx.execute(table.select())):
                for purpose in PURPOSES if isinstance(value, bytes) else ():
                    try:
                        found.append(vault.open(value, purpose))
                    except Unopenable:
                        continue

    office.app.database.write_now(look)
    return b"\n".join(found)


@pytest.mark.slow
def test_a_thousand_reports_leave_no_mark(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    desk, write = office.app.desk, office.app.database.write_now
    telemetry.set_up("json")
    for number, officer in enumerate(office.officers, 1):
        pair = office.keys.setdefault(officer, sealing.new_pair())
        link = unlocking.fresh_link(desk)

        def keep(
            tx: Transaction, number: int = number, pair: sealing.KeyPair = pair, link: str = link
        ) -> None:
            unlocking.give(tx, desk, number, None, link, unlocking.KEY_LINK_LIFE)
            assert unlocking.keep_key(tx, desk, link, pair, b"locked")

        write(keep)
    for start in range(0, COUNT, 100):
        write(lambda tx, start=start: [file(tx, desk, number) for number in range(start, start + 100)])
    cleaned(office)

    def breaks(tx: Transaction) -> None:
        mark = marks(BROKEN)
        msg = Inbound(Address("telegram", mark["chat"]), "a", "broken", text=mark["words"])
        turn.apologise(tx, desk, msg, "abc123")

    write(breaks)
    officers = "\n".join(
        text for officer in office.officers for text in iter(lambda o=officer: office.gets(o), "")
    )
    log = "".join(capfd.readouterr()).encode()
    stored = office.everything_stored() + officers.encode() + log + telemetry.metrics()
    known = opened_by_the_server(office)
    for name, common in COMMON.items():
        assert not any(form in stored for form in written(common)), name
    for number in range(0, COUNT, 20):
        for name, mark in marks(number).items():
            assert not any(form in stored for form in hashed(mark)), (number, name)
    kept = known.replace(marks(BROKEN)["words"].encode(), b"")  # whose turn broke: kept for a person to see
    assert COMMON["words"].encode() not in kept
    assert COMMON["gps"].encode() not in kept
    assert write(lambda tx: keys.holders(tx, 7)) == {1, 2, 3}
    sheet = office.opens(office.officers[0], "BD-107")
    assert sheet is not None
    assert sheet.opened is not None
    assert marks(6)["words"] in sheet.opened.fields["story"]
    assert marks(6)["words"] in sheet.opened.added[0]
    (attachment,) = sheet.opened.attachments
    assert marks(6)["gps"].encode() not in attachment[2]
