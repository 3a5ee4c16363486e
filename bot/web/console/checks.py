"""Checks over time: how many, how dangerous, which red flags rise, and where."""

from collections.abc import Sequence
from urllib.parse import urlencode

from aiohttp import web

from bot.paper import chart
from bot.paper.chart import Chart, Series
from bot.services.console import checks
from bot.services.console.checks import ChecksPage, FlagLine
from bot.web.console import table_file
from bot.web.console.frame import HOME, Frame, Visit, for_heads

CHECKS = f"{HOME}/pemeriksaan"
FEW = "<5"
LONGEST_NAME = 40  # of a line in a picture


def add(frame: Frame) -> None:
    async def shown(visit: Visit) -> web.StreamResponse:
        asked = visit.query.get("minggu", "")
        weeks = int(asked) if asked in map(str, checks.WEEKS) else checks.USUAL_WEEKS
        page = await visit.read(checks.page, visit.query.get("wilayah", ""), weeks)
        if page is None:
            return visit.missing()
        match visit.query.get("bentuk"):
            case "csv":
                return _weekly(page)
            case "csv-tanda":
                return _flags(visit, page)
            case "csv-wilayah":
                return _spots(page)
        return visit.page(
            "checks.html", page=page, choices=checks.WEEKS, levels=checks.LEVELS, nowhere=checks.NOWHERE, few=FEW,
            address=f"{CHECKS}?{urlencode({'wilayah': page.area, 'minggu': page.count})}",
            by_week=chart.bars(_levels_chart(visit, page), "mingguan") if page.whole.all else "",
            by_flag=chart.lines(_flags_chart(visit, page), "tanda") if page.flags else "", point=_point(visit, page),
            flag_point=_flag_point(visit, page.flags),
        )  # fmt: skip

    frame.shows(CHECKS, for_heads(shown))


def _point(visit: Visit, page: ChecksPage) -> str:
    """What the first picture shows, in a sentence."""
    danger = page.whole.levels[0]
    return visit.say(
        "console.checks.point",
        danger=FEW if danger is None else danger,
        all=FEW if page.whole.all is None else page.whole.all,
        weeks=page.count,
    )


def _flag_point(visit: Visit, flags: Sequence[FlagLine]) -> str:
    rising = [flag for flag in flags if flag.is_rising]
    if rising:
        return visit.say("console.checks.rising", count=len(rising), flag=rising[0].words)
    return visit.say("console.checks.steady")


def _levels_chart(visit: Visit, page: ChecksPage) -> Chart:
    series = [
        Series(
            visit.say(f"look.level.{level}"),
            f"s-{level.value}",
            [week.counted.levels[at] for week in page.weeks],
        )
        for at, level in enumerate(checks.LEVELS)
    ]
    return Chart(_point(visit, page), visit.say("console.checks.drawn"), _days(page), series)


def _flags_chart(visit: Visit, page: ChecksPage) -> Chart:
    series = [
        Series(_short(visit.words(flag.words)), f"s-{number}", flag.weekly)
        for number, flag in enumerate(page.flags)
        if flag.weekly
    ]
    return Chart(_flag_point(visit, page.flags), visit.say("console.checks.flags_drawn"), _days(page), series)


def _days(page: ChecksPage) -> list[str]:
    return [f"{week.monday:%d/%m}" for week in page.weeks]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _weekly(page: ChecksPage) -> web.Response:
    rows = [(week.monday.isoformat(), *week.counted.levels, week.counted.all) for week in page.weeks]
    return table_file.answer("pemeriksaan.csv", ["minggu", *checks.LEVELS, "semua"], rows, FEW)


def _flags(visit: Visit, page: ChecksPage) -> web.Response:
    rows = [
        (flag.rule, visit.words(flag.words), flag.now, flag.before, int(flag.is_rising))
        for flag in page.flags
    ]
    head = ["tanda", "arti", "empat_minggu_ini", "empat_minggu_sebelumnya", "naik"]
    return table_file.answer("tanda.csv", head, rows, FEW)


def _spots(page: ChecksPage) -> web.Response:
    rows = [(spot.area, spot.name, *spot.counted.levels, spot.counted.all) for spot in page.spots]
    return table_file.answer("wilayah.csv", ["kode", "nama", *checks.LEVELS, "semua"], rows, FEW)
