"""Help: every word that works, in one message."""

from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply


def start(ctx: Context, msg: Inbound) -> Turn:
    """The words, who we are, and three ways on."""
    next_ = Reply("help.next", choices=(Choice("cek"), Choice("lapor"), Choice("darurat")))
    return Turn.end(Reply("help.words"), Reply("menu.about", {"office": ctx.office}), next_)


CONVERSATION = Conversation(name="guide", start=start, words=("bantuan", "help"))
