"""The demonstration's office without network, loop or clock: turns run one after the other on a real database."""

import itertools
import re
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import sealing
from bot.app import App
from bot.config import Config
from bot.domain import choosing, receipt_code
from bot.domain.channel import Limits
from bot.domain.messages import Address, Choice, Inbound, Media, Outbound
from bot.services import demo, escalation, housekeeping, pulled, second_look, turn, unlocking
from bot.services.turn import Received
from bot.services.unlocking import Sheet
from bot.store import people
from bot.store.db import Transaction
from bot.store.schema import metadata
from bot.vault import write_key_file
from tests.conftest import library
from tests.journeys.site import SECRET

LIMITS = Limits(text=4096, buttons=10, is_pulled=True)
STARTED_AT = datetime(2026, 11, 25, 3, tzinfo=UTC)


@dataclass
class Office:
    """People and officers by a name of their web chat; what they were sent is read and acknowledged."""

    app: App
    now: datetime = STARTED_AT
    keys: dict[str, sealing.KeyPair] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.app.desk.now = lambda: self.now
        phones = demo.phones(self.app.desk)
        self.officers = [phone.session for phone in phones if phone.role != demo.KADER]
        self.cadres = [phone.session for phone in phones if phone.role == demo.KADER]

    def says(self, who: str, text: str = "", button: str | None = None) -> str:
        """Send one message; gives everything that reached them since the last one."""
        self.sends(who, text, button).result()
        return self.gets(who)

    def sends(
        self,
        who: str,
        text: str = "",
        button: str | None = None,
        writer: int = 0,
        media: tuple[Media, ...] = (),
    ) -> "Future[Received]":
        """The same without waiting, on a writer thread of its own where the database has several."""
        msg = Inbound(
            Address("web", who), "web", str(next(self.numbers)), text=text, media=media, button=button
        )
        code = receipt_code.parsed(text)  # as bot.services.code_room does
        hashes = {} if code is None else {code: self.app.desk.vault.receipt_hash(code)}
        return self.app.database.submit(lambda tx: turn.receive(tx, self.app.desk, msg, hashes), writer)

    def taps(self, who: str, choice: str, topic: str) -> str:
        return self.says(who, button=choosing.payload(Choice(choice, topic=topic), 0))

    def opens(self, who: str, number: str = "BD-101") -> Sheet | None:
        """What an officer's page shows of a case; their key is made the first time. None without a way there."""
        link = re.search(r"/konsol/buka/(\S+)", self.taps(who, "lihat_isi", number))
        if link is None:
            return None
        token, pair = link[1], self.keys.setdefault(who, sealing.new_pair())
        write, desk = self.app.database.write_now, self.app.desk
        visit = write(lambda tx: unlocking.visit(tx, desk, token))
        assert visit is not None
        if visit.locked is None:
            assert write(lambda tx: unlocking.keep_key(tx, desk, token, pair, b"locked"))
        return write(lambda tx: unlocking.show(tx, desk, token, pair.private))

    def reads(self, who: str, number: str = "BD-101") -> str:
        """The words of it; "" when nothing opens."""
        sheet = self.opens(who, number)
        opened = None if sheet is None else sheet.opened
        return "" if opened is None else "\n".join([*opened.fields.values(), *opened.added])

    def outs(self, who: str) -> tuple[Outbound, ...]:
        """Messages waiting for somebody."""
        reader = Address("web", who)

        def read(tx: object) -> tuple[Outbound, ...]:
            batch = pulled.waiting(tx, self.app.desk, reader, LIMITS)  # type: ignore[arg-type]
            pulled.acknowledge(tx, self.app.desk, reader, batch.cursor)  # type: ignore[arg-type]
            return batch.messages

        return self.app.database.write_now(read)

    def gets(self, who: str) -> str:
        return "\n---\n".join(out.text for out in self.outs(who))

    def passes(self, **span: float) -> None:
        """Time goes on, and what came due is done."""
        self.now += timedelta(**span)
        self.app.database.write_now(lambda tx: second_look.climb_overdue(tx, self.app.desk))
        self.app.database.write_now(lambda tx: housekeeping.tidy(tx, self.app.desk))

    def tidies(self) -> None:
        self.app.database.write_now(lambda tx: housekeeping.tidy(tx, self.app.desk))

    def climbs(self) -> None:
        """Nobody accepted in time: every case goes on to the next."""
        self.now += timedelta(hours=25)
        self.app.database.write_now(lambda tx: escalation.climb_overdue(tx, self.app.desk))

    def everything_stored(self) -> bytes:
        """Every value of every table."""
        return self.stored(*metadata.tables)

    def stored(self, *tables: str) -> bytes:
        """Every value of these tables."""

        def read(tx: Transaction) -> bytes:
            rows = (row for name in tables for row in tx.execute(metadata.tables[name].select()))
            return b"\n".join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row)

        return self.app.database.write_now(read)

    def contact_id(self, who: str) -> int:
        found = self.app.database.read(
            lambda tx: people.contact_by_hash(tx, "web", self.app.desk.address_hash(Address("web", who)))
        )
        assert found is not None
        return found.id


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    write_key_file(tmp_path, [SECRET])
    config = Config.from_env({"DATABASE_URL": database_url, "BENTENG_DATA_DIR": str(tmp_path)})
    app = App(config, is_demo=True, channels={}, library=library())
    try:
        yield Office(app)
    finally:
        app.close()
