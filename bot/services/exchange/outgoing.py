"""What a file for a partner agency holds, gathered and noted in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.casework import Partner
from bot.domain.exchange import redaction
from bot.domain.exchange.records import Aggregate, Record
from bot.domain.exchange.terms import Terms
from bot.formats.header import Header
from bot.services.desk import Desk
from bot.services.exchange import sharing, statistics, transfers
from bot.store.db import Transaction

FILE = "file"


@dataclass(frozen=True, slots=True)
class Gathered:
    header: Header
    records: Sequence[Record]


def gathered(
    tx: Transaction,
    desk: Desk,
    what: str,
    partner: Partner,
    terms: Terms,
    *,
    period: date | None,
    way: str = FILE,
) -> Gathered:
    """Cases, signals or aggregates, cut to what the agency gets."""
    case_ids: list[int] = []
    records: Sequence[Record]
    match what:
        case "cases":
            records, case_ids = sharing.every(tx, desk, partner, terms)
            fields, known = sharing.fields_of(desk, partner), redaction.CASE_FIELDS
        case "signals":
            records = statistics.all_signals(tx, desk, partner)
            fields, known = statistics.signal_fields(desk, partner), redaction.SIGNAL_FIELDS
        case _:
            records = statistics.counts(tx, desk, period)
            fields = known = tuple(Aggregate.model_fields)
    header = Header(
        what=what, office=desk.office, recipient=partner, made_on=desk.today(), purpose=terms.purpose,
        legal_basis=terms.legal_basis, consent=terms.consent, withheld=redaction.withheld(known, fields),
    )  # fmt: skip
    transfers.note(tx, desk, "out", way, partner, terms, what, fields, len(records), case_ids)
    return Gathered(header, records)
