"""What people are sent, by the name of what an author writes, as each channel shows it; before anybody gets it."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.channels import telegram, webchat, whatsapp
from bot.content import Content, cadre, lessons, taught
from bot.content.taught import TaughtEntry
from bot.domain.cadre import MicroLesson
from bot.domain.console import Who
from bot.domain.conversation import Lesson
from bot.domain.messages import Outbound, Param, Reply
from bot.i18n import FIRST_LANGUAGE, Catalogs
from bot.services.desk import Desk
from handlers import awareness
from handlers.cadre import learning

CHANNELS = (("telegram", telegram.LIMITS), ("whatsapp", whatsapp.LIMITS), ("web", webchat.LIMITS))


@dataclass(frozen=True, slots=True)
class Told:
    """One moment at which it is sent; `entry` has texts of its own, `number` is its place in their order."""

    moment: str  # weekly, question, answer, cadre, wrong, rule, voice, sentence
    replies: tuple[Reply, ...]
    entry: TaughtEntry | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """How it looks on channels that show it alike."""

    language: str
    channels: tuple[str, ...]
    messages: tuple[Outbound, ...]


def told(content: Content, catalogs: Catalogs, ident: str) -> Iterator[Told]:
    """What goes by this name; nothing for one that stands for nothing."""
    for entry in content.lessons:
        if entry.id == ident:
            lesson = Lesson(entry.id, len(entry.text[FIRST_LANGUAGE].answers), entry.right)
            yield Told("weekly", (lesson.message,), entry, entry.order)
            yield Told("question", awareness.ask_quiz(lesson).replies, entry)
            yield Told("answer", (Reply("quiz.right", {"because": lesson.says("because")}),), entry)
    for micro in content.cadre:
        if micro.id == ident:
            learned = MicroLesson(micro.id, micro.order, len(micro.text[FIRST_LANGUAGE].answers), micro.right)
            yield Told("cadre", learning.shown(learned), micro, micro.order)
            words: dict[str, Param] = {
                "answer": learned.says(f"answer{micro.right}"),
                "because": learned.says("because"),
            }
            yield Told("wrong", (Reply("cadre.wrong", words),), micro)
    if any(rule.id == ident for rule in content.rulebook.rules):
        yield Told("rule", (_sample(catalogs, f"rule.{ident}"), _sample(catalogs, f"ground.{ident}")))
    if any(voice.id == ident for voice in content.voices):
        yield Told("voice", (_sample(catalogs, f"voice.{ident}"),))
    elif catalogs.has(ident):
        yield Told("sentence", (_sample(catalogs, ident),))


def moments(_tx: object, desk: Desk, _who: Who, ident: str, language: str) -> list[tuple[str, list[Look]]]:
    """When it is sent, and how that looks in a language; drafts are shown, too."""
    drafts = with_drafts(desk.content, desk.catalogs)
    return [
        (one.moment, looks(drafts, one, language))
        for one in told(desk.content, desk.catalogs, ident)
        if is_written(desk.catalogs, one, language)
    ]


def is_written(catalogs: Catalogs, one: Told, language: str) -> bool:
    """Whether there is something of its own to show in a language."""
    if one.entry is not None:
        return language in one.entry.text
    return all(reply.key in catalogs.sentences.get(language, {}) for reply in one.replies)


def looks(catalogs: Catalogs, one: Told, language: str) -> list[Look]:
    """Channels on which it looks the same stand together. WhatsApp shows choices as numbers."""
    found: dict[tuple[Outbound, ...], list[str]] = {}
    for name, limits in CHANNELS:
        parts = catalogs.render(one.replies, language, 1, limits)
        found.setdefault(tuple(_on(name, out) for out in parts), []).append(name)
    return [Look(language, tuple(names), messages) for messages, names in found.items()]


def with_drafts(content: Content, catalogs: Catalogs) -> Catalogs:
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
    return Catalogs(merged, languages=catalogs.languages, singulars=catalogs.singulars)


def _on(name: str, out: Outbound) -> Outbound:
    if name == "whatsapp" and out.choices:
        return replace(out, text=whatsapp.numbered(out), choices=())
    return out


def _sample(catalogs: Catalogs, key: str) -> Reply:
    """A sentence with its parameters named where their values go."""
    sentence = catalogs.sentences[FIRST_LANGUAGE].get(key, "")
    return Reply(key, {name: f"<{name}>" for name in _names(sentence)})


def _names(sentence: str) -> Sequence[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name]
