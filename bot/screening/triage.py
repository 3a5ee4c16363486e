"""Report -> severity with its reasons. One urgent reason wins over everything else."""

from bot.domain.offers import Severity, Triage
from bot.screening import departures
from bot.screening.book import Book

SOON = ("P0D", "P1D", "P2D", "P3D")  # departures within 72 hours
_ORDER = (Severity.MERAH, Severity.KUNING)


def judged(message: str, book: Book) -> Triage:
    """Never raises; a text without any reason is hijau."""
    here = book.read(message)
    fired: dict[str, Severity] = {}
    for reason in book.reasons:
        is_there = reason.any.find(here) and (
            not reason.beside or reason.beside.find(here, keep_negated=True)
        )
        if is_there and not reason.unless.find(here, keep_negated=True):
            fired[reason.id] = reason.severity
    if book.has(here, "leave") and any(span in SOON for _, _, span in departures.found(here.text)):
        fired["berangkat_segera"] = Severity.MERAH
    for severity in _ORDER:
        why = tuple(id_ for id_, value in fired.items() if value is severity)
        if why:
            return Triage(severity, why)
    return Triage(Severity.HIJAU, ())
