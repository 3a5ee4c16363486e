"""Signals: what stands out, drawn, and decided."""

from aiohttp import web

from bot.domain.commands import DecideSignal
from bot.domain.detection import SignalState
from bot.services.console import signals
from bot.web.console.frame import HOME, Frame, Visit

SIGNALS = f"{HOME}/sinyal"
NUMBER = "{number:[0-9]{1,12}}"


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        is_over = visit.query.get("yang") == "selesai"
        found = await visit.read(signals.listing, is_over=is_over, after=visit.query.get("dari", ""))
        return visit.page("signals.html", listing=found, is_over=is_over)

    async def shown(visit: Visit) -> web.StreamResponse:
        page = await visit.read(signals.page, int(visit.part["number"]))
        return visit.missing() if page is None else visit.page("signal.html", page=page)

    async def decided(visit: Visit) -> web.StreamResponse:
        number, state = int(visit.part["number"]), visit.form.get("jadi", "")
        if state not in [*SignalState]:
            return visit.page("refused.html", status=400)
        if await visit.read(signals.page, number) is None:
            return visit.missing()
        await visit.act(DecideSignal(number, SignalState(state)))
        return visit.back(f"{SIGNALS}/{number}", "berubah")

    frame.shows(SIGNALS, listed)
    frame.shows(f"{SIGNALS}/{NUMBER}", shown)
    frame.does(f"{SIGNALS}/{NUMBER}", decided)
