"""Two reports of one matter: the officer names the other case, sees both numbers, and says yes."""

from bot.domain.case_words import heading
from bot.domain.casework import CaseState, CaseView
from bot.domain.choosing import AGREES, plain
from bot.domain.commands import MergeCase
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Reply
from handlers.casework.telling import LIST, NOT_YET, CaseDraft, lost, not_mine

MOST_NUMBER = 20  # characters
YES = Choice("ya_gabung")


def ask_main(case: CaseView) -> Turn:
    if (turn := not_mine(case)) is not None:
        return turn
    if case.is_exercise:
        return Turn.end(Reply("case.exercise_alone", {"number": case.number}, LIST))
    ask = Reply("case.ask_main", {"number": case.number}, (NOT_YET,))
    return Turn.ask(read_main, ask, draft=CaseDraft(case.number))


def read_main(ctx: Context, msg: Inbound) -> Turn:
    """The number of the case that goes on; its heading is shown, so that no slip of the finger merges two matters."""
    draft: CaseDraft = ctx.draft
    if msg.choice == NOT_YET.id:
        return Turn.end(Reply("case.not_closed", {"number": draft.number}, LIST))
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    main = ctx.facts.case(msg.text.strip()[:MOST_NUMBER])
    if main is not None and main.merged_into:
        main = ctx.facts.case(main.merged_into)
    is_open = main is not None and main.state is not CaseState.CLOSED and not main.is_withdrawn
    if main is None or main.number == draft.number or not is_open or main.is_exercise:
        ask = Reply("case.no_main", {"number": draft.number}, (NOT_YET,))
        return Turn.ask(read_main, ask, draft=draft)
    ask = Reply("case.confirm_main", {"merged": draft.number, **heading(main)}, (YES, NOT_YET))
    return Turn.ask(confirm_main, ask, draft=CaseDraft(draft.number, main=main.number))


def confirm_main(ctx: Context, msg: Inbound) -> Turn:
    draft: CaseDraft = ctx.draft
    if msg.choice != YES.id and not AGREES.match(plain(msg.text)):
        return Turn.end(Reply("case.not_closed", {"number": draft.number}, LIST))
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    done = Reply("case.merged", {"number": draft.number, "main": draft.main}, LIST)
    return Turn.end(done, commands=[MergeCase(draft.number, draft.main)])
