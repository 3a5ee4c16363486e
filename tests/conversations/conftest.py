"""A person who chats with the engine: no database, no loop, fixed clock and codes.

Every answer is rendered in all languages as it goes by: a missing key, a wrong parameter, a label that is too long
or that stands twice under one message fails the test that met it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import handlers
from bot.domain import choosing, commands, keeping
from bot.domain.casework import OfficerView, Page, Role
from bot.domain.channel import Limits
from bot.domain.chat_words import Book
from bot.domain.commands import Command, CountAnswer
from bot.domain.conversation import Context, Conversation, Person
from bot.domain.engine import Answer, advance
from bot.domain.messages import Address, Choice, Inbound, Media, MediaKind, Outbound, Reply
from bot.domain.pictures import Heard
from bot.domain.session import Session
from tests.conftest import library
from tests.fakes.facts import CODE, LINK, FakeFacts

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
LIMITS = Limits(text=4096, buttons=10)
CATALOGS = library().catalogs
CONVERSATIONS: tuple[Conversation, ...] = tuple(
    import_module(f"handlers.{module.name}").CONVERSATION for module in iter_modules(handlers.__path__)
)
BOOK = Book(CONVERSATIONS)
OFFICER = OfficerView(1, Role.PIMPASA, "36.04")
PHOTO = Media(MediaKind.PHOTO, id=12)
VOICE = Media(MediaKind.VOICE, id=13)


@dataclass
class Chat:
    """One person's chat. `replies`, `keys`, `commands` and `rendered` are of the latest turn."""

    facts: FakeFacts = field(default_factory=FakeFacts)
    person: Person = field(default_factory=Person)
    session: Session = field(default_factory=Session)
    replies: tuple[Reply, ...] = ()
    commands: list[Command] = field(default_factory=list)
    done: list[Command] = field(default_factory=list)  # of the whole chat
    lines: list[str] = field(default_factory=list)  # the transcript
    reads_pictures: bool = False
    can_erase: bool = False
    traces: str = "chat"

    def says(self, text: str = "", **parts: object) -> "Chat":
        """Send text, or a part of Inbound: media, location, phone, start, button."""
        msg = Inbound(Address("test", "1"), "main", "1", text=text, **parts)  # type: ignore[arg-type]
        self.lines.append(f"> {text or ', '.join(parts)}")
        return self._takes(msg)

    def taps(self, choice_id: str, topic: str | None = None) -> "Chat":
        """Tap a button of the latest message; a topic names a standing one."""
        if topic is not None:
            return self.says(button=choosing.payload(Choice(choice_id, topic=topic), 0))
        choice = next((c for c in self.choices if c.id == choice_id), None)
        assert choice is not None, f"no button {choice_id!r} among {[c.id for c in self.choices]}"
        self.lines.append(f"> [{CATALOGS.label(choice, self.person.language)}]")
        button = choosing.payload(choice, self.session.mark)
        return self._takes(Inbound(Address("test", "1"), "main", "1", button=button))

    def hears(self, heard: Heard) -> "Chat":
        """Pictures sent before were read."""
        self.lines.append("> (pictures were read)")
        return self._takes(Inbound(Address("test", ""), "", "", heard=heard))

    def falls_silent(self) -> "Chat":
        """Nothing came from them for a while."""
        self.lines.append("> (nothing for a while)")
        return self._takes(Inbound(Address("test", ""), "", "", is_silence=True))

    def gets(self, *replies: Reply) -> "Chat":
        """Something is sent to them unasked."""
        replies = choosing.standing(replies, "push")
        pushed = next((reply.choices for reply in reversed(replies) if reply.choices), ())
        self.session = replace(self.session, pushed=keeping.pushed_over(self.session.pushed, pushed))
        self._shows(replies)
        return self

    @property
    def keys(self) -> list[str]:
        return [reply.key for reply in self.replies]

    @property
    def choices(self) -> tuple[Choice, ...]:
        return next((reply.choices for reply in reversed(self.replies) if reply.choices), ())

    @property
    def step(self) -> str:
        question = self.session.question
        return f"{question.conversation}.{question.step}" if question else ""

    @property
    def rendered(self) -> str:
        return "\n".join(out.text for out in self.messages)

    @property
    def messages(self) -> list[Outbound]:
        return CATALOGS.render(self.replies, self.person.language, self.session.mark, LIMITS)

    def _takes(self, msg: Inbound) -> "Chat":
        ctx = Context(
            self.person,
            self.facts,
            NOW,
            fresh_code=lambda: CODE,
            fresh_link=lambda page: LINK.replace(Page.REPORT, page),
            office="Kantor Imigrasi Contoh",
            reads_pictures=self.reads_pictures,
            can_erase=self.can_erase,
            traces=self.traces,
        )
        answer = advance(self.session, msg, ctx, BOOK, lambda c: CATALOGS.label(c, self.person.language))
        kept = json.loads(json.dumps(answer.session.dumped()))
        self.session = Session.loaded(kept)
        self._keeps(answer)
        for language in CATALOGS.languages if self.replies or msg.is_theirs else ():
            check_rendering(self.replies, language)
        self._shows(self.replies)
        return self

    def _keeps(self, answer: Answer) -> None:
        self.replies, self.commands = answer.replies, list(answer.commands)
        self.done += answer.commands
        self.person = replace(self.person, is_new=False)
        for command in answer.commands:
            match command:
                case commands.SetLanguage(language):
                    self.person = replace(self.person, language=language, has_chosen_language=True)
                case commands.SetVillage(code):
                    self.person = replace(self.person, village=self.facts.place(code))
                case commands.Subscribe(topic):
                    self.person = replace(self.person, topics=(*self.person.topics, topic))
                case commands.Unsubscribe() | commands.Stop():
                    self.person = replace(self.person, topics=())
                case commands.JoinAsOfficer():
                    self.person = replace(self.person, officer=OFFICER)

    def _shows(self, replies: tuple[Reply, ...]) -> None:
        for out in CATALOGS.render(replies, self.person.language, self.session.mark, LIMITS):
            self.lines += out.text.split("\n")
            if out.choices:
                self.lines.append("  ".join(f"[{label.label}]" for label in out.choices))
            self.lines.append("")


_WAITED = re.compile(r"\{([a-z_]+)\}")  # what a sentence has a place for


def check_rendering(replies: tuple[Reply, ...], language: str) -> None:
    """Words for everything, labels of at most 20 characters, none twice under one message."""
    shown = CATALOGS.render(replies, language, 1, LIMITS)
    assert shown
    assert all(out.text.strip() for out in shown)
    for reply in replies:
        waited = set(_WAITED.findall(CATALOGS.sentences[language][reply.key]))
        assert waited <= set(reply.params), (reply.key, waited)
    for reply in replies:
        labels = [CATALOGS.text(choice.label, language) for choice in reply.choices]
        assert all(0 < len(label) <= 20 for label in labels), labels
        assert len(set(labels)) == len(labels), labels


def counted(chat: Chat) -> list[Command]:
    """The commands that do something, without those that only count."""
    return [command for command in chat.commands if not isinstance(command, CountAnswer)]


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.fixture
def officer() -> Chat:
    return Chat(person=Person(officer=OFFICER))


@pytest.fixture
def transcript(request: pytest.FixtureRequest) -> Iterator[object]:
    """Compare a chat with tests/transcripts/<name>.txt; `--update` writes it anew."""

    def compare(chat: Chat, name: str) -> None:
        path = ROOT / "tests" / "transcripts" / f"{name}.txt"
        told = "\n".join(chat.lines).rstrip() + "\n"
        if request.config.getoption("--update", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(told, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == told, "read the difference, then run pytest --update"

    yield compare
