"""When people must not be disturbed: at night; villagers also at the hour of Friday prayer and on public holidays.

By the clock of the province a village lies in. What nobody waits for is put off, never dropped.
"""

from datetime import datetime, time, timedelta

from bot.services.desk import Desk

FRIDAY = 4
LONGEST_HOLIDAYS = 14  # days looked ahead; the decrees know no longer ones


def night_ends_at(desk: Desk, now: datetime) -> datetime | None:
    """When the night of the programme's area ends, if now lies in it."""
    return _awake(desk, now.astimezone(desk.zone))


def villagers_from(desk: Desk, now: datetime, village: str = "") -> datetime | None:
    """When something nobody waits for may reach this village, if not now."""
    local = now.astimezone(desk.content.areas.zone_of(village))
    moment = _after_prayer(desk, _after_holidays(desk, _awake(desk, local) or local))
    return moment if moment > local else None


def _awake(desk: Desk, local: datetime) -> datetime | None:
    areas = desk.content.areas
    start, end = areas.quiet_from, areas.quiet_until
    moment = local.time()
    is_night = start <= moment < end if start < end else moment >= start or moment < end
    if not is_night:
        return None
    morning = _at(local, end)
    return morning if morning > local else morning + timedelta(days=1)


def _after_holidays(desk: Desk, local: datetime) -> datetime:
    """The same day, or the hour of lessons on the first day that is no holiday."""
    day = local.date()
    for _ in range(LONGEST_HOLIDAYS):
        if not desk.content.holidays.is_one(day):
            break
        day += timedelta(days=1)
    return (
        local if day == local.date() else datetime.combine(day, desk.content.areas.lesson_time, local.tzinfo)
    )


def _after_prayer(desk: Desk, local: datetime) -> datetime:
    areas = desk.content.areas
    is_prayer = local.weekday() == FRIDAY and areas.friday_from <= local.time() < areas.friday_until
    return _at(local, areas.friday_until) if is_prayer else local


def _at(local: datetime, clock: time) -> datetime:
    return datetime.combine(local.date(), clock, local.tzinfo)
