"""Emergency: the number and the one thing to do first; at most two questions, short and quiet.

start -> read_safe -> read_where -> (read_country) -> added, which rests: whatever is told later is kept for a report.
Only the words of the cry are kept, sealed. Where somebody is decides the numbers; no block is said twice.
"""

from dataclasses import replace

from bot.domain import hotlines
from bot.domain.choosing import AGREES, plain
from bot.domain.conversation import REPORT_IT, Carry, Context, Conversation, Turn, told_so_far
from bot.domain.hotlines import told
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Opening
from bot.domain.small_talk import SmallTalk, small_talk

HOME = "ID"
SAFE = (Choice("bisa_bicara"), Choice("hanya_ketik"))
PLACES = (Choice("di_indonesia"), Choice("di_bandara"), Choice("di_luar_negeri"))
REPORT = Choice("lapor")
ALARMED = (REPORT_IT, Choice("cek"), Choice("darurat"))
ELSEWHERE = {"cek": "check_offer", "darurat": "emergency"}  # from an alarm
NO_WORDS = frozenset(["tidak", "gak", "ga", "nggak", "enggak", "tidak aman", "tidak bisa", "gak bisa", "no"])
KEPT = ("where", "quiet", "shown")  # of what was said to them, so that it is said once
LONGEST_YES = 3  # words; what is longer tells more than a yes
OFFERING = ("company", "url", "salary")  # of an offer that is sent afterwards


def start(ctx: Context, msg: Inbound) -> Turn:
    """Useful before anything is asked; what was told before, or cries out itself, is understood."""
    if ctx.carry.get("alarm"):
        return alarm(ctx, ctx.carry.get("told", ""))
    if ctx.carry.get("shown") and msg.text and not is_another(ctx, msg):
        return added(ctx, msg)
    tells = ctx.facts.plight(told_so_far(ctx.carry, msg))
    if tells.where:
        return carrying(ctx, msg, answer(ctx, tells.where, first(ctx, tells.where), is_quiet=tells.is_quiet))
    if tells.is_quiet:
        asked = Reply("emergency.ask_where", choices=PLACES)
        return carrying(ctx, msg, Turn.ask(read_where, first(ctx, ""), quiet(ctx), asked))
    choices = (*SAFE, *ctx.spoken("emergency.first"))
    asked = Reply("emergency.ask_safe", choices=choices)
    return carrying(ctx, msg, Turn.ask(read_safe, first(ctx, ""), asked))


def alarm(ctx: Context, before: str) -> Turn:
    """Somebody may be in danger, as nobody cried out: the numbers of the place, and whether to report it."""
    where = ctx.facts.plight(before).where
    is_abroad = where not in ("", HOME)
    lines = ctx.facts.hotlines("abroad", country=where) if is_abroad else hotlines.in_danger(ctx.facts)
    asked = Reply("menu.may_report_danger", {"numbers": told(lines)}, ALARMED)
    return rest(where or HOME, asked, carry={"told": before})


def carrying(ctx: Context, msg: Inbound, turn: Turn) -> Turn:
    """With everything that was said so far, for a report."""
    so_far = told_so_far(ctx.carry, msg)
    kept = {name: ctx.carry[name] for name in KEPT if name in ctx.carry}
    if not so_far:
        return replace(turn, carry={**kept, **turn.carry})
    choices = tuple(REPORT_IT if choice == REPORT else choice for choice in turn.replies[-1].choices)
    replies = (*turn.replies[:-1], replace(turn.replies[-1], choices=choices))
    return replace(turn, replies=replies, carry={**kept, **turn.carry, "told": so_far})


def read_safe(ctx: Context, msg: Inbound) -> Turn:
    """Whether they can speak; who cannot is told how to stay unnoticed."""
    return carrying(ctx, msg, asked_where(ctx, msg))


def asked_where(ctx: Context, msg: Inbound) -> Turn:
    tells = ctx.facts.plight(msg.text)
    is_quiet = tells.is_quiet or msg.choice == "hanya_ketik" or plain(msg.text) in NO_WORDS
    if tells.where or msg.location is not None:
        return told_where(ctx, msg, is_quiet=is_quiet)
    before = [quiet(ctx)] if is_quiet else []
    ask = Reply("emergency.ask_where", choices=PLACES)
    return Turn.ask(read_where, *before, ask, carry=noted(is_quiet))


def read_where(ctx: Context, msg: Inbound) -> Turn:
    """Here, at the gate, or abroad."""
    is_quiet = ctx.facts.plight(msg.text).is_quiet
    return carrying(ctx, msg, told_where(ctx, msg, is_quiet=is_quiet))


def told_where(ctx: Context, msg: Inbound, *, is_quiet: bool) -> Turn:
    where = ctx.facts.plight(msg.text).where
    is_quiet = is_quiet and "quiet" not in ctx.carry
    if where:
        return answer(ctx, where, is_quiet=is_quiet)
    before = [quiet(ctx)] if is_quiet else []
    if msg.choice == "di_luar_negeri":
        return Turn.ask(read_country, *before, abroad(ctx, ""), Reply("emergency.name_country"))
    if msg.choice == "di_bandara":
        spoken = ctx.spoken("emergency.at_gate")
        return rest(HOME, *before, Reply("emergency.at_gate"), here(ctx), after(spoken))
    if msg.choice == "di_indonesia" or (msg.location is not None and is_near(ctx, msg)):
        return answer(ctx, HOME, is_quiet=is_quiet)
    return rest("", *before, here(ctx), abroad(ctx, ""), after())


def read_country(ctx: Context, msg: Inbound) -> Turn:
    return carrying(ctx, msg, answer(ctx, ctx.facts.plight(msg.text).where))


def added(ctx: Context, msg: Inbound) -> Turn:
    """What is told after the numbers is kept with one line; a new place, or a question for them, gets its numbers."""
    if msg.choice == REPORT.id or is_yes(msg.text):
        return Turn.go("report_broker", carry=ctx.carry)
    if msg.choice in ELSEWHERE:
        return Turn.go(ELSEWHERE[msg.choice], carry=ctx.carry)
    if msg.location is not None:
        msg = replace(msg, text=f"{msg.text} {msg.location.lat}, {msg.location.lng}".strip())
    if ctx.facts.opening(msg.text) is Opening.REPORT:
        return Turn.go("report_broker", carry={"told": told_so_far(ctx.carry, msg)})
    if small_talk(msg.text) is SmallTalk.THANKS:
        return carrying(ctx, replace(msg, text=""), rest("", after()))
    if is_another(ctx, msg):
        return Turn.stray()
    tells, known = ctx.facts.plight(msg.text), ctx.carry.get("where", "")
    is_sent_on = tells.where == HOME and known not in ("", HOME)  # "mau dibawa": they are abroad all the same
    where = known if is_sent_on else tells.where or known
    if where != known or (tells.asks_number and where):
        return carrying(ctx, msg, answer(ctx, where, is_quiet=tells.is_quiet))
    if tells.is_quiet and "quiet" not in ctx.carry:
        return carrying(ctx, msg, rest(where, quiet(ctx), after(), carry=noted(True)))
    return carrying(ctx, msg, rest(where, Reply("emergency.added", choices=(REPORT,))))


def is_yes(said: str) -> bool:
    return len(said.split()) <= LONGEST_YES and AGREES.match(plain(said)) is not None


def is_another(ctx: Context, msg: Inbound) -> bool:
    """Whether it is an offer of its own, and nobody's plight."""
    found = ctx.facts.screen(msg.text, {})
    is_offer = any(found.named(kind) for kind in OFFERING) and not ctx.facts.plight(msg.text).is_own
    return bool(msg.media or msg.phone) or is_offer


def answer(ctx: Context, where: str, *before: Reply, is_quiet: bool = False) -> Turn:
    """The numbers of the country they are in; who cannot speak gets those one can write to."""
    silent = [quiet(ctx)] if is_quiet else []
    if where == HOME:
        return rest(where, *before, *(silent or [here(ctx)]), after(), carry=noted(is_quiet))
    spoken = ctx.spoken("emergency.abroad")
    return rest(where, *before, *silent, abroad(ctx, where), after(spoken), carry=noted(is_quiet))


def rest(where: str, *replies: Reply, carry: Carry | None = None) -> Turn:
    """Nothing more is asked; what is told from now on is added."""
    place = {"where": where} if where else {}
    return Turn.rest(added, *replies, carry={**(carry or {}), **place, "shown": "1"})


def noted(is_quiet: bool) -> Carry:
    """That it was said how to write instead of calling."""
    return {"quiet": "1"} if is_quiet else {}


def first(ctx: Context, where: str) -> Reply:
    return Reply("emergency.first" if where in ("", HOME) else "emergency.first_abroad")


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


def is_near(ctx: Context, msg: Inbound) -> bool:
    pin = msg.location
    return pin is not None and ctx.facts.nearest_place(pin.lat, pin.lng) is not None


CONVERSATION = Conversation(
    name="emergency",
    start=start,
    words=("darurat", "tolong", "saya takut", "aku takut", "takut", "sos", "emergency", "help me"),
    steps=(read_safe, read_where, read_country, added),
    beside=added,
    gathers=True,
    hears_out=True,
)
