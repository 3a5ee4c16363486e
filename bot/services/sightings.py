"""Every report, and every check that found danger, leaves what a recruiter is recognised by: where, and in which week.

Nothing leads back to a report. Of who told it stays a mark that one in sixteen people share, so that one person who
tells twice is not taken for two. Who a report speaks of never hears what it gave (`barred`).
"""

from collections.abc import Collection, Iterable

from bot.domain.detection import MARKS, Sighting, Source, monday
from bot.domain.offers import Entity, Indicator, Level
from bot.screening.indicators import indicator
from bot.services.desk import SIGHTING, Desk
from bot.store import detection
from bot.store.db import Transaction
from bot.store.detection import Trace

MODUS = ("country", "job", "visa")  # by which a way of luring people is recognised
MOST = 20  # of one message


def of_report(
    tx: Transaction, desk: Desk, indicators: Iterable[Indicator], village: str | None, barred: Collection[int],
    teller: int | None,
) -> None:  # fmt: skip
    """`teller` is the contact who told it; None when nobody knows any more."""
    _note(tx, desk, indicators, (village or "", Source.REPORT, mark(desk, teller)), barred)


def of_check(
    tx: Transaction, desk: Desk, entities: Iterable[Entity], village: str, level: Level, teller: int
) -> None:
    """Of an offer that was judged bahaya or waspada; licensed companies leave nothing, nor do their listed numbers."""
    entities, listed = tuple(entities), desk.listed(tx)
    companies = [entity.value for entity in entities if entity.kind == "company"]
    named = (
        pair
        for entity in entities
        if (pair := indicator(entity)) is not None
        and not (entity.kind == "company" and listed.is_licensed(entity.value))
        and not (entity.kind == "phone" and listed.is_office_phone(entity.value, companies))
    )
    ways = ((entity.kind, entity.value) for entity in entities if entity.kind in MODUS)
    source = Source.DANGER if level is Level.BAHAYA else Source.CHECK
    _note(tx, desk, (*named, *ways), (village, source, mark(desk, teller)), ())


def hash_of(desk: Desk, kind: str, value: str) -> bytes:
    return desk.vault.lookup("sighting", kind, value)


def mark(desk: Desk, teller: int | None) -> int:
    """One of MARKS bits, the same for all a contact tells: what was told together narrows nobody down further."""
    return 0 if teller is None else 1 << desk.vault.lookup("teller", str(teller))[0] % MARKS


def _note(
    tx: Transaction, desk: Desk, pairs: Iterable[Indicator], told: tuple[str, Source, int], barred: Collection[int]
) -> None:  # fmt: skip
    village, source, tellers = told
    week = monday(desk.today())
    for kind, value in list(dict.fromkeys(pairs))[:MOST]:
        key = hash_of(desk, kind, value)
        known = detection.trace(tx, key)
        before = [] if known is None else desk.vault.open_json(known.barred, SIGHTING)
        sealed = desk.vault.seal(value.encode(), SIGHTING) if known is None else known.value
        everybody = desk.vault.seal_json(sorted({*before, *barred}), SIGHTING)
        detection.note(tx, Trace(key, kind, sealed, everybody), Sighting(village, week, source, 1, tellers))
