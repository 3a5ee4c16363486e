"""Papers fetched over HTTP, and made by command."""

from pathlib import Path

import pytest

from bot.__main__ import main
from tests.conftest import sqlite_tables
from tests.journeys.site import running


async def test_a_poster_is_fetched_and_an_unknown_village_has_none(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        async with site.http.get(f"{site.base}/poster/36.04.13.2007") as answer:
            assert (answer.status, answer.content_type) == (200, "application/pdf")
            assert b"Lontar" in await answer.read()
        doors = await site.app.press.doors()
        assert doors.telegram == "benteng_bot"
        assert doors.whatsapp.startswith("+")
        for path in ("poster/99.99", "poster/%00", "sertifikat/1-00", "sertifikat/x"):
            async with site.http.get(f"{site.base}/{path}") as answer:
                assert answer.status == 404, path


def test_the_command_writes_the_poster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "TWILIO_ACCOUNT_SID", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example.go.id")
    main(["village", "add", "36.04.13.2007", "Lontar", "--parent", "Kec. Tirtayasa"])
    assert main(["poster", "lontar", "--size", "A3", "--out", "lontar.pdf"]) == 0
    assert (tmp_path / "lontar.pdf").read_bytes().startswith(b"%PDF-")
    assert "https://bot.example.go.id/obrolan?desa=36.04.13.2007" in capsys.readouterr().out
    assert main(["poster", "Entah"]) == 1
    monkeypatch.delenv("PUBLIC_URL")
    assert main(["poster", "Lontar", "--out", "none.pdf"]) == 1
    assert not (tmp_path / "none.pdf").exists()


def test_cadres_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    main(["village", "add", "36.04.13.2007", "Lontar"])
    assert main(["cadre", "invite", "99.99"]) == 1
    assert main(["cadre", "invite", "36.04.13.2007", "--post", "tokoh"]) == 0
    capsys.readouterr()
    assert main(["cadre", "list"]) == 0
    assert capsys.readouterr().out == "1\ttokoh\t36.04.13.2007\tinvited\t0 lessons\n"
    assert main(["cadre", "withdraw", "1"]) == 0
    assert main(["cadre", "withdraw", "1"]) == 1
    main(["cadre", "list"])
    assert "withdrawn" in capsys.readouterr().out
