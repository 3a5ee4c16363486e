"""The receipt of a report that went out: its code shown and typed back; what is told beside it goes with the report."""

import re
from dataclasses import replace

from bot.domain.choosing import plain
from bot.domain.commands import AddToReport, CountAnswer
from bot.domain.conversation import Context, Turn
from bot.domain.faq import is_asking
from bot.domain.hotlines import WITHOUT_US, told
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Severity
from bot.domain.receipt_code import LOOK_ALIKES, masked
from bot.domain.small_talk import small_talk
from handlers.report_broker.draft import MOST_STORY, SKIP, URGENT_AT_LAST, ReportDraft, pressing

SHOWN_CHARACTERS = 4  # of the receipt code, typed back
FEWEST_WORDS = 3  # of a sentence; no code is typed in so many that are words
LONG_WORD = 4  # letters
PHONE_DIGITS = 9
CLEAN_UP = Choice("sudah_dicatat")
_NOTED = re.compile(
    r"\b(?:sudah|udah|udh|sdh|dah|oke?|siap|tos|wis|uwis) (?:\w+ ){0,2}"
    r"(?:di)?(?:catat|catet|tulis|simpan|simpen|foto|ss)\b"
)


def filed(draft: ReportDraft, code: str) -> tuple[Reply, ...]:
    return (Reply("report.code_quiet" if draft.is_discreet else "report.code", {"code": code}),)


def stranded(ctx: Context, draft: ReportDraft, code: str) -> tuple[Reply, ...]:
    """Nobody of ours may have it: said at once, with who else helps."""
    if draft.is_discreet:
        return Reply("report.code_quiet", {"code": code}), Reply("report.stranded_quiet")
    numbers = told(ctx.facts.hotlines(*WITHOUT_US))
    return Reply("report.code_stranded", {"code": code}), Reply("report.stranded", {"numbers": numbers})


def ask_back(draft: ReportDraft, *before: Reply) -> Turn:
    return Turn.ask(read_back, *before, Reply("report.read_back", choices=(SKIP,)), draft=draft)


def read_back(ctx: Context, msg: Inbound) -> Turn:
    """The last characters typed back show that the code was kept; it is shown once more if not."""
    draft: ReportDraft = ctx.draft
    if is_read_back(msg.text, draft.code):
        return done(draft, "report.done")
    if msg.choice == SKIP.id or _NOTED.search(plain(msg.text)):
        return done(draft, "report.done_skipped")
    if tells(msg) or ctx.facts.triage(msg.text).severity is Severity.MERAH:
        return told_late(ctx, draft, msg)
    if draft.has_seen_again:
        return done(draft, "report.done_unsure", code=draft.code)
    again = (
        Reply("report.code_again", {"code": draft.code}),
        Reply("report.read_back_again", choices=(SKIP,)),
    )
    shown = replace(draft, has_seen_again=True)
    return Turn.ask(read_back, *again, draft=shown, commands=[CountAnswer("code_misread")])


def is_read_back(said: str, code: str) -> bool:
    """Whether the last characters of the code are typed, alone or among words."""
    last = code.replace("-", "")[-SHOWN_CHARACTERS:]
    bare = ("".join(filter(str.isalnum, word)).translate(LOOK_ALIKES) for word in said.upper().split())
    words = [word for word in bare if word]
    return last in words or "".join(words).endswith(last)


def tells(msg: Inbound) -> bool:
    """Whether something is told that is no try at the code: pictures, a number, or a sentence that asks nothing."""
    words = plain(msg.text).split()
    is_sentence = len(words) >= FEWEST_WORDS and any(
        len(word) >= LONG_WORD and word.isalpha() for word in words
    )
    is_chat = is_asking(msg.text) or small_talk(msg.text) is not None
    is_number = sum(map(str.isdigit, msg.text)) >= PHONE_DIGITS
    return bool(msg.media) or is_number or (is_sentence and not is_chat)


def read_on(ctx: Context, msg: Inbound) -> Turn:
    """The first words after a silence: the report is out; they go after it, and the code is shown now, with what an
    officer has asked meanwhile."""
    draft: ReportDraft = ctx.draft
    said = [Reply("report.sent_meanwhile", {"code": draft.code})]
    if draft.is_stranded:
        said.append(Reply("report.stranded", {"numbers": told(ctx.facts.hotlines(*WITHOUT_US))}))
    draft = replace(draft, is_stranded=False)
    if msg.text.strip() or msg.media:
        return told_late(ctx, draft, msg, *said)
    return ask_back(draft, *said, *asked(ctx, draft))


def asked(ctx: Context, draft: ReportDraft) -> tuple[Reply, ...]:
    """What an officer asked and waits for; their reporter has not been told."""
    view = ctx.facts.own_receipt(draft.code)
    question = view.unanswered if view is not None else None
    return () if question is None else (Reply("receipt.ask_answer", {"text": question.text}),)


def told_late(ctx: Context, draft: ReportDraft, msg: Inbound, *before: Reply) -> Turn:
    """Told beside the code: numbers first where it is a danger, the words go after the report; an exercise that tells
    of a danger is none any more."""
    _, urgent = pressing(ctx, ReportDraft(story=msg.text), key=URGENT_AT_LAST)
    view = ctx.facts.own_receipt(draft.code)
    key = "receipt.added_stranded" if view is not None and view.is_stranded else "receipt.added"
    if draft.training:
        key = "receipt.added_real" if urgent else "receipt.added_exercise"
        draft = replace(draft, training=0 if urgent else draft.training)
    params = {"number": view.number if view is not None else ""}
    said = () if draft.is_discreet else (Reply(key, params),)
    return replace(ask_back(draft, *urgent, *before, *said), commands=(addition(draft, msg),))


def addition(draft: ReportDraft, msg: Inbound) -> AddToReport:
    """What is told after the report went out, without the code that may stand in it."""
    return AddToReport(draft.code, masked(msg.text.strip())[:MOST_STORY], msg.media_ids)


def done(draft: ReportDraft, key: str, **params: str) -> Turn:
    """The way to news, and to a chat without the code; on a shared phone without a telling word."""
    if draft.training:
        return Turn.end(
            Reply("report.exercise_done", choices=(Choice("lapor"), Choice("status"), Choice("darurat")))
        )
    if draft.is_discreet:
        quiet = "report.unsure_quiet" if params else "report.done_quiet"
        return Turn.end(Reply(quiet, params, (CLEAN_UP,)))
    choices = (CLEAN_UP, Choice("status"), Choice("cek"), Choice("darurat"))
    return Turn.end(Reply(key, params, choices))
