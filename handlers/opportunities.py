"""Economic opportunities: until officers keep a local list, the official ones and where to ask."""

from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply


def start(ctx: Context, msg: Inbound) -> Turn:
    """Only what is true today: the official list and the number that answers."""
    lines = ctx.facts.hotlines("worker")[:1]
    told = [Reply("hotline.line", {"name": line.name, "number": line.number}) for line in lines]
    params: dict[str, Param] = {"number": told[0] if told else Reply("hotline.none")}
    return Turn.end(Reply("opportunities.official", params, (Choice("cek"), Choice("menu"))))


CONVERSATION = Conversation(name="opportunities", start=start, words=("peluang", "lowongan", "jobs"))
