"""Recruiters as officers see them, and what officers decide: one and the same, somebody else, a number many use.

Whoever is named in anything a cluster was told with sees nothing of it, and of no question that touches it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.brokers import Broker, Join, Question, Reason, number_of
from bot.domain.casework import lies_in
from bot.domain.detection import Heard
from bot.domain.linking import Link, Profile, district, may_become
from bot.domain.weighing import DISTRICT, VILLAGE
from bot.services import audit, casework, links
from bot.services.desk import PROFILE, Desk
from bot.store import cases, profile_links, profiles
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_LISTED, MOST_IN_CHAT = 30, 12
MOST_QUESTIONS = 12  # of one broker


def clusters(tx: Transaction, desk: Desk, officer: AnyRow, most: int = MOST_LISTED) -> tuple[Broker, ...]:
    """Recruiters told of in this officer's area: those with an open question first, then those told of last."""
    to_ask = profiles.clusters_of(tx, profile_links.asked_in(tx, officer.area, most)).values()
    wanted = dict.fromkeys([*to_ask, *profiles.in_area(tx, officer.area, most)])
    found = (cluster(tx, desk, officer, number) for number in [*wanted][:most])
    seen = [broker for broker in found if broker is not None and is_listed(broker)]
    return tuple(sorted(seen, key=lambda broker: not broker.open))


def cluster(tx: Transaction, desk: Desk, officer: AnyRow, number: int) -> Broker | None:
    """The recruiter a profile's number stands for; None when there is none, or not for this officer."""
    of = profiles.cluster_of(tx, number)
    rows = [] if of is None else profiles.of_clusters(tx, [of])
    if of is None or not _may_have(desk, officer, rows):
        return None
    told = {row.id: links.opened(desk, row) for row in rows}
    heard = links.heard(rows)
    places = {one.village: casework.place(tx, desk, one.village) for one in heard}
    return Broker(
        of, names_of(told.values()), _ways(told.values()), heard,
        {code: place.name if place else code for code, place in places.items()},
        tuple(dict.fromkeys(country for profile in told.values() for country in profile.countries)),
        date.fromisoformat(rows[0].week), date.fromisoformat(rows[-1].week),
        _joins(tx, desk, told), _questions(tx, desk, officer, of, told),
    )  # fmt: skip


def named_by(tx: Transaction, desk: Desk, contact_id: int, phone: str) -> tuple[Broker, ...]:
    """Recruiters an officer's list may hold, by a phone number (E.164): heard of where it was told in their area."""
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return ()
    key = links.hashed(desk, links.KEY, "phone", phone)
    by_cluster: dict[int, list[int]] = defaultdict(list)
    for number, of in profiles.with_key(tx, key, links.MOST_BESIDE):
        by_cluster[of].append(number)
    seen = ((cluster(tx, desk, officer, of), numbers) for of, numbers in by_cluster.items())
    return tuple(
        replace(broker, heard=_heard_here(tx, officer, numbers))
        for broker, numbers in seen
        if broker is not None and is_listed(broker)
    )


def is_listed(broker: Broker) -> bool:
    """Whether it was told of twice, or is asked about: what one report alone says is not shown."""
    return broker.profiles > 1 or bool(broker.open)


def _heard_here(tx: Transaction, officer: AnyRow, numbers: Sequence[int]) -> tuple[Heard, ...]:
    return tuple(
        one for one in links.heard(profiles.by_ids(tx, numbers)) if lies_in(one.village, officer.area)
    )


def decide(tx: Transaction, desk: Desk, officer: AnyRow, low: int, high: int, wanted: Link) -> bool:
    """An officer says that two profiles are one recruiter, or two, or takes back what was said.

    False when that is not theirs or not possible. Taking back gives exactly what was before.
    """
    row = profile_links.link(tx, low, high)
    if row is None or not may_become(Link(row.state), wanted) or not _may_judge(tx, desk, officer, row):
        return False
    links.settle(tx, desk, low, high, wanted)
    number = profiles.cluster_of(tx, low) or low
    audit.note(tx, desk, officer.id, None, f"link_{wanted.value}:{number_of(number)}", desk.now())
    return True


def set_apart(tx: Transaction, desk: Desk, officer: AnyRow, key: int, *, is_apart: bool) -> bool:
    """An officer says that a number is many people's, so that it joins nobody, or takes that back."""
    beside = [number for number, _ in profiles.with_key(tx, key, links.MOST_BESIDE)]
    rows = profiles.by_ids(tx, beside) if beside else []
    if not rows or not _may_have(desk, officer, rows):
        return False
    said = profiles.shared(tx, [key])
    if is_apart == (key in said) or (key in said and said[key] is None):
        return False
    if is_apart:
        profiles.share(tx, key, officer.id)
    else:
        profiles.unshare(tx, key)
    links.regroup(tx, {number for _, number in profiles.with_key(tx, key, links.MOST_AT_ONCE)})
    action = "key_apart" if is_apart else "key_joins"
    audit.note(tx, desk, officer.id, None, f"{action}:{number_of(rows[0].cluster)}", desk.now())
    return True


def for_officer(tx: Transaction, desk: Desk, contact_id: int) -> tuple[Broker, ...]:
    """The same list for a chat; () for anybody who is no officer."""
    officer = cases.officer_of_contact(tx, contact_id)
    return () if officer is None else clusters(tx, desk, officer, MOST_IN_CHAT)


def _may_have(desk: Desk, officer: AnyRow, rows: Sequence[AnyRow]) -> bool:
    is_here = any(lies_in(row.village, officer.area) for row in rows)
    return is_here and officer.id not in links.barred(desk, rows)


def _may_judge(tx: Transaction, desk: Desk, officer: AnyRow, link: AnyRow) -> bool:
    """Whoever has one of the two in their area and is named by neither."""
    of = {*profiles.clusters_of(tx, [link.low, link.high]).values()}
    return _may_have(desk, officer, profiles.of_clusters(tx, of))


def names_of(told: Iterable[Profile]) -> tuple[str, ...]:
    """As they were written, joined where only capitals or titles differ."""
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for profile in told:
        for name in profile.names:
            written[name.tokens][name.written] += 1
    by_count = sorted(written.values(), key=lambda said: -said.total())
    return tuple(said.most_common(1)[0][0] for said in by_count)


def _ways(told: Iterable[Profile]) -> tuple[tuple[str, str], ...]:
    said = Counter(key for profile in told for key in profile.keys)
    return tuple(key for key, _ in said.most_common())


def _joins(tx: Transaction, desk: Desk, told: dict[int, Profile]) -> tuple[Join, ...]:
    """Keys that two profiles or more have, and those an officer set apart."""
    said = Counter(key for profile in told.values() for key in profile.certain)
    hashes = {links.hashed(desk, links.KEY, *key): key for key in said}
    apart = profiles.shared(tx, [*hashes]) if hashes else {}
    return tuple(
        Join(number, *hashes[number], said[hashes[number]], number in apart)
        for number in hashes
        if (apart[number] is not None if number in apart else said[hashes[number]] > 1)
    )


def _questions(
    tx: Transaction, desk: Desk, officer: AnyRow, of: int, told: dict[int, Profile]
) -> tuple[Question, ...]:
    """Links of a cluster this officer may judge; one that others made moot is not asked any more."""
    rows = profile_links.of_profiles(tx, [*told])
    to = profiles.clusters_of(tx, {id_ for row in rows for id_ in (row.low, row.high)})
    refused = {_other(row, to, of) for row in rows if row.state == Link.REFUSED.value}
    found: list[Question] = []
    asked: set[int] = set()
    for row in rows:
        state, other = Link(row.state), _other(row, to, of)
        if state is Link.PROPOSED and (other == of or other in refused or other in asked):
            continue
        if len(found) == MOST_QUESTIONS or not _may_judge(tx, desk, officer, row):
            continue
        asked.add(other)
        found.append(_question(tx, desk, row, told, other))
    order = [Link.PROPOSED, Link.CONFIRMED, Link.REFUSED]
    return tuple(sorted(found, key=lambda question: order.index(question.state)))


def _other(row: AnyRow, to: Mapping[int, int], of: int) -> int:
    """The cluster on the other side; the same one when both profiles stand in it."""
    return next((to[id_] for id_ in (row.low, row.high) if to[id_] != of), of)


def _question(tx: Transaction, desk: Desk, row: AnyRow, told: dict[int, Profile], other: int) -> Question:
    kept = desk.vault.open_json(row.reasons, PROFILE)
    reasons = tuple(Reason(id_, _shown(tx, desk, id_, value)) for id_, value in kept)
    low, high = (links.opened(desk, each) for each in profiles.by_ids(tx, [row.low, row.high]))
    mine, theirs = (low, high) if row.low in told else (high, low)
    return Question(row.low, row.high, Link(row.state), reasons, _called(mine), _called(theirs), other)


def _shown(tx: Transaction, desk: Desk, reason: str, value: str) -> str:
    """What is shared, in words: places by name."""
    if reason not in (VILLAGE, DISTRICT):
        return value
    place = casework.place(tx, desk, value)
    if place is None:
        return value if reason == VILLAGE else district(value)
    return place.name if reason == VILLAGE else place.parent or district(value)


def _called(profile: Profile) -> str:
    """A name or a number by which a profile is told apart."""
    return profile.names[0].written if profile.names else next((value for _, value in profile.keys), "?")
