"""People who write to the bot themselves: a whole conversation, tap by tap, until a verdict or a receipt code."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import func, select

from bench.village.office import Office
from bench.village.provider import CHANNEL, Provider
from bot.domain import choosing, receipt_code
from bot.domain.messages import Address, Inbound, Outbound
from bot.store.db import Transaction
from bot.store.schema import outbox

ACCOUNT = "village"
MOST_TURNS = 20
PATIENCE = 600  # looks at the phone, one each second, before somebody gives up
AGAIN = 0.05  # of messages are delivered twice
PREFERRED = ("kabari_sini", "kirim", "lewati", "tidak_tahu")  # of a report's questions
VERDICT = frozenset({"bagikan", "cek"})  # what a check ends with
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@dataclass
class Talks:
    """`codes` are the receipts people were shown; `doubled` counts messages whose second delivery did anything."""

    office: Office
    provider: Provider
    dice: Random
    codes: list[str] = field(default_factory=list)
    messages: int = 0
    repeats: int = 0
    doubled: int = 0
    unanswered: int = 0
    kills_next: bool = False  # the process dies while it handles the next message

    async def reports(self, who: str, story: str) -> bool:
        """Tell it, skip what else is asked; False when nothing came of it."""
        await self.says(who, text="LAPOR")
        outs = await self.says(who, text=story)
        for _ in range(MOST_TURNS):
            code = _code(outs)
            if code is not None:
                self.codes.append(code)
                return True
            button = _button(outs, PREFERRED)
            if button is None:
                return False
            outs = await self.says(who, button=button)
        return False

    async def checks(self, who: str, offer: str) -> bool:
        """Forward it and know no answer; False when no verdict came."""
        outs = await self.says(who, text=offer)
        for _ in range(MOST_TURNS):
            ids = {choosing.tapped(choice.id)[1] for out in outs for choice in out.choices}
            if ids & VERDICT:
                return True
            button = _button(outs, ("belum_tahu",))
            if button is None:
                return False
            outs = await self.says(who, button=button)
        return False

    async def says(self, who: str, *, text: str = "", button: str | None = None) -> Sequence[Outbound]:
        """Send one message and wait for the answer; some are delivered twice, and one may meet a dying process."""
        self.messages += 1
        before = len(self.provider.got[who])
        msg = Inbound(Address(CHANNEL, who), ACCOUNT, f"m{self.messages}", text=text, button=button)
        if self.kills_next:
            self.kills_next = False
            taking = asyncio.create_task(self.office.takes(msg))
            await self.office.is_killed(after=0.01)
            await asyncio.wait([taking])
            await self.office.takes(msg)
        else:
            await self.office.takes(msg)
        await self.office.sends()
        if self.dice.random() < AGAIN:
            await self._comes_again(msg)
        for _ in range(PATIENCE):
            if len(self.provider.got[who]) > before:
                break
            await self.office.sends(1.0)
        else:
            self.unanswered += 1
        await self.office.sends(2.5)  # what has further parts
        return self.provider.got[who][before:]

    async def _comes_again(self, msg: Inbound) -> None:
        """The provider had no word of our having it. Nothing may come of that."""
        self.repeats += 1
        queued = self.office.app.database.read(_newest)
        await self.office.takes(msg)
        self.doubled += self.office.app.database.read(_newest) != queued


def _newest(tx: Transaction) -> int | None:
    number: int | None = tx.execute(select(func.max(outbox.c.id))).scalar_one()
    return number


def _code(outs: Sequence[Outbound]) -> str | None:
    found = (receipt_code.parsed(match[0]) for out in outs for match in _CODE.finditer(out.text))
    return next((code for code in found if code is not None), None)


def _button(outs: Sequence[Outbound], preferred: Sequence[str]) -> str | None:
    """The tap a person makes who does not know or does not care; the last one when none of those is there."""
    buttons = [choice.id for out in outs for choice in out.choices]
    by_id = {choosing.tapped(button)[1]: button for button in buttons}
    return next((by_id[id_] for id_ in preferred if id_ in by_id), buttons[-1] if buttons else None)
