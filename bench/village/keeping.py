"""What became of everything that was accepted or queued: read from the database after the year, by a fresh process."""

import re
from dataclasses import dataclass

from sqlalchemy import select

from bench.village.play import Play
from bench.village.provider import OFFICER
from bot.app import App
from bot.services.desk import ADDRESS
from bot.services.numbers import number_of
from bot.store import cases as kept_cases
from bot.store.db import Transaction
from bot.store.outbox import State
from bot.store.schema import assignments, cases, contacts, officers, outbox

_NUMBER = re.compile(r"BD-\d+")


@dataclass(frozen=True, slots=True)
class Kept:
    """`accepted` reports and those of them without a case; officers asked and never told.

    `cases` are those too many, `alerts` those delivered to an officer once more in the same words, `answered` messages
    whose second delivery did anything. `waiting` are messages that could have gone out and did not, `listed` those
    nobody knows the end of.
    """

    accepted: int
    without_case: int
    cases: int
    alerts: int
    answered: int
    untold: int
    waiting: int
    listed: int

    @property
    def doubled(self) -> int:
        return self.cases + self.alerts + self.answered


def kept(app: App, play: Play) -> Kept:
    talks, desk = play.talks, app.desk
    hashes = [desk.vault.receipt_hash(code) for code in talks.codes]

    def read(tx: Transaction) -> Kept:
        rows = tx.execute(select(cases.c.id, cases.c.like_id)).all()
        known = {row.id for row in rows}
        lost = [number for number in play.life.accepted if number not in known]
        lost_codes = [mark for mark in hashes if not kept_cases.is_code(tx, mark, desk.now())]
        accepted = len(play.life.accepted) + len(hashes)
        alone = {row.id for row in rows if row.like_id is None}
        rest = tx.execute(select(outbox.c.state, outbox.c.not_before_at)).all()
        due = [row.state for row in rest if row.not_before_at is None or row.not_before_at <= desk.now()]
        return Kept(
            accepted,
            without_case=len(lost) + len(lost_codes),
            cases=len(known) - accepted + len(lost) + len(lost_codes),
            alerts=sum(times - 1 for times in play.provider.alerts.values()),
            answered=talks.doubled,
            untold=len(_asked(tx, alone) - _told(tx, app, play)),
            waiting=sum(state in (State.QUEUED, State.CLAIMED) for state in due),
            listed=sum(row.state == State.UNCERTAIN for row in rest),
        )

    return app.database.read(read)


def _asked(tx: Transaction, alone: set[int]) -> set[tuple[int, str]]:
    """Officers and numbers of the cases they were offered; of cases told together no number is sent."""
    rows = tx.execute(select(assignments.c.case_id, assignments.c.officer_id, assignments.c.answer))
    return {(row.officer_id, number_of(row.case_id)) for row in rows
            if row.case_id in alone and row.answer != kept_cases.BARRED}  # fmt: skip


def _told(tx: Transaction, app: App, play: Play) -> set[tuple[int, str]]:
    """Officers and the numbers they read, or would have if the call had a known end."""
    by_address = _officers(tx, app)
    texts = [(who, out.text) for who, outs in play.provider.got.items() for out in outs]
    return {
        (by_address[who], number)
        for who, text in (*texts, *play.provider.unanswered)
        if who.startswith(OFFICER)
        for number in _NUMBER.findall(text)
    }


def _officers(tx: Transaction, app: App) -> dict[str, int]:
    rows = tx.execute(select(officers.c.id, contacts.c.address).where(contacts.c.id == officers.c.contact_id))
    return {app.desk.vault.open(row.address, ADDRESS).decode(): row.id for row in rows}
