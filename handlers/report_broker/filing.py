"""The end of a report: who may see it, filing, by the person or by their silence."""

import re
from dataclasses import replace

from bot.domain.choosing import plain
from bot.domain.commands import FileReport
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Severity, Triage
from bot.domain.receipt_code import masked
from handlers.report_broker.draft import (
    SKIP,
    URGENT_AT_LAST,
    ReportDraft,
    age_told,
    filled,
    got,
    noted,
    only_media,
    pressing,
    settled,
    told_in,
    with_media,
)
from handlers.report_broker.practising import real_because
from handlers.report_broker.reading import heard
from handlers.report_broker.receipt import ask_back, filed, read_on, stranded

AROUND = Choice("ke_atasan")
HERE, QUIETLY, BY_CODE = Choice("kabari_sini"), Choice("kabari_samar"), Choice("lewat_kode")
_NO_MATTER = re.compile(r"\b(?:ga|gak|nggak|ngga|tidak|tdk|ora|teu) ?(?:papa|apa ?apa|popo|nanaon|masalah)\b")
_ALLOWED = re.compile(
    r"(?:(?:ya|iya|iyah|yes|kak|pak|bu) )*(?:ya|iya|iyah|yes|boleh|bole|ok|oke|okeh|okay|siap|sip|silakan|silahkan"
    r"|kabari|kabarin|sini|disini|di sini|kirim|kirimin|gapapa|gpp|mangga|enya|nggih|monggo|olih|meunang|bisa|setuju"
    r"|mau)\b"
)
_REFUSED = re.compile(r"\b(?:jangan|jgn|tidak|tdk|ga|gak|nggak|ngga|ora|ore|teu|ulah|aja lah|no|kode)\b")
_QUIET = re.compile(r"\b(?:samar\w*|tersamar|diam ?diam|rahasia|sembunyi\w*)\b")


def ask_bypass(draft: ReportDraft, *before: Reply) -> Turn:
    ask = Reply("report.ask_bypass", choices=(AROUND, Choice("boleh_desa"), SKIP))
    return Turn.ask(read_bypass, *before, ask, draft=draft)


def read_bypass(ctx: Context, msg: Inbound) -> Turn:
    """Only a clear no lets it go to the officers of the place: whoever is unsure is afraid of somebody."""
    draft = heard(ctx, noted(with_media(ctx.draft, msg), msg), msg)
    if only_media(msg):
        return ask_bypass(draft, *got(msg))
    draft, before = pressing(ctx, replace(draft, bypass=msg.choice != "boleh_desa"))
    return ask_notify(draft, *before)


def ask_notify(draft: ReportDraft, *before: Reply) -> Turn:
    """Whether news may come to this chat, and in what words; who shares the phone gets none that tells."""
    if draft.is_discreet:
        ask = Reply("report.ask_notify_quiet", choices=(QUIETLY, BY_CODE, SKIP))
    else:
        ask = Reply("report.ask_notify", choices=(HERE, QUIETLY, BY_CODE, SKIP))
    return Turn.ask(read_notify, *before, ask, draft=draft)


def read_notify(ctx: Context, msg: Inbound) -> Turn:
    """File the report; the receipt code and the filing are one turn.

    What is no clear answer is asked once more, unless it tells of a danger: that goes out at once.
    """
    told = ctx.draft
    chosen = msg.choice or notified(msg.text, is_discreet=told.is_discreet)
    draft = with_media(told, msg) if chosen else heard(ctx, noted(with_media(told, msg), msg), msg)
    is_danger = ctx.facts.triage(msg.text).severity is Severity.MERAH
    if not (chosen or draft.was_asked_again or is_danger):
        return ask_notify(replace(draft, was_asked_again=True), Reply("report.notify_unclear"))
    draft, urgent = pressing(ctx, draft, key=URGENT_AT_LAST)
    judged = ctx.facts.triage(told_in(draft))
    because = real_because(ctx, draft, judged.severity) if draft.training else ""
    why = (Reply(because),) if because else ()
    draft = replace(draft, training=0 if because else draft.training)
    command = to_file(ctx, draft, judged, chosen)
    kept = ReportDraft(code=command.code, is_discreet=draft.is_discreet, training=command.training)
    said = filed(draft, command.code) if may_have(ctx, command) else stranded(ctx, draft, command.code)
    if command.training:
        said = (Reply("report.code_exercise", {"code": command.code}),)
    return replace(ask_back(kept, *urgent, *why, *said), commands=(command,))


def to_file(ctx: Context, draft: ReportDraft, judged: Triage, chosen: str) -> FileReport:
    """The report with a fresh receipt code; `chosen` is how news may come."""
    judged = settled(ctx, draft, judged)
    return FileReport(
        code=ctx.fresh_code(),
        fields=tuple((name, masked(told)) for name, told in filled(draft)),
        severity=judged.severity,
        why=judged.why,
        village=draft.village,
        media=draft.media,
        notify=chosen in (HERE.id, QUIETLY.id),
        bypass=draft.bypass,
        is_discreet=draft.is_discreet or chosen == QUIETLY.id,
        training=draft.training,
    )


def may_have(ctx: Context, report: FileReport) -> bool:
    return ctx.facts.may_have(dict(report.fields), report.village, is_bypass=report.bypass)


def is_pressing(draft: ReportDraft) -> bool:
    """Somebody may be in danger, and nothing has gone out yet."""
    return draft.has_seen_numbers and not (draft.code or draft.training)


def file_in_silence(ctx: Context, _msg: Inbound) -> Turn:
    """Nothing more came: their phone was taken, or somebody walked in. What was told goes to officers as it stands."""
    draft = assumed(ctx.draft)
    command = to_file(ctx, draft, ctx.facts.triage(told_in(draft)), BY_CODE.id)
    command = replace(command, is_broken_off=True)
    kept = ReportDraft(
        code=command.code, is_discreet=command.is_discreet, is_stranded=not may_have(ctx, command)
    )
    sent = Reply("report.sent_meanwhile", {"code": command.code}, (SKIP,))
    return Turn.ask(read_on, sent, draft=kept, commands=(command,))


def assumed(draft: ReportDraft) -> ReportDraft:
    """With what the story says and nobody was there to confirm."""
    return replace(
        draft,
        broker=draft.broker or draft.guess,
        departure=draft.departure or draft.leaves,
        minor=draft.minor or age_told(draft),
    )


def notified(said: str, *, is_discreet: bool) -> str:
    """Which of the ways to hear news an answer in words means; "" for none."""
    words = _NO_MATTER.sub("boleh", plain(said))
    if _QUIET.search(words):
        return QUIETLY.id
    if _REFUSED.search(words):
        return BY_CODE.id
    allowed = QUIETLY.id if is_discreet else HERE.id
    return allowed if _ALLOWED.match(words) else ""
