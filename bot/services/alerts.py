"""How a case is told to officers: never a word of the report, nothing of the reporter."""

from collections.abc import Sequence
from datetime import datetime

from bot import i18n
from bot.domain.case_words import severity, standing
from bot.domain.casework import CaseState, Stage, leaves_on
from bot.domain.messages import Choice, Param, Reply
from bot.services import regions
from bot.services.custody import known
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_BUTTONS = 8  # cases in one message
NOTHING = Reply("push.bound.nothing")
SIGNS = ("gelap", "disekap", "dokumen_ditahan")  # reasons of triage that change how one sets out


def alert(tx: Transaction, desk: Desk, case: AnyRow, accept_by: datetime, *, is_last: bool) -> Reply:
    """A case that wants somebody to accept it; nobody comes after those asked last."""
    params: dict[str, Param] = {
        "number": number_of(case.id),
        "place": place(tx, desk, case.village),
        "departure": leaves_on(case.departure),
        "people": Reply(f"push.people.{case.people or 'unknown'}"),
        "minor": Reply(f"push.minor.{'ya' if case.has_minor else 'unknown'}"),
        "bound": bound(desk, case),
        "accept_by": local(desk, case, accept_by),
        "then": Reply("push.then.again" if is_last else "push.then.next"),
    }
    return Reply(f"push.alert.{case.severity}", params, _choices(case, "terima", "lihat_isi", "tidak_bisa"))


def bound(desk: Desk, case: AnyRow) -> Reply:
    """Where to, by sea, whether anybody is held or without papers: what an officer has to know before setting out.

    A case as `cases.case` gives it: with what its report told.
    """
    told, why = NOTHING, case.why.split(",")
    for sign in (sign for sign in reversed(SIGNS) if sign in why):
        told = Reply(f"push.bound.{sign}", {"more": told})
    country = i18n.country_name(known(desk, case).country)
    return Reply("push.bound.country", {"country": country, "more": told}) if country else told


def marked(case: AnyRow) -> tuple[Reply, ...]:
    """What stands before a message about an exercise, whoever reads it."""
    return () if case.training_id is None else (Reply("exercise.mark"),)


def exercise(tx: Transaction, desk: Desk, case: AnyRow) -> Reply:
    """A case of a training, for its officer alone."""
    params: dict[str, Param] = {
        **heading(tx, desk, case),
        "departure": leaves_on(case.departure),
        "people": Reply(f"push.people.{case.people or 'unknown'}"),
        "minor": Reply(f"push.minor.{'ya' if case.has_minor else 'unknown'}"),
    }
    return Reply("push.exercise", params, _choices(case, "terima", "lihat_isi"))


def unanswered(
    tx: Transaction, desk: Desk, case: AnyRow, accept_by: datetime, *, is_last_resort: bool = False
) -> tuple[Reply, Reply]:
    """The same, after everybody on the ladder was asked; to the last resort, when nobody else may be."""
    key = "push.escalated_idle" if was_idle(cases.offered_to(tx, case.id)) else "push.escalated_unanswered"
    head = Reply("push.last_resort" if is_last_resort else key, {"number": number_of(case.id)})
    return head, alert(tx, desk, case, accept_by, is_last=True)


def was_idle(offered: Sequence[AnyRow]) -> bool:
    """Whether somebody accepted the case, and it moved on because nothing was done."""
    return any(row.answer == cases.IDLE for row in offered)


def nudge(desk: Desk, case: AnyRow) -> Reply:
    """A case that its officer has let lie."""
    params: dict[str, Param] = {"number": number_of(case.id), "until": local(desk, case, case.act_by_at)}
    return Reply("push.nudge", params, _choices(case, "lihat_isi", "tanya", "tutup"))


def line(tx: Transaction, desk: Desk, case: AnyRow, reader_id: int) -> Reply:
    """A case in one line for an officer: who has it, and until when something has to happen."""
    moment = until(case)
    told = standing(
        is_waiting=case.state == CaseState.OFFERED.value,
        is_mine=case.owner_id == reader_id,
        stage=Stage(case.progress),
        until=None if moment is None else local(desk, case, moment),
    )
    return Reply("push.case_line", {**heading(tx, desk, case), "standing": told})


def heading(tx: Transaction, desk: Desk, case: AnyRow) -> dict[str, Param]:
    return {
        "number": number_of(case.id),
        "severity": severity(case.severity, is_exercise=case.training_id is not None),
        "place": place(tx, desk, case.village),
    }


def until(case: AnyRow) -> datetime | None:
    """When the case moves on unless somebody does something."""
    moment: datetime | None = case.accept_by_at if case.state == CaseState.OFFERED.value else case.act_by_at
    return moment


def local(desk: Desk, case: AnyRow, moment: datetime) -> datetime:
    """A time by the clock of the place a case is from."""
    return moment.astimezone(desk.content.areas.zone_of(case.village))


def buttons(rows: Sequence[AnyRow]) -> tuple[Choice, ...]:
    """A way to each case, for as many as fit."""
    numbers = [number_of(case.id) for case in rows[:MOST_BUTTONS]]
    return tuple(Choice("lihat_isi", "choice.case", {"number": n}, topic=n) for n in numbers)


def place(tx: Transaction, desk: Desk, village: str | None) -> Reply:
    """A village in words."""
    found = regions.village(tx, desk, village)
    return Reply("choice.place", {"name": found.name}) if found else Reply("push.place_unknown")


def _choices(case: AnyRow, *ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=number_of(case.id)) for id_ in ids)
