"""A recruiter who changes numbers: told to heads as other signals are, when the numbers are surely one recruiter's.

Clusters that an officer is still asked about count as one here when that is all but certain: the signal is judged by
an officer, too.
"""

from datetime import date

from bot.domain import detection as rules
from bot.domain import weighing
from bot.domain.detection import SignalKind
from bot.domain.linking import Link
from bot.services import brokers, links, signals
from bot.services.desk import Desk
from bot.store import profile_links, profiles
from bot.store.db import Transaction

AT_A_TIME = 50
ABOUT, WHAT = "broker", "numbers"
MOST_NUMBERS = 4  # in the sentence, the newest


def run(tx: Transaction, desk: Desk) -> int:
    """Look at whom something was told of since the last time; gives the signals raised."""
    return sum(_look_at(tx, desk, cluster) for cluster in profiles.take_fresh(tx, AT_A_TIME))


def _look_at(tx: Transaction, desk: Desk, cluster: int) -> int:
    rows = profiles.of_clusters(tx, _surely_one(tx, cluster))
    told = [(row, links.opened(desk, row)) for row in rows]
    shared = profiles.shared(
        tx, {links.hashed(desk, links.KEY, *key) for _, one in told for key in one.certain}
    )
    numbers = [
        (value, date.fromisoformat(row.week))
        for row, profile in told
        for kind, value in profile.certain
        if kind == "phone" and links.hashed(desk, links.KEY, kind, value) not in shared
    ]
    changed = rules.changed(numbers, desk.today())
    heard = links.heard(rows)
    if not changed or not heard:
        return 0
    called = next(iter(brokers.names_of(profile for _, profile in told)), "")
    value = f"{called}: {' → '.join(changed[-MOST_NUMBERS:])}".removeprefix(": ")
    about = desk.vault.lookup(ABOUT, str(rows[0].id))
    return signals.raised(tx, desk, SignalKind.CHANGES, about, WHAT, value, heard, links.barred(desk, rows))


def _surely_one(tx: Transaction, cluster: int) -> set[int]:
    """The cluster, and those it is all but certainly one with; none of which an officer said that it is another."""
    members = [row.id for row in profiles.of_clusters(tx, [cluster])]
    asked = profile_links.of_profiles(tx, members)
    of = profiles.clusters_of(tx, {id_ for row in asked for id_ in (row.low, row.high)})
    sure, refused = {cluster}, set[int]()
    for row in asked:
        pair = {of[row.low], of[row.high]}
        if row.state == Link.REFUSED.value:
            refused |= pair
        elif row.bits >= weighing.SURE * links.BITS:
            sure |= pair
    return sure - (refused - {cluster})
