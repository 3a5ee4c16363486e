"""Officers: recruiters as their villages tell of them, who may be the same one, and what they say to it.

start (by the word PELAKU, a button under one of them, or a phone number an officer types)
"""

from bot.domain.brokers import (
    APART,
    OTHER,
    SAME,
    SHOW,
    TOGETHER,
    UNDO,
    WHY,
    Broker,
    asked,
    joined,
    line,
    told,
)
from bot.domain.commands import DecideLink, SetApart
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.linking import Link
from bot.domain.messages import Choice, Inbound, Param, Reply

MOST_LISTED = 6
MOST_ASKED = 3  # questions in one turn
DECISIONS = {SAME: Link.CONFIRMED, OTHER: Link.REFUSED, UNDO: Link.PROPOSED}
BACK = (Choice("pelaku"), Choice("sinyal"))


def start(ctx: Context, msg: Inbound) -> Turn:
    """List them, show one, say why it is one, or decide."""
    if ctx.person.officer is None:
        return Turn.end(Reply("case.officers_only", choices=(Choice("cek"), Choice("lapor"))))
    if phone := ctx.carry.get("phone_asked"):
        return _named_by(ctx.facts.named_by(phone), phone)
    if msg.choice in DECISIONS:
        return _decide(ctx, msg.topic or "", DECISIONS[msg.choice])
    if msg.choice in (APART, TOGETHER):
        return _set_apart(ctx, msg.topic or "", is_apart=msg.choice == APART)
    if msg.choice in (SHOW, WHY):
        broker = ctx.facts.broker(_number(msg.topic))
        if broker is None:
            return Turn.end(Reply("broker.gone", choices=BACK))
        return _why(broker) if msg.choice == WHY else _show(broker)
    return _list(ctx.facts.brokers())


def _list(found: tuple[Broker, ...]) -> Turn:
    if not found:
        return Turn.end(Reply("broker.none", choices=(Choice("sinyal"), Choice("kasus"))))
    shown = found[:MOST_LISTED]
    return Turn.end(Reply("broker.list", {"brokers": tuple(map(line, shown))}, _ways_to(shown)))


def _named_by(found: tuple[Broker, ...], phone: str) -> Turn:
    """How often a number was told of here; one that stands in no list is not said to be in one report."""
    heard = [one for broker in found for one in broker.heard]
    if not heard:
        return Turn.end(Reply("broker.number_unknown", {"phone": phone}, (Choice("pelaku"), Choice("kasus"))))
    params: dict[str, Param] = {
        "phone": phone,
        "reports": sum(one.reports for one in heard),
        "checks": sum(one.checks for one in heard),
        "villages": len({one.village for one in heard}),
    }
    return Turn.end(Reply("broker.number_told", params, (*_ways_to(found[:MOST_ASKED]), Choice("pelaku"))))


def _ways_to(found: tuple[Broker, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(SHOW, "choice.case", {"number": one.number}, topic=str(one.id)) for one in found)


def _show(broker: Broker) -> Turn:
    questions = (asked(broker, question) for question in broker.open[:MOST_ASKED])
    return Turn.end(told(broker), *questions)


def _why(broker: Broker) -> Turn:
    """What joins it, each with the way back."""
    decided = [
        asked(broker, question) for question in broker.questions if question.state is not Link.PROPOSED
    ]
    reasons = [*(joined(broker, join) for join in broker.joins), *decided][: 2 * MOST_ASKED]
    return Turn.end(*(reasons or [Reply("broker.alone", choices=BACK)]))


def _decide(ctx: Context, topic: str, wanted: Link) -> Turn:
    broker = ctx.facts.broker(_number(topic.partition("-")[0]))
    found = broker.questions if broker is not None else ()
    question = next((each for each in found if each.id == topic), None)
    if question is None or not question.may_become(wanted):
        return Turn.end(Reply("broker.over", choices=BACK))
    undo = () if wanted is Link.PROPOSED else (Choice(UNDO, topic=topic),)
    said = Reply(f"broker.is.{wanted.value}", choices=(*undo, *BACK))
    return Turn.end(said, commands=[DecideLink(question.low, question.high, wanted)])


def _set_apart(ctx: Context, topic: str, *, is_apart: bool) -> Turn:
    number, _, key = topic.partition(":")
    broker = ctx.facts.broker(_number(number))
    found = broker.joins if broker is not None else ()
    join = next((each for each in found if str(each.key) == key), None)
    if join is None or join.is_apart is is_apart:
        return Turn.end(Reply("broker.over", choices=BACK))
    undo = Choice(TOGETHER if is_apart else APART, topic=topic)
    said = Reply("broker.is.apart" if is_apart else "broker.is.together", choices=(undo, *BACK))
    return Turn.end(said, commands=[SetApart(join.key, is_apart)])


def _number(topic: str | None) -> int:
    """What a button carries, 0 for anything else."""
    return int(topic) if topic and topic.isascii() and topic.isdigit() else 0


CONVERSATION = Conversation(
    name="brokers", start=start, words=("pelaku", SHOW, WHY, SAME, OTHER, UNDO, APART, TOGETHER), steps=()
)
