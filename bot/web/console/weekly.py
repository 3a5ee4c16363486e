"""A head's week: the page, the same as PDF and as CSV."""

from aiohttp import web

from bot.formats.sheet import Table
from bot.services.console import weekly
from bot.web.console.frame import HOME, Frame, Visit, for_heads

WEEKLY = f"{HOME}/mingguan"


def add(frame: Frame) -> None:
    async def shown(visit: Visit) -> web.StreamResponse:
        asked = visit.query.get("minggu", "")
        if visit.query.get("bentuk") == "pdf":
            return await pdf(visit, asked)
        page = await visit.read(weekly.page, asked)
        if page is None:
            return visit.missing()
        if visit.query.get("bentuk") == "csv":
            rows = [(part, row.label, row.now, row.before) for part, rows in page.sheet.parts for row in rows]
            return visit.csv(f"minggu-{page.first_on}", Table(["", *page.sheet.columns], rows))
        return visit.page("weekly.html", page=page)

    async def pdf(visit: Visit, asked: str) -> web.StreamResponse:
        printed = await visit.read(weekly.printed, asked)
        if printed is None:
            return visit.missing()
        headers = {
            "Content-Disposition": 'attachment; filename="minggu.pdf"',
            "Cache-Control": "private, no-store",
        }
        return web.Response(body=printed, content_type="application/pdf", headers=headers)

    frame.shows(WEEKLY, for_heads(shown))
