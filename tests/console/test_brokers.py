"""Recruiters at the desk: of the officer's own area, joined with reasons, decided once, and taken back."""

from collections.abc import Callable

import pytest

from bot.services import brokers, demo
from bot.store import cases
from bot.store.db import Transaction
from tests.console.browser import Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PHONE = "0812-3456-7890"


@pytest.fixture
async def told(site: Site) -> int:
    """The number of a recruiter whose phone two villages named."""
    for at, village in enumerate(("Pontang", "Lontar")):
        story = f"Pak Sumardi mengajak kerja ke Malaysia jadi pembantu, hp {PHONE}"
        for answer in ("lapor", story, village, *["lewati"] * 4, "selesai", "lewat kode saja"):
            await site.web(f"warga-{at:018d}", text=answer)

    def numbers(tx: Transaction) -> list[int]:
        officer = cases.officer(tx, demo.officer_of(tx, "supervisor") or 0)
        assert officer is not None
        return [broker.id for broker in brokers.clusters(tx, site.app.desk, officer)]

    (number,) = await site.app.database.write(numbers)
    return number


async def test_a_recruiter_of_two_villages_is_listed_with_what_joins_it(
    site: Site, at_desk: AtDesk, told: int
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert f"/konsol/pelaku/{told}" in (await desk.opens("/konsol/pelaku")).text
    page = await desk.opens(f"/konsol/pelaku/{told}")
    for words in (
        "Sumardi",
        "+6281234567890",
        "Pontang",
        "Lontar",
        "Pisahkan nomor ini",
        "/konsol/kasus/BD-101",
    ):
        assert words in page.text


async def test_a_number_many_use_is_set_apart_and_joined_again(
    site: Site, at_desk: AtDesk, told: int
) -> None:
    desk, path = at_desk("supervisor"), f"/konsol/pelaku/{told}"
    await desk.enters()
    apart = await desk.does(path, path)
    assert "Gabungkan lagi" in apart.text
    again = await desk.does(path, path)
    assert "Pisahkan nomor ini" in again.text


@pytest.mark.parametrize(
    ("of", "wanted"), [("1-2", "confirmed"), ("", "pisah"), ("9" * 17, "pisah"), ("x", "x")]
)
async def test_nothing_else_can_be_decided(
    site: Site, at_desk: AtDesk, told: int, of: str, wanted: str
) -> None:
    desk, path = at_desk("supervisor"), f"/konsol/pelaku/{told}"
    await desk.enters()
    form = (await desk.opens(path)).form(path)
    assert (await desk.sends(path, **{**form, "soal": of, "jadi": wanted})).status == 400


async def test_a_recruiter_of_elsewhere_is_nobodys_else(site: Site, at_desk: AtDesk, told: int) -> None:
    def move(tx: Transaction) -> None:
        cases.change_officer(tx, demo.officer_of(tx, "supervisor") or 0, area="33.02")

    await site.app.database.write(move)
    desk = at_desk("supervisor")
    await desk.enters()
    assert (await desk.opens(f"/konsol/pelaku/{told}")).status == 404
    mark = (await desk.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    sent = await desk.sends(f"/konsol/pelaku/{told}", tanda=mark, borang="x", soal="1", jadi="pisah")
    assert sent.status == 404
