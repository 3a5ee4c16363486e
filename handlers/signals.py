"""Officers: what stands out in what their villages tell, and what they think of it.

start (by the word SINYAL, or a button under a signal)
"""

from bot.domain.commands import DecideSignal
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.signals import DECISIONS, line, told

MOST_LISTED = 6
SHOW = "lihat_sinyal"


def start(ctx: Context, msg: Inbound) -> Turn:
    """List them, show one, or decide."""
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    found = {str(view.id): view for view in ctx.facts.signals()}
    view = found.get(msg.topic or "")
    if msg.choice in DECISIONS:
        wanted = DECISIONS[msg.choice]
        if view is None or view.state is wanted:
            return Turn.end(Reply("signal.over", choices=(Choice("sinyal"), Choice("kasus"))))
        said = Reply(
            f"signal.is.{wanted.value}", {"number": view.number}, (Choice("sinyal"), Choice("kasus"))
        )
        return Turn.end(said, commands=[DecideSignal(view.id, wanted)])
    if msg.choice == SHOW:
        return Turn.end(told(view)) if view else Turn.end(Reply("signal.over", choices=(Choice("sinyal"),)))
    if not found:
        return Turn.end(Reply("signal.none", choices=(Choice("kasus"),)))
    shown = tuple(found.values())[:MOST_LISTED]
    choices = tuple(Choice(SHOW, "choice.case", {"number": one.number}, topic=str(one.id)) for one in shown)
    return Turn.end(Reply("signal.list", {"signals": tuple(map(line, shown)), "count": len(found)}, choices))


CONVERSATION = Conversation(name="signals", start=start, words=("sinyal", SHOW, *DECISIONS), steps=())
