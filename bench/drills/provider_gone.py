"""The provider is down for four hours, on a clock that jumps: people and officers are told afterwards, once."""

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.drills.finding import Finding
from bench.village.hours import YearLoop
from bench.village.office import Office
from bench.village.provider import CHANNEL, Provider
from bench.village.talking import ACCOUNT
from bench.village.world import STARTS, Span
from bot.domain.messages import Address, Inbound, Reply
from bot.services import push
from bot.services.desk import ADDRESS
from bot.store import people
from bot.store.db import Transaction
from bot.store.outbox import Lane

HOURS, PEOPLE, OFFICERS = 4, 600, 40


def drill() -> list[Finding]:
    loop = YearLoop(STARTS)
    down = Span(STARTS + timedelta(minutes=5), STARTS + timedelta(minutes=5, hours=HOURS))
    provider = Provider(Random(1), [down], loop.now)
    try:
        with tempfile.TemporaryDirectory(prefix="drill-") as folder:
            return loop.run_until_complete(_lived(Office(Path(folder), loop, provider), provider, loop, down))
    finally:
        loop.close()


async def _lived(office: Office, provider: Provider, loop: YearLoop, down: Span) -> list[Finding]:
    await office.open()
    sending = asyncio.create_task(office.sends(timedelta(hours=HOURS + 1).total_seconds()))
    loop.jump(down.from_at)
    chats = [f"warga-{number}" for number in range(PEOPLE)]
    for number, chat in enumerate(chats):
        await asyncio.sleep(HOURS * 3600 / PEOPLE * 0.95)
        await office.takes(Inbound(Address(CHANNEL, chat), ACCOUNT, f"m{number}", text="bantuan"))
        if number % (PEOPLE // OFFICERS) == 0:
            await office.write(lambda tx, who=f"petugas-{number}": _alerts(tx, office, who))  # type: ignore[misc]
    calls_down = provider.calls["down"]
    await sending
    office.app.close()
    counts = [len(provider.got[chat]) for chat in chats]
    alerts = {who: len(outs) for who, outs in provider.got.items() if who.startswith("petugas-")}
    unanswered = {who for who, _ in provider.unanswered}
    missing = sum(not count and chat not in unanswered for chat, count in zip(chats, counts, strict=True))
    return [
        Finding(f"{PEOPLE} answers to people: missing {missing}, twice {sum(count > 1 for count in counts)}, "
                f"nobody knows the end of {len(unanswered)}", not missing and max(counts) == 1),
        Finding(f"{OFFICERS} alerts: delivered {len(alerts)}, twice {sum(count > 1 for count in alerts.values())}",
                len({*alerts, *(unanswered - set(chats))}) == OFFICERS and max(alerts.values()) == 1),
        Finding(f"calls while it was down {calls_down:,}, {calls_down / HOURS / 3600:.2f} a second",
                calls_down < HOURS * 3600 * 5),
    ]  # fmt: skip


def _alerts(tx: Transaction, office: Office, who: str) -> None:
    desk = office.app.desk
    sealed = desk.vault.seal(who.encode(), ADDRESS)
    contact = people.add_contact(
        tx, CHANNEL, desk.address_hash(Address(CHANNEL, who)), sealed, "id", desk.now()
    )
    push.enqueue(tx, desk, contact, (Reply("help.words"),), Lane.URGENT)
