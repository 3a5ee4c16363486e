"""Report a broker, without a name: one question at a time, each may be skipped.

start -> read_story -> read_village -> read_broker -> read_departure -> read_people -> read_minor -> read_media
-> read_bypass (when somebody of an office takes part) -> read_notify (filed here, with the receipt code) -> read_back
The draft holds everything, sealed; it is gone once the report is filed.
"""

import re
from dataclasses import replace

from bot.domain import places
from bot.domain.choosing import AGREES, REFUSES, UNSURE, plain
from bot.domain.conversation import Context, Conversation, Leaving, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import ADULT, Opening, Severity
from handlers.report_broker.draft import (
    GROWN,
    MOST_STORY,
    SHARED,
    SKIP,
    UNKNOWN,
    YOUNG,
    ReportDraft,
    chosen,
    got,
    noted,
    only_media,
    pressing,
    tapped,
    with_media,
)
from handlers.report_broker.filing import (
    ask_bypass,
    ask_media,
    ask_notify,
    file_in_silence,
    is_pressing,
    read_bypass,
    read_media,
    read_notify,
)
from handlers.report_broker.practising import begun, minding, offering, told_at_once
from handlers.report_broker.receipt import ask_back, read_back, read_on

LONGEST_PLACE = 60  # characters; longer answers go on with the story
LONGEST_BROKER = 400
LONGEST_DAY = 24  # characters that say when, and nothing of who
OTHER_VILLAGE = Choice("desa_lain")
THAT_ONE = Choice("ya_dia")
RIGHT = Choice("ya_betul")
ANOTHER = Choice("bukan_dia")
BARE = REFUSES | {  # no place
    "ya", "iya", "ok", "oke", "siap", "baik", "sudah", "udah", "lanjut", "yes", "halo", "p",
}  # fmt: skip
GONE = "sudah_berangkat"
DEPARTURES = ("hari_ini_besok", "minggu_ini", "bulan_ini", GONE, "belum_tahu")
SURE_DAYS = 3  # a departure so near is told as a day
ANSWERED = ((7, "minggu_ini"), (31, "bulan_ini"))  # at most so many days
PEOPLE = ("satu", "beberapa", "banyak", "belum_tahu")
COUNTED = ((1, "satu"), (5, "beberapa"))  # at most so many people; more are "banyak"
MINOR = (YOUNG, GROWN, "belum_tahu")
NOBODY = re.compile(
    r"(?:tidak|tdk|nggak|ngga|gak|ga|ora|ndak|teu|henteu|no) ?(?:ada|ana|aya|one)?"
)  # a plain() answer
SOMEBODY = re.compile(r"(?:ada|aya|ana)\b")


def start(ctx: Context, msg: Inbound) -> Turn:
    """Take what was already told or carried over from a check; otherwise ask. A training is spoken of first."""
    if msg.text.strip() or msg.media or msg.phone:
        return told_at_once(ctx, read_story(ctx, msg))
    if ctx.carry.get("story"):
        media = tuple(int(id_) for id_ in ctx.carry.get("media", "").split(",") if id_)
        draft = ReportDraft(story=ctx.carry["story"], broker=ctx.carry.get("broker", ""), media=media)
        draft, notice = begun(ctx, draft)
        return offering(ctx, to_village(ctx, draft, *notice, Reply("report.from_check")))
    if ctx.carry.get("told"):
        return take_over(ctx, ctx.carry["told"])
    draft, notice = begun(ctx, ReportDraft(has_seen_privacy=True))
    return offering(ctx, ask_story(draft, *notice, Reply("report.privacy"), shared=True))


def take_over(ctx: Context, told: str) -> Turn:
    """Begin with what was said before anybody knew that it is a report; what tells too little is asked on."""
    draft, notice = begun(ctx, ReportDraft(story=told))
    if ctx.facts.triage(told).severity is not Severity.HIJAU:
        return offering(ctx, to_village(ctx, draft, *notice, Reply("report.from_message")))
    draft = replace(draft, has_seen_privacy=True)
    ask = Reply("report.ask_more", choices=(SHARED, SKIP))
    return offering(ctx, Turn.ask(read_story, *notice, Reply("report.privacy"), ask, draft=draft))


def ask_story(draft: ReportDraft, *before: Reply, shared: bool = False) -> Turn:
    """`shared` offers to say that somebody else uses this phone, too."""
    ask = Reply("report.ask_story", choices=(*([SHARED] if shared else []), SKIP))
    return Turn.ask(read_story, *before, ask, draft=draft)


def read_story(ctx: Context, msg: Inbound) -> Turn:
    """Keep the story; when somebody is in danger the numbers come at once."""
    draft = with_media(ctx.draft if isinstance(ctx.draft, ReportDraft) else ReportDraft(), msg)
    if msg.choice == SHARED.id:
        return ask_story(replace(draft, is_discreet=True), Reply("report.shared"))
    if msg.choice == SKIP.id:
        return to_village(ctx, draft)
    if plain(msg.text) not in BARE:
        draft = replace(draft, story=f"{draft.story}\n{msg.text}".strip()[:MOST_STORY])
    if msg.phone:
        draft = replace(draft, broker=msg.phone)
    if not draft.story and not draft.broker:
        return Turn.ask(read_story, Reply("report.ask_story_words", choices=(SKIP,)), draft=draft)
    return to_village(ctx, draft, Reply("report.thanks_story"))


def to_village(ctx: Context, draft: ReportDraft, *before: Reply) -> Turn:
    """Ask for the village; the one we know is taken, and can be changed at the next question."""
    draft, before = pressing(ctx, understood(ctx, draft), *before)
    is_first = not draft.has_seen_privacy  # told without being asked
    if is_first:
        draft, before = replace(draft, has_seen_privacy=True), (*before, Reply("report.privacy"))
    known = ctx.facts.place_in(draft.story) or ctx.person.village
    if known is not None:
        note = Reply("report.known_village", {"village": known.name})
        draft = replace(draft, village=known.code)
        return to_broker(draft, *before, note, other=True, shared=is_first)
    return ask_village(draft, *before, shared=is_first)


def understood(ctx: Context, draft: ReportDraft) -> ReportDraft:
    """With what the story itself answers; read once, when it is told."""
    guess = ", ".join(ctx.facts.recruiters(draft.story))[:LONGEST_BROKER]
    told = ctx.facts.leaving(draft.story)
    youngest = ctx.facts.youngest(draft.story) or ADULT
    gone = GONE if ctx.facts.is_abroad(draft.story) else ""
    return replace(
        draft,
        guess=guess,
        leaves=answered(told) if told else gone,
        when=told.words if told else "",
        years=youngest if youngest < ADULT else 0,
    )


def ask_village(draft: ReportDraft, *before: Reply, shared: bool = False) -> Turn:
    choices = (Choice("tidak_tahu"), *([SHARED] if shared else []), SKIP)
    return Turn.ask(read_village, *before, Reply("report.ask_village", choices=choices), draft=draft)


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """By name, by pin, or by one of the choices offered; what tells more than a place belongs to the story."""
    draft = with_media(ctx.draft, msg)
    is_short = msg.choice is None and len(msg.text) <= LONGEST_PLACE
    found = ctx.facts.places(msg.text) if is_short else ()
    if len(found) == 1 and plain(found[0].name) == plain(msg.text):
        return to_broker(replace(draft, village=found[0].code))
    is_only_a_name = any(plain(msg.text) in plain(place.name) for place in found)
    if msg.choice is None and not is_only_a_name and (not is_short or tells(ctx, msg)):
        return read_story(ctx, msg)
    if msg.choice == SHARED.id:
        return ask_village(replace(draft, is_discreet=True), Reply("report.shared"))
    if msg.choice is not None:
        is_village = msg.choice.startswith("v_")
        return to_broker(replace(draft, village=msg.choice[2:]) if is_village else draft)
    if msg.location is not None:
        near = ctx.facts.nearest_place(msg.location.lat, msg.location.lng)
        if near is None:
            return ask_village(draft, Reply("report.pin_is_far"))
        found = (near,)
    if found:
        return Turn.ask(read_village, places.which(found, SKIP), draft=draft)
    if plain(msg.text) in BARE:
        return ask_village(draft, Reply("report.village_unclear"))
    if msg.text.strip():
        draft = replace(draft, place=msg.text.strip())
        draft, before = pressing(ctx, draft, Reply("report.village_noted"))
        return to_broker(draft, *before)
    return ask_village(draft, *([Reply("report.got_media_short")] if msg.media else []))


def tells(ctx: Context, msg: Inbound) -> bool:
    """Whether it sounds like what happened: somebody is held, in danger, recruits, or was offered work."""
    is_told = ctx.facts.opening(msg.text) is not Opening.UNCLEAR
    return bool(msg.text.strip()) and (is_told or ctx.facts.triage(msg.text).severity is Severity.MERAH)


def to_broker(draft: ReportDraft, *before: Reply, other: bool = False, shared: bool = False) -> Turn:
    """Ask who recruits, or only whether it is the one the story names; `other` offers to change the village."""
    if draft.broker:
        return ask_departure(draft, *before, other=other)
    more = (*([OTHER_VILLAGE] if other else []), *([SHARED] if shared else []))
    if draft.guess:
        choices = (THAT_ONE, ANOTHER, *more, SKIP)
        ask = Reply("report.confirm_broker", {"who": draft.guess}, choices)
        return Turn.ask(read_broker, *before, ask, draft=draft)
    return ask_broker(draft, *before, more=more)


def ask_broker(draft: ReportDraft, *before: Reply, more: tuple[Choice, ...] = ()) -> Turn:
    ask = Reply("report.ask_broker", choices=(*more, SKIP))
    return Turn.ask(read_broker, *before, ask, draft=draft)


def read_broker(ctx: Context, msg: Inbound) -> Turn:
    """Name, nickname, number, car: whatever is known; a yes takes over what the story had."""
    draft = with_media(ctx.draft, msg)
    if msg.choice == OTHER_VILLAGE.id:
        return ask_village(replace(draft, village=""))
    if msg.choice == SHARED.id:
        return to_broker(replace(draft, is_discreet=True), Reply("report.shared"), other=True)
    guess, draft = draft.guess, replace(draft, guess="")
    if msg.choice == SKIP.id:
        return ask_departure(draft)
    if msg.choice == ANOTHER.id or (guess and plain(msg.text) in REFUSES):
        return ask_broker(draft)
    told = " ".join(part for part in (msg.text.strip(), msg.phone or "") if part)
    if guess and (msg.choice == THAT_ONE.id or AGREES.match(plain(told))):
        more = AGREES.sub("", told.casefold(), count=1).strip(" ,.!") and told
        told = ", ".join(filter(None, (guess, more)))
    if plain(told) in UNSURE | REFUSES:
        return ask_departure(draft)
    if not told or plain(told) in BARE:
        return ask_broker(replace(draft, guess=guess), *got(msg))
    if len(told) <= LONGEST_DAY and ctx.facts.leaving(told) and not ctx.facts.recruiters(told):
        return read_departure(ctx, msg)  # the next question is answered already
    draft, before = pressing(ctx, replace(draft, broker=told[:LONGEST_BROKER]))
    return ask_departure(draft, *before)


def ask_departure(draft: ReportDraft, *before: Reply, other: bool = False) -> Turn:
    """Ask when they leave, or only whether it is when the story says; `other` offers to change the village."""
    more = (OTHER_VILLAGE.id,) if other else ()
    if not draft.leaves:
        return tapped(read_departure, "report.ask_departure", (*DEPARTURES, *more), draft, *before)
    choices = tuple(map(Choice, (RIGHT.id, *DEPARTURES, *more, SKIP.id)))
    if draft.leaves == GONE:
        ask = Reply("report.confirm_gone", choices=choices)
    else:
        ask = Reply("report.confirm_departure", {"when": draft.when}, choices)
    return Turn.ask(read_departure, *before, ask, draft=draft)


def answered(told: Leaving) -> str:
    """The day itself when it is near; further away the words are vaguer than a date."""
    if told.days <= SURE_DAYS:
        return told.on.isoformat()
    return next((answer for most, answer in ANSWERED if told.days <= most), UNKNOWN.id)


def read_departure(ctx: Context, msg: Inbound) -> Turn:
    """A tap, or their own words beside the story."""
    draft = with_media(ctx.draft, msg)
    if msg.choice == OTHER_VILLAGE.id:
        return ask_village(replace(draft, village=""))
    if only_media(msg):
        return ask_departure(draft, *got(msg))
    leaves, draft = draft.leaves, replace(draft, leaves="", when="")
    told = ctx.facts.leaving(msg.text) if msg.choice is None else None
    if told is not None:
        leaves = answered(told)
    is_right = msg.choice == RIGHT.id or told is not None or (leaves and AGREES.match(plain(msg.text)))
    draft = replace(noted(draft, msg), departure=leaves if is_right else chosen(msg))
    draft, before = pressing(ctx, draft)
    return ask_people(draft, *before)


def ask_people(draft: ReportDraft, *before: Reply) -> Turn:
    return tapped(read_people, "report.ask_people", PEOPLE, draft, *before)


def read_people(ctx: Context, msg: Inbound) -> Turn:
    """A tap, or a number in their own words."""
    draft = noted(with_media(ctx.draft, msg), msg)
    if only_media(msg):
        return ask_people(draft, *got(msg))
    count = ctx.facts.headcount(msg.text) if msg.choice is None else None
    people = next((answer for most, answer in COUNTED if count <= most), "banyak") if count else chosen(msg)
    draft, before = pressing(ctx, replace(draft, people=people))
    return ask_minor(draft, *before)


def ask_minor(draft: ReportDraft, *before: Reply) -> Turn:
    """Ask whether somebody is under age, or only whether the story's age is right."""
    if not draft.years:
        return tapped(read_minor, "report.ask_minor", MINOR, draft, *before)
    return tapped(read_minor, "report.confirm_minor", MINOR, draft, *before, years=draft.years)


def read_minor(ctx: Context, msg: Inbound) -> Turn:
    draft = noted(with_media(ctx.draft, msg), msg)
    if only_media(msg):
        return ask_minor(draft, *got(msg))
    draft = replace(draft, minor=under_age(ctx, msg) if msg.choice is None else chosen(msg), years=0)
    draft, before = pressing(ctx, draft)
    return ask_media(draft, *before)


def under_age(ctx: Context, msg: Inbound) -> str:
    """What an answer in words says of it; only a plain no is one."""
    said, youngest = plain(msg.text), ctx.facts.youngest(msg.text)
    if youngest is not None:
        return YOUNG if youngest < ADULT else UNKNOWN.id
    if AGREES.match(said) or SOMEBODY.match(said):
        return YOUNG
    return GROWN if NOBODY.fullmatch(said) else UNKNOWN.id


CONVERSATION = Conversation(
    name="report_broker",
    start=start,
    words=(
        "lapor", "report", "aduan", "lapor calo", "mau lapor", "melapor", "ngelapor", "laporkan", "melaporkan",
        "pengaduan", "mengadu", "ngadu", "lapor ini", "lapor orang",
    ),
    steps=(
        minding(read_story, ask_story),
        minding(read_village, ask_village),
        minding(read_broker, to_broker),
        minding(read_departure, ask_departure),
        minding(read_people, ask_people),
        minding(read_minor, ask_minor),
        minding(read_media, ask_media),
        minding(read_bypass, ask_bypass),
        minding(read_notify, ask_notify),
        minding(read_back, ask_back),
        read_on,
    ),
    draft=ReportDraft,
    resumes=True,
    silent=file_in_silence,
    owed=read_on,
    is_pressing=is_pressing,
)  # fmt: skip
