"""Report -> severity with its reasons. One urgent reason wins over everything else."""

from datetime import date

from bot.domain.offers import Severity, Triage
from bot.screening import ages, departures
from bot.screening.book import Book
from bot.screening.passage import Passage

_ORDER = (Severity.MERAH, Severity.KUNING)


def judged(here: Passage, book: Book, today: date | None = None) -> Triage:
    """Never raises; a passage without any reason is hijau."""
    fired: dict[str, Severity] = {}
    for reason in book.reasons:
        if reason.is_in(here):
            fired[reason.id] = reason.severity
    leaving = (value for _, _, value in departures.found(here.text))
    if book.has(here, "leave") and departures.is_soon(leaving, today):
        fired["berangkat_segera"] = Severity.MERAH
    if any(int(years) < ages.ADULT for _, _, years in ages.found(here.text)):
        fired.setdefault("anak", Severity.MERAH)
    for severity in _ORDER:
        why = tuple(id_ for id_, value in fired.items() if value is severity)
        if why:
            return Triage(severity, why)
    return Triage(Severity.HIJAU, ())
