"""Settings: an empty environment works, a wrong one names every setting and its mend at once."""

import pytest

from bot.config import Config, InvalidSettings


def test_an_empty_environment_gives_a_working_demonstration() -> None:
    config = Config.from_env({})
    assert config.database_url == "sqlite:///data/benteng.db"
    assert config.port == 8080
    assert config.channels == {}


def test_every_problem_is_reported_at_once() -> None:
    with pytest.raises(InvalidSettings) as caught:
        Config.from_env({
            "PORT": "many", "DATABASE_URL": "mysql://x", "PUBLIC_URL": "http://bot.example", "TELEGRAM_MODE": "push",
            "TELEGRAM_BOT_TOKEN": "nonsense", "TWILIO_ACCOUNT_SID": "AC1", "BENTENG_SECRET_KEYS": "short",
            "BENTENG_LOG_FORMAT": "xml",
        })  # fmt: skip
    named = [problem.split(":")[0] for problem in caught.value.problems]
    for name in ("PORT", "DATABASE_URL", "PUBLIC_URL", "TELEGRAM_MODE", "TELEGRAM_BOT_TOKEN", "TWILIO_ACCOUNT_SID",
                 "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_FROM", "BENTENG_SECRET_KEYS", "BENTENG_LOG_FORMAT"):  # fmt: skip
        assert name in named
    assert not any("nonsense" in problem or "short" in problem for problem in caught.value.problems)


def test_secrets_are_not_in_its_text() -> None:
    config = Config.from_env({"TELEGRAM_BOT_TOKEN": "123:abc", "TELEGRAM_MODE": "polling"})
    assert "abc" not in repr(config)


def test_the_office_has_the_name_people_are_told() -> None:
    assert Config.from_env({"BENTENG_OFFICE": " Kantor Imigrasi Contoh "}).office == "Kantor Imigrasi Contoh"
    assert Config.from_env({}).office == "Benteng Desa"
    for wrong in ("x" * 61, "dua\nbaris"):
        with pytest.raises(InvalidSettings, match=r"^BENTENG_OFFICE: must be at most 60"):
            Config.from_env({"BENTENG_OFFICE": wrong})
