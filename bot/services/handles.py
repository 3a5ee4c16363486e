"""What a button of a pushed message carries instead of the receipt code: good for one contact only."""

from bot.services.desk import Desk
from bot.services.numbers import whole
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

HANDLE_BYTES = 10


def handle(desk: Desk, contact_id: int, case_id: int) -> str:
    return f"{case_id}.{_mac(desk, contact_id, case_id)}"


def by_handle(tx: Transaction, desk: Desk, contact_id: int, text: str) -> AnyRow | None:
    """The report a handle stands for; None when it is no handle, or somebody else's."""
    digits, _, mac = text.partition(".")
    case_id = whole(digits, 15)
    if case_id is None or not desk.vault.same(mac, _mac(desk, contact_id, case_id)):
        return None
    return cases.report_by_case(tx, case_id)


def _mac(desk: Desk, contact_id: int, case_id: int) -> str:
    return desk.vault.lookup("handle", str(contact_id), str(case_id))[:HANDLE_BYTES].hex()
