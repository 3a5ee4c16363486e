"""A note of everything that goes to a partner agency or comes from one: on what terms, which fields, of which cases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.casework import Partner
from bot.domain.exchange.terms import Caller, Terms
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import exchange
from bot.store.db import Transaction

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class TransferView:
    at: datetime
    direction: str
    what: str
    way: str
    partner: Partner
    terms: Terms
    fields: str
    records: int
    numbers: tuple[str, ...]


def went_out(
    tx: Transaction, desk: Desk, caller: Caller, what: str, fields: Collection[str], records: int,
    case_ids: Sequence[int] = (),
) -> None:  # fmt: skip
    """To the caller, through the API."""
    note(
        tx, desk, "out", "api", caller.partner, caller.terms, what, fields, records, case_ids, key=caller.key
    )


def note(
    tx: Transaction, desk: Desk, direction: str, way: str, partner: Partner, terms: Terms, what: str,
    fields: Collection[str], records: int, case_ids: Sequence[int] = (), *, key: int | None = None,
) -> None:  # fmt: skip
    exchange.note_transfer(
        tx, direction=direction, way=way, partner=partner.value, key_id=key, what=what,
        purpose=terms.purpose.value, legal_basis=terms.legal_basis, consent=terms.consent.value,
        fields=",".join(fields), records=records, case_ids=",".join(map(str, case_ids)), at=desk.now(),
    )  # fmt: skip


def listing(tx: Transaction, partner: Partner | None) -> list[TransferView]:
    """The latest first."""
    return [
        TransferView(
            row.at, row.direction, row.what, row.way, Partner(row.partner),
            Terms(row.purpose, row.legal_basis, row.consent), row.fields, row.records,
            tuple(number_of(int(number)) for number in row.case_ids.split(",") if number),
        )
        for row in exchange.all_transfers(tx, partner, MOST_LISTED)
    ]  # fmt: skip
