"""Published lists: those in force and how old they are; a new one is looked at before it is put in force."""

import asyncio
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.registry import ListKind
from bot.registries.difference import LARGEST_LOSS
from bot.registries.sheets import MOST_BYTES
from bot.services import numbers
from bot.services.console import lists
from bot.services.console.acting import Hindrance
from bot.services.console.lists import Preview
from bot.web.console.frame import HOME, Frame, Visit, for_heads

LISTS = f"{HOME}/daftar"
LOOK, PUT, HAND_IN = f"{LISTS}/periksa", f"{LISTS}/pasang", f"{LISTS}/unggah"
MOST_NAMES = 50  # of one kind of change
KINDS = "|".join(kind.value for kind in ListKind)


def add(frame: Frame) -> None:
    reading = asyncio.Semaphore(1)  # a workbook may unpack to much more than its size

    async def overview(visit: Visit) -> web.StreamResponse:
        return visit.page(
            "lists.html",
            standings=await visit.read(lists.overview),
            kinds=list(ListKind),
            most=MOST_BYTES >> 20,
        )

    async def shown(visit: Visit) -> web.StreamResponse:
        kind = ListKind(visit.part["kind"])
        page = await visit.read(lists.page, kind, numbers.whole(visit.query.get("dari", ""), 18))
        address = f"{LISTS}/{kind.value}"
        return visit.page("list.html", page=page, address=address, most=MOST_NAMES)

    async def handed_in(visit: Visit) -> web.StreamResponse:
        if visit.upload is None or not visit.upload.data:
            return visit.back(LISTS, "berkas_kosong")
        asked = {name: visit.form.get(name, "")[:20] for name in ("jenis", "tanggal")}
        if asked["tanggal"] and _day(asked["tanggal"]) is None:
            return visit.back(LISTS, "tanggal_daftar")
        await visit.frame.room.keep(visit.who, visit.upload)
        return visit.back(f"{LOOK}?{urlencode(asked)}")

    async def looked_at(visit: Visit) -> web.StreamResponse:
        found = await preview(visit, visit.query.get("jenis", ""), visit.query.get("tanggal", ""))
        if found is None:
            return visit.back(LISTS, "berkas_lewat")
        if not isinstance(found, Preview):
            return visit.page("list_refused.html", problems=found, status=422)
        return visit.page(
            "list_preview.html", seen=found, most=MOST_NAMES, put=PUT, given=visit.query.get("tanggal", ""),
            loss=round(100 * found.report.changes.loss),
            loses_much=bool(found.report.refusals) and found.report.changes.loss > LARGEST_LOSS,
        )  # fmt: skip

    async def put(visit: Visit) -> web.StreamResponse:
        asked = {name: visit.form.get(name, "")[:20] for name in ("jenis", "tanggal")}
        found = await preview(visit, **asked)
        upload = await visit.frame.room.kept(visit.who)
        if found is None or upload is None:
            return visit.back(LISTS, "berkas_lewat")
        again = f"{LOOK}?{urlencode(asked)}"
        if not isinstance(found, Preview):
            return visit.back(again)
        seen = (visit.form.get("sidik", ""), visit.form.get("lama", ""))
        if seen != (found.fingerprint, str(found.against)):
            return visit.back(LISTS, Hindrance.OVERTAKEN)
        why_not = await visit.write(
            lists.put_in_force, visit.form.get("borang", ""), upload, found,
            is_forced=visit.form.get("tetap") == "ya",
        )  # fmt: skip
        if why_not is not None:
            return visit.back(again if why_not is Hindrance.UNSURE else LISTS, why_not)
        await visit.frame.room.drop(visit.who)
        return visit.back(f"{LISTS}/{found.file.kind.value}", "berubah")

    async def preview(visit: Visit, jenis: str, tanggal: str) -> Preview | list[str] | None:
        upload = await visit.frame.room.kept(visit.who)
        if upload is None:
            return None
        async with reading:
            found = await visit.read(lists.preview, upload, _kind(jenis), _day(tanggal))
        return found if isinstance(found, Preview) else list(found)

    frame.shows(LISTS, for_heads(overview))
    frame.shows(f"{LISTS}/{{kind:{KINDS}}}", for_heads(shown))
    frame.receives(HAND_IN, handed_in, MOST_BYTES)
    frame.shows(LOOK, for_heads(looked_at))
    frame.does(PUT, for_heads(put))


def _kind(given: str) -> ListKind | None:
    return ListKind(given) if given in [*ListKind] else None


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
