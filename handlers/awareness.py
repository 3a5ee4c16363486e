"""Weekly messages: subscribe, leave, read the latest one.

start -> choose -> (read_village)
"""

from bot.domain import places
from bot.domain.casework import Place
from bot.domain.commands import SetVillage, Subscribe, Unsubscribe
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Opening

TOPIC = "pengingat"
SUBSCRIBING = ("langganan", "berlangganan", "subscribe")
SKIP = Choice("lewati")
AFTER = (Choice("cek"), Choice("lapor"))


def start(ctx: Context, msg: Inbound) -> Turn:
    """Show what there is; what can be tapped depends on whether they subscribe."""
    is_subscribed = TOPIC in ctx.person.topics
    if msg.choice in SUBSCRIBING and not is_subscribed:
        return subscribe(ctx)
    first = Choice("berhenti_pesan") if is_subscribed else Choice("langganan")
    key = "awareness.subscribed" if is_subscribed else "awareness.offer"
    return Turn.rest(choose, Reply(key, {"when": when(ctx)}, (first, Choice("baca_sekarang"))))


def choose(ctx: Context, msg: Inbound) -> Turn:
    if msg.choice == "berhenti_pesan":
        return Turn.end(Reply("awareness.left", choices=AFTER), commands=[Unsubscribe(TOPIC)])
    if msg.choice == "langganan":
        return subscribe(ctx)
    lesson = ctx.facts.lesson()
    if lesson is None:
        return Turn.end(Reply("awareness.nothing", choices=AFTER))
    return Turn.end(Reply("push.lesson", {"title": lesson.title, "body": lesson.body}, AFTER))


def subscribe(ctx: Context) -> Turn:
    """Ask for the village when we do not know it."""
    if ctx.person.village is None:
        return Turn.ask(read_village, Reply("awareness.ask_village", choices=(SKIP,)))
    return done(ctx, ctx.person.village)


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """By name or pin; the village is welcome but not needed. An offer or a cry for help is no village."""
    if msg.choice is not None:
        return done(ctx, ctx.facts.place(msg.choice[2:]) if msg.choice.startswith("v_") else None)
    if msg.location is not None:
        near = ctx.facts.nearest_place(msg.location.lat, msg.location.lng)
        found: tuple[Place, ...] = (near,) if near else ()
    elif ctx.facts.opening(msg.text) is not Opening.UNCLEAR:
        return Turn.stray()
    else:
        found = ctx.facts.places(msg.text)
    if len(found) == 1:
        return done(ctx, found[0])
    if found:
        return Turn.ask(read_village, places.which(found, SKIP))
    return done(ctx, None, Reply("awareness.village_unknown"))


def done(ctx: Context, village: Place | None, *before: Reply) -> Turn:
    """Subscribed, with the next day and how to stop."""
    if village is None:
        said = Reply("awareness.done_anywhere", {"when": when(ctx)}, AFTER)
        return Turn.end(*before, said, commands=[Subscribe(TOPIC)])
    said = Reply("awareness.done", {"village": village.name, "when": when(ctx)}, AFTER)
    is_new = ctx.person.village is None
    return Turn.end(
        *before, said, commands=[*([SetVillage(village.code)] if is_new else []), Subscribe(TOPIC)]
    )


def when(ctx: Context) -> Reply:
    day = ctx.facts.schedule()
    return Reply("awareness.next_on", {"date": day}) if day else Reply("awareness.no_date")


CONVERSATION = Conversation(
    name="awareness",
    start=start,
    words=("info", "langganan", "berlangganan", "subscribe"),
    steps=(choose, read_village),
)
