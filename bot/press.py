"""Papers to print, with the ways into the chat that are open: posters of villages, certificates of cadres; maps."""

import asyncio
from collections.abc import Mapping
from datetime import date

from bot import telemetry
from bot.channels.telegram import TelegramChannel
from bot.config import Config
from bot.domain import weekly as week_names
from bot.domain.channel import Channel, Misconfigured, Refused, TryAgain, Uncertain
from bot.domain.doors import Doors
from bot.domain.signals import PICTURE as SIGNAL
from bot.paper import risk_map as paper
from bot.paper import week as week_paper
from bot.services import cadres, casework, posters, risk_map, signal_picture, weekly
from bot.services.desk import Desk
from bot.store.db import Database, Transaction

MAP_WIDE = 1080  # pixels


class Press:
    """Draws in threads beside the loop; with `is_public` our own pages can be reached by phones."""

    def __init__(
        self, database: Database, desk: Desk, channels: Mapping[str, Channel], config: Config, *, is_public: bool
    ) -> None:  # fmt: skip
        self._database = database
        self._desk = desk
        self._channels = channels
        self._sender = config.channels.get("TWILIO_WHATSAPP_FROM", "")
        self._is_public = is_public
        self._bot_name = ""

    async def doors(self) -> Doors:
        """Where QR codes lead; a channel that is off, or whose name we cannot learn now, is left out."""
        number = self._sender.removeprefix("whatsapp:") if self._sender.startswith("whatsapp:") else ""
        telegram = self._channels.get("telegram")
        if isinstance(telegram, TelegramChannel) and not self._bot_name:
            try:
                self._bot_name = await telegram.bot_name()
            except (TryAgain, Refused, Misconfigured, Uncertain) as error:
                telemetry.log().warning("bot_name_unknown", code=error.code)
        return Doors(self._bot_name, number, self._desk.address if self._is_public else "")

    async def poster(self, code: str) -> bytes | None:
        """The poster of a village as PDF; None for one that is none of ours."""
        village = await asyncio.to_thread(
            self._database.read, lambda tx: casework.place(tx, self._desk, code)
        )
        if village is None:
            return None
        return await asyncio.to_thread(posters.poster, self._desk, village, await self.doors())

    async def certificate(self, token: str) -> bytes | None:
        """A cadre's certificate as PDF; None for a token that is not good."""
        return await asyncio.to_thread(
            self._database.read, lambda tx: cadres.certificate(tx, self._desk, token)
        )

    async def map_svg(self, code: str, language: str) -> str | None:
        """The latest risk map of a place as an SVG for a chat; None where no village of the programme is."""

        def drawn(tx: Transaction) -> str | None:
            view = risk_map.view(tx, self._desk, code, language=language)
            return None if view is None else paper.svg(view.drawing, wide=MAP_WIDE)

        return await asyncio.to_thread(self._database.read, drawn)

    async def week(self, of: str, language: str, *, on_paper: bool) -> str | bytes | None:
        """The week of a head's area as SVG or PDF; `of` is their number and its Monday. None for whoever is no head."""

        def drawn(tx: Transaction) -> str | bytes | None:
            officer, _, day = of.partition(".")
            week = weekly.of_head(tx, self._desk, int(officer), date.fromisoformat(day))
            if week is None:
                return None
            sheet = weekly.sheet(self._desk, week, language)
            return week_paper.pdf(sheet, language) if on_paper else week_paper.svg(sheet)

        return await asyncio.to_thread(self._database.read, drawn)

    async def sealed(self, kind: str, of: str, language: str) -> str | bytes | None:
        """What an address with a seal leads to: SVG, or the bytes of a PDF."""
        if kind in (week_names.PICTURE, week_names.PAPER):
            return await self.week(of, language, on_paper=kind == week_names.PAPER)
        if kind == SIGNAL:
            look = self._database.read
            return await asyncio.to_thread(
                look, lambda tx: signal_picture.for_chat(tx, self._desk, int(of), language)
            )
        return await self.map_svg(of, language)
