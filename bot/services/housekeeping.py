"""What is no longer needed goes, each kind in its time (content/retention.toml); what nobody has read stays."""

from bot.domain.retention import Kind
from bot.services import (
    custody,
    erasure,
    escalation,
    exercises,
    expiry,
    indicators,
    links,
    mornings,
    opportunity_news,
    pulse,
    quiz,
    reach,
    rosters,
    silence,
)
from bot.services.console import acting
from bot.services.desk import Desk
from bot.store import (
    alike,
    attachments,
    budgets,
    cadres,
    console,
    detection,
    exchange,
    keys,
    knowledge,
    looks,
    opportunities,
    outbox,
    people,
    pictures,
    public_alerts,
    registries,
    subscriptions,
    tombstones,
    webhooks,
)
from bot.store.db import Transaction, undone

LISTS_KEPT = 12  # published lists of each kind, the one in force among them
MOST_MOVED = 200  # reports of earlier versions sealed anew at a time
REPORT = "report."  # before the outcome, as in content/retention.toml
TOLD_ONCE = (mornings.KIND, escalation.UNCOVERED, reach.UNREACHED, reach.SILENT, pulse.KIND)


def tidy(tx: Transaction, desk: Desk) -> int:
    """Purge what is past its time, reports excepted; gives how many rows went."""
    pulse.ring(tx, desk)
    custody.move_old(tx, desk, MOST_MOVED)
    registries.purge(tx, LISTS_KEPT)
    opportunity_news.drop_over(tx, desk)
    return sum(_purged(tx, desk).values())


def expire(tx: Transaction, desk: Desk) -> int:
    """Less often: tell officers of reports, take those that have had their time, forget who is silent; counts all."""
    return expiry.run(tx, desk) + _forget_silent(tx, desk) + opportunities.forget_wishes(tx)


def purge(tx: Transaction, desk: Desk) -> dict[str, int]:
    """Purge everything that is past its time; gives the counts by the names of content/retention.toml."""
    silent = {Kind.SILENT_CONTACTS.value: _forget_silent(tx, desk)}
    reports = {REPORT + outcome: count for outcome, count in expiry.empty(tx, desk, None).items()}
    kinds = {kind.value: count for kind, count in _purged(tx, desk).items()}
    return kinds | silent | reports


def would_purge(tx: Transaction, desk: Desk) -> dict[str, int]:
    """The same counts; nothing goes."""
    return undone(tx, lambda inner: purge(inner, desk))


def _purged(tx: Transaction, desk: Desk) -> dict[Kind, int]:
    now, before = desk.now(), desk.content.retention.before
    return {
        Kind.SESSIONS: silence.forget(tx, desk),
        Kind.LOOSE_ATTACHMENTS: attachments.drop_loose(tx, None, before(Kind.LOOSE_ATTACHMENTS, now)),
        Kind.INBOX: people.purge_inbox(tx, before(Kind.INBOX, now)),
        Kind.PARKED: people.purge_parked(tx, before(Kind.PARKED, now)),
        Kind.SETTLED_MESSAGES: outbox.purge(tx, before(Kind.SETTLED_MESSAGES, now)),
        Kind.UNSENT_MESSAGES: outbox.purge_unsent(tx, before(Kind.UNSENT_MESSAGES, now), now),
        Kind.SECOND_LOOKS: looks.empty(tx, before(Kind.SECOND_LOOKS, now)),
        Kind.FLYERS: pictures.purge_pictures(tx, before(Kind.FLYERS, now)),
        Kind.INDICATORS: indicators.purge(tx, before(Kind.INDICATORS, now)),
        Kind.SIGHTINGS: detection.purge(tx, before(Kind.SIGHTINGS, now).date()),
        Kind.PROFILES: links.forget(tx, desk, before(Kind.PROFILES, now).date()),
        Kind.SIGNALS: detection.purge_signals(tx, before(Kind.SIGNALS, now)),
        Kind.LINKS: keys.purge_links(tx, before(Kind.LINKS, now)),
        Kind.CONSOLE_SESSIONS: console.purge(tx, before(Kind.CONSOLE_SESSIONS, now)),
        Kind.FORMS: knowledge.purge_done(tx, [acting.FORM], before(Kind.FORMS, now)),
        Kind.BUDGETS: budgets.purge(tx, before(Kind.BUDGETS, now)),
        Kind.LIKENESSES: alike.purge(tx, before(Kind.LIKENESSES, now)),
        Kind.LEAVES: rosters.purge(tx, before(Kind.LEAVES, now)),
        Kind.HEARSAY: cadres.purge(tx, before(Kind.HEARSAY, now)),
        Kind.PUBLIC_ALERTS: public_alerts.purge(tx, before(Kind.PUBLIC_ALERTS, now)),
        Kind.EXERCISES: exercises.purge(tx, desk, before(Kind.EXERCISES, now)),
        Kind.TRANSFERS: exchange.purge_transfers(tx, before(Kind.TRANSFERS, now)),
        Kind.WEBHOOK_MESSAGES: webhooks.purge(tx, before(Kind.WEBHOOK_MESSAGES, now)),
        Kind.API_ANSWERS: exchange.purge_answers(tx, before(Kind.API_ANSWERS, now)),
        Kind.TOLD_ONCE: knowledge.purge_done(tx, TOLD_ONCE, before(Kind.TOLD_ONCE, now)),
        Kind.QUIZ_MARKS: quiz.forget_marks(tx, before(Kind.QUIZ_MARKS, now)),
        Kind.FAREWELLS: tombstones.strip(tx, before(Kind.FAREWELLS, now), now),
        Kind.ENDED_SUBSCRIPTIONS: subscriptions.purge(tx, before(Kind.ENDED_SUBSCRIPTIONS, now)),
    }


def _forget_silent(tx: Transaction, desk: Desk) -> int:
    now = desk.now()
    before = desk.content.retention.before(Kind.SILENT_CONTACTS, now)
    return erasure.erase_silent(tx, desk, before, now)
