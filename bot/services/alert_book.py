"""What the rows of urgent local alerts mean, and who may see which."""

from datetime import datetime, timedelta

from bot.domain import public_alert as rules
from bot.domain.casework import HEADS, Place, Role, lies_in
from bot.domain.choosing import plain
from bot.domain.offers import Entity
from bot.domain.public_alert import Alert, AlertState, AlertView, Grade, Purpose, Signer, Words
from bot.screening.privacy import dialled
from bot.services import custody, regions
from bot.services.desk import ALERT, Desk
from bot.services.numbers import whole
from bot.store import cases
from bot.store import public_alerts as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.public_alerts import Run

MOST_DIGITS = 12
MOST_SHOWN = 5


def areas(tx: Transaction, desk: Desk, contact_id: int) -> tuple[Place, ...]:
    """What the officer behind a contact can warn."""
    officer = cases.officer_of_contact(tx, contact_id)
    villages = [pin.place for pin in desk.places(tx)]
    return () if officer is None else rules.areas(villages, officer.area)


def named(tx: Transaction, desk: Desk, area: str) -> str:
    """What people call an area; its code where nobody has told us its name."""
    return regions.called(tx, desk, [area]).get(area, area)


def private(tx: Transaction, desk: Desk, text: str) -> tuple[Entity, ...]:
    """What of a text a whole village must not read; a hotline everybody may."""
    places = {
        word for pin in desk.places(tx) for word in plain(f"{pin.place.name} {pin.place.parent}").split()
    }
    official = {dialled(entry.number) for entry in desk.content.hotlines.entries}
    return desk.screener.private(text, places, official)


def end(desk: Desk, area: str, hours: int, now: datetime) -> datetime | None:
    """When an alert of so many hours ends, by the clock of its area; None when the office allows fewer."""
    life = timedelta(hours=hours)
    ends_at = (now + life).replace(microsecond=0).astimezone(desk.content.areas.zone_of(area))
    return ends_at if life <= desk.content.alerts.bounds.life else None


def view(tx: Transaction, desk: Desk, contact_id: int, number: str) -> AlertView | None:
    """An alert as the officer behind a contact may see it; None for anybody else, and outside their area."""
    officer, row = cases.officer_of_contact(tx, contact_id), by_number(tx, number)
    if officer is None or row is None or not lies_in(row.area, officer.area):
        return None
    return seen(tx, desk, row, officer.id)


def open_ones(tx: Transaction, desk: Desk, contact_id: int) -> tuple[AlertView, ...]:
    """Those of an officer's area that wait or are in force, the latest first."""
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return ()
    rows = kept.in_state(tx, AlertState.WAITING, AlertState.PUBLISHED)
    mine = [row for row in rows if lies_in(row.area, officer.area) and row.purpose != Purpose.CANCEL]
    waiting = [row for row in rows if row.purpose == Purpose.CANCEL and row.state == AlertState.WAITING]
    shown = [*mine, *(row for row in waiting if lies_in(row.area, officer.area))]
    return tuple(seen(tx, desk, row, officer.id) for row in shown[:MOST_SHOWN])


def in_force(tx: Transaction, desk: Desk, village: str) -> tuple[AlertView, ...]:
    """What people of a village are warned of now."""
    rows = kept.in_state(tx, AlertState.PUBLISHED)
    here = [row for row in rows if lies_in(village, row.area) and row.purpose != Purpose.CANCEL]
    return tuple(seen(tx, desk, row) for row in here if row.expires_at > desk.now())


def seen(tx: Transaction, desk: Desk, row: AnyRow, officer_id: int | None = None) -> AlertView:
    alert = alert_of(tx, desk, row)
    villages = [pin.place for pin in desk.places(tx)]
    area = next((each for each in rules.areas(villages, row.area[:2]) if each.code == row.area), None)
    zone = desk.content.areas.zone_of(row.area)
    return AlertView(
        str(row.id), alert.state, alert.purpose, area or Place(row.area, row.area), alert.words,
        alert.expires_at.astimezone(zone), alert.grade, alert.english, row.author_id == officer_id,
        row.run == Run.STOPPED, row.queued,
    )  # fmt: skip


def signer(desk: Desk, officer: AnyRow, contact_id: int | None = None) -> Signer:
    """An officer as a human being."""
    contact = officer.contact_id if contact_id is None else contact_id
    return Signer(
        officer.id, contact, officer.area, Role(officer.role) in HEADS, custody.name_of(desk, officer)
    )


def signers(tx: Transaction, row: AnyRow) -> list[int]:
    """The contacts of those who wrote an alert and let it out, as far as they are officers still."""
    numbers = [number for number in (row.author_id, row.approver_id) if number is not None]
    found = [cases.officer(tx, number) for number in numbers]
    return [each.contact_id for each in found if each is not None and each.contact_id is not None]


def save(tx: Transaction, desk: Desk, alert: Alert, former: AnyRow | None, now: datetime) -> int:
    words = {"id": _packed(alert.words)} | ({rules.ENGLISH: _packed(alert.english)} if alert.english else {})
    return kept.add(
        tx, identifier=alert.identifier, purpose=alert.purpose.value, replaces_id=former.id if former else None,
        area=alert.area, words=desk.vault.seal_json(words, ALERT), urgency=alert.grade.urgency,
        severity=alert.grade.severity, certainty=alert.grade.certainty, state=alert.state.value,
        author_id=alert.author.officer, author_contact_id=alert.author.contact, created_at=now,
        expires_at=alert.expires_at, changed_at=now,
    )  # fmt: skip


def alert_of(tx: Transaction, desk: Desk, row: AnyRow) -> Alert:
    words = desk.vault.open_json(row.words, ALERT)
    author = cases.officer(tx, row.author_id)
    former = None if row.replaces_id is None else kept.one(tx, row.replaces_id)
    by = (
        Signer(row.author_id, row.author_contact_id, "")
        if author is None
        else signer(desk, author, row.author_contact_id)
    )
    english = words.get(rules.ENGLISH)
    return Alert(
        row.identifier, row.area, Words(*words["id"]), by, row.expires_at,
        Grade(row.urgency, row.severity, row.certainty), Words(*english) if english else None,
        Purpose(row.purpose), former.identifier if former else "", AlertState(row.state), row.approver_id, row.sent_at,
    )  # fmt: skip


def by_number(tx: Transaction, number: str) -> AnyRow | None:
    found = whole(number, MOST_DIGITS)
    return None if found is None else kept.held(tx, found)


def numbers(tx: Transaction, former: AnyRow | None) -> list[int]:
    """Of the alert that is replaced, and those before it."""
    return [] if former is None else [row.id for row in kept.chain(tx, former)]


def _packed(words: Words) -> list[str]:
    return [words.headline, words.event, words.instruction]
