"""Templates by the real Twilio SDK against a Content API: their state decides what may be sent."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.commands import templates as command
from bot.config import Config
from bot.domain.channel import Misconfigured, Refused
from bot.domain.messages import Template
from bot.services import templates
from tests.conftest import library
from tests.fakes.twilio_api import TwilioApi


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[tuple[App, TwilioApi]]:
    async with TwilioApi() as twilio:
        env = {**twilio.env(), "PUBLIC_URL": "https://bot.example", "BENTENG_DATA_DIR": str(tmp_path)}
        app = App(Config.from_env(env), is_demo=True, library=library())
        await app.whatsapp().open()
        try:
            yield app, twilio
        finally:
            await app.whatsapp().close()
            app.close()


async def test_only_what_is_approved_may_stand_in(rig: tuple[App, TwilioApi]) -> None:
    app, twilio = rig
    assert templates.standing_in(app.desk, "relay", "id") is None
    twilio.template("answer_waiting", "id", "approved")
    twilio.template("awareness_weekly", "id", "pending")
    await app.check_templates()
    office = app.desk.office
    assert templates.standing_in(app.desk, "relay", "en") == Template("answer_waiting", (office,))
    assert templates.standing_in(app.desk, "lesson", "id") is None
    twilio.template("answer_waiting_en", "en", "approved")
    await app.check_templates()
    assert templates.standing_in(app.desk, "relay", "en") == Template("answer_waiting_en", (office,))
    assert templates.standing_in(app.desk, "relay", "id") == Template("answer_waiting", (office,))


async def test_a_loss_is_told_and_the_template_no_longer_used(rig: tuple[App, TwilioApi]) -> None:
    app, twilio = rig
    kept = twilio.template("answer_waiting", "id", "approved")
    await app.check_templates()
    kept["approval_requests"]["status"] = "paused"
    (change,) = await app.check_templates()
    assert change.is_loss
    assert templates.standing_in(app.desk, "relay", "id") is None
    assert await app.check_templates() == []


async def test_a_hundred_and_more_are_read_page_by_page(rig: tuple[App, TwilioApi]) -> None:
    app, twilio = rig
    for number in range(230):
        twilio.template(f"other_{number}", "id", "approved")
    twilio.template("officer_alert", "id", "approved")
    await app.check_templates()
    assert templates.standing_in(app.desk, "alert", "id") is not None


async def test_all_gone_at_once_is_taken_for_a_fault(rig: tuple[App, TwilioApi]) -> None:
    app, twilio = rig
    twilio.template("answer_waiting", "id", "approved")
    await app.check_templates()
    twilio.contents.clear()
    assert await app.check_templates() == []
    assert templates.standing_in(app.desk, "relay", "id") is not None


async def test_a_wrong_login_changes_nothing(
    rig: tuple[App, TwilioApi], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, twilio = rig
    twilio.template("answer_waiting", "id", "approved")
    monkeypatch.setattr("tests.fakes.twilio_api.LOGIN", "Basic other")
    with pytest.raises(Refused):
        await app.check_templates()
    assert app.database.read(templates.every) == {}


async def asked(app: App, **options: str) -> int:
    return await asyncio.to_thread(command.run, app, argparse.Namespace(**options))


async def test_the_office_hands_one_in_and_sees_what_became_of_it(
    rig: tuple[App, TwilioApi], capsys: pytest.CaptureFixture[str]
) -> None:
    app, twilio = rig
    await app.whatsapp().close()
    assert await asked(app, action="submit", name="answer_waiting_en") == 0
    (made,) = twilio.contents
    assert made["types"]["twilio/text"]["body"].startswith("There is news from the officers of {{1}}")
    assert made["variables"] == {"1": app.desk.office}
    assert made["approval_requests"]["category"] == "UTILITY"
    made["approval_requests"] |= {"status": "rejected", "rejection_reason": "INVALID_FORMAT"}
    assert await asked(app, action="sync") == 0
    assert "answer_waiting_en\trelay\trejected\tutility\tINVALID_FORMAT" in capsys.readouterr().out
    assert await asked(app, action="submit", name="tidak_ada") == 1


def test_without_whatsapp_it_says_what_to_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = App(Config.from_env({"BENTENG_DATA_DIR": str(tmp_path)}), channels={}, library=library())
    try:
        assert command.run(app, argparse.Namespace(action="sync")) == 1
        assert "TWILIO_ACCOUNT_SID" in capsys.readouterr().err
        with pytest.raises(Misconfigured):
            app.whatsapp()
    finally:
        app.close()
