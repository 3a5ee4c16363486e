"""What becomes of a message: the provider's word in any order, channels that are silent, how long rows are kept."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.messages import Delivery
from bot.store import outbox, people
from bot.store.db import Transaction
from bot.store.outbox import Lane, State
from tests.store.outboxes import EARLIER, NOW, SOON, Box

BEFORE = EARLIER - timedelta(minutes=5)


@pytest.fixture
def box(tx: Transaction) -> Box:
    return Box(tx)


PROGRESS = {
    (State.SENT, Delivery.DELIVERED): State.DELIVERED,
    (State.SENT, Delivery.READ): State.READ,
    (State.SENT, Delivery.FAILED): State.REFUSED,
    (State.DELIVERED, Delivery.READ): State.READ,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("delivery", Delivery)
def test_a_providers_word_only_leads_further(
    tx: Transaction, box: Box, state: State, delivery: Delivery
) -> None:
    """Words come late, twice and in any order; what was read is not called delivered again, nor what we gave up."""
    person = box.person()
    box.row(person, State.SENT, provider_id="p2")
    row = box.row(person, state, provider_id="p1")
    known = []
    changed = box.changed(lambda: known.append(outbox.report(tx, "p1", delivery, "30003")))
    assert known == [person]
    new = PROGRESS.get((state, delivery))
    assert changed == ({} if new is None else {row: {"state": new.value, "code": "30003"}})


def test_word_of_a_message_nobody_knows_changes_nothing(tx: Transaction, box: Box) -> None:
    box.row(state=State.SENT, provider_id="p2")
    assert box.changed(lambda: outbox.report(tx, "p1", Delivery.READ, None)) == {}
    assert outbox.report(tx, "p1", Delivery.READ, None) is None


def test_messages_that_went_out_are_taken_back_once(tx: Transaction, box: Box) -> None:
    box.of_each_state(purpose="code", provider_id="p0")
    person = box.person()
    box.row(person, State.SENT, purpose="code")
    box.row(person, State.SENT, purpose="notice", provider_id="p9")
    for state in State:
        box.row(person, state, purpose="code", provider_id=f"of {state}")
    out = {"of sent", "of delivered", "of read"}
    assert (set(outbox.take_sent(tx, person, "code")), set(outbox.take_sent(tx, person, "code"))) == (
        out,
        set(),
    )
    taken = {row["provider_id"] for row in box.every().values() if row["purpose"] == "reply"}
    assert taken == out


def test_the_state_of_a_row_can_be_asked_for(tx: Transaction, box: Box) -> None:
    rows = box.of_each_state()
    assert {state: outbox.state_of(tx, row) for state, row in rows.items()} == {
        state: state for state in State
    }
    assert outbox.state_of(tx, 99_999) is None


def test_a_closed_window_is_that_of_one_person(tx: Transaction, box: Box) -> None:
    one, other = box.person(last_inbound_at=NOW), box.person(last_inbound_at=NOW)
    outbox.mark_outside_window(tx, one)
    known = [people.contact_by_id(tx, person) for person in (one, other)]
    assert [contact.last_inbound_at for contact in known if contact] == [None, NOW]


def waits(box: Box, **values: Any) -> int:
    """Gives whom an alert waits for."""
    person = box.person()
    box.row(person, **{"lane": int(Lane.URGENT), "purpose": "alert", "created_at": EARLIER, **values})
    return person


def silent(box: Box) -> dict[str, list[int]]:
    return outbox.silent_channels(box.tx, ["telegram", "whatsapp"], EARLIER, NOW)


def test_where_nothing_goes_out_whoever_should_have_an_alert_is_named(box: Box) -> None:
    one, two = waits(box), waits(box, created_at=BEFORE)
    other = waits(box, channel="whatsapp")
    waits(box, channel="web")
    box.row(one, purpose="alert")
    assert silent(box) == {"telegram": [one, two], "whatsapp": [other]}


@pytest.mark.parametrize("state", State)
def test_one_message_that_went_out_since_shows_that_a_channel_lives(box: Box, state: State) -> None:
    person, other = waits(box), waits(box, channel="whatsapp")
    box.row(state=state, settled_at=NOW)
    went_out = state in (State.SENT, State.DELIVERED, State.READ)
    assert silent(box) == ({} if went_out else {"telegram": [person]}) | {"whatsapp": [other]}


def test_what_went_out_before_tells_nothing(box: Box) -> None:
    person = waits(box)
    box.row(state=State.SENT, settled_at=EARLIER)
    assert silent(box) == {"telegram": [person]}


@pytest.mark.parametrize(
    ("values", "is_late"),
    [
        ({"created_at": EARLIER + timedelta(seconds=1)}, False),
        ({"purpose": "notice"}, False),
        ({"state": State.HELD}, False),
        ({"state": State.CLAIMED}, False),
        ({"not_before_at": SOON}, False),
        ({"not_before_at": NOW}, True),
        ({"not_before_at": SOON, "attempts": 1}, True),
    ],
)
def test_an_alert_is_late_when_it_could_have_gone_or_was_tried(
    box: Box, values: dict[str, Any], is_late: bool
) -> None:
    person = waits(box, **values)
    assert silent(box) == ({"telegram": [person]} if is_late else {})


def test_rows_are_counted_by_state(tx: Transaction, box: Box) -> None:
    box.of_each_state()
    box.row()
    assert outbox.tally(tx) == {**{state.value: 1 for state in State}, "queued": 2}


def test_settled_rows_go_in_time_and_what_nobody_got_stays(tx: Transaction, box: Box) -> None:
    box.of_each_state(settled_at=NOW)
    for state in State:
        box.row(state=state, settled_at=EARLIER, once_key=f"once {state}")
    rows = box.of_each_state(settled_at=EARLIER)
    gone = [rows[state] for state in (State.SENT, State.DELIVERED, State.READ, State.CANCELLED)]
    counted = []
    changed = box.changed(lambda: counted.append(outbox.purge(tx, NOW)))
    assert changed == {row: {} for row in gone}
    assert counted == [4]


def test_what_never_went_is_given_up_late_and_then_dropped(tx: Transaction, box: Box) -> None:
    box.of_each_state(created_at=EARLIER)
    waiting = box.of_each_state(created_at=BEFORE)
    settled = [
        box.row(state=State.REFUSED, created_at=BEFORE, settled_at=BEFORE, once_key=f"{n}") for n in "ab"
    ]
    box.row(state=State.REFUSED, created_at=BEFORE, settled_at=EARLIER)
    counted = []
    changed = box.changed(lambda: counted.append(outbox.purge_unsent(tx, EARLIER, NOW)))
    given_up = {"state": "cancelled", "body": None, "code": "too_old", "settled_at": NOW}
    kept = {waiting[state]: given_up for state in (State.QUEUED, State.HELD)}
    assert changed == {row: {} for row in settled} | kept
    assert counted == [4]
