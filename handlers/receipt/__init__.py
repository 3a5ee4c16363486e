"""What a receipt code opens: how the case stands, officers' words, adding, muting or cutting contact, taking back.

start -> read_code -> after_status -> read_addition | confirm_addition | confirm_cut | confirm_withdrawal
start -> read_which, when officers wait for answers about several reports
What comes after something that was passed on (`further`) may belong to it: one tap passes it on, too.
A button under an officer's question carries a handle instead of the code; both open the same report.
"""

from bot.domain import receipt_code
from bot.domain.case_words import onward
from bot.domain.casework import ReceiptView, Stage
from bot.domain.choosing import AGREES, plain
from bot.domain.commands import CutRelay, MuteRelay, SayReal, WithdrawReport
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.hotlines import WITHOUT_US
from bot.domain.hotlines import told as told_numbers
from bot.domain.messages import Choice, Inbound, Param, Reply
from handlers.receipt.adding import (
    BACK,
    EMERGENCY,
    STATUS,
    ReceiptDraft,
    answer_of,
    ask_addition,
    ask_which,
    confirm_addition,
    cries,
    further,
    is_something_else,
    read_addition,
    read_which,
    told,
)

MOST_SHOWN = 4  # messages of the thread
REAL = Choice("sungguhan")
MUTING = {"diamkan": True, "bunyikan": False}


def start(ctx: Context, msg: Inbound) -> Turn:
    """Open by a handle or a code that came along; otherwise ask for the code."""
    if receipt_code.parsed(msg.text):
        return read_code(ctx, msg)
    if msg.topic is not None and " " in msg.topic:
        return ask_which(ctx, msg, msg.topic.split())
    if msg.topic is not None and msg.choice == "jawab":
        is_told = bool(msg.text.strip() or msg.media)
        return told(ctx, msg, msg.topic) if is_told else answer_of(ctx, msg.topic)
    if msg.topic is not None and msg.choice == "putus_kontak":
        return ask_cut(ctx, msg.topic)
    if msg.topic is not None and msg.choice in MUTING:
        return mute(ctx, msg.topic, msg.choice)
    if msg.topic is not None and msg.choice == REAL.id:
        return make_real(ctx, msg.topic)
    if msg.choice == REAL.id:
        return Turn.ask(read_code, Reply("receipt.ask_code_real"), draft=ReceiptDraft())
    if msg.topic is not None and msg.choice == "buka":
        return opened(ctx, msg.topic)
    if msg.text.strip():
        return read_code(ctx, msg)
    return Turn.ask(read_code, Reply("receipt.ask_code"), draft=ReceiptDraft())


def opened(ctx: Context, handle: str) -> Turn:
    """What a message without a telling word stood for, now that its reader has asked."""
    view = ctx.facts.receipt(handle)
    if view is None:
        return Turn.ask(read_code, Reply("receipt.ask_code"), draft=ReceiptDraft())
    return show(ctx, view)


def read_code(ctx: Context, msg: Inbound) -> Turn:
    """Neutral about wrong codes: nobody learns whether one exists. What is no code goes where it belongs."""
    if is_something_else(ctx, msg):
        return Turn.stray()
    code = receipt_code.parsed(msg.text) or msg.text.strip()[:40]
    view = ctx.facts.receipt(code)
    if view is not None:
        return show(ctx, view)
    left = ctx.facts.attempts_left()
    if left == 0:
        return Turn.end(Reply("receipt.no_attempts", choices=(Choice("lapor"), EMERGENCY)))
    return Turn.ask(read_code, Reply("receipt.unknown_code", {"left": left}), draft=ReceiptDraft())


def show(ctx: Context, view: ReceiptView) -> Turn:
    """State first, then what officers asked, then what can be done."""
    if view.is_withdrawn:
        return Turn.end(Reply("receipt.withdrawn", {"number": view.number}, (Choice("cek"), Choice("lapor"))))
    if view.expired_on is not None:
        expired = Reply("receipt.expired", {"number": view.number, "date": view.expired_on})
        return Turn.end(
            *marked(view), expired, Reply("receipt.expired_now", choices=(Choice("lapor"), EMERGENCY))
        )
    replies = [*marked(view), standing(ctx, view)]
    said = tuple(
        Reply("receipt.from_officer", {"text": message.text})
        if message.from_officer
        else Reply("receipt.from_you", {"date": message.sent_at.date()})
        for message in view.thread[-MOST_SHOWN:]
    )
    if said:
        replies.append(Reply("receipt.thread", {"messages": said}))
    first = Choice("jawab_petugas") if view.unanswered else Choice("tambah")
    cut = () if view.is_cut else (Choice("putus"),)
    mute = (
        (Choice("bunyikan" if view.is_muted else "diamkan"),) if view.is_reached and not view.is_cut else ()
    )
    real = (REAL,) if view.is_exercise else ()
    choices = (*real, *((first,) if view.takes_more else ()), *mute, *cut, Choice("tarik"))
    key = "receipt.next_question" if view.unanswered and view.takes_more else "receipt.next"
    replies.append(Reply(key, choices=choices))
    return Turn.ask(after_status, *replies, draft=ReceiptDraft(view.handle))


def marked(view: ReceiptView) -> tuple[Reply, ...]:
    return (Reply("exercise.mark"),) if view.is_exercise else ()


def make_real(ctx: Context, code: str) -> Turn:
    """Its reporter says that an exercise is none: from now on it is a report like any other."""
    view = ctx.facts.receipt(code)
    if view is None or view.is_gone:
        return Turn.end(Reply("receipt.gone", choices=(Choice("lapor"), EMERGENCY)))
    said = Reply("receipt.is_real", {"number": view.number}, (STATUS, EMERGENCY))
    return Turn.end(said, commands=[SayReal(code)] if view.is_exercise else [])


def standing(ctx: Context, view: ReceiptView) -> Reply:
    """How far the case is; when no officer may have it, who else helps."""
    params: dict[str, Param] = {"number": view.number, "date": view.filed_at.date()}
    if view.is_stranded:
        return Reply("receipt.stranded", {**params, "numbers": told_numbers(ctx.facts.hotlines(*WITHOUT_US))})
    if view.partner is not None and view.closed_on is not None:
        return Reply("receipt.state.dirujuk", {**params, "on": view.closed_on, **onward(view.partner)})
    if view.stage is Stage.REJECTED:
        return Reply("receipt.state.belum_terbukti", params)
    stage = Reply(f"stage.{view.stage.value}")
    return Reply(f"receipt.state.{view.state.value}", {**params, "stage": stage})


def after_status(ctx: Context, msg: Inbound) -> Turn:
    """A tap; or words at once: the answer an officer waits for, or else something that may be meant for them."""
    draft: ReceiptDraft = ctx.draft
    if msg.choice is None:
        return told(ctx, msg, draft.code)
    if msg.choice == REAL.id:
        return make_real(ctx, draft.code)
    if msg.choice == "putus":
        return ask_cut(ctx, draft.code)
    if msg.choice in MUTING:
        return mute(ctx, draft.code, msg.choice)
    if msg.choice == "tarik":
        choices = (Choice("ya_tarik"), BACK)
        return Turn.ask(confirm_withdrawal, Reply("receipt.ask_withdraw", choices=choices), draft=draft)
    return ask_addition(ctx, draft.code)


def mute(ctx: Context, code: str, choice: str) -> Turn:
    """At once, for it can be taken back with a tap; cutting cannot."""
    view = ctx.facts.receipt(code)
    if view is None or view.is_cut or view.is_gone:
        return Turn.end(Reply("receipt.is_cut", choices=(STATUS, Choice("cek"))))
    is_muted = MUTING[choice]
    said = Reply("receipt.muted" if is_muted else "receipt.unmuted", choices=(STATUS, Choice("cek")))
    return Turn.end(said, commands=[MuteRelay(code, is_muted)])


def ask_cut(ctx: Context, code: str) -> Turn:
    """Say what it means before it is done."""
    view = ctx.facts.receipt(code)
    if view is None or view.is_cut or view.is_gone:
        return Turn.end(Reply("receipt.is_cut", choices=(STATUS, Choice("cek"))))
    choices = (Choice("ya_putus"), BACK)
    return Turn.ask(confirm_cut, Reply("receipt.ask_cut", choices=choices), draft=ReceiptDraft(code))


def confirm_cut(ctx: Context, msg: Inbound) -> Turn:
    draft: ReceiptDraft = ctx.draft
    if msg.choice == "ya_putus" or AGREES.fullmatch(plain(msg.text)):
        return Turn.end(
            Reply("receipt.cut", choices=(STATUS, Choice("cek"))), commands=[CutRelay(draft.code)]
        )
    if cries(ctx, msg):
        return Turn.stray()
    return Turn.end(Reply("receipt.kept", choices=(STATUS, Choice("cek"))))


def confirm_withdrawal(ctx: Context, msg: Inbound) -> Turn:
    draft: ReceiptDraft = ctx.draft
    if msg.choice == "ya_tarik" or AGREES.fullmatch(plain(msg.text)):
        done = Reply("receipt.withdrawn_now", choices=(Choice("cek"), Choice("lapor")))
        return Turn.end(done, commands=[WithdrawReport(draft.code)])
    if cries(ctx, msg):
        return Turn.stray()
    return Turn.end(Reply("receipt.kept", choices=(STATUS, Choice("cek"))))


CONVERSATION = Conversation(
    name="receipt",
    start=start,
    words=(
        "status",
        "kode",
        "laporan saya",
        "laporan kemarin",
        "kabar laporan",
        "tarik laporan",
        "cabut laporan",
        "hapus laporan",
        "batalkan laporan",
        "jawab",
        "putus_kontak",
        "buka",
        REAL.id,
        *MUTING,
    ),
    steps=(
        read_code,
        after_status,
        read_addition,
        read_which,
        confirm_addition,
        confirm_cut,
        confirm_withdrawal,
        further,
    ),
    draft=ReceiptDraft,
    beside=further,
    gathers=True,
    hears_out=True,
)
