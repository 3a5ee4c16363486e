"""The week of a head's area, told on Monday morning in their own chat, and as a sheet to look at and to print."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.casework import HEADS, Role
from bot.domain.dates import next_weekly
from bot.domain.messages import Choice, Param, Reply
from bot.domain.weekly import DAYS, Amount, Figure, Week, last_monday, paper, picture
from bot.paper.week import Row, Sheet
from bot.services import fanout, push, week_figures
from bot.services.desk import Desk
from bot.store import cases, knowledge
from bot.store.db import Transaction

KIND = "head_week"
MOST_WEEKS = 8  # that one can look back
IN_SHORT = ("reports", "missed", "checks", "bahaya", "raised")


def run_due(tx: Transaction, desk: Desk) -> int:
    """Plan the next weekly hour and go a step on with what is due; 0 when nothing is left to do."""
    now, times = desk.now(), desk.content.areas
    due_at = next_weekly(now.astimezone(desk.zone), times.head_weekday, times.head_time)
    knowledge.plan(tx, KIND, f"{due_at:%Y-%m-%dT%H:%M}", due_at)
    return fanout.go_on(tx, desk, KIND, _step)


def _step(tx: Transaction, desk: Desk, key: str, now: datetime) -> int:
    """Tell the next head; 0 when the run is over."""
    reached, queued = knowledge.progress(tx, KIND, key)
    rest = [row for row in cases.reachable_officers(tx) if Role(row.role) in HEADS and row.id > reached]
    if not rest:
        knowledge.done(tx, KIND, key, now)
        return 0
    head = min(rest, key=lambda row: int(row.id))
    week = week_figures.counted(tx, desk, head, last_monday(desk.today()))
    sheet = Reply("push.week_paper", {}, (Choice("konsol"),), encloses=paper(head.id, week.first_on))
    told = (_told(week, head.id), sheet)
    queued += push.push(tx, desk, head.contact_id, *told, purpose="duty", once_key=f"{KIND}:{key}:{head.id}")
    knowledge.save_progress(tx, KIND, key, head.id, queued)
    return 1


def weeks(desk: Desk) -> Sequence[date]:
    """The Mondays of the weeks one can look back on, the latest first."""
    return [last_monday(desk.today()) - number * DAYS for number in range(MOST_WEEKS)]


def of_head(tx: Transaction, desk: Desk, officer_id: int, first_on: date) -> Week | None:
    """None for anybody who is no head now, and for a week one cannot look back on."""
    head = cases.officer(tx, officer_id)
    is_good = head is not None and head.is_active and Role(head.role) in HEADS and first_on in weeks(desk)
    return week_figures.counted(tx, desk, head, first_on) if head is not None and is_good else None


def sheet(desk: Desk, week: Week, language: str) -> Sheet:
    """A week in words of a language."""

    def said(key: str, **params: Param) -> str:
        return desk.catalogs.text(Reply(key, params), language)

    def count(amount: Amount | None) -> str:
        return "–" if amount is None else desk.catalogs.text(_count(amount), language)

    def row(figure: Figure) -> Row:
        return Row(said(f"weekly.figure.{figure.name}"), count(figure.now), count(figure.before))

    return Sheet(
        first_on=week.first_on,
        title=said("weekly.title", place=week.place),
        lead=said("weekly.lead", until=week.stretch.last_on, first=week.first_on, last=week.last_on),
        columns=tuple(said(f"weekly.column.{column}") for column in ("what", "now", "before")),
        parts=[(said(f"weekly.part.{part.name}"), [row(one) for one in part.figures]) for part in week.parts],
        short=[row(week.figure(name)) for name in IN_SHORT],
        note=said("weekly.note", office=desk.office),
    )


def _told(week: Week, head: int) -> Reply:
    """The picture, with words that say the same."""
    lines = tuple(
        Reply("weekly.line", {"name": Reply(f"weekly.figure.{name}"), "count": _count(week.figure(name).now)})
        for name in IN_SHORT
    )
    params: dict[str, Param] = {
        "place": week.place, "until": week.stretch.last_on, "lines": lines,
    }  # fmt: skip
    return Reply("push.week", params, encloses=picture(head, week.first_on))


def _count(amount: Amount) -> Reply:
    if amount.count is None:
        return Reply("console.untold")
    return Reply("weekly.count" if amount.is_whole else "console.at_least", {"count": amount.count})
