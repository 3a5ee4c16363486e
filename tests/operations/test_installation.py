"""A command works on the installation it is meant for, or says in one line what is wrong and how to mend it."""

import errno
import json
import logging
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog
from sqlalchemy import delete

from bot import environment
from bot.__main__ import main
from bot.app import App
from bot.config import SETTINGS, Config
from bot.domain.keytext import KEY_FILE
from bot.domain.unusable import Unusable
from bot.library import Library
from bot.services import offices
from bot.store.db import Database
from bot.store.gone import Gone
from bot.store.schema import key_mark
from bot.vault import Vault, load_key_file, new_secret
from tests.conftest import library, sqlite_tables

MANY = (
    ["doctor"],
    ["officer", "list"],
    ["audit", "verify"],
    ["backup", "b.benteng"],
    ["keys", "recovery"],
    ["purge"],
    ["serve"],
)
FOUNDING = ("serve", "db")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, with nothing set."""
    known = library()
    monkeypatch.setattr(Library, "read", lambda: known)
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def data(here: Path) -> Path:
    """The data folder of an installation with one officer."""
    (here / "data").mkdir()
    (here / "data" / "benteng.db").write_bytes(sqlite_tables())
    assert main(["officer", "add", "Petugas contoh", "--role", "pimpasa", "--area", "36.04"]) == 0
    return here / "data"


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line a command that cannot work says; nothing else is printed but where `.env` was looked for."""
    capsys.readouterr()
    assert main([*words]) == 1
    told = capsys.readouterr()
    lines = [line for line in told.err.splitlines() if "starting" not in line]
    assert len(lines) == 1, told.err
    assert told.out == "" or words[0] == "doctor"
    return lines[0]


@pytest.mark.parametrize("words", [words for words in MANY if words[0] not in FOUNDING], ids=" ".join)
def test_a_command_in_the_wrong_folder_makes_nothing(
    here: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, *words)
    assert f"no database at {here / 'data' / 'benteng.db'}; is this the right folder" in told
    assert [*here.iterdir()] == []


def test_what_founds_an_installation_is_told_and_says_where(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["db", "upgrade"]) == 0
    assert str(here / "data" / "benteng.db") in capsys.readouterr().out


@pytest.mark.parametrize("words", MANY, ids=" ".join)
def test_keys_that_are_gone_are_asked_for_and_never_made_anew(
    data: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (data / KEY_FILE).unlink()
    told = said(capsys, *words)
    assert f"{data / 'benteng.db'} was sealed under keys that are not there" in told
    assert f"put secret.keys back in {data}" in told
    assert not (data / KEY_FILE).exists()


@pytest.mark.parametrize("words", MANY, ids=" ".join)
def test_other_keys_are_named_as_such_and_the_trail_is_not_called_altered(
    data: Path, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / KEY_FILE).write_text(new_secret())
    assert "was sealed under other keys" in said(capsys, *words)
    monkeypatch.setenv("BENTENG_SECRET_KEYS", new_secret())
    assert "(BENTENG_SECRET_KEYS); set it as it was" in said(capsys, *words)


def test_a_copy_of_the_keys_from_before_a_rotation_is_not_enough(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(data / KEY_FILE, data / "copy")
    assert main(["keys", "rotate"]) == 0
    assert "Restart web, worker and clock" in capsys.readouterr().out
    assert main(["officer", "list"]) == 0
    (data / "copy").replace(data / KEY_FILE)
    assert "was sealed under other keys" in said(capsys, "officer", "list")


def test_a_database_of_an_earlier_version_is_known_by_what_is_sealed_in_it(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a mark: under its own keys it gets one, under others nothing works, without any none are made."""
    config = Config.from_env({})

    def without_mark() -> None:
        database = Database(config.database_url)
        database.write_now(lambda tx: tx.execute(delete(key_mark)))
        database.close()

    without_mark()
    own = (data / KEY_FILE).read_bytes()
    (data / KEY_FILE).write_text(new_secret())
    assert "other keys" in said(capsys, "officer", "list")
    (data / KEY_FILE).unlink()
    assert "not there" in said(capsys, "officer", "list")
    (data / KEY_FILE).write_bytes(own)
    assert main(["officer", "list"]) == 0
    assert sqlite_mark(config.database_url)


def sqlite_mark(url: str) -> bool:
    database = Database(url)
    try:
        return database.read(lambda tx: tx.execute(key_mark.select()).first()) is not None
    finally:
        database.close()


def test_a_new_machine_is_told_where_the_keys_belong_before_any_are_made(
    data: Path, here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["backup", "b.benteng"]) == 0
    assert str(data / "benteng.db") in capsys.readouterr().out
    monkeypatch.setenv("BENTENG_DATA_DIR", "new")
    assert main(["restore", "b.benteng"]) == 1
    assert f"{here / 'new' / KEY_FILE}" in capsys.readouterr().err
    assert not (here / "new").exists()
    (here / "new").mkdir()
    shutil.copy(data / KEY_FILE, here / "new" / KEY_FILE)
    assert main(["restore", "b.benteng"]) == 0
    assert main(["audit", "verify"]) == 0


def test_a_running_service_opens_what_a_command_sealed_after_a_rotation(data: Path) -> None:
    app = App(Config.from_env({}), channels={}, library=library())
    try:
        assert main(["keys", "rotate"]) == 0
        assert main(["officer", "add", "Setelah putar kunci", "--role", "cadangan", "--area", "36.04"]) == 0
        lines = app.database.read(lambda tx: offices.officers(tx, app.desk))
        assert [line.name for line in lines] == ["Petugas contoh", "Setelah putar kunci"]
    finally:
        app.close()


def test_what_no_key_opens_is_not_asked_for_again_and_again() -> None:
    asked: list[int] = []

    def look() -> tuple[bytes, ...]:
        asked.append(1)
        return ()

    vault = Vault([b"k" * 32], look)
    other = Vault([b"o" * 32]).seal(b"x", "p")
    with pytest.raises(Exception, match="unknown_secret"):
        vault.open(other, "p")
    assert vault.open(vault.seal(b"x", "p"), "p") == b"x"
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("text", "mend"), [("rubbish", "is damaged"), ("", "is empty"), ("\xff\xfe", "is damaged")]
)
def test_a_broken_key_file_is_named(
    data: Path, text: str, mend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / KEY_FILE).write_bytes(text.encode("latin-1"))
    for words in MANY:
        told = said(capsys, *words)
        assert KEY_FILE in told
        assert mend in told


@pytest.mark.parametrize("words", MANY, ids=" ".join)
def test_a_database_that_does_not_answer_is_named_without_who_may_enter(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:geheim@127.0.0.1:1/benteng")
    told = said(capsys, *words)
    assert "127.0.0.1:1/benteng: the database does not answer" in told
    assert "geheim" not in told
    assert "nobody" not in told


@pytest.mark.parametrize("url", ["postgresql://u:ge/heim@h/x", "postgresql://u:geheim@h:zwei/x", "sqlite://"])
def test_an_address_that_is_none_is_one_line(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    told = said(capsys, "serve")
    assert "DATABASE_URL" in told
    assert "heim" not in told


def test_a_file_that_is_no_database_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "benteng.db").write_bytes(b"rubbish" * 1000)
    for words in MANY:
        assert f"{data / 'benteng.db'}: the database is damaged, or is none" in said(capsys, *words)


def test_a_folder_nobody_may_write_is_named(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", "/proc/x")
    assert "/proc/x" in said(capsys, "serve")
    assert "/proc/x" in said(capsys, "doctor")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Gone("disk_full"), "the disk is full; make room"),
        (OSError(errno.ENOSPC, "No space left on device"), "make room"),
    ],
)
def test_a_full_disk_is_told(
    data: Path,
    error: Exception,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr(Database, "write_now", full)
    for words in MANY:
        assert told in said(capsys, *words)


def test_an_env_file_of_another_encoding_is_named(
    data: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / ".env").write_bytes("BENTENG_OFFICE=Kantor é\n".encode("latin-1"))
    for words in MANY:
        assert f"{here / '.env'} is not UTF-8" in said(capsys, *words)


def test_windows_mark_at_the_start_of_an_env_file_does_no_harm(here: Path) -> None:
    (here / ".env").write_bytes("﻿BENTENG_OFFICE=Kantor Contoh\n".encode())
    try:
        assert environment.load(here).problems == []
        assert os.environ["BENTENG_OFFICE"] == "Kantor Contoh"
    finally:
        os.environ.pop("BENTENG_OFFICE", None)


def test_doctor_names_what_is_misspelt_and_where_settings_are_from(
    data: Path, here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENTENG_OFICE", "Kantor rahasia")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "s" * 32)
    (here / ".env").write_text("# office\nPUBLIC_UR=https://x.example\nBAD LINE HERE\nSOMETHING_ELSE=1\n")
    try:
        assert main(["doctor"]) == 1
    finally:
        for name in ("PUBLIC_UR", "SOMETHING_ELSE"):
            os.environ.pop(name, None)
    told = capsys.readouterr().out
    assert f"settings  look at these ({here / '.env'})" in told
    assert "BENTENG_OFICE is no setting and is not used; is BENTENG_OFFICE meant?" in told
    assert "PUBLIC_UR is no setting and is not used; is PUBLIC_URL meant?" in told
    assert f"{here / '.env'}: line 3 cannot be read" in told
    assert "SOMETHING_ELSE" not in told
    assert "rahasia" not in told
    assert "telegram  off (TELEGRAM_BOT_TOKEN is not set, but TELEGRAM_WEBHOOK_SECRET)" in told
    assert "whatsapp  off (TWILIO_ACCOUNT_SID is not set)" in told
    assert str(data / "benteng.db") in told


def test_nobody_else_on_the_machine_reads_data_or_database(data: Path) -> None:
    """Also where an earlier version left them open."""
    data.chmod(0o755)
    (data / "benteng.db").chmod(0o644)
    assert main(["officer", "list"]) == 0
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (data, *data.glob("benteng.db*"), data / KEY_FILE)
    }
    assert modes.pop("data") == 0o700
    assert set(modes.values()) == {0o600}, modes


def test_a_folder_that_is_shared_with_other_things_stays_as_it_is(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.chmod(0o755)
    monkeypatch.setenv("BENTENG_DATA_DIR", ".")
    assert main(["db", "upgrade"]) == 0
    assert stat.S_IMODE(here.stat().st_mode) == 0o755
    assert stat.S_IMODE((here / "benteng.db").stat().st_mode) == 0o600


def test_a_start_says_what_it_is_and_when_it_listens(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(app: App, *parts: str, on_start: Callable[[], None]) -> None:
        on_start()
        app.close()

    monkeypatch.setattr(App, "run", run)
    monkeypatch.setenv("BENTENG_LOG_FORMAT", "json")
    monkeypatch.setenv("PORT", "8123")
    capsys.readouterr()
    before, handlers = structlog.get_config(), logging.getLogger().handlers[:]
    try:
        assert main(["serve"]) == 0
    finally:
        structlog.configure(**before)
        logging.getLogger().handlers[:] = handlers
    first, last = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (first["event"], first["database"], first["parts"]) == (
        "starting",
        "sqlite",
        ["web", "worker", "clock"],
    )
    assert first["version"] != "str"
    assert (last["event"], last["port"], last["channels"]) == ("started", 8123, ["terminal", "web"])


def test_two_that_begin_at_once_have_the_same_keys(here: Path) -> None:
    first, second = load_key_file(here), load_key_file(here)
    assert first == second
    assert [path.name for path in here.iterdir()] == [KEY_FILE]
    with pytest.raises(Unusable):
        (here / KEY_FILE).write_text("")
        load_key_file(here)
