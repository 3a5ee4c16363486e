"""Checks over time: how many, how dangerous, which red flags rise, and where."""

from collections.abc import Sequence
from urllib.parse import urlencode

from aiohttp import web

from bot.formats.sheet import Table
from bot.paper import chart
from bot.paper.chart import Chart, Series
from bot.services.console import checks
from bot.services.console.checks import ChecksPage, FlagLine, Verdicts
from bot.services.settling import UNPLACED
from bot.web.console.frame import HOME, Frame, Visit, for_heads

CHECKS = f"{HOME}/pemeriksaan"
LONGEST_NAME = 40  # of a line in a picture
LEVELS = ("danger", "caution", "no_sign", "undivided")  # console.checks.<it>, from the bottom of a bar
NUMBERS = ["bahaya", "bukan_bahaya", "waspada", "semua", "lengkap"]


def add(frame: Frame) -> None:
    async def shown(visit: Visit) -> web.StreamResponse:
        asked = visit.query.get("minggu", "")
        weeks = int(asked) if asked in map(str, checks.WEEKS) else checks.USUAL_WEEKS
        page = await visit.read(checks.page, visit.query.get("wilayah", ""), weeks)
        if page is None:
            return visit.missing()
        match visit.query.get("bentuk"):
            case "csv":
                return _stretches(visit, page)
            case "csv-tanda":
                return _flags(visit, page)
            case "csv-wilayah":
                return _spots(visit, page)
        return visit.page(
            "checks.html", page=page, choices=checks.WEEKS, nowhere=UNPLACED,
            address=f"{CHECKS}?{urlencode({'wilayah': page.area, 'minggu': page.count})}",
            by_time=chart.bars(_checks_chart(visit, page), "periode") if page.whole.all.total else "",
            by_flag=chart.lines(_flags_chart(visit, page), "tanda") if page.flags else "", point=_point(visit, page),
            flag_point=_flag_point(visit, page.flags),
        )  # fmt: skip

    frame.shows(CHECKS, for_heads(shown))


def _point(visit: Visit, page: ChecksPage) -> str:
    """What the first picture shows, in a sentence."""
    params = {"all": page.whole.all.total, "weeks": page.count}
    if page.whole.all.marked:
        return visit.say("console.checks.point", danger=page.whole.all.marked, **params)
    return visit.say("console.checks.point_undivided", **params)


def _flag_point(visit: Visit, flags: Sequence[FlagLine]) -> str:
    rising = [flag for flag in flags if flag.is_rising]
    if rising:
        return visit.say("console.checks.rising", count=len(rising), flag=rising[0].words)
    return visit.say("console.checks.steady")


def _checks_chart(visit: Visit, page: ChecksPage) -> Chart:
    told = [told for _, told in page.stretches]
    values = (
        [one.all.marked for one in told],
        [one.others.marked for one in told],
        [one.others.others for one in told],
        [one.all.total - one.all.marked - one.others.marked - one.others.others for one in told],
    )
    series = [
        Series(visit.say(f"console.checks.{level}"), f"s-{level}", counts)
        for level, counts in zip(LEVELS, values, strict=True)
    ]
    return Chart(_point(visit, page), visit.say("console.checks.drawn"), _days(page), series)


def _flags_chart(visit: Visit, page: ChecksPage) -> Chart:
    series = [
        Series(_short(visit.words(flag.words)), f"s-{number}", flag.drawn)
        for number, flag in enumerate(page.flags)
        if flag.drawn
    ]
    return Chart(_flag_point(visit, page.flags), visit.say("console.checks.flags_drawn"), _days(page), series)


def _days(page: ChecksPage) -> list[str]:
    return [f"{stretch.first_on:%d/%m}" for stretch, _ in page.stretches]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _stretches(visit: Visit, page: ChecksPage) -> web.Response:
    rows = [
        (stretch.first_on.isoformat(), stretch.last_on.isoformat(), *_cells(told))
        for stretch, told in page.stretches
    ]
    return visit.csv("pemeriksaan", Table(["dari", "sampai", *NUMBERS], rows))


def _flags(visit: Visit, page: ChecksPage) -> web.Response:
    rows = [
        (flag.rule, visit.words(flag.words), flag.now, flag.before, int(flag.is_rising))
        for flag in page.flags
    ]
    head = ["tanda", "arti", "empat_minggu_terakhir", "empat_minggu_sebelumnya", "naik"]
    return visit.csv("tanda", Table(head, rows))


def _spots(visit: Visit, page: ChecksPage) -> web.Response:
    rows = [(spot.area, spot.name, *_cells(spot.told)) for spot in page.spots]
    return visit.csv("wilayah", Table(["kode", "nama", *NUMBERS], rows))


def _cells(told: Verdicts) -> tuple[int | None, ...]:
    numbers = (told.all.marked, told.all.others, told.others.marked, told.all.total)
    return *(number or None for number in numbers), int(told.all.is_whole)
