"""An officer writes to a reporter: a question, or an answer that wants none. Neither learns who the other is.

What would tell the officer who reported is not sent. What is typed right after a question may be a further one.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.case_words import caution
from bot.domain.casework import CaseView
from bot.domain.choosing import AGREES, plain
from bot.domain.commands import AnswerReporter, AskReporter
from bot.domain.conversation import Context, Step, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.unmasking import unmasks
from handlers.casework.telling import LIST, NOT_YET, CaseDraft, elsewhere, listed, lost, not_mine, own_choices

MOST_WORDS = 800  # characters
RIGHT_AFTER = timedelta(minutes=30)
SEND_TOO = Choice("kirim_juga")


def ask_question(case: CaseView) -> Turn:
    if (turn := not_mine(case)) is not None:
        return turn
    ask = Reply("case.ask_question", {"number": case.number})
    cautions = caution(is_broken_off=case.is_broken_off)
    return Turn.ask(read_question, *cautions, ask, draft=CaseDraft(case.number))


def read_question(ctx: Context, msg: Inbound) -> Turn:
    draft: CaseDraft = ctx.draft
    text = msg.text.strip()[:MOST_WORDS]
    if msg.choice == NOT_YET.id:
        return not_sent(draft)
    if (turn := elsewhere(ctx, msg)) is not None:
        return turn
    if not text:
        return Turn.ask(read_question, Reply("case.ask_question", {"number": draft.number}), draft=draft)
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    return held_back(read_question, draft) if unmasks(text) else send(ctx, text)


def send(ctx: Context, text: str) -> Turn:
    draft = CaseDraft(ctx.draft.number, asked_at=ctx.now.isoformat())
    case = ctx.facts.case(draft.number)
    done = Reply(
        "case.question_sent", {"number": draft.number}, (*LIST, *(own_choices(case) if case else ()))
    )
    return Turn.ask(read_further, done, draft=draft, commands=[AskReporter(draft.number, text)])


def held_back(step: Step, draft: CaseDraft) -> Turn:
    """Officers must not learn who reported: there is no way to send it all the same."""
    return Turn.ask(step, Reply("case.unmasks", {"number": draft.number}, (NOT_YET,)), draft=draft)


def not_sent(draft: CaseDraft) -> Turn:
    return Turn.end(Reply("case.not_sent", {"number": draft.number}, LIST))


def read_further(ctx: Context, msg: Inbound) -> Turn:
    """Nothing typed right after a question is lost, and nothing goes to the reporter that was not meant for them."""
    draft: CaseDraft = ctx.draft
    if msg.choice is not None:
        return listed(ctx)
    if (turn := elsewhere(ctx, msg)) is not None:
        return turn
    is_late = ctx.now - datetime.fromisoformat(draft.asked_at) > RIGHT_AFTER
    if is_late or not msg.text.strip() or len(msg.text) > MOST_WORDS:
        return Turn.stray()
    return offer_further(ctx, msg.text.strip())


def offer_further(ctx: Context, text: str) -> Turn:
    draft: CaseDraft = ctx.draft
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    if unmasks(text):
        return held_back(read_question, draft)
    ask = Reply("case.ask_further", {"number": draft.number, "text": text}, (SEND_TOO, NOT_YET))
    return Turn.ask(confirm_further, ask, draft=replace(draft, text=text))


def confirm_further(ctx: Context, msg: Inbound) -> Turn:
    """A yes sends it; more words belong to it."""
    draft: CaseDraft = ctx.draft
    if msg.choice == NOT_YET.id:
        return not_sent(draft)
    if (turn := elsewhere(ctx, msg)) is not None:
        return turn
    if msg.choice != SEND_TOO.id and not AGREES.fullmatch(plain(msg.text)):
        return offer_further(ctx, f"{draft.text}\n{msg.text.strip()}".strip()[:MOST_WORDS])
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    return send(ctx, draft.text)


def ask_answer(case: CaseView) -> Turn:
    """Words for the reporter; the report itself is not to be repeated in a chat."""
    if (turn := not_mine(case)) is not None:
        return turn
    return Turn.ask(
        read_answer, Reply("case.ask_answer", {"number": case.number}), draft=CaseDraft(case.number)
    )


def read_answer(ctx: Context, msg: Inbound) -> Turn:
    draft: CaseDraft = ctx.draft
    text = msg.text.strip()[:MOST_WORDS]
    if msg.choice == NOT_YET.id:
        return not_sent(draft)
    if (turn := elsewhere(ctx, msg)) is not None:
        return turn
    if not text:
        return Turn.ask(read_answer, Reply("case.ask_answer", {"number": draft.number}), draft=draft)
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    if unmasks(text):
        return held_back(read_answer, draft)
    done = Reply("case.answer_sent", {"number": draft.number}, LIST)
    return Turn.end(done, commands=[AnswerReporter(draft.number, text)])
