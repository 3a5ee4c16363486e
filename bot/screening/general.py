"""Which general questions are answered: nobody's own case, and where there is danger only what warns or names help."""

from collections.abc import Callable, Collection
from datetime import date

from bot.domain.faq import Faq
from bot.domain.offers import Severity, Triage
from bot.screening import asking, people, plight
from bot.screening.book import Book
from bot.screening.extract import Reading

OTHER_FRAUD = "penipuan_lain"  # the question about a fraud that is no offer of work
PARTICULAR = (
    "company",
    "phone",
    "url",
    "handle",
    "account",
    "departure",
    "salary",
    "fee",
)  # of one's own case


def is_general(reading: Reading, book: Book, *, is_about_us: bool = False) -> bool:
    """Nobody asks in general who names a sum or a day, an offer of their own, or somebody, but to ask about us."""
    if book.has(reading.here, "offered_me"):
        return False
    named = not is_about_us and any(people.found(reading.here, book.knows))
    return asking.is_question(reading.here.message) and not (named or any(map(reading.values, PARTICULAR)))


def answerable(
    questions: Collection[Faq], urgent: Triage, is_danger: Callable[[], bool], today: date
) -> tuple[Faq, ...]:
    """Those of `questions` that may be answered beside how `urgent` it is and whether an offer in it is a danger."""
    known = tuple(question for question in questions if question.review_by >= today)
    if not plight.HARMS.isdisjoint(urgent.why):
        return ()
    if all(question.is_grave for question in known):
        return known
    if urgent.severity is Severity.MERAH or is_danger():
        return tuple(question for question in known if question.is_grave)
    return known
