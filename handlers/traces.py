"""What stays on the phone: the message with the receipt code goes where the channel lets us, the rest is told.

start: after "Sudah kucatat", or by the word at any time.
"""

from bot.domain.commands import EraseCodes
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Inbound, Reply


def start(ctx: Context, msg: Inbound) -> Turn:
    """Take the code out of the chat if that can be done, and say what only the person can delete."""
    by_hand = Reply(f"traces.{ctx.traces}")
    if not ctx.can_erase:
        return Turn.end(Reply("traces.code_stays"), by_hand)
    return Turn.end(Reply("traces.code_goes"), by_hand, commands=[EraseCodes()])


CONVERSATION = Conversation(
    name="traces",
    start=start,
    words=("sudah_dicatat", "sudah kucatat", "hapus jejak", "clear traces"),
)
