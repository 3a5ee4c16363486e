"""What officers are asked about two profiles, and what they said."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, case, delete, exists, insert, or_, select, update

from bot.domain.linking import Link
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.prepared import Prepared
from bot.store.profiles import is_in
from bot.store.schema import profile_links as links
from bot.store.schema import profiles

_LOW, _HIGH = profiles.alias("low_profiles"), profiles.alias("high_profiles")
_BETWEEN = Prepared(
    select(links.c.low, links.c.high, links.c.state, links.c.bits)
    .join(_LOW, _LOW.c.id == links.c.low)
    .join(_HIGH, _HIGH.c.id == links.c.high)
    .where(_LOW.c.cluster == bindparam("one"), _HIGH.c.cluster == bindparam("other"))
)
_ADD = Prepared(insert(links), ("low", "high", "state", "bits", "reasons", "cause_low", "cause_high"))


def add(
    tx: Transaction, pair: tuple[int, int], bits: int, reasons: bytes, cause: tuple[int, int] | None
) -> None:
    """Put it to officers, because of a link they confirmed if there is a cause."""
    low, high = pair
    row = {"low": low, "high": high, "state": Link.PROPOSED.value, "bits": bits, "reasons": reasons}
    because = dict(zip(("cause_low", "cause_high"), cause or (None, None), strict=True))
    _ADD.run(tx, {**row, **because})


def link(tx: Transaction, low: int, high: int) -> AnyRow | None:
    return tx.execute(select(links).where(links.c.low == low, links.c.high == high)).one_or_none()


def change(tx: Transaction, low: int, high: int, state: Link) -> None:
    which = links.c.low == low, links.c.high == high
    tx.execute(update(links).where(*which).values(state=state.value))


def drop(tx: Transaction, low: int, high: int) -> None:
    tx.execute(delete(links).where(links.c.low == low, links.c.high == high))


def drop_caused(tx: Transaction) -> None:
    """Ask no more what was asked because of links that are confirmed no more."""
    cause = links.alias("causes")
    holds = exists().where(
        cause.c.low == links.c.cause_low,
        cause.c.high == links.c.cause_high,
        cause.c.state == Link.CONFIRMED.value,
    )
    idle = links.c.state == Link.PROPOSED.value, links.c.cause_low.is_not(None), ~holds
    tx.execute(delete(links).where(*idle))


def between(tx: Transaction, one: int, other: int) -> list[AnyRow]:
    """What was asked or said about profiles of two clusters: low, high, state, bits."""
    return [
        *_BETWEEN.records(tx, {"one": one, "other": other}),
        *_BETWEEN.records(tx, {"one": other, "other": one}),
    ]


def of_profiles(tx: Transaction, numbers: Collection[int]) -> Sequence[AnyRow]:
    """All of these profiles, the likeliest first."""
    wanted = or_(links.c.low.in_(numbers), links.c.high.in_(numbers))
    return tx.execute(
        select(links).where(wanted).order_by(links.c.bits.desc(), links.c.low, links.c.high)
    ).all()


def confirmed(tx: Transaction, numbers: Collection[int]) -> list[tuple[int, int]]:
    """Pairs among these profiles that officers said are one."""
    wanted = links.c.low.in_(numbers), links.c.high.in_(numbers), links.c.state == Link.CONFIRMED.value
    return [(row[0], row[1]) for row in tx.execute(select(links.c.low, links.c.high).where(*wanted))]


def asked_in(tx: Transaction, area: str, most: int) -> list[int]:
    """Of each open question one profile that lies in the area, the likeliest first."""
    found = (
        select(case((is_in(_LOW.c.village, area), links.c.low), else_=links.c.high))
        .join(_LOW, _LOW.c.id == links.c.low)
        .join(_HIGH, _HIGH.c.id == links.c.high)
        .where(
            links.c.state == Link.PROPOSED.value,
            _LOW.c.cluster != _HIGH.c.cluster,
            or_(is_in(_LOW.c.village, area), is_in(_HIGH.c.village, area)),
        )
        .order_by(links.c.bits.desc(), links.c.low, links.c.high)
        .limit(most)
    )
    return list(tx.execute(found).scalars())


def remove(tx: Transaction, numbers: Collection[int]) -> None:
    """Forget what was asked and said about profiles that are gone."""
    tx.execute(delete(links).where(or_(links.c.low.in_(numbers), links.c.high.in_(numbers))))
