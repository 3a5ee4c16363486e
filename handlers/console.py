"""Officers: the way to the console, and the way out of it.

start (by the word KONSOL, or the button under the word that somebody came in)
"""

from bot.domain.casework import Page
from bot.domain.commands import CloseConsole, OpenConsole
from bot.domain.console import PUT_OFF
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply


def start(ctx: Context, msg: Inbound) -> Turn:
    """A link that is good for a few minutes; or the end of every session."""
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    if msg.choice == PUT_OFF:
        ended = Reply("console.put_off", choices=(Choice("konsol"), Choice("kasus")))
        return Turn.end(ended, commands=[CloseConsole()])
    link = ctx.fresh_link(Page.CONSOLE)
    return Turn.end(Reply("console.link", {"link": link}), commands=[OpenConsole(link)])


CONVERSATION = Conversation(name="console", start=start, words=("konsol", PUT_OFF), steps=())
