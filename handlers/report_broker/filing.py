"""The end of a report: who may see it, filing, the receipt code."""

import re
from dataclasses import replace

from bot.domain.choosing import plain
from bot.domain.commands import AddToReport, CountAnswer, FileReport
from bot.domain.conversation import Context, Turn
from bot.domain.hotlines import WITHOUT_US, told
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Severity, Triage
from handlers.report_broker.draft import (
    MOST_STORY,
    SKIP,
    URGENT_AT_LAST,
    YOUNG,
    ReportDraft,
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

SHOWN_CHARACTERS = 4  # of the receipt code, typed back
LOOK_ALIKES = str.maketrans("OIL", "011")  # as the code's alphabet reads them
AROUND = Choice("ke_atasan")
HERE, QUIETLY, BY_CODE = Choice("kabari_sini"), Choice("kabari_samar"), Choice("lewat_kode")
CLEAN_UP = Choice("sudah_dicatat")
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
        fields=filled(draft),
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
        minor=draft.minor or (YOUNG if draft.years else ""),
    )


def read_on(ctx: Context, msg: Inbound) -> Turn:
    """The first words after a silence: the report is out; they go after it, and the code is shown now."""
    draft: ReportDraft = ctx.draft
    said = [Reply("report.sent_meanwhile", {"code": draft.code})]
    if draft.is_stranded:
        said.append(Reply("report.stranded", {"numbers": told(ctx.facts.hotlines(*WITHOUT_US))}))
    turn = ask_back(replace(draft, is_stranded=False), *said)
    if msg.choice is not None or not (msg.text.strip() or msg.media):
        return turn
    more = addition(draft, msg)
    return replace(
        turn, replies=(*said, Reply("receipt.added"), *turn.replies[len(said) :]), commands=(more,)
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


def ask_back(draft: ReportDraft, *before: Reply) -> Turn:
    return Turn.ask(read_back, *before, Reply("report.read_back", choices=(SKIP,)), draft=draft)


def filed(draft: ReportDraft, code: str) -> tuple[Reply, ...]:
    return (Reply("report.code_quiet" if draft.is_discreet else "report.code", {"code": code}),)


def stranded(ctx: Context, draft: ReportDraft, code: str) -> tuple[Reply, ...]:
    """Nobody of ours may have it: said at once, with who else helps."""
    if draft.is_discreet:
        return Reply("report.code_quiet", {"code": code}), Reply("report.stranded_quiet")
    numbers = told(ctx.facts.hotlines(*WITHOUT_US))
    return Reply("report.code_stranded", {"code": code}), Reply("report.stranded", {"numbers": numbers})


def read_back(ctx: Context, msg: Inbound) -> Turn:
    """The last characters typed back show that the code was kept; it is shown once more if not."""
    draft: ReportDraft = ctx.draft
    typed = "".join(c for c in msg.text.upper() if c.isalnum()).translate(LOOK_ALIKES)
    if msg.choice == SKIP.id or typed.endswith(draft.code.replace("-", "")[-SHOWN_CHARACTERS:]):
        return done(draft, "report.done_skipped" if msg.choice == SKIP.id else "report.done")
    if ctx.facts.triage(msg.text).severity is Severity.MERAH:
        return told_late(ctx, draft, msg)
    if draft.has_seen_again:
        return done(draft, "report.done_unsure", code=draft.code)
    again = (
        Reply("report.code_again", {"code": draft.code}),
        Reply("report.read_back_again", choices=(SKIP,)),
    )
    shown = replace(draft, has_seen_again=True)
    return Turn.ask(read_back, *again, draft=shown, commands=[CountAnswer("code_misread")])


def addition(draft: ReportDraft, msg: Inbound) -> AddToReport:
    """What is told after the report went out."""
    return AddToReport(draft.code, msg.text.strip()[:MOST_STORY], msg.media_ids)


def told_late(ctx: Context, draft: ReportDraft, msg: Inbound) -> Turn:
    """A danger told beside the code: the numbers first, the words go after the report; an exercise is none any more."""
    more = addition(draft, msg)
    _, urgent = pressing(ctx, ReportDraft(story=msg.text), key=URGENT_AT_LAST)
    key = "receipt.added_real" if draft.training else "receipt.added"
    said = () if draft.is_discreet else (Reply(key),)
    return replace(ask_back(replace(draft, training=0), *urgent, *said), commands=(more,))


def done(draft: ReportDraft, key: str, **params: str) -> Turn:
    """The way to news, and to a chat without the code; on a shared phone without a telling word."""
    if draft.training:
        return Turn.end(
            Reply("report.exercise_done", choices=(Choice("lapor"), Choice("status"), Choice("darurat")))
        )
    if draft.is_discreet:
        quiet = "report.unsure_quiet" if params else "report.done_quiet"
        return Turn.end(Reply(quiet, params, (CLEAN_UP,)))
    choices = (CLEAN_UP, Choice("status"), Choice("cek"), Choice("darurat"))
    return Turn.end(Reply(key, params, choices))
