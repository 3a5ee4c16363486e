"""What waits in the outbox and what a worker takes of it: nothing twice, nothing of others, nothing after STOP."""

from typing import Any

import pytest

from bot.store import outbox, people
from bot.store.db import Transaction
from bot.store.outbox import Item, Lane, State
from tests.store.outboxes import EARLIER, NOW, OTHER, SOON, WORKER, Box

CLAIMED = {"state": "claimed", "claimed_by": WORKER, "attempts": 1}
CANCELLED = {"state": "cancelled", "body": None, "settled_at": NOW}


@pytest.fixture
def box(tx: Transaction) -> Box:
    return Box(tx)


def test_what_is_queued_waits_as_it_was_given(tx: Transaction, box: Box) -> None:
    person = box.person()
    assert outbox.enqueue(tx, person, "telegram", Lane.URGENT, b"sealed", NOW, not_before_at=SOON)
    (row,) = box.every().values()
    told = ("contact_id", "channel", "lane", "state", "body", "part", "attempts", "purpose", "once_key")
    assert tuple(row[name] for name in told) == (
        person,
        "telegram",
        1,
        "queued",
        b"sealed",
        0,
        0,
        "reply",
        None,
    )
    told = ("not_before_at", "created_at", "claimed_by", "settled_at", "campaign_id")
    assert tuple(row[name] for name in told) == (SOON, NOW, None, None, None)


def test_what_goes_once_is_queued_once_whoever_else_gets_it(tx: Transaction, box: Box) -> None:
    one, two = box.person(), box.person()

    def queue(person: int, key: str | None) -> bool:
        given: dict[str, Any] = {"purpose": "campaign", "once_key": key, "campaign": 7}
        return outbox.enqueue(tx, person, "telegram", Lane.BULK, b"x", NOW, **given)

    assert [queue(one, "7:1"), queue(one, "7:1"), queue(two, "7:2")] == [True, False, True]
    rows = box.every().values()
    assert [(row["contact_id"], row["once_key"]) for row in rows] == [(one, "7:1"), (two, "7:2")]
    assert {(row["purpose"], row["campaign_id"], row["state"]) for row in rows} == {("campaign", 7, "queued")}


def test_a_worker_gets_all_it_needs_to_send(tx: Transaction, box: Box) -> None:
    person = box.person(address=b"where", language="su", last_inbound_at=EARLIER)
    row = box.row(person, part=2, attempts=4, purpose="digest", created_at=EARLIER)
    (item,) = box.claims()
    assert item == Item(row, person, "telegram", 2, b"body", 2, 5, "digest", b"where", "su", EARLIER, EARLIER)
    assert {name: box.of(row)[name] for name in CLAIMED} == CLAIMED | {"attempts": 5}


def test_only_due_rows_of_the_lane_and_channel_are_taken(box: Box) -> None:
    box.row(lane=int(Lane.REPLY))
    box.row(lane=int(Lane.URGENT))
    box.row(channel="whatsapp")
    box.row(not_before_at=SOON)
    states = box.of_each_state()
    due = [states[State.QUEUED], box.row(not_before_at=NOW), box.row(not_before_at=EARLIER)]
    changed = box.changed(box.claims)
    assert changed == dict.fromkeys(due, CLAIMED)


def test_the_oldest_are_taken_first_and_nothing_twice(box: Box) -> None:
    first, second, third = box.row(), box.row(), box.row()
    assert [[item.id for item in box.claims(most=2)] for _ in range(3)] == [[first, second], [third], []]


@pytest.mark.parametrize("lane", Lane)
def test_after_stop_only_the_answer_to_it_still_goes(box: Box, lane: Lane) -> None:
    box.row(box.person(stopped_at=EARLIER), lane=int(lane))
    assert len(box.claims(lane)) == (lane is Lane.REPLY)


def test_somebody_elses_stop_holds_up_nobody(box: Box) -> None:
    box.person(stopped_at=EARLIER)
    box.row()
    assert len(box.claims()) == 1


@pytest.mark.parametrize("address", [b"where", None])
def test_a_reply_can_be_queued_in_the_hands_of_who_sends_it(
    tx: Transaction, box: Box, address: bytes | None
) -> None:
    number = box.person(address=address)
    contact = people.contact_by_id(tx, number)
    assert contact is not None
    item = outbox.enqueue_claimed(tx, contact, b"body", NOW, purpose="code", worker=WORKER)
    known = address or b""
    assert item == Item(item.id, number, "telegram", 0, b"body", 0, 1, "code", known, "jv", NOW, NOW)
    row = box.of(item.id)
    assert (row["lane"], row["state"], row["claimed_by"], row["attempts"]) == (0, "claimed", WORKER, 1)
    assert (row["body"], row["purpose"], row["created_at"]) == (b"body", "code", NOW)
    assert box.claims(Lane.REPLY) == []


@pytest.mark.parametrize("given", [{}, {"keep_replies": False}])
def test_stop_and_hapus_cancel_what_waits_for_this_person(
    tx: Transaction, box: Box, given: dict[str, bool]
) -> None:
    """STOP still gets its answer; HAPUS leaves nothing. What is on its way or out cannot be called back."""
    box.of_each_state()
    person = box.person()
    mine = box.of_each_state(person)
    alert = box.row(person, lane=int(Lane.URGENT))
    reply = box.row(person, lane=int(Lane.REPLY))
    gone = [mine[State.QUEUED], mine[State.HELD], alert, *([reply] if given else [])]
    changed = box.changed(lambda: outbox.cancel(tx, person, NOW, **given))
    assert changed == dict.fromkeys(gone, CANCELLED)


def test_what_somebody_has_seen_need_not_go(tx: Transaction, box: Box) -> None:
    box.of_each_state(purpose="reminder")
    person = box.person()
    box.of_each_state(person, purpose="notice")
    mine = box.of_each_state(person, purpose="reminder")
    counted = []
    changed = box.changed(lambda: counted.append(outbox.cancel_waiting(tx, person, "reminder", NOW)))
    assert changed == {mine[State.QUEUED]: CANCELLED, mine[State.HELD]: CANCELLED}
    assert counted == [2]


def test_who_is_waited_for_is_named_once(tx: Transaction, box: Box) -> None:
    queued, held, done = box.person(), box.person(), box.person()
    for _ in range(2):
        box.row(queued, purpose="look")
    box.row(held, State.HELD, purpose="look")
    for state in set(State) - {State.QUEUED, State.HELD}:
        box.row(done, state, purpose="look")
    box.row(box.person(), purpose="notice")
    assert sorted(outbox.waiting_for(tx, "look")) == [queued, held]


def test_a_reader_fetches_their_own_due_messages_oldest_first(tx: Transaction, box: Box) -> None:
    box.row()
    person = box.person()
    first = box.of_each_state(person)[State.QUEUED]
    box.row(person, not_before_at=SOON)
    second, third = box.row(person, not_before_at=NOW, body=b"second"), box.row(person, not_before_at=EARLIER)
    found = outbox.pulled(tx, person, 9, NOW)
    assert [row.id for row in found] == [first, second, third]
    assert found[1].body == b"second"
    assert [row.id for row in outbox.pulled(tx, person, 2, NOW)] == [first, second]


def test_what_the_reader_has_is_delivered_and_emptied(tx: Transaction, box: Box) -> None:
    box.row()
    person = box.person()
    first, second = box.of_each_state(person)[State.QUEUED], box.row(person)
    box.row(person)
    changed = box.changed(lambda: outbox.acknowledge(tx, person, second, NOW))
    delivered = {"state": "delivered", "body": None, "settled_at": NOW}
    assert changed == {first: delivered, second: delivered}


def test_a_channel_knows_when_its_next_message_is_due(tx: Transaction, box: Box) -> None:
    assert outbox.next_due_at(tx, "telegram") is None
    box.row()
    box.row(not_before_at=NOW, state=State.HELD)
    box.row(not_before_at=NOW, channel="whatsapp")
    assert outbox.next_due_at(tx, "telegram") is None
    box.row(not_before_at=SOON)
    box.row(not_before_at=EARLIER)
    assert outbox.next_due_at(tx, "telegram") == EARLIER


def test_the_slow_lane_is_full_when_that_many_could_go_now(tx: Transaction, box: Box) -> None:
    box.of_each_state(lane=int(Lane.URGENT))
    box.row(channel="whatsapp")
    box.of_each_state()
    assert outbox.is_full(tx, "telegram", 1, NOW)
    box.row(not_before_at=SOON)
    assert not outbox.is_full(tx, "telegram", 2, NOW)
    box.row(not_before_at=NOW)
    assert outbox.is_full(tx, "telegram", 2, NOW)
    box.row(not_before_at=EARLIER)
    assert outbox.is_full(tx, "telegram", 2, NOW), "more than that many, too"


def test_a_call_that_is_over_leaves_its_outcome_and_no_content(tx: Transaction, box: Box) -> None:
    box.claimed()
    row = box.claimed()
    changed = box.changed(lambda: outbox.settle(tx, row, State.REFUSED, NOW, "p1", "63016"))
    outcome = {"state": "refused", "body": None, "provider_id": "p1", "code": "63016", "settled_at": NOW}
    assert changed == {row: outcome}


def test_many_calls_are_settled_together(tx: Transaction, box: Box) -> None:
    one, two = box.claimed(), box.claimed()
    box.claimed()
    changed = box.changed(lambda: outbox.settle_sent(tx, [(one, "p1"), (two, "p2")], NOW))
    sent = {"state": "sent", "body": None, "settled_at": NOW}
    assert changed == {one: {**sent, "provider_id": "p1"}, two: {**sent, "provider_id": "p2"}}
    assert box.changed(lambda: outbox.settle_sent(tx, [], NOW)) == {}


def test_the_next_part_of_a_long_message_is_due_with_attempts_of_its_own(tx: Transaction, box: Box) -> None:
    box.claimed()
    row = box.claimed(part=1)
    changed = box.changed(lambda: outbox.advance_part(tx, row, "p1"))
    assert changed == {
        row: {"state": "queued", "part": 2, "provider_id": "p1", "claimed_by": None, "attempts": 0}
    }


@pytest.mark.parametrize(("given", "spent"), [({}, {}), ({"was_tried": False}, {"attempts": 2})])
def test_what_could_not_go_now_is_due_later(
    tx: Transaction, box: Box, given: dict[str, bool], spent: dict[str, int]
) -> None:
    box.claimed()
    row = box.claimed()
    changed = box.changed(lambda: outbox.put_back(tx, row, SOON, "429", **given))
    later = {"state": "queued", "not_before_at": SOON, "code": "429", "claimed_by": None}
    assert changed == {row: later | spent}


def test_what_was_claimed_and_never_tried_is_due_at_once(tx: Transaction, box: Box) -> None:
    box.claimed()
    row = box.claimed()
    changed = box.changed(lambda: outbox.give_back(tx, row))
    assert changed == {row: {"state": "queued", "claimed_by": None, "attempts": 2}}


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLAIMED])
def test_only_who_has_a_row_in_hand_settles_it_or_puts_it_back(
    tx: Transaction, box: Box, state: State
) -> None:
    """A worker that was thought gone comes back too late: what became of its row meanwhile stands."""
    row = box.row(state=state)

    def too_late() -> None:
        outbox.settle(tx, row, State.SENT, NOW, "p1")
        outbox.settle_sent(tx, [(row, "p1")], NOW)
        outbox.advance_part(tx, row, "p1")
        outbox.put_back(tx, row, SOON, "429")
        outbox.give_back(tx, row)
        outbox.hold(tx, row, "63016", "p1")

    assert box.changed(too_late) == {}


def test_a_worker_is_told_what_it_has_in_hand(tx: Transaction, box: Box) -> None:
    mine = {box.claimed(), box.claimed()}
    box.claimed(claimed_by=OTHER)
    box.row(state=State.SENT, claimed_by=WORKER)
    assert outbox.claimed_by(tx, WORKER) == mine


def test_calls_of_a_worker_that_is_gone_are_listed_as_uncertain(tx: Transaction, box: Box) -> None:
    """They may have been made: never sent again by themselves."""
    box.claimed()
    box.of_each_state(claimed_by=OTHER)
    lost = [row for row, values in box.every().items() if values["state"] == "claimed"][1:]
    counted = []
    changed = box.changed(lambda: counted.append(outbox.orphans(tx, WORKER, NOW)))
    uncertain = {"state": "uncertain", "body": None, "code": "worker_gone", "settled_at": NOW}
    assert changed == dict.fromkeys(lost, uncertain)
    assert (counted, len(lost)) == ([1], 1)
    assert outbox.state_of(tx, lost[0]) is State.UNCERTAIN


def test_what_is_held_keeps_its_content(tx: Transaction, box: Box) -> None:
    box.claimed()
    row = box.claimed()
    changed = box.changed(lambda: outbox.hold(tx, row, "63016", "p1"))
    assert changed == {row: {"state": "held", "code": "63016", "claimed_by": None, "provider_id": "p1"}}


RELEASED = {"state": "queued", "not_before_at": None}


def test_a_word_of_the_person_releases_what_waited_for_it(tx: Transaction, box: Box) -> None:
    box.of_each_state(code="63016", not_before_at=SOON)
    person = box.person()
    box.row(person, State.HELD, code="mass_opt_out", not_before_at=SOON)
    mine = box.of_each_state(person, code="63016", not_before_at=SOON)
    counted = []
    changed = box.changed(lambda: counted.append(outbox.release_held(tx, person, "63016")))
    assert changed == {mine[State.HELD]: RELEASED}
    assert counted == [1]


def test_a_mended_channel_releases_what_it_was_held_for(tx: Transaction, box: Box) -> None:
    box.of_each_state(channel="whatsapp", code="401", not_before_at=SOON)
    box.row(state=State.HELD, code="63016", not_before_at=SOON)
    rows = box.of_each_state(code="401", not_before_at=SOON)
    another = box.row(state=State.HELD, code="401", not_before_at=SOON)
    counted = []
    changed = box.changed(lambda: counted.append(outbox.release_all(tx, "telegram", "401")))
    assert changed == dict.fromkeys([rows[State.HELD], another], RELEASED)
    assert counted == [2]
