"""Officers: join by invitation, accept, look, ask, answer, merge, close. Everyone else gets a polite answer.

start (by the word or the button) -> read_invitation | read_answer | read_main -> confirm_main
| read_outcome (-> read_partner) | read_question -> read_further -> confirm_further
Buttons of an alert carry the case's number; they stay good while the case is open.
"""

from dataclasses import replace

from bot.domain import receipt_code
from bot.domain.case_words import caution, facts, heading, source
from bot.domain.casework import STEPS, CaseState, CaseView, Page
from bot.domain.commands import AcceptCase, DeclineCase, GiveLink, JoinAsOfficer, KeepLonger, MoveOn
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.officer_talk import Wish
from handlers.casework.closing import ask_outcome, give_sheet, read_outcome, read_partner
from handlers.casework.merging import ask_main, confirm_main, read_main
from handlers.casework.talking import hear_wish, of_which
from handlers.casework.telling import (
    LIST,
    SHEET,
    CaseDraft,
    alike_choices,
    gone,
    last_choices,
    listed,
    marking,
    not_mine,
    offer_choices,
    own_choices,
)
from handlers.casework.writing import (
    ask_answer,
    ask_question,
    confirm_further,
    read_answer,
    read_further,
    read_question,
)

LISTING = ("kasus", "daftar kasus", "lihat kasus")
WRITING = {"tanya": ask_question, "balas_pelapor": ask_answer}  # also of a case that was merged
DECIDING = {"gabung_kasus": ask_main, "tutup": ask_outcome}


def start(ctx: Context, msg: Inbound) -> Turn:
    """Do what the word or the button says."""
    action = ctx.carry.get("action") or "kasus" if msg.choice in (None, *LISTING) else msg.choice
    number = msg.topic or ctx.carry.get("case")
    if action == "gabung":
        if msg.text:  # the code came along
            return read_invitation(ctx, msg)
        return Turn.ask(read_invitation, Reply("case.ask_invitation"), draft=CaseDraft())
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    if wish := ctx.carry.get("wish"):
        return hear_wish(ctx, Wish(wish))
    if action == "kasus" and number is None:
        return listed(ctx)
    if number is None:
        return of_which(ctx, action)
    return act(ctx, action, number)


def read_invitation(ctx: Context, msg: Inbound) -> Turn:
    """The code an administrator gave; this phone then gets the alerts. A cadre's is known, too."""
    code = receipt_code.parsed(msg.text) or msg.text.strip()
    if not code or not ctx.facts.invitation(code):
        if code and ctx.facts.cadre_invitation(code):
            return Turn.go("cadre", carry={"invitation": code})
        return Turn.end(Reply("case.bad_invitation", choices=(Choice("gabung"), Choice("menu"))))
    return Turn.end(Reply("case.joined", choices=LIST), commands=[JoinAsOfficer(code)])


def act(ctx: Context, action: str, number: str) -> Turn:
    """One of the officer's actions on one case."""
    case = ctx.facts.case(number)
    if case is None:
        return Turn.end(Reply("case.unknown", choices=LIST))
    if action in WRITING:
        return WRITING[action](case)
    if case.merged_into and action not in ("lihat_isi", "simpan_lagi"):
        return Turn.end(Reply("case.is_merged", {"number": case.number, "main": case.merged_into}, LIST))
    if action in DECIDING:
        return DECIDING[action](case)
    if action in STEPS:
        return move_on(case, action)
    match action:
        case "terima":
            return accept(case)
        case "terima_semua" if case.alike:
            return accept_alike(case)
        case "tutup_semua" if case.alike:
            return ask_outcome(case, alike=True)
        case "tidak_bisa":
            return decline(ctx, case)
        case SHEET.id:
            return give_sheet(ctx, case)
        case "simpan_lagi":
            return keep_longer(case)
    return look(ctx, case)


def accept(case: CaseView) -> Turn:
    if (turn := gone(case)) is not None:
        return turn
    if case.is_mine:
        return Turn.end(Reply("case.is_yours", {"number": case.number}, own_choices(case)))
    return Turn.end(
        Reply("case.accepted", {"number": case.number}, own_choices(case)), commands=[AcceptCase(case.number)]
    )


def accept_alike(case: CaseView) -> Turn:
    """All that are alike at once; each is still a case of its own."""
    said = Reply("case.accepted_alike", {"count": case.alike, "number": case.number}, alike_choices(case))
    return Turn.end(said, commands=[AcceptCase(case.number, alike=True)])


def decline(ctx: Context, case: CaseView) -> Turn:
    """It goes on to whoever is next; where nobody is, that is said, and nothing changes."""
    if (turn := gone(case)) is not None:
        return turn
    if case.is_mine:
        return Turn.end(Reply("case.is_yours", {"number": case.number}, own_choices(case)))
    if case.is_exercise:
        return Turn.end(Reply("case.exercise_declined", {"number": case.number}, LIST))
    if ctx.facts.is_last_asked(case.number):
        return Turn.end(Reply("case.nobody_else", {"number": case.number}, last_choices(case)))
    declined = Reply("case.declined", {"number": case.number}, LIST)
    return Turn.end(declined, commands=[DeclineCase(case.number)])


def move_on(case: CaseView, action: str) -> Turn:
    """One tap says how far the case is; a repeated one says only how it stands."""
    if (turn := not_mine(case)) is not None:
        return turn
    stage = STEPS[action]
    told = {**heading(case), "stage": Reply(f"stage.{stage.value}")}
    if not any(choice.id == action for choice in own_choices(case)):
        return Turn.end(Reply("case.stands", heading(case), own_choices(case)))
    return Turn.end(
        Reply("case.moved_on", told, own_choices(replace(case, stage=stage))),
        commands=[MoveOn(case.number, stage)],
    )


def look(ctx: Context, case: CaseView) -> Turn:
    """What was told opens on a page of ours, with the officer's own key; the chat holds a way there, good once."""
    if case.is_withdrawn:
        return Turn.end(Reply("case.empty", {"number": case.number}, LIST))
    link = ctx.fresh_link(Page.REPORT)
    choices = own_choices(case)[1:] if case.is_mine else offer_choices(case)
    if case.state is CaseState.CLOSED:
        sheet = (SHEET,) if case.is_mine and case.partner else ()
        choices = tuple(replace(choice, topic=case.number) for choice in (*sheet, Choice("simpan_lagi")))
        choices = (*choices, *LIST)
    elif case.is_taken:
        choices = LIST
    merged = [Reply("case.merged_here", {"numbers": ", ".join(case.merged)})] if case.merged else []
    replies = (
        Reply("case.narrative", heading(case)),
        *source(case.sent_by),
        *caution(is_broken_off=case.is_broken_off),
        *merged,
        Reply("case.facts", facts(case)),
        Reply("case.link", {"link": link}, choices),
    )
    return Turn.end(*replies, commands=[GiveLink(case.merged_into or case.number, link)])


def keep_longer(case: CaseView) -> Turn:
    """What a closed case tells would go soon, but is still needed."""
    if case.is_withdrawn:
        return Turn.end(Reply("case.empty", {"number": case.number}, LIST))
    if case.state is not CaseState.CLOSED:
        return Turn.end(Reply("case.is_kept", {"number": case.number}, LIST))
    return Turn.end(
        Reply("case.kept_longer", {"number": case.number}, LIST), commands=[KeepLonger(case.number)]
    )


CONVERSATION = Conversation(
    name="casework",
    start=marking(start),
    words=(
        "terima",
        "lihat_isi",
        "tidak_bisa",
        *LISTING,
        "gabung",
        "simpan_lagi",
        "terima_semua",
        "tutup_semua",
        SHEET.id,
        *WRITING,
        *DECIDING,
        *STEPS,
    ),
    steps=(
        read_invitation,
        marking(read_question),
        marking(read_further),
        marking(confirm_further),
        marking(read_answer),
        marking(read_main),
        marking(confirm_main),
        marking(read_outcome),
        marking(read_partner),
    ),
    draft=CaseDraft,
    names_cases=True,
)
