"""General questions: the answer at once, beside whatever is open."""

from bot.domain import hotlines
from bot.domain.conversation import Context, Conversation, Turn, told_so_far
from bot.domain.faq import WORD, Faq
from bot.domain.messages import Inbound, Reply
from bot.domain.offers import Severity

SHOWN_FIRST = ("jalur_resmi", "syarat", "siapa_bayar", "visa_kerja", "cek_pt", "negara_boleh")


def start(ctx: Context, msg: Inbound) -> Turn:
    """Answer what was asked or tapped; to the bare word show what can be asked."""
    question = ctx.facts.faq(msg.topic) if msg.topic else ctx.facts.asks(msg.text)
    if question is not None:
        return answered(ctx, msg, question)
    shown = filter(None, map(ctx.facts.faq, SHOWN_FIRST))
    return Turn.end(Reply("faq.examples", choices=tuple(one.choice for one in shown)), carry=ctx.carry)


def answered(ctx: Context, msg: Inbound, question: Faq) -> Turn:
    """The answer with its numbers; where somebody may be in danger, those for it and a way to report."""
    replies = hotlines.answering(ctx.facts, question)
    is_new = msg.topic is None and not ctx.carry.get("shown")  # who saw the numbers has them
    if is_new and not question.is_elsewhere and ctx.facts.triage(msg.text).severity is Severity.MERAH:
        return Turn.go("emergency", *replies, carry={"told": told_so_far(ctx.carry, msg), "alarm": "1"})
    return Turn.aside(*replies)


CONVERSATION = Conversation(
    name="faq", start=start, words=(WORD, "tanya jawab", "pertanyaan", "bertanya", "nanya")
)
