"""Recruiters in the console: what is told of one, why it is one, and who may be the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.brokers import Broker, Join, Question, joined, line
from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.services import brokers
from bot.services.console import mentions
from bot.services.desk import Desk
from bot.store import cases
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class BrokerPage:
    """One recruiter; each reason as a sentence beside what it can be taken back with."""

    broker: Broker
    joins: Sequence[tuple[Join, Reply]]
    decided: Sequence[Question]
    cases: Sequence[str]  # numbers of those that tell of them


def listing(tx: Transaction, desk: Desk, who: Who) -> list[tuple[Broker, Reply]]:
    """Those of the officer's area, with an open question first."""
    officer = cases.officer(tx, who.officer_id)
    found = () if officer is None else brokers.clusters(tx, desk, officer)
    return [(broker, line(broker)) for broker in found]


def page(tx: Transaction, desk: Desk, who: Who, number: int) -> BrokerPage | None:
    """None when there is none, or not for this officer."""
    officer = cases.officer(tx, who.officer_id)
    broker = None if officer is None else brokers.cluster(tx, desk, officer, number)
    if broker is None:
        return None
    joins = [(join, joined(broker, join)) for join in broker.joins]
    decided = [one for one in broker.questions if one not in broker.open]
    return BrokerPage(broker, joins, decided, mentions.numbers_of(tx, desk, who, broker.ways))
