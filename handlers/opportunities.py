"""PELUANG: what is open near the person, one entry at a time; by interest; news of new ones for who wants it.

start -> (read_village) -> browse <-> choose_interest
Nothing of the search is kept but in the draft. An entry abroad always says that it must still be checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import hotlines, places
from bot.domain import opportunities as rules
from bot.domain.casework import Place
from bot.domain.commands import ChooseInterest, Command, SetVillage, Subscribe, Unsubscribe
from bot.domain.conversation import Context, Conversation, Draft, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply
from bot.domain.offers import Opening
from bot.domain.opportunities import TOPIC, Opportunity

LEAVING = ("berhenti_peluang", "stop peluang")
SKIP, NEXT, WHERE = Choice("lewati"), Choice("berikutnya"), Choice("tanya_di_mana")
OFFICIAL = Choice("sumber_resmi")  # after the last one
INTERESTS, EVERYTHING, WATCH = Choice("pilih_minat"), Choice("semua_minat"), Choice("kabari_peluang")
CHECK, MENU = Choice("cek"), Choice("menu")
INTEREST = "minat_"


@dataclass(frozen=True, slots=True)
class Search(Draft):
    """What is looked for, and where in it the person is."""

    village: str = ""  # Kemendagri; "" when it was not told
    interest: str = ""  # "" is any
    shown: int = 0  # the entry on the screen
    seen: tuple[str, ...] = ()  # numbers of those shown before


def start(ctx: Context, msg: Inbound) -> Turn:
    """Near the village we know; asked for when we do not. The button under the news ends them."""
    if msg.choice in LEAVING:
        return Turn.end(
            Reply("opportunities.left", choices=(Choice("peluang"), CHECK)), commands=[Unsubscribe(TOPIC)]
        )
    if ctx.person.village is not None:
        return show(ctx, Search(ctx.person.village.code))
    if not ctx.facts.opportunities(""):
        return show(ctx, Search())
    return Turn.ask(read_village, Reply("opportunities.ask_village", choices=(SKIP,)), draft=Search())


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """By name or pin; without one everything is shown. An offer or a cry for help is no village."""
    if msg.choice is not None:
        return show(ctx, Search(msg.choice[2:] if msg.choice.startswith("v_") else ""))
    if msg.location is not None:
        here = ctx.facts.nearest_place(msg.location.lat, msg.location.lng)
        found: tuple[Place, ...] = (here,) if here else ()
    elif ctx.facts.opening(msg.text) is not Opening.UNCLEAR:
        return Turn.stray()
    else:
        found = ctx.facts.places(msg.text)
    if len(found) > 1:
        return Turn.ask(read_village, places.which(found, SKIP), draft=Search())
    if found:
        return show(ctx, Search(found[0].code))
    return show(ctx, Search(), Reply("opportunities.village_unknown"))


def browse(ctx: Context, msg: Inbound) -> Turn:
    """The next one, where to ask, another interest, or news of what comes."""
    search: Search = ctx.draft
    match msg.choice:
        case NEXT.id | OFFICIAL.id:
            return show(ctx, replace(search, seen=(*search.seen, str(search.shown))))
        case WHERE.id:
            return where(ctx, search)
        case INTERESTS.id:
            return ask_interest(ctx, search)
        case EVERYTHING.id:
            return show(ctx, Search(search.village))
        case _:
            return watch(ctx, search)


def show(ctx: Context, search: Search, *before: Reply) -> Turn:
    """The first entry they have not seen; an honest word and an open door when there is none."""
    near = ctx.facts.opportunities(search.village)
    found = rules.about(near, search.interest)
    left = unseen(found, search)
    if not left:
        return nothing(ctx, search, bool(near), *before)
    entry = left[0]
    count = () if search.seen else (counted(ctx, search, len(found)),)
    choices = (NEXT if left[1:] else OFFICIAL, WHERE, *ways_on(ctx, search, near))
    card = card_of(entry)
    if entry.is_abroad:
        card = (*card, Reply("opportunities.abroad"))
    *told, last = card
    return Turn.rest(
        browse, *before, *count, *told, replace(last, choices=choices), draft=replace(search, shown=entry.id)
    )


def unseen(found: Sequence[Opportunity], search: Search) -> list[Opportunity]:
    return [entry for entry in found if str(entry.id) not in search.seen]


def card_of(entry: Opportunity) -> tuple[Reply, ...]:
    params: dict[str, Param] = {
        "kind": Reply(f"opportunities.kind.{entry.kind}"),
        "title": entry.title,
        "place": for_whom(entry),
        "fee": entry.fee,
        "until": entry.expires_on,
    }
    if entry.starts_on is None:
        return (Reply("opportunities.entry", params),)
    return (Reply("opportunities.entry_begins", {**params, "begins": entry.starts_on}),)


def for_whom(entry: Opportunity) -> Reply:
    if not entry.place:
        return Reply("opportunities.for_all")
    if entry.place_name:
        return Reply("opportunities.for_place", {"place": entry.place_name})
    return Reply("opportunities.for_area")


def counted(ctx: Context, search: Search, count: int) -> Reply:
    """The answer first: how many there are, and of what."""
    village = ctx.facts.place(search.village)
    params: dict[str, Param] = {"count": count}
    where = ""
    if village is not None:
        params["village"], where = village.name, "_near"
    if not search.interest:
        return Reply(f"opportunities.found{where}", params)
    return Reply(f"opportunities.found_about{where}", {**params, "interest": about(search.interest)})


def about(interest: str) -> Reply:
    return Reply(f"choice.{INTEREST}{interest}")


def ways_on(ctx: Context, search: Search, near: Sequence[Opportunity]) -> tuple[Choice, ...]:
    """Narrower or wider, and news for those who do not get them yet."""
    more = [EVERYTHING] if search.interest else [INTERESTS] if any(entry.interests for entry in near) else []
    return (*more, *([] if TOPIC in ctx.person.topics else [WATCH]))


def nothing(ctx: Context, search: Search, is_elsewhere: bool, *before: Reply) -> Turn:
    """None, or none more: where the official ones stand and who answers, and what else can be done."""
    key = "opportunities.no_more" if search.seen else "opportunities.none"
    watching = () if TOPIC in ctx.person.topics else (WATCH,)
    wider = (EVERYTHING,) if is_elsewhere else ()
    doors = Reply("opportunities.official", {"number": number(ctx)}, (*wider, *watching, CHECK, MENU))
    return Turn.rest(browse, *before, Reply(key), doors, draft=replace(search, shown=0))


def number(ctx: Context) -> Param:
    """The line that answers questions about official work abroad."""
    return hotlines.told(ctx.facts.hotlines("worker")[:1])


def where(ctx: Context, search: Search) -> Turn:
    """Who offers it and where to ask; abroad, that this is not yet a reason to go."""
    near = ctx.facts.opportunities(search.village)
    entry = next((entry for entry in near if entry.id == search.shown), None)
    if entry is None:
        return show(ctx, replace(search, seen=(*search.seen, str(search.shown))), Reply("opportunities.over"))
    told = [
        Reply("opportunities.where", {"by": entry.offered_by, "where": entry.ask_at, "source": entry.source}),
        Reply("opportunities.check_abroad", {"number": number(ctx)})
        if entry.is_abroad
        else Reply("opportunities.no_other_money"),
    ]
    *first, last = told
    left = unseen(rules.about(near, search.interest), search)
    more = (NEXT if left[1:] else OFFICIAL, *ways_on(ctx, search, near), CHECK)
    return Turn.rest(browse, *first, replace(last, choices=more), draft=search)


def ask_interest(ctx: Context, search: Search) -> Turn:
    """Only what something is there for."""
    near = ctx.facts.opportunities(search.village)
    there = dict.fromkeys(interest for entry in near for interest in entry.interests)
    choices = (*(Choice(f"{INTEREST}{interest}") for interest in sorted(there)), EVERYTHING)
    return Turn.rest(choose_interest, Reply("opportunities.ask_interest", choices=choices), draft=search)


def choose_interest(ctx: Context, msg: Inbound) -> Turn:
    search: Search = ctx.draft
    chosen = (msg.choice or "").removeprefix(INTEREST)
    return show(ctx, Search(search.village, "" if chosen == EVERYTHING.id else chosen))


def watch(ctx: Context, search: Search) -> Turn:
    """News for the village they looked near, of the interest they looked for."""
    commands: list[Command] = [Subscribe(TOPIC), ChooseInterest(search.interest)]
    if search.village and ctx.person.village is None:
        commands.insert(0, SetVillage(search.village))
    said = Reply(
        "opportunities.watching_about" if search.interest else "opportunities.watching",
        {"interest": about(search.interest)} if search.interest else {},
        (Choice("peluang"), CHECK, MENU),
    )
    return Turn.end(said, commands=commands)


CONVERSATION = Conversation(
    name="opportunities",
    start=start,
    words=("peluang", "lowongan", "loker", "lowongan kerja", "peluang kerja", "jobs", *LEAVING),
    steps=(read_village, browse, choose_interest),
    draft=Search,
)
