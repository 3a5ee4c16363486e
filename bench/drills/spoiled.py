"""A backup or a spool that was cut or altered: refused whole, nothing changed, nothing thrown away."""

import asyncio
import io
import random
import tempfile
from pathlib import Path

from bench.drills.finding import Finding
from bot.app import App
from bot.config import Config
from bot.domain.messages import Address, Inbound
from bot.services import backups
from bot.services.backups import Unfit
from bot.services.intake import Intake
from bot.services.waiting_room import WaitingRoom
from bot.store.gone import Gone
from bot.store.spool import Spool
from tests.conftest import library

TIMES = 200


def drill(seed: int = 1) -> list[Finding]:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        app = App(Config.from_env({"BENTENG_DATA_DIR": name}), is_demo=True, channels={}, library=library())
        try:
            return [_backups(app, folder, dice), asyncio.run(_spools(app, folder, dice))]
        finally:
            app.close()


def _backups(app: App, folder: Path, dice: random.Random) -> Finding:
    out = io.BytesIO()
    backups.write(app.database, app.desk.vault, out)
    refused = 0
    for number in range(TIMES):
        spoiled, target = _spoiled(out.getvalue(), dice), folder / f"try-{number}.db"
        try:
            backups.restore(f"sqlite:///{target}", app.desk.vault, lambda data=spoiled: io.BytesIO(data),  # type: ignore[misc]
                            is_moved=False)  # fmt: skip
        except Unfit:
            refused += 1
        target.unlink(missing_ok=True)
    return Finding(f"{TIMES} spoiled backups: refused {refused}", refused == TIMES)


class _Away(Intake):
    """Its database is gone until it is back."""

    is_away = True
    count = 0

    async def take(self, items) -> None:  # type: ignore[no-untyped-def]
        if self.is_away:
            raise Gone
        self.count += len(items)


async def _spools(app: App, folder: Path, dice: random.Random) -> Finding:
    intake = _Away(app.database, app.desk, app.worker)
    spool = Spool(folder / "spool")
    room = WaitingRoom(app.desk, intake, spool)
    for number in range(TIMES):
        await room.accept([Inbound(Address("telegram", str(number)), "1", f"m{number}", "bantuan")])
    broken = dice.sample(spool.waiting(), TIMES // 4)
    for path in broken:
        path.write_bytes(_spoiled(path.read_bytes(), dice))
    intake.is_away = False
    await room.empty()
    kept = len([*(folder / "spool").glob("*.unreadable")])
    return Finding(f"{TIMES} waiting calls, {len(broken)} spoiled: handed in {intake.count}, set aside {kept}",
                   intake.count == TIMES - len(broken) and kept == len(broken))  # fmt: skip


def _spoiled(data: bytes, dice: random.Random) -> bytes:
    """Cut somewhere, or with one byte changed."""
    at = dice.randrange(len(data))
    if dice.random() < 0.5:
        return data[:at]
    return data[:at] + bytes([data[at] ^ dice.randrange(1, 256)]) + data[at + 1 :]
