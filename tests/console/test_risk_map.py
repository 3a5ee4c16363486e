"""The map at the desk: only of the officer's own area, with its table and its CSV."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.risk_map import PERIOD_WEEKS
from bot.services import map_figures
from tests.console.browser import Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]


async def test_the_map_leads_down_to_villages_and_gives_its_numbers(site: Site, at_desk: AtDesk) -> None:
    for at in range(6):
        offer = "Lowongan kerja ke Kamboja gaji 15 juta pakai visa turis, bayar 5 juta, hubungi 081234567890"
        who = f"tanya-{at:018d}"
        for text in ("langganan", "Pontang", offer):
            await site.web(who, text=text)
    site.app.shift += timedelta(weeks=2 * PERIOD_WEEKS)
    await site.app.database.write(lambda tx: map_figures.tell_due(tx, site.app.desk))
    desk = at_desk("supervisor")
    await desk.enters()
    seen = []
    for code in ("36", "36.04", "36.04.12"):
        page = await desk.opens(f"/konsol/peta?wilayah={code}")
        assert page.status == 200
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in page.text
        seen.append(page.text)
    assert "/konsol/peta?wilayah=36.04" in seen[0]
    assert "Pontang" in seen[2]
    table = await desk.opens("/konsol/peta?wilayah=36.04&bentuk=csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.text.lstrip("\ufeff"))))
    assert {row["kode"] for row in rows} >= {"36.04.12", "36.04.13"}
    assert all(
        not row[part] or int(row[part]) >= 5 for row in rows for part in ("laporan", "merah", "bahaya")
    )


@pytest.mark.parametrize("code", ["33", "33.02", "3", "36.4", "x' --", "%00", "36.04/../33", "9" * 90])
async def test_what_is_not_theirs_is_no_map(site: Site, at_desk: AtDesk, code: str) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    for more in ("", "&bentuk=csv", "&periode=2026-13-99"):
        assert (await desk.opens(f"/konsol/peta?wilayah={code}{more}")).status == 404
