"""What shows a receipt code leaves a Telegram chat: ours after a tap, the person's own at once. Nothing else does."""

from pathlib import Path

from tests.fakes.telegram_api import message, tap
from tests.journeys.site import Site, running, until

PHONE = 7700088790


async def files(site: Site) -> str:
    """Report on Telegram up to the card with the code; gives its text."""
    tg = site.telegram
    for said in (
        "lapor",
        "Bu Rukmini mengajak ke Malaysia",
        "Pontang",
        *["lewati"] * 4,
        "selesai",
        "lewat kode",
    ):
        count = len(tg.to(PHONE))
        await tg.push(message(PHONE, said))
        await until(lambda c=count: len(tg.to(PHONE)) > c)
        if "Kode Kakak" in tg.to(PHONE)[-1]:
            break
    shown = tg.to(PHONE)[-1]
    assert "Kode Kakak" in shown
    return shown


async def test_the_card_leaves_the_chat_after_a_tap(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        tg, shown = site.telegram, await files(site)
        await tg.push(message(PHONE, "lewati"))
        await until(lambda: tg.to(PHONE)[-1] != shown)
        await tg.push(tap(PHONE, tg.button(PHONE, "Sudah kucatat")))
        await until(lambda: tg.erased)
        await until(lambda: "kami hapus dari obrolan ini" in tg.to(PHONE)[-1])
        assert [sent.text for sent in tg.erased] == [shown]


async def test_a_typed_code_leaves_the_chat_once_it_is_read(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        tg, shown = site.telegram, await files(site)
        code = next(line for line in shown.splitlines() if line.count("-") == 2)
        await tg.push(message(PHONE, "status"))
        await until(lambda: "kode" in tg.to(PHONE)[-1])
        await tg.push(message(PHONE, code.lower()))
        await until(lambda: "Status: diajukan" in tg.to(PHONE)[-1])
        await until(lambda: tg.erased)
        assert [sent.text for sent in tg.erased] == [code.lower()]
