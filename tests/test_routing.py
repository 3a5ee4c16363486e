"""Whom a case is put to, and who never hears of it: those it speaks of, and everybody under them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from bot.domain.roster import Leave, Post, Roster
from bot.domain.routing import Picked, heads_over, looks_after, of_the_place, picked, with_those_under

AT = datetime(2026, 12, 2, 5, tzinfo=UTC)
VILLAGE = "36.04.13.2007"


@dataclass(frozen=True)
class Officer:
    id: int
    role: str
    area: str = "36.04"
    is_last_resort: bool = False


LOCAL, BACKUP = Officer(1, "pimpasa", VILLAGE), Officer(2, "cadangan")
HEAD, OTHER_HEAD, KANWIL = (
    Officer(3, "supervisor"),
    Officer(4, "supervisor", "32.01"),
    Officer(5, "kanwil", "36"),
)
FAR = Officer(6, "pimpasa", "32.01.01.2001")
SECOND_HEAD = Officer(7, "supervisor")
EVERYBODY = (LOCAL, BACKUP, HEAD, OTHER_HEAD, KANWIL, FAR, SECOND_HEAD)


@pytest.mark.parametrize(
    ("named", "never"),
    [((), set()),
     ((LOCAL,), {LOCAL}),
     ((BACKUP,), {BACKUP}),
     ((HEAD,), {HEAD, LOCAL, BACKUP}),
     ((KANWIL,), {KANWIL, HEAD, SECOND_HEAD, LOCAL, BACKUP}),
     ((OTHER_HEAD, LOCAL), {OTHER_HEAD, FAR, LOCAL})],
)  # fmt: skip
def test_with_a_head_everybody_below_in_their_area_is_barred(
    named: tuple[Officer, ...], never: set[Officer]
) -> None:
    """Not their equals, not those above them, not those elsewhere."""
    barred = with_those_under(EVERYBODY, [officer.id for officer in named])
    assert barred == {officer.id for officer in never}


def test_somebody_who_is_no_officer_any_more_stays_barred() -> None:
    assert with_those_under((BACKUP,), [99]) == {99}


def test_who_goes_round_a_village_goes_round_its_officers_but_not_their_heads() -> None:
    assert of_the_place(EVERYBODY, VILLAGE) == {LOCAL.id, BACKUP.id}
    assert of_the_place(EVERYBODY, None) == {LOCAL.id, BACKUP.id, FAR.id}


@pytest.mark.parametrize(
    ("officer", "village", "is_theirs"),
    [(LOCAL, VILLAGE, True), (LOCAL, "36.04.13.2008", False), (HEAD, VILLAGE, True), (FAR, VILLAGE, False),
     (FAR, None, True)],
)  # fmt: skip
def test_an_unknown_village_is_everybodys(officer: Officer, village: str | None, is_theirs: bool) -> None:
    assert looks_after(officer, village) == is_theirs


def heads(
    *there: Officer, barred: tuple[Officer, ...] = (), away: dict[Officer, int | None] | None = None,
    village: str | None = VILLAGE,
) -> tuple[int, ...]:  # fmt: skip
    """`away` are on leave, each with who stands in."""
    day = date(2026, 12, 2)
    posts = {officer.id: Post(leaves=(Leave(day, day, deputy),)) for officer, deputy in (away or {}).items()}
    return heads_over(there, village, Roster(posts), AT, [officer.id for officer in barred])


LAST = Officer(8, "cadangan", "11", is_last_resort=True)


def test_the_heads_of_the_place_are_asked_first() -> None:
    assert heads(*EVERYBODY, LAST) == (HEAD.id, KANWIL.id, SECOND_HEAD.id)
    assert heads(*EVERYBODY, LAST, village=None) == (HEAD.id, OTHER_HEAD.id, KANWIL.id, SECOND_HEAD.id)


def test_a_barred_head_is_passed_over() -> None:
    assert heads(*EVERYBODY, LAST, barred=(HEAD,)) == (KANWIL.id, SECOND_HEAD.id)


def test_then_the_last_resort_then_heads_from_elsewhere_then_anybody() -> None:
    assert heads(LOCAL, HEAD, OTHER_HEAD, LAST, barred=(HEAD,)) == (LAST.id,)
    assert heads(LOCAL, HEAD, OTHER_HEAD, LAST, barred=(HEAD, LAST)) == (OTHER_HEAD.id,)
    assert heads(LOCAL, FAR, HEAD, barred=(HEAD,)) == (LOCAL.id, FAR.id)
    assert heads(LOCAL, HEAD, barred=(LOCAL, HEAD)) == ()


def test_who_stands_in_for_a_head_is_asked_in_their_stead() -> None:
    assert heads(HEAD, BACKUP, OTHER_HEAD, away={HEAD: BACKUP.id}) == (BACKUP.id,)


@pytest.mark.parametrize("barred", [(BACKUP,), ()])
def test_who_may_not_hear_of_it_or_cannot_be_reached_stands_in_for_nobody(
    barred: tuple[Officer, ...],
) -> None:
    there = (HEAD, OTHER_HEAD, *barred)
    assert heads(*there, barred=barred, away={HEAD: BACKUP.id}) == (OTHER_HEAD.id,)


def test_when_all_are_away_whoever_is_left_is_asked_all_the_same() -> None:
    assert heads(LOCAL, HEAD, away={LOCAL: None, HEAD: None}) == (LOCAL.id, HEAD.id)


def asks(
    *rungs: tuple[int, ...], after: int = -1, is_urgent: bool = False, reachable: tuple[int, ...] = (1, 2, 3, 4),
    asked: tuple[int, ...] = (), barred: tuple[int, ...] = (),
) -> Picked:  # fmt: skip
    return picked(
        rungs, after, Roster({}), AT, is_urgent=is_urgent, reachable=reachable, asked=asked, barred=barred
    )


@pytest.mark.parametrize("is_urgent", [True, False])
def test_each_rung_is_asked_after_the_one_below(is_urgent: bool) -> None:
    rungs = ((1,), (2, 3), (4,))
    climbed = [asks(*rungs, after=after, is_urgent=is_urgent) for after in range(-1, 3)]
    assert climbed == [Picked(0, (1,)), Picked(1, (2, 3)), Picked(2, (4,)), Picked(2, ())]


def test_a_rung_without_anybody_to_ask_is_passed_over() -> None:
    assert asks((), (1, 2), (3,), reachable=(2, 3)) == Picked(1, (2,))
    assert asks((1,), (2,), (3,), barred=(1, 2)) == Picked(2, (3,))
    assert asks((1, 2), (3,), asked=(1, 2)) == Picked(1, (3,))


def test_where_nobody_may_be_asked_nobody_is_on_duty() -> None:
    assert asks((1,), (2,), barred=(1, 2)) == Picked(1, (), has_duty=False)
