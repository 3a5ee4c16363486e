"""Keys of partner agencies, what may go to them, what went and came."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, func, insert, or_, select, update

from bot.domain.casework import Partner
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added, or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import (
    agency_referrals,
    api_answers,
    api_keys,
    case_grants,
    case_receipts,
    cases,
    reports,
    transfers,
)

_CLAIM = or_nothing(api_answers)
REFERRED = ("dirujuk", "ditarik")  # outcomes of a case that went to a partner: there, or taken back since


def add_key(tx: Transaction, **values: object) -> int:
    return added(tx, api_keys, values)


def key_by_prefix(tx: Transaction, prefix: str) -> AnyRow | None:
    return tx.execute(select(api_keys).where(api_keys.c.prefix == prefix)).one_or_none()


def all_keys(tx: Transaction) -> Sequence[AnyRow]:
    return tx.execute(select(api_keys).order_by(api_keys.c.id)).all()


def change_key(tx: Transaction, number: int, **values: object) -> None:
    tx.execute(update(api_keys).where(api_keys.c.id == number).values(**values))


def use_key(tx: Transaction, number: int, on: date) -> None:
    """Note the last day it was used on; changes nothing on the same day."""
    day = on.isoformat()
    is_new = or_(api_keys.c.used_on.is_(None), api_keys.c.used_on != day)
    tx.execute(update(api_keys).where(api_keys.c.id == number, is_new).values(used_on=day))


# -- cases


def grant(tx: Transaction, **values: object) -> int:
    return added(tx, case_grants, values)


def end_grants(tx: Transaction, case_id: int, partner: Partner, at: datetime) -> int:
    """Gives how many were in force."""
    mine = case_grants.c.case_id == case_id, case_grants.c.partner == partner.value
    open_ones = update(case_grants).where(*mine, case_grants.c.ended_at.is_(None))
    return tx.execute(open_ones.values(ended_at=at)).rowcount


def _shared(partner: Partner, purpose: str, *, with_referred: bool) -> tuple[Select[Any], Any]:
    """Cases a partner may have for a purpose, and the column that says since when. Never an exercise."""
    granted = (
        select(case_grants.c.case_id, func.min(case_grants.c.granted_at).label("granted_at"))
        .where(
            case_grants.c.partner == partner.value,
            case_grants.c.purpose == purpose,
            case_grants.c.ended_at.is_(None),
        )
        .group_by(case_grants.c.case_id)
        .subquery()
    )
    is_granted = granted.c.case_id.is_not(None)
    is_referred = and_(cases.c.partner == partner.value, cases.c.outcome.in_(REFERRED))
    shared_at = func.coalesce(granted.c.granted_at, cases.c.closed_at, cases.c.opened_at)
    wanted = (
        select(
            cases,
            reports.c.withdrawn_at,
            reports.c.emptied_at,
            granted.c.granted_at,
            shared_at.label("shared_at"),
        )
        .join(reports, reports.c.id == cases.c.report_id)
        .outerjoin(granted, granted.c.case_id == cases.c.id)
        .where(or_(is_referred, is_granted) if with_referred else is_granted, cases.c.training_id.is_(None))
        .order_by(cases.c.id)
    )
    return wanted, shared_at


def shared(
    tx: Transaction, partner: Partner, purpose: str, *, with_referred: bool, after: int = 0,
    most: int | None = None, severity: str = "", area: str = "", since: datetime | None = None,
) -> Sequence[AnyRow]:  # fmt: skip
    wanted, shared_at = _shared(partner, purpose, with_referred=with_referred)
    wanted = wanted.where(cases.c.id > after)
    if severity:
        wanted = wanted.where(cases.c.severity == severity)
    if area:
        below = cases.c.village.startswith(f"{area}.", autoescape=True)
        wanted = wanted.where(or_(cases.c.village == area, below))
    if since is not None:
        wanted = wanted.where(shared_at >= since)
    return tx.execute(wanted.limit(most)).all()


def shared_case(
    tx: Transaction, partner: Partner, purpose: str, case_id: int, *, with_referred: bool
) -> AnyRow | None:
    wanted, _ = _shared(partner, purpose, with_referred=with_referred)
    return tx.execute(wanted.where(cases.c.id == case_id)).one_or_none()


def receipts(tx: Transaction, case_id: int, partner: Partner) -> Sequence[AnyRow]:
    mine = case_receipts.c.case_id == case_id, case_receipts.c.partner == partner.value
    return tx.execute(select(case_receipts).where(*mine).order_by(case_receipts.c.id)).all()


def add_receipt(tx: Transaction, **values: object) -> None:
    tx.execute(insert(case_receipts), values)


# -- cases that partners put to us


def add_referral(tx: Transaction, **values: object) -> None:
    tx.execute(insert(agency_referrals), values)


def referrals(
    tx: Transaction, partner: Partner, *, after: int = 0, most: int = 1, case_id: int = 0
) -> Sequence[AnyRow]:
    wanted = (
        select(agency_referrals.c.reference, agency_referrals.c.received_at, cases)
        .join(cases, cases.c.id == agency_referrals.c.case_id)
        .where(agency_referrals.c.partner == partner.value, cases.c.id > after)
        .order_by(cases.c.id)
    )
    if case_id:
        wanted = wanted.where(cases.c.id == case_id)
    return tx.execute(wanted.limit(most)).all()


# -- what went and came


def note_transfer(tx: Transaction, **values: object) -> None:
    tx.execute(insert(transfers), values)


def all_transfers(tx: Transaction, partner: Partner | None, most: int) -> Sequence[AnyRow]:
    """The latest first."""
    wanted = select(transfers).order_by(transfers.c.id.desc()).limit(most)
    return tx.execute(wanted if partner is None else wanted.where(transfers.c.partner == partner.value)).all()


_PURGE_TRANSFERS = Prepared(delete(transfers).where(transfers.c.at < bindparam("before")))


def purge_transfers(tx: Transaction, before: datetime) -> int:
    return _PURGE_TRANSFERS.run(tx, {"before": before})


# -- calls that are repeated


def claim_answer(tx: Transaction, **values: object) -> bool:
    """False when this caller used the token before."""
    return tx.execute(_CLAIM[tx.dialect.name], values).rowcount == 1


def answer(tx: Transaction, key_id: int, token: bytes) -> AnyRow | None:
    mine = api_answers.c.key_id == key_id, api_answers.c.token == token
    return tx.execute(select(api_answers).where(*mine)).one_or_none()


def keep_answer(tx: Transaction, key_id: int, token: bytes, status: int, body: bytes) -> None:
    mine = api_answers.c.key_id == key_id, api_answers.c.token == token
    tx.execute(update(api_answers).where(*mine).values(status=status, body=body))


_PURGE_ANSWERS = Prepared(delete(api_answers).where(api_answers.c.at < bindparam("before")))


def purge_answers(tx: Transaction, before: datetime) -> int:
    return _PURGE_ANSWERS.run(tx, {"before": before})
