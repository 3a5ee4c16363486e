"""Report -> severity with its reasons. One urgent reason wins over everything else."""

from datetime import date

from bot.domain.offers import Severity, Triage
from bot.screening import ages, departures, people, phones
from bot.screening.book import Book
from bot.screening.passage import Passage

_PRESSING = frozenset({"berangkat_segera", "anak"})  # whatever was long ago
_ORDER = (Severity.MERAH, Severity.KUNING)


def judged(here: Passage, book: Book, today: date | None = None) -> Triage:
    """Never raises; a passage without any reason is hijau."""
    here = here.as_report()
    fired: dict[str, Severity] = {}
    for reason in book.reasons:
        if reason.is_in(here):
            fired[reason.id] = reason.severity
    leaving = (value for _, _, value in departures.found(here.text))
    if book.has(here, "leave") and departures.is_soon(leaving, today):
        fired["berangkat_segera"] = Severity.MERAH
    if any(int(years) < ages.ADULT for _, _, years in ages.found(here.text)):
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


def _unfounded(here: Passage, book: Book) -> frozenset[str]:
    """Reasons that do not hold: harm that is over, or that was only heard of, by somebody who names nobody."""
    if book.has(here, "long_ago") and book.has(here, "came_home") and not book.has(here, "lasting"):
        return _harms(book) | _others(book)
    is_seen = book.has(here, "seen")
    if not (is_seen or book.has(here, "hearsay")):
        return frozenset()
    is_named = any(people.found(here, book.knows)) or any(phones.found(here.text))
    if is_named:
        return frozenset()
    return _others(book) | (_harms(book) if is_seen else frozenset())


def _harms(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.MERAH) - _PRESSING


def _others(book: Book) -> frozenset[str]:
    return frozenset(r.id for r in book.reasons if r.severity is Severity.KUNING)
