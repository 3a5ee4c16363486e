"""The full story by a real browser: what a villager and an officer see, tap and type."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.journeys.site import PATIENCE

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium here: `make test-browser` installs it and skips nothing"
PATIENT = PATIENCE * 1_000  # milliseconds
SMALLEST_TAP = 44  # pixels
STORY = "Bu Rukmini mengajak keponakan saya kerja di Malaysia, KTP-nya sudah diminta"
QUESTION, ANSWER = "Kapan mereka dijemput?", "Katanya Sabtu pagi dari terminal"
ANSWERS = ("Pontang", "Lewati", "Lewati", "Lewati", "Lewati", "Selesai", "Boleh, kabari sini", "Lewati")
LEFT_EARLY = (
    pytest.mark.filterwarnings(  # aiohttp leaves a file open when the browser goes on to another page
        "ignore::pytest.PytestUnraisableExceptionWarning"
    )
)
Look = Callable[[str, Page], Awaitable[None]]


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """A headless Chromium of this machine; the test is skipped where there is none."""
    async with async_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None) or playwright.chromium.executable_path
        if not Path(found).exists():
            assert os.environ.get("BENTENG_BROWSER") != "required", MISSING
            pytest.skip(MISSING)
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


async def opened(browser: Browser, address: str, width: int, scheme: str, wrong: list[str]) -> Page:
    """A page on a phone (or desk) of its own; what its console complains of is noted in `wrong`."""
    height = 740 if width < 600 else 900
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENT)
    context.on("page", lambda page: watched(page, wrong))
    page = await context.new_page()
    await page.goto(address)
    return page


def watched(page: Page, wrong: list[str]) -> None:
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)


async def fits(page: Page) -> None:
    """Nothing is cut off at the side, and whatever can be tapped is large enough for a thumb."""
    too_wide = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels too wide"
    for control in await page.locator("button:visible, input[type=text]:visible, textarea:visible").all():
        box = await control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= SMALLEST_TAP, await control.inner_text()


async def says(page: Page, text: str) -> None:
    """Type a message and send it, and wait for the answer."""
    before = await page.locator(".bubble:not(.mine)").count()
    await page.get_by_placeholder("Tulis pesan").fill(text)
    await page.get_by_role("button", name="Kirim", exact=True).click()
    await expect(page.locator(".bubble:not(.mine)").nth(before)).to_be_visible(timeout=PATIENT)


async def taps(where: Page | Locator, label: str) -> None:
    """Tap a choice under the latest message, and wait for the answer."""
    before = await where.locator(".bubble:not(.mine)").count()
    await where.locator(".choices").get_by_role("button", name=label, exact=True).click()
    await expect(where.locator(".bubble:not(.mine)").nth(before)).to_be_visible(timeout=PATIENT)


async def reports(page: Page, look: Look) -> str:
    """A report from the greeting to the receipt code; gives the code."""
    await expect(page.locator(".choices")).to_be_visible(timeout=PATIENT)
    await look("greeting", page)
    await says(page, "lapor")
    await says(page, STORY)
    await look("question", page)
    for answer in ANSWERS:
        if await page.locator(".choices").get_by_role("button", name=answer, exact=True).count():
            await taps(page, answer)
        else:
            await says(page, answer)
        if "Kode Kakak" in await page.locator(".bubble:not(.mine)").last.inner_text():
            await look("code", page)
    talk = await page.locator(".talk").inner_text()
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", talk)
    assert found, talk
    return found[0]


async def reads(phone: Locator, page: Page, look: Look) -> Page:
    """The officer looks: makes a passphrase the first time, and reads what was told; gives the page."""
    await taps(phone, "Lihat isi")
    async with page.context.expect_page() as opening:
        await phone.locator(".bubble a").last.click()
    sheet = await opening.value
    await sheet.wait_for_load_state()
    await look("passphrase", sheet)
    words = await sheet.locator(".passphrase").inner_text()
    await sheet.locator("input[name=kata]").fill(words)
    await sheet.locator("form button").first.click()
    await expect(sheet.get_by_text(STORY)).to_be_visible(timeout=PATIENT)
    await sheet.wait_for_load_state()  # words are there before the style sheet is
    await look("report", sheet)
    return sheet


async def story(browser: Browser, base: str, width: int, scheme: str, look: Look) -> None:
    """Report, alert, passphrase, question, answer: everything in the browser, nothing by our own hands."""
    wrong: list[str] = []
    villager = await opened(browser, f"{base}/obrolan", width, scheme, wrong)
    officers = await opened(browser, f"{base}/demo/petugas", width, scheme, wrong)
    phone = officers.locator(".phones .phone").first
    code = await reports(villager, look)
    await expect(phone.get_by_text("laporan BD-101").first).to_be_visible(timeout=PATIENT)
    await look("alert", officers)
    sheet = await reads(phone, officers, look)
    await sheet.locator("textarea").fill("Sudah ditelepon, Pak RT tahu")
    await sheet.locator("form button").last.click()
    await look("noted", sheet)
    await taps(phone, "Terima")
    await taps(phone, "Tanya pelapor")
    box = phone.get_by_placeholder("Tulis pesan")
    await box.fill(QUESTION)
    await phone.get_by_role("button", name="Kirim", exact=True).click()
    await expect(villager.get_by_text(QUESTION).first).to_be_visible(timeout=PATIENT)
    await look("asked", villager)
    await taps(villager, "Jawab")
    await says(villager, ANSWER)
    await look("answered", villager)
    await expect(phone.get_by_text("BD-101").last).to_be_visible(timeout=PATIENT)
    await says(villager, code)
    await look("status", villager)
    assert wrong == [], "the browser's console complained"
