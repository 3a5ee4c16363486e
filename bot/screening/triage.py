"""Report -> severity with its reasons. One urgent reason wins over everything else.

Beside the reasons all words are weighed (content/evidence_reports.tsv, learned by bench/evidence.py): who is afraid
seldom says it in the words of a rule. They make a report graver, and only gossip about nobody lighter.
"""

from datetime import date

from bot.domain.offers import ADULT, LIKENESS, Severity, Triage
from bot.screening import ages, departures, people, phones
from bot.screening.book import Book
from bot.screening.passage import Passage
from bot.screening.said import probable, said, sums

FEWEST_WORDS = 9  # known ones, pairs among them; fewer say too little
GRAVE = 0.6  # probability of merah from which a report is
UNLIKELY = 0.2  # ... of hijau below which it is not
IDLE = 0.8  # ... of hijau from which talk of nobody is
_PRESSING = frozenset({"berangkat_segera", "anak"})  # whatever was long ago
_ORDER = (Severity.MERAH, Severity.KUNING)
_SEVERITIES = tuple(Severity)


def judged(here: Passage, book: Book, today: date | None = None) -> Triage:
    """Never raises; a passage without any reason is hijau."""
    here = here.as_report()
    trades = is_trading(here, book)
    found = _reasoned(here, book, today, trades=trades)
    return found if trades else _weighed(found, here, book)


def _weighed(found: Triage, here: Passage, book: Book) -> Triage:
    """The severity once all words are weighed, too. What is merah stays so."""
    if found.severity is Severity.MERAH:
        return found
    told = said(here)
    known = told.known(book.reported)
    if len(known) < FEWEST_WORDS:
        return found
    likely = dict(zip(_SEVERITIES, probable(book.reported.start, sums(known.values())), strict=True))
    if likely[Severity.MERAH] > GRAVE:
        return Triage(Severity.MERAH, (LIKENESS, *found.why))
    if found.severity is Severity.HIJAU:
        return found if likely[Severity.HIJAU] >= UNLIKELY else Triage(Severity.KUNING, (LIKENESS,))
    is_idle = likely[Severity.HIJAU] > IDLE and not _names_somebody(here, book)
    return Triage(Severity.HIJAU) if is_idle else found


def _reasoned(here: Passage, book: Book, today: date | None, *, trades: bool) -> Triage:
    """The severity by its reasons alone."""
    fired: dict[str, Severity] = {}
    likely = [reason for reason in book.reasons if reason.any.may_be_in(here)]
    may_be_grave = any(reason.severity is Severity.MERAH for reason in likely)
    imagined = book.sentences_with(here, ("imagined",)) if may_be_grave else ()
    for reason in likely:
        if reason.is_in(here, imagined if reason.severity is Severity.MERAH else ()):
            fired[reason.id] = reason.severity
    leaving = (value for _, _, value in departures.found(here.text))
    if book.has(here, "leave") and departures.is_soon(leaving, today):
        fired["berangkat_segera"] = Severity.MERAH
    if trades or book.has(here, "far_off"):
        fired.pop("berangkat_segera", None)
    if trades:
        fired.pop("gelap", None)
    if any(int(years) < ADULT for _, _, years in ages.found(here.text)):
        fired.setdefault("anak", Severity.MERAH)
    if not fired:
        return Triage(Severity.HIJAU, ())
    for id_ in _unfounded(here, book) & fired.keys():
        del fired[id_]
    for severity in _ORDER:
        why = tuple(id_ for id_, value in fired.items() if value is severity)
        if why:
            return Triage(severity, why)
    return Triage(Severity.HIJAU, ())


def is_trading(here: Passage, book: Book) -> bool:
    """Whether somebody goes abroad to buy goods, and nobody sends them."""
    return book.has(here, "trading") and not book.has(here, "recruited")


def _unfounded(here: Passage, book: Book) -> frozenset[str]:
    """Reasons that do not hold: harm that is over, or that was only heard of, by somebody who names nobody."""
    if book.has(here, "long_ago") and book.has(here, "came_home") and not book.has(here, "lasting"):
        return _harms(book) | _others(book)
    is_seen = book.has(here, "seen")
    if not (is_seen or book.has(here, "hearsay")):
        return frozenset()
    if _names_somebody(here, book):
        return frozenset()
    return _others(book) | (_harms(book) if is_seen else frozenset())


def _names_somebody(here: Passage, book: Book) -> bool:
    return any(people.found(here, book.knows)) or any(phones.found(here.text))


def _harms(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.MERAH) - _PRESSING


def _others(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.KUNING)
