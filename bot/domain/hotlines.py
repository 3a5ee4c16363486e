"""Numbers people can call, as they are told them."""

from collections.abc import Iterable

from bot.domain.conversation import Facts, Hotline
from bot.domain.faq import Faq
from bot.domain.messages import Reply

MOST = 4  # of those told together
WITHOUT_US = ("danger", "worker", "oversight")  # when no officer of ours may help


def in_danger(facts: Facts) -> list[Hotline]:
    """Who comes when somebody is in danger now: one for anybody, one for women and children."""
    return [*facts.hotlines("danger")[:1], *facts.hotlines("women_children")[:1]]


def told(lines: Iterable[Hotline]) -> tuple[Reply, ...] | Reply:
    """One a line; that there is none when there is none."""
    shown = (Reply("hotline.line", {"name": line.name, "number": line.number}) for line in lines)
    return tuple(shown) or Reply("hotline.none")


def answering(facts: Facts, question: Faq, country: str = "") -> tuple[Reply, ...]:
    """The answer to a general question, then its numbers, a mission's where somebody is in a country (ISO code)."""
    lines = [line for purpose in question.numbers for line in facts.hotlines(purpose, country=country)[:1]]
    numbers = (Reply("faq.numbers", {"numbers": told(lines)}),) if lines else ()
    return Reply(f"faq.{question.id}.body"), *numbers
