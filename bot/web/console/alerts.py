"""Urgent local alerts: the list, one of them, writing one, letting one out."""

from collections.abc import Callable

from aiohttp import web

from bot.domain.commands import ApproveAlert, Command, RefuseAlert, ResumeAlert
from bot.domain.public_alert import LENGTHS, AlertState, Pace, Purpose
from bot.services.console import alerts
from bot.services.console.alerts import IN_ENGLISH, Draft
from bot.web.console.frame import HOME, Frame, Visit

ALERTS = f"{HOME}/peringatan"
NEW = f"{ALERTS}/baru"
ONE = f"{ALERTS}/{{number:[0-9]{{1,12}}}}"
DECISIONS: dict[str, tuple[Callable[[str], Command], AlertState]] = {
    "setujui": (ApproveAlert, AlertState.PUBLISHED),
    "tolak": (RefuseAlert, AlertState.REFUSED),
    "lanjutkan": (ResumeAlert, AlertState.PUBLISHED),
}


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        return visit.page(
            "alerts.html", listing=await visit.read(alerts.listing, visit.query.get("dari", ""))
        )

    async def blank(visit: Visit) -> web.StreamResponse:
        asked = visit.query
        form = await visit.read(alerts.blank, asked.get("guna", ""), asked.get("ganti", ""))
        return visit.missing() if form is None else _written(visit, form)

    async def written(visit: Visit) -> web.StreamResponse:
        form = await visit.read(alerts.checked, _draft(visit))
        return visit.missing() if form is None else _written(visit, form)

    async def handed_over(visit: Visit) -> web.StreamResponse:
        form = await visit.read(alerts.checked, _draft(visit))
        if form is None:
            return visit.missing()
        if form.command is None:
            return _written(visit, form)
        await visit.act(form.command)
        return visit.back(ALERTS, "diajukan")

    async def shown(visit: Visit) -> web.StreamResponse:
        page = await visit.read(alerts.page, visit.part["number"])
        return visit.missing() if page is None else visit.page("alert.html", page=page)

    async def decided(visit: Visit) -> web.StreamResponse:
        number = visit.part["number"]
        command, wanted = DECISIONS[visit.part["what"]]
        if await visit.read(alerts.page, number) is None:
            return visit.missing()
        await visit.act(command(number))
        became = await visit.read(alerts.is_state, number, wanted)
        return visit.back(f"{ALERTS}/{number}", "berubah" if became else "gagal")

    frame.shows(ALERTS, listed)
    frame.shows(NEW, blank)
    frame.does(NEW, written)
    frame.does(f"{ALERTS}/ajukan", handed_over)
    frame.shows(ONE, shown)
    frame.does(f"{ONE}/{{what:{'|'.join(DECISIONS)}}}", decided)


def _draft(visit: Visit) -> Draft:
    form = visit.form
    parts = [part + ending for ending in ("", IN_ENGLISH) for part in LENGTHS]
    texts = {part: " ".join(form.get(part, "").split()) for part in parts}
    purpose = form.get("guna", "")
    return Draft(
        form.get("area", ""), texts, form.get("pace", ""), form.get("hours", ""),
        Purpose(purpose) if purpose in [*Purpose] else Purpose.ALERT, form.get("ganti", ""),
    )  # fmt: skip


def _written(visit: Visit, form: alerts.Compose) -> web.Response:
    draft = form.draft
    kept = {
        "area": draft.area, "pace": draft.pace, "hours": draft.hours, "guna": draft.purpose.value,
        "ganti": draft.replaces, **draft.texts,
    }  # fmt: skip
    return visit.page(
        "alert_form.html", form=form, lengths=LENGTHS, typed_in=kept, status=422 if form.wrong else 200,
        areas=[("", "–"), *((area.code, f"{area.name}, {area.parent}".rstrip(", ")) for area in form.areas)],
        paces=[(pace.value, visit.say(f"choice.{pace.value}")) for pace in Pace],
        spans=[(name, visit.say(f"choice.{name}")) for name in form.hours],
    )  # fmt: skip
