"""What a reporter has told, opened for those who decide who may see it."""

from bot.services.desk import RELAY, REPORT, Desk
from bot.store import cases
from bot.store.db import Transaction


def fields_of(tx: Transaction, desk: Desk, case_id: int) -> dict[str, str]:
    """The answers by question; {} once withdrawn."""
    case = cases.case(tx, case_id)
    return {} if case is None or case.body is None else dict(desk.vault.open_json(case.body, REPORT))


def added(tx: Transaction, desk: Desk, case_id: int) -> list[str]:
    """What the reporter said afterwards, in order."""
    return [
        desk.vault.open(message.body, RELAY).decode()
        for message in cases.thread(tx, case_id)
        if not message.from_officer and message.body is not None
    ]


def told_by_reporter(tx: Transaction, desk: Desk, case_id: int) -> str:
    """Everything, one answer a line."""
    return "\n".join([*fields_of(tx, desk, case_id).values(), *added(tx, desk, case_id)])
