"""Somebody in need, rather than an offer: does it befall the writer or others, where are they, can they speak?

What triage finds of harm is a plight unless the message is about an offer, only imagines or passes on what happened.
Words: content/plight.toml, and `cry` and `accuse` of content/lexicon.toml.
"""

from collections.abc import Iterator
from enum import IntEnum

from bot.domain.offers import Opening, Plight, Severity
from bot.screening import triage
from bot.screening.book import Book
from bot.screening.extract import Reading
from bot.screening.passage import Passage
from bot.screening.phrases import Found

HOME = "ID"
HARMS = frozenset({"disekap", "kekerasan", "terjebak"})  # reasons of a report; no offer tells of them
KEPT = "dokumen_ditahan"  # a harm for whoever is unpaid besides, or wants to go home
UNREAL = ("news", "imagined", "study", "warning")  # of nobody in need now
OFFERED = ("company", "phone", "salary", "url")  # what offers name
ORDERLY = ("agreed", "programme", "official")  # what honest ones do
CALLING = ("appeal", "named_vacancy")  # upon somebody to come
FIRST_WORDS = 2  # among which "lapor" announces a report
BEFORE = 3  # words before a place that say whether somebody is there


class Near(IntEnum):
    """What stands before a place."""

    NOTHING = 0
    GOING = 1  # "ke"
    THERE = 2  # "di"


def opening(reading: Reading, book: Book) -> Opening | None:
    """What a message of somebody in need, or about them, sounds like; None for everything else."""
    here = reading.here
    if despairs(here, book):
        return Opening.DESPAIR
    if any(book.has(here, subject) for subject in UNREAL):
        return None
    is_own = is_own_plight(here, book)
    if is_own and _is_in_need(reading, book):
        return Opening.EMERGENCY
    if _reports(reading, book):
        return Opening.REPORT
    return Opening.UNCLEAR if _is_harmed(here, book) and not _is_priced(reading, book) else None


def read(here: Passage, book: Book) -> Plight:
    """Where they are, whether they can speak, whether they ask for a number. Never raises."""
    return Plight(
        whereabouts(here, book),
        is_own=is_own_plight(here, book),
        is_quiet=book.has(here, "quiet"),
        asks_number=book.has(here, "asks_number"),
    )


def is_own_plight(here: Passage, book: Book) -> bool:
    """Whether it befalls the writer or somebody of their own, not a neighbour's child."""
    others = list(_all(here, book, "bystander"))
    mine = _all(here, book, "oneself")
    return any(not any(o.first <= one.first < o.last for o in others) for one in mine)


def whereabouts(here: Passage, book: Book) -> str:
    """ISO code of the country somebody in need is in, "" when it is not told.

    Where they are counts more than where they will be sent; who has not left yet is at home.
    """
    abroad = [
        (_before(here, found, book), -found.first, code)
        for code, names in book.countries.items()
        for found in names.all(here, keep_negated=True)
    ]
    near, _, country = max(abroad, default=(Near.NOTHING, 0, ""))
    home = [_before(here, found, book) for found in _all(here, book, "home")]
    is_home = Near.THERE in home or book.has(here, "hereabouts")
    waits = book.has(here, "not_yet")
    if near is Near.THERE and not (is_home and waits):
        return country
    if is_home or waits:
        return HOME
    return country or (HOME if home else "")


def _before(here: Passage, found: Found, book: Book) -> Near:
    """The words just before a place, the nearest first; a country's name may begin with its own."""
    located, bound = book.subject("located").literals, book.subject("bound").literals
    for word in reversed(here.words[max(0, found.first - BEFORE) : found.last]):
        if word.sentence != here.words[found.first].sentence:
            continue
        if not word.forms.isdisjoint(bound):
            return Near.GOING
        if not word.forms.isdisjoint(located):
            return Near.THERE
    return Near.NOTHING


def despairs(here: Passage, book: Book) -> bool:
    return bool(book.means(here, "despair")) and not book.has(here, "undaunted")


def _is_in_need(reading: Reading, book: Book) -> bool:
    here = reading.here
    is_cry = bool(book.means(here, "cry")) and triage.judged(here, book).severity is not Severity.HIJAU
    if is_cry and not _is_orderly(reading, book):
        return True
    is_stranded = bool(book.means(here, "stranded")) and whereabouts(here, book) not in ("", HOME)
    return (is_stranded or _is_harmed(here, book)) and not _is_offer(reading, book)


def _is_harmed(here: Passage, book: Book) -> bool:
    if book.has(here, "long_ago") and book.has(here, "came_home") and not book.has(here, "lasting"):
        return False
    told = here.as_report()
    harms = {reason.id for reason in book.reasons if reason.id in (*HARMS, KEPT) and reason.is_in(told)}
    is_kept = KEPT in harms and book.has(here, "unpaid")
    return not HARMS.isdisjoint(harms) or is_kept or bool(book.means(here, "suffered"))


def _is_offer(reading: Reading, book: Book) -> bool:
    return any(map(reading.values, OFFERED)) or any(book.has(reading.here, subject) for subject in ORDERLY)


def _is_priced(reading: Reading, book: Book) -> bool:
    """Whether an offer's sum or its call stands beside the harm that others would suffer by it."""
    sums = reading.salaries or reading.fees or reading.loose
    return bool(sums) or _is_offer(reading, book) or any(book.has(reading.here, s) for s in CALLING)


def _is_orderly(reading: Reading, book: Book) -> bool:
    """Whether what is cried out is only feared: the offer beside it names a company and how it goes on."""
    is_named = bool(reading.values("company") or reading.values("salary"))
    return is_named and any(book.has(reading.here, subject) for subject in ORDERLY)


def _reports(reading: Reading, book: Book) -> bool:
    """Whether it is told to have it reported, or of people who were taken."""
    here = reading.here
    if book.means(here, "accuse"):
        return True
    if any(found.first < FIRST_WORDS for found in _all(here, book, "reporting")):
        return True
    is_asked = book.has(here, "where_to_report") and book.has(here, "carried")
    is_told = is_asked or (bool(book.means(here, "taken")) and not _is_priced(reading, book))
    return is_told and not _is_offer(reading, book)


def _all(here: Passage, book: Book, subject: str) -> Iterator[Found]:
    return book.subject(subject).all(here, keep_negated=True)
