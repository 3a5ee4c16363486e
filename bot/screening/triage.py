"""Report -> severity with its reasons. One urgent reason wins over everything else.

Beside the reasons all words are weighed (content/evidence_reports.tsv, learned by bench/evidence.py): who is afraid
seldom says it in the words of a rule, and who tells of what is over or was never so says many of them. They make a
report graver; lighter only a story of many words, and gossip about nobody.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.offers import ADULT, LIKENESS, Severity, Triage
from bot.screening import ages, departures
from bot.screening.book import Book, ReasonPattern
from bot.screening.passage import Passage
from bot.screening.said import Said, probable, said, sums, worst
from bot.screening.standing import Standing, names_somebody

FEWEST_WORDS = 9  # known ones, pairs among them; fewer say too little
GRAVE = 0.6  # probability of merah from which a report is
UNLIKELY = 0.2  # ... of hijau below which it is not
IDLE = 0.8  # ... of hijau from which talk of nobody is
MANY_WORDS = 25  # known ones
CALM = 0.7  # probability of hijau above which so many outweigh an urgent reason
CALMEST = 0.9  # ... above which fewer do
PASSAGE = 16  # words
HARMFUL = 0.7  # probability of merah in a passage of them from which none does
LEAVING = "berangkat_segera"
CHILD = "anak"
TRAVELS = frozenset({LEAVING, "gelap"})  # so do those who go abroad to buy goods
_PRESSING = frozenset({LEAVING, CHILD})  # whatever was long ago
_ORDER = (Severity.MERAH, Severity.KUNING)
_SEVERITIES = tuple(Severity)


def judged(here: Passage, book: Book, today: date | None = None) -> Triage:
    """Never raises; a passage without any reason is hijau."""
    here = here.as_report()
    stands = Standing(here, book)
    fired = _reasoned(here, book, stands, today)
    if is_trading(here, book):
        return _graded({id_: severity for id_, severity in fired.items() if id_ not in TRAVELS})
    sure = _sure(here, book, stands)
    found = _graded({**fired, **sure})
    return found if sure else _weighed(found, here, book)


def is_of_ones_own(here: Passage, book: Book) -> bool:
    """Whether an urgent reason is told of oneself or one's own, whatever else is told."""
    here = here.as_report()
    return bool(_sure(here, book, Standing(here, book)))


def _graded(fired: Mapping[str, Severity]) -> Triage:
    for severity in _ORDER:
        why = tuple(id_ for id_, value in fired.items() if value is severity)
        if why:
            return Triage(severity, why)
    return Triage(Severity.HIJAU, ())


def _weighed(found: Triage, here: Passage, book: Book) -> Triage:
    """The severity once all words are weighed, too."""
    told = weighed_of(here, book)
    known = told.known(book.reported)
    if len(known) < FEWEST_WORDS:
        return found
    likely = dict(zip(_SEVERITIES, probable(book.reported.start, sums(known.values())), strict=True))
    if found.severity is Severity.MERAH:
        is_calm = _is_calm(likely[Severity.HIJAU], len(known), found.why) and not book.has(here, "goes_on")
        if not is_calm or worst(told, book.reported, PASSAGE) >= HARMFUL or names_somebody(here, book):
            return found
        found = Triage(Severity.KUNING, found.why)
    if likely[Severity.MERAH] > GRAVE:
        return Triage(Severity.MERAH, (LIKENESS, *found.why))
    if found.severity is Severity.HIJAU:
        return found if likely[Severity.HIJAU] >= UNLIKELY else Triage(Severity.KUNING, (LIKENESS,))
    is_idle = likely[Severity.HIJAU] > IDLE and not names_somebody(here, book)
    return Triage(Severity.HIJAU) if is_idle else found


def weighed_of(here: Passage, book: Book) -> Said:
    """What of a report is weighed: its words but for what is said to be polite."""
    return said(here, unsaid=book.words_with(here, ("courtesy",)))


def _is_calm(likely_hijau: float, words: int, why: tuple[str, ...]) -> bool:
    """Whether so much of it is told as harmless stories are that its urgent reason does not hold.

    Limits with which none of 580 labelled merah reports was lost to words learned from the other sets.
    """
    if not _PRESSING.isdisjoint(why):
        return False
    return likely_hijau > (CALM if words >= MANY_WORDS else CALMEST)


def _sure(here: Passage, book: Book, stands: Standing) -> dict[str, Severity]:
    """The urgent reasons told of one's own: nothing else in the report takes them back."""
    harms = _harms(book)
    told = [reason for reason in _likely(here, book) if reason.id in harms]
    if not told:
        return {}
    others = set(range(len(here.words))) - stands.own
    return {reason.id: reason.severity for reason in told if reason.is_in(here, others)}


def _reasoned(here: Passage, book: Book, stands: Standing, today: date | None) -> dict[str, Severity]:
    """The reasons, each with its severity."""
    fired = {reason.id: reason.severity for reason in _likely(here, book) if _stands(reason, here, stands)}
    leaving = (value for _, _, value in departures.found(here.text))
    if book.has(here, "leave") and departures.is_soon(leaving, today):
        fired[LEAVING] = Severity.MERAH
    if book.has(here, "far_off"):
        fired.pop(LEAVING, None)
    young = (here.word_at(start) for start, _, years in ages.found(here.text) if int(years) < ADULT)
    if any(number not in stands.imagined for number in young):
        fired.setdefault(CHILD, Severity.MERAH)
    unfounded = _unfounded(here, book) if fired else ()
    return {id_: severity for id_, severity in fired.items() if id_ not in unfounded}


def _stands(reason: ReasonPattern, here: Passage, stands: Standing) -> bool:
    """Whether a passage gives a reason by words that can."""
    if not reason.is_in(here):
        return False
    if reason.severity is not Severity.MERAH:
        return True
    settled = stands.settled if reason.id != CHILD else frozenset()
    past = stands.past if reason.id not in _PRESSING else frozenset()
    idle = stands.imagined | settled | past
    return not idle or reason.is_in(here, idle)


def _likely(here: Passage, book: Book) -> Iterator[ReasonPattern]:
    return (reason for reason in book.reasons if reason.any.may_be_in(here))


def is_trading(here: Passage, book: Book) -> bool:
    """Whether somebody goes abroad to buy goods, and nobody sends them."""
    return book.has(here, "trading") and not book.has(here, "recruited")


def is_other_fraud(here: Passage, book: Book) -> bool:
    """Whether it is about a fraud that sends nobody to work: a parcel, a prize, a loan, a link."""
    return book.has(here, "other_fraud") and not any(
        book.has(here, subject) for subject in ("work", "leave", "cry")
    )


def _unfounded(here: Passage, book: Book) -> frozenset[str]:
    """Reasons that do not hold: harm that is over, or that was only heard of, by somebody who names nobody."""
    is_seen = book.has(here, "seen")
    if not (is_seen or book.has(here, "hearsay")):
        return frozenset()
    if names_somebody(here, book) or (is_seen and book.has(here, "close")):
        return frozenset()
    return _others(book) | (_harms(book) if is_seen else frozenset())


def _harms(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.MERAH) - _PRESSING


def _others(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.KUNING)
