"""The verdict as it is told, and what a report or a second look may take from it."""

from dataclasses import replace

from bot.domain.commands import CountScreening
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Level, Severity, Verdict
from handlers.check_offer.after import HELPFUL, NOT_HELPFUL, REPORT, SECOND_LOOK, after_verdict
from handlers.check_offer.answer import (
    HEADLINE,
    MOST_REASONS,
    TOLD,
    UNSURE,
    first,
    listed,
    numbers,
    reasons,
    unknown,
)
from handlers.check_offer.draft import OfferDraft

ADVERTISED = ("salary", "company")
UNSETTLED = (Level.WASPADA, Level.BELUM_ADA_TANDA)  # an officer may see more than the bot


def tell(ctx: Context, draft: OfferDraft, found: Verdict) -> Turn:
    """The level first, then why, then what to do now."""
    area = ctx.person.village.code if ctx.person.village else ""
    is_dangerous = found.level in (Level.BAHAYA, Level.WASPADA)
    danger = (found.entities, draft.offer) if is_dangerous else ((), "")
    count = [CountScreening(found.level, found.rules, area, *danger)]
    heard = ctx.spoken(f"check.{found.level.value}")
    if found.level is Level.BUKAN_TAWARAN:
        return Turn.end(
            replace(HEADLINE[found.level], choices=(Choice("cek"), Choice("lapor"), *heard)), commands=count
        )
    replies = [
        HEADLINE[found.level],
        *reasons(found),
        *unknown(draft.answers, found),
        *listed(found),
        *first(ctx, draft.offer, found),
    ]
    if found.level is Level.BAHAYA and may_be_report(ctx, draft.offer, found):
        replies.append(Reply("check.not_sent"))
    choices = (REPORT, *((Choice("dasar"),) if found.hits else ()), Choice("bagikan"))
    choices = (*choices, SECOND_LOOK) if found.level in UNSETTLED else choices
    choices = (*choices, *heard, HELPFUL, NOT_HELPFUL)
    replies.append(Reply(f"check.next.{found.level.value}", numbers(ctx, found.rules), choices))
    shown = found.hits[:MOST_REASONS]
    kept = replace(
        draft,
        rules=tuple(hit.rule for hit in shown),
        evidence=tuple(hit.evidence for hit in shown),
        level=found.level.value,
    )
    return Turn.rest(after_verdict, *replies, draft=kept, commands=count, carry=carried(draft, found))


def may_be_report(ctx: Context, offer: str, found: Verdict) -> bool:
    """Whether it may be meant as one: it is urgent, and none of what an advertisement names is in it."""
    is_advertised = any(map(found.named, ADVERTISED))
    return not is_advertised and ctx.facts.triage(offer).severity is Severity.MERAH


def carried(draft: OfferDraft, found: Verdict) -> dict[str, str]:
    """Where a report or a second look would start from."""
    who = [entity.value for kind in ("company", "phone", "handle") for entity in found.named(kind)]
    return {
        "story": draft.offer,
        "broker": ", ".join(who)[:200],
        "media": ",".join(str(id_) for id_ in draft.media),
        "level": found.level.value,
        "known": "\n".join(item for item in draft.known if item.partition("=")[2] not in (UNSURE.id, TOLD)),
        "rules": ",".join(found.rules[:MOST_REASONS]),
    }
