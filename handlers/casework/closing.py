"""Closing a case: its outcome, whom it goes to, and what it names."""

from dataclasses import replace

from bot.domain.agencies import agency
from bot.domain.case_words import referral
from bot.domain.casework import CONFIRMING, CaseView, Outcome, Page, Partner
from bot.domain.choosing import is_called_off
from bot.domain.commands import CloseCase, Command, GiveLink
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Reply
from handlers.casework.telling import LIST, NOT_YET, CaseDraft, lost, not_mine, own_choices

OUTCOMES = (*(Choice(outcome.value) for outcome in Outcome), NOT_YET)
PARTNERS = (*(Choice(partner.value) for partner in Partner), NOT_YET)


def ask_outcome(case: CaseView, *, alike: bool = False) -> Turn:
    """Of one case, or of all that are alike and this officer's."""
    if (turn := not_mine(case)) is not None:
        return turn
    ask = Reply("case.ask_outcome", {"number": case.number}, OUTCOMES)
    if alike:
        ask = Reply("case.ask_outcome_alike", {"count": case.alike}, OUTCOMES)
    return Turn.ask(read_outcome, ask, draft=CaseDraft(case.number, alike=alike))


def read_outcome(ctx: Context, msg: Inbound) -> Turn:
    """Why; what is not understood is asked again."""
    draft: CaseDraft = ctx.draft
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    if msg.choice == Outcome.REFERRED:
        ask = Reply("case.ask_partner", {"number": draft.number}, PARTNERS)
        return Turn.ask(read_partner, ask, draft=draft)
    if is_off(msg):
        return Turn.end(Reply("case.not_closed", {"number": draft.number}, LIST))
    if msg.choice is None:
        again = Reply("case.ask_outcome_again", {"number": draft.number}, OUTCOMES)
        return Turn.ask(read_outcome, again, draft=draft)
    command = CloseCase(draft.number, Outcome(msg.choice), alike=draft.alike)
    return closed(ctx, command, Reply("case.closed", {"number": draft.number}))


def read_partner(ctx: Context, msg: Inbound) -> Turn:
    """Whom the case goes to, tapped or typed; the officer gets a sheet to hand over, without a word of the report."""
    draft: CaseDraft = ctx.draft
    if (turn := lost(ctx, draft.number)) is not None:
        return turn
    case = ctx.facts.case(draft.number)
    if case is None or is_off(msg):
        return Turn.end(Reply("case.not_closed", {"number": draft.number}, LIST))
    partner = Partner(msg.choice) if msg.choice else agency(msg.text)
    if partner is None:
        again = Reply("case.ask_partner_again", {"number": draft.number}, PARTNERS)
        return Turn.ask(read_partner, again, draft=draft)
    link = ctx.fresh_link(Page.REFERRAL)
    command = CloseCase(draft.number, Outcome.REFERRED, partner, draft.alike)
    way = GiveLink(draft.number, link, Page.REFERRAL)
    said = (
        referral(case, partner),
        Reply("case.referred", {"number": case.number}),
        Reply("case.sheet", {"link": link}),
    )
    return closed(ctx, command, *said, more=(way,))


def is_off(msg: Inbound) -> bool:
    return msg.choice == NOT_YET.id or is_called_off(msg.text)


def closed(ctx: Context, command: CloseCase, *said: Reply, more: tuple[Command, ...] = ()) -> Turn:
    """The case is closed; what it names may be asked about next."""
    *before, last = said
    replies, commands = (*before, replace(last, choices=LIST)), (command, *more)
    if command.outcome in CONFIRMING and ctx.facts.indicators(command.number):
        return Turn.go("indicators", *replies, commands=commands, carry={"number": command.number})
    return Turn.end(*replies, commands=commands)


def give_sheet(ctx: Context, case: CaseView) -> Turn:
    """Another way to the sheet on paper, for whoever lost the first."""
    if case.partner is None or not case.is_mine:
        return not_mine(case) or Turn.end(Reply("case.no_sheet", {"number": case.number}, own_choices(case)))
    link = ctx.fresh_link(Page.REFERRAL)
    said = Reply("case.sheet", {"link": link}, LIST)
    return Turn.end(said, commands=[GiveLink(case.number, link, Page.REFERRAL)])
