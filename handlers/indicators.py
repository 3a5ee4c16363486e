"""After a case is closed: which numbers and names of its report are the recruiter's own, as its officer knows.

start -> read_answer -> (read_choice, until all are named) -> recorded
Nothing is recorded unless chosen: a neighbour's number stands in many a report.
"""

import re
from dataclasses import dataclass, replace

from bot.domain.commands import ConfirmIndicators, LookedAt
from bot.domain.conversation import Context, Conversation, Draft, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Indicator

MOST_SHOWN = 8  # with "all" and "done" as many choices as one message carries
YES, NO, ALL, DONE = Choice("ya_catat"), Choice("jangan_catat"), Choice("catat_semua"), Choice("cukup")
LIST = (Choice("kasus"),)


@dataclass(frozen=True, slots=True)
class IndicatorDraft(Draft):
    number: str = ""
    named: tuple[str, ...] = ()  # "kind=value"
    picked: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Reply, ...]:
        return tuple(line(item) for item in self.named)


def start(ctx: Context, msg: Inbound) -> Turn:
    """Show what the report names and ask whose it is."""
    number = ctx.carry.get("number", "")
    named = ctx.facts.indicators(number)[:MOST_SHOWN]
    if not named:
        return Turn.end(Reply("indicator.none", choices=LIST))
    draft = IndicatorDraft(number, tuple("=".join(pair) for pair in named))
    return replace(ask(draft), commands=(LookedAt(number),))  # the lines quote the report


def ask(draft: IndicatorDraft) -> Turn:
    question = Reply("indicator.ask", {"number": draft.number, "named": draft.lines}, (YES, NO))
    return Turn.ask(read_answer, question, draft=draft)


def read_answer(ctx: Context, msg: Inbound) -> Turn:
    draft: IndicatorDraft = ctx.draft
    if msg.choice == NO.id:
        return Turn.end(Reply("indicator.kept_out", choices=LIST))
    if msg.choice != YES.id:
        return ask(draft)
    if len(draft.named) == 1:
        return record(ctx, replace(draft, picked=draft.named))
    return ask_which(draft)


def ask_which(draft: IndicatorDraft) -> Turn:
    """Numbers as buttons; several can be typed at once ("1, 3")."""
    numbers = (
        Choice(f"catat_{place}", "choice.catat_nomor", {"place": place})
        for place, _ in enumerate(draft.named, 1)
    )
    picked = tuple(line(item) for item in draft.picked)
    head = Reply("indicator.picked", {"picked": picked}) if picked else Reply("indicator.ask_which")
    named = Reply("indicator.named", {"named": draft.lines}, (*numbers, ALL, DONE))
    return Turn.ask(read_choice, head, named, draft=draft)


def read_choice(ctx: Context, msg: Inbound) -> Turn:
    draft: IndicatorDraft = ctx.draft
    if msg.choice == DONE.id:
        return record(ctx, draft)
    if msg.choice == ALL.id or msg.text.strip().casefold() == "semua":
        return record(ctx, replace(draft, picked=draft.named))
    places = {int(found) for found in re.findall(r"\d{1,2}", msg.choice or msg.text[:60])}
    picked = tuple(
        item for place, item in enumerate(draft.named, 1) if place in places or item in draft.picked
    )
    draft = replace(draft, picked=picked)
    return record(ctx, draft) if len(picked) == len(draft.named) else ask_which(draft)


def record(ctx: Context, draft: IndicatorDraft) -> Turn:
    """Record what was picked and still stands in the report."""
    still = ctx.facts.indicators(draft.number)
    chosen = tuple(pair for pair in map(pair_of, draft.picked) if pair in still)
    if not chosen:
        return Turn.end(Reply("indicator.kept_out", choices=LIST))
    return Turn.end(
        Reply("indicator.recorded", {"count": len(chosen)}, LIST),
        commands=[ConfirmIndicators(draft.number, chosen)],
    )


def pair_of(item: str) -> Indicator:
    kind, _, value = item.partition("=")
    return kind, value


def line(item: str) -> Reply:
    kind, value = pair_of(item)
    return Reply(f"indicator.{kind}", {"value": value})


CONVERSATION = Conversation(
    name="indicators", start=start, steps=(read_answer, read_choice), draft=IndicatorDraft
)
