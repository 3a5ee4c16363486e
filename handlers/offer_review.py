"""Officers look at an offer somebody asked about. They learn nothing of who asked.

start (by a button that carries the number) -> (read_words -> read_level, for an answer in own words)
Whoever answers first settles it; later taps change nothing and say so.
"""

import re
from dataclasses import dataclass

from bot.domain.commands import AnswerSecondLook, LookedAtOffer
from bot.domain.conversation import Context, Conversation, Draft, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply
from bot.domain.offers import Level
from bot.domain.second_look import LONGEST_WORDS, Look, LookState, found

LEVELS = {
    "nilai_bahaya": Level.BAHAYA,
    "nilai_waspada": Level.WASPADA,
    "nilai_tanpa_tanda": Level.BELUM_ADA_TANDA,
}
WRITE = "tulis_jawaban"
NOT_YET = Choice("tidak_jadi")
_SAFE = re.compile(r"(?<!tidak )(?<!tak )(?<!belum )(?<!tentu )(?<!kurang )(?<!not )\b(?:aman|safe)\b")


@dataclass(frozen=True, slots=True)
class ReviewDraft(Draft):
    number: str = ""
    words: str = ""


def start(ctx: Context, msg: Inbound) -> Turn:
    """Do what the button says, as long as nobody has answered."""
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    look = ctx.facts.look(msg.topic or "")
    if look is None or look.state is not LookState.OPEN:
        return gone(look)
    if msg.choice in LEVELS:
        return answer(look.number, LEVELS[msg.choice])
    if msg.choice == WRITE:
        ask = Reply("look.ask_words", {"number": look.number, "most": LONGEST_WORDS})
        return Turn.ask(read_words, ask, draft=ReviewDraft(look.number))
    return show(ctx, look)


def gone(look: Look | None) -> Turn:
    """What is said when there is nothing left to answer."""
    if look is None:
        return Turn.end(Reply("look.unknown", choices=(Choice("kasus"), Choice("menu"))))
    return Turn.end(Reply(f"look.is.{look.state.value}", {"number": look.number}, (Choice("kasus"),)))


def show(ctx: Context, look: Look) -> Turn:
    """The offer's text, on demand; the look goes into the audit trail."""
    params = {"number": look.number, "text": ctx.facts.look_offer(look.number)}
    known = tuple(answered(item) for item in look.known)
    told = [Reply("look.known", {"answers": known})] if known else []
    pictures = [Reply("look.pictures", {"count": look.pictures})] if look.pictures else []
    choices = tuple(Choice(id_, topic=look.number) for id_ in (*LEVELS, WRITE))
    ask = Reply("look.ask_level", choices=choices)
    replies = (Reply("look.offer", params), *told, *pictures, *found(look), ask)
    return Turn.end(*replies, commands=[LookedAtOffer(look.number)])


def answered(item: str) -> Reply:
    """One answer to the check's questions, in words."""
    question, _, said = item.partition("=")
    params: dict[str, Param] = {
        "question": Reply(f"check.unknown.{question}"),
        "answer": said.replace("_", " "),
    }
    return Reply("look.known_line", params)


def read_words(ctx: Context, msg: Inbound) -> Turn:
    """The officer's own words; nobody may be told that an offer is safe, for nobody can know."""
    draft: ReviewDraft = ctx.draft
    words = msg.text.strip()
    key = ""
    if not words:
        key = "look.ask_words"
    elif len(words) > LONGEST_WORDS:
        key = "look.words_too_long"
    elif _SAFE.search(words.casefold()):
        key = "look.words_not_safe"
    if key:
        return Turn.ask(read_words, Reply(key, {"number": draft.number, "most": LONGEST_WORDS}), draft=draft)
    return ask_level(ReviewDraft(draft.number, words))


def ask_level(draft: ReviewDraft) -> Turn:
    """Own words go out under a level, so that the first line says what matters."""
    choices = (*(Choice(id_) for id_ in LEVELS), NOT_YET)
    return Turn.ask(read_level, Reply("look.ask_level", choices=choices), draft=draft)


def read_level(ctx: Context, msg: Inbound) -> Turn:
    draft: ReviewDraft = ctx.draft
    if msg.choice == NOT_YET.id:
        again = Choice("lihat_tawaran", topic=draft.number)
        return Turn.end(Reply("look.not_answered", {"number": draft.number}, (again,)))
    if msg.choice not in LEVELS:
        return ask_level(draft)
    look = ctx.facts.look(draft.number)
    if look is None or look.state is not LookState.OPEN:
        return gone(look)
    return answer(draft.number, LEVELS[msg.choice], draft.words)


def answer(number: str, level: Level, words: str = "") -> Turn:
    done = Reply("look.answered", {"number": number}, (Choice("kasus"),))
    return Turn.end(done, commands=[AnswerSecondLook(number, level, words)])


CONVERSATION = Conversation(
    name="offer_review",
    start=start,
    words=("lihat_tawaran", *LEVELS, WRITE),
    steps=(read_words, read_level),
    draft=ReviewDraft,
)
