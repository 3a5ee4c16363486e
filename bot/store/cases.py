"""Reports, cases, officers, who was offered what, relay threads."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, insert, or_, select, update

from bot.store import cadres
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.prepared import Prepared, PreparedUpdates
from bot.store.schema import (
    assignments,
    cases,
    contacts,
    invitations,
    officers,
    relay,
    reports,
)

_CHANGE_CASE, _CHANGE_REPORT, _CHANGE_OFFICER = map(PreparedUpdates, (cases, reports, officers))
IDLE = "idle"  # accepted, and then let lie until it moved on
BARRED = "barred"  # in place of an answer: offered once, then named by the reporter
AnyRow = Row[Any]


def add_report(tx: Transaction, **values: Any) -> int:
    return added(tx, reports, values)


def add_case(tx: Transaction, **values: Any) -> int:
    return added(tx, cases, values)


_WITH_CASE = (
    select(
        reports,
        cases.c.id.label("case_id"),
        cases.c.state,
        cases.c.owner_id,
        cases.c.progress,
        cases.c.outcome,
        cases.c.partner,
        cases.c.closed_at,
        cases.c.merged_into,
        cases.c.stranded_at,
        cases.c.training_id,
    )
    .join(cases, cases.c.report_id == reports.c.id)
    .with_for_update()
)


_BY_CASE = Prepared(_WITH_CASE.where(cases.c.id == bindparam("case")))


def report_by_hash(tx: Transaction, code_hash: bytes) -> AnyRow | None:
    """A report with its case, locked until the transaction ends."""
    return tx.execute(_WITH_CASE.where(reports.c.code_hash == code_hash)).one_or_none()


def report_by_case(tx: Transaction, case_id: int) -> AnyRow | None:
    return _BY_CASE.record(tx, {"case": case_id})


def is_code(tx: Transaction, code_hash: bytes, now: datetime) -> bool:
    """Whether a code opens anything: a report, or an invitation that is still good."""
    found = tx.execute(select(reports.c.id).where(reports.c.code_hash == code_hash)).first()
    return (
        found is not None
        or invitation(tx, code_hash, now) is not None
        or cadres.invited(tx, code_hash, now) is not None
    )


def ways_back(tx: Transaction) -> Sequence[AnyRow]:
    """Every report that may ask its reporter."""
    wanted = select(reports).where(reports.c.reply_to.is_not(None))
    return tx.execute(wanted).all()


def change_report(tx: Transaction, report_id: int, **values: Any) -> None:
    _CHANGE_REPORT.run(tx, report_id, values)


_CASE = Prepared(
    select(
        cases,
        reports.c.reply_to,
        reports.c.is_cut,
        reports.c.is_discreet,
        reports.c.is_muted,
        reports.c.withdrawn_at,
        reports.c.facts,
        reports.c.why,
    )
    .join(reports, reports.c.id == cases.c.report_id)
    .where(cases.c.id == bindparam("case"))
    .with_for_update()
)


def case(tx: Transaction, case_id: int) -> AnyRow | None:
    """A case with its report, locked until the transaction ends."""
    return _CASE.record(tx, {"case": case_id})


def change_case(tx: Transaction, case_id: int, **values: Any) -> None:
    _CHANGE_CASE.run(tx, case_id, values)


_OVERDUE = Prepared(
    select(cases.c.id, cases.c.stranded_at)
    .where(cases.c.state == "ditawarkan", cases.c.accept_by_at <= bindparam("now"))
    .order_by(cases.c.accept_by_at)
    .limit(bindparam("most"))
)
_IDLE = Prepared(
    select(cases)
    .where(cases.c.state == "diterima", cases.c.act_by_at <= bindparam("now"))
    .order_by(cases.c.act_by_at)
    .limit(bindparam("most"))
)
_MERGED = Prepared(select(cases.c.id).where(cases.c.merged_into == bindparam("case")).order_by(cases.c.id))


def merged_into(tx: Transaction, case_id: int) -> Sequence[int]:
    """The cases of the same matter that go on with this one."""
    return [number for (number,) in _MERGED.rows(tx, {"case": case_id})]


_STRANDED = Prepared(
    select(cases.c.id)
    .where(cases.c.state == "ditawarkan", cases.c.stranded_at.is_not(None))
    .order_by(cases.c.id)
)


def stranded(tx: Transaction) -> Sequence[int]:
    """Open cases no officer may have."""
    return [number for (number,) in _STRANDED.rows(tx, {})]


def overdue_cases(tx: Transaction, now: datetime, most: int) -> Sequence[AnyRow]:
    """Id and `stranded_at` of offered cases whose time to accept is over."""
    return _OVERDUE.records(tx, {"now": now, "most": most})


def idle_cases(tx: Transaction, now: datetime, most: int) -> Sequence[AnyRow]:
    """Accepted cases whose officer has not done anything in time."""
    return _IDLE.records(tx, {"now": now, "most": most})


def _may_act(officer_id: int) -> ColumnElement[bool]:
    return and_(
        assignments.c.officer_id == officer_id,
        or_(cases.c.owner_id == officer_id, cases.c.owner_id.is_(None)),
        cases.c.state != "ditutup",
        assignments.c.answer != BARRED,
    )


def count_of(tx: Transaction, officer_id: int) -> int:
    """How many open cases this officer owns or was offered."""
    joined = cases.join(assignments, assignments.c.case_id == cases.c.id)
    return tx.execute(select(func.count()).select_from(joined).where(_may_act(officer_id))).scalar_one()


def cases_of(tx: Transaction, officer_id: int, most: int) -> Sequence[AnyRow]:
    """Open cases this officer owns or was offered, most urgent first; after them those like others, then exercises."""
    return tx.execute(
        select(cases, reports.c.withdrawn_at, reports.c.facts)
        .join(reports, reports.c.id == cases.c.report_id)
        .join(assignments, assignments.c.case_id == cases.c.id)
        .where(_may_act(officer_id))
        .order_by(
            cases.c.training_id.is_not(None),
            cases.c.like_id.is_not(None),
            cases.c.severity.desc(),
            cases.c.id,
        )
        .limit(most)
    ).all()


_OFFER = Prepared(insert(assignments), ("case_id", "officer_id", "rung", "offered_at", "answer"))
_ANSWER = Prepared(
    update(assignments)
    .where(assignments.c.case_id == bindparam("case"), assignments.c.officer_id == bindparam("officer"))
    .values(answer=bindparam("what"), answered_at=bindparam("at"))
)
_MISSED = Prepared(
    update(assignments)
    .where(assignments.c.case_id == bindparam("case"), assignments.c.answer == "")
    .values(answer="missed", answered_at=bindparam("at"))
)
_OFFERED_TO = Prepared(
    select(assignments, officers.c.contact_id)
    .join(officers, officers.c.id == assignments.c.officer_id)
    .where(assignments.c.case_id == bindparam("case"))
)


def offer(tx: Transaction, case_id: int, officer_id: int, rung: int, at: datetime) -> None:
    row = {"case_id": case_id, "officer_id": officer_id, "rung": rung, "offered_at": at, "answer": ""}
    _OFFER.run(tx, row)


def answer(tx: Transaction, case_id: int, officer_id: int, what: str, at: datetime) -> None:
    _ANSWER.run(tx, {"case": case_id, "officer": officer_id, "what": what, "at": at})


def missed(tx: Transaction, case_id: int, at: datetime) -> None:
    """Everyone who was offered the case and did not answer missed it."""
    _MISSED.run(tx, {"case": case_id, "at": at})


def offered_to(tx: Transaction, case_id: int) -> Sequence[AnyRow]:
    return _OFFERED_TO.records(tx, {"case": case_id})


def take_back(tx: Transaction, case_id: int) -> None:
    """Nobody was offered the case."""
    tx.execute(delete(assignments).where(assignments.c.case_id == case_id))


def unanswered_by(tx: Transaction, officer_id: int) -> Sequence[int]:
    """Cases nobody has accepted, offered to this officer, who has not answered yet; exercises wait for nobody."""
    rows = tx.execute(
        select(cases.c.id)
        .join(assignments, assignments.c.case_id == cases.c.id)
        .where(
            assignments.c.officer_id == officer_id,
            assignments.c.answer == "",
            cases.c.state == "ditawarkan",
            cases.c.training_id.is_(None),
        )
        .order_by(cases.c.id)
    )
    return [row.id for row in rows]


def add_officer(tx: Transaction, **values: Any) -> int:
    return added(tx, officers, values)


_OFFICER_OF_CONTACT = Prepared(
    select(officers).where(officers.c.contact_id == bindparam("contact"), officers.c.is_active)
)
_OFFICER = Prepared(select(officers).where(officers.c.id == bindparam("officer")))
_ALL_OFFICERS = Prepared(select(officers).order_by(officers.c.id))
_CAN_BE_REACHED = and_(
    contacts.c.id == officers.c.contact_id, officers.c.is_active, contacts.c.stopped_at.is_(None)
)
_WITH_PHONES = select(officers, contacts.c.channel, contacts.c.language).order_by(officers.c.id)
_REACHABLE = Prepared(_WITH_PHONES.join(contacts, _CAN_BE_REACHED))
_STAFF = Prepared(_WITH_PHONES.outerjoin(contacts, _CAN_BE_REACHED))


def officer_of_contact(tx: Transaction, contact_id: int) -> AnyRow | None:
    return _OFFICER_OF_CONTACT.record(tx, {"contact": contact_id})


def officer(tx: Transaction, officer_id: int) -> AnyRow | None:
    return _OFFICER.record(tx, {"officer": officer_id})


def all_officers(tx: Transaction) -> Sequence[AnyRow]:
    return _ALL_OFFICERS.records(tx, {})


def staff(tx: Transaction) -> Sequence[AnyRow]:
    """Every officer, with the channel and language of who is reachable; `channel` is None for everybody else."""
    return _STAFF.records(tx, {})


def reachable_officers(tx: Transaction) -> Sequence[AnyRow]:
    """Active officers whose phone has joined and has not stopped us, with its channel and language."""
    return _REACHABLE.records(tx, {})


def change_officer(tx: Transaction, officer_id: int, **values: Any) -> int:
    return _CHANGE_OFFICER.run(tx, officer_id, values)


def add_invitation(tx: Transaction, code_hash: bytes, officer_id: int, expires_at: datetime) -> None:
    row = {"code_hash": code_hash, "officer_id": officer_id, "expires_at": expires_at}
    tx.execute(insert(invitations), row)


def invitation(tx: Transaction, code_hash: bytes, now: datetime) -> AnyRow | None:
    """An unused invitation that has not expired."""
    return tx.execute(
        select(invitations).where(
            invitations.c.code_hash == code_hash,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
    ).one_or_none()


def drop_invitations(tx: Transaction, officer_id: int) -> None:
    """None of an officer's is good any more."""
    tx.execute(delete(invitations).where(invitations.c.officer_id == officer_id))


def use_invitation(tx: Transaction, invitation_id: int, at: datetime) -> None:
    tx.execute(update(invitations).where(invitations.c.id == invitation_id).values(used_at=at))


_ADD_RELAY = Prepared(insert(relay), ("case_id", "from_officer", "body", "sent_at", "is_question"))
_KEEP_ON = Prepared(
    update(reports)
    .where(
        reports.c.id == select(cases.c.report_id).where(cases.c.id == bindparam("of_case")).scalar_subquery()
    )
    .values(kept_from_at=bindparam("at"), told_at=None)
)


def add_relay(
    tx: Transaction, case_id: int, from_officer: bool, body: bytes, at: datetime, *, is_question: bool = False
) -> None:
    """What an officer writes, or the reporter adds; the time for which the report is kept begins anew."""
    row = {"case_id": case_id, "from_officer": from_officer, "body": body, "sent_at": at,
           "is_question": is_question}  # fmt: skip
    _ADD_RELAY.run(tx, row)
    _KEEP_ON.run(tx, {"of_case": case_id, "at": at})


def thread(tx: Transaction, case_id: int) -> Sequence[AnyRow]:
    return tx.execute(select(relay).where(relay.c.case_id == case_id).order_by(relay.c.id)).all()


def change_relay(tx: Transaction, message_id: int, body: bytes) -> None:
    tx.execute(update(relay).where(relay.c.id == message_id).values(body=body))


def empty_relay(tx: Transaction, case_id: int) -> None:
    tx.execute(update(relay).where(relay.c.case_id == case_id).values(body=None))


def release_phone(tx: Transaction, contact_id: int) -> None:
    """This contact is no officer's phone any more."""
    tx.execute(update(officers).where(officers.c.contact_id == contact_id).values(contact_id=None))
