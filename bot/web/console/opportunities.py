"""Opportunities: what is open, who entered it; a file is looked at before it is put in force."""

import asyncio

from aiohttp import web

from bot.domain.opportunities import Kind
from bot.formats.sheet import Table
from bot.registries.opportunities import WORDS
from bot.services.console import opportunities
from bot.services.console.acting import Hindrance
from bot.services.console.opportunities import Preview
from bot.web.console.frame import HOME, Frame, Visit, for_heads

OPPORTUNITIES = f"{HOME}/peluang"
LOOK, PUT, HAND_IN = f"{OPPORTUNITIES}/periksa", f"{OPPORTUNITIES}/pasang", f"{OPPORTUNITIES}/unggah"
MOST_BYTES = 2 * 2**20
MOST_NAMES = 50  # of one kind of change


def add(frame: Frame) -> None:
    reading = asyncio.Semaphore(1)  # a workbook may unpack to much more than its size

    async def listed(visit: Visit) -> web.StreamResponse:
        kind = visit.query.get("jenis", "")
        kind = kind if kind in [*Kind] else ""
        found = await visit.read(opportunities.listing, kind, visit.query.get("dari", ""))
        return visit.page(
            "opportunities.html", listing=found, kind=kind, kinds=list(Kind), most=MOST_BYTES >> 20
        )

    async def table(visit: Visit) -> web.StreamResponse:
        """As it can be handed in again."""
        rows = [
            (
                entry.kind.value, entry.title, entry.place, "; ".join(entry.interests), entry.offered_by, entry.ask_at,
                entry.fee, entry.source, entry.starts_on.isoformat() if entry.starts_on else "",
                entry.expires_on.isoformat(),
            )
            for entry in await visit.read(opportunities.every)
        ]  # fmt: skip
        return visit.csv("peluang", Table([names[0] for names in WORDS.values()], rows))

    async def handed_in(visit: Visit) -> web.StreamResponse:
        if visit.upload is None or not visit.upload.data:
            return visit.back(OPPORTUNITIES, "berkas_kosong")
        await visit.frame.room.keep(visit.who, visit.upload)
        return visit.back(LOOK)

    async def looked_at(visit: Visit) -> web.StreamResponse:
        upload = await visit.frame.room.kept(visit.who)
        if upload is None:
            return visit.back(OPPORTUNITIES, "berkas_lewat")
        async with reading:
            found = await visit.read(opportunities.preview, upload)
        if not isinstance(found, Preview):
            return visit.page("opportunities_refused.html", problems=found, status=422)
        loss = round(100 * found.report.changes.loss)
        return visit.page("opportunities_preview.html", seen=found, loss=loss, most=MOST_NAMES)

    async def put(visit: Visit) -> web.StreamResponse:
        upload = await visit.frame.room.kept(visit.who)
        if upload is None:
            return visit.back(OPPORTUNITIES, "berkas_lewat")
        form, is_forced = visit.form.get("borang", ""), visit.form.get("tetap") == "ya"
        async with reading:
            why_not = await visit.write(
                opportunities.put_in_force, form, upload, visit.form.get("sidik", ""), is_forced=is_forced
            )
        if why_not is not None:
            return visit.back(LOOK if why_not is Hindrance.UNSURE else OPPORTUNITIES, why_not)
        await visit.frame.room.drop(visit.who)
        return visit.back(OPPORTUNITIES, "berubah")

    async def withdrawn(visit: Visit) -> web.StreamResponse:
        number = int(visit.part["number"])
        is_so = await visit.write(opportunities.withdraw, visit.form.get("borang", ""), number)
        if is_so is None:
            return visit.missing()
        return visit.back(OPPORTUNITIES, "berubah" if is_so else "gagal")

    frame.shows(OPPORTUNITIES, listed)
    frame.shows(f"{OPPORTUNITIES}/berkas.csv", for_heads(table))
    frame.receives(HAND_IN, handed_in, MOST_BYTES)
    frame.shows(LOOK, for_heads(looked_at))
    frame.does(PUT, for_heads(put))
    frame.does(f"{OPPORTUNITIES}/{{number:[0-9]{{1,18}}}}/cabut", withdrawn)
