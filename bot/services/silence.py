"""Sessions whose time is over: what presses goes out as it stands, everything else goes for good."""

from datetime import timedelta
from functools import partial

from bot import telemetry
from bot.domain import keeping
from bot.domain.session import Session
from bot.services import turn
from bot.services.desk import SESSION, Desk
from bot.store import people
from bot.store.db import Transaction, broken_by
from bot.vault import Unopenable

MOST_AT_A_TIME = 500
TRY_AGAIN = timedelta(minutes=5)  # after one that could not be sent


def run_due(tx: Transaction, desk: Desk) -> int:
    """Send what presses and nobody went on with; gives how much that was. What breaks holds up nothing else."""
    sent = 0
    for contact_id in _run_out(tx, desk, presses=True):
        error = broken_by(tx, partial(turn.fall_silent, desk=desk, contact_id=contact_id))
        telemetry.silent_reports.labels("sent" if error is None else "failed").inc()
        if error is None:
            sent += 1
            continue
        telemetry.log().error("silent_report_failed", incident=telemetry.incident_id(), error=error)
        people.postpone_session(tx, contact_id, desk.now() + TRY_AGAIN)
    return sent


def forget(tx: Transaction, desk: Desk) -> int:
    """Drop sessions that have run out and hold nothing that presses, drafts and all; gives how many went."""
    over = _run_out(tx, desk, presses=False)
    for contact_id in over:
        people.forget_session(tx, contact_id)
    return len(over)


def _run_out(tx: Transaction, desk: Desk, *, presses: bool) -> list[int]:
    rows = people.sessions_run_out(tx, desk.now(), MOST_AT_A_TIME)
    return [row.contact_id for row in rows if _presses(desk, row.state) is presses]


def _presses(desk: Desk, sealed: bytes) -> bool:
    try:
        return keeping.presses(Session.loaded(desk.vault.open_json(sealed, SESSION)), desk.book)
    except Unopenable:  # of a key that is gone: nobody can read it any more
        return False
    except Exception:  # what this code does not understand may be a report: kept, and said by `run_due`
        return True
