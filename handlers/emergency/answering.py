"""The numbers of the place, and what is told after them: kept for a report with one line, answered where it asks.

No line is said twice in a row. What was told goes out with a word, or after a silence when it is urgent.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.conversation import REPORT_IT, Carry, Context, Draft, Hotline, Turn, told_so_far
from bot.domain.hotlines import answering, told
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import LIKENESS, Opening, Plight, Severity
from bot.domain.session import SILENCE
from bot.domain.small_talk import SmallTalk, small_talk
from handlers.emergency.words import is_question, is_safe, is_yes

HOME = "ID"
REPORT = Choice("lapor")
ELSEWHERE = {"cek": "check_offer", "darurat": "emergency"}  # from an alarm
KEPT = ("where", "quiet", "shown", "gate", "announced")  # of what was said to them, so that it is said once
OFFERING = ("company", "url")  # of an offer that is sent afterwards
HELD = frozenset(
    {"disekap", "kekerasan", "terjebak", "dokumen_ditahan", "organ_seksual"}
)  # reasons of triage
FEWEST_ASKED = 3  # words of a question about us; "terus gimana" is about them
MOST_TO_ASK = 2  # numbers that may know the answer
AGAIN = "_again"  # the same in other words


@dataclass(frozen=True, slots=True)
class EmergencyDraft(Draft):
    is_red: bool = False  # what was told goes to officers should nothing more come


def added(ctx: Context, msg: Inbound) -> Turn:
    """What is told after the numbers is kept with one line; a new place, or a question for them, gets its numbers."""
    if msg.choice == REPORT.id or is_yes(msg.text):
        return Turn.go("report_broker", carry=ctx.carry)
    if msg.choice in ELSEWHERE:
        return Turn.go(ELSEWHERE[msg.choice], carry=ctx.carry)
    if is_safe(msg.text):
        return Turn.end(
            Reply("emergency.safe", choices=(REPORT_IT, Choice("darurat"))),
            carry={"told": told_so_far(ctx.carry, msg)},
        )
    if msg.location is not None:
        msg = replace(msg, text=f"{msg.text} {msg.location.lat}, {msg.location.lng}".strip())
    if ctx.facts.opening(msg.text) is Opening.REPORT:
        return Turn.go("report_broker", carry={"told": told_so_far(ctx.carry, msg)})
    if small_talk(msg.text) is SmallTalk.THANKS:
        thanked = Reply(fresh(ctx, "emergency.thanked"), choices=(REPORT,))
        return carrying(ctx, replace(msg, text=""), rest("", thanked))
    if is_another(ctx, msg):
        return Turn.stray()
    tells, known = ctx.facts.plight(msg.text), ctx.carry.get("where", "")
    special = out_of_the_ordinary(ctx, msg, tells)
    if special is not None:
        return carrying(ctx, msg, special)
    is_sent_on = tells.is_sent_on and known not in ("", HOME)  # "mau dibawa": they are abroad all the same
    where = known if is_sent_on else tells.where or known
    if where != known or (tells.asks_number and where):
        return carrying(ctx, msg, answer(ctx, where, is_quiet=tells.is_quiet))
    if tells.is_quiet and "quiet" not in ctx.carry:
        return carrying(ctx, msg, rest(where, quiet(ctx), after(), carry=noted(True)))
    if is_question(msg.text) or ctx.facts.asks(msg.text) is not None:
        return carrying(ctx, msg, rest(where, *answers(ctx, msg, where)))
    return carrying(ctx, msg, rest(where, kept_line(ctx)))


def out_of_the_ordinary(ctx: Context, msg: Inbound, tells: Plight) -> Turn | None:
    """Who mourns, who is back home, who is about to be put on board: each needs other words first."""
    if tells.is_death:
        return mourned(ctx, tells.where)
    if tells.is_home_again:
        return returned(ctx)
    if tells.is_at_gate and ("gate" not in ctx.carry or not msg.text):  # "takut" alone: once more
        return at_the_gate(ctx)
    return None


def answers(ctx: Context, msg: Inbound, where: str) -> tuple[Reply, ...]:
    """What is known of a question: an answer that holds in danger, too; else who may know, and what it may mean."""
    asked = ctx.facts.asks(msg.text)
    is_about_us = asked is not None and asked.is_about_us and len(msg.text.split()) >= FEWEST_ASKED
    if asked is not None and (asked.is_grave or is_about_us):
        country = "" if where == HOME else where
        return *answering(ctx.facts, asked, country), kept_line(ctx)
    may_be = tuple(one.choice for one in ctx.facts.may_ask(msg.text) if one.is_grave)[:MOST_TO_ASK]
    key = fresh(ctx, "emergency.ask_them")
    return (Reply(key, {"numbers": told(who_knows(ctx, where))}, (*may_be, REPORT)),)


def who_knows(ctx: Context, where: str) -> tuple[Hotline, ...]:
    """The mission and the ministry for who is abroad, else those who come and who help workers."""
    if "quiet" in ctx.carry:
        return ctx.facts.hotlines("written")[:MOST_TO_ASK]
    if where == HOME:
        return (*ctx.facts.hotlines("danger")[:1], *ctx.facts.hotlines("worker")[:1])
    lines = ctx.facts.hotlines("abroad", country=where)
    return lines[:MOST_TO_ASK]


def kept_line(ctx: Context) -> Reply:
    """That it is kept and not sent yet, in other words than the last time."""
    return Reply(fresh(ctx, "emergency.added"), choices=(REPORT,))


def fresh(ctx: Context, key: str) -> str:
    """The key, or its other wording when that was what was said last."""
    return key + AGAIN if ctx.carry.get("last") == key else key


def is_another(ctx: Context, msg: Inbound) -> bool:
    """Whether it is an offer of its own, and nobody's plight."""
    found = ctx.facts.screen(msg.text, {})
    is_offer = any(found.named(kind) for kind in OFFERING) and not ctx.facts.plight(msg.text).is_own
    return bool(msg.media or msg.phone) or is_offer


def carrying(ctx: Context, msg: Inbound, turn: Turn) -> Turn:
    """With everything that was said so far, for a report; said, when it is urgent, that it goes out after a silence."""
    so_far = told_so_far(ctx.carry, msg)
    kept = {name: ctx.carry[name] for name in KEPT if name in ctx.carry}
    if not so_far:
        return replace(turn, carry={**kept, **turn.carry})
    *before, last = turn.replies
    choices = tuple(REPORT_IT if choice == REPORT else choice for choice in last.choices)
    carry = {**kept, **turn.carry, "told": so_far}
    is_red = is_urgent(ctx, so_far)
    if is_red and "announced" not in kept:
        minutes = str(SILENCE // timedelta(minutes=1))
        before.append(Reply("emergency.will_send", {"minutes": minutes}))
        carry["announced"] = "1"
    if last.key == "emergency.after":
        is_said = ctx.carry.get("last") == "emergency.after_told"
        last = replace(last, key="emergency.added" if is_said else "emergency.after_told")
    carry["last"] = last.key
    replies = (*before, replace(last, choices=choices))
    return replace(turn, replies=replies, carry=carry, draft=EmergencyDraft(is_red))


def is_urgent(ctx: Context, so_far: str) -> bool:
    """Whether somebody is held, hurt or about to be taken, and not only asked about, mourned or back at home.

    Words that are only like those of urgent reports send nothing: whoever is ill or pregnant abroad decides it.
    """
    if ctx.person.officer is not None:  # they write of others
        return False
    stated = "\n".join(line for line in so_far.splitlines() if not only_asks(ctx, line))
    tells, judged = ctx.facts.plight(stated), ctx.facts.triage(stated)
    is_over = tells.is_death or tells.is_home_again or tells.is_talk
    if not stated or is_over or judged.severity is not Severity.MERAH:
        return False
    return next(iter(judged.why), LIKENESS) != LIKENESS


def only_asks(ctx: Context, line: str) -> bool:
    """Whether it tells of nobody: a general question, or one that nobody cries out."""
    is_general = ctx.facts.asks(line) is not None
    return is_general or (
        is_question(line) and ctx.facts.opening(line) not in (Opening.EMERGENCY, Opening.REPORT)
    )


def answer(ctx: Context, where: str, *before: Reply, is_quiet: bool = False) -> Turn:
    """The numbers of the country they are in; who cannot speak gets those one can write to."""
    silent = [quiet(ctx)] if is_quiet else []
    if where == HOME:
        return rest(where, *before, *(silent or [here(ctx)]), after(), carry=noted(is_quiet))
    spoken = ctx.spoken("emergency.abroad")
    return rest(where, *before, *silent, abroad(ctx, where), after(spoken), carry=noted(is_quiet))


def mourned(ctx: Context, where: str) -> Turn:
    """Sympathy first, then who looks after the body, the papers and what is owed to the family."""
    lines = [
        *ctx.facts.hotlines("abroad", country="" if where == HOME else where)[:3],
        *ctx.facts.hotlines("worker")[:1],
    ]
    asked = Reply("emergency.mourned_after", choices=(REPORT,))
    return rest(where, Reply("emergency.mourned", {"numbers": told(lines)}), asked)


def returned(ctx: Context) -> Turn:
    """Nobody holds them any more: where what is owed is claimed, and who helps with what they suffered."""
    lines = [*ctx.facts.hotlines("worker")[:2], *ctx.facts.hotlines("women_children")[:1]]
    asked = Reply("emergency.returned_after", choices=(REPORT,))
    return rest(HOME, Reply("emergency.returned", {"numbers": told(lines)}), asked)


def at_the_gate(ctx: Context, *before: Reply) -> Turn:
    """To an officer, now: nobody can be put on board who says at the counter that they do not want to go."""
    replies = (Reply("emergency.at_gate"), *before, here(ctx), after(ctx.spoken("emergency.at_gate")))
    return rest(HOME, *replies, carry={"gate": "1"})


def rest(where: str, *replies: Reply, carry: Carry | None = None) -> Turn:
    """Nothing more is asked; what is told from now on is added."""
    place = {"where": where} if where else {}
    last = {"last": replies[-1].key}
    return Turn.rest(added, *replies, carry={**(carry or {}), **place, **last, "shown": "1"})


def noted(is_quiet: bool) -> Carry:
    """That it was said how to write instead of calling."""
    return {"quiet": "1"} if is_quiet else {}


def first(ctx: Context, where: str, msg: Inbound) -> Reply:
    """110 for who is here or does not say; abroad it depends on whether somebody holds or hurts them."""
    if where in ("", HOME):
        return Reply("emergency.first")
    is_held = not HELD.isdisjoint(ctx.facts.triage(told_so_far(ctx.carry, msg)).why)
    return Reply("emergency.first_abroad" if is_held else "emergency.first_there")


def quiet(ctx: Context) -> Reply:
    return Reply("emergency.quiet", {"numbers": told(ctx.facts.hotlines("written"))})


def after(heard: tuple[Choice, ...] = ()) -> Reply:
    """The last word is never a frightening one."""
    return Reply("emergency.after", choices=(REPORT, *heard))


def here(ctx: Context) -> Reply:
    lines = ctx.facts.hotlines("danger", "women_children", "worker")
    return Reply("emergency.here", {"numbers": told(lines)})


def abroad(ctx: Context, country: str) -> Reply:
    """The mission of the country first, then the ministry."""
    return Reply("emergency.abroad", {"numbers": told(ctx.facts.hotlines("abroad", country=country))})
