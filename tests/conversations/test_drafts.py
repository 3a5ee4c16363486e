"""What conversations keep between their steps."""

from dataclasses import dataclass

from bot.domain.chat_words import Book
from bot.domain.conversation import Context, Conversation, Draft, Person, Turn
from bot.domain.engine import advance
from bot.domain.messages import Address, Inbound, Reply
from bot.domain.session import Session
from tests.conversations.conftest import NOW
from tests.fakes.facts import FakeFacts


@dataclass(frozen=True, slots=True)
class Shopping(Draft):
    what: str
    count: int = 1
    seen: tuple[str, ...] = ()
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class Basket(Draft):
    what: str = ""


def test_what_a_fresh_draft_has_anyway_is_not_written_down():
    """A session holds up to a dozen drafts; what nobody answered yet takes no room in them."""
    assert Shopping("", seen=("a",)).dumped() == {"what": "", "seen": ["a"]}


def test_a_draft_comes_back_as_it_was():
    """Written down whole by an earlier version or not."""
    draft = Shopping("beras", 3, ("a", "b"), True)
    assert Shopping.loaded(draft.dumped()) == draft
    whole = {"what": "beras", "count": 1, "seen": [], "is_paid": False, "gone": "since"}
    assert Shopping.loaded(whole) == Shopping("beras")


def test_a_draft_that_holds_nothing_yet_reaches_the_next_step():
    """Written down it is empty, which is not the same as none."""
    found: list[Draft | None] = []

    def start(_ctx: Context, _msg: Inbound) -> Turn:
        return Turn.ask(read_what, Reply("x"), draft=Basket())

    def read_what(ctx: Context, _msg: Inbound) -> Turn:
        found.append(ctx.draft)
        return Turn.end(Reply("y"))

    book = Book([Conversation("shop", start, ("beli",), (read_what,), Basket)])
    session = Session()
    for text in ("beli", "beras"):
        msg = Inbound(Address("test", "1"), "main", text, text=text)
        answer = advance(session, msg, Context(Person(), FakeFacts(), NOW), book, lambda choice: choice.id)
        session = Session.loaded(answer.session.dumped())
    assert found == [Basket()]
