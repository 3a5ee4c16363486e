"""The ledger of what providers handed us: each message counts once, for as long as they may repeat it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.store import people
from bot.store.db import Transaction
from bot.store.schema import inbox

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
LATER = NOW + timedelta(hours=40)
MESSAGE = ("telegram", "bot-1", "42")


def test_a_message_that_is_repeated_is_known(tx: Transaction) -> None:
    told = [people.note_inbound(tx, *MESSAGE, at) for at in (NOW, LATER, LATER)]
    assert told == [True, False, False]
    ((channel, account, number, received_at),) = tx.execute(select(inbox)).all()
    assert (channel, account, number, received_at) == (*MESSAGE, NOW)


@pytest.mark.parametrize(
    "other", [("whatsapp", "bot-1", "42"), ("telegram", "bot-2", "42"), ("telegram", "bot-1", "43")]
)
def test_the_same_number_elsewhere_is_another_message(tx: Transaction, other: tuple[str, str, str]) -> None:
    assert people.note_inbound(tx, *MESSAGE, NOW)
    assert people.note_inbound(tx, *other, NOW)


def test_what_providers_no_longer_repeat_is_forgotten(tx: Transaction) -> None:
    for number, at in (("1", NOW), ("2", LATER - timedelta(milliseconds=1)), ("3", LATER)):
        people.note_inbound(tx, "telegram", "bot-1", number, at)
    assert people.purge_inbox(tx, LATER) == 2
    told = {number: people.note_inbound(tx, "telegram", "bot-1", number, LATER) for number in "123"}
    assert told == {"1": True, "2": True, "3": False}
