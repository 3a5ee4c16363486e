"""Officers: join by invitation, accept, look, ask, close. Everyone else gets a polite answer.

start (by the word or the button) -> read_invitation | read_number | read_question | read_outcome (-> read_partner)
Buttons of an alert carry the case's number; they stay good while the case is open.
"""

from dataclasses import dataclass, replace

from bot.domain.casework import CONFIRMING, CaseState, CaseView, Outcome, Partner, leaves_on
from bot.domain.commands import (
    AcceptCase,
    AskReporter,
    CloseCase,
    DeclineCase,
    GiveLink,
    JoinAsOfficer,
    KeepLonger,
)
from bot.domain.conversation import Context, Conversation, Draft, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply

MOST_QUESTION = 800  # characters
NOT_YET = Choice("tidak_jadi")
LIST = (Choice("kasus"),)


@dataclass(frozen=True, slots=True)
class CaseDraft(Draft):
    number: str = ""
    action: str = ""
    outcome: str = ""
    alike: bool = False


def start(ctx: Context, msg: Inbound) -> Turn:
    """Do what the word or the button says."""
    action = msg.choice or "kasus"
    if action == "gabung":
        return Turn.ask(read_invitation, Reply("case.ask_invitation"), draft=CaseDraft())
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    if action == "kasus":
        return list_cases(ctx)
    if msg.topic is None:
        return Turn.ask(read_number, Reply("case.ask_number"), draft=CaseDraft(action=action))
    return act(ctx, action, msg.topic)


def read_number(ctx: Context, msg: Inbound) -> Turn:
    """Typed as "BD-417" or "417"."""
    draft: CaseDraft = ctx.draft
    number = msg.text.strip()[:20]
    if not number:
        return Turn.ask(read_number, Reply("case.ask_number"), draft=draft)
    return act(ctx, draft.action, number)


def read_invitation(ctx: Context, msg: Inbound) -> Turn:
    """The code an administrator gave; this phone then gets the alerts."""
    code = msg.text.strip()
    if not code or not ctx.facts.invitation(code):
        return Turn.end(Reply("case.bad_invitation", choices=(Choice("gabung"), Choice("menu"))))
    return Turn.end(Reply("case.joined", choices=LIST), commands=[JoinAsOfficer(code)])


def act(ctx: Context, action: str, number: str) -> Turn:
    """One of the officer's actions on one case."""
    case = ctx.facts.case(number)
    if case is None:
        return Turn.end(Reply("case.unknown", choices=LIST))
    match action:
        case "terima":
            return accept(case)
        case "tidak_bisa":
            return decline(case)
        case "tanya":
            return ask_question(case)
        case "tutup":
            return ask_outcome(case)
        case "terima_semua" if case.alike:
            return accept_alike(case)
        case "tutup_semua" if case.alike:
            return ask_outcome(case, alike=True)
        case "simpan_lagi":
            return keep_longer(case)
    return look(ctx, case)


def gone(case: CaseView) -> Turn | None:
    """What is said when the case is closed or a colleague's."""
    key = "case.is_closed" if case.state is CaseState.CLOSED else "case.is_taken" if case.is_taken else ""
    return Turn.end(Reply(key, {"number": case.number}, LIST)) if key else None


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


def decline(case: CaseView) -> Turn:
    if (turn := gone(case)) is not None:
        return turn
    if case.is_mine:
        return Turn.end(Reply("case.is_yours", {"number": case.number}, own_choices(case)))
    declined = Reply("case.declined", {"number": case.number}, LIST)
    return Turn.end(declined, commands=[DeclineCase(case.number)])


def look(ctx: Context, case: CaseView) -> Turn:
    """What was told opens on a page of ours, with the officer's own key; the chat holds a way there, good once."""
    if case.is_withdrawn:
        return Turn.end(Reply("case.empty", {"number": case.number}, LIST))
    link = ctx.fresh_link()
    choices = own_choices(case)[1:] if case.is_mine else offer_choices(case)
    if case.state is CaseState.CLOSED:
        choices = (Choice("simpan_lagi", topic=case.number), *LIST)
    elif case.is_taken:
        choices = LIST
    replies = (
        Reply("case.narrative", heading(case)),
        Reply("case.facts", facts(case)),
        Reply("case.link", {"link": link}, choices),
    )
    return Turn.end(*replies, commands=[GiveLink(case.number, link)])


def keep_longer(case: CaseView) -> Turn:
    """What a closed case tells would go soon, but is still needed."""
    if case.is_withdrawn:
        return Turn.end(Reply("case.empty", {"number": case.number}, LIST))
    if case.state is not CaseState.CLOSED:
        return Turn.end(Reply("case.is_kept", {"number": case.number}, LIST))
    return Turn.end(
        Reply("case.kept_longer", {"number": case.number}, LIST), commands=[KeepLonger(case.number)]
    )


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


def ask_outcome(case: CaseView, *, alike: bool = False) -> Turn:
    """Of one case, or of all that are alike and this officer's."""
    if (turn := gone(case)) is not None:
        return turn
    if not case.is_mine:
        return Turn.end(Reply("case.accept_first", {"number": case.number}, offer_choices(case)))
    choices = (*(Choice(outcome.value) for outcome in Outcome), NOT_YET)
    ask = Reply("case.ask_outcome", {"number": case.number}, choices)
    if alike:
        ask = Reply("case.ask_outcome_alike", {"count": case.alike}, choices)
    return Turn.ask(read_outcome, ask, draft=CaseDraft(case.number, alike=alike))


def read_outcome(ctx: Context, msg: Inbound) -> Turn:
    draft: CaseDraft = ctx.draft
    if msg.choice == Outcome.REFERRED:
        choices = (*(Choice(partner.value) for partner in Partner), NOT_YET)
        return Turn.ask(
            read_partner, Reply("case.ask_partner", {"number": draft.number}, choices), draft=draft
        )
    if msg.choice not in {outcome.value for outcome in Outcome}:
        return Turn.end(Reply("case.not_closed", {"number": draft.number}, LIST))
    return closed(
        ctx,
        CloseCase(draft.number, Outcome(msg.choice), alike=draft.alike),
        Reply("case.closed", {"number": draft.number}),
    )


def read_partner(ctx: Context, msg: Inbound) -> Turn:
    """Whom the case goes to; the officer gets a sheet to hand over with it, without a word of the report."""
    draft: CaseDraft = ctx.draft
    case = ctx.facts.case(draft.number)
    if case is None or msg.choice not in {partner.value for partner in Partner}:
        return Turn.end(Reply("case.not_closed", {"number": draft.number}, LIST))
    partner = Partner(msg.choice)
    sheet = Reply(
        "case.referral",
        {**heading(case), **facts(case), "partner": Reply(f"partner.{partner.value}")},
        alone=True,
    )
    return closed(
        ctx, CloseCase(draft.number, Outcome.REFERRED, partner, draft.alike), sheet, Reply("case.referred")
    )


def closed(ctx: Context, command: CloseCase, *said: Reply) -> Turn:
    """The case is closed; what it names may be asked about next."""
    *before, last = said
    replies = (*before, replace(last, choices=LIST))
    if command.outcome in CONFIRMING and ctx.facts.indicators(command.number):
        return Turn.go("indicators", *replies, commands=[command], carry={"number": command.number})
    return Turn.end(*replies, commands=[command])


def list_cases(ctx: Context) -> Turn:
    """Open cases, most urgent first, each one a tap away."""
    cases = ctx.facts.open_cases()
    if not cases:
        return Turn.end(Reply("case.none", choices=(Choice("menu"),)))
    lines = tuple(Reply("case.line", heading(case)) for case in cases)
    choices = tuple(
        Choice("lihat_isi", "choice.case", {"number": case.number}, topic=case.number) for case in cases
    )
    return Turn.end(Reply("case.list", {"cases": lines}, choices))


def heading(case: CaseView) -> dict[str, Param]:
    place = Reply("choice.place", {"name": case.place.name}) if case.place else Reply("push.place_unknown")
    return {"number": case.number, "severity": Reply(f"case.severity.{case.severity.value}"), "place": place}


def facts(case: CaseView) -> dict[str, Param]:
    """The answers to taps, in words."""
    return {
        "departure": leaves_on(case.departure),
        "people": Reply(f"push.people.{case.people or 'unknown'}"),
        "minor": Reply(f"push.minor.{'ya' if case.has_minor else 'unknown'}"),
    }


def own_choices(case: CaseView) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=case.number) for id_ in ("lihat_isi", "tanya", "tutup"))


def alike_choices(case: CaseView) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=case.number) for id_ in ("lihat_isi", "tutup_semua"))


def offer_choices(case: CaseView) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=case.number) for id_ in ("terima", "tidak_bisa"))


CONVERSATION = Conversation(
    name="casework",
    start=start,
    words=(
        "terima",
        "lihat_isi",
        "tidak_bisa",
        "tanya",
        "tutup",
        "kasus",
        "gabung",
        "simpan_lagi",
        "terima_semua",
        "tutup_semua",
    ),
    steps=(read_invitation, read_number, read_question, read_outcome, read_partner),
    draft=CaseDraft,
)
