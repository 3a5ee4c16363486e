"""Everything an officer can do from the chat, one tap each.

start (by the words MENU PETUGAS, or the button under MENU)
"""

from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply

CHOICES = tuple(
    Choice(id_)
    for id_ in ("kasus", "sinyal", "pelaku", "peta", "peringatan", "kader", "latihan", "cuti", "konsol")
)


def start(ctx: Context, msg: Inbound) -> Turn:
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    return Turn.end(Reply("officer_menu.what", choices=CHOICES))


CONVERSATION = Conversation(
    name="officer_menu", start=start, words=("menu_petugas", "menu petugas"), steps=()
)
