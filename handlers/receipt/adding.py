"""What is told to officers under a report that is out: answers, additions, and what follows them in pieces."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import receipt_code
from bot.domain.casework import CaseState, ReceiptView
from bot.domain.choosing import AGREES, REFUSES, is_called_off, plain
from bot.domain.commands import AddToReport
from bot.domain.conversation import REPORT_IT, Context, Draft, Turn
from bot.domain.hotlines import told as told_numbers
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Opening, Severity
from bot.domain.small_talk import small_talk
from bot.domain.training import is_exercise

MOST_TEXT = 2_000  # characters of one addition
LONGEST_ANSWER = 120  # ... that is taken for an answer whatever it sounds like
MOST_CASES = 4  # an answer may be for
FOR = "untuk_"
URGENT = "report.urgent_at_last"
BACK = Choice("tidak_jadi")
_OWN_NAME = re.compile(
    r"\b(?:nama|nami|ngaran|jeneng|aran) (?:lengkap )?(?:saya|sy|aku|abdi|kuring|kula|kulo|kule)\b"
    r"(?! (?:jangan|jgn|ga|gak))"
    r"|\bmy name is\b|\b(?:no|nomor|nomer|hp|wa|telp?)\w* (?:hp |wa )?(?:saya|sy|aku|abdi|kula)\b[^\d+]{0,12}[\d+]{5}"
    r"|\b(?:rumah|alamat) (?:saya|sy|aku|abdi|kula)\b"
)
STATUS, EMERGENCY = Choice("status"), Choice("darurat")


@dataclass(frozen=True, slots=True)
class ReceiptDraft(Draft):
    code: str = ""  # a handle: the code itself is not kept
    text: str = ""  # told without being asked, not yet passed on
    media: tuple[int, ...] = ()
    cases: tuple[str, ...] = ()  # handles of those an answer may be for
    held: str = ""  # other pieces that were told and not sent, as `kept` packs them


PASS_ON, NAMED = Reply("receipt.ask_pass_on"), Reply("receipt.ask_named")
HELD = "held"  # in what is carried: every piece that waits for a yes, the latest first


def ask_which(ctx: Context, msg: Inbound, handles: Sequence[str]) -> Turn:
    """Officers wait for answers about several reports: which one is this for?"""
    views = (ctx.facts.receipt(handle) for handle in handles)
    open_ones = [view.handle for view in views if view is not None and view.takes_more][:MOST_CASES]
    if len(open_ones) < 2:
        return told(ctx, msg, *(open_ones or handles[:1]))
    return which(ctx, with_more(ReceiptDraft(cases=tuple(open_ones)), msg))


def which(ctx: Context, draft: ReceiptDraft) -> Turn:
    """Ask it, with what waits for the answer."""
    views = [ctx.facts.receipt(handle) for handle in draft.cases]
    asked = (
        Choice(f"{FOR}{n}", "choice.for_case", {"number": view.number})
        for n, view in enumerate(views)
        if view is not None
    )
    waits = (AddToReport("", draft.text, draft.media),)
    asks = Reply("receipt.ask_which", choices=(*asked, BACK))
    return Turn.ask(read_which, asks, draft=draft, carry={HELD: kept(waits)})


def read_which(ctx: Context, msg: Inbound) -> Turn:
    """A tap; what comes instead of one belongs to it, and a danger goes to the latest at once."""
    draft: ReceiptDraft = ctx.draft
    number = (msg.choice or "").removeprefix(FOR)
    if number.isdecimal() and int(number) < len(draft.cases):
        return confirmed_if_named(ctx, AddToReport(draft.cases[int(number)], draft.text, draft.media))
    if msg.choice is not None or is_called_off(msg.text):
        return Turn.end(Reply("receipt.kept", choices=(STATUS, Choice("cek"))))
    more = with_more(draft, msg)
    latest = AddToReport(draft.cases[0], more.text, more.media)
    return sent_at_once(ctx, msg, latest) or which(ctx, more)


def with_more(draft: ReceiptDraft, msg: Inbound) -> ReceiptDraft:
    """The next piece after what waits."""
    more = addition(draft.code, msg)
    text = f"{draft.text}\n{more.text}".strip()[:MOST_TEXT]
    return replace(draft, text=text, media=(*draft.media, *more.media))


def told(ctx: Context, msg: Inbound, code: str) -> Turn:
    """Nothing that is told is lost, and nothing goes to an officer that was not meant for one.

    A danger told to a case that its reporter has opened goes out at once. While an officer waits for an answer what is
    told is that, unless it is long and sounds like something of its own.
    """
    if receipt_code.parsed(msg.text):
        return Turn.stray()
    view = ctx.facts.receipt(code)
    if view is not None and view.state is CaseState.CLOSED and not (view.is_gone or view.takes_more):
        return told_after_all(ctx, msg, view)
    if view is None or not view.takes_more:
        return Turn.stray()
    waits = addition(code, msg)
    pressing = sent_at_once(ctx, msg, waits)
    if pressing is not None:
        return pressing
    is_own = is_its_own(ctx, msg)
    if view.unanswered and not (is_own and len(msg.text) > LONGEST_ANSWER):
        return confirmed_if_named(ctx, waits)
    return Turn.stray() if is_own and not view.unanswered else ask_pass_on(waits)


def sent_at_once(
    ctx: Context, msg: Inbound, waits: AddToReport, held: Sequence[AddToReport] = ()
) -> Turn | None:
    """What tells of a danger, with what waited beside it; None for all else."""
    if ctx.facts.opening(msg.text) is Opening.EMERGENCY:
        return Turn.go("emergency", carry={"is_in": ctx.facts.plight(msg.text).where}, commands=[waits])
    is_danger = ctx.facts.triage(msg.text).severity is Severity.MERAH and not is_its_own(ctx, msg)
    return passed_on(ctx, waits, held) if is_danger else None


def is_its_own(ctx: Context, msg: Inbound) -> bool:
    """Whether it is an offer to be judged, rather than news of the case."""
    is_offer = not msg.media and ctx.facts.opening(msg.text) is Opening.OFFER
    return is_offer and not ctx.facts.screen(msg.text, {}).named("phone")


def told_after_all(ctx: Context, msg: Inbound, view: ReceiptView) -> Turn:
    """Of a closed case: nobody reads it there, so that it begins a report that names the old one."""
    is_no_news = ctx.facts.opening(msg.text) not in (Opening.UNCLEAR, Opening.REPORT)
    if is_no_news or not msg.text.strip() or small_talk(msg.text) is not None:
        return Turn.stray()
    closed = Reply("receipt.closed_told", {"number": view.number}, (REPORT_IT, STATUS, EMERGENCY))
    return Turn.end(closed, carry={"told": f"{msg.text.strip()[:MOST_TEXT]}\n({view.number})"})


def ask_pass_on(
    waits: AddToReport, ask: Reply = PASS_ON, *before: Reply,
    held: Sequence[AddToReport] = (), commands: Sequence[AddToReport] = (),
) -> Turn:  # fmt: skip
    """Ask for a yes to one piece; `held` are others that are asked about after it."""
    asks = replace(ask, choices=(Choice("ya_teruskan"), BACK))
    draft = ReceiptDraft(waits.code, waits.text, waits.media, held=kept(held))
    carry = {HELD: kept((waits, *held))}
    return Turn.ask(confirm_addition, *before, asks, draft=draft, commands=commands, carry=carry)


def kept(waiting: Sequence[AddToReport]) -> str:
    """Pieces that wait, as a draft and what is carried can hold them."""
    return json.dumps([[one.code, one.text, one.media] for one in waiting]) if waiting else ""


def unpacked(packed: str) -> tuple[AddToReport, ...]:
    found = json.loads(packed) if packed else ()
    return tuple(AddToReport(code, text, tuple(media)) for code, text, media in found)


def answer_of(ctx: Context, code: str) -> Turn:
    """[Jawab] under an officer's question. What was told before it and waits for a yes is asked about afterwards."""
    held = unpacked(ctx.carry.get(HELD, ""))
    if held and not held[0].code:  # it was asked which report it is for, and this is the answer
        first, *others = held
        return ask_pass_on(replace(first, code=code), held=others)
    return ask_addition(ctx, code, held)


def then_held(
    ctx: Context, held: Sequence[AddToReport], *before: Reply, commands: Sequence[AddToReport] = ()
) -> Turn:
    """Ask about the first of the pieces that wait."""
    first, *others = held
    view = ctx.facts.receipt(first.code)
    ask = PASS_ON if view is None else Reply("receipt.ask_held", {"number": view.number})
    ask = NAMED if names_teller(first.text) else ask
    return ask_pass_on(first, ask, *before, held=others, commands=commands)


def confirm_addition(ctx: Context, msg: Inbound) -> Turn:
    """A yes, a no; everything else is the next piece of the same."""
    draft: ReceiptDraft = ctx.draft
    held = unpacked(draft.held)
    if msg.choice == "ya_teruskan" or AGREES.fullmatch(plain(msg.text)):
        return passed_on(ctx, AddToReport(draft.code, draft.text, draft.media), held)
    if msg.choice is not None or plain(msg.text) in REFUSES or is_called_off(msg.text):
        if names_teller(draft.text):
            return ask_addition(ctx, draft.code, held)
        unchanged = Reply("receipt.kept", choices=(STATUS, Choice("cek")))
        return then_held(ctx, held, unchanged) if held else Turn.end(unchanged)
    draft = with_more(draft, msg)
    joined = AddToReport(draft.code, draft.text, draft.media)
    if AGREES.match(plain(msg.text)):
        return passed_on(ctx, joined, held)
    return sent_at_once(ctx, msg, joined, held) or ask_pass_on(joined, held=held)


def confirmed_if_named(ctx: Context, waits: AddToReport, held: Sequence[AddToReport] = ()) -> Turn:
    """Who writes their own name or number is asked first: the officer would read it."""
    if names_teller(waits.text):
        return ask_pass_on(waits, NAMED, held=held)
    return passed_on(ctx, waits, held)


def ask_addition(ctx: Context, code: str, held: Sequence[AddToReport] = ()) -> Turn:
    """Ask for the answer, showing the question again when there is one; `held` waits until it is given."""
    view = ctx.facts.receipt(code)
    if view is None or not view.takes_more:
        gone = Reply("receipt.gone", choices=(STATUS, Choice("lapor")))
        return then_held(ctx, held, gone) if held else Turn.end(gone)
    question = view.unanswered
    ask = Reply("receipt.ask_answer", {"text": question.text}) if question else Reply("receipt.ask_addition")
    before = (Reply("receipt.held"),) if held else ()
    draft, packed = ReceiptDraft(code, held=kept(held)), kept(held)
    return Turn.ask(read_addition, *before, ask, draft=draft, carry={HELD: packed} if held else {})


def read_addition(ctx: Context, msg: Inbound) -> Turn:
    """Words or pictures go to the officer, never who sent them."""
    draft: ReceiptDraft = ctx.draft
    if not msg.text.strip() and not msg.media_ids:
        return Turn.ask(read_addition, Reply("receipt.ask_words"), draft=draft, carry=ctx.carry)
    return confirmed_if_named(ctx, addition(draft.code, msg), unpacked(draft.held))


def passed_on(ctx: Context, command: AddToReport, held: Sequence[AddToReport] = ()) -> Turn:
    """Said, and done; then the next piece that waits is asked about."""
    view = ctx.facts.receipt(command.code)
    key = "receipt.added_stranded" if view is not None and view.is_stranded else "receipt.added"
    if view is not None and view.partner is not None:
        key = "receipt.added_referred"
    if view is not None and view.is_exercise:
        is_one = is_exercise(ctx.facts.triage(command.text).severity, command.text)
        key = "receipt.added_exercise" if is_one else "receipt.added_real"
    said = Reply(key, {"number": view.number if view is not None else ""}, (STATUS, EMERGENCY))
    replies = (*urgent(ctx, command.text), said)
    if held:
        return then_held(ctx, held, *replies, commands=[command])
    return Turn.rest(further, *replies, draft=ReceiptDraft(command.code), commands=[command])


def further(ctx: Context, msg: Inbound) -> Turn:
    """People answer in pieces: what follows is offered to the officer, too, unless it is talk, or long and its own."""
    if msg.choice is not None:
        return Turn.go("emergency" if msg.choice == EMERGENCY.id else "receipt")
    is_long = len(msg.text) > LONGEST_ANSWER and is_its_own(ctx, msg)
    view = ctx.facts.receipt(ctx.draft.code)
    if is_long or small_talk(msg.text) is not None or view is None or not view.takes_more:
        return Turn.stray()
    waits = addition(view.handle, msg)
    return sent_at_once(ctx, msg, waits) or ask_pass_on(waits)


def addition(code: str, msg: Inbound) -> AddToReport:
    """A receipt code in it opens the report: officers do not get it."""
    return AddToReport(code, receipt_code.masked(msg.text.strip())[:MOST_TEXT], msg.media_ids)


def names_teller(text: str) -> bool:
    """Whether somebody writes who they are: "nama saya ...", "hp saya 08..."."""
    return _OWN_NAME.search(text.casefold()) is not None


def urgent(ctx: Context, text: str) -> tuple[Reply, ...]:
    """The numbers for danger, when what is added tells of one."""
    if ctx.facts.triage(text).severity is not Severity.MERAH:
        return ()
    return (Reply(URGENT, {"numbers": told_numbers(ctx.facts.hotlines("danger", "women_children"))}),)


def is_something_else(ctx: Context, msg: Inbound) -> bool:
    """An offer, a cry for help, a story, a picture: somebody needs an answer to that, not a code."""
    if receipt_code.parsed(msg.text):
        return False
    is_told = bool(msg.text.strip()) and ctx.facts.opening(msg.text) is not Opening.UNCLEAR
    return is_told or bool(msg.media or msg.phone)


def cries(ctx: Context, msg: Inbound) -> bool:
    """Whether a cry for help stands where a tap was asked for."""
    return msg.choice is None and ctx.facts.opening(msg.text) is Opening.EMERGENCY
