"""Known indicators: recorded when an officer says whose they are, recognised in later offers, forgotten in time.

Kept are keyed hashes with a count and months; no case, no report, no day. Whoever knows a number can ask whether it
was confirmed; nobody can read from the table which numbers were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.casework import CONFIRMING, CaseState
from bot.domain.offers import Indicator
from bot.services import audit, casework, custody
from bot.services.desk import Desk
from bot.store import cases, indicators
from bot.store.db import Transaction

NOTED = "indicators_noted"  # in the audit trail: a case is asked about once
SHOWN_ID = 12  # hexadecimal digits by which an administrator names one


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator as an administrator sees it."""

    id: str
    kind: str
    cases: int
    first_month: str
    last_month: str


def named_in(tx: Transaction, desk: Desk, contact_id: int, number: str) -> tuple[Indicator, ...]:
    """What the reports of this officer's case and of those merged into it name; () when asked before, or not theirs.

    An exercise names nobody.
    """
    owned = casework.owned(tx, contact_id, number)
    if owned is None or owned[1].training_id is not None or NOTED in audit.actions_of(tx, owned[1].id):
        return ()
    reports = (cases.report_by_case(tx, each) for each in (owned[1].id, *cases.merged_into(tx, owned[1].id)))
    named = (custody.known(desk, report).indicators for report in reports if report is not None)
    found = dict.fromkeys(pair for pairs in named for pair in pairs)
    official = {tail(entry.number) for entry in desk.content.hotlines.entries}
    return tuple(pair for pair in found if not (pair[0] == "phone" and tail(pair[1]) in official))


def record(
    tx: Transaction, desk: Desk, contact_id: int, number: str, chosen: Sequence[Indicator], now: datetime
) -> int:
    """Record what the officer of a closed case chose among what its report names; gives how many."""
    owned = casework.owned(tx, contact_id, number)
    if owned is None or owned[1].state != CaseState.CLOSED.value or owned[1].outcome not in CONFIRMING:
        return 0
    confirmed = [pair for pair in named_in(tx, desk, contact_id, number) if pair in chosen]
    for kind, value in confirmed:
        indicators.confirm(tx, _hash(desk, (kind, value)), kind, _month(now))
    if confirmed:
        audit.note(tx, desk, owned[0].id, owned[1].id, NOTED, now)
    return len(confirmed)


def confirmed(tx: Transaction, desk: Desk, text: str, known: Mapping[str, str]) -> frozenset[Indicator]:
    """Those of an offer's indicators that officers confirmed in earlier cases."""
    hashes = {_hash(desk, pair): pair for pair in desk.screener.indicators(text, known, desk.listed(tx))}
    return frozenset(hashes[found] for found in indicators.known(tx, list(hashes))) if hashes else frozenset()


def listing(tx: Transaction) -> list[IndicatorLine]:
    return [
        IndicatorLine(row.hash.hex()[:SHOWN_ID], row.kind, row.cases, row.first_month, row.last_month)
        for row in indicators.everything(tx)
    ]


def withdraw(tx: Transaction, desk: Desk, what: str) -> int:
    """Take back what was recorded by mistake, by its id or as people write it ("0811-1111-0001"); gives how many."""
    wanted = [
        row.hash for row in indicators.everything(tx) if row.hash.hex()[:SHOWN_ID] == what.strip().lower()
    ]
    wanted = wanted or [_hash(desk, pair) for pair in desk.screener.indicators(what, {}, desk.listed(tx))]
    count = indicators.remove(tx, wanted)
    if count:
        audit.note(tx, desk, None, None, "indicator_withdrawn", desk.now())
    return count


def purge(tx: Transaction, before: datetime) -> int:
    """Forget what nobody has confirmed since the month of that day."""
    return indicators.purge(tx, _month(before))


def _hash(desk: Desk, pair: Indicator) -> bytes:
    return desk.vault.lookup("indicator", *pair)


def _month(now: datetime) -> str:
    return f"{now:%Y-%m}"


def tail(number: str) -> str:
    """The digits that are the same however a number is written."""
    return "".join(filter(str.isdigit, number))[-8:]
