"""The questions about a report: where, who, when, how many, how old, pictures. Each may be skipped.

Every text is read for everything it tells (reading.py) before it is taken as an answer. What answers another question
is kept and the open one put again; what is known already is not asked.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, TypeAlias

from bot.domain import places, receipt_code
from bot.domain.casework import Place
from bot.domain.choosing import AGREES, REFUSES, UNSURE, plain
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import ADULT, Opening, Severity
from handlers.report_broker import reading
from handlers.report_broker.draft import (
    GROWN,
    MOST_MEDIA,
    SHARED,
    SKIP,
    UNKNOWN,
    YOUNG,
    Asked,
    ReportDraft,
    age_told,
    blames_officials,
    chosen,
    got,
    noted,
    only_media,
    pressing,
    tapped,
    with_media,
)
from handlers.report_broker.filing import ask_bypass, ask_notify
from handlers.report_broker.reading import DEPARTURES, GONE, LONGEST_BROKER, NOTHING, PEOPLE, Told

Ask: TypeAlias = Callable[Concatenate[ReportDraft, ...], Turn]
LONGEST_PLACE = 60  # characters; longer answers go on with the story
OTHER_VILLAGE = Choice("desa_lain")
THAT_ONE = Choice("ya_dia")
RIGHT = Choice("ya_betul")
ANOTHER = Choice("bukan_dia")
FINISHED = Choice("selesai")
BARE = REFUSES | {  # no place
    "ya", "iya", "ok", "oke", "siap", "baik", "sudah", "udah", "lanjut", "yes", "halo", "p",
}  # fmt: skip
MINOR = (YOUNG, GROWN, "belum_tahu")
NOBODY = re.compile(
    r"(?:tidak|tdk|nggak|ngga|gak|ga|ora|ndak|teu|henteu|no) ?(?:ada|ana|aya|one)?"
)  # a plain() answer
SOMEBODY = re.compile(r"(?:ada|aya|ana)\b")


def go_on(draft: ReportDraft, *before: Reply, more: tuple[Choice, ...] = ()) -> Turn:
    """Ask the first question nobody has answered or passed over; `more` stands beside its choices, where it can."""
    is_known = (
        bool(draft.village or draft.place),
        bool(draft.broker),
        bool(draft.departure),
        bool(draft.people),
        bool(draft.minor),
    )
    open_ones = (asked for asked in Asked if not (draft.is_past(asked) or is_known[asked]))
    match next(open_ones, None):
        case Asked.VILLAGE:
            return ask_village(draft, *before, shared=SHARED in more)
        case Asked.BROKER:
            return to_broker(draft, *before, more=more)
        case Asked.DEPARTURE:
            return ask_departure(draft, *before, more=tuple(c for c in more if c == OTHER_VILLAGE))
        case Asked.PEOPLE:
            return ask_people(draft, *before)
        case Asked.MINOR:
            return ask_minor(draft, *before)
    return ask_media(draft, *before)


def answered(ctx: Context, draft: ReportDraft, asked: Asked, *before: Reply) -> Turn:
    """With that question behind us, on to the next."""
    draft, before = pressing(ctx, draft.past(asked), *before)
    return go_on(draft, *before)


def again(ctx: Context, old: ReportDraft, msg: Inbound, told: Told, ask: Ask) -> Turn:
    """What answers another question, or none, is kept; then `ask` puts the open one again.

    A correction that only takes back what was said puts that question again.
    """
    noticed = noted(old, msg)
    draft = reading.taken_in(ctx, noticed, told)
    key = "report.noted"
    if told.corrects and draft != noticed:
        key = "report.corrected"
    elif told.corrects and not told.denied:
        key = "report.what_is_right"
    elif reading.fears(msg.text) and not told.facts:
        key = "report.afraid"
    where = told.village if told.village and draft.village != old.village else None
    note = (Reply("report.known_village", {"village": where.name}),) if where else ()
    draft, before = pressing(ctx, draft, Reply(key), *note)
    if (old.village or old.place) and not (draft.village or draft.place):
        return ask_village(draft, *before)
    if old.departure and not draft.departure:
        return ask_departure(draft, *before)
    return ask(draft, *before)


def read(ctx: Context, msg: Inbound) -> Told:
    """What a message tells in words."""
    return NOTHING if msg.choice is not None else reading.told_by(ctx, msg.text)


def ask_village(draft: ReportDraft, *before: Reply, shared: bool = False) -> Turn:
    choices = (Choice("tidak_tahu"), *([SHARED] if shared else []), SKIP)
    draft = replace(draft, maybe="", is_home_village=False)
    return Turn.ask(read_village, *before, Reply("report.ask_village", choices=choices), draft=draft)


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """By name, by pin, by a yes to the one asked about; what tells something else belongs to the story."""
    draft = with_media(ctx.draft, msg)
    if msg.choice == SHARED.id:
        return ask_village(replace(draft, is_discreet=True), Reply("report.shared"))
    if msg.choice is not None:
        is_village = msg.choice.startswith("v_")
        return answered(ctx, replace(draft, village=msg.choice[2:]) if is_village else draft, Asked.VILLAGE)
    if msg.location is not None:
        near = ctx.facts.nearest_place(msg.location.lat, msg.location.lng)
        return ask_village(draft, Reply("report.pin_is_far")) if near is None else which(draft, near)
    if only_media(msg):
        return ask_village(draft, *([Reply("report.got_media_short")] if msg.media else []))
    if receipt_code.parsed(msg.text):
        return ask_village(draft, Reply("report.is_code"))
    if draft.maybe and reading.agrees(msg.text):
        return answered(ctx, replace(draft, village=draft.maybe), Asked.VILLAGE)
    return place_told(ctx, draft, msg)


def place_told(ctx: Context, draft: ReportDraft, msg: Inbound) -> Turn:
    """Where, in words: a village we know, or else their words, if they sound like a place."""
    told, said, asked = read(ctx, msg), plain(msg.text), Asked.VILLAGE
    if told.village is not None:
        only = reading.only_place(ctx, msg.text) is not None
        draft = replace(draft if only else noted(draft, msg), village="", place="")
        return answered(ctx, reading.taken_in(ctx, draft, told), asked)
    is_short = len(msg.text) <= LONGEST_PLACE
    found = ctx.facts.places(msg.text) if is_short else ()
    if any(said in plain(place.name) for place in found):
        return which(draft, *found)
    if not is_short or reading.is_beside(told, msg.text, asked) or tells(ctx, msg):
        return again(ctx, draft, msg, told, ask_village)
    if found:
        return which(draft, *found)
    if said in UNSURE:
        return answered(ctx, draft, asked)
    if said in BARE:
        return ask_village(draft, Reply("report.village_unclear"))
    if not reading.is_place(said):
        return again(ctx, draft, msg, told, ask_village)
    return answered(ctx, replace(draft, place=msg.text.strip()), asked, Reply("report.village_noted"))


def which(draft: ReportDraft, *found: Place) -> Turn:
    """Ask which village is meant; to a single one "ya" is an answer."""
    draft = replace(draft, maybe=found[0].code if len(found) == 1 else "")
    return Turn.ask(read_village, places.which(found, SKIP), draft=draft)


def tells(ctx: Context, msg: Inbound) -> bool:
    """Whether it sounds like what happened: somebody is held, in danger, recruits, or was offered work."""
    is_told = ctx.facts.opening(msg.text) is not Opening.UNCLEAR
    return is_told or ctx.facts.triage(msg.text).severity is Severity.MERAH


def to_broker(draft: ReportDraft, *before: Reply, more: tuple[Choice, ...] = ()) -> Turn:
    """Ask who recruits, or only whether it is the one the story names."""
    if not draft.guess:
        return ask_broker(draft, *before, more=more)
    ask = Reply("report.confirm_broker", {"who": draft.guess}, (THAT_ONE, ANOTHER, *more, SKIP))
    return Turn.ask(read_broker, *before, ask, draft=draft)


def ask_broker(draft: ReportDraft, *before: Reply, more: tuple[Choice, ...] = ()) -> Turn:
    ask = Reply("report.ask_broker", choices=(*more, SKIP))
    return Turn.ask(read_broker, *before, ask, draft=draft)


def read_broker(ctx: Context, msg: Inbound) -> Turn:
    """Name, nickname, number, car: whatever is known; a yes takes over what the story had."""
    draft = with_media(ctx.draft, msg)
    if msg.choice == OTHER_VILLAGE.id:
        return ask_village(replace(draft, village="", place=""))
    if msg.choice == SHARED.id:
        return to_broker(replace(draft, is_discreet=True), Reply("report.shared"), more=(OTHER_VILLAGE,))
    guess, bare = draft.guess, replace(draft, guess="")
    if msg.choice == ANOTHER.id or (guess and plain(msg.text) in REFUSES):
        return ask_broker(bare)
    said = " ".join(part for part in (msg.text.strip(), msg.phone or "") if part)
    if msg.choice == SKIP.id or plain(said) in UNSURE | REFUSES:
        return answered(ctx, bare, Asked.BROKER)
    told, is_yes = read(ctx, msg), bool(guess) and (msg.choice == THAT_ONE.id or reading.agrees(said))
    if is_yes:
        more = AGREES.sub("", said.casefold(), count=1).strip(" ,.!") and said
        said = ", ".join(filter(None, (guess, more)))
    if not said or plain(said) in BARE:
        return ask_broker(draft, *got(msg))
    if not is_yes and not msg.phone and reading.names_nobody(told, said):
        return again(ctx, draft, msg, told, to_broker if told.corrects or not draft.broker else go_on)
    if told.who and len(said) > LONGEST_PLACE:  # a story with the name in it
        bare, said = noted(bare, msg), told.who
    draft = reading.taken_in(ctx, replace(bare, broker=said[:LONGEST_BROKER]), replace(told, corrects=False))
    return answered(ctx, draft, Asked.BROKER)


def ask_departure(draft: ReportDraft, *before: Reply, more: tuple[Choice, ...] = ()) -> Turn:
    """Ask when they leave, or only whether it is when the story says."""
    others = tuple(choice.id for choice in more)
    if not draft.leaves:
        return tapped(read_departure, "report.ask_departure", (*DEPARTURES, *others), draft, *before)
    answers = (RIGHT.id, *DEPARTURES, *others)
    if draft.leaves == GONE:
        return tapped(read_departure, "report.confirm_gone", answers, draft, *before)
    return tapped(read_departure, "report.confirm_departure", answers, draft, *before, when=draft.when)


def read_departure(ctx: Context, msg: Inbound) -> Turn:
    """A tap, or their own words beside the story."""
    draft, told = with_media(ctx.draft, msg), read(ctx, msg)
    if msg.choice == OTHER_VILLAGE.id:
        return ask_village(replace(draft, village="", place=""))
    if only_media(msg):
        return ask_departure(draft, *got(msg))
    is_right = msg.choice in (RIGHT.id, SKIP.id) or (
        not told.leaves and draft.leaves and reading.agrees(msg.text)
    )
    leaves = draft.leaves if is_right else told.leaves
    if msg.choice is None and not leaves and reading.is_beside(told, msg.text, Asked.DEPARTURE):
        return again(ctx, draft, msg, told, ask_departure)
    draft = replace(noted(draft, msg), departure=leaves or chosen(msg), leaves="", when="")
    return answered(ctx, reading.taken_in(ctx, draft, told), Asked.DEPARTURE)


def ask_people(draft: ReportDraft, *before: Reply) -> Turn:
    """A number typed here counts people, whatever stands on the buttons."""
    return tapped(read_people, "report.ask_people", PEOPLE, draft, *before, counts=True)


def read_people(ctx: Context, msg: Inbound) -> Turn:
    """A tap, or a number in their own words."""
    draft, told = with_media(ctx.draft, msg), read(ctx, msg)
    if only_media(msg):
        return ask_people(draft, *got(msg))
    count = ctx.facts.headcount(msg.text, is_asked=True) if msg.choice is None else None
    if msg.choice is None and not count and reading.is_beside(told, msg.text, Asked.PEOPLE):
        return again(ctx, draft, msg, told, ask_people)
    draft = replace(noted(draft, msg), people=reading.amount(count) if count else chosen(msg))
    return answered(ctx, reading.taken_in(ctx, draft, told), Asked.PEOPLE)


def ask_minor(draft: ReportDraft, *before: Reply) -> Turn:
    """Ask whether somebody is under age, or only whether the story's age is right."""
    if not draft.years:
        return tapped(read_minor, "report.ask_minor", MINOR, draft, *before)
    return tapped(read_minor, "report.confirm_minor", MINOR, draft, *before, years=draft.years)


def read_minor(ctx: Context, msg: Inbound) -> Turn:
    """A tap, or a yes, a plain no, an age in their own words."""
    draft, told = with_media(ctx.draft, msg), read(ctx, msg)
    if only_media(msg):
        return ask_minor(draft, *got(msg))
    minor = under_age(ctx, msg, told) if msg.choice is None else chosen(msg) or age_told(draft)
    if msg.choice is None and minor == UNKNOWN.id and reading.is_beside(told, msg.text, Asked.MINOR):
        return again(ctx, draft, msg, told, ask_minor)
    draft = replace(noted(draft, msg), minor=minor, years=0)
    return answered(ctx, reading.taken_in(ctx, draft, told), Asked.MINOR)


def under_age(ctx: Context, msg: Inbound, told: Told) -> str:
    """What an answer in words says of it; only a plain no is one."""
    said, youngest = plain(msg.text), ctx.facts.youngest(msg.text)
    if told.is_child or reading.names_teen(msg.text):
        return YOUNG
    if youngest is not None:
        return YOUNG if youngest < ADULT else UNKNOWN.id
    if reading.agrees(said) or SOMEBODY.match(said):
        return YOUNG
    return GROWN if NOBODY.fullmatch(said) else UNKNOWN.id


def ask_media(draft: ReportDraft, *before: Reply) -> Turn:
    return Turn.ask(read_media, *before, Reply("report.ask_media", choices=(FINISHED, SKIP)), draft=draft)


def read_media(ctx: Context, msg: Inbound) -> Turn:
    """Pictures, voice notes, documents; further ones, and what is still told, until "selesai"."""
    draft, told = with_media(ctx.draft, msg), read(ctx, msg)
    if msg.choice is None and reading.names_teen(msg.text):
        told = replace(told, is_child=True)
    if msg.media and len(draft.media) < MOST_MEDIA:
        draft = reading.taken_in(ctx, noted(draft, msg), told)
        return Turn.ask(read_media, Reply("report.got_media", choices=(FINISHED,)), draft=draft)
    if told.facts or told.corrects:
        return again(ctx, draft, msg, told, ask_media)
    draft = noted(draft, msg)
    if not (draft.story or draft.broker or draft.media or draft.place):
        choices = (Choice("cek"), Choice("lapor"), Choice("darurat"))
        return Turn.end(Reply("report.nothing_told", choices=choices))
    draft, before = pressing(ctx, draft)
    return ask_bypass(draft, *before) if blames_officials(ctx, draft) else ask_notify(draft, *before)
