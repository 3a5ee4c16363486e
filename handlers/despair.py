"""Who would rather not live: warm words and people to turn to first, then, if they wish, a report of who did it.

start -> added, which rests: nothing is asked, and whatever is told later is kept for a report.
"""

from bot.domain.conversation import REPORT_IT, Context, Conversation, Turn, told_so_far
from bot.domain.hotlines import in_danger, told
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.small_talk import SmallTalk, small_talk

EMERGENCY = Choice("darurat")


def start(ctx: Context, msg: Inbound) -> Turn:
    """That they are not alone, whom to go to now, who answers at once."""
    near = Reply("despair.near", {"numbers": told(in_danger(ctx.facts))})
    offer = Reply("despair.report", choices=(REPORT_IT, EMERGENCY))
    return Turn.rest(added, near, offer, carry={"told": told_so_far(ctx.carry, msg)})


def added(ctx: Context, msg: Inbound) -> Turn:
    """Heard, and kept; the way on is theirs."""
    if msg.choice == REPORT_IT.id:
        return Turn.go("report_broker", carry=ctx.carry)
    if msg.choice == EMERGENCY.id:
        return Turn.go("emergency", carry=ctx.carry)
    if ctx.facts.asks(msg.text) is not None:
        return Turn.stray()
    choices = (REPORT_IT, EMERGENCY)
    if small_talk(msg.text) is SmallTalk.THANKS:
        return Turn.rest(added, Reply("despair.thanked", choices=choices), carry=ctx.carry)
    heard = Reply("despair.heard", choices=choices)
    return Turn.rest(added, heard, carry={"told": told_so_far(ctx.carry, msg)})


CONVERSATION = Conversation(
    name="despair", start=start, steps=(added,), beside=added, gathers=True, interrupts=True
)
