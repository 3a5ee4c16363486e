"""What is said after a verdict and sounds like nothing of its own: thanks, "and now?", another fact of the offer."""

import re
from dataclasses import replace

from bot.domain import hotlines
from bot.domain.choosing import SENDS, plain
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Inbound, Reply
from bot.domain.offers import GRAVITY, WORDING, Level, Severity, Verdict
from bot.domain.small_talk import SmallTalk, small_talk
from handlers.check_offer.answer import HEADLINE
from handlers.check_offer.draft import OfferDraft, joined
from handlers.check_offer.telling import tell

_WHETHER = re.compile(  # of a plain() text: "jadi aman ga", "boleh berangkat ga", "itu wajar kan"
    r"\b(?:aman|bahaya|boleh|resmi|bener|benar|beneran|wajar|normal|jadi|penipuan|nipu|safe)\b.{0,20}?"
    r"\b(?:ga|gak|nggak|ngga|tidak|tdk|kah|kan|ora|teu|henteu|apa)\b|^(?:jadi|jd) (?:boleh|aman|bahaya)\b|^is it safe"
)
_NO = r"(?:ga|gak|nggak|ngga|enggak|tidak|tdk|teu|ora|not)"
_GOES = re.compile(  # "saya lanjut aja", "tetep mau berangkat"
    r"\b(?:tetap|tetep|keukeuh|nekat|ngotot)\b.{0,12}\b(?:berangkat|brangkat|pergi|ikut|lanjut|mangkat|lunga|go)\b"
    r"|\b(?:lanjut|ikut|berangkat|brangkat|gas) (?:aja|saja|bae|wae|ajalah|terus|dah|deh)\b|\bgo anyway\b"
)
_STAYS = re.compile(  # "batal aja deh", "ga jadi berangkat"
    r"\b(?:batal\w*|mundur|nolak|tolak) (?:aja|saja|deh|dah|bae|wae|ah|lah)\b|\bsaya (?:batal|batalin|mundur|tolak)\b"
    rf"|\b{_NO} (?:jadi|usah) (?:berangkat|brangkat|ikut|pergi|mangkat|lunga|daftar|deh|aja)\b"
)
GOING = "tetap_berangkat"  # the general question of who goes all the same
LONGEST_FACT = 80  # characters; what is longer tells something of its own


def beside(ctx: Context, msg: Inbound) -> Turn:
    """The next step once more; the offer is judged again when the words add to it. The verdict is never lowered."""
    draft: OfferDraft = ctx.draft
    talk, level = small_talk(msg.text), Level(draft.level)
    if talk is SmallTalk.THANKS:
        return Turn.aside(Reply("check.thanked"))
    if talk is SmallTalk.WHAT_NOW:
        return Turn.aside(Reply("check.now"), HEADLINE[level])
    if talk is SmallTalk.WHO or not msg.text.strip() or len(msg.text) > LONGEST_FACT:
        return Turn.stray()
    if SENDS.fullmatch(plain(msg.text)) is not None:
        return Turn.go("report_broker", carry=ctx.carry)
    decided = decision(ctx, msg, level)
    if decided is not None:
        return decided
    offer = joined(draft.offer, msg.text.strip())
    if ctx.facts.plight(msg.text).is_at_gate:
        return Turn.go("emergency", carry={"told": offer, "boards": "1"})
    known, found = ctx.facts.screen(draft.offer, draft.answers), ctx.facts.screen(offer, draft.answers)
    adds = facts(found) != facts(known)
    if not adds or GRAVITY.index(found.level) < GRAVITY.index(level):
        is_grave = ctx.facts.triage(msg.text).severity is Severity.MERAH
        note = "check.now" if _WHETHER.search(plain(msg.text)) else "check.unclear_beside"
        return Turn.stray() if is_grave else Turn.aside(Reply(note), HEADLINE[level])
    told = tell(ctx, replace(draft, offer=offer), found)
    return replace(told, replies=(Reply("check.with_more"), *told.replies))


def decision(ctx: Context, msg: Inbound, level: Level) -> Turn | None:
    """To stay is a good choice where there was a warning; who goes all the same leaves word with the family."""
    said = plain(msg.text)
    if _STAYS.search(said):
        return None if level is Level.BELUM_ADA_TANDA else Turn.aside(Reply("check.stays"))
    going = ctx.facts.faq(GOING) if _GOES.search(said) else None
    return None if going is None else Turn.aside(*hotlines.answering(ctx.facts, going))


def facts(found: Verdict) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """What a verdict rests on, in no order; wording alone is nothing that was told."""
    return frozenset(found.rules) - {WORDING}, frozenset(
        (entity.kind, entity.value) for entity in found.entities
    )
