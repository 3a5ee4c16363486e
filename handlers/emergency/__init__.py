"""Emergency: the number and the one thing to do first; at most two questions, short and quiet.

start -> read_safe -> read_where -> (read_country) -> added, which rests: whatever is told later is kept for a report.
Only the words of the cry are kept, sealed. Where somebody is decides the numbers; no line is said twice in a row. What
was told goes out with a word (KIRIM), or after a silence when it is urgent: that is said first, and BATAL stops it.
"""

from dataclasses import replace

from bot.domain import hotlines
from bot.domain.choosing import plain
from bot.domain.conversation import REPORT_IT, Context, Conversation, Turn, told_so_far
from bot.domain.hotlines import told
from bot.domain.messages import Choice, Inbound, Reply
from handlers.emergency.answering import (
    HOME,
    EmergencyDraft,
    abroad,
    added,
    after,
    answer,
    at_the_gate,
    carrying,
    first,
    here,
    is_another,
    kept_line,
    noted,
    out_of_the_ordinary,
    quiet,
    rest,
)

SAFE = (Choice("bisa_bicara"), Choice("hanya_ketik"))
PLACES = (Choice("di_indonesia"), Choice("di_bandara"), Choice("di_luar_negeri"))
ALARMED = (REPORT_IT, Choice("cek"), Choice("darurat"))
NO_WORDS = frozenset(["tidak", "gak", "ga", "nggak", "enggak", "tidak aman", "tidak bisa", "gak bisa", "no"])


def start(ctx: Context, msg: Inbound) -> Turn:
    """Useful before anything is asked; what was told before, or cries out itself, is understood.

    `is_in` of the carry: the country of somebody whose cry has reached an officer already.
    """
    if ctx.carry.get("alarm"):
        return alarm(ctx, msg)
    if ctx.carry.get("shown") and msg.text and not is_another(ctx, msg):
        return added(ctx, msg)
    if ctx.carry.get("boards"):  # told beside an offer, whose country they are not in yet
        return carrying(ctx, msg, at_the_gate(ctx))
    tells = ctx.facts.plight(told_so_far(ctx.carry, msg))
    special = out_of_the_ordinary(ctx, msg, tells)
    if special is not None:
        return carrying(ctx, msg, special)
    where = tells.where or ctx.carry.get("is_in", "")
    if where:
        return carrying(ctx, msg, answer(ctx, where, first(ctx, where, msg), is_quiet=tells.is_quiet))
    if tells.is_quiet:
        asked = Reply("emergency.ask_where", choices=PLACES)
        return carrying(ctx, msg, Turn.ask(read_where, first(ctx, "", msg), quiet(ctx), asked))
    if tells.is_employed:
        asked = Reply("emergency.which_country", choices=PLACES[:1])
        return carrying(ctx, msg, Turn.ask(read_country, first(ctx, "", msg), abroad(ctx, ""), asked))
    choices = (*SAFE, *ctx.spoken("emergency.first"))
    asked = Reply("emergency.ask_safe", choices=choices)
    return carrying(ctx, msg, Turn.ask(read_safe, first(ctx, "", msg), asked))


def alarm(ctx: Context, msg: Inbound) -> Turn:
    """Somebody may be in danger, as nobody cried out: the numbers of the place, and whether to report it."""
    tells = ctx.facts.plight(ctx.carry.get("told", ""))
    special = out_of_the_ordinary(ctx, msg, tells)
    if special is None:
        is_abroad = tells.where not in ("", HOME)
        lines = (
            ctx.facts.hotlines("abroad", country=tells.where) if is_abroad else hotlines.in_danger(ctx.facts)
        )
        if tells.is_employed and not tells.where:
            lines = [*lines, *ctx.facts.hotlines("abroad")[:1]]
        asked = Reply("emergency.alarm_after", choices=ALARMED)
        special = rest(
            tells.where or ("" if tells.is_employed else HOME),
            Reply("menu.may_report_danger", {"numbers": told(lines)}),
            asked,
        )
    return carrying(ctx, replace(msg, text=""), special)


def hand_over(ctx: Context, _msg: Inbound) -> Turn:
    """Nothing more came: what was told is begun as a report, which then goes out as it stands."""
    return Turn.go("report_broker", carry={"told": ctx.carry.get("told", "")})


def is_pressing(draft: EmergencyDraft) -> bool:
    return draft.is_red


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
    tells = ctx.facts.plight(msg.text)
    where, is_quiet = tells.where, is_quiet and "quiet" not in ctx.carry
    if tells.is_at_gate:
        return at_the_gate(ctx, *([quiet(ctx)] if is_quiet else []))
    if where:
        return answer(ctx, where, is_quiet=is_quiet)
    before = [quiet(ctx)] if is_quiet else []
    if msg.choice == "di_luar_negeri":
        return Turn.ask(read_country, *before, abroad(ctx, ""), Reply("emergency.name_country"))
    if msg.choice == "di_bandara":
        return at_the_gate(ctx, *before)
    if msg.choice == "di_indonesia" or (msg.location is not None and is_near(ctx, msg)):
        return answer(ctx, HOME, is_quiet=is_quiet)
    return rest("", *before, here(ctx), abroad(ctx, ""), after())


def read_country(ctx: Context, msg: Inbound) -> Turn:
    """The numbers there; what names no country is kept, and a country can still be named."""
    where = HOME if msg.choice == "di_indonesia" else ctx.facts.plight(msg.text).where
    if where:
        return carrying(ctx, msg, answer(ctx, where))
    return carrying(ctx, msg, rest("", kept_line(ctx)))


def is_near(ctx: Context, msg: Inbound) -> bool:
    pin = msg.location
    return pin is not None and ctx.facts.nearest_place(pin.lat, pin.lng) is not None


CONVERSATION = Conversation(
    name="emergency",
    start=start,
    words=("darurat", "tolong", "saya takut", "aku takut", "takut", "sos", "emergency", "help me"),
    steps=(read_safe, read_where, read_country, added),
    draft=EmergencyDraft,
    beside=added,
    silent=hand_over,
    is_pressing=is_pressing,
    gathers=True,
    interrupts=True,
    hears_out=True,
)
