"""How the service is: what was measured, judged in plain words, each trouble with what to do next.

The console and `benteng doctor` show the same findings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.messages import Param, Reply

PATIENCE = (
    timedelta(minutes=2),
    timedelta(minutes=2),
    timedelta(hours=24),
)  # of replies, urgent alerts, the rest
QUIET_CLOCK = timedelta(minutes=5)
OLD_BACKUP = timedelta(days=2)
OLD_REHEARSAL = timedelta(days=3)
OLD_CHECK = timedelta(days=8)  # of the audit trail
LEAST_ROOM = 2 * 2**30  # bytes of the disk, however large it is
MUCH_MEMORY = 1536 * 2**20  # bytes
MB, GB = 2**20, 2**30


class State(StrEnum):
    GOOD = "baik"
    ODD = "perhatikan"
    BAD = "rusak"
    OFF = "mati"  # because nobody set it up: no trouble


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is due in a lane and has not gone."""

    lane: int
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """Messages of one kind that did not simply go. `state` is of the outbox, `code` ours or the provider's."""

    channel: str
    state: str
    code: str
    count: int
    latest_at: datetime


@dataclass(frozen=True, slots=True)
class ListState:
    kind: str
    age: int | None  # days; None when there is no list, or no date
    is_there: bool
    is_stale: bool
    is_pull_good: bool


@dataclass(frozen=True, slots=True)
class Machine:
    """What the process sees of where it runs. Bytes."""

    memory: int
    disk_free: int
    disk: int
    secrets: int  # keys it can open with
    spooled: int = 0  # calls that wait on disk for the database
    unreadable: int = 0  # calls set aside there, since nobody could open or handle them


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything at one moment."""

    now: datetime
    machine: Machine
    channels: Mapping[str, bool] = field(default_factory=dict)  # whether each is on
    leaders: Mapping[str, bool] = field(default_factory=dict)
    clock_at: datetime | None = None
    waiting: Sequence[Waiting] = ()
    troubles: Sequence[Trouble] = ()
    templates: tuple[int, int] = (0, 0)  # usable, of all there should be
    lists: Sequence[ListState] = ()
    overdue: int = 0  # entries of the content past their review date
    database: int = 0  # bytes
    backup_at: datetime | None = None
    rehearsed_at: datetime | None = None  # a backup restored for trial
    is_rehearsal_good: bool = True
    checked_at: datetime | None = None  # the audit trail
    is_trail_whole: bool = True
    schema: tuple[str, str] = ("", "")  # as it is, as it should be
    stranded: int = 0  # cases no officer may have
    left_behind: int = 0  # open cases that lie with a disabled officer


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `what` says how it is, `todo` what to do about it (None: nothing)."""

    about: str
    state: State
    what: Reply
    todo: Reply | None = None


def findings(seen: Measured) -> list[Finding]:
    """What is broken first, then what is odd; otherwise in the order of these lines."""
    found = [
        *_channels(seen), *_leaders(seen), _clock(seen), *_waiting(seen), _troubled(seen), _templates(seen),
        *map(_list, seen.lists), _content(seen), _cases(seen), _trail(seen), _backup(seen), _rehearsal(seen),
        _spool(seen), _disk(seen), _database(seen), _memory(seen), _keys(seen), _schema(seen),
    ]  # fmt: skip
    order = [State.BAD, State.ODD, State.GOOD, State.OFF]
    return sorted(found, key=lambda finding: order.index(finding.state))


def advice(trouble: Trouble) -> Reply:
    """What to do about messages that did not simply go."""
    if trouble.state == "uncertain":
        return Reply("health.do.uncertain")
    if trouble.state == "held":
        return Reply(f"health.do.held.{_HELD.get(trouble.code, 'other')}")
    return Reply(f"health.do.refused.{_REFUSED.get(trouble.code, 'other')}")


_HELD = {"63016": "window", "mass_opt_out": "opt_out", "unpackable": "keys"}
_REFUSED = {
    "blocked": "gone", "deactivated": "gone", "no_chat": "gone", "forbidden": "gone", "63003": "gone", "63024": "gone",
    "21211": "gone", "too_long": "text", "bad_request": "text", "63021": "text", "63027": "text", "63028": "text",
    "63029": "text",
}  # fmt: skip


def _finding(
    about: str, state: State, params: Mapping[str, Param] | None = None, *, key: str = ""
) -> Finding:
    """Sentences go by what it is about and how it is, or by `key`."""
    name = f"{about}.{key or state.value}"
    todo = Reply(f"health.do.{name}") if state in (State.BAD, State.ODD) else None
    return Finding(about, state, Reply(f"health.{name}", params or {}), todo)


def _channels(seen: Measured) -> list[Finding]:
    return [
        _finding("channel", State.GOOD if is_on else State.OFF, {"channel": name})
        for name, is_on in seen.channels.items()
    ]


def _leaders(seen: Measured) -> list[Finding]:
    return [_finding(name, State.GOOD if is_led else State.BAD) for name, is_led in seen.leaders.items()]


def _clock(seen: Measured) -> Finding:
    if seen.clock_at is None:
        return _finding("ring", State.ODD, key="unknown")
    is_quiet = seen.now - seen.clock_at > QUIET_CLOCK
    return _finding("ring", State.BAD if is_quiet else State.GOOD, {"at": seen.clock_at})


def _waiting(seen: Measured) -> list[Finding]:
    found = []
    for lane, patience in enumerate(PATIENCE):
        mine = next((one for one in seen.waiting if one.lane == lane), None)
        is_late = mine is not None and seen.now - mine.since > patience
        state = State.GOOD if not is_late else State.ODD if lane == len(PATIENCE) - 1 else State.BAD
        params: Mapping[str, Param] = {"count": mine.count, "since": mine.since} if mine else {}
        found.append(_finding(f"lane{lane}", state, params, key="" if mine else "empty"))
    return found


def _troubled(seen: Measured) -> Finding:
    counts = {state: sum(one.count for one in seen.troubles if one.state == state)
              for state in ("uncertain", "refused", "held")}  # fmt: skip
    is_good = not any(counts.values())
    return _finding("sends", State.GOOD if is_good else State.ODD, counts)


def _templates(seen: Measured) -> Finding:
    if not seen.channels.get("whatsapp"):
        return _finding("templates", State.OFF)
    usable, wanted = seen.templates
    return _finding(
        "templates", State.GOOD if usable == wanted else State.ODD, {"usable": usable, "wanted": wanted}
    )


def _list(one: ListState) -> Finding:
    about = f"list.{one.kind}"
    if not one.is_there:
        return _finding(about, State.BAD if one.kind == "p3mi" else State.OFF)
    if one.is_stale:
        return _finding(about, State.ODD, {"age": "?" if one.age is None else one.age})
    if not one.is_pull_good:
        return _finding(about, State.ODD, key="pull")
    return _finding(about, State.GOOD, {"age": "?" if one.age is None else one.age})


def _content(seen: Measured) -> Finding:
    return _finding("content", State.ODD if seen.overdue else State.GOOD, {"count": seen.overdue})


def _cases(seen: Measured) -> Finding:
    if seen.left_behind:
        return _finding("cases", State.BAD, {"count": seen.left_behind}, key="left")
    return _finding("cases", State.BAD if seen.stranded else State.GOOD, {"count": seen.stranded})


def _trail(seen: Measured) -> Finding:
    if not seen.is_trail_whole:
        return _finding("trail", State.BAD)
    if seen.checked_at is None:
        return _finding("trail", State.ODD, key="unknown")
    is_old = seen.now - seen.checked_at > OLD_CHECK
    return _finding("trail", State.ODD if is_old else State.GOOD, {"at": seen.checked_at})


def _backup(seen: Measured) -> Finding:
    if seen.backup_at is None:
        return _finding("backup", State.ODD, key="unknown")
    is_old = seen.now - seen.backup_at > OLD_BACKUP
    return _finding("backup", State.BAD if is_old else State.GOOD, {"at": seen.backup_at})


def _rehearsal(seen: Measured) -> Finding:
    if seen.rehearsed_at is None:
        return _finding("rehearsal", State.ODD, key="unknown")
    if not seen.is_rehearsal_good:
        return _finding("rehearsal", State.BAD, {"at": seen.rehearsed_at})
    is_old = seen.now - seen.rehearsed_at > OLD_REHEARSAL
    return _finding("rehearsal", State.ODD if is_old else State.GOOD, {"at": seen.rehearsed_at})


def _spool(seen: Measured) -> Finding:
    here = seen.machine
    if here.unreadable:
        return _finding("spool", State.BAD, {"count": here.unreadable})
    return _finding("spool", State.ODD if here.spooled else State.GOOD, {"count": here.spooled})


def _disk(seen: Measured) -> Finding:
    free = seen.machine.disk_free
    if free < LEAST_ROOM:
        state = State.BAD if free < LEAST_ROOM / 4 else State.ODD
        return _finding("disk", state, {"free": free // MB}, key="little")
    return _finding("disk", State.GOOD, {"free": free // GB})


def _database(seen: Measured) -> Finding:
    return _finding("database", State.GOOD, {"size": max(1, seen.database // MB)})


def _memory(seen: Measured) -> Finding:
    state = State.ODD if seen.machine.memory > MUCH_MEMORY else State.GOOD
    return _finding("memory", state, {"size": seen.machine.memory // MB})


def _keys(seen: Measured) -> Finding:
    return _finding("keys", State.GOOD, {"count": seen.machine.secrets})


def _schema(seen: Measured) -> Finding:
    here, wanted = seen.schema
    return _finding(
        "schema", State.GOOD if here == wanted else State.BAD, {"here": here or "?", "wanted": wanted}
    )
