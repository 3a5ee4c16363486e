"""Who is joined with whom: every report, and every check that found danger, leaves a profile of who recruits.

Certain keys join at once. What is likely is looked for by keyed hashes, weighed, and put to officers; it joins nobody
by itself. Nothing leads back to a report or a person; what is kept of names is sealed.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cache
from math import log2

from bot.domain import linking, weighing
from bot.domain.detection import Heard, Source, monday
from bot.domain.dossiers import Dossier, Shares
from bot.domain.linking import Link, Profile
from bot.domain.names import Name
from bot.domain.offers import Indicator
from bot.services.desk import PROFILE, Desk
from bot.store import profile_links, profiles
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_BESIDE = 40  # profiles with one key that are asked for their names
MOST_IN_BLOCK = 100  # what more profiles share tells too little to be looked for
MOST_SEARCHED = 8  # profiles of a cluster by which others are looked for
MOST_WEIGHED = 12  # clusters that share most with it
MOST_OF_CLUSTER = 25  # profiles, of one that is weighed
MOST_ASKED = 3  # clusters a new profile is put to officers with
MOST_AT_ONCE = 2_000  # profiles forgotten in one go
NUMBERS = 1 << 30
BITS = 10  # a stored bit is so many
Found = Callable[[str], dict[int, int]]  # by block: profiles with their clusters
KEY, BLOCK, FACET = "link key", "link block", "link facet"


def note(
    tx: Transaction, desk: Desk, profile: Profile, source: Source, named: Collection[int], week: date | None = None
) -> int | None:  # fmt: skip
    """Keep a profile and join it; gives its number, None when nothing in it could be recognised again.

    `named` are the officers the report speaks of.
    """
    if not profile.says_who:
        return None
    number = _drawn(tx)
    keys = {hashed(desk, KEY, *key): key for key in profile.certain}
    joining = [
        key for key, pair in keys.items()
        if not profiles.is_shared(tx, key) and not _is_found_shared(tx, desk, profile, key, pair)
    ]  # fmt: skip
    joined = {theirs for key in joining for _, theirs in profiles.with_key(tx, key, MOST_BESIDE)}
    cluster = min({number, *joined})
    blocks = [hashed(desk, BLOCK, block) for block in linking.blocks(profile)]
    facets = [hashed(desk, FACET, facet) for facet in linking.counted(profile)]
    body, who = desk.vault.seal_json(packed(profile), PROFILE), desk.vault.seal_json(sorted(named), PROFILE)
    profiles.add(tx, number, cluster, profile.village, week or monday(desk.today()), source, body, who)
    profiles.index(tx, number, [*keys], blocks)
    profiles.count(tx, facets, 1)
    if joined - {cluster}:
        profiles.join(tx, joined - {cluster}, cluster)
    _ask(tx, desk, number, cluster)
    return number


def settle(tx: Transaction, desk: Desk, low: int, high: int, state: Link) -> None:
    """Take an answer to a question, or take it back.

    Who is one now may be like further ones: that is asked because of the answer, and no more once it is taken back.
    """
    touched = {*profiles.clusters_of(tx, [low, high]).values()}
    profile_links.change(tx, low, high, state)
    regroup(tx, touched)
    if state is Link.CONFIRMED:
        _ask(tx, desk, low, profiles.cluster_of(tx, low) or low, (low, high))
    elif state is Link.PROPOSED:
        profile_links.drop_caused(tx)


def regroup(tx: Transaction, clusters: Collection[int]) -> None:
    """Work out anew who of these clusters is joined with whom: by keys that join, and by what officers confirmed."""
    members = {row.id: row.cluster for row in profiles.of_clusters(tx, clusters)}
    by_key: dict[int, list[int]] = {}
    for key, number in profiles.keys_of(tx, [*members]):
        by_key.setdefault(key, []).append(number)
    joined = [*by_key.values(), *profile_links.confirmed(tx, [*members])]
    found = linking.components(members, joined)
    profiles.move(tx, {number: to for number, to in found.items() if members[number] != to})


def forget(tx: Transaction, desk: Desk, before: date) -> int:
    """Forget profiles of weeks before then; gives how many. Who was joined through them only is so no more."""
    gone = profiles.older(tx, before, MOST_AT_ONCE)
    if not gone:
        return 0
    entries: list[tuple[int, int]] = []
    for row in gone:
        profile = opened(desk, row)
        entries += [(hashed(desk, BLOCK, block), row.id) for block in linking.blocks(profile)]
        profiles.count(tx, [hashed(desk, FACET, facet) for facet in linking.counted(profile)], -1)
    numbers = [row.id for row in gone]
    profiles.remove(tx, numbers, entries)
    profile_links.remove(tx, numbers)
    profiles.drop_unused(tx)
    regroup(tx, {row.cluster for row in gone})
    return len(gone)


def barred(desk: Desk, rows: Iterable[AnyRow]) -> frozenset[int]:
    """The officers any of these profiles' reports speak of."""
    return frozenset(id_ for row in rows for id_ in desk.vault.open_json(row.barred, PROFILE))


def heard(rows: Iterable[AnyRow]) -> tuple[Heard, ...]:
    """How often these profiles were told of, by village, most first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row.village][row.source] += 1
    found = (Heard(v, said[Source.REPORT], said[Source.CHECK]) for v, said in counts.items() if v)
    return tuple(sorted(found, key=lambda one: (-one.reports, -one.checks, one.village)))


def hashed(desk: Desk, kind: str, *parts: str) -> int:
    return int.from_bytes(desk.vault.lookup(kind, *parts)[:8], "big", signed=True)


def packed(profile: Profile) -> dict[str, object]:
    """As it is sealed; the village stands beside it."""
    told = {
        "k": profile.keys,
        "n": [(name.tokens, name.sex, name.is_pilgrim, name.written) for name in profile.names],
        "c": profile.countries,
        "j": profile.jobs,
        "s": profile.sketch and profile.sketch.hex(),
        "p": profile.picture,
    }
    return {key: value for key, value in told.items() if value or value == 0}


def opened(desk: Desk, row: AnyRow) -> Profile:
    """A kept profile."""
    told = desk.vault.open_json(row.body, PROFILE)
    return Profile(
        keys=tuple((kind, value) for kind, value in told.get("k", ())),
        names=tuple(Name(tuple(tokens), *more) for tokens, *more in told.get("n", ())),
        village=row.village,
        countries=tuple(told.get("c", ())),
        jobs=tuple(told.get("j", ())),
        sketch=bytes.fromhex(told["s"]) if "s" in told else None,
        picture=told.get("p"),
        week=date.fromisoformat(row.week),
    )


def _drawn(tx: Transaction) -> int:
    number = 0
    while not number or profiles.is_taken(tx, number):
        number = secrets.randbelow(NUMBERS)
    return number


def _is_found_shared(tx: Transaction, desk: Desk, profile: Profile, key: int, pair: Indicator) -> bool:
    """Whether with this profile a key stands beside too many people; then nobody is joined by it any more."""
    beside = profiles.with_key(tx, key, MOST_BESIDE)
    if len(beside) < linking.MANY_PEOPLE - 1:
        return False
    rows = profiles.by_ids(tx, [number for number, _ in beside])
    if not linking.is_anybodys([profile, *(opened(desk, row) for row in rows)], pair):
        return False
    profiles.share(tx, key, None)
    regroup(tx, {cluster for _, cluster in beside})
    return True


def _finder(tx: Transaction, desk: Desk) -> Found:
    """Who is found by a block, unless many are; each is looked up when it is needed, and once."""
    return cache(lambda block: profiles.with_block(tx, hashed(desk, BLOCK, block), MOST_IN_BLOCK))


def _shares(tx: Transaction, desk: Desk, found: Found) -> Shares:
    """How common things are, likewise."""

    @cache
    def count(facet: str) -> int:
        if facet.partition(":")[0] in linking.FOUND_BY:
            return len(found(facet)) or MOST_IN_BLOCK + 1  # whoever tells it is found by it, unless many are
        return profiles.count_of(tx, hashed(desk, FACET, facet))

    return Shares(profiles.count_of(tx, profiles.TOTAL), count)


def _ask(
    tx: Transaction, desk: Desk, number: int, cluster: int, cause: tuple[int, int] | None = None
) -> None:
    """Put the likeliest clusters to officers, unless they said about one of them before that it is somebody else.

    A new profile's question takes the place of a weaker one about the same two; one that is asked because of an answer
    stands beside it, so that the answer can be taken back.
    """
    found = _finder(tx, desk)
    shares, mine = _shares(tx, desk, found), _members(tx, desk, cluster)
    near, whole, likely = _near(cluster, mine, found, shares.total), Dossier.of(mine), []
    for other in near:
        judged = weighing.judged(whole, Dossier.of(_members(tx, desk, other)), shares)
        if judged.bits >= weighing.PROPOSED:
            likely.append((judged, other))
    likely.sort(key=lambda pair: (-pair[0].bits, pair[1]))
    for judged, other in likely[:MOST_ASKED]:
        pair, bits = (min(number, near[other]), max(number, near[other])), round(judged.bits * BITS)
        before = profile_links.between(tx, cluster, other)
        if any(row.state != Link.PROPOSED.value or row.bits >= bits for row in before):
            continue
        for row in before if cause is None else ():
            profile_links.drop(tx, row.low, row.high)
        if cause is None or all((row.low, row.high) != pair for row in before):
            told = desk.vault.seal_json([(reason.id, reason.value) for reason in judged.reasons], PROFILE)
            profile_links.add(tx, pair, bits, told, cause)


def _near(cluster: int, mine: Sequence[Profile], found: Found, total: int) -> dict[int, int]:
    """Clusters that share most with this one, each with the profile that does.

    What is rarer counts more, and a cluster of which several profiles share it.
    """
    told = dict.fromkeys(block for profile in mine[-MOST_SEARCHED:] for block in linking.blocks(profile))
    rare = {block: rows for block in told if (rows := found(block))}
    of, weight = dict[int, int](), defaultdict[str, dict[int, float]](dict)
    for block in sorted(rare, key=lambda block: -len(rare[block])):  # of several of a kind the rarest counts
        each = log2(max(2, total) / len(rare[block]))
        weight[linking.kind_of(block)].update(dict.fromkeys(rare[block], each))
        of.update(rare[block])
    best: dict[int, tuple[float, int]] = {}
    for number, theirs in of.items():
        shared = sum([of_kind.get(number, 0.0) for of_kind in weight.values()]), -number
        if theirs not in best or shared > best[theirs]:
            best[theirs] = shared
    best.pop(cluster, None)
    hits = Counter(of.values())
    first = sorted(best, key=lambda theirs: (-(best[theirs][0] + log2(hits[theirs])), theirs))[:MOST_WEIGHED]
    return {theirs: -best[theirs][1] for theirs in first}


def _members(tx: Transaction, desk: Desk, cluster: int) -> list[Profile]:
    """The newest profiles of a cluster, as far as they are weighed."""
    return [opened(desk, row) for row in profiles.newest_of(tx, cluster, MOST_OF_CLUSTER)]
