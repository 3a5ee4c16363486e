"""HAPUS: erase what can be erased, and say what cannot.

start -> confirm
"""

from bot.domain.choosing import AGREES, plain
from bot.domain.commands import EraseMe
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Opening


def start(ctx: Context, msg: Inbound) -> Turn:
    """Nothing goes before they have read what goes and what stays."""
    return Turn.ask(confirm, Reply("erase.ask", choices=(Choice("ya_hapus"), Choice("tidak_jadi"))))


def confirm(ctx: Context, msg: Inbound) -> Turn:
    """Only a plain yes erases; whoever tells or asks something instead is answered that."""
    if msg.choice == "ya_hapus" or AGREES.fullmatch(plain(msg.text)):
        return Turn.end(Reply("erase.done"), commands=[EraseMe()])
    if msg.choice is None and ctx.facts.opening(msg.text) is not Opening.UNCLEAR:
        return Turn.stray()
    return Turn.end(Reply("erase.kept", choices=(Choice("cek"), Choice("menu"))))


CONVERSATION = Conversation(
    name="erase",
    start=start,
    words=(
        "hapus",
        "hapus data",
        "hapus data saya",
        "hapus semua",
        "hapus semua data saya",
        "hapus saya",
        "hapus saya dari sini",
        "hapus nomor saya",
        "erase",
        "erase my data",
        "delete my data",
    ),
    steps=(confirm,),
)
