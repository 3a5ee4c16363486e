"""Everything an officer can do from the chat, one tap each.

start (by MENU, the words MENU PETUGAS, or what an officer wrote and nobody understood)
"""

from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.officer_talk import number_in

CHOICES = (
    *(Choice(id_) for id_ in ("kasus", "sinyal", "pelaku", "peta", "peringatan")),
    Choice("kader", "choice.kader_desa"),  # no button here has the word MENU in it
    *(Choice(id_) for id_ in ("latihan", "cuti", "konsol")),
)


def start(ctx: Context, msg: Inbound) -> Turn:
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    said = ctx.carry.get("said")
    if said is None:
        return Turn.end(Reply("officer_menu.what", choices=CHOICES))
    if number := number_in(said):
        return Turn.go("casework", carry={"case": number})
    return Turn.end(Reply("officer_menu.unclear", choices=CHOICES))


CONVERSATION = Conversation(
    name="officer_menu", start=start, words=("menu_petugas", "menu petugas"), steps=()
)
