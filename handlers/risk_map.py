"""Officers: the risk map of their area as a picture, with the areas that stand out; a tap leads into one of them.

start (by the word PETA, or a button under a map)
"""

from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.map_words import Overview, picture
from bot.domain.messages import Choice, Inbound, Reply


def start(ctx: Context, msg: Inbound) -> Turn:
    """The whole area, or what a button is about."""
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    found = ctx.facts.risk_map(msg.topic or "") or ctx.facts.risk_map()
    if found is None:
        return Turn.end(Reply("map.none", choices=(Choice("kasus"),)))
    return Turn.end(_told(found))


def _told(found: Overview) -> Reply:
    """The picture with words that say the same; without lines where nothing stands out."""
    inside = tuple(
        Choice("peta", "choice.place", {"name": area.name}, topic=area.code)
        for area in found.first
        if area.leads
    )
    up = (Choice("peta", "choice.peta_naik", topic=found.above),) if found.above else ()
    lines = tuple(area.line for area in found.first)
    params = {"title": found.title, "lead": found.lead}
    reply = Reply("map.chat", {**params, "areas": lines}) if lines else Reply("map.chat.quiet", params)
    return Reply(reply.key, reply.params, (*inside, *up, Choice("kasus")), encloses=picture(found.code))


CONVERSATION = Conversation(name="risk_map", start=start, words=("peta",))
