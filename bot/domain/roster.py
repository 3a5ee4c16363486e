"""Who is on duty: hours and days, leave with a hand-over, public holidays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ALL_DAYS = frozenset(range(7))
MOST_HAND_OVERS = 5  # from one colleague on leave to the next
MOST_DAYS_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Days (0 is Monday) and hours of duty. An end before the start lies on the next morning; equal, a whole day."""

    days: frozenset[int] = ALL_DAYS
    starts: time = time(0)
    ends: time = time(0)
    on_holidays: bool = False

    def hold(self, local: datetime, is_holiday: Callable[[date], bool]) -> bool:
        """Whether they hold at a local time."""
        clock, day = local.time(), local.date()
        if self.starts < self.ends:
            return self.starts <= clock < self.ends and self.are_on(day, is_holiday)
        if clock >= self.starts:
            return self.are_on(day, is_holiday)
        return clock < self.ends and self.are_on(day - timedelta(days=1), is_holiday)

    def are_on(self, day: date, is_holiday: Callable[[date], bool]) -> bool:
        """Whether they begin on a day."""
        return day.weekday() in self.days and (self.on_holidays or not is_holiday(day))


@dataclass(frozen=True, slots=True)
class Leave:
    """Both days are part of it. `deputy` is the officer who stands in, if anybody was named."""

    from_on: date
    to_on: date
    deputy: int | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True, slots=True)
class Post:
    """One officer's place in the roster. Without hours they are on duty at any time."""

    hours: Hours | None = None
    leaves: tuple[Leave, ...] = ()
    zone: tzinfo = UTC

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def leave_at(self, at: datetime) -> Leave | None:
        return next((leave for leave in self.leaves if leave.covers(self.day(at))), None)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who could stand in, by the name officers know them by."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class OwnRoster:
    """What an officer may see of the roster: their own day, their leave, who could stand in for them."""

    today: date
    leave: Leave | None = None
    colleagues: tuple[Colleague, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody's post, by officer."""

    posts: Mapping[int, Post]
    is_holiday: Callable[[date], bool] = lambda _day: False

    def is_away(self, officer: int, at: datetime) -> bool:
        """On leave."""
        return self._post(officer).leave_at(at) is not None

    def is_on_duty(self, officer: int, at: datetime) -> bool:
        post = self._post(officer)
        if post.leave_at(at) is not None:
            return False
        return post.hours is None or post.hours.hold(at.astimezone(post.zone), self.is_holiday)

    def next_duty(self, officer: int, at: datetime) -> datetime | None:
        """When an officer who is not on duty is next; None when that is not within MOST_DAYS_AHEAD."""
        post = self._post(officer)
        begins = post.hours.starts if post.hours else time(0)
        for ahead in range(MOST_DAYS_AHEAD):
            day = post.day(at) + timedelta(days=ahead)
            for clock in (time(0), begins):  # a night that began before a leave goes on after it
                moment = datetime.combine(day, clock, post.zone)
                if moment > at and self.is_on_duty(officer, moment):
                    return moment
        return None

    def stand_in(self, officer: int, at: datetime) -> int | None:
        """The officer, or whoever stands in for them; None when they are away and named nobody who is there."""
        seen: list[int] = []
        here: int | None = officer
        while here is not None and here not in seen and len(seen) <= MOST_HAND_OVERS:
            leave = self._post(here).leave_at(at)
            if leave is None:
                return here
            seen.append(here)
            here = leave.deputy
        return None

    def present(self, officers: Sequence[int], at: datetime) -> tuple[int, ...]:
        """These officers, each replaced by whoever stands in, nobody twice."""
        there = (self.stand_in(officer, at) for officer in officers)
        return tuple(dict.fromkeys(officer for officer in there if officer is not None))

    def _post(self, officer: int) -> Post:
        return self.posts.get(officer, Post())
