"""Report -> severity with its reasons. One urgent reason wins over everything else."""

from bot.domain.offers import Severity, Triage
from bot.domain.rulebook import Rulebook
from bot.screening.text import found, mended

_ORDER = (Severity.MERAH, Severity.KUNING)


def judged(raw: str, book: Rulebook) -> Triage:
    """Never raises; a text without any reason is hijau."""
    text = mended(raw)
    fired: dict[str, Severity] = {}
    for rule in book.triage:
        is_there = found(text, rule.any) and (not rule.beside or found(text, rule.beside, keep_negated=True))
        if is_there and not (rule.unless and found(text, rule.unless, keep_negated=True)):
            fired[rule.id] = rule.severity
    for severity in _ORDER:
        why = tuple(id_ for id_, value in fired.items() if value is severity)
        if why:
            return Triage(severity, why)
    return Triage(Severity.HIJAU, ())
