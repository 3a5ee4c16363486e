"""A browser's own forms are taken: what it says of where they come from is not what a test client says."""

from playwright.async_api import expect

from tests.journeys.browsing import LEFT_EARLY, browsing
from tests.journeys.site import Site

CSV = b"Nama Perusahaan,No. SIP3MI,Status\nPT Contoh Jaya,KEP.1/2025,Aktif\n"


@LEFT_EARLY
async def test_forms_and_files_sent_by_a_browser_are_taken(site: Site) -> None:
    async with browsing() as browser:
        page = await browser.new_page()
        await page.goto(f"{site.base}/")
        await page.click("button[value=supervisor]")
        await page.goto(f"{site.base}/konsol/daftar")
        file = {"name": "daftar 2026-11-20.csv", "mimeType": "text/csv", "buffer": CSV}
        await page.set_input_files("input[type=file]", [file])
        await page.get_by_role("button", name="Periksa berkas").click()
        await page.get_by_role("button", name="Pakai daftar ini").click()
        await expect(page.locator(".done")).to_be_visible()
        await page.goto(f"{site.base}/konsol/sesi")
        await page.get_by_role("button", name="Tutup semua").click()
        await expect(page.get_by_role("heading", name="Silakan masuk lagi")).to_be_visible()
