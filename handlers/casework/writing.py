"""An officer writes to a reporter: a question, or an answer that wants none. Neither learns who the other is."""

from bot.domain.casework import CaseView
from bot.domain.commands import AnswerReporter, AskReporter
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Inbound, Reply
from handlers.casework.telling import LIST, CaseDraft, lost, not_mine

MOST_WORDS = 800  # characters


def ask_question(case: CaseView) -> Turn:
    if (turn := not_mine(case)) is not None:
        return turn
    return Turn.ask(
        read_question, Reply("case.ask_question", {"number": case.number}), draft=CaseDraft(case.number)
    )


def read_question(ctx: Context, msg: Inbound) -> Turn:
    draft: CaseDraft = ctx.draft
    text = msg.text.strip()[:MOST_WORDS]
    if not text:
        return Turn.ask(read_question, Reply("case.ask_question", {"number": draft.number}), draft=draft)
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    done = Reply("case.question_sent", {"number": draft.number}, LIST)
    return Turn.end(done, commands=[AskReporter(draft.number, text)])


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
    if not text:
        return Turn.ask(read_answer, Reply("case.ask_answer", {"number": draft.number}), draft=draft)
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    done = Reply("case.answer_sent", {"number": draft.number}, LIST)
    return Turn.end(done, commands=[AnswerReporter(draft.number, text)])
