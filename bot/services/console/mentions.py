"""Which cases tell of a number, an account or a company: those this officer may see, and nothing is kept of it."""

from collections.abc import Collection

from bot.domain.casework import CaseState
from bot.domain.console import Who
from bot.domain.offers import Indicator
from bot.services import custody, numbers
from bot.services.console import caseload
from bot.services.desk import Desk
from bot.store.caseload import is_in_scope, standing
from bot.store.db import Transaction

MOST = 30  # numbers of cases
LOOKED_AT = 5_000  # of the newest: each is opened


def numbers_of(tx: Transaction, desk: Desk, who: Who, named: Collection[Indicator]) -> list[str]:
    """Newest first, open and closed, of the newest cases; of a report that is emptied nothing is known any more."""
    scope, wanted = caseload.scope(who), frozenset(named)
    telling = (
        row.id
        for row in reversed(standing(tx, scope, [*CaseState])[-LOOKED_AT:])
        if not wanted.isdisjoint(custody.known(desk, row).indicators)
    )
    seen = (id_ for id_ in telling if is_in_scope(tx, scope, id_) and caseload.may_see(tx, desk, who, id_))
    return [numbers.number_of(id_) for _, id_ in zip(range(MOST), seen, strict=False)]
