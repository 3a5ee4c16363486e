"""A village's poster, read back from its PDF: QR codes lead where they should, and letters are large."""

import re
from datetime import date

import cv2
import numpy as np
import pytest

from bot.channels.whatsapp.read import understood
from bot.domain import doors
from bot.domain.casework import Place
from bot.domain.doors import Doors
from bot.domain.messages import Address, Inbound
from bot.services import posters, turn
from tests.conftest import library
from tests.services.conftest import Office

LONTAR = Place("36.04.13.2007", "Lontar", "Kec. Tirtayasa, Kab. Serang")
LONG = Place("36.04.01.2001", "Sukamenak Indah Kidul Wetan", "Kec. Ḥasanah Timur, Kab. Serang")
ALL = Doors("benteng_desa_bot", "+6281234567890", "https://bot.example.go.id")
PAGES = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}  # points
NUMBER = r"(-?[\d.]+)"
RECT = re.compile(rf"{NUMBER} {NUMBER} {NUMBER} {NUMBER} re f")
COLOUR = re.compile(rf"{NUMBER} {NUMBER} {NUMBER} rg|{NUMBER} g$")
DOTS = 3  # of the picture, a point


def picture(pdf: bytes, size: str) -> "np.ndarray":
    """The page's filled boxes, as a printer paints them; letters are left out."""
    width, height = PAGES[size]
    canvas = np.full((round(height * DOTS), round(width * DOTS)), 255, np.uint8)
    grey = 0.0
    for line in pdf.decode("latin-1").splitlines():
        if colour := COLOUR.search(line):
            grey = float(np.mean([float(part) for part in colour.groups() if part is not None]))
        if box := RECT.search(line):
            left, bottom, wide, high = (float(part) for part in box.groups())
            down, up = sorted((height - bottom, height - bottom - high))
            rows = slice(round(down * DOTS), round(up * DOTS))
            canvas[rows, round(left * DOTS) : round((left + wide) * DOTS)] = round(grey * 255)
    return canvas


def scanned(pdf: bytes, size: str) -> set[str]:
    is_read, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(picture(pdf, size))
    return set(texts) if is_read else set()


@pytest.mark.parametrize("size", ["A4", "A3"])
def test_every_code_leads_to_the_chat_of_the_village(office: Office, size: str) -> None:
    pdf = posters.poster(office.app.desk, LONTAR, ALL, size)
    assert scanned(pdf, size) == {
        "https://t.me/benteng_desa_bot?start=desa_3604132007",
        "https://wa.me/6281234567890?text=Halo%20Benteng%20Desa%2C%20saya%20dari%20Lontar%20%2836.04.13.2007%29",
        "https://bot.example.go.id/obrolan?desa=36.04.13.2007",
    }
    width, height = PAGES[size]
    assert f"/MediaBox [0 0 {width:.2f} {height:.2f}]".encode() in pdf


def test_a_channel_that_is_off_has_no_code(office: Office) -> None:
    pdf = posters.poster(office.app.desk, LONTAR, Doors(web="https://bot.example.go.id"))
    assert scanned(pdf, "A4") == {"https://bot.example.go.id/obrolan?desa=36.04.13.2007"}


@pytest.mark.parametrize("village", [LONTAR, LONG])
def test_what_counts_is_legible_from_two_metres(office: Office, village: Place) -> None:
    """Everything is there, in at least 16 points, the village and the number in far more."""
    pdf = posters.poster(office.app.desk, village, ALL).decode("latin-1")
    sizes = [float(size) for size in re.findall(rf"/F\d+ {NUMBER} Tf", pdf)]
    told = "\n".join(re.findall(r"\((.*)\) Tj", pdf))
    for part in ("calo", "Cek tawarannya", "bahaya", "Petugas tidak melihat", "0800-1000", "KP2MI"):
        assert part in told
    assert min(sizes) >= 16
    assert max(sizes) > 60


def test_a_number_past_its_review_date_is_not_printed(office: Office) -> None:
    after = max(entry.review_by for entry in library().content.hotlines.entries)
    office.now = office.now.replace(year=after.year + 1)
    assert office.app.desk.today() > date(2027, 1, 1)
    assert b"0800-1000" not in posters.poster(office.app.desk, LONTAR, ALL)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Halo Benteng Desa, saya dari Lontar (36.04.13.2007)", "desa_3604132007"),
        ("halo benteng desa, mau tanya soal kerja (36.04.13.2007) ", "desa_3604132007"),
        ("Halo Benteng Desa, saya dari Lontar", None),
        ("Kata brosur: Halo Benteng Desa (36.04.13.2007)", None),
        ("Halo Benteng Desa " + "x" * 300 + " (36.04.13.2007)", None),
    ],
)
def test_whatsapp_understands_its_greeting(text: str, start: str | None) -> None:
    (msg,) = understood(
        {"MessageSid": "SM1", "From": "whatsapp:+628", "To": "whatsapp:+621", "Body": text}, is_status=False
    )
    assert isinstance(msg, Inbound)
    assert msg.start == start


def test_a_code_without_dots_sets_the_village(office: Office) -> None:
    office.says("budi-budi-budi-budi", "MULAI")
    msg = Inbound(Address("web", "budi-budi-budi-budi"), "web", "9001", start=doors.payload(LONTAR.code))
    office.app.database.write_now(lambda tx: turn.receive(tx, office.app.desk, msg))
    assert "Lontar" in office.gets("budi-budi-budi-budi")
