"""What an operator does with keys, grants and the list of transfers."""

import zipfile
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.conftest import sqlite_tables

NEW = ("api", "key", "add", "BP3MI Contoh", "--partner", "ke_bp3mi", "--legal-basis", "perjanjian contoh")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*NEW, "--scope", "cases:read,registry:read", "--expires", "30"]) == 0
    key = capsys.readouterr().out.split()[0]
    prefix, secret = key.split("_", 2)[1:]
    assert main(["api", "key", "list"]) == 0
    listed = capsys.readouterr().out
    assert prefix in listed
    assert secret not in listed
    assert "used never" in listed
    assert main(["api", "key", "revoke", prefix]) == 0
    assert main(["api", "key", "revoke", prefix]) == 1
    capsys.readouterr()
    assert main(["api", "key", "list"]) == 0
    assert "\tover\t" in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--scope", "cases:write"], ["--scope", "cases:read", "--expires", "0"],
                                  ["--scope", "cases:read", "--legal-basis", "a\nb"], []])  # fmt: skip
def test_a_key_on_unclear_terms_is_not_made(more: list[str]) -> None:
    with pytest.raises(SystemExit):
        main([*NEW, *more])


def test_a_grant_needs_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    terms = ("--partner", "ke_polri", "--purpose", "investigation", "--legal-basis", "perjanjian contoh")
    assert main(["api", "grant", "BD-101", *terms]) == 1
    assert main(["api", "ungrant", "BD-101", "--partner", "ke_polri"]) == 1
    assert main(["api", "transfers"]) == 0


def test_an_export_is_for_its_owner_alone_and_noted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    terms = ("--partner", "ke_disnaker", "--legal-basis", "perjanjian contoh")
    for what, format_ in (("cases", "csv"), ("signals", "xlsx"), ("aggregates", "json"), ("cases", "htcds")):
        file = tmp_path / f"{what}.{format_}"
        assert main(["export", what, "--format", format_, *terms, str(file)]) == 0
        assert file.stat().st_mode & 0o777 == 0o600
    assert "withheld: outcome, village, people, has_minor" in capsys.readouterr().out
    assert main(["export", "signals", "--format", "htcds", *terms, str(tmp_path / "no")]) == 1
    assert not (tmp_path / "no").exists()
    capsys.readouterr()
    assert main(["api", "transfers", "--partner", "ke_disnaker"]) == 0
    noted = capsys.readouterr().out
    assert noted.count("\tfile\t") == 4
    assert "perjanjian contoh" in noted


def test_alerts_are_exported_as_cap(tmp_path: Path) -> None:
    file = tmp_path / "alerts.zip"
    assert main(["export", "alerts", str(file)]) == 0
    with zipfile.ZipFile(file) as parts:
        assert parts.namelist() == []


def test_a_webhook_needs_a_key_and_an_address_outside(capsys: pytest.CaptureFixture[str]) -> None:
    for url in (
        "http://contoh.example/hook",
        "https://127.0.0.1/hook",
        "https://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
    ):
        assert main(["api", "webhook", "add", url, "--key", "aaaaaaaa"]) == 1
        assert "not added" in capsys.readouterr().err
    assert main(["api", "webhook", "add", "https://8.8.8.8/hook", "--key", "aaaaaaaa"]) == 1
    assert main([*NEW, "--scope", "cases:read"]) == 0
    prefix = capsys.readouterr().out.split("_")[1]
    assert main(["api", "webhook", "add", "https://8.8.8.8/hook", "--key", prefix]) == 0
    secret = capsys.readouterr().out.split()[0]
    assert main(["api", "webhook", "list"]) == 0
    listed = capsys.readouterr().out
    assert "https://8.8.8.8/hook" in listed
    assert secret not in listed
    assert main(["api", "webhook", "rotate", "1"]) == 0
    assert main(["api", "webhook", "disable", "1"]) == 0
    assert main(["api", "webhook", "disable", "1"]) == 1
    assert main(["api", "webhook", "test", "1"]) == 1


def test_a_bundle_between_two_offices(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def identity(folder: str) -> str:
        monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path / folder))
        if not (tmp_path / folder).exists():
            assert main(["db", "upgrade"]) == 0
            capsys.readouterr()
        assert main(["bundle", "identity"]) == 0
        return capsys.readouterr().out.strip()

    ours, theirs = identity("ours"), identity("theirs")
    assert main(["bundle", "add", "Imigrasi contoh", ours, "--partner", "ke_bp3mi"]) == 0
    identity("ours")
    assert main(["bundle", "add", "BP3MI contoh", theirs, "--partner", "ke_bp3mi"]) == 0
    assert main(["bundle", "add", "BP3MI contoh", theirs, "--partner", "ke_bp3mi"]) == 1
    file, out = tmp_path / "x.bundle", tmp_path / "x.json"
    terms = ("--legal-basis", "perjanjian contoh")
    assert main(["export", "bundle", "cases", "--to", "1", *terms, str(file)]) == 0
    assert main(["export", "bundle", "cases", "--to", "7", *terms, str(file) + "2"]) == 1
    identity("theirs")
    assert main(["import", "bundle", str(file), "--out", str(out)]) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    out.unlink()
    assert main(["import", "bundle", str(file), "--out", str(out)]) == 1
    assert "taken in before" in capsys.readouterr().err
    assert not out.exists()
    assert main(["import", "bundle", str(tmp_path / "none"), "--out", str(out)]) == 1
    assert main(["bundle", "list"]) == 0
    assert "got 1" in capsys.readouterr().out
    assert main(["bundle", "remove", "1"]) == 0
    assert main(["bundle", "remove", "1"]) == 1
