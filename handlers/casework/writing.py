"""An officer writes to a reporter. Neither learns who the other is."""

from bot.domain.casework import CaseView
from bot.domain.commands import AskReporter
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Inbound, Reply
from handlers.casework.telling import LIST, CaseDraft, gone, offer_choices

MOST_QUESTION = 800  # characters


def ask_question(case: CaseView) -> Turn:
    if (turn := gone(case)) is not None:
        return turn
    if not case.is_mine:
        return Turn.end(Reply("case.accept_first", {"number": case.number}, offer_choices(case)))
    return Turn.ask(
        read_question, Reply("case.ask_question", {"number": case.number}), draft=CaseDraft(case.number)
    )


def read_question(ctx: Context, msg: Inbound) -> Turn:
    draft: CaseDraft = ctx.draft
    text = msg.text.strip()[:MOST_QUESTION]
    if not text:
        return Turn.ask(read_question, Reply("case.ask_question", {"number": draft.number}), draft=draft)
    done = Reply("case.question_sent", {"number": draft.number}, LIST)
    return Turn.end(done, commands=[AskReporter(draft.number, text)])
