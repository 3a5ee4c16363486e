"""`benteng content preview`: a message as each channel shows it, before anybody gets it."""

import string
from collections.abc import Iterator, Sequence

from bot.channels import telegram, webchat, whatsapp
from bot.content import Content, cadre, lessons, taught
from bot.content.settings import TemplateEntry
from bot.content.taught import LONGEST_FIRST_LINE, TaughtEntry
from bot.domain.cadre import MicroLesson
from bot.domain.channel import Limits
from bot.domain.conversation import Lesson
from bot.domain.messages import Label, Outbound, Param, Reply
from bot.i18n import FIRST_LANGUAGE, Catalogs
from bot.paper.card import SMALLEST, Card, laid_out
from bot.paper.wrapping import TooLong
from bot.services.posters import BRAND
from handlers import awareness
from handlers.cadre import learning

CHANNELS = (("Telegram", telegram.LIMITS), ("WhatsApp", whatsapp.LIMITS), ("Web chat", webchat.LIMITS))


def preview(content: Content, catalogs: Catalogs, ident: str, language: str | None = None) -> Iterator[str]:
    """Lines to print; nothing for an id that stands for nothing."""
    template = next((entry for entry in content.templates.entries if entry.name == ident), None)
    if template is not None:
        yield from _template(template, content.demo.office, language)
        return
    for code in [language] if language else catalogs.languages:
        for title, entry, replies in _messages(content, catalogs, ident):
            if entry is None and not all(reply.key in catalogs.sentences.get(code, {}) for reply in replies):
                continue
            mine = entry.text.get(code) if entry else None
            if entry is not None and mine is None:
                continue
            unread = (
                ""
                if mine is None or mine.is_approved
                else ", which nobody has read yet: Bahasa Indonesia is sent"
            )
            yield f"== {title}, {code}{unread}"
            drafts = _with_drafts(content, catalogs)
            for name, limits in CHANNELS:
                yield from _on(name, limits, drafts.render(replies, code, 1, limits))
            if isinstance(entry, lessons.LessonEntry) and title.startswith("weekly message"):
                yield from _card(entry, code)


def _messages(
    content: Content, catalogs: Catalogs, ident: str
) -> Iterator[tuple[str, TaughtEntry | None, tuple[Reply, ...]]]:
    """What goes by this name: a title, the entry if it has texts of its own, and what is sent."""
    for entry in content.lessons:
        if entry.id == ident:
            lesson = Lesson(entry.id, len(entry.text[FIRST_LANGUAGE].answers), entry.right)
            yield f"weekly message {entry.order}", entry, (lesson.message,)
            yield "its question", entry, awareness.ask_quiz(lesson).replies
            yield "after the answer", entry, (Reply("quiz.right", {"because": lesson.says("because")}),)
    for micro in content.cadre:
        if micro.id == ident:
            learned = MicroLesson(micro.id, micro.order, len(micro.text[FIRST_LANGUAGE].answers), micro.right)
            yield f"lesson for cadres {micro.order}", micro, learning.shown(learned)
            told: dict[str, Param] = {
                "answer": learned.says(f"answer{micro.right}"),
                "because": learned.says("because"),
            }
            yield "after a wrong answer", micro, (Reply("cadre.wrong", told),)
    if any(rule.id == ident for rule in content.rulebook.rules):
        yield "rule", None, (_sample(catalogs, f"rule.{ident}"), _sample(catalogs, f"ground.{ident}"))
    if any(voice.id == ident for voice in content.voices):
        yield "what is said", None, (_sample(catalogs, f"voice.{ident}"),)
    elif catalogs.has(ident):
        yield "sentence", None, (_sample(catalogs, ident),)


def _sample(catalogs: Catalogs, key: str) -> Reply:
    """A sentence with its parameters named where their values go."""
    sentence = catalogs.sentences[FIRST_LANGUAGE].get(key, "")
    names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name]
    return Reply(key, {name: f"<{name}>" for name in names})


def _with_drafts(content: Content, catalogs: Catalogs) -> Catalogs:
    """With the texts that wait for a reader, too."""
    added = [
        taught.sentences(kind, entries, with_unread=True)
        for kind, entries in ((lessons.KIND, content.lessons), (cadre.KIND, content.cadre))
    ]
    languages = {language for part in added for language in part} | set(catalogs.sentences)
    merged = {
        language: {
            **catalogs.sentences.get(language, {}),
            **{key: text for part in added for key, text in part.get(language, {}).items()},
        }
        for language in languages
    }
    return Catalogs(merged, languages=catalogs.languages)


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
        return whatsapp.numbered(out.text, out.choices), f"numbers{later}"
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
