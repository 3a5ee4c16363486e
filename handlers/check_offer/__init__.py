"""Check an offer: whatever looks like one gets a level, its reasons and the next step.

start -> read_offer -> (read_picture, while pictures are being read) -> (read_answer, while an answer could change
the level) -> verdict -> after_verdict (beside, what sounds like nothing of its own)
The draft holds the offer, sealed, until the person moves on; after that only level and rule ids are counted.
"""

import re
from dataclasses import replace

from bot.domain import choosing
from bot.domain.choosing import plain
from bot.domain.commands import ReadPictures
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import GRAVITY, RECRUITS, Level, Opening
from bot.domain.pictures import Heard
from handlers.check_offer.after import after_verdict
from handlers.check_offer.answer import ANSWERS, TOLD, UNSURE, at_once
from handlers.check_offer.beside import beside
from handlers.check_offer.draft import MOST_MEDIA, OfferDraft, joined, taken_in
from handlers.check_offer.pictures import is_shown, seen, sorry, type_out
from handlers.check_offer.telling import carried, may_be_report, tell

MOST_QUESTIONS = 3  # further ones cost us the person
SHORT_QUESTION = 80  # characters; a name or a number alone gets a first answer before we ask
LONGEST_ANSWER = 80  # characters; what is longer and sounds like an offer answers no question
WHO = ("company", "phone", "handle")  # by which one offer is told from another
CONTACTS = ("phone", "handle", "url")  # belong to an offer and answer none of our questions
MOST_BESIDE = 2  # words around a number that is given alone: "ini nomornya ..."
TYPE = Choice("ketik")
NAMES = ("company", "which")  # questions that are answered by a company's name
BESIDES = ("salary", "fee", "country", "visa", "departure", "age")  # of an offer, and no company's name
PERSON = re.compile(  # of a plain() answer: somebody, and no company
    r"(?:lewat |sama |dari |ke )?(?:bu|ibu|pak|bapak|mas|mbak|mba|kang|teh|teteh|bang|abang|haji|hajah|hj|ustad\w*|om"
    r"|tante|tetangga|teman|temen|saudara|sodara|sponsor|calo|agen|orang|kenalan|perorangan)\b(?!.*\bpt\b)"
)
NONE_OF_THEM = Choice("bukan")


def start(ctx: Context, msg: Inbound) -> Turn:
    """Judge what came with the message; ask for the offer when nothing did."""
    if msg.heard is not None:
        return read_picture(ctx, msg)
    if msg.text or msg.media or msg.phone:
        return read_offer(ctx, msg)
    if ctx.carry.get("pieces"):
        return judge(ctx, OfferDraft(offer=ctx.carry["pieces"]))
    if ctx.carry.get("link"):
        draft = OfferDraft(offer=ctx.carry["link"])
        return Turn.ask(read_offer, Reply("check.link"), draft=draft)
    return Turn.ask(read_offer, Reply("check.ask_offer", choices=ctx.spoken("check.ask_offer")))


def read_offer(ctx: Context, msg: Inbound) -> Turn:
    """Judge the forwarded text, number or contact; what is shown in pictures is read first."""
    draft = taken_in(ctx.draft if isinstance(ctx.draft, OfferDraft) else OfferDraft(), msg)
    if ctx.reads_pictures and any(is_shown(item) for item in msg.media):
        return wait(draft, msg, Reply("check.reading", choices=(TYPE,)))
    if not (msg.text.strip() or msg.phone):
        return Turn.ask(read_offer, Reply(type_out(msg)), draft=draft)
    return judge(ctx, draft)


def read_picture(ctx: Context, msg: Inbound) -> Turn:
    """Judge what the pictures say, once they are read; more pictures and words may come meanwhile."""
    draft = ctx.draft if isinstance(ctx.draft, OfferDraft) else OfferDraft()
    if msg.heard is not None:
        return hear(ctx, draft, msg.heard)
    if msg.choice == TYPE.id:
        return Turn.ask(read_offer, Reply("check.type_it"), draft=replace(draft, waits=False))
    draft = taken_in(draft, msg)
    sounds = ctx.facts.opening(msg.text) if msg.text.strip() else Opening.UNCLEAR
    if sounds is Opening.EMERGENCY:
        return Turn.go("emergency", carry={"told": msg.text.strip()})
    if sounds is Opening.REPORT:
        media = ",".join(map(str, draft.media))
        return Turn.go("report_broker", carry={"story": draft.offer, "media": media})
    if any(is_shown(item) for item in msg.media):
        return wait(draft, msg, Reply("check.reading_more", choices=(TYPE,)))
    if sounds is Opening.OFFER or msg.phone:
        return judge(ctx, replace(draft, waits=False))
    return Turn.ask(read_picture, Reply("check.still_reading", choices=(TYPE,)), draft=draft)


def wait(draft: OfferDraft, msg: Inbound, reply: Reply) -> Turn:
    """Have the pictures read, those of the messages before with them."""
    shown = tuple(item.id for item in msg.media if is_shown(item) and item.id is not None)
    pictures = (*draft.pictures, *shown)[:MOST_MEDIA]
    draft = replace(draft, pictures=pictures, waits=True)
    return Turn.ask(read_picture, reply, draft=draft, commands=[ReadPictures(pictures)])


def hear(ctx: Context, draft: OfferDraft, heard: Heard) -> Turn:
    """Judge the pictures' words with what was typed. Who went on meanwhile hears only of something graver."""
    is_fresh = ctx.draft is None  # the check they came with is over
    if draft.waits and draft.before and is_by_others(ctx, draft.before, heard.text):
        typed = draft.offer.removeprefix(draft.before).strip()
        draft = OfferDraft(offer=typed, media=heard.media, waits=True)
        return with_note(hear(ctx, draft, heard), Reply("check.another"))
    draft = replace(draft, pictures=(), before="", offer=joined(draft.offer, heard.text))
    if draft.level:
        found = ctx.facts.screen(draft.offer, draft.answers)
        if GRAVITY.index(found.level) <= GRAVITY.index(Level(draft.level)):
            return Turn.keep(draft)
        return with_note(tell(ctx, draft, found), Reply("check.picture_graver"))
    if not (draft.waits or is_fresh):
        return Turn.keep(draft)
    if is_fresh:
        draft = replace(draft, media=heard.media)
        if ctx.facts.opening(draft.offer) is not Opening.OFFER:
            return Turn.keep()
    draft = replace(draft, waits=False)
    if heard.problem is not None:
        apology = sorry(heard.problem)
        if ctx.facts.opening(draft.offer) is not Opening.OFFER:
            return Turn.ask(read_offer, apology, draft=draft)
        return with_note(judge(ctx, draft), apology)
    turn = judge(ctx, draft)
    if turn.step is None:  # no offer, or one that recognition spoiled
        return Turn.ask(read_offer, Reply("check.picture.no_offer"), draft=draft)
    turn = with_note(turn, *seen(ctx, heard))
    return replace(turn, replies=(Reply("check.picture_done"), *turn.replies)) if is_fresh else turn


def with_note(turn: Turn, *notes: Reply) -> Turn:
    """The notes after the verdict's first line, but before a question."""
    first = 1 if turn.is_resting else 0
    return replace(turn, replies=(*turn.replies[:first], *notes, *turn.replies[first:]))


def read_answer(ctx: Context, msg: Inbound) -> Turn:
    """Judge again with the answer to the open question.

    Another offer that comes in its place is judged by itself; a picture, a number or a link belongs to this one, and
    the question stays.
    """
    draft: OfferDraft = ctx.draft
    if msg.choice is not None and draft.question == "which":
        return judge(ctx, draft.answered(without_form(chosen(draft, msg.choice))))
    if msg.choice is not None:
        return judge(ctx, draft.answered(ANSWERS[draft.question].get(msg.choice, UNSURE.id)))
    said = msg.text.strip()
    if choosing.SENDS.fullmatch(plain(said)) is not None:
        found = ctx.facts.screen(draft.offer, draft.answers)
        return Turn.go("report_broker", carry=carried(draft, found))
    sounds = ctx.facts.opening(said) if said else Opening.UNCLEAR
    if sounds is Opening.EMERGENCY:
        return Turn.stray()
    if said and ctx.facts.plight(said).is_at_gate:
        return Turn.go("emergency", carry={"told": joined(draft.offer, said), "boards": "1"})
    if ctx.reads_pictures and any(is_shown(item) for item in msg.media):
        more = replace(taken_in(draft, msg), before=draft.offer)
        return wait(more, msg, Reply("check.reading", choices=(TYPE,)))
    if sounds is Opening.OFFER and (
        len(said) >= LONGEST_ANSWER or (draft.question not in NAMES and name_others(ctx, draft.offer, said))
    ):
        return with_note(read_offer(replace(ctx, draft=None), msg), Reply("check.another"))
    if msg.media and not said:
        return with_note(ask(replace(draft, media=taken_in(draft, msg).media)), Reply(type_out(msg)))
    if msg.phone or is_contact(ctx, said):
        turn = judge(ctx, taken_in(draft, msg))
        kept = (Reply("check.contact_kept"), *turn.replies[-1:])
        return turn if turn.is_resting else replace(turn, replies=kept)
    if not said:
        return ask(draft)
    return worded(ctx, draft, msg)


def worded(ctx: Context, draft: OfferDraft, msg: Inbound) -> Turn:
    """An answer in words: to what was asked, or something else of the offer."""
    said = msg.text.strip()
    if plain(said) in choosing.UNSURE:
        return judge(ctx, draft.answered(UNSURE.id))
    if ANSWERS[draft.question]:
        return judge(ctx, taken_in(draft.answered(TOLD), msg))
    if draft.question not in NAMES:
        return judge(ctx, draft.answered(said))
    if PERSON.match(plain(said)):
        return judge(ctx, taken_in(draft.answered(UNSURE.id), msg))
    if tells_more(ctx, said):
        return judge(ctx, taken_in(draft, msg))
    return judge(ctx, draft.answered(without_form(said)))


def tells_more(ctx: Context, said: str) -> bool:
    """Whether it names no company, but something else of the offer: a sum, a country, a visa."""
    found = ctx.facts.screen(said, {})
    return not found.named("company") and any(map(found.named, BESIDES))


def is_by_others(ctx: Context, offer: str, said: str) -> bool:
    """Whether this is an offer of its own, by others than the one asked about names."""
    return ctx.facts.opening(said) is Opening.OFFER and name_others(ctx, offer, said)


def name_others(ctx: Context, offer: str, said: str) -> bool:
    """Whether both name companies, numbers or accounts, and none in common."""
    ours, theirs = ctx.facts.screen(offer, {}), ctx.facts.screen(said, {})
    named = [
        ({one.value for one in ours.named(kind)}, {one.value for one in theirs.named(kind)}) for kind in WHO
    ]
    return any(a and b for a, b in named) and not any(a & b for a, b in named)


def is_contact(ctx: Context, said: str) -> bool:
    """Whether it is a number, an account's name or a link, and hardly a word more."""
    if not said:
        return False
    screened = ctx.facts.screen(said, {})
    found = [entity for kind in CONTACTS for entity in screened.named(kind)]
    beside = len(said.split()) - sum(len(entity.text.split()) for entity in found)
    return bool(found) and beside <= MOST_BESIDE


def judge(ctx: Context, draft: OfferDraft) -> Turn:
    """Ask for what could still change the level, most telling first; otherwise give the verdict."""
    found = ctx.facts.screen(draft.offer, draft.answers)
    missing = [question for question in found.missing if question not in draft.answers]
    if missing and RECRUITS not in found.pressing and len(draft.known) < MOST_QUESTIONS:
        candidates = found.registry.candidates if found.registry else ()
        turn = ask(replace(draft, question=missing[0], candidates=candidates))
        before = at_once(found) if len(draft.offer) < SHORT_QUESTION and not draft.known else []
        if not draft.known and may_be_report(ctx, draft.offer, found):
            before = [Reply("check.not_sent"), *before]
        return replace(turn, replies=(*before, *turn.replies))
    return tell(ctx, draft, found)


def ask(draft: OfferDraft) -> Turn:
    """Put the draft's open question, each answer a tap away."""
    if draft.question == "which":
        return ask_which(draft)
    choices = (*(Choice(id_) for id_ in ANSWERS[draft.question]), UNSURE)
    return Turn.ask(read_answer, Reply(f"check.ask.{draft.question}", choices=choices), draft=draft)


def ask_which(draft: OfferDraft) -> Turn:
    """Which of the close names is meant: a name that is only like a licensed one is another company."""
    names = tuple(Reply("check.which_name", {"name": name}) for name in draft.candidates)
    choices = (
        *(
            Choice(f"pt_{n}", "choice.pt", {"name": without_form(name)})
            for n, name in enumerate(draft.candidates)
        ),
        NONE_OF_THEM,
        UNSURE,
    )
    return Turn.ask(read_answer, Reply("check.ask.which", {"names": names}, choices), draft=draft)


def chosen(draft: OfferDraft, choice: str) -> str:
    """The close name a tap stands for, or the id of "none of them" and "not known"."""
    number = choice.removeprefix("pt_")
    is_name = number.isdecimal() and int(number) < len(draft.candidates)
    return draft.candidates[int(number)] if is_name else choice


def without_form(name: str) -> str:
    """A company's name without "PT": screening puts it there."""
    first, _, rest = name.partition(" ")
    return rest.strip() if rest.strip() and plain(first) == "pt" else name


CONVERSATION = Conversation(
    name="check_offer",
    start=start,
    words=("cek", "check", "periksa", "cek tawaran", "periksa tawaran"),
    steps=(read_offer, read_picture, read_answer, after_verdict),
    draft=OfferDraft,
    waits=read_picture,
    beside=beside,
)
