"""Officers' keys, who can open which report, links to the page where they do."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.prepared import Prepared
from bot.store.schema import (
    authenticators,
    cases,
    console_sessions,
    invitations,
    links,
    officer_keys,
    officers,
    recovery_key,
    report_keys,
    reports,
)

OFFICE, SERVER = 0, -1  # holders that are no officer: the recovery key; us, until an officer has a key
_ONLY = 1
_EVERYBODYS = Prepared(
    select(officer_keys)
    .join(officers, officers.c.id == officer_keys.c.officer_id)
    .where(officers.c.is_active)
    .order_by(officer_keys.c.officer_id)
)
_RECOVERY = Prepared(select(recovery_key.c.public))
_GIVE = Prepared(insert(report_keys), ("report_id", "holder", "sealed"))
_HOLDERS = Prepared(select(report_keys.c.holder).where(report_keys.c.report_id == bindparam("report")))


def key_of(tx: Transaction, officer_id: int) -> AnyRow | None:
    return tx.execute(select(officer_keys).where(officer_keys.c.officer_id == officer_id)).one_or_none()


def everybodys(tx: Transaction) -> Sequence[AnyRow]:
    """The keys of all active officers."""
    return _EVERYBODYS.records(tx, {})


def put_key(tx: Transaction, officer_id: int, public: bytes, locked: bytes, at: datetime) -> None:
    """Keep an officer's first key."""
    row = {"officer_id": officer_id, "public": public, "locked": locked, "made_at": at}
    tx.execute(insert(officer_keys), row)


def change_key(tx: Transaction, officer_id: int, **values: bytes | None) -> None:
    tx.execute(update(officer_keys).where(officer_keys.c.officer_id == officer_id).values(**values))


def drop_officer(tx: Transaction, officer_id: int) -> None:
    """The officer has left: gone are their key, report keys sealed to it, their ways to our pages."""
    tx.execute(delete(officer_keys).where(officer_keys.c.officer_id == officer_id))
    tx.execute(delete(report_keys).where(report_keys.c.holder == officer_id))
    for theirs in (links, authenticators, console_sessions):
        tx.execute(delete(theirs).where(theirs.c.officer_id == officer_id))


def recovery_public(tx: Transaction) -> bytes | None:
    found = _RECOVERY.rows(tx, {})
    return found[0][0] if found else None


def put_recovery(tx: Transaction, public: bytes, at: datetime) -> None:
    tx.execute(delete(recovery_key))
    tx.execute(insert(recovery_key), {"id": _ONLY, "public": public, "made_at": at})


def give(tx: Transaction, report_id: int, holder: int, sealed: bytes) -> None:
    _GIVE.run(tx, {"report_id": report_id, "holder": holder, "sealed": sealed})


def take(tx: Transaction, report_id: int, *holders: int) -> None:
    """These can open the report no more; without holders, nobody can."""
    whose = [report_keys.c.holder.in_(holders)] if holders else []
    tx.execute(delete(report_keys).where(report_keys.c.report_id == report_id, *whose))


def held(tx: Transaction, report_id: int, holder: int) -> bytes | None:
    """A report's private key as it was sealed to somebody."""
    wanted = (report_keys.c.report_id == report_id, report_keys.c.holder == holder)
    return tx.execute(select(report_keys.c.sealed).where(*wanted)).scalar_one_or_none()


def holders(tx: Transaction, report_id: int) -> frozenset[int]:
    return frozenset(holder for (holder,) in _HOLDERS.rows(tx, {"report": report_id}))


def only_held_by(tx: Transaction, officer_id: int) -> int:
    """How many reports this officer alone can open: the recovery key lies in a safe, and opens none by itself."""
    return _held_alone(tx, officer_id, report_keys.c.holder.not_in((officer_id, OFFICE)))


def lost_without(tx: Transaction, officer_id: int) -> int:
    """How many reports nothing would open any more without this officer's key, not even the recovery key."""
    return _held_alone(tx, officer_id, report_keys.c.holder != officer_id)


def _held_alone(tx: Transaction, officer_id: int, is_another: ColumnElement[bool]) -> int:
    others = select(report_keys.c.report_id).where(is_another)
    mine = (report_keys.c.holder == officer_id, report_keys.c.report_id.not_in(others))
    return tx.execute(select(func.count()).where(*mine)).scalar_one()


def held_by(tx: Transaction, holder: int) -> Sequence[AnyRow]:
    """Every report somebody can open: report_id, case_id and the sealed key."""
    return tx.execute(
        select(report_keys, cases.c.id.label("case_id"))
        .join(cases, cases.c.report_id == report_keys.c.report_id)
        .where(report_keys.c.holder == holder)
        .order_by(report_keys.c.report_id)
    ).all()


def reports_without_key(tx: Transaction, most: int) -> Sequence[AnyRow]:
    """Reports of versions before 0007, with their cases."""
    return tx.execute(
        select(reports, cases.c.id.label("case_id"))
        .join(cases, cases.c.report_id == reports.c.id)
        .where(reports.c.public.is_(None), reports.c.body.is_not(None))
        .order_by(reports.c.id)
        .limit(most)
    ).all()


def add_link(
    tx: Transaction,
    hashed: bytes,
    officer_id: int,
    case_id: int | None,
    expires_at: datetime,
    page: str,
) -> None:
    """`page` is the only one the link leads to."""
    row = {"hash": hashed, "officer_id": officer_id, "case_id": case_id, "expires_at": expires_at,
           "page": page}  # fmt: skip
    tx.execute(insert(links), row)


def link(tx: Transaction, hashed: bytes, now: datetime, page: str) -> AnyRow | None:
    """A link to that page that is still good."""
    good = (links.c.hash == hashed, links.c.page == page, links.c.expires_at > now)
    return tx.execute(select(links).where(*good)).one_or_none()


def count_try(tx: Transaction, hashed: bytes) -> None:
    tx.execute(update(links).where(links.c.hash == hashed).values(tries=links.c.tries + 1))


def owner_of_link(tx: Transaction, hashed: bytes) -> int | None:
    """The officer a link was made for, also when it is good no more; None when it was purged, or never was one."""
    return tx.execute(select(links.c.officer_id).where(links.c.hash == hashed)).scalar_one_or_none()


def use_up_link(tx: Transaction, hashed: bytes, now: datetime) -> None:
    """It opens nothing any more."""
    tx.execute(update(links).where(links.c.hash == hashed).values(expires_at=now))


_PURGE_LINKS = Prepared(delete(links).where(links.c.expires_at <= bindparam("before")))
_PURGE_INVITATIONS = Prepared(delete(invitations).where(invitations.c.expires_at <= bindparam("before")))


def purge_links(tx: Transaction, before: datetime) -> int:
    """Drop links and invitations that ran out before then."""
    old = _PURGE_LINKS.run(tx, {"before": before})
    return old + _PURGE_INVITATIONS.run(tx, {"before": before})
