"""Report -> severity with its reasons. One urgent reason wins over everything else.

Beside the reasons all words are weighed (content/evidence_reports.tsv, learned by bench/evidence.py): who is afraid
seldom says it in the words of a rule, and who tells of what is over or was never so says many of them. They make a
report graver; lighter only a story of many words, and gossip about nobody.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from bot.domain.offers import ADULT, LIKENESS, Severity, Triage
from bot.screening import ages, departures, people, phones
from bot.screening.book import Book, ReasonPattern
from bot.screening.passage import Passage
from bot.screening.said import probable, said, sums, worst

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
_PRESSING = frozenset({LEAVING, "anak"})  # whatever was long ago
_ORDER = (Severity.MERAH, Severity.KUNING)
_SEVERITIES = tuple(Severity)


def judged(here: Passage, book: Book, today: date | None = None) -> Triage:
    """Never raises; a passage without any reason is hijau."""
    here = here.as_report()
    trades = is_trading(here, book)
    found = _reasoned(here, book, today, trades=trades)
    return found if trades else _weighed(found, here, book)


def _weighed(found: Triage, here: Passage, book: Book) -> Triage:
    """The severity once all words are weighed, too."""
    told = said(here)
    known = told.known(book.reported)
    if len(known) < FEWEST_WORDS:
        return found
    likely = dict(zip(_SEVERITIES, probable(book.reported.start, sums(known.values())), strict=True))
    if found.severity is Severity.MERAH:
        is_calm = _is_calm(likely[Severity.HIJAU], len(known), found.why)
        if not is_calm or worst(told, book.reported, PASSAGE) >= HARMFUL or _names_somebody(here, book):
            return found
        found = Triage(Severity.KUNING, found.why)
    if likely[Severity.MERAH] > GRAVE:
        return Triage(Severity.MERAH, (LIKENESS, *found.why))
    if found.severity is Severity.HIJAU:
        return found if likely[Severity.HIJAU] >= UNLIKELY else Triage(Severity.KUNING, (LIKENESS,))
    is_idle = likely[Severity.HIJAU] > IDLE and not _names_somebody(here, book)
    return Triage(Severity.HIJAU) if is_idle else found


def _is_calm(likely_hijau: float, words: int, why: tuple[str, ...]) -> bool:
    """Whether so much of it is told as harmless stories are that its urgent reason does not hold.

    Limits with which none of 580 labelled merah reports was lost to words learned from the other sets.
    """
    if not _PRESSING.isdisjoint(why):
        return False
    return likely_hijau > (CALM if words >= MANY_WORDS else CALMEST)


def _reasoned(here: Passage, book: Book, today: date | None, *, trades: bool) -> Triage:
    """The severity by its reasons alone."""
    fired: dict[str, Severity] = {}
    likely = [reason for reason in book.reasons if reason.any.may_be_in(here)]
    idle = _idle_sentences(here, book, likely)
    for reason in likely:
        if reason.is_in(here, idle.get(reason.id, ())):
            fired[reason.id] = reason.severity
    leaving = (value for _, _, value in departures.found(here.text))
    if book.has(here, "leave") and departures.is_soon(leaving, today):
        fired[LEAVING] = Severity.MERAH
    if trades or book.has(here, "far_off"):
        fired.pop(LEAVING, None)
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


def _idle_sentences(
    here: Passage, book: Book, likely: Iterable[ReasonPattern]
) -> Mapping[str, Collection[int]]:
    """By urgent reason the sentences that cannot give it: only imagined, or harm of long ago that is over."""
    grave = [reason.id for reason in likely if reason.severity is Severity.MERAH]
    if not grave:
        return {}
    imagined = book.sentences_with(here, ("imagined",))
    is_over = book.has(here, "came_home") and not book.has(here, "lasting")
    past = book.sentences_with(here, ("long_ago",)) if is_over else set()
    return {id_: imagined if id_ in _PRESSING else imagined | past for id_ in grave}


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
    if _names_somebody(here, book):
        return frozenset()
    return _others(book) | (_harms(book) if is_seen else frozenset())


def _names_somebody(here: Passage, book: Book) -> bool:
    return any(people.found(here, book.knows)) or any(phones.found(here.text))


def _harms(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.MERAH) - _PRESSING


def _others(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.KUNING)
