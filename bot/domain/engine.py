"""The engine of all conversations: one message in, a new session, replies and commands out. Pure.

STOP comes before everything, then the quick exit; everything else is on its way through bot/domain/turning.py. What is
kept between two messages: bot/domain/keeping.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain import choosing, keeping
from bot.domain.chat_words import (
    EXIT_WORDS,
    OFFICERS_WORD,
    START_WORDS,
    Book,
    hides,
    is_stop,
)
from bot.domain.commands import Command, ForgetPictures, Resume, Stop
from bot.domain.conversation import Context, Person
from bot.domain.english import is_english
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.session import Session
from bot.domain.turning import Turning


@dataclass(frozen=True, slots=True)
class Answer:
    """What one message led to."""

    session: Session
    replies: tuple[Reply, ...]
    commands: tuple[Command, ...] = ()


def advance(
    session: Session, msg: Inbound, ctx: Context, book: Book, label: Callable[[Choice], str]
) -> Answer:
    """Handle one message.

    `label` renders a choice in the person's language, for answers typed in full. `ctx.draft` and `ctx.carry` are
    filled in here.
    """
    said = choosing.plain(msg.text) if len(msg.text) < 40 else ""
    if is_stop(said):
        return Answer(Session(mark=session.mark + 1), (Reply("engine.stopped"),), (Stop(),))
    if msg.button is None and _is_exit(said, ctx, book):
        return _exit(session, book)
    answer = Turning(session, ctx, book, label).take(msg, said)
    notes = [Reply("engine.cut")] if msg.is_cut else []
    if _writes_english(ctx.person, msg):
        answer.replies.append(Reply("engine.english"))
    if ctx.person.is_new and not answer.replies_of_menu:
        answer.replies.append(Reply("engine.first_contact"))
    commands = (Resume(), *answer.commands) if said in START_WORDS else tuple(answer.commands)
    return Answer(answer.session, (*notes, *keeping.with_choices_last(answer.replies)), commands)


def _writes_english(person: Person, msg: Inbound) -> bool:
    """Whether somebody is answered in Bahasa who writes English and was never asked which they want."""
    is_undecided = not (person.has_chosen_language or person.officer) and person.language == "id"
    return is_undecided and is_english(msg.text)


def _is_exit(said: str, ctx: Context, book: Book) -> bool:
    """Whether the person wants this off the screen; a slip of the finger in the first of the words is understood."""
    if ctx.person.officer is not None:
        return said in EXIT_WORDS - {OFFICERS_WORD}
    return said in EXIT_WORDS or hides(said) or (bool(said) and book.word(said) == OFFICERS_WORD)


def _exit(session: Session, book: Book) -> Answer:
    """One innocuous line without a button; whatever was open is out of reach of every word but LANJUT."""
    question = session.question
    forget = (ForgetPictures(),) if question is not None and question.pictures else ()
    return Answer(keeping.hidden(session, book), (Reply("engine.hidden"),), forget)
