"""The audit trail: what an officer did, for heads also what was done in their area; whether it is whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.casework import Role
from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.services import audit, custody, numbers
from bot.services.console import acting, caseload
from bot.services.desk import Desk
from bot.store import beats, cases
from bot.store import trail as kept
from bot.store.beats import Beat
from bot.store.db import Transaction

PAGE, MOST = 50, 5_000  # entries of a page, of a file
DID = "console.did."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; "" asks for nothing."""

    officer: str = ""
    case: str = ""
    verb: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class TrailLine:
    """`by` is "" for the service or a reporter, `case` the number people say; `about` what the action goes on with."""

    number: int
    at: datetime
    by: str
    case: str
    what: Reply
    about: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    lines: Sequence[TrailLine]
    officers: Sequence[tuple[int, str]]
    verbs: Sequence[tuple[str, str]]
    checked: Beat | None
    next: str = ""


def page(
    tx: Transaction, desk: Desk, who: Who, asked: Asked, before: int | None, most: int = PAGE
) -> TrailPage:
    """What is asked for wrongly finds nothing; somebody else's officer or case finds nothing either."""
    officers = _officers(tx, desk, who)
    wanted = _wanted(desk, asked)
    rows = [] if wanted is None else kept.listed(
        tx, caseload.scope(who), [number for number, _ in officers], wanted, before, most + 1
    )  # fmt: skip
    names = {row.id: custody.name_of(desk, row) for row in cases.all_officers(tx)}
    may: dict[int, bool] = {}
    lines = []
    for row in rows[:most]:
        entry = row.entry
        if entry.case is not None and entry.case not in may:
            may[entry.case] = caseload.may_see(tx, desk, who, entry.case)
        if entry.case is None or may[entry.case]:
            lines.append(
                TrailLine(
                    row.number, entry.at, names.get(entry.officer or 0, ""),
                    "" if entry.case is None else numbers.number_of(entry.case),
                    caseload.action(desk, entry.action), _about(entry.action, names),
                )
            )  # fmt: skip
    more = str(rows[most - 1].number) if len(rows) > most else ""
    checked = beats.last(tx, beats.AUDIT) if who.is_head else None
    return TrailPage(lines, officers if who.is_head else (), _verbs(desk, who), checked, more)


def check(tx: Transaction, desk: Desk, _who: Who) -> tuple[int, bool]:
    """How many entries there are, and whether they are as they were written. As slow as there are many."""
    found, is_whole = audit.verify(tx, desk)
    return found.entries, is_whole and found.broken is None


def checked(tx: Transaction, desk: Desk, who: Who, form: str, found: tuple[int, bool]) -> None:
    """Note how a check ended."""
    if acting.is_first(tx, desk, who, form):
        count, is_whole = found
        audit.noted(tx, desk, count, is_whole=is_whole)
        audit.note(tx, desk, who.officer_id, None, "trail_checked", desk.now())


def _officers(tx: Transaction, desk: Desk, who: Who) -> list[tuple[int, str]]:
    """Those whose entries are seen: oneself, and for heads officers of their area and at most their rank."""
    seen = [
        row for row in cases.all_officers(tx)
        if row.id == who.officer_id
        or (who.is_head and who.looks_after(row.area) and Role(row.role).rank <= who.role.rank)
    ]  # fmt: skip
    return [(row.id, custody.name_of(desk, row)) for row in seen]


def _wanted(desk: Desk, asked: Asked) -> kept.Wanted | None:
    """None for what cannot be found."""
    officer, case = numbers.whole(asked.officer, 12), numbers.id_of(asked.case)
    if (asked.officer and officer is None) or (asked.case and case is None):
        return None
    since = until = None
    if asked.day:
        try:
            since = datetime.combine(date.fromisoformat(asked.day), time(0), desk.zone)
        except ValueError:
            return None
        until = since + timedelta(days=1)
    goes_on = asked.verb in caseload.WITH_MORE
    return kept.Wanted(officer, case if asked.case else None, asked.verb, goes_on, since, until)


def _verbs(desk: Desk, who: Who) -> list[tuple[str, str]]:
    """Every action there are words for, by them."""
    keys = [key for key in desk.catalogs.sentences["id"] if key.startswith(DID)]
    named = [(key.removeprefix(DID), desk.catalogs.text(Reply(key), who.language)) for key in keys]
    return sorted(named, key=lambda pair: pair[1])


def _about(action: str, names: dict[int, str]) -> str:
    verb, _, about = action.partition(":")
    number = numbers.whole(about, 12)
    return names.get(number, about) if verb.startswith("officer_") and number is not None else about
