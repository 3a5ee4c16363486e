"""Everything there is, encrypted in a file, and back: same engine or the other; what is altered is refused whole."""

import argparse
import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import App
from bot.commands import backing_up
from bot.config import Config
from bot.services import audit, backups
from bot.services.backups import Unfit
from bot.store import migrating, outbox, upgrade
from bot.store.db import Database
from bot.vault import Vault
from tests.conftest import library
from tests.services.conftest import Office

OFFER = "Kerja di Kamboja gaji 15 juta, visa turis dulu, paspor dipegang agen"


def lived(office: Office) -> None:
    """A report, an alert that waits, a check, a subscriber."""
    office.says("pelapor", "lapor")
    office.says("pelapor", "Sponsor mengurung anak tetangga, besok diberangkatkan lewat laut")
    for text in ("Pontang", *["lewati"] * 6, "selesai", "lewati"):
        office.says("pelapor", text)
    office.says("warga", OFFER)
    for text in ("INFO", "Mau langganan", "Lontar"):
        office.says("lain", text)


def copied(office: Office) -> bytes:
    out = io.BytesIO()
    backups.write(office.app.database, office.app.desk.vault, out)
    return out.getvalue()


def restored(url: str, vault: Vault, data: bytes, *, is_moved: bool = True) -> backups.Summary:
    return backups.restore(url, vault, lambda: io.BytesIO(data), is_moved=is_moved)


@pytest.fixture
def empty_database(tmp_path: Path, create: Callable[..., str]) -> Callable[[str], str]:
    """Makes databases of a kind without any table."""
    numbers = itertools.count(1)

    def made(kind: str) -> str:
        number = next(numbers)
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'empty{number}.db'}"
        return create(f"empty_{tmp_path.name.lower().replace('-', '_')[-30:]}_{number}")

    return made


@pytest.fixture(params=["same", "other"])
def elsewhere(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path, empty_database: Callable[[str], str]
) -> str:
    """An empty database of the same engine, or of the other."""
    kind = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[kind]
    return empty_database(kind if request.param == "same" else other)


def test_everything_is_there_again_and_goes_on(office: Office, elsewhere: str, tmp_path: Path) -> None:
    """Officers find their case, its report opens, people are known, new rows get new numbers."""
    lived(office)
    before = office.reads(office.officers[0])
    assert "mengurung" in before
    keys = dict(office.keys)
    seen = restored(elsewhere, office.app.desk.vault, copied(office))
    assert seen.total > 20
    config = Config.from_env({"DATABASE_URL": elsewhere, "BENTENG_DATA_DIR": str(tmp_path)})
    app = App(config, is_demo=True, channels={}, library=library())
    try:
        other = Office(app, office.now, keys, itertools.count(1_000))
        assert other.reads(other.officers[0]) == before
        found, is_whole = app.database.write_now(lambda tx: audit.verify(tx, app.desk))
        assert is_whole
        assert found.entries
        assert "Pontang" in other.says(other.officers[0], "KASUS")
        other.says("orang-baru", "lapor")
        other.says("orang-baru", OFFER)
        assert other.everything_stored() != office.everything_stored()
    finally:
        app.close()


def test_the_file_shows_nothing(office: Office) -> None:
    lived(office)
    data = copied(office)
    for mark in (b"mengurung", b"Pontang", b"pelapor", b"contacts", b"Pimpasa (contoh)"):
        assert mark not in data


@pytest.mark.parametrize("harm", ["cut", "part", "bit", "swap", "twice", "nothing", "other"])
def test_what_was_altered_is_refused_and_the_database_stays_empty(
    office: Office, empty_database: Callable[[str], str], harm: str
) -> None:
    lived(office)
    data, vault = copied(office), office.app.desk.vault
    parts = _parts(data)
    harmed = {
        "cut": data[:-40],
        "part": backups.MAGIC + b"".join(parts[:3] + parts[4:]),
        "bit": data[:900] + bytes([data[900] ^ 1]) + data[901:],
        "swap": backups.MAGIC + b"".join([parts[0], parts[2], parts[1], *parts[3:]]),
        "twice": data + parts[1],
        "nothing": b"",
        "other": b"PK\x03\x04" + data,
    }[harm]
    url = empty_database("sqlite")
    with pytest.raises(Unfit):
        restored(url, vault, harmed)
    database = Database(url)
    try:
        assert database.read(upgrade.version) is None
    finally:
        database.close()


def test_other_keys_do_not_open_it(office: Office, empty_database: Callable[[str], str]) -> None:
    with pytest.raises(Unfit, match="keys"):
        restored(empty_database("sqlite"), Vault([b"x" * 32]), copied(office))


def test_nothing_is_written_over(office: Office, database_url: str) -> None:
    with pytest.raises(Unfit, match="not empty"):
        restored(database_url, office.app.desk.vault, copied(office))
    assert office.says("warga", "menu")


def test_what_waited_is_not_sent_again_unless_the_service_stood_still(
    office: Office, empty_database: Callable[[str], str]
) -> None:
    lived(office)
    waiting = office.app.database.read(outbox.tally)["queued"]
    data, vault = copied(office), office.app.desk.vault
    for is_moved, state in ((True, "queued"), (False, "uncertain")):
        url = empty_database("sqlite")
        seen = restored(url, vault, data, is_moved=is_moved)
        database = Database(url)
        tally = database.read(outbox.tally)
        database.close()
        assert tally[state] == waiting
        assert seen.unsent == (0 if is_moved else waiting)


def test_a_backup_of_an_earlier_version_comes_to_the_newest(
    empty_database: Callable[[str], str], database_url: str
) -> None:
    old, vault, out = Database(empty_database("sqlite")), Vault([b"k" * 32]), io.BytesIO()
    old.write_now(lambda tx: migrating.to(tx, "0012"))
    backups.write(old, vault, out)
    old.close()
    url = empty_database("postgresql" if database_url.startswith("postgresql") else "sqlite")
    assert restored(url, vault, out.getvalue()).version == "0012"
    database = Database(url)
    try:
        assert database.read(upgrade.version) == upgrade.newest()
    finally:
        database.close()


def test_the_commands(
    office: Office, tmp_path: Path, empty_database: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    lived(office)
    file = tmp_path / "copy.benteng"
    asked = argparse.Namespace(file=str(file), moved=False, keep=0)
    assert backing_up.backup(office.app, asked) == 0
    assert file.stat().st_mode & 0o077 == 0
    assert backing_up.backup(office.app, asked) == 1, "never over an old one"
    env = {"DATABASE_URL": empty_database("sqlite"), "BENTENG_DATA_DIR": str(tmp_path)}
    assert backing_up.restore(Config.from_env(env), asked) == 0
    assert "listed as uncertain" in capsys.readouterr().out
    assert backing_up.restore(Config.from_env(env), asked) == 1
    assert "not empty" in capsys.readouterr().err


def _parts(data: bytes) -> list[bytes]:
    at, parts = len(backups.MAGIC), []
    while at < len(data):
        length = 4 + int.from_bytes(data[at : at + 4], "big")
        parts.append(data[at : at + length])
        at += length
    return parts
