"""Sessions whose time is over: what presses goes out as it stands, everything else goes for good."""

from bot.domain import keeping
from bot.domain.session import Session
from bot.services import turn
from bot.services.desk import SESSION, Desk
from bot.store import people
from bot.store.db import Transaction
from bot.vault import Unopenable

MOST_AT_A_TIME = 500


def run_out(tx: Transaction, desk: Desk) -> int:
    """Take sessions that have run out, drafts and all; gives how many went."""
    gone = 0
    for row in people.sessions_run_out(tx, desk.now(), MOST_AT_A_TIME):
        if _presses(desk, row.state):
            turn.fall_silent(tx, desk, row.contact_id)
        else:
            people.forget_session(tx, row.contact_id)
            gone += 1
    return gone


def _presses(desk: Desk, sealed: bytes) -> bool:
    try:
        return keeping.presses(Session.loaded(desk.vault.open_json(sealed, SESSION)), desk.book)
    except Unopenable:  # of a key that is gone: nobody can read it any more
        return False
