"""Cases: the list, one of them, and what an officer does with it."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.domain.casework import STEPS, Outcome, Page, Partner, own_actions
from bot.domain.commands import (
    AcceptCase,
    AnswerReporter,
    AskReporter,
    CloseCase,
    Command,
    DeclineCase,
    GiveLink,
    KeepLonger,
    MergeCase,
    MoveOn,
)
from bot.domain.offers import Severity
from bot.domain.unmasking import unmasks
from bot.services.console import caseload
from bot.web.console.frame import HOME, Frame, Visit

CASES = f"{HOME}/kasus"
MOST_WORDS = 800  # characters to a reporter, as in the chat
OPENING = {"lihat_isi": Page.REPORT, "lembar_rujukan": Page.REFERRAL}
TO_REPORTER = ("tanya", "balas_pelapor")
WHICH = (caseload.OPEN, caseload.MINE, caseload.CLOSED, caseload.ALL)


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        asked = {name: visit.query.get(name, "") for name in ("yang", "tingkat", "wilayah", "sejak")}
        which = asked["yang"] if asked["yang"] in WHICH else caseload.OPEN
        found = await visit.read(
            caseload.listing,
            which,
            asked["tingkat"],
            asked["wilayah"],
            visit.query.get("dari", ""),
            asked["sejak"],
        )
        address = f"{CASES}?{urlencode({**asked, 'yang': which})}"
        return visit.page(
            "cases.html", listing=found, which=which, asked=asked, address=address,
            whiches=WHICH, spans=caseload.SPANS, severities=list(Severity), areas=await visit.read(caseload.areas),
        )  # fmt: skip

    async def sought(visit: Visit) -> web.StreamResponse:
        number = await visit.read(caseload.sought, visit.query.get("nomor", ""))
        return visit.missing() if not number else visit.back(f"{CASES}/{number}")

    async def shown(visit: Visit, held: str = "") -> web.StreamResponse:
        """A case; `held` is what was not sent to its reporter, to be put in other words."""
        page = await visit.write(caseload.page, visit.part["number"])
        if page is None:
            return visit.missing()
        view = page.view
        actions: tuple[str, ...] = ()
        if view is not None and view.is_mine:
            actions = (
                own_actions(view) if page.line.until or view.merged_into else ("lihat_isi", "simpan_lagi")
            )
        elif view is not None and not view.is_taken and page.line.until:
            actions = ("terima", "lihat_isi", "tidak_bisa")
        return visit.page(
            "case.html", page=page, actions=actions, outcomes=list(Outcome), partners=list(Partner),
            most=MOST_WORDS, held=held, words_held=visit.form.get("kata", ""), status=422 if held else 200,
        )  # fmt: skip

    async def done(visit: Visit) -> web.StreamResponse:
        number, what = visit.part["number"], visit.part["what"]
        if what in OPENING:
            link = await visit.read(caseload.fresh_link, OPENING[what])
            await visit.act(GiveLink(number, link, OPENING[what]))
            return visit.back(urlsplit(link).path)
        if what in TO_REPORTER and unmasks(visit.form.get("kata", "")):
            return await shown(visit, what)
        if what == "tidak_bisa" and await visit.read(caseload.is_last_asked, number):
            return visit.back(f"{CASES}/{number}", "tinggal_sendiri")
        command = _command(what, number, visit.form)
        if command is None:
            return visit.page("refused.html", status=400)
        await visit.act(command)
        return visit.back(f"{CASES}/{number}", "berubah")

    frame.shows(CASES, listed)
    frame.shows(f"{CASES}/cari", sought)
    frame.shows(f"{CASES}/{{number:BD-[0-9]{{1,12}}}}", shown)
    frame.does(f"{CASES}/{{number:BD-[0-9]{{1,12}}}}/{{what}}", done)


def _command(what: str, number: str, form: Mapping[str, str]) -> Command | None:
    """What a form asks for; None for one that no page of ours has."""
    text = form.get("kata", "")[:MOST_WORDS]
    if what in STEPS:
        return MoveOn(number, STEPS[what])
    match what:
        case "terima":
            return AcceptCase(number)
        case "tidak_bisa":
            return DeclineCase(number)
        case "simpan_lagi":
            return KeepLonger(number)
        case "gabung_kasus":
            return MergeCase(number, form.get("utama", "")[:20])
        case "tutup":
            return _closing(number, form)
        case "tanya" if text:
            return AskReporter(number, text)
        case "balas_pelapor" if text:
            return AnswerReporter(number, text)
    return None


def _closing(number: str, form: Mapping[str, str]) -> CloseCase | None:
    outcome, partner = form.get("hasil", ""), form.get("mitra", "")
    if outcome not in [*Outcome] or (outcome == Outcome.REFERRED and partner not in [*Partner]):
        return None
    return CloseCase(number, Outcome(outcome), Partner(partner) if outcome == Outcome.REFERRED else None)
