"""What is kept of a person's place between two messages: the open question, the way back, what can be tapped. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.chat_words import Book
from bot.domain.codec import packed_replies
from bot.domain.conversation import Conversation, Draft, Step, Turn
from bot.domain.messages import Choice, Reply
from bot.domain.session import PackedQuestion, Question, Session

ANSWER = "jawab"  # under an officer's question; its topic is the report
MOST_WAITING = 3  # officers' questions that are remembered beside the latest
DEEPEST_BACK = 12  # questions KEMBALI can go back


def whose(session: Session, book: Book) -> Conversation | None:
    """The conversation whose question is open, resting or not."""
    return book.by_name.get(session.question.conversation) if session.question is not None else None


def settled(
    old: Session,
    conversation: Conversation,
    turn: Turn,
    replies: Sequence[Reply],
    book: Book,
    *,
    has_acted: bool,
) -> Session:
    """With the new question, and the old one for KEMBALI; what is over or was carried out cannot be gone back to."""
    back, asked = old.back, old.question
    if asked is not None and (asked.is_resting or _waits_for_pictures(asked, book)):
        asked = None
    if asked is not None:
        back = (*back, asked.packed())[-DEEPEST_BACK:]
    question = None
    if turn.step is not None:
        question = put(conversation, turn, turn.step, replies[-1])
        if asked is not None and question.is_again(asked):
            back = back[:-1]
    is_over = question is None or has_acted or question.is_resting
    return Session(
        question=question,
        offered=offered(replies),
        pushed=unanswered(old.pushed),
        back=without(back, conversation.name) if is_over else back,
        carry=turn.carry,
        mark=old.mark + 1,
        hidden=old.hidden,
    )


def put(conversation: Conversation, turn: Turn, step: str, asks: Reply) -> Question:
    """The question a turn asks."""
    draft = turn.draft.dumped() if turn.draft else None
    return Question(conversation.name, step, draft, packed_replies([asks]), turn.is_resting)


def hidden(session: Session, book: Book) -> Session:
    """Without anything that tells; what can be resumed is put aside for LANJUT."""
    conversation, aside = whose(session, book), session.hidden
    if conversation is not None and (conversation.resumes or presses(session, book)):
        aside = replace(session, hidden=None, pushed=()).dumped()
    return Session(mark=session.mark + 1, hidden=aside)


def in_view(session: Session) -> Session:
    """The session itself, or what the quick exit has hidden of it."""
    is_hidden = session.question is None and session.hidden is not None
    return Session.loaded(session.hidden or {}) if is_hidden else session


def presses(session: Session, book: Book) -> bool:
    """Whether anything was told that must not be lost should nothing more come."""
    return pressing(session, book) is not None


def pressing(session: Session, book: Book) -> Session | None:
    """The session back at the question that presses: the open one, or what lies beneath it or is hidden."""
    left = in_view(session)
    stack = (*left.back, left.question.packed()) if left.question is not None else left.back
    for number in reversed(range(len(stack))):
        if is_pressing(stack[number], book):
            question, is_open = Question.unpacked(stack[number]), number == len(left.back)
            return left if is_open else replace(left, question=question, offered=(), back=stack[:number])
    return None


def is_pressing(asked: PackedQuestion, book: Book) -> bool:
    """Whether what one question is about must not be lost."""
    question = Question.unpacked(asked)
    conversation = book.by_name.get(question.conversation)
    if conversation is None or conversation.silent is None:
        return False
    draft = conversation.loaded(question.draft)
    return draft is not None and conversation.is_pressing(draft)


def beneath(session: Session, book: Book) -> tuple[PackedQuestion, ...]:
    """The questions BATAL leaves standing, its way being to the last: what an emergency came into.

    Whoever leaves anything else leaves what was begun before it, too, unless that presses.
    """
    conversation = whose(session, book)
    if conversation is None:
        return ()
    back = without(session.back, conversation.name)
    if conversation.interrupts:
        return back
    return back[
        : max((number for number, asked in enumerate(back, 1) if is_pressing(asked, book)), default=0)
    ]


def gone_out(session: Session, left: Session, conversation: Conversation, turn: Turn, book: Book) -> Session:
    """After what presses in `left` went out in silence: its question where it was, in view or hidden; nothing was said.

    What lies beneath stays, but for older questions about the same; so does what went out just before.
    """
    last, sent, before = turn.replies[-1], left.question, in_view(session)
    back = without(left.back, sent.conversation if sent is not None else conversation.name)
    if before.question is not None and owed(before, book) is not None:
        back = (*back, before.question.packed())
    question = put(conversation, turn, turn.step or "", last)
    left = replace(left, question=question, offered=last.choices, back=back, mark=left.mark + 1)
    is_hidden = session.question is None and session.hidden is not None
    return replace(session, hidden=left.dumped()) if is_hidden else left


def is_idle(session: Session) -> bool:
    """Whether no question waits for an answer; one that rests offers only its choices."""
    return session.question is None or session.question.is_resting


def owed(session: Session, book: Book) -> tuple[Conversation, Step, Draft | None] | None:
    """The question that nobody has seen yet, with what it is about."""
    conversation, question = whose(session, book), session.question
    if question is None or conversation is None or conversation.owed is None:
        return None
    is_unseen = question.step == conversation.owed.__name__
    return (conversation, conversation.owed, conversation.loaded(question.draft)) if is_unseen else None


def unanswered(pushed: Sequence[Choice]) -> tuple[Choice, ...]:
    """An officer's question waits for its answer, whatever is said in between."""
    return tuple(choice for choice in pushed if choice.id == ANSWER and choice.topic is not None)


def pushed_over(old: Sequence[Choice], new: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices of a message sent unasked; behind them what still waits for an answer about other reports."""
    about = {choice.topic for choice in new}
    waiting = [choice for choice in unanswered(old) if choice.topic not in about][:MOST_WAITING]
    return (*new, *waiting)


def without(back: Sequence[PackedQuestion], conversation: str) -> tuple[PackedQuestion, ...]:
    return tuple(asked for asked in back if asked[0] != conversation)


def offered(replies: Sequence[Reply]) -> tuple[Choice, ...]:
    return next((reply.choices for reply in reversed(replies) if reply.choices), ())


def with_choices_last(replies: Sequence[Reply]) -> list[Reply]:
    """Only the last reply that has choices keeps them: older ones were another conversation's."""
    last = max((i for i, reply in enumerate(replies) if reply.choices), default=None)
    return [
        reply if i == last or not reply.choices else replace(reply, choices=())
        for i, reply in enumerate(replies)
    ]


def _waits_for_pictures(question: Question, book: Book) -> bool:
    """Whether a question only waits for pictures to be read: that is none to go back to."""
    conversation = book.by_name.get(question.conversation)
    waits = conversation.waits if conversation else None
    return waits is not None and waits.__name__ == question.step
