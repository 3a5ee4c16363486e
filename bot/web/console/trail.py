"""The audit trail: a list that is narrowed and taken away as a file, and whether it is whole."""

import asyncio
from urllib.parse import urlencode

from aiohttp import web

from bot.formats.sheet import Table
from bot.services import numbers
from bot.services.console import trail
from bot.services.console.trail import Asked, TrailLine
from bot.web.console.frame import HOME, Frame, Visit, for_heads

TRAIL = f"{HOME}/jejak"
FIELDS = {"petugas": "officer", "kasus": "case", "tindakan": "verb", "hari": "day"}


def add(frame: Frame) -> None:
    checking = asyncio.Lock()

    async def shown(visit: Visit) -> web.StreamResponse:
        query = {name: visit.query.get(name, "").strip()[:40] for name in FIELDS}
        asked = Asked(**{FIELDS[name]: value for name, value in query.items()})
        before = numbers.whole(visit.query.get("dari", ""), 18)
        if visit.query.get("bentuk") == "csv":
            page = await visit.read(trail.page, asked, before, trail.MOST)
            return _file(visit, [*page.lines])
        page = await visit.read(trail.page, asked, before)
        return visit.page("trail.html", page=page, query=query, address=f"{TRAIL}?{urlencode(query)}")

    async def check(visit: Visit) -> web.StreamResponse:
        if checking.locked():
            return visit.back(TRAIL, "gagal")
        async with checking:
            found = await visit.read(trail.check)
        await visit.write(trail.checked, visit.form.get("borang", ""), found)
        return visit.back(TRAIL, "berubah")

    frame.shows(TRAIL, shown)
    frame.does(f"{TRAIL}/periksa", for_heads(check))


def _file(visit: Visit, lines: list[TrailLine]) -> web.Response:
    rows = [
        (line.number, f"{line.at:%Y-%m-%dT%H:%M:%SZ}", line.by, line.case, visit.words(line.what), line.about)
        for line in lines
    ]
    return visit.csv("jejak", Table(["catatan", "waktu", "petugas", "kasus", "tindakan", "tentang"], rows))
