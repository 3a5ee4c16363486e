"""Partner agencies' servers hear that something changed: signed, tried again, given up visibly, never what changed."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.courier import Courier
from bot.domain.casework import Partner
from bot.domain.exchange.terms import Consent, Purpose, Scope, Terms
from bot.fetch import Rules
from bot.services import reports as filed
from bot.services.exchange import access, hooks
from bot.services.exchange.hooks import Health, HookView
from bot.store import cases
from tests.exchange.conftest import BASIS, EVERYTHING, Agency, refers
from tests.services.test_custody import STORY
from tests.services.test_merging import MAIN, files

HERE = Rules(schemes=("http",), allows=lambda address: address.is_loopback, seconds=5)
SUMMARY = "Tiga perempuan dari Pontang dijemput di bandara, disuruh kerja di Malaysia tanpa kontrak."


@dataclass
class Receiver:
    """A partner's server, and what it was told."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)  # of the answers to come; then 204
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 204)

    @property
    def told(self) -> list[tuple[str, str | None]]:
        bodies = [json.loads(body) for _, body in self.got]
        assert all(
            set(body) == {"type", "timestamp", "data"} and set(body["data"]) == {"number"} for body in bodies
        )
        return [(body["type"], body["data"]["number"]) for body in bodies]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    there = Receiver()
    application = web.Application()
    application.router.add_post("/hook", there.take)
    async with TestServer(application) as running:
        there.url = str(running.make_url("/hook"))
        yield there


def hooked(agency: Agency, receiver: Receiver) -> str:
    """The agency's key gets a webhook; gives its secret."""
    office = agency.office
    prefix = agency.key.split("_")[1]
    secret = office.app.database.write_now(lambda tx: hooks.add(tx, office.app.desk, prefix, receiver.url))
    assert secret is not None
    return secret


async def delivers(agency: Agency) -> int:
    return await Courier(agency.office.app.database, agency.office.app.desk, HERE).run()


def health(agency: Agency) -> HookView:
    return agency.office.app.database.read(lambda tx: hooks.listing(tx, agency.office.app.desk))[0]


def is_signed(secret: str, headers: dict[str, str], body: bytes) -> list[bool]:
    """Which signatures this secret made."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    message = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mark = "v1," + base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()
    return [given == mark for given in headers["webhook-signature"].split(" ")]


async def test_a_partner_hears_what_its_key_may_see_and_no_more(agency: Agency, receiver: Receiver) -> None:
    secret = hooked(agency, receiver)
    for other in (
        agency.given(Partner.POLICE),
        agency.given(Partner.BP3MI, frozenset([Scope.REGISTRY])),
        agency.given(Partner.BP3MI, EVERYTHING, Terms(Purpose.INVESTIGATION, BASIS, Consent.GIVEN)),
    ):
        hooked(other, receiver)
    code = files(agency.office, "warga", STORY)
    assert await delivers(agency) == 0
    refers(agency.office, MAIN)
    assert await delivers(agency) == 1
    assert receiver.told == [("case_referred", MAIN)]
    headers, body = receiver.got[0]
    assert is_signed(secret, headers, body) == [True]
    for word in ("Kuswatun", "merah", "Pontang"):
        assert word.encode() not in body

    assert agency.grants(MAIN, Partner.BP3MI, Terms(Purpose.INVESTIGATION, BASIS, Consent.GIVEN))
    await delivers(agency)
    assert receiver.told[1:] == [("case_granted", MAIN), ("case_granted", MAIN)]
    desk = agency.office.app.desk

    def withdraw(tx: object) -> None:
        row = cases.report_by_hash(tx, desk.vault.receipt_hash(code))
        assert row is not None
        filed.withdraw(tx, desk, row, desk.now())

    agency.office.app.database.write_now(withdraw)
    await delivers(agency)
    assert receiver.told[3:] == [("case_withdrawn", MAIN), ("case_withdrawn", MAIN)]


async def test_an_agency_hears_how_a_case_it_put_to_us_goes_on(agency: Agency, receiver: Receiver) -> None:
    hooked(agency, receiver)
    hooked(agency.given(Partner.POLICE), receiver)
    body = {"summary": SUMMARY, "area_code": "36.04.12.2001", "purpose": "handling", "legal_basis": BASIS,
            "consent": "given"}  # fmt: skip
    await agency.posts("/referrals", body, status=201)
    agency.office.taps(agency.office.officers[0], "terima", MAIN)
    assert await delivers(agency) == 1
    assert receiver.told == [("referral_updated", MAIN)]
    assert (await agency.gets(f"/referrals/{MAIN}"))["is_accepted"]


async def test_a_message_is_tried_again_ever_later_then_given_up_for_all_to_see(
    agency: Agency, receiver: Receiver
) -> None:
    hooked(agency, receiver)
    files(agency.office, "warga", STORY)
    refers(agency.office, MAIN)
    retries = agency.office.app.desk.content.exchange.retries
    receiver.statuses = [500, 302, *[503] * len(retries)]
    assert health(agency).health is Health.GOOD
    for pause in retries:
        assert await delivers(agency) == 1
        assert health(agency).health is Health.FAILING
        agency.office.now += pause - timedelta(seconds=1)
        assert await delivers(agency) == 0
        agency.office.now += timedelta(seconds=1)
    assert await delivers(agency) == 1
    agency.office.now += timedelta(days=9)
    assert await delivers(agency) == 0
    seen = health(agency)
    assert (seen.health, seen.dead, seen.waiting, seen.code) == (Health.DEAD, 1, 0, "status_503")
    ids = {headers["webhook-id"] for headers, _ in receiver.got}
    assert (len(ids), len(receiver.got)) == (1, len(retries) + 1)  # the same message each time
    number = agency.office.app.database.write_now(lambda tx: hooks.ping(tx, agency.office.app.desk, 1))
    receiver.statuses.clear()
    await delivers(agency)
    assert agency.office.app.database.read(lambda tx: hooks.state_of(tx, number)) == ("done", "ok")
    assert health(agency).health is Health.GOOD


async def test_what_was_taken_and_not_settled_is_tried_again(agency: Agency, receiver: Receiver) -> None:
    """A killed courier loses nothing."""
    hooked(agency, receiver)
    database, desk = agency.office.app.database, agency.office.app.desk
    database.write_now(lambda tx: hooks.ping(tx, desk, 1))
    assert len(database.write_now(lambda tx: hooks.take_due(tx, desk))) == 1
    assert await delivers(agency) == 0
    agency.office.now += hooks.LEASE
    assert await delivers(agency) == 1


async def test_the_old_secret_signs_for_a_day(agency: Agency, receiver: Receiver) -> None:
    old = hooked(agency, receiver)
    database, desk = agency.office.app.database, agency.office.app.desk
    new = database.write_now(lambda tx: hooks.rotate(tx, desk, 1))
    for days, signed in ((0, [False, True]), (2, None)):
        agency.office.now += timedelta(days=days)
        database.write_now(lambda tx: hooks.ping(tx, desk, 1))
        await delivers(agency)
        headers, body = receiver.got[-1]
        assert is_signed(new, headers, body)[0]
        assert is_signed(old, headers, body) == (signed or [False])
    stored = agency.office.everything_stored()
    for secret in (old, new):
        assert base64.b64decode(secret.removeprefix("whsec_")) not in stored
    assert receiver.url.encode() not in stored


@pytest.mark.parametrize("ends", ["gone", "revoked", "disabled"])
async def test_who_may_hear_nothing_more_is_told_nothing(
    agency: Agency, receiver: Receiver, ends: str
) -> None:
    hooked(agency, receiver)
    database, desk = agency.office.app.database, agency.office.app.desk
    database.write_now(lambda tx: hooks.ping(tx, desk, 1))
    if ends == "gone":
        receiver.statuses = [410]
        await delivers(agency)
        receiver.got.clear()
    elif ends == "revoked":
        database.write_now(lambda tx: access.revoke(tx, desk, agency.key.split("_")[1]))
    else:
        assert database.write_now(lambda tx: hooks.disable(tx, desk, 1))
    agency.office.now += timedelta(days=3)
    assert await delivers(agency) == 0
    assert receiver.got == []
    assert (health(agency).health, health(agency).waiting) == (Health.OFF, 0)
    assert database.write_now(lambda tx: hooks.ping(tx, desk, 1)) is None or ends == "revoked"


async def test_an_address_that_turns_inward_after_it_was_added_is_not_called(
    agency: Agency, receiver: Receiver
) -> None:
    """Judged at every try: with the rules of the service itself this machine is inside."""
    hooked(agency, receiver)
    database, desk = agency.office.app.database, agency.office.app.desk
    database.write_now(lambda tx: hooks.ping(tx, desk, 1))
    assert await Courier(database, desk, Rules(schemes=("http",))).run() == 1
    assert receiver.got == []
    assert (health(agency).health, health(agency).code) == (Health.FAILING, "address")
