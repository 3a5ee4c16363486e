"""Rings what has come due. APScheduler only ticks; what is due stands in the database and is done once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import telemetry, tracing
from bot.services import (
    alert_fanout,
    awareness,
    cadre_week,
    campaigns,
    digests,
    escalation,
    follow_up,
    handing_over,
    housekeeping,
    map_figures,
    mornings,
    number_changes,
    opportunity_news,
    pulse,
    reach,
    second_look,
    signals,
    silence,
    trainings,
    weekly,
)
from bot.services.desk import Desk
from bot.services.leading import Lead, stand_by

ESCALATION_SECONDS = 3
ALERT_SECONDS = 3
PARTNER_SECONDS = 5
LADDERS = (
    handing_over.run,
    escalation.climb_overdue,
    follow_up.run,
    digests.run,
    second_look.climb_overdue,
)
AWARENESS_SECONDS = 15
HOUSEKEEPING_SECONDS = 60
EXPIRY_SECONDS = 3600
LEAD_SECONDS = 1.0
PULL_HOURS = 24
TEMPLATE_HOURS = 1
FIRST_AFTER = timedelta(minutes=1)


class Ledger(Protocol):
    """Runs a piece of due work in a transaction (bot.store.db.Database)."""

    async def write(self, run: Callable[[Any], int], key: int = 0) -> int: ...
    def scrub(self) -> bool: ...


class Clock:
    """The ringing part of the service; only the leading one rings."""

    def __init__(
        self,
        database: Ledger,
        desk: Desk,
        leadership: Lead,
        wake_all: Callable[[], None],
        pull_lists: Callable[[], Awaitable[object]] | None = None,
        check_templates: Callable[[], Awaitable[object]] | None = None,
        tell_partners: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self._asked = {
            "pull_broke": (pull_lists, PULL_HOURS),
            "templates_broke": (check_templates, TEMPLATE_HOURS),
        }
        self._database = database
        self._desk = desk
        self._tell_partners = tell_partners
        self._wake_all = wake_all
        self._leadership = leadership

    async def run(self) -> None:
        """Tick until cancelled; waits as a standby while another process leads."""
        try:
            await stand_by("clock", self._leadership, self._lead, LEAD_SECONDS)
        finally:
            self._leadership.close()

    async def _lead(self) -> None:
        scheduler = AsyncIOScheduler(timezone="UTC")
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        for seconds, work in (
            *((ESCALATION_SECONDS, work) for work in LADDERS),
            (AWARENESS_SECONDS, silence.run_due),
            (AWARENESS_SECONDS, mornings.run_due),
            (AWARENESS_SECONDS, reach.run),
            (AWARENESS_SECONDS, signals.run),
            (AWARENESS_SECONDS, number_changes.run),
            (AWARENESS_SECONDS, trainings.end_due),
            (HOUSEKEEPING_SECONDS, housekeeping.tidy),
            (HOUSEKEEPING_SECONDS, map_figures.tell_due),
        ):
            scheduler.add_job(self._ring, "interval", seconds=seconds, args=[work], **options)
        scheduler.add_job(self._send_alerts, "interval", seconds=ALERT_SECONDS, **options)
        if self._tell_partners is not None:
            telling = [self._tell_partners, "webhooks_broke"]
            scheduler.add_job(self._ask, "interval", seconds=PARTNER_SECONDS, args=telling, **options)
        scheduler.add_job(self._send_rounds, "interval", seconds=AWARENESS_SECONDS, **options)
        soon = self._desk.now() + FIRST_AFTER
        scheduler.add_job(self._expire, "interval", seconds=EXPIRY_SECONDS, next_run_time=soon, **options)
        for broken, (ask, hours) in self._asked.items():
            if ask is not None:
                given = [ask, broken]
                scheduler.add_job(
                    self._ask, "interval", hours=hours, next_run_time=soon, args=given, **options
                )
        scheduler.start()
        try:
            await self._ring(pulse.ring)
            await self._send_rounds()
            while await asyncio.to_thread(self._leadership.holds):
                await asyncio.sleep(LEAD_SECONDS)
        finally:
            scheduler.shutdown(wait=False)

    async def ring_all(self) -> None:
        """Do everything that is due now (the demonstration moves the clock)."""
        for work in (
            pulse.ring,
            *LADDERS,
            silence.run_due,
            mornings.run_due,
            signals.run,
            number_changes.run,
            map_figures.tell_due,
        ):
            await self._ring(work)
        await self._send_alerts()
        await self._send_rounds()

    async def _send_alerts(self) -> None:
        """Step by step, too; a village does not wait for a run of lessons."""
        while await self._ring(alert_fanout.run):
            pass

    async def _send_rounds(self) -> None:
        """Step by step, so that nobody who writes meanwhile waits for a whole run."""
        for work in (
            awareness.run_due,
            opportunity_news.run_due,
            campaigns.run_due,
            cadre_week.run_due,
            weekly.run_due,
        ):
            while await self._ring(work):
                pass

    async def _ask(self, others: Callable[[], Awaitable[object]], broken: str) -> None:
        """Something that stands elsewhere: published lists, WhatsApp's word on our templates, partners' webhooks."""
        try:
            await others()
        except Exception as error:
            telemetry.log().error(broken, error=error)

    async def _expire(self) -> None:
        """Take what has had its time, and its traces out of the database's log."""
        await self._ring(housekeeping.expire)
        try:
            await asyncio.to_thread(self._database.scrub)
        except Exception as error:
            telemetry.log().error("scrub_broke", error=error)

    async def _ring(self, work: Callable[[Any, Desk], int]) -> int:
        """Do what is due; gives how much that was, 0 when it broke."""
        with tracing.span("ring", work=work.__module__) as note:
            try:
                count = await self._database.write(lambda tx: work(tx, self._desk))
            except Exception as error:
                telemetry.log().error("ring_broke", error=error)
                note(error=type(error).__name__)
                return 0
            note(count=count)
        if count:
            self._wake_all()
        return count
