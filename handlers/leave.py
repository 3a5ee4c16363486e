"""An officer is away: from when, until when, who stands in.

start -> read_from -> read_until -> read_deputy, or read_change when a leave is entered already.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.commands import EndLeave, TakeLeave
from bot.domain.conversation import Context, Conversation, Draft, Turn
from bot.domain.dates import day_in
from bot.domain.messages import Choice, Inbound, Param, Reply
from bot.domain.roster import OwnRoster

LONGEST = timedelta(days=366)
MOST_LABEL = 20  # characters on a button
TODAY, TOMORROW, SAME_DAY = Choice("mulai_hari_ini"), Choice("mulai_besok"), Choice("hari_itu_saja")
NOBODY, BACK, STAY = Choice("tanpa_pengganti"), Choice("cuti_selesai"), Choice("tetap_cuti")
COLLEAGUE = "rekan_"
LIST = (Choice("kasus"),)


@dataclass(frozen=True, slots=True)
class LeaveDraft(Draft):
    from_on: str = ""
    to_on: str = ""


def start(ctx: Context, msg: Inbound) -> Turn:
    """Show the leave there is, or ask for a new one."""
    roster = ctx.facts.own_roster()
    if roster is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    if roster.leave is None:
        return ask_from()
    leave = roster.leave
    said = told("leave.present", roster, leave.from_on, leave.to_on, leave.deputy)
    return Turn.ask(read_change, replace(said, choices=(BACK, STAY)), draft=LeaveDraft())


def read_change(ctx: Context, msg: Inbound) -> Turn:
    """Over, or left as it is."""
    if msg.choice == BACK.id:
        return Turn.end(Reply("leave.over", choices=LIST), commands=[EndLeave()])
    return Turn.end(Reply("leave.kept", choices=LIST))


def ask_from(*before: Reply) -> Turn:
    return Turn.ask(
        read_from, *before, Reply("leave.ask_from", choices=(TODAY, TOMORROW)), draft=LeaveDraft()
    )


def read_from(ctx: Context, msg: Inbound) -> Turn:
    roster = ctx.facts.own_roster()
    if roster is None:
        return start(ctx, msg)
    tapped = {TODAY.id: roster.today, TOMORROW.id: roster.today + timedelta(days=1)}
    day = tapped.get(msg.choice or "") or day_in(msg.text, roster.today)
    if day is None or not roster.today <= day <= roster.today + LONGEST:
        return ask_from(Reply("leave.no_day"))
    return ask_until(LeaveDraft(day.isoformat()))


def ask_until(draft: LeaveDraft, *before: Reply) -> Turn:
    question = Reply("leave.ask_until", {"day": date.fromisoformat(draft.from_on)}, (SAME_DAY,))
    return Turn.ask(read_until, *before, question, draft=draft)


def read_until(ctx: Context, msg: Inbound) -> Turn:
    draft: LeaveDraft = ctx.draft
    first, roster = date.fromisoformat(draft.from_on), ctx.facts.own_roster()
    day = first if msg.choice == SAME_DAY.id else day_in(msg.text, first)
    if day is None or not first <= day <= first + LONGEST:
        return ask_until(draft, Reply("leave.no_day"))
    draft = replace(draft, to_on=day.isoformat())
    if roster is None or not roster.colleagues:
        return finish(ctx, draft, None)
    return ask_deputy(roster, draft)


def ask_deputy(roster: OwnRoster, draft: LeaveDraft) -> Turn:
    labels = told_apart([c.name for c in roster.colleagues])
    choices = tuple(
        Choice(f"{COLLEAGUE}{c.id}", "choice.colleague", {"name": label})
        for c, label in zip(roster.colleagues, labels, strict=True)
    )
    return Turn.ask(read_deputy, Reply("leave.ask_deputy", choices=(*choices, NOBODY)), draft=draft)


def told_apart(names: Sequence[str]) -> list[str]:
    """Names cut to a button's length; the second of two that look alike then gets a number."""
    labels: list[str] = []
    for name in names:
        tries = (name[:MOST_LABEL], *(f"{name[: MOST_LABEL - 3]} {n}" for n in range(2, len(names) + 1)))
        labels.append(next(label for label in tries if label not in labels))
    return labels


def read_deputy(ctx: Context, msg: Inbound) -> Turn:
    draft, roster = ctx.draft, ctx.facts.own_roster()
    if roster is None or msg.choice == NOBODY.id:
        return finish(ctx, draft, None)
    chosen = next((c.id for c in roster.colleagues if msg.choice == f"{COLLEAGUE}{c.id}"), None)
    return ask_deputy(roster, draft) if chosen is None else finish(ctx, draft, chosen)


def finish(ctx: Context, draft: LeaveDraft, deputy: int | None) -> Turn:
    first, last = date.fromisoformat(draft.from_on), date.fromisoformat(draft.to_on)
    said = told("leave.entered", ctx.facts.own_roster(), first, last, deputy)
    return Turn.end(replace(said, choices=LIST), commands=[TakeLeave(first, last, deputy)])


def told(key: str, roster: OwnRoster | None, first: date, last: date, deputy: int | None) -> Reply:
    """The days of a leave and who stands in, in words."""
    names = {c.id: c.name for c in roster.colleagues} if roster is not None else {}
    stands_in: Param = Reply("leave.nobody")
    if deputy is not None:
        stands_in = Reply("leave.deputy", {"name": names.get(deputy, "")})
    return Reply(key, {"first": first, "last": last, "deputy": stands_in})


CONVERSATION = Conversation(
    name="leave",
    start=start,
    words=("cuti", "saya cuti", "saya libur"),
    steps=(read_change, read_from, read_until, read_deputy),
    draft=LeaveDraft,
)
