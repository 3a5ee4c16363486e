"""What an officer types without saying of which case: of the one it fits, or of one they choose."""

from bot.domain.case_words import heading
from bot.domain.casework import STEPS, CaseView, own_actions
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Reply
from bot.domain.officer_talk import Wish
from handlers.casework.telling import LIST, about, offer_choices, own_choices

ANSWERING = ("terima", "tidak_bisa")  # an alert
SHOWN = ("tidak_bisa", *STEPS)  # done at once by a tap: the case is shown before
TAPS = {  # under the one case that a sentence can mean
    Wish.VISITED: (*STEPS, "tanya", "tutup"),
    Wish.REFER: ("tutup",),
    Wish.CLOSE: ("tutup",),
    Wish.MERGE: ("gabung_kasus",),
}


def of_which(ctx: Context, action: str) -> Turn:
    """The case an action can be for, when it is one; several are a tap away, most urgent first."""
    cases = ctx.facts.open_cases()
    fitting = tuple(case for case in cases if fits(case, action))
    is_all = ctx.facts.open_count() == len(cases)
    if len(fitting) == 1 and is_all:
        case = fitting[0]
        return shown(case) if action in SHOWN else go_on(case, action)
    if fitting:
        return ask_which(fitting, action)
    is_none = is_all and action in ANSWERING
    return Turn.end(Reply("case.none_waits" if is_none else "case.ask_number", choices=LIST))


def fits(case: CaseView, action: str) -> bool:
    return case.is_waiting if action in ANSWERING else case.is_mine and action in own_actions(case)


def go_on(case: CaseView, action: str) -> Turn:
    return Turn.go("casework", carry={"case": case.number, "action": action})


def ask_which(cases: tuple[CaseView, ...], action: str) -> Turn:
    lines = tuple(Reply("case.line", heading(case)) for case in cases)
    label = "choice.accept_case" if action == "terima" else "choice.case"
    id_ = "lihat_isi" if action in SHOWN else action
    choices = tuple(Choice(id_, label, {"number": case.number}, topic=case.number) for case in cases)
    return Turn.end(Reply("case.which", {"cases": lines}, choices))


def shown(case: CaseView) -> Turn:
    """How a case stands, with all that can be done about it."""
    if case.is_waiting:
        return Turn.end(Reply("case.waits", heading(case), offer_choices(case)))
    return Turn.end(Reply("case.tap_it", heading(case), own_choices(case)))


def hear_wish(ctx: Context, wish: Wish) -> Turn:
    """A sentence does nothing by itself: it leads to the tap that does."""
    if wish is Wish.KEY:
        return Turn.end(Reply("case.key_lost", choices=LIST))
    cases = ctx.facts.open_cases()
    waiting = tuple(case for case in cases if case.is_waiting)
    mine = tuple(case for case in cases if case.is_mine)
    found = waiting or mine if wish in (Wish.DECLINE, Wish.LATER) else mine or waiting
    if not found:
        return Turn.go("officer_menu")
    if len(found) > 1:
        return ask_which(found, "lihat_isi")
    case = found[0]
    taps = tuple(id_ for id_ in TAPS.get(wish, ()) if id_ in own_actions(case))
    if not case.is_mine or not taps:
        return shown(case)
    return Turn.end(Reply("case.tap_it", heading(case), (*about(case, *taps), *LIST)))
