"""The API of the demonstration's office, on a real server and a real database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.domain.casework import Partner
from bot.domain.exchange.terms import Consent, Purpose, Scope, Terms
from bot.services.exchange import access, sharing
from bot.web import api, server
from tests.services.conftest import Office, office

__all__ = ["office"]
BASIS = "UU 18/2017, perjanjian kerja sama contoh"
HANDLING = Terms(Purpose.HANDLING, BASIS, Consent.NOT_NEEDED)
EVERYTHING = frozenset(Scope)


@dataclass
class Agency:
    """A partner with a key, and the office it talks to."""

    office: Office
    http: TestClient[Any, Any]
    key: str = ""

    def given(
        self,
        partner: Partner,
        scopes: frozenset[Scope] = EVERYTHING,
        terms: Terms = HANDLING,
        days: int | None = None,
    ) -> "Agency":
        """Another partner, with a key of its own."""
        desk = self.office.app.desk
        key = self.office.app.database.write_now(
            lambda tx: access.issue(tx, desk, "Contoh", partner, scopes, terms, days)
        )
        return Agency(self.office, self.http, key)

    async def call(self, method: str, path: str, **more: Any) -> ClientResponse:
        headers = {"Authorization": f"Bearer {self.key}", **more.pop("headers", {})}
        return await self.http.request(method, f"/api/v1{path}", headers=headers, **more)

    async def gets(self, path: str, status: int = 200) -> Any:
        answer = await self.call("GET", path)
        assert answer.status == status, await answer.text()
        return await answer.json()

    async def posts(self, path: str, body: object, token: str = "0123456789abcdef", status: int = 200) -> Any:
        answer = await self.call("POST", path, json=body, headers={"Idempotency-Key": token})
        assert answer.status == status, await answer.text()
        return await answer.json()

    async def numbers(self) -> list[str]:
        return [case["number"] for case in (await self.gets("/cases"))["items"]]

    def grants(self, number: str, partner: Partner, terms: Terms) -> bool:
        desk = self.office.app.desk
        return self.office.app.database.write_now(lambda tx: sharing.grant(tx, desk, number, partner, terms))


def refers(office: Office, number: str, to: str = "BP3MI") -> None:
    """Its officer accepts a case and refers it."""
    officer = office.officers[0]
    office.taps(officer, "terima", number)
    office.taps(officer, "tutup", number)
    office.says(officer, "dirujuk")
    office.says(officer, to)


@pytest.fixture
async def agency(office: Office) -> AsyncIterator[Agency]:
    """BP3MI, with a key for everything."""
    application = server.build(office.app)
    api.add(application, office.app.exchange)
    async with TestClient(TestServer(application)) as http:
        yield Agency(office, http).given(Partner.BP3MI)
