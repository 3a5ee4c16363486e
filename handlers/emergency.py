"""Emergency: the number and the one thing to do first; at most two questions, short and quiet.

start -> read_safe -> read_where. Of it only the words of the cry are kept, sealed: a report begins with them.
A country named at any point answers at once with its Indonesian mission.
"""

from dataclasses import replace

from bot.domain.choosing import plain
from bot.domain.conversation import Context, Conversation, Turn, told_so_far
from bot.domain.hotlines import told
from bot.domain.messages import Choice, Inbound, Reply

HOME = "ID"
SAFE = (Choice("bisa_bicara"), Choice("hanya_ketik"))
PLACES = (Choice("di_indonesia"), Choice("di_bandara"), Choice("di_luar_negeri"))
AFTER = (Choice("lapor"),)
NO_WORDS = frozenset(["tidak", "gak", "ga", "nggak", "enggak", "tidak aman", "tidak bisa", "gak bisa", "no"])


def start(ctx: Context, msg: Inbound) -> Turn:
    """Useful before anything is asked; a country in the cry itself is understood."""
    country = country_in(ctx, msg.text)
    if country:
        return carrying(ctx, msg, answer(ctx, country, Reply("emergency.first")))
    choices = (*SAFE, *ctx.spoken("emergency.first"))
    asked = Reply("emergency.ask_safe", choices=choices)
    return carrying(ctx, msg, Turn.ask(read_safe, Reply("emergency.first"), asked))


def carrying(ctx: Context, msg: Inbound, turn: Turn) -> Turn:
    """With everything that was said so far, for a report."""
    told = told_so_far(ctx.carry, msg)
    return replace(turn, carry={"told": told}) if told else turn


def read_safe(ctx: Context, msg: Inbound) -> Turn:
    """Whether they can speak; who cannot is told how to stay unnoticed."""
    return carrying(ctx, msg, asked_where(ctx, msg))


def asked_where(ctx: Context, msg: Inbound) -> Turn:
    country = country_in(ctx, msg.text)
    if country or msg.location is not None:
        return told_where(ctx, msg)
    is_quiet = msg.choice == "hanya_ketik" or plain(msg.text) in NO_WORDS
    quiet = [Reply("emergency.quiet")] if is_quiet else []
    return Turn.ask(read_where, *quiet, Reply("emergency.ask_where", choices=PLACES))


def read_where(ctx: Context, msg: Inbound) -> Turn:
    """Here, at the gate, or abroad."""
    return carrying(ctx, msg, told_where(ctx, msg))


def told_where(ctx: Context, msg: Inbound) -> Turn:
    country = country_in(ctx, msg.text)
    if country:
        return answer(ctx, country)
    if msg.choice == "di_luar_negeri":
        return Turn.ask(read_country, abroad(ctx, ""), Reply("emergency.name_country"))
    if msg.choice == "di_bandara":
        return Turn.end(Reply("emergency.at_gate"), here(ctx), after(ctx.spoken("emergency.at_gate")))
    if msg.choice == "di_indonesia" or (msg.location is not None and is_near(ctx, msg)):
        return Turn.end(here(ctx), after())
    return Turn.end(here(ctx), abroad(ctx, ""), after())


def read_country(ctx: Context, msg: Inbound) -> Turn:
    return carrying(ctx, msg, answer(ctx, country_in(ctx, msg.text)))


def answer(ctx: Context, country: str, *before: Reply) -> Turn:
    """The numbers for one country."""
    if country == HOME:
        return Turn.end(*before, here(ctx), after())
    return Turn.end(*before, abroad(ctx, country), after(ctx.spoken("emergency.abroad")))


def after(heard: tuple[Choice, ...] = ()) -> Reply:
    """The last word is never a frightening one."""
    return Reply("emergency.after", choices=(*AFTER, *heard))


def here(ctx: Context) -> Reply:
    lines = ctx.facts.hotlines("danger", "women_children", "worker")
    return Reply("emergency.here", {"numbers": told(lines)})


def abroad(ctx: Context, country: str) -> Reply:
    """The mission of the country first, then the ministry."""
    return Reply("emergency.abroad", {"numbers": told(ctx.facts.hotlines("abroad", country=country))})


def is_near(ctx: Context, msg: Inbound) -> bool:
    pin = msg.location
    return pin is not None and ctx.facts.nearest_place(pin.lat, pin.lng) is not None


def country_in(ctx: Context, text: str) -> str:
    """ISO 3166 code of the first country a text names; "" without one."""
    named = ctx.facts.screen(text, {}).named("country") if text.strip() else ()
    return named[0].value if named else ""


CONVERSATION = Conversation(
    name="emergency",
    start=start,
    words=("darurat", "tolong", "saya takut", "aku takut", "takut", "sos", "emergency", "help me"),
    steps=(read_safe, read_where, read_country),
)
