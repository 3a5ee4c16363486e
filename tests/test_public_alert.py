"""No alert leaves without two different people; what an alert must have; how it ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.casework import Place
from bot.domain.public_alert import (
    Alert,
    AlertState,
    Bounds,
    No,
    Outcomes,
    Purpose,
    Signer,
    Words,
    approved,
    areas,
    expired,
    is_failing,
    refused,
    replaced,
    submitted,
)

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
BOUNDS = Bounds(timedelta(days=7), 1_000)
AUTHOR, SECOND = Signer(1, 11, "33.01", name="Suryadi"), Signer(2, 12, "33", name="Wulandari")
HEAD = Signer(3, 13, "33", is_head=True, name="Hartono")
WORDS = Words("Awas perekrut palsu", "Dua orang minta KTP.", "Jangan serahkan KTP.")
ALERT = Alert("BD-1", "33.01.02", WORDS, AUTHOR, NOW + timedelta(days=2))


def waits(alert: Alert = ALERT, former: Alert | None = None) -> Alert:
    waiting = submitted(alert, alert.author, NOW, BOUNDS, former)
    assert isinstance(waiting, Alert), waiting
    return waiting


def published(alert: Alert = ALERT, former: Alert | None = None) -> Alert:
    out = approved(waits(alert, former), SECOND, NOW, BOUNDS, 10, former)
    assert isinstance(out, Alert), out
    return out


people = st.builds(
    Signer,
    st.integers(1, 3),
    st.integers(11, 13),
    st.sampled_from(["33", "33.01", "33.01.02", "34", "33.0"]),
    st.booleans(),
    st.sampled_from(["Suryadi", "suryadi ", "Wulandari", ""]),
)
steps = st.lists(st.tuples(st.sampled_from(["submit", "approve", "refuse", "expire"]), people), max_size=12)


def done(step: str, alert: Alert, by: Signer, recipients: int) -> Alert | No:
    match step:
        case "submit":
            return submitted(alert, by, NOW, BOUNDS)
        case "approve":
            return approved(alert, by, NOW, BOUNDS, recipients)
        case "refuse":
            return refused(alert, by)
    return expired(alert, NOW)


@given(steps, people, st.integers(0, 3_000))
def test_no_sequence_publishes_without_a_second_person_who_covers_the_area(
    taken: list[tuple[str, Signer]], author: Signer, recipients: int
) -> None:
    """Whatever is tried, by whomever, under whatever role: two numbers, two phones, two names."""
    alert = replace(ALERT, author=author)
    for step, by in taken:
        outcome = done(step, alert, by, recipients)
        if isinstance(outcome, No):
            continue
        if outcome.state is AlertState.PUBLISHED:
            assert (step, alert.state) == ("approve", AlertState.WAITING)
            assert outcome.approver == by.officer != author.officer
            assert by.contact != author.contact
            assert not by.name or by.name.strip().lower() != author.name.strip().lower()
            assert by.area in ("33", "33.01", "33.01.02")
            assert recipients <= BOUNDS.recipients or by.is_head
        alert = outcome


@pytest.mark.parametrize(
    "same",
    [
        replace(AUTHOR, area="33"),
        Signer(9, 11, "33", is_head=True, name="Lain"),  # the same phone under another role
        Signer(1, 99, "33", is_head=True, name="Lain"),  # a new phone
        Signer(9, 99, "33", is_head=True, name=" SURYADI."),  # invited twice
    ],
)
def test_the_author_decides_nothing_under_any_role(same: Signer) -> None:
    assert approved(waits(), same, NOW, BOUNDS, 10) is No.AUTHOR
    assert refused(waits(), same) is No.AUTHOR


def test_officers_without_a_name_are_not_taken_for_one() -> None:
    waiting = waits(replace(ALERT, author=replace(AUTHOR, name="")))
    assert isinstance(approved(waiting, replace(SECOND, name=""), NOW, BOUNDS, 10), Alert)


def test_beyond_the_ceiling_only_a_supervisor_lets_it_out() -> None:
    assert approved(waits(), SECOND, NOW, BOUNDS, 1_001) is No.CEILING
    assert isinstance(approved(waits(), SECOND, NOW, BOUNDS, 1_000), Alert)
    assert isinstance(approved(waits(), HEAD, NOW, BOUNDS, 1_001), Alert)


def test_a_cancellation_waits_for_no_supervisor() -> None:
    former = published()
    follow = replace(ALERT, identifier="BD-2", purpose=Purpose.CANCEL, replaces="BD-1")
    assert isinstance(approved(waits(follow, former), SECOND, NOW, BOUNDS, 90_000, former), Alert)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (replace(ALERT, area=""), No.AREA),
        (replace(ALERT, area="34.01"), No.AREA),
        (replace(ALERT, area="33.010"), No.AREA),
        (replace(ALERT, words=replace(WORDS, headline="x" * 101)), No.WORDS),
        (replace(ALERT, words=replace(WORDS, headline=" ")), No.WORDS),
        (replace(ALERT, words=replace(WORDS, event="")), No.WORDS),
        (replace(ALERT, words=replace(WORDS, instruction=" ")), No.WORDS),
        (replace(ALERT, english=Words("Beware", "", "Do nothing.")), No.WORDS),
        (replace(ALERT, expires_at=NOW), No.TIME),
        (replace(ALERT, expires_at=NOW + timedelta(days=7, seconds=1)), No.TIME),
        (replace(ALERT, purpose=Purpose.UPDATE), No.REFERENCE),
        (replace(ALERT, purpose=Purpose.CANCEL), No.REFERENCE),
        (replace(ALERT, replaces="BD-0"), No.REFERENCE),
    ],
)
def test_an_unfit_alert_is_not_handed_on(changed: Alert, why: No) -> None:
    assert submitted(changed, AUTHOR, NOW, BOUNDS) is why


def test_somebody_else_s_draft_is_not_handed_on() -> None:
    assert submitted(ALERT, SECOND, NOW, BOUNDS) is No.NOT_AUTHOR


@pytest.mark.parametrize(
    ("purpose", "state"),
    [(Purpose.UPDATE, AlertState.UPDATED), (Purpose.CANCEL, AlertState.CANCELLED)],
)
def test_what_replaces_an_alert_needs_two_officers_too(purpose: Purpose, state: AlertState) -> None:
    former = published()
    follow = replace(ALERT, identifier="BD-2", purpose=purpose, replaces="BD-1")
    waiting = waits(follow, former)
    assert approved(waiting, AUTHOR, NOW, BOUNDS, 10, former) is No.AUTHOR
    assert replaced(former, waiting) is No.REFERENCE
    ended = replaced(former, published(follow, former))
    assert isinstance(ended, Alert)
    assert ended.state is state


@pytest.mark.parametrize(
    "former",
    [
        replace(ALERT, state=AlertState.EXPIRED),
        replace(ALERT, state=AlertState.WAITING),
        replace(ALERT, state=AlertState.PUBLISHED, area="33.01.03"),
        replace(ALERT, state=AlertState.PUBLISHED, identifier="BD-9"),
        replace(ALERT, state=AlertState.PUBLISHED, purpose=Purpose.CANCEL),
    ],
)
def test_only_what_is_in_force_here_is_replaced(former: Alert) -> None:
    follow = replace(ALERT, identifier="BD-2", purpose=Purpose.UPDATE, replaces="BD-1")
    assert submitted(follow, AUTHOR, NOW, BOUNDS, former) is No.REFERENCE


def test_what_it_replaces_ended_while_the_colleague_thought() -> None:
    former = published()
    follow = waits(replace(ALERT, identifier="BD-2", purpose=Purpose.CANCEL, replaces="BD-1"), former)
    over = replace(former, state=AlertState.EXPIRED)
    assert approved(follow, SECOND, NOW, BOUNDS, 10, over) is No.REFERENCE


@pytest.mark.parametrize("alert", [waits(), published()])
def test_an_alert_ends_by_the_clock_once(alert: Alert) -> None:
    assert expired(alert, NOW) is No.TIME
    ended = expired(alert, alert.expires_at)
    assert isinstance(ended, Alert)
    assert expired(ended, alert.expires_at) is No.STATE
    assert approved(ended, SECOND, NOW, BOUNDS, 10) is No.STATE


@pytest.mark.parametrize(
    ("sent", "failed", "is_bad"), [(0, 0, False), (7, 3, False), (6, 4, True), (0, 1, True), (10, 0, False)]
)
def test_the_breaker_counts_what_is_settled(sent: int, failed: int, is_bad: bool) -> None:
    assert is_failing(Outcomes(sent, failed, waiting=9), most_percent=30) is is_bad


VILLAGES = (
    Place("36.04.13.2007", "Lontar", "Kec. Tirtayasa, Kab. Serang"),
    Place("36.04.12.2001", "Pontang", "Kec. Pontang, Kab. Serang"),
    Place("36.03.11.2002", "Rajeg Mulya", "Kec. Rajeg, Kab. Tangerang"),
)


def test_areas_are_those_with_villages_of_the_programme_from_large_to_small() -> None:
    assert [place.name for place in areas(VILLAGES, "36.04")] == [
        "Kab. Serang", "Kec. Pontang", "Kec. Tirtayasa", "Pontang", "Lontar",
    ]  # fmt: skip
    assert areas(VILLAGES, "36.04.13") == (
        Place("36.04.13", "Kec. Tirtayasa", "Kab. Serang"),
        VILLAGES[0],
    )
    assert [place.code for place in areas(VILLAGES, "36")][:2] == ["36.03", "36.04"]
    assert areas(VILLAGES, "33") == ()
