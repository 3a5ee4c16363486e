"""Villages: the list, one of them, its cadres and trainings."""

from aiohttp import web

from bot.domain.cadre import Post
from bot.domain.commands import EndTraining, StartTraining
from bot.domain.training import HOURS
from bot.services.console import villages
from bot.web.console.frame import HOME, Frame, Visit

VILLAGES = f"{HOME}/desa"
ONE = f"{VILLAGES}/{{code:[0-9.]{{13}}}}"
NUMBER = "[0-9]{1,12}"


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        name = visit.query.get("nama", "")
        found = await visit.read(villages.listing, name, visit.query.get("dari", ""))
        return visit.missing() if found is None else visit.page("villages.html", listing=found, name=name)

    async def shown(visit: Visit) -> web.StreamResponse:
        return await _page(visit)

    async def invited(visit: Visit) -> web.StreamResponse:
        code, post = visit.part["code"], visit.form.get("post", "")
        invitation = await visit.write(villages.invite, visit.form.get("borang", ""), code, post)
        if invitation is not None:
            return await _page(visit, invitation)
        if await visit.read(villages.page, code) is None:
            return visit.missing()
        return visit.back(f"{VILLAGES}/{code}", "kode_sudah" if post in [*Post] else "jabatan_kosong")

    async def withdrawn(visit: Visit) -> web.StreamResponse:
        code, number = visit.part["code"], int(visit.part["number"])
        is_so = await visit.write(villages.withdraw, visit.form.get("borang", ""), code, number)
        if is_so is None:
            return visit.missing()
        return visit.back(f"{VILLAGES}/{code}", "berubah" if is_so else "gagal")

    async def begun(visit: Visit) -> web.StreamResponse:
        code, hours = visit.part["code"], visit.form.get("hours", "")
        if await visit.read(villages.page, code) is None:
            return visit.missing()
        if hours not in map(str, HOURS):
            return visit.back(f"{VILLAGES}/{code}", "lama_latihan")
        await visit.act(StartTraining(code, int(hours)))
        return visit.back(f"{VILLAGES}/{code}", "berubah")

    async def ended(visit: Visit) -> web.StreamResponse:
        code = visit.part["code"]
        if await visit.read(villages.page, code) is None:
            return visit.missing()
        await visit.act(EndTraining(int(visit.part["number"])))
        return visit.back(f"{VILLAGES}/{code}", "berubah")

    frame.shows(VILLAGES, listed)
    frame.shows(ONE, shown)
    frame.does(f"{ONE}/undang", invited)
    frame.does(f"{ONE}/kader/{{number:{NUMBER}}}/cabut", withdrawn)
    frame.does(f"{ONE}/latihan", begun)
    frame.does(f"{ONE}/latihan/{{number:{NUMBER}}}/akhiri", ended)


async def _page(visit: Visit, invitation: str = "") -> web.Response:
    """`invitation` is in the answer to the form that asked for it, and nowhere else."""
    page = await visit.read(villages.page, visit.part["code"])
    if page is None:
        return visit.missing()
    return visit.page("village.html", page=page, invitation=invitation, posts=list(Post), hours=HOURS)
