"""Recruiters: the list, one of them, and what an officer says to it."""

from aiohttp import web

from bot.domain.commands import Command, DecideLink, SetApart
from bot.domain.linking import Link
from bot.services.console import brokers
from bot.services.console.brokers import BrokerPage
from bot.web.console.frame import HOME, Frame, Visit

BROKERS = f"{HOME}/pelaku"
NUMBER = "{number:[0-9]{1,18}}"


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        return visit.page("brokers.html", brokers=await visit.read(brokers.listing))

    async def shown(visit: Visit) -> web.StreamResponse:
        page = await visit.read(brokers.page, int(visit.part["number"]))
        return visit.missing() if page is None else visit.page("broker.html", page=page)

    async def decided(visit: Visit) -> web.StreamResponse:
        page = await visit.read(brokers.page, int(visit.part["number"]))
        if page is None:
            return visit.missing()
        command = _command(page, visit.form.get("soal", ""), visit.form.get("jadi", ""))
        if command is None:
            return visit.page("refused.html", status=400)
        await visit.act(command)
        return visit.back(f"{BROKERS}/{visit.part['number']}", "berubah")

    frame.shows(BROKERS, listed)
    frame.shows(f"{BROKERS}/{NUMBER}", shown)
    frame.does(f"{BROKERS}/{NUMBER}", decided)


def _command(page: BrokerPage, of: str, wanted: str) -> Command | None:
    """What is asked for of a question or a number that stands on the page; None for anything else."""
    for join in page.broker.joins:
        if of == str(join.key) and wanted in ("pisah", "satukan"):
            return SetApart(join.key, wanted == "pisah")
    question = next((one for one in page.broker.questions if one.id == of), None)
    if question is None or wanted not in [*Link]:
        return None
    return DecideLink(question.low, question.high, Link(wanted))
