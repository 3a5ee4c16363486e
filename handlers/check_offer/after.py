"""After a verdict: its grounds, a short version to pass on, what people thought of it."""

from dataclasses import replace

from bot.domain.commands import CountHelpful
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply
from bot.domain.offers import Level, reason
from handlers.check_offer.answer import numbers
from handlers.check_offer.draft import OfferDraft

MOST_SHARED = 2  # reasons in the version to pass on
REPORT = Choice("lapor", "choice.lapor_orang")
SECOND_LOOK = Choice("minta_dicek")
HELPFUL, NOT_HELPFUL = Choice("membantu"), Choice("kurang")


def after_verdict(ctx: Context, msg: Inbound) -> Turn:
    """Report it, show the grounds, or give a short version to pass on."""
    draft: OfferDraft = ctx.draft
    if msg.choice == REPORT.id:
        return Turn.go("report_broker", carry=ctx.carry)
    if msg.choice == SECOND_LOOK.id:
        return Turn.go("second_look", carry=ctx.carry)
    if msg.choice == "cek":
        return Turn.go("check_offer")
    rest = (REPORT, Choice("bagikan"))
    if msg.choice in (HELPFUL.id, NOT_HELPFUL.id):
        return rate(ctx, draft, is_helpful=msg.choice == HELPFUL.id)
    if msg.choice == "dasar":
        grounds = tuple(Reply(f"ground.{rule}") for rule in draft.rules)
        replies = (Reply("check.grounds", {"grounds": grounds}), Reply("check.grounds_next", choices=rest))
        return Turn.rest(after_verdict, *replies, draft=draft, carry=ctx.carry)
    pairs = list(zip(draft.rules, draft.evidence, strict=False))[:MOST_SHARED]
    short = tuple(reason(rule, words) for rule, words in pairs)
    params: dict[str, Param] = {"reasons": short or Reply("check.share_unclear"), **numbers(ctx, ())}
    shared = Reply(f"check.share.{draft.level}", params, alone=True)
    after = Reply("check.shared", choices=(REPORT, Choice("cek")), alone=True)
    return Turn.rest(after_verdict, Reply("check.share_intro"), shared, after, draft=draft, carry=ctx.carry)


def rate(ctx: Context, draft: OfferDraft, *, is_helpful: bool) -> Turn:
    """Count it once; who was not helped may have an officer look."""
    area = ctx.person.village.code if ctx.person.village else ""
    count = [] if draft.has_rated else [CountHelpful(Level(draft.level), is_helpful, area)]
    thanks = Reply("check.helpful", choices=(REPORT, Choice("bagikan")))
    sorry = Reply("check.not_helpful", choices=(SECOND_LOOK, REPORT, Choice("cek")))
    told = thanks if is_helpful else sorry
    return Turn.rest(
        after_verdict, told, draft=replace(draft, has_rated=True), commands=count, carry=ctx.carry
    )
