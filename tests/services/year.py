"""A year of cases in three time zones, on the real services, with a clock that jumps from one event to the next."""

import heapq
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from string import ascii_lowercase
from typing import Any

from sqlalchemy import func, select, union_all

from bot.clock import LADDERS
from bot.domain.casework import Outcome, Place, Role
from bot.domain.commands import CloseCase, FileReport
from bot.domain.messages import Address, Reply
from bot.domain.offers import Severity
from bot.domain.places import Pin
from bot.domain.roster import Hours, Leave
from bot.services import casework, escalation, housekeeping, mornings, offices, reports, rosters
from bot.services.desk import ADDRESS, Desk
from bot.services.numbers import id_of
from bot.store import cases, people
from bot.store.db import Transaction
from bot.store.prepared import Prepared
from bot.store.schema import assignments, due, officers
from bot.store.schema import cases as all_cases

STARTS = datetime(2026, 1, 1, tzinfo=UTC)
PROVINCES = {"36": "Banten", "53": "NTT", "94": "Papua Tengah"}  # WIB, WITA, WIT
OFFICES = ("01", "02")
NAMES = (
    "Darmawan", "Suryadi", "Hartono", "Rukmini", "Wulandari", "Gunawan", "Nuraini", "Basuki", "Kusnadi",
    "Prasetya", "Hadiningrat", "Wijayakusuma", "Sulastri", "Mulyadi", "Widodo", "Lestari", "Purnomo", "Handayani",
    "Setiawan", "Kartika", "Rahmadi", "Suhartini", "Iskandar", "Yulianti", "Ferdinand", "Markus", "Yohana",
)  # fmt: skip
DRAIN = 60  # days
REPORTERS = 60  # none files so much that their reports are told together
WORDS, LETTERS = 12, 8  # of a story that is like no other, and like nobody's name
DAY_HOURS, LONG_HOURS = (
    Hours(frozenset(range(5)), time(8), time(16)),
    Hours(frozenset(range(6)), time(7), time(19)),
)
HOURS = {
    Role.PIMPASA: DAY_HOURS,
    Role.BACKUP: LONG_HOURS,
    Role.SUPERVISOR: DAY_HOURS,
    Role.KANWIL: DAY_HOURS,
}
SEVERITIES = (Severity.MERAH, Severity.KUNING, Severity.KUNING, Severity.HIJAU)


_DUE = Prepared(
    union_all(
        select(func.min(all_cases.c.accept_by_at)).where(all_cases.c.state == "ditawarkan"),
        select(func.min(all_cases.c.act_by_at)).where(all_cases.c.state == "diterima"),
        select(func.min(officers.c.remind_at)),
        select(func.min(due.c.due_at)).where(due.c.done_at.is_(None)),
    )
)  # what is due next, by kind


@dataclass(frozen=True, slots=True)
class Heard:
    """One message an officer got."""

    at: datetime
    officer: int
    purpose: str
    keys: tuple[str, ...]
    numbers: frozenset[str]


@dataclass
class Year:
    """Runs it; what officers hear is remembered here to be asked about."""

    desk: Desk
    chance: random.Random
    count: int
    days: int
    now: datetime = STARTS
    heard: list[Heard] = field(default_factory=list)
    named: dict[int, int] = field(default_factory=dict)  # case to the officer its report speaks of
    filed: int = 0
    overdue: int = 0  # deadlines still open after the clock rang
    unasked: int = 0  # open cases in nobody's hands
    rings: int = 0
    _events: list[tuple[datetime, int, Callable[[Transaction], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _officers: dict[int, int] = field(default_factory=dict)  # by contact
    _contacts: dict[int, int] = field(default_factory=dict)
    _areas: dict[int, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)  # what goes out once
    _names: dict[int, str] = field(default_factory=dict)
    _villages: list[str] = field(default_factory=list)
    _reporters: list[people.Contact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk.now = lambda: self.now

    # -- the offices

    def set_up(self, tx: Transaction) -> None:
        names = iter(NAMES)
        for province in PROVINCES:
            self._hire(tx, next(names), Role.KANWIL, province)
            for office in OFFICES:
                area = f"{province}.{office}"
                for role in (Role.PIMPASA, Role.PIMPASA, Role.BACKUP, Role.SUPERVISOR):
                    self._hire(tx, next(names), role, area)
                for place in range(2):
                    self._villages.append(f"{area}.01.{2001 + place}")
        pins = tuple(Pin(Place(code, f"Desa {code}", "")) for code in self._villages)
        offices.save_villages(tx, self.desk, pins)
        self._reporters = [self._contact(tx, f"warga {n}") for n in range(REPORTERS)]
        for _ in range(self.count):
            self._later(timedelta(minutes=self.chance.randrange(self.days * 24 * 60)), self._files)
        for officer in self._contacts:
            for _ in range(2):
                self._later(timedelta(days=self.chance.randrange(self.days)), self._goes(officer))

    def _hire(self, tx: Transaction, name: str, role: Role, area: str) -> None:
        officer = offices.add_officer(tx, self.desk, name, role, area)
        contact = self._contact(tx, f"petugas {officer}")
        cases.change_officer(tx, officer, contact_id=contact.id)
        rosters.set_hours(tx, officer, HOURS[role])
        self._officers[contact.id], self._contacts[officer] = officer, contact.id
        self._areas[officer], self._names[officer] = area, name

    def _contact(self, tx: Transaction, name: str) -> people.Contact:
        address = Address("web", name)
        sealed = self.desk.vault.seal(name.encode(), ADDRESS)
        return people.add_contact(tx, "web", self.desk.address_hash(address), sealed, "id", self.now)

    def is_lived(self, write: Callable[[Callable[[Transaction], Any]], Any]) -> None:
        """All of it, each day in a transaction of its own, and at most DRAIN days until what is left is closed."""
        write(self.set_up)
        for day in range(self.days + DRAIN):
            write(partial(self.run, until=STARTS + timedelta(days=day + 1)))
            if write(self.ends_day) == 0 and day >= self.days:
                break

    # -- what happens

    def _later(self, span: timedelta, what: Callable[[Transaction], None]) -> None:
        heapq.heappush(self._events, (self.now + span, next(self._numbers), what))

    def _files(self, tx: Transaction) -> None:
        village = self.chance.choice(self._villages)
        words = ("".join(self.chance.choices(ascii_lowercase, k=LETTERS)) for _ in range(WORDS))
        story = f"Ada yang ngajak {' '.join(words)}"
        accused = None
        if self.chance.random() < 0.05:
            accused = self.chance.choice([o for o, area in self._areas.items() if village.startswith(area)])
            story += f". Pak {self._names[accused]} ikut dibayar"
        severity = self.chance.choice(SEVERITIES)
        is_bypass = self.chance.random() < 0.05
        command = FileReport("", (("story", story),), severity, (), village=village, bypass=is_bypass)
        code_hash = self.filed.to_bytes(32, "big")
        before = self.filed + 1
        if accused is not None:
            self.named[before] = accused
        self.filed += 1
        reporter = self.chance.choice(self._reporters)
        case_id = reports.file(tx, self.desk, reporter, command, code_hash, self.now)
        assert case_id == before

    def _goes(self, officer: int) -> Callable[[Transaction], None]:
        def go(tx: Transaction) -> None:
            first = self.now.date() + timedelta(days=self.chance.randint(0, 3))
            deputy = self.chance.choice([None, *(o for o in self._contacts if o != officer)])
            last = first + timedelta(days=self.chance.randint(0, 14))
            rosters.take_leave(tx, self.desk, officer, Leave(first, last, deputy))

        return go

    def _reads(self, officer: int, key: str, number: str) -> None:
        """An officer sees an alert or a reminder, and does something about it or not."""
        is_asked = key.startswith("push.alert") or key == "push.waiting"
        luck = self.chance.random()
        if is_asked and luck < 0.6:
            self._later(timedelta(minutes=self.chance.randint(1, 90)), self._accepts(officer, number))
        elif is_asked and luck < 0.65:
            self._later(timedelta(minutes=self.chance.randint(1, 60)), self._declines(officer, number))
        elif key in ("push.nudge", "push.handed_over") and luck < 0.5:
            self._later(timedelta(minutes=self.chance.randint(1, 120)), self._closes(officer, number))

    def _accepts(self, officer: int, number: str) -> Callable[[Transaction], None]:
        def accept(tx: Transaction) -> None:
            row, case_id = cases.officer(tx, officer), id_of(number)
            assert row is not None
            assert case_id is not None
            if escalation.accept(tx, self.desk, row, case_id, self.now):
                assert self.named.get(case_id) != officer
                luck = self.chance.random()
                if luck < 0.3:
                    self._later(timedelta(hours=self.chance.randint(1, 5)), self._asks(officer, number))
                if luck < 0.85:
                    self._later(timedelta(hours=self.chance.randint(1, 90)), self._closes(officer, number))

        return accept

    def _declines(self, officer: int, number: str) -> Callable[[Transaction], None]:
        def decline(tx: Transaction) -> None:
            row, case_id = cases.officer(tx, officer), id_of(number)
            assert row is not None
            assert case_id is not None
            escalation.decline(tx, self.desk, row, case_id, self.now)

        return decline

    def _asks(self, officer: int, number: str) -> Callable[[Transaction], None]:
        return lambda tx: casework.write(
            tx, self.desk, self._contacts[officer], number, "Jam berapa?", self.now, is_question=True
        ) and None  # fmt: skip

    def _closes(self, officer: int, number: str) -> Callable[[Transaction], None]:
        command = CloseCase(number, Outcome.HELPED)
        return lambda tx: casework.close(tx, self.desk, self._contacts[officer], command, self.now) and None

    # -- the clock

    def run(self, tx: Transaction, until: datetime) -> None:
        """Everything up to a time, in order."""
        while True:
            at = self._events[0][0] if self._events else until
            rings_at = self._next_due(tx)
            if min(at, rings_at) >= until:
                break
            self.now = max(self.now, min(at, rings_at))
            if at <= rings_at:
                heapq.heappop(self._events)[2](tx)
            else:
                self._ring(tx)
        self.now = until

    def _ring(self, tx: Transaction) -> None:
        self.rings += 1
        for work in (*LADDERS, mornings.run_due):
            work(tx, self.desk)
        self.overdue += self._overdue(tx)

    def _next_due(self, tx: Transaction) -> datetime:
        """When the clock has something to do; it ticks every few seconds, so that is when it does it."""
        found = _DUE.rows(tx, {})
        tomorrow = datetime.combine(self.now.date() + timedelta(days=1), time(0), UTC)
        local_midnights = (tomorrow - timedelta(hours=hours) for hours in (9, 8, 7, 0))
        coming = next(moment for moment in local_midnights if moment > self.now)
        return max(self.now, min([coming, *(moment for (moment,) in found if moment is not None)]))

    def _overdue(self, tx: Transaction) -> int:
        """Deadlines that are over and nothing was done about."""
        return sum(moment is not None and moment <= self.now for (moment,) in _DUE.rows(tx, {})[:2])

    def ends_day(self, tx: Transaction) -> int:
        """Count what rests in nobody's hands; gives how many cases are open."""
        housekeeping.tidy(tx, self.desk)
        asked = select(assignments.c.officer_id).where(
            assignments.c.case_id == all_cases.c.id, assignments.c.answer != cases.BARRED
        )
        lost = (
            (all_cases.c.state == "ditawarkan") & (~asked.exists() | all_cases.c.accept_by_at.is_(None))
        ) | (
            (all_cases.c.state == "diterima")
            & (all_cases.c.owner_id.is_(None) | all_cases.c.act_by_at.is_(None))
        )
        count = select(func.count()).select_from(all_cases)
        self.unasked += tx.execute(count.where(lost)).scalar_one()
        open_cases: int = tx.execute(count.where(all_cases.c.state != "ditutup")).scalar_one()
        return open_cases

    # -- what officers hear

    def hears(
        self, _tx: Transaction, _desk: Desk, contact_id: int, *replies: Reply, purpose: str,
        once_key: str | None = None, **_how: object,
    ) -> bool:  # fmt: skip
        """In place of `push.push`: officers read at once what they are sent."""
        officer = self._officers.get(contact_id)
        if officer is None or once_key in self._told:
            return False
        if once_key is not None:
            self._told.add(once_key)
        numbers = sorted(set(itertools.chain.from_iterable(map(_numbers_in, replies))))
        keys = tuple(reply.key for reply in replies)
        self.heard.append(Heard(self.now, officer, purpose, keys, frozenset(numbers)))
        for number in numbers:
            self._reads(officer, keys[-1], number)
        return True

    def told(self) -> str:
        """What happened, in a line."""
        kinds = Counter(heard.purpose for heard in self.heard)
        return (
            f"{self.days} days, {self.filed} cases, {len(self.named)} of them speak of an officer; the clock rang "
            f"{self.rings} times, {self.overdue} deadlines overlooked, {self.unasked} cases with nobody; "
            + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        )

    def by_case(self) -> dict[str, list[Heard]]:
        found: dict[str, list[Heard]] = defaultdict(list)
        for heard in self.heard:
            for number in heard.numbers:
                found[number].append(heard)
        return found

    def by_officer(self, purpose: str) -> dict[int, list[datetime]]:
        found: dict[int, list[datetime]] = defaultdict(list)
        for heard in self.heard:
            if heard.purpose == purpose:
                found[heard.officer].append(heard.at)
        return found

    def local_day(self, officer: int, at: datetime) -> date:
        return at.astimezone(self.desk.content.areas.zone_of(self._areas[officer])).date()

    def local_time(self, officer: int, at: datetime) -> time:
        return at.astimezone(self.desk.content.areas.zone_of(self._areas[officer])).time()


def _numbers_in(reply: Reply) -> Iterator[str]:
    for value in reply.params.values():
        if isinstance(value, Reply):
            yield from _numbers_in(value)
        elif isinstance(value, tuple):
            yield from itertools.chain.from_iterable(map(_numbers_in, value))
        elif isinstance(value, str) and value.startswith("BD-"):
            yield from value.split(", ")
