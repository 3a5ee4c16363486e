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
TALK = (
    *UNREAL,
    "press",
    "sale",
    "course",
    "jest",
    "seen",
    "long_ago",
    "stories",
    "taken_back",
    "nobodys",
)  # ... nor told to have anybody come
OFFERED = ("company", "phone", "salary", "url")  # what offers name
ORDERLY = ("agreed", "programme", "official")  # what honest ones do
CALLING = ("appeal", "named_vacancy")  # upon somebody to come
FIRST_WORDS = 2  # among which "lapor" announces a report
JUST_BEFORE = 2  # words before a country somebody is in
LONGEST = 60  # words of somebody who asks for help in them; longer ones tell a life, or offer one
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
    if is_own and (_is_in_need(reading, book) or _wavers_at_the_gate(here, book)):
        return Opening.EMERGENCY
    if _is_in_need_there(reading, book) or tells_of_death(here, book) or _came_home_in_need(reading, book):
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
        is_sent_on=book.has(here, "not_yet") and not _is_here(here, book),
        is_at_gate=is_at_gate(here, book),
        is_home_again=is_home_again(here, book),
        is_death=tells_of_death(here, book),
        is_employed=book.has(here, "master"),
        is_talk=any(book.has(here, subject) for subject in TALK),
    )


def is_own_plight(here: Passage, book: Book) -> bool:
    """Whether it befalls the writer or somebody of their own, not a neighbour's child."""
    others = list(_all(here, book, "bystander"))
    mine = _all(here, book, "oneself")
    return any(not any(o.first <= one.first < o.last for o in others) for one in mine)


def whereabouts(here: Passage, book: Book) -> str:
    """ISO code of the country somebody in need is in, "" when it is not told.

    Where they are counts more than where they will be sent; who has not left yet, was brought as far as a place here,
    or is back, is at home.
    """
    if is_home_again(here, book):
        return HOME
    near, place, country = _abroad(here, book)
    waits = book.has(here, "not_yet")
    brought = max((found.first for found in _all(here, book, "brought_here")), default=-1)
    if brought >= 0 and (waits or near is not Near.THERE or -place < brought):
        return HOME
    is_home = _is_here(here, book)
    if near is not Near.THERE and _is_boarding(here, book):
        return HOME
    if near is Near.THERE and not (is_home and waits):
        return country
    if is_home or waits:
        return HOME
    return country or (HOME if book.has(here, "home") else "")


def _abroad(here: Passage, book: Book) -> tuple[Near, int, str]:
    """The country named that somebody is most likely in: how near, minus where it stands, its code."""
    named = (
        (_before(here, found, book), -found.first, code)
        for code, names in book.countries.items()
        for found in names.all(here, keep_negated=True)
    )
    return max(named, default=(Near.NOTHING, 0, ""))


def _is_here(here: Passage, book: Book) -> bool:
    """Whether they are said to be at a place in this country."""
    home = (_before(here, found, book) for found in _all(here, book, "home"))
    return book.has(here, "hereabouts") or Near.THERE in home


def _is_named_there(here: Passage, book: Book) -> bool:
    """Whether a country is named as one somebody is in: "di Taiwan"."""
    present = book.subject("present").literals
    for names in book.countries.values():
        for found in names.all(here, keep_negated=True):
            near = here.words[max(0, found.first - JUST_BEFORE) : found.last]
            sentence = here.words[found.first].sentence
            if any(w.sentence == sentence and not w.forms.isdisjoint(present) for w in near):
                return True
    return False


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
    if book.has(here, "brought_here") and book.has(here, "unfree") and not _is_offer(reading, book):
        return True
    is_stranded = bool(book.means(here, "stranded")) and whereabouts(here, book) not in ("", HOME)
    return (is_stranded or _is_harmed(here, book)) and not _is_offer(reading, book)


def is_home_again(here: Passage, book: Book) -> bool:
    """Whether they are back: what they suffered can be told and what is owed claimed, but nobody holds them now."""
    return book.has(here, "home_again") and not (book.has(here, "homesick") or book.has(here, "lasting"))


def is_at_gate(here: Passage, book: Book) -> bool:
    """Whether they are about to be put on board, not abroad, and not only seen there by somebody."""
    is_boarding = _is_boarding(here, book) and not book.has(here, "witnessed")
    return is_boarding and whereabouts(here, book) in ("", HOME)


def _is_boarding(here: Passage, book: Book) -> bool:
    return book.has(here, "at_gate") and not book.has(here, "gate_later")


def tells_of_death(here: Passage, book: Book) -> bool:
    """Whether somebody died abroad or at sea; where others are held beside it, that comes first."""
    if not book.has(here, "died") or _is_told_at_length(here, book):
        return False
    if any(book.has(here, subject) for subject in ("died_there", "cry", "proposed")) or _harms(here, book):
        return False
    return _is_named_there(here, book) or book.has(here, "migrants")


def _is_told_at_length(here: Passage, book: Book) -> bool:
    """Whether it is a story of long ago, one only imagined, or one that went well."""
    told = ("supposed", "mended", "long_ago")
    return len(here.words) > LONGEST or any(book.has(here, subject) for subject in told)


def _wavers_at_the_gate(here: Passage, book: Book) -> bool:
    is_orderly = book.has(here, "programme") or book.has(here, "official")
    return book.has(here, "unwilling") and not is_orderly and is_at_gate(here, book)


def _is_in_need_there(reading: Reading, book: Book) -> bool:
    """Whether somebody who is abroad already is ill, missing, cheated or wants home; nobody is offered anything."""
    here = reading.here
    if not book.has(here, "needs") or any(map(reading.values, ("phone", "url", "handle"))):
        return False
    if any(book.has(here, subject) for subject in ("proposed", "not_yet", "programme", "official")):
        return False
    is_there = _is_named_there(here, book) and whereabouts(here, book) != HOME
    return is_there and not _is_told_at_length(here, book)


def _came_home_in_need(reading: Reading, book: Book) -> bool:
    here = reading.here
    is_offer = _is_offer(reading, book) or any(book.has(here, subject) for subject in ("sale", "proposed"))
    if not is_home_again(here, book) or is_offer or _is_told_at_length(here, book):
        return False
    return _is_harmed(here, book) or any(book.has(here, s) for s in ("unpaid", "needs", "aftermath"))


def _is_harmed(here: Passage, book: Book) -> bool:
    if book.has(here, "long_ago") and book.has(here, "came_home") and not book.has(here, "lasting"):
        return False
    harms = _harms(here, book)
    is_kept = KEPT in harms and (book.has(here, "unpaid") or book.has(here, "unfree"))
    return not HARMS.isdisjoint(harms) or is_kept or bool(book.means(here, "suffered"))


def _harms(here: Passage, book: Book) -> set[str]:
    """The reasons of a report that no offer gives."""
    told = here.as_report()
    return {reason.id for reason in book.reasons if reason.id in (*HARMS, KEPT) and reason.is_in(told)}


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
