"""Everything an officer can do from the chat, one tap each.

start (by MENU, the words MENU PETUGAS, or what an officer wrote and nobody understood)
"""

from bot.domain.case_words import heading
from bot.domain.casework import CaseView
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.officer_talk import number_in, phone_asked, wish
from bot.domain.small_talk import small_talk

CHOICES = (
    *(Choice(id_) for id_ in ("kasus", "sinyal", "pelaku", "peta", "peringatan")),
    Choice("kader", "choice.kader_desa"),  # no button here has the word MENU in it
    *(Choice(id_) for id_ in ("latihan", "cuti", "konsol")),
)
MOST_WAITING = 3  # alerts named where something was not understood
CASES, MENU = Choice("kasus"), Choice("menu_petugas")


def start(ctx: Context, msg: Inbound) -> Turn:
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    said = ctx.carry.get("said") or msg.text.strip()
    if not said:
        return Turn.end(Reply("officer_menu.what", choices=CHOICES))
    if number := number_in(said):
        return Turn.go("casework", carry={"case": number})
    if phone := phone_asked(said):
        return Turn.go("brokers", carry={"phone_asked": phone})
    if meant := wish(said):
        return Turn.go("casework", carry={"wish": meant.value})
    waiting = tuple(case for case in ctx.facts.open_cases() if case.is_waiting)
    if not waiting:
        return Turn.end(Reply("officer_menu.unclear", choices=CHOICES))
    key = "officer_menu.waits" if small_talk(said) else "officer_menu.unclear_waits"
    lines = tuple(Reply("case.line", heading(case)) for case in waiting[:MOST_WAITING])
    return Turn.end(Reply(key, {"cases": lines}, (*map(_accept, waiting[:MOST_WAITING]), CASES, MENU)))


def _accept(case: CaseView) -> Choice:
    return Choice("terima", "choice.accept_case", {"number": case.number}, topic=case.number)


CONVERSATION = Conversation(
    name="officer_menu", start=start, words=("menu_petugas", "menu petugas"), steps=()
)
