"""A recruiter as officers see one: what is joined and why, and who may be the same.

A broker is a cluster of profiles (`bot.domain.linking`); its number is the least of theirs, so it changes when a lesser
one joins. Any profile's number finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.detection import Heard
from bot.domain.linking import Link, may_become
from bot.domain.messages import Choice, Param, Reply
from bot.domain.offers import Indicator
from bot.domain.receipt_code import ALPHABET

SHOW, WHY, SAME, OTHER, UNDO, APART, TOGETHER = (
    "lihat_pelaku", "pelaku_kenapa", "pelaku_sama", "pelaku_beda", "pelaku_urung", "pelaku_pisah", "pelaku_satukan",
)  # fmt: skip
MOST_SHOWN = 8  # villages, names or numbers in one message
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two are likely one: the catalog says `link.why.<id>` with the value."""

    id: str
    value: str = ""

    @property
    def said(self) -> Reply:
        return Reply(f"link.why.{self.id}", {"value": self.value})


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two brokers are one: what officers are asked, or have said, of two profiles of theirs.

    `mine` and `theirs` are the names by which the two are told apart in a sentence.
    """

    low: int
    high: int
    state: Link
    reasons: tuple[Reason, ...]
    mine: str
    theirs: str
    other: int  # number of the broker asked about; the same one once it is confirmed

    @property
    def id(self) -> str:
        return f"{self.low}-{self.high}"

    def may_become(self, wanted: Link) -> bool:
        return may_become(self.state, wanted)


@dataclass(frozen=True, slots=True)
class Join:
    """A key by which profiles are joined at once, or, when `is_apart`, were before somebody said that many use it."""

    key: int
    kind: str
    value: str
    profiles: int
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Broker:
    """What is told of one recruiter, in how many reports and checks, and where."""

    id: int
    names: tuple[str, ...]  # as written, the most frequent first
    ways: tuple[Indicator, ...]  # phones, accounts, handles, licences, addresses, companies
    heard: tuple[Heard, ...]
    places: Mapping[str, str]  # names of the villages, by code
    countries: tuple[str, ...]
    first_week: date
    last_week: date
    joins: tuple[Join, ...]
    questions: tuple[Question, ...]  # open ones first, the likeliest first

    @property
    def number(self) -> str:
        return number_of(self.id)

    @property
    def open(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.state is Link.PROPOSED)

    @property
    def profiles(self) -> int:
        return sum(one.reports + one.checks for one in self.heard)


def number_of(id_: int) -> str:
    """As officers say it: "P-7K2MQX"."""
    digits = ""
    for _ in range(_DIGITS):
        id_, rest = divmod(id_, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    return f"P-{digits}"


def line(broker: Broker) -> Reply:
    """One line of a list."""
    return Reply("broker.line", _params(broker))


def told(broker: Broker) -> Reply:
    """What is known of one."""
    return Reply("broker.told", _params(broker), (Choice(WHY, topic=str(broker.id)), Choice("pelaku")))


def asked(broker: Broker, question: Question) -> Reply:
    """Whether another one is the same, each reason a sentence."""
    params: dict[str, Param] = {
        "number": broker.number,
        "other": number_of(question.other),
        "mine": question.mine,
        "theirs": question.theirs,
        "reasons": tuple(reason.said for reason in question.reasons),
    }
    return Reply(f"broker.{question.state.value}", params, _answers(question))


def joined(broker: Broker, join: Join) -> Reply:
    """Why profiles are one at once, and the way to take it back."""
    params: dict[str, Param] = {
        "what": Reply(f"broker.what.{join.kind}"), "value": join.value, "count": join.profiles,
    }  # fmt: skip
    choice = Choice(TOGETHER if join.is_apart else APART, topic=f"{broker.id}:{join.key}")
    return Reply("broker.apart" if join.is_apart else "broker.joined", params, (choice,))


def _answers(question: Question) -> tuple[Choice, ...]:
    ids = (SAME, OTHER) if question.state is Link.PROPOSED else (UNDO,)
    return tuple(Choice(id_, topic=question.id) for id_ in ids)


def _params(broker: Broker) -> dict[str, Param]:
    villages = tuple(
        Reply(
            "signal.village",
            {"name": broker.places[one.village], "reports": one.reports, "checks": one.checks},
        )
        for one in broker.heard[:MOST_SHOWN]
    )
    return {
        "number": broker.number,
        "names": ", ".join(broker.names[:MOST_SHOWN]) or Reply("broker.nameless"),
        "ways": "\n".join(value for _, value in broker.ways[:MOST_SHOWN]) or Reply("broker.no_number"),
        "villages": villages or (Reply("push.place_unknown"),),
        "count": broker.profiles,
        "places": len(broker.heard),
        "questions": len(broker.open),
    }
