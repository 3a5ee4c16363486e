"""A channel through which nothing gets out: its officers are passed over, and their heads hear of it elsewhere."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.channel import Limits
from bot.domain.messages import Address
from bot.domain.offers import Severity
from bot.services import escalation, reach
from bot.store import outbox, people
from bot.store.schema import contacts
from bot.store.schema import outbox as rows
from tests.services.conftest import Office
from tests.services.test_duty import actions
from tests.services.test_flood import files

CALLED, FETCHED = Limits(text=4096, buttons=8), Limits(text=4096, buttons=8, is_pulled=True)
STORY = "Besok subuh dua anak dijemput mobil hitam, katanya ke Batam"


@pytest.fixture(autouse=True)
def channels(office: Office) -> None:
    """What is on: one provider that is called, two places that fetch."""
    office.app.desk.limits = {"telegram": CALLED, "web": FETCHED, "terminal": FETCHED}


def moves(office: Office, who: str, channel: str) -> int:
    """From now on an officer is reached through another provider; gives their contact."""
    contact = office.app.database.read(
        lambda tx: people.contact_by_hash(tx, "web", office.app.desk.address_hash(Address("web", who)))
    )
    assert contact is not None
    office.app.database.write_now(
        lambda tx: tx.execute(update(contacts).where(contacts.c.id == contact.id).values(channel=channel))
    )
    return contact.id


def watches(office: Office, minutes: float) -> int:
    office.now += timedelta(minutes=minutes)
    return office.app.database.write_now(lambda tx: reach.run(tx, office.app.desk))


def waiting(office: Office, contact: int) -> int:
    mine = select(rows.c.id).where(
        rows.c.contact_id == contact, rows.c.state == "queued", rows.c.purpose == "alert"
    )
    return office.app.database.read(lambda tx: tx.execute(mine).scalars().first() or 0)


def test_when_everybody_sits_on_the_silent_channel_nobody_gets_the_same_alert_twice(office: Office) -> None:
    """A fresh case runs up the whole ladder in one round: its last officer is not asked again in the same breath."""
    *_, supervisor = [moves(office, who, "telegram") for who in office.officers]
    files(office, "warga", STORY, Severity.MERAH)
    for _ in range(2):
        office.now += timedelta(minutes=16)
        office.app.database.write_now(lambda tx: escalation.climb_overdue(tx, office.app.desk))
    office.now += timedelta(minutes=6)
    files(office, "warga lain", "Kemarin ada orang menawari kerja di kapal ikan di Taiwan", Severity.MERAH)
    mine = select(rows.c.id).where(rows.c.contact_id == supervisor, rows.c.purpose == "alert")

    def alerts() -> int:
        return len(office.app.database.read(lambda tx: tx.execute(mine).all()))

    before = alerts()
    assert watches(office, 0) == 3
    assert alerts() - before == 2, "of the old case again, of the new one once"


def test_a_silent_channel_is_passed_over_and_the_heads_hear_of_it_once(office: Office) -> None:
    pimpasa, backup, supervisor = office.officers
    moves(office, pimpasa, "telegram")
    files(office, "warga", STORY, Severity.MERAH)
    assert watches(office, 4) == 0
    assert office.gets(backup) == ""
    assert watches(office, 2) == 1
    assert "MERAH" in office.gets(backup), "before the fifteen minutes to accept are over"
    told = office.gets(supervisor)
    assert "Lewat Telegram" in told
    assert "yang belum menerima peringatannya: 1" in told
    watches(office, 1)
    assert (office.gets(backup), office.gets(supervisor)) == ("", "")
    assert actions(office).count("unreached") == 1


def test_who_gets_the_alert_late_may_still_accept(office: Office) -> None:
    pimpasa = office.officers[0]
    contact = moves(office, pimpasa, "telegram")
    files(office, "warga", STORY, Severity.MERAH)
    watches(office, 6)
    office.app.database.write_now(
        lambda tx: tx.execute(update(contacts).where(contacts.c.id == contact).values(channel="web"))
    )
    assert "sekarang di tangan" in office.taps(pimpasa, "terima", "BD-101")


@pytest.mark.parametrize("state", ["sent", "refused"])
def test_only_a_channel_that_sends_nothing_is_silent(office: Office, state: str) -> None:
    """One chat that is throttled is no outage; refusals of others prove nothing."""
    pimpasa, backup, _ = office.officers
    moves(office, pimpasa, "telegram")
    other = moves(office, backup, "telegram")
    files(office, "warga", STORY, Severity.MERAH)
    office.app.database.write_now(
        lambda tx: outbox.enqueue(tx, other, "telegram", outbox.Lane.REPLY, b"sealed", office.now)
    )
    office.now += timedelta(minutes=6)
    office.app.database.write_now(
        lambda tx: tx.execute(
            update(rows).where(rows.c.contact_id == other).values(state=state, settled_at=office.now)
        )
    )
    assert watches(office, 0) == (0 if state == "sent" else 1)


@pytest.mark.parametrize("channel", ["web", "terminal"])
def test_who_fetches_messages_is_never_late(office: Office, channel: str) -> None:
    moves(office, office.officers[0], channel)
    files(office, "warga", STORY, Severity.MERAH)
    assert watches(office, 10) == 0
