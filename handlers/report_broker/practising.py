"""Reports begun while officers train in the reporter's village: said first, and one tap makes them real for good.

Whatever makes one real is a command, so that KEMBALI cannot lead back into the exercise.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, TypeAlias

from bot.domain.commands import CountAnswer, SayReal
from bot.domain.conversation import Context, Step, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Severity
from bot.domain.training import Training, says_real
from handlers.report_broker.draft import URGENT, ReportDraft, filled, told_in

REAL = Choice("sungguhan")
COUNTED = CountAnswer("exercise_is_real")
Ask: TypeAlias = Callable[Concatenate[ReportDraft, ...], Turn]


def training_here(ctx: Context) -> Training | None:
    """The training in the village we know of this person; whose village is unknown reports for real."""
    village = ctx.person.village
    return ctx.facts.training(village.code) if village is not None else None


def begun(ctx: Context, draft: ReportDraft) -> tuple[ReportDraft, tuple[Reply, ...]]:
    """A report about to be told: an exercise while there is a training, and what is said of that first."""
    training = training_here(ctx)
    if training is None:
        return draft, ()
    told = Reply("report.exercise", {"village": training.name, "until": training.ends_at})
    return replace(draft, training=training.id), (told,)


def told_at_once(ctx: Context, turn: Turn) -> Turn:
    """Who told it before anything was said of a training means it; the last question still ends the message."""
    if turn.step is None or training_here(ctx) is None:
        return turn
    *before, last = turn.replies
    return replace(turn, replies=(*before, Reply("report.real.at_once"), last))


def real_because(ctx: Context, draft: ReportDraft, severity: Severity | None = None) -> str:
    """The sentence that says why a report begun as an exercise is none; "" while it is one.

    With its severity, when it is filed, the village has to be known, too.
    """
    told = dict(filled(draft))
    if says_real("\n".join(told.values())):
        return "report.real.said"
    if Severity.MERAH in (severity, ctx.facts.triage(told_in(draft)).severity):
        return "report.real.urgent"
    if severity is None and not draft.village:  # still to be answered
        return ""
    training = ctx.facts.training(draft.village, told, is_bypass=draft.bypass)
    return "" if training is not None and training.id == draft.training else "report.real.elsewhere"


def minding(step: Step, ask: Ask) -> Step:
    """The step, with the tap that makes an exercise real; then `ask` puts the same question again."""

    @wraps(step)
    def minded(ctx: Context, msg: Inbound) -> Turn:
        draft = ctx.draft
        if not isinstance(draft, ReportDraft) or not draft.training:
            return step(ctx, msg)
        if msg.choice == REAL.id or (draft.code and says_real(msg.text)):
            return _real(ask(replace(draft, training=0)), "report.real.said")
        return offering(ctx, step(ctx, msg))

    return minded


def offering(ctx: Context, turn: Turn) -> Turn:
    """The tap beside the choices of an exercise's question; or its end, as soon as something says that it is real."""
    draft = turn.draft
    if turn.step is None or not isinstance(draft, ReportDraft) or not draft.training:
        return turn
    if not draft.code and (why := real_because(ctx, draft)):
        return _real(replace(turn, draft=replace(draft, training=0)), why)
    *before, last = turn.replies
    return replace(turn, replies=(*before, replace(last, choices=(*last.choices, REAL))))


def _real(turn: Turn, why: str) -> Turn:
    """Said first, after the numbers for danger; one that was filed already is made real."""
    draft, replies = turn.draft, turn.replies
    first = 1 if replies[0].key == URGENT else 0
    filed = (SayReal(draft.code),) if isinstance(draft, ReportDraft) and draft.code else ()
    return replace(
        turn,
        replies=(*replies[:first], Reply(why), *replies[first:]),
        commands=(*turn.commands, COUNTED, *filed),
    )
