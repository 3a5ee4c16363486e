"""Profiles of recruiters: what each was told with, by what it is found, which numbers join nobody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, literal_column, or_, select, update

from bot.domain.detection import Source
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import by_dialect, or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import profile_blocks, profile_counts, profile_keys, profiles, shared_keys

TOTAL = 0  # the facet under which all profiles are counted

_COUNT = Prepared(
    {
        name: statement.on_conflict_do_update(
            index_elements=["facet"], set_={"count": profile_counts.c.count + statement.excluded.count}
        )
        for name, statement in by_dialect(profile_counts).items()
    },
    ("facet", "count"),
)
_ADD_KEY = Prepared(insert(profile_keys), ("key", "profile"))
_ADD_BLOCK = Prepared(insert(profile_blocks), ("block", "profile"))
_SHARE = or_nothing(shared_keys)
_ADD = Prepared(
    insert(profiles), ("id", "cluster", "village", "week", "source", "body", "barred", "is_fresh")
)
_IS_TAKEN = Prepared(select(profiles.c.id).where(profiles.c.id == bindparam("number")))
_COUNTED = Prepared(select(profile_counts.c.count).where(profile_counts.c.facet == bindparam("wanted")))
_IS_SHARED = Prepared(select(shared_keys.c.key).where(shared_keys.c.key == bindparam("wanted")))
_NEWEST = Prepared(
    select(profiles.c.id, profiles.c.village, profiles.c.week, profiles.c.body)
    .where(profiles.c.cluster == bindparam("of_cluster"))
    .order_by(profiles.c.week.desc(), profiles.c.id.desc())
    .limit(bindparam("most"))
)
_WITH_KEY = Prepared(
    select(profiles.c.id, profiles.c.cluster)
    .join(profile_keys, profile_keys.c.profile == profiles.c.id)
    .where(profile_keys.c.key == bindparam("wanted"))
    .limit(bindparam("most"))
)
_ALIKE = profile_blocks.alias("alike")
_AS_MANY = select(_ALIKE.c.profile).where(_ALIKE.c.block == bindparam("wanted")).limit(bindparam("too_many"))
_WITH_BLOCK = Prepared(
    select(profile_blocks.c.profile, profiles.c.cluster)
    .join(profiles, profiles.c.id == profile_blocks.c.profile)
    .where(
        profile_blocks.c.block == bindparam("wanted"),
        select(func.count()).select_from(_AS_MANY.subquery()).scalar_subquery() < bindparam("too_many"),
    )
)


def is_taken(tx: Transaction, number: int) -> bool:
    return bool(_IS_TAKEN.rows(tx, {"number": number}))


def add(
    tx: Transaction, number: int, cluster: int, village: str, week: date, source: Source, body: bytes, barred: bytes
) -> None:  # fmt: skip
    row = {"id": number, "cluster": cluster, "village": village, "week": week.isoformat()}
    _ADD.run(tx, {**row, "source": source.value, "body": body, "barred": barred, "is_fresh": True})


def index(tx: Transaction, number: int, keys: Collection[int], blocks: Collection[int]) -> None:
    """By what a profile is found from now on."""
    _ADD_KEY.run_each(tx, [{"key": key, "profile": number} for key in keys])
    _ADD_BLOCK.run_each(tx, [{"block": block, "profile": number} for block in blocks])


def count(tx: Transaction, facets: Collection[int], by: int) -> None:
    """One profile more, or less, with these facets."""
    _COUNT.run_each(tx, [{"facet": facet, "count": by} for facet in sorted({TOTAL, *facets})])


def count_of(tx: Transaction, facet: int) -> int:
    found = _COUNTED.rows(tx, {"wanted": facet})
    return int(found[0][0]) if found else 0


def with_key(tx: Transaction, key: int, most: int) -> list[tuple[int, int]]:
    """Number and cluster of profiles with a key."""
    return [(row[0], row[1]) for row in _WITH_KEY.rows(tx, {"wanted": key, "most": most})]


def with_block(tx: Transaction, block: int, most: int) -> dict[int, int]:
    """By profile that is found by something its cluster; nobody when they are more than `most`.

    Those are counted before any cluster is looked up: a name that many bear is in most reports.
    """
    return {row[0]: row[1] for row in _WITH_BLOCK.rows(tx, {"wanted": block, "too_many": most + 1})}


def by_ids(tx: Transaction, numbers: Collection[int]) -> Sequence[AnyRow]:
    return tx.execute(select(profiles).where(profiles.c.id.in_(numbers)).order_by(profiles.c.id)).all()


def clusters_of(tx: Transaction, numbers: Collection[int]) -> Mapping[int, int]:
    """By profile its cluster."""
    if not numbers:
        return {}
    found = tx.execute(select(profiles.c.id, profiles.c.cluster).where(profiles.c.id.in_(numbers)))
    return {row[0]: row[1] for row in found}


def newest_of(tx: Transaction, cluster: int, most: int) -> list[AnyRow]:
    """Profiles of a cluster: id, village, week, body; the earliest first."""
    return _NEWEST.records(tx, {"of_cluster": cluster, "most": most})[::-1]


def of_clusters(tx: Transaction, clusters: Collection[int]) -> Sequence[AnyRow]:
    """Their profiles, the earliest first."""
    wanted = profiles.c.cluster.in_(clusters)
    return tx.execute(select(profiles).where(wanted).order_by(profiles.c.week, profiles.c.id)).all()


def cluster_of(tx: Transaction, number: int) -> int | None:
    return tx.execute(select(profiles.c.cluster).where(profiles.c.id == number)).scalar_one_or_none()


def move(tx: Transaction, to: Mapping[int, int]) -> None:
    """Put profiles into clusters."""
    by_cluster: dict[int, list[int]] = {}
    for number, cluster in to.items():
        by_cluster.setdefault(cluster, []).append(number)
    for cluster, numbers in by_cluster.items():
        tx.execute(update(profiles).where(profiles.c.id.in_(numbers)).values(cluster=cluster))


def join(tx: Transaction, clusters: Collection[int], into: int) -> None:
    tx.execute(update(profiles).where(profiles.c.cluster.in_(clusters)).values(cluster=into))


def keys_of(tx: Transaction, numbers: Collection[int]) -> list[tuple[int, int]]:
    """Key and profile, of keys that join."""
    apart = select(shared_keys.c.key)
    wanted = profile_keys.c.profile.in_(numbers), profile_keys.c.key.not_in(apart)
    return [
        (row[0], row[1])
        for row in tx.execute(select(profile_keys.c.key, profile_keys.c.profile).where(*wanted))
    ]


def is_shared(tx: Transaction, key: int) -> bool:
    return bool(_IS_SHARED.rows(tx, {"wanted": key}))


def shared(tx: Transaction, keys: Collection[int]) -> Mapping[int, int | None]:
    """Those of the keys that join nobody, with the officer who said so."""
    found = tx.execute(select(shared_keys.c.key, shared_keys.c.officer_id).where(shared_keys.c.key.in_(keys)))
    return {row[0]: row[1] for row in found}


def share(tx: Transaction, key: int, officer_id: int | None) -> bool:
    """From now on a key joins nobody; False when it did not before."""
    row = {"key": key, "officer_id": officer_id}
    return tx.execute(_SHARE[tx.dialect.name], row).rowcount > 0


def unshare(tx: Transaction, key: int) -> bool:
    return tx.execute(delete(shared_keys).where(shared_keys.c.key == key)).rowcount > 0


def in_area(tx: Transaction, area: str, most: int) -> list[int]:
    """Clusters of two profiles or more with one in the area, those told of last first."""
    mine = select(profiles.c.cluster).where(is_in(profiles.c.village, area))
    found = (
        select(profiles.c.cluster)
        .where(profiles.c.cluster.in_(mine))
        .group_by(profiles.c.cluster)
        .having(func.count() > 1)
        .order_by(func.max(profiles.c.week).desc(), func.count().desc(), profiles.c.cluster)
        .limit(most)
    )
    return list(tx.execute(found).scalars())


def is_in(village: ColumnElement[str], area: str) -> ColumnElement[bool]:
    """Whether a village's code is an area's own or lies below it."""
    return or_(village == area, village.between(f"{area}.", f"{area}/"))


def take_fresh(tx: Transaction, most: int) -> list[int]:
    """Clusters of some profiles nobody looked at yet; they count as looked at."""
    rows = tx.execute(
        select(profiles.c.id, profiles.c.cluster).where(literal_column("is_fresh")).limit(most)
    ).all()
    seen = [row.id for row in rows]
    tx.execute(update(profiles).where(profiles.c.id.in_(seen)).values(is_fresh=False))
    return sorted({row.cluster for row in rows})


def older(tx: Transaction, before: date, most: int) -> Sequence[AnyRow]:
    """Profiles of weeks before then."""
    return tx.execute(select(profiles).where(profiles.c.week < before.isoformat()).limit(most)).all()


def remove(tx: Transaction, numbers: Iterable[int], blocks: Iterable[tuple[int, int]]) -> None:
    """Forget profiles, their keys and, of (block, profile), by what they were found."""
    gone = [*numbers]
    tx.execute(delete(profiles).where(profiles.c.id.in_(gone)))
    tx.execute(delete(profile_keys).where(profile_keys.c.profile.in_(gone)))
    which = (
        profile_blocks.c.block == bindparam("of_block"),
        profile_blocks.c.profile == bindparam("of_profile"),
    )
    rows = [{"of_block": block, "of_profile": number} for block, number in blocks]
    if rows:
        tx.execute(delete(profile_blocks).where(*which), rows)


def drop_unused(tx: Transaction) -> None:
    """Keys that no profile has any more join or part nobody; what was counted down to nothing goes."""
    used = select(profile_keys.c.key)
    tx.execute(delete(shared_keys).where(shared_keys.c.key.not_in(used)))
    tx.execute(delete(profile_counts).where(profile_counts.c.count <= 0))
