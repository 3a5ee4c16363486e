"""What keeps the service from being ready, and what heads are called for."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.channel import Limits
from bot.domain.offers import Severity
from bot.domain.pulse import Pulse, Unready, stuck_channels, unready
from bot.services import pulse
from bot.store import outbox
from bot.store.outbox import Lane
from bot.store.schema import contacts
from bot.store.schema import outbox as rows
from tests.services.conftest import Office
from tests.services.test_flood import files
from tests.services.test_reach import moves

NOW = datetime(2026, 12, 2, 3, tzinfo=UTC)
WELL = Pulse(
    NOW,
    schema=("0026", "0026"),
    leaders={"worker": True, "clock": True},
    beats={"clock": NOW - timedelta(minutes=1)},
)
STORY = "Besok subuh dua anak dijemput mobil hitam, katanya ke Batam"


def changed(**values: object) -> Pulse:
    return Pulse(**{name: getattr(WELL, name) for name in Pulse.__dataclass_fields__} | values)


def test_all_as_it_should_be_is_ready() -> None:
    assert unready(WELL, 0) == []


@pytest.mark.parametrize(
    ("seen", "stalled", "why"),
    [
        (None, 0, ["database"]),
        (changed(schema=("0025", "0026")), 0, ["schema"]),
        (changed(leaders={"worker": False, "clock": True}), 0, ["worker"]),
        (changed(leaders={"worker": True, "clock": False}), 0, ["clock"]),
        (changed(beats={"clock": NOW - timedelta(minutes=6)}), 0, ["beat"]),
        (changed(beats={"clock": None}), 0, ["beat"]),
        (WELL, 31, ["engine"]),
        (None, 31, ["database", "engine"]),
    ],
)
def test_what_is_not_as_it_should_be_is_named(seen: Pulse | None, stalled: float, why: list[str]) -> None:
    assert unready(seen, stalled) == [Unready(one) for one in why]


def test_only_replies_that_wait_too_long_are_stuck() -> None:
    oldest = {
        ("telegram", 0): NOW - timedelta(minutes=3),
        ("whatsapp", 0): NOW - timedelta(seconds=20),
        ("whatsapp", 2): NOW - timedelta(hours=9),
    }
    assert stuck_channels(changed(oldest=oldest)) == {"telegram": timedelta(minutes=3)}


def measured(office: Office) -> Pulse:
    return office.app.database.read(lambda tx: pulse.measured(tx, office.app.database, office.app.desk))


def alarms(office: Office, stood_still: timedelta = timedelta()) -> int:
    return office.app.database.write_now(
        lambda tx: pulse.alarm(tx, office.app.desk, measured_in(tx, office), stood_still)
    )


def measured_in(tx: object, office: Office) -> Pulse:
    return pulse.measured(tx, office.app.database, office.app.desk)  # type: ignore[arg-type]


def rings(office: Office) -> None:
    office.app.database.write_now(lambda tx: pulse.ring(tx, office.app.desk))


def test_what_waits_is_measured_by_channel_and_lane(office: Office) -> None:
    """Not what waits for its time, for a reader who fetches, or for somebody who said STOP."""
    office.app.desk.limits = {"telegram": Limits(4096, 8), "web": Limits(4096, 8, is_pulled=True)}
    mine, stopped = office.contact_id(office.officers[0]), office.contact_id(office.officers[1])

    def queue(tx) -> None:
        add = outbox.enqueue
        add(tx, mine, "telegram", Lane.REPLY, b"sealed", NOW)
        add(tx, mine, "telegram", Lane.REPLY, b"sealed", NOW - timedelta(minutes=7))
        add(tx, mine, "telegram", Lane.BULK, b"sealed", NOW, not_before_at=NOW + timedelta(days=300))
        add(tx, mine, "web", Lane.REPLY, b"sealed", NOW)
        add(tx, stopped, "telegram", Lane.URGENT, b"sealed", NOW)
        tx.execute(update(contacts).where(contacts.c.id == stopped).values(stopped_at=NOW))

    office.now = NOW
    office.app.database.write_now(queue)
    assert measured(office).oldest == {("telegram", 0): NOW - timedelta(minutes=7)}
    office.app.database.write_now(
        lambda tx: outbox.claim(tx, "telegram", Lane.REPLY, 9, "worker-1", office.now)
    )
    assert measured(office).oldest == {("telegram", 0): NOW - timedelta(minutes=7)}, "claimed is not sent"


def test_a_merah_counts_until_somebody_accepts_it(office: Office) -> None:
    assert measured(office).merah_since is None
    files(office, "warga", STORY, Severity.MERAH)
    opened_at = office.now
    office.now += timedelta(minutes=3)
    assert measured(office).merah_since == opened_at
    office.taps(office.officers[0], "terima", "BD-101")
    assert measured(office).merah_since is None


def test_uncertain_messages_are_counted(office: Office) -> None:
    mine = office.contact_id(office.officers[0])
    office.app.database.write_now(
        lambda tx: outbox.enqueue(tx, mine, "telegram", Lane.REPLY, b"sealed", office.now)
    )
    office.app.database.write_now(lambda tx: tx.execute(update(rows).values(state="uncertain")))
    count = office.app.database.read(lambda tx: tx.execute(select(rows.c.id)).all())
    assert office.app.database.read(lambda tx: pulse.uncertain(tx, office.app.desk)) == len(count)
    office.now += timedelta(days=8)
    assert office.app.database.read(lambda tx: pulse.uncertain(tx, office.app.desk)) == 0


def test_heads_are_called_once_an_hour_when_the_clock_stands_still(office: Office) -> None:
    pimpasa, _, supervisor = office.officers
    rings(office)
    assert alarms(office) == 0
    office.now += timedelta(minutes=6)
    assert alarms(office) == 1
    assert "Jam bot berhenti" in office.gets(supervisor)
    assert office.gets(pimpasa) == ""
    assert alarms(office) == 0
    office.now += timedelta(hours=1)
    assert alarms(office) == 1
    rings(office)
    assert alarms(office) == 0


def test_heads_are_called_when_no_process_receives(office: Office) -> None:
    supervisor = office.officers[2]
    office.app.database.write_now(lambda tx: pulse.receive(tx, office.app.desk))
    rings(office)
    office.now += timedelta(minutes=2)
    assert alarms(office) == 0
    office.now += timedelta(minutes=2)
    assert alarms(office) == 1
    assert "Sudah 4 menit bot tidak menerima pesan" in office.gets(supervisor)


def test_heads_on_another_channel_hear_that_replies_are_stuck(office: Office) -> None:
    pimpasa, _, supervisor = office.officers
    office.app.desk.limits = {"telegram": Limits(4096, 8)}
    contact = office.contact_id(pimpasa)
    rings(office)
    office.app.database.write_now(
        lambda tx: outbox.enqueue(tx, contact, "telegram", Lane.REPLY, b"sealed", office.now)
    )
    office.now += timedelta(minutes=4)
    assert alarms(office) == 1
    assert "Jawaban lewat Telegram tertahan 4 menit" in office.gets(supervisor)


def test_who_sits_on_the_stuck_channel_is_not_called_through_it(office: Office) -> None:
    office.app.desk.limits = {"telegram": Limits(4096, 8)}
    contact = moves(office, office.officers[2], "telegram")
    rings(office)
    office.app.database.write_now(
        lambda tx: outbox.enqueue(tx, contact, "telegram", Lane.REPLY, b"sealed", office.now)
    )
    office.now += timedelta(minutes=4)
    assert alarms(office) == 0


def test_heads_hear_afterwards_that_nothing_could_be_taken_down(office: Office) -> None:
    rings(office)
    assert alarms(office, timedelta(seconds=95)) == 1
    assert "selama 2 menit" in office.gets(office.officers[2])
