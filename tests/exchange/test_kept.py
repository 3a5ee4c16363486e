"""What the exchange keeps goes in its time: a call's answer in days, the note that something went after years."""

from datetime import timedelta

import pytest

from bot.services import housekeeping
from bot.services.exchange import hooks
from bot.store.db import Transaction
from bot.store.schema import api_answers, transfers, webhook_messages
from tests.exchange.conftest import BASIS, Agency
from tests.exchange.test_api import SUMMARY


def rows(agency: Agency) -> list[int]:
    def count(tx: Transaction) -> list[int]:
        return [len(tx.execute(table.select()).all()) for table in (api_answers, webhook_messages, transfers)]

    return agency.office.app.database.read(count)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_is_kept_goes_in_its_time(agency: Agency) -> None:
    database, desk = agency.office.app.database, agency.office.app.desk
    prefix = agency.key.split("_")[1]
    database.write_now(lambda tx: hooks.add(tx, desk, prefix, "https://contoh.example/hook"))
    database.write_now(lambda tx: hooks.ping(tx, desk, 1))
    database.write_now(lambda tx: hooks.disable(tx, desk, 1))
    assert database.write_now(lambda tx: hooks.take_due(tx, desk)) == []
    body = {"summary": SUMMARY, "purpose": "handling", "legal_basis": BASIS, "consent": "given"}
    await agency.posts("/referrals", body, status=201)
    assert rows(agency) == [1, 1, 1]
    for days, left in (
        (1, [1, 1, 1]),
        (2, [0, 1, 1]),
        (30, [0, 0, 1]),
        (1824 - 33, [0, 0, 1]),
        (2, [0, 0, 0]),
    ):
        agency.office.now += timedelta(days=days)
        database.write_now(lambda tx: housekeeping.purge(tx, desk))
        assert rows(agency) == left, days
