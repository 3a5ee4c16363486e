"""A case in words and buttons: what an officer sees of it in the chat."""

from dataclasses import dataclass, replace
from functools import wraps

from bot.domain.case_words import heading
from bot.domain.casework import CaseState, CaseView, own_actions
from bot.domain.conversation import Context, Draft, Step, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.officer_talk import command, number_in

LIST = (Choice("kasus"),)
NOT_YET = Choice("tidak_jadi")
SHEET = Choice("lembar_rujukan")


@dataclass(frozen=True, slots=True)
class CaseDraft(Draft):
    number: str = ""
    main: str = ""  # the number of the case it is to be merged into
    alike: bool = False  # and those officers were told of together with it
    asked_at: str = ""  # ISO 8601: when the last question went out
    text: str = ""  # typed after it, not sent


def marking(step: Step) -> Step:
    """The step; whatever it says of an exercise begins with that."""

    @wraps(step)
    def marked(ctx: Context, msg: Inbound) -> Turn:
        turn = step(ctx, msg)
        number = ctx.draft.number if isinstance(ctx.draft, CaseDraft) and ctx.draft.number else ""
        number = number or msg.topic or ctx.carry.get("case") or msg.text.strip()[:20]
        case = ctx.facts.case(number) if ctx.person.officer is not None and number else None
        if case is None or not case.is_exercise or not turn.replies:
            return turn
        return replace(turn, replies=(Reply("exercise.mark"), *turn.replies))

    return marked


def gone(case: CaseView) -> Turn | None:
    """What is said when the case is closed or a colleague's."""
    key = "case.is_closed" if case.state is CaseState.CLOSED else "case.is_taken" if case.is_taken else ""
    return Turn.end(Reply(key, {"number": case.number}, LIST)) if key else None


def not_mine(case: CaseView) -> Turn | None:
    """What is said when the officer cannot act on the case, or not before accepting it; None when they can."""
    if (turn := gone(case)) is not None:
        return turn
    if not case.is_mine:
        return Turn.end(Reply("case.accept_first", {"number": case.number}, offer_choices(case)))
    return None


def lost(ctx: Context, number: str) -> Turn | None:
    """What is said when the case is no longer this officer's since they were asked; None when it is."""
    case = ctx.facts.case(number)
    return Turn.end(Reply("case.unknown", choices=LIST)) if case is None else not_mine(case)


def elsewhere(ctx: Context, msg: Inbound) -> Turn | None:
    """The number of a case, or a button's label, is no word for the reporter: it does what it does anywhere."""
    draft: CaseDraft = ctx.draft
    if number := number_in(msg.text):
        return Turn.go("casework", carry={"case": number})
    if action := command(msg.text):
        return Turn.go("casework", carry={"case": draft.number, "action": action})
    return None


def listed(ctx: Context) -> Turn:
    """Open cases, most urgent first, each one a tap away."""
    cases = ctx.facts.open_cases()
    if not cases:
        return Turn.end(Reply("case.none", choices=(Choice("menu"),)))
    lines = tuple(Reply("case.line", heading(case)) for case in cases)
    choices = tuple(
        Choice("lihat_isi", "choice.case", {"number": case.number}, topic=case.number) for case in cases
    )
    left = ctx.facts.open_count() - len(cases)
    more = (Reply("case.more", {"count": left}),) if left > 0 else ()
    return Turn.end(*more, Reply("case.list", {"cases": lines}, choices))


def own_choices(case: CaseView) -> tuple[Choice, ...]:
    return about(case, *own_actions(case))


def alike_choices(case: CaseView) -> tuple[Choice, ...]:
    return about(case, "lihat_isi", "tutup_semua")


def offer_choices(case: CaseView) -> tuple[Choice, ...]:
    return about(case, "terima", "tidak_bisa")


def last_choices(case: CaseView) -> tuple[Choice, ...]:
    return about(case, "terima", "lihat_isi")


def about(case: CaseView, *ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=case.number) for id_ in ids)
