"""Report a broker, without a name: one question at a time, each may be skipped.

start -> read_story -> read_village -> read_broker -> read_departure -> read_people -> read_minor -> read_media
-> read_bypass (when somebody of an office takes part) -> read_notify (filed here, with the receipt code) -> read_back
What is told before it is asked for is not asked for (questions.py).
The draft holds everything, sealed; it is gone once the report is filed.
"""

from dataclasses import replace

from bot.domain import receipt_code
from bot.domain.choosing import plain
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Inbound, Reply
from bot.domain.offers import Severity
from handlers.report_broker import reading
from handlers.report_broker.draft import MOST_STORY, SHARED, SKIP, ReportDraft, pressing, with_media
from handlers.report_broker.filing import (
    ask_bypass,
    ask_notify,
    file_in_silence,
    is_pressing,
    read_bypass,
    read_notify,
)
from handlers.report_broker.practising import begun, minding, offering, told_at_once
from handlers.report_broker.questions import (
    BARE,
    OTHER_VILLAGE,
    ask_departure,
    ask_media,
    ask_minor,
    ask_people,
    ask_village,
    go_on,
    read_broker,
    read_departure,
    read_media,
    read_minor,
    read_people,
    read_village,
    to_broker,
)
from handlers.report_broker.receipt import ask_back, read_back, read_on


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
    if receipt_code.parsed(msg.text) and not draft.story:
        return Turn.stray()
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
    """On to the questions; the village that is told or known is taken, and can be changed at the next one."""
    draft = reading.filled_in(draft, reading.told_by(ctx, draft.story))
    if not draft.village and ctx.person.village is not None:
        draft = replace(draft, village=ctx.person.village.code, is_home_village=True)
    draft, before = pressing(ctx, draft, *before)
    more = () if draft.has_seen_privacy else (SHARED,)
    if not draft.has_seen_privacy:  # told without being asked
        draft, before = replace(draft, has_seen_privacy=True), (*before, Reply("report.privacy"))
    known = ctx.facts.place(draft.village) if draft.village else None
    if known is None:
        return go_on(draft, *before, more=more)
    note = Reply("report.known_village", {"village": known.name})
    return go_on(draft, *before, note, more=(OTHER_VILLAGE, *more))


CONVERSATION = Conversation(
    name="report_broker",
    start=start,
    words=(
        "lapor", "report", "aduan", "lapor calo", "mau lapor", "melapor", "ngelapor", "laporkan", "melaporkan",
        "pengaduan", "mengadu", "ngadu", "lapor ini", "lapor orang",
        "lapr", "lpor",
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
