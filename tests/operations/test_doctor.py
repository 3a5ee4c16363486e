"""`benteng doctor` tells what the console's health page tells, and its exit status says whether somebody is needed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels import build_all
from bot.commands import doctor, providers
from bot.domain.health import ListState, Machine, Measured
from bot.services import health
from tests.fakes.telegram_api import TelegramApi
from tests.fakes.twilio_api import TwilioApi
from tests.services.conftest import Office
from tests.test_health import WELL


@pytest.fixture
def measures(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[Measured]:
    """What is measured: the last of these."""
    given = [WELL]
    monkeypatch.setattr(health, "measured", lambda *_: given[-1])
    return given


def test_with_nothing_to_do_it_ends_with_0(
    office: Office, measures: list[Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.run(office.app) == 0
    assert "→" not in capsys.readouterr().out


def test_what_is_broken_or_odd_is_told_in_the_consoles_words(
    office: Office, measures: list[Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    old = WELL.now - timedelta(days=30)
    little = Machine(memory=1, disk_free=2**20, disk=2**40, secrets=1)
    measures.append(Measured(WELL.now, little, clock_at=WELL.now, backup_at=old, checked_at=old))
    assert doctor.run(office.app) == 1
    lines = capsys.readouterr().out.splitlines()
    backup = next(number for number, line in enumerate(lines) if "Cadangan terakhir sudah lama" in line)
    assert lines[backup].startswith("✕ Rusak. ")
    assert "benteng backup BERKAS" in lines[backup + 1]
    odd = next(number for number, line in enumerate(lines) if line.startswith("△"))
    assert odd > backup, "what is broken comes first"


def test_advice_in_the_terminal_names_commands_and_no_page_of_the_console(
    office: Office, measures: list[Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    measures.append(
        replace(WELL, checked_at=None, clock_at=None, lists=[ListState("p3mi", None, False, False, True)])
    )
    assert doctor.run(office.app) == 1
    todo = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  →")]
    assert len(todo) == 3
    for command in ("benteng audit verify", "benteng doctor", "benteng registry import BERKAS"):
        assert any(command in line for line in todo), command


def test_it_measures_this_installation(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody runs the parts here."""
    assert doctor.run(office.app) == 1
    assert "Jalankan lagi: benteng worker" in capsys.readouterr().out


URL = "https://bot.example.go.id"
HOOK = f"{URL}/telegram/webhook"


def connected(office: Office, env: dict[str, str], mode: str = "webhook") -> None:
    app = office.app
    app.channels = dict(build_all({**env, "PUBLIC_URL": URL}))
    app.config = replace(app.config, public_url=URL, telegram_mode=mode)


@pytest.mark.parametrize(
    ("change", "said", "is_trouble"),
    [
        (lambda api: None, "on (@benteng_bot, webhook)", False),
        (lambda api: setattr(api, "webhook", ""), "nowhere: start `benteng web`", True),
        (lambda api: setattr(api, "webhook", "https://old.example/telegram/webhook"), "elsewhere", True),
        (lambda api: setattr(api, "pending", 500), "500 messages wait", True),
        (lambda api: api.fail("getMe", (401, "Unauthorized")), "TELEGRAM_BOT_TOKEN", True),
        (lambda api: api.fail("getMe", "drop"), "could not be asked", True),
    ],
)
async def test_telegram_is_asked_whether_it_knows_us_and_where_it_calls(
    office: Office, change: Callable[[TelegramApi], None], said: str, is_trouble: bool
) -> None:
    async with TelegramApi() as api:
        connected(office, api.env())
        api.webhook = HOOK
        change(api)
        told, has_trouble = await asyncio.to_thread(providers.telegram, office.app)
    assert said in told
    assert has_trouble == is_trouble


async def test_a_call_that_failed_today_is_told_and_an_old_one_is_not(office: Office) -> None:
    async with TelegramApi() as api:
        connected(office, api.env())
        api.webhook = HOOK
        for hours, has_trouble in ((1, True), (30, False)):
            api.failed_at = int((office.now - timedelta(hours=hours)).timestamp())
            told = await asyncio.to_thread(providers.telegram, office.app)
            assert told[1] == has_trouble


async def test_a_bot_that_is_polled_must_have_no_webhook(office: Office) -> None:
    async with TelegramApi() as api:
        connected(office, api.env(), "polling")
        assert await asyncio.to_thread(providers.telegram, office.app) == (
            "on (@benteng_bot, polling)",
            False,
        )
        api.webhook = HOOK
        assert (await asyncio.to_thread(providers.telegram, office.app))[1]


async def test_twilio_is_asked_whether_it_takes_our_token(office: Office) -> None:
    async with TwilioApi() as api:
        connected(office, api.env())
        told, has_trouble = await asyncio.to_thread(providers.whatsapp, office.app)
        assert f"{URL}/whatsapp/webhook" in told
        assert not has_trouble
        connected(office, {**api.env(), "TWILIO_AUTH_TOKEN": "f" * 32})
        told, has_trouble = await asyncio.to_thread(providers.whatsapp, office.app)
        assert "TWILIO_AUTH_TOKEN" in told
        assert has_trouble


async def test_a_provider_that_does_not_know_us_ends_with_1(
    office: Office, measures: list[Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    async with TelegramApi() as api:
        connected(office, api.env())
        api.fail("getMe", (401, "Unauthorized"))
        assert await asyncio.to_thread(doctor.run, office.app) == 1
    assert "telegram  Telegram refuses" in capsys.readouterr().out
