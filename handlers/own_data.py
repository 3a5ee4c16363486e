"""DATA SAYA: what is kept of this person, and how to put it right or have it erased.

start -> (read_village)
Reports are not shown: somebody else may hold the phone, and the receipt code opens them from any.
"""

from bot.domain import places
from bot.domain.casework import Place
from bot.domain.commands import SetVillage
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Opening
from bot.domain.opportunities import TOPIC

CHANGE, FORGET, NOT_NOW = Choice("ganti_desa"), Choice("hapus_desa"), Choice("tidak_jadi")
LESSONS = "pengingat"  # the topic of the weekly message
CHANGING = (CHANGE.id, "ganti desa")
AFTER = (Choice("data_saya"), Choice("menu"))


def start(ctx: Context, msg: Inbound) -> Turn:
    """Show it; or, by the button, change the village."""
    if msg.choice in CHANGING:
        return ask_village(ctx)
    return Turn.end(
        Reply("own.kept", {"lines": kept(ctx)}),
        Reply("own.reports"),
        Reply("own.next", choices=(CHANGE, Choice("bahasa"), Choice("hapus"))),
    )


def kept(ctx: Context) -> tuple[Reply, ...]:
    """A line for everything there is."""
    person, own, looks = ctx.person, ctx.facts.own_data(), len(ctx.facts.own_looks())
    village = (
        Reply("own.village", {"village": person.village.name}) if person.village else Reply("own.no_village")
    )
    return (
        Reply("own.address", {"date": own.since}),
        Reply("own.language"),
        village,
        Reply("own.subscribed" if LESSONS in person.topics else "own.not_subscribed"),
        *([Reply("own.opportunities")] if TOPIC in person.topics else []),
        *([Reply("own.officer")] if person.officer else []),
        *([Reply("own.cadre", {"count": own.cadre_lessons})] if own.cadre_lessons is not None else []),
        *([Reply("own.looks", {"count": looks})] if looks else []),
        *([Reply("own.attachments", {"count": own.attachments})] if own.attachments else []),
        *([Reply("own.waiting", {"count": own.waiting})] if own.waiting else []),
        Reply("own.session"),
    )


def ask_village(ctx: Context, *before: Reply) -> Turn:
    choices = (*([FORGET] if ctx.person.village else []), NOT_NOW)
    return Turn.ask(read_village, *before, Reply("own.ask_village", choices=choices))


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """By name or pin. An offer or a cry for help is no village."""
    if msg.choice == FORGET.id:
        return Turn.end(Reply("own.village_gone", choices=AFTER), commands=[SetVillage("")])
    if msg.choice is not None:
        place = ctx.facts.place(msg.choice.removeprefix("v_"))
        return changed(place) if place else Turn.end(Reply("own.unchanged", choices=AFTER))
    if msg.location is not None:
        place = ctx.facts.nearest_place(msg.location.lat, msg.location.lng)
        return changed(place) if place else ask_village(ctx, Reply("own.village_unknown"))
    if ctx.facts.opening(msg.text) is not Opening.UNCLEAR:
        return Turn.stray()
    found = ctx.facts.places(msg.text)
    if not found:
        return ask_village(ctx, Reply("own.village_unknown"))
    return changed(found[0]) if len(found) == 1 else Turn.ask(read_village, places.which(found, NOT_NOW))


def changed(village: Place) -> Turn:
    said = Reply("own.village_changed", {"village": village.name}, AFTER)
    return Turn.end(said, commands=[SetVillage(village.code)])


CONVERSATION = Conversation(
    name="own_data",
    start=start,
    words=("data saya", "data_saya", "my data", "ganti desa", "ganti_desa"),
    steps=(read_village,),
)
