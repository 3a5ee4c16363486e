"""Every page of the console in a real Chromium: by day and night, on a phone and a desk, for eyes, fingers and ears."""

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from bot.services import signals
from tests.journeys.browsing import LEFT_EARLY, browsing, fits, opened
from tests.journeys.site import Site, running

VIEWS = [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")]
SHOTS = Path(os.environ.get("BENTENG_SCREENSHOTS", "build/screenshots"))
STORIES = (
    ("Pak Darto mengajak kerja ke Kamboja pakai visa turis, berangkat besok, hp 081234567890", "Pontang"),
    ("Calo bernama Pak Darto 0812-3456-7890 minta uang 5 juta untuk kerja ke Malaysia", "Lontar"),
    ("Bu Siti menahan paspor keponakan saya, disuruh kerja ke Malaysia", "Pontang"),
)
GRAVE = ("serious", "critical")
MOST_PAGES = 60
GROUPS = ["Kerja harian", "Pantauan", "Untuk desa", "Kantor"]
FILES = (".csv", ".pdf", ".png")
ONE_OF_MANY = re.compile(r"\d+|(?<=/isi/)\w+/[\w.]+$|(?<=/daftar/)[a-z0-9-]+$")


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@LEFT_EARLY
async def test_every_page_can_be_read_tapped_and_heard(tmp_path: Path, width: int, scheme: str) -> None:
    """From the first page to whatever it leads to: nothing overflows, axe finds nothing grave, no error is logged."""
    async with browsing() as browser, running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        await told(site)
        wrong: list[str] = []
        page = await opened(browser, f"{site.base}/", width, scheme, wrong)
        await page.locator("button[value=supervisor]").click()
        seen = await walked(page, site.base, f"{width}-{scheme}")
        assert {"/konsol", "/konsol/kasus", "/konsol/kasus/BD-#", "/konsol/sinyal/#"} <= seen
        assert wrong == [], "the browser's console complained"


async def walked(page: Page, base: str, view: str) -> set[str]:
    """Look at one page of every kind that can be reached by links; gives the kinds."""
    waiting, seen = ["/konsol"], set[str]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        answer = await page.goto(f"{base}{path}")
        assert answer is not None
        assert answer.status == 200, path
        await fits(page)
        await is_heard(page)
        SHOTS.mkdir(parents=True, exist_ok=True)
        name = kind_of(path).strip("/").replace("/", "_").replace("#", "n")
        await page.screenshot(path=SHOTS / f"{name}-{view}.png", full_page=True)
        links = await page.locator("a[href^='/konsol']").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
        waiting += [link for link in links if not is_file(link)]
    return seen


def is_file(link: str) -> bool:
    return link.endswith("bentuk=csv") or urlsplit(link).path.endswith(FILES)


def kind_of(link: str) -> str:
    return ONE_OF_MANY.sub("#", urlsplit(link).path)


async def is_heard(page: Page) -> None:
    found: list[dict[str, Any]] = (await Axe().run(page)).response["violations"]
    grave = [one for one in found if one["impact"] in GRAVE]
    assert not grave, f"{page.url}: " + json.dumps(
        [{one["id"]: [node["html"][:160] for node in one["nodes"][:3]]} for one in grave], indent=1
    )


async def told(site: Site) -> None:
    """Reports from several villages that name one number, checked offers, and the signal they give."""
    for at, (story, village) in enumerate(STORIES):
        for answer in ("lapor", story, village, *["lewati"] * 4, "selesai", "lewat kode saja"):
            await site.web(f"warga-{at:018d}", text=answer)
    for at in range(6):
        offer = "Lowongan kerja ke Kamboja gaji 15 juta pakai visa turis, bayar 5 juta, hubungi 081234567890"
        await site.web(f"tanya-{at:018d}", text=offer)
    await site.app.database.write(lambda tx: signals.run(tx, site.app.desk))


@pytest.mark.slow
@LEFT_EARLY
async def test_every_deadline_is_on_the_screen_of_a_phone(tmp_path: Path) -> None:
    async with browsing() as browser, running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        await told(site)
        page = await opened(browser, f"{site.base}/", 360, "light", [])
        await page.locator("button[value=supervisor]").click()
        await page.goto(f"{site.base}/konsol/kasus")
        boxes = [await cell.bounding_box() for cell in await page.locator("tbody td:last-child").all()]
        assert len(boxes) == len(STORIES)
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)


@pytest.mark.slow
@LEFT_EARLY
async def test_the_menu_opens_by_key_on_a_phone_and_hides_nothing(tmp_path: Path) -> None:
    """Without a script: where one is stands in the closed menu; open, every entry is within the screen and heard."""
    async with browsing() as browser, running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        context = await browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
        page = await context.new_page()
        await page.goto(f"{site.base}/")
        await page.locator("button[value=supervisor]").click()
        await page.goto(f"{site.base}/konsol/isi")
        await page.locator("main a[href^='/konsol/isi/']").first.click()
        await page.wait_for_url("**/konsol/isi/**")
        menu, entries = page.locator("nav summary").first, page.locator("nav li a")
        assert (await menu.inner_text()).split() == ["Menu:", "Isi", "pesan"]
        assert not await entries.first.is_visible()
        await menu.press("Enter")
        await entries.last.wait_for()
        boxes = [await one.bounding_box() for one in await entries.all()]
        assert len(boxes) == 16
        assert all(
            box and box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["height"] >= 44 for box in boxes
        )
        assert await page.locator("nav a[aria-current]").inner_text() == "Isi pesan"
        assert await page.locator("nav p:visible").all_inner_texts() == GROUPS
        await context.close()
        phone = await opened(browser, f"{site.base}/", 360, "dark", [])
        await phone.locator("button[value=supervisor]").click()
        await phone.wait_for_url("**/konsol**")
        await phone.locator("nav summary").first.press("Enter")
        await is_heard(phone)


@pytest.mark.slow
@LEFT_EARLY
async def test_the_menu_of_a_desk_shows_the_pages_of_one_group(tmp_path: Path) -> None:
    """Without a script and by key alone: the open group is the current one, another takes its place, Tab leads in."""
    async with browsing() as browser, running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        context = await browser.new_context(
            java_script_enabled=False, viewport={"width": 1200, "height": 900}
        )
        page = await context.new_page()
        await page.goto(f"{site.base}/")
        await page.locator("button[value=supervisor]").click()
        await page.goto(f"{site.base}/konsol/kasus")
        groups, shown = page.locator("nav summary:visible"), page.locator("nav li a:visible")
        assert await groups.all_inner_texts() == GROUPS
        assert await shown.all_inner_texts() == ["Hari ini", "Kasus"]
        tops = {(await one.bounding_box() or {})["y"] for one in await groups.all()}
        assert len(tops) == 1, "the groups stand in one row"
        await groups.last.press("Enter")
        assert await shown.all_inner_texts() == ["Petugas", "Daftar resmi", "Kesehatan sistem", "Jejak audit"]
        assert await page.locator("nav summary[aria-current]").inner_text() == "Kerja harian"
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/konsol/petugas")
        assert await page.locator("nav [aria-current]:visible").all_inner_texts() == ["Kantor", "Petugas"]
        await context.close()
        desk = await opened(browser, f"{site.base}/", 1200, "dark", [])
        await desk.locator("button[value=supervisor]").click()
        await desk.wait_for_url("**/konsol**")
        await desk.locator("nav summary:visible").last.press("Enter")
        await is_heard(desk)
