"""A million scripted guesses of receipt codes: none opens a report, and nobody else is kept out of theirs.

The step, the reading of codes and the budget are the real ones; the slow hash is replaced by a table of codes. The hash
itself, the database and the pace at which codes are worked out: tests/services/test_code_guesses.py.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import receipt_code
from bot.domain.budget import Budget, Spent
from bot.domain.casework import CaseState, ReceiptView
from bot.domain.conversation import Context, Person
from bot.domain.messages import Address, Inbound
from handlers.receipt import read_code
from tests.fakes.facts import FakeFacts

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BUDGET = Budget(6, timedelta(hours=6))
GUESSES = 1_000_000
SENDER = Address("web", "x")


@dataclass
class Desk(FakeFacts):
    """The codes there are, and what each identity has spent."""

    codes: frozenset[str] = frozenset()
    purses: dict[int, Spent] = field(default_factory=dict)
    who: int = 0
    now: datetime = NOW
    looked_up: int = 0

    def receipt(self, code: str) -> ReceiptView | None:
        parsed = receipt_code.parsed(code)
        if parsed is None or self.attempts_left() == 0:
            return None
        self.looked_up += 1
        if parsed in self.codes:
            return ReceiptView("1.a", "BD-101", CaseState.OFFERED, NOW)
        self.purses[self.who] = BUDGET.after(self.purses.get(self.who), self.now)
        return None

    def attempts_left(self) -> int:
        return BUDGET.left(self.purses.get(self.who), self.now)

    def opens(self, who: int, text: str) -> bool:
        """Type a code; whether the report is shown."""
        self.who = who
        turn = read_code(Context(Person(), self, self.now), Inbound(SENDER, "web", "1", text=text))
        return turn.replies[0].key.startswith("receipt.state.")


def fresh(chance: random.Random) -> str:
    return receipt_code.formed("A" + "".join(chance.choices(receipt_code.ALPHABET, k=10)))


def guess(chance: random.Random, codes: list[str], number: int) -> str:
    """What a script may send: any code, a known one's neighbours, counted up, or with every slip there is."""
    code = chance.choice(codes)
    match number % 4:
        case 0:
            return fresh(chance)
        case 1:  # differs from a real code in one place, with a check character that fits
            plain = list(code.replace("-", "")[:-1])
            place = chance.randrange(1, len(plain))
            plain[place] = chance.choice([c for c in receipt_code.ALPHABET if c != plain[place]])
            return receipt_code.formed("".join(plain))
        case 2:
            return receipt_code.formed(f"A{number:010d}")
    place = chance.choice([i for i, c in enumerate(code) if c != "-"])
    slip = chance.choice([c for c in receipt_code.ALPHABET if c != code[place]])
    return code[:place] + slip + code[place + 1 :]


@pytest.mark.slow
def test_a_million_guesses_open_nothing_and_nobody_is_locked_out() -> None:
    """Half come from ten stubborn phones and a thousand chats, half from sessions that are new every time."""
    chance = random.Random(1)
    codes = [fresh(chance) for _ in range(10_000)]
    desk = Desk(codes=frozenset(codes))
    opened = 0
    for number in range(GUESSES):
        desk.now += timedelta(milliseconds=25)  # as fast as one place works codes out
        who = [number % 10, 10 + number % 1_000, 10_000 + number][min(number % 4, 2)]
        text = guess(chance, codes, number // 4)
        opened += desk.opens(who, text) and text not in desk.codes
        if number % 1_000 == 0:
            owner, code = -1 - number, chance.choice(codes)
            slips = [code[:-1], code[:5] + "U" + code[6:], code.replace(code[0], "9", 1)]
            assert not any(desk.opens(owner, slip) for slip in slips)
            assert desk.opens(owner, f"kode saya {code.lower()}")
    assert opened == 0
    stubborn = [desk.purses[who] for who in range(0, 10, 4)]
    assert all(spent.count <= BUDGET.most for spent in stubborn)
    assert desk.looked_up < 0.65 * GUESSES, "most of what stubborn senders try is not even looked up"


def test_what_is_spent_comes_back() -> None:
    spent = None
    for _ in range(BUDGET.most):
        assert BUDGET.left(spent, NOW) > 0
        spent = BUDGET.after(spent, NOW)
    assert BUDGET.left(spent, NOW + BUDGET.span) == 0
    later = NOW + BUDGET.span + timedelta(seconds=1)
    assert BUDGET.left(spent, later) == BUDGET.most
    assert BUDGET.after(spent, later) == Spent(1, later)
