"""Bundles between two offices: opened by the one they are for, once, whole and in time; by nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from bot.app import App
from bot.config import Config
from bot.domain.casework import Partner
from bot.domain.exchange.bundle import MAGIC, Spoilt
from bot.sealing import KEY_BYTES
from bot.services.desk import PEER
from bot.services.exchange import bundles, transfers
from bot.services.exchange.bundles import Taken
from bot.store import peers
from tests.conftest import library
from tests.exchange.conftest import BASIS, HANDLING, refers
from tests.services.conftest import Office, office
from tests.services.test_custody import STORY
from tests.services.test_merging import MAIN, files

__all__ = ["office"]


@dataclass
class Side:
    """An office with a database and keys of its own."""

    app: App

    @property
    def line(self) -> str:
        return self.app.database.write_now(lambda tx: bundles.own_line(tx, self.app.desk))

    def knows(self, other: "Side", partner: Partner = Partner.BP3MI) -> int:
        number = self.app.database.write_now(
            lambda tx: bundles.add_peer(tx, self.app.desk, "Kantor lain", partner, other.line)
        )
        assert number is not None
        return number

    def packs(self, number: int, what: str = "cases") -> bytes:
        made = self.app.database.write_now(
            lambda tx: bundles.packed(tx, self.app.desk, number, what, HANDLING)
        )
        assert made is not None
        return made[0]

    def takes(self, data: bytes) -> Taken:
        return self.app.database.write_now(lambda tx: bundles.take_in(tx, self.app.desk, data))


@pytest.fixture
def others(tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    """A partner's office, and somebody else's."""
    sides = []
    for name in ("partner", "third"):
        folder = tmp_path / name
        config = Config.from_env({"BENTENG_DATA_DIR": str(folder)})
        sides.append(Side(App(config, channels={}, library=library())))
    yield sides[0], sides[1]
    for side in sides:
        side.app.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_bundle_brings_what_its_office_gets_and_nothing_readable(
    office: Office, others: tuple[Side, Side]
) -> None:
    ours, (partner, third) = Side(office.app), others
    number = ours.knows(partner)
    partner.knows(ours)
    third.knows(ours)
    files(office, "warga", STORY)
    refers(office, MAIN)
    data = ours.packs(number)
    for word in (MAIN, "Pontang", "cases", BASIS):
        assert word.encode() not in data
    with pytest.raises(Spoilt, match="another office"):
        third.takes(data)
    taken = partner.takes(data)
    document = orjson.loads(taken.document)
    assert [case["number"] for case in document["records"]] == [MAIN]
    assert (taken.number, taken.missing, taken.header.recipient) == (1, 0, Partner.BP3MI)
    assert STORY.encode() not in taken.document
    sent = office.app.database.read(lambda tx: transfers.listing(tx, None))[0]
    got = partner.app.database.read(lambda tx: transfers.listing(tx, None))[0]
    assert (sent.way, sent.direction, sent.numbers) == ("bundle", "out", (MAIN,))
    assert (got.way, got.direction, got.records, got.terms.legal_basis) == ("bundle", "in", 1, BASIS)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_bundle_is_taken_in_once_and_in_order(office: Office, others: tuple[Side, Side]) -> None:
    ours, (partner, _) = Side(office.app), others
    number = ours.knows(partner)
    partner.knows(ours)
    first, second, third, fourth = (ours.packs(number, "aggregates") for _ in range(4))
    assert partner.takes(first).number == 1
    late = partner.takes(third)
    assert (late.number, late.missing) == (3, 1)
    for again in (first, second, third):
        with pytest.raises(Spoilt, match="taken in before"):
            partner.takes(again)
    partner.app.desk.now = lambda: office.now + bundles.GOOD_FOR + timedelta(hours=1)
    with pytest.raises(Spoilt, match="good until"):
        partner.takes(fourth)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_bundle_that_was_touched_opens_nothing_and_leaves_the_next_one_good(
    office: Office, others: tuple[Side, Side]
) -> None:
    ours, (partner, third) = Side(office.app), others
    number = ours.knows(partner)
    data = ours.packs(number, "aggregates")
    with pytest.raises(Spoilt, match="do not know"):
        partner.takes(data)
    partner.knows(ours)
    for cut in (
        0,
        5,
        len(MAGIC),
        len(MAGIC) + 4,
        len(MAGIC) + 40,
        len(data) // 2,
        len(data) - 64,
        len(data) - 1,
    ):
        with pytest.raises(Spoilt):
            partner.takes(data[:cut])
    for place in range(0, len(data), 7):
        with pytest.raises(Spoilt):
            partner.takes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    for odd in (b"", b"x" * 100, data + b"x", MAGIC + b"\xff" * 80, MAGIC + (10**6).to_bytes(4) + data):
        with pytest.raises(Spoilt):
            partner.takes(odd)
    elsewhere = third.packs(third.knows(partner), "aggregates")
    with pytest.raises(Spoilt, match="do not know"):
        partner.takes(elsewhere)
    assert partner.takes(data).number == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_is_no_other_office(office: Office, others: tuple[Side, Side]) -> None:
    ours, (partner, _) = Side(office.app), others
    ours.knows(partner)
    desk, database = office.app.desk, office.app.database
    for line in (
        ours.line,
        partner.line,
        partner.line[:-4],
        "bdo_",
        "",
        "x" * 90,
        partner.line.removeprefix("bdo_"),
    ):
        added = database.write_now(
            lambda tx, line=line: bundles.add_peer(tx, desk, "Lain", Partner.POLICE, line)
        )
        assert added is None, line
    assert ours.line == ours.line
    sealed = database.read(peers.own_keys)
    assert sealed is not None
    kept = desk.vault.open(sealed, PEER)
    assert len(kept) == 4 * KEY_BYTES
    for at in (1, 3):  # the private halves
        assert kept[at * KEY_BYTES :][:KEY_BYTES] not in office.everything_stored()
    assert database.write_now(lambda tx: bundles.packed(tx, desk, 99, "cases", HANDLING)) is None
