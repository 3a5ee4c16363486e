"""`benteng content preview`: a message as each channel shows it, before anybody gets it."""

from collections.abc import Iterator, Sequence

from bot import showing
from bot.channels import telegram, whatsapp
from bot.content import Content, lessons
from bot.content.settings import TemplateEntry
from bot.content.taught import LONGEST_FIRST_LINE
from bot.domain.channel import Limits
from bot.domain.messages import Label, Outbound
from bot.i18n import FIRST_LANGUAGE, Catalogs
from bot.paper.card import SMALLEST, Card, laid_out
from bot.paper.wrapping import TooLong
from bot.services.posters import BRAND
from bot.showing import Told

NAMES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "web": "Web chat"}
MOMENTS = {
    "weekly": "weekly message {number}",
    "question": "its question",
    "answer": "after the answer",
    "cadre": "lesson for cadres {number}",
    "wrong": "after a wrong answer",
    "rule": "rule",
    "voice": "what is said",
    "sentence": "sentence",
}


def preview(content: Content, catalogs: Catalogs, ident: str, language: str | None = None) -> Iterator[str]:
    """Lines to print; nothing for an id that stands for nothing."""
    template = next((entry for entry in content.templates.entries if entry.name == ident), None)
    if template is not None:
        yield from _template(template, content.demo.office, language)
        return
    for code in [language] if language else catalogs.languages:
        for one in showing.told(content, catalogs, ident):
            if showing.is_written(catalogs, one, code):
                yield from _moment(content, catalogs, one, code)


def _moment(content: Content, catalogs: Catalogs, one: Told, code: str) -> Iterator[str]:
    is_read = one.entry is None or one.entry.text[code].is_approved
    unread = "" if is_read else ", which nobody has read yet: Bahasa Indonesia is sent"
    yield f"== {MOMENTS[one.moment].format(number=one.number)}, {code}{unread}"
    drafts = showing.with_drafts(content, catalogs)
    for name, limits in showing.CHANNELS:
        yield from _on(NAMES[name], limits, drafts.render(one.replies, code, 1, limits))
    if isinstance(one.entry, lessons.LessonEntry) and one.moment == "weekly":
        yield from _card(one.entry, code)


def _on(name: str, limits: Limits, parts: Sequence[Outbound]) -> Iterator[str]:
    """The messages of one channel, with what an author has to know of each."""
    yield f"-- {name}"
    for number, out in enumerate(parts, start=1):
        part = f"message {number} of {len(parts)}, " if len(parts) > 1 else ""
        first = out.text.partition("\n")[0]
        yield f"   {part}{len(out.text)} of {limits.text} characters; first line {len(first)}"
        shown, how = _shown(name, out)
        yield from (f"   | {line}".rstrip() for line in shown.split("\n"))
        if how:
            yield f"   {how}"
        if len(first) > LONGEST_FIRST_LINE:
            yield f"   notification: {first[:LONGEST_FIRST_LINE]}… (cut)"
        cut = [label.label for label in out.choices if label.label.endswith("…")]
        if cut:
            yield f"   CUT at {limits.label} characters: {', '.join(cut)}"


def _shown(name: str, out: Outbound) -> tuple[str, str]:
    """The text as it stands in the chat, with its choices, and a word about them."""
    if not out.choices:
        return out.text, ""
    if name == "Telegram":
        return f"{out.text}\n{_rows(telegram.rows(out.choices))}", "buttons"
    if name == "WhatsApp":
        shape = whatsapp.shape(out)
        kind = "buttons" if shape.startswith("quick") else "a list to open"
        later = f"; {kind} once {shape} is approved" if shape else ""
        return whatsapp.numbered(out), f"numbers{later}"
    return f"{out.text}\n{_rows([out.choices])}", "buttons"


def _rows(rows: Sequence[Sequence[Label]]) -> str:
    return "\n".join("  ".join(f"[{label.label}]" for label in row) for row in rows)


def _card(entry: lessons.LessonEntry, language: str) -> Iterator[str]:
    """How the sentence breaks on the picture."""
    sentence = entry.text[language].card
    yield f"-- Card, {len(sentence)} characters"
    try:
        lines = [line for line in laid_out(Card(entry.theme, sentence, BRAND, ())) if line.text != BRAND]
    except TooLong:
        yield f"   does not fit, even in the smallest letters ({SMALLEST} pixels)"
        return
    yield from (f"   | {line.text}" for line in lines)
    yield f"   {len(lines)} lines, letters of {lines[0].size:g} pixels"


def _template(entry: TemplateEntry, office: str, language: str | None) -> Iterator[str]:
    """As WhatsApp shows it outside the 24-hour window."""
    for code, text in ((FIRST_LANGUAGE, entry.text_id), ("en", entry.text_en)):
        if language in (None, code):
            told = text.replace("{{1}}", office)
            yield f"== WhatsApp template {entry.name} for {entry.purpose}, {code}"
            yield f"   {len(told)} of 1024 characters with the office's name"
            yield from (f"   | {line}" for line in told.split("\n"))
            if not entry.content_sid:
                yield "   not approved yet: such messages wait until the person writes"
