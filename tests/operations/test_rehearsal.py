"""A backup restored for trial is looked through and thrown away; how it went is seen where the health is."""

import argparse
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import backing_up
from bot.services import rehearsal
from bot.store import beats, dump
from bot.store.beats import Beat
from bot.store.schema import audit, contacts
from bot.vault import Vault
from tests.services.conftest import Office
from tests.services.test_backups import lived


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "backups"
    there.mkdir()
    return there


def backs_up(office: Office, where: Path, keep: int = 0) -> int:
    office.now += timedelta(seconds=1)
    return backing_up.backup(office.app, argparse.Namespace(file=str(where), keep=keep))


def rehearses(office: Office, where: Path) -> int:
    return backing_up.rehearse(office.app, argparse.Namespace(file=str(where)))


def noted(office: Office) -> Beat | None:
    return office.app.database.read(lambda tx: beats.last(tx, beats.REHEARSAL))


def test_the_newest_of_a_folder_is_tried_and_nothing_of_it_stays(
    office: Office, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lived(office)
    office.opens(office.officers[0])
    assert backs_up(office, folder) == backs_up(office, folder) == 0
    before = sorted(tmp_path.iterdir())
    assert rehearses(office, folder) == 0
    said = capsys.readouterr().out
    assert str(max(folder.iterdir())) in said
    assert "audit trail whole" in said
    assert sorted(tmp_path.iterdir()) == before
    beat = noted(office)
    assert beat is not None
    assert (beat.at, beat.is_good) == (office.now, True)


def test_what_a_killed_rehearsal_left_goes(office: Office, folder: Path, tmp_path: Path) -> None:
    (tmp_path / f"{rehearsal.FOLDER}old").mkdir()
    backs_up(office, folder)
    rehearses(office, folder)
    assert not list(tmp_path.glob(f"{rehearsal.FOLDER}*"))


@pytest.mark.parametrize("harm", ["cut", "trail", "rows", "secret"])
def test_what_is_wrong_with_it_is_said_and_noted(
    office: Office,
    folder: Path,
    harm: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lived(office)
    office.opens(office.officers[0])
    if harm == "trail":
        office.app.database.write_now(lambda tx: tx.execute(audit.delete().where(audit.c.id == 1)))
    backs_up(office, folder)
    file = next(folder.iterdir())
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:-50])
    if harm == "rows":
        monkeypatch.setattr(dump, "list_unsent", lambda tx: tx.execute(contacts.delete()).rowcount)
    if harm == "secret":
        newer = Vault([b"n" * 32])
        office.app.desk.vault, older = newer, office.app.desk.vault
        again = folder / "again"
        with again.open("wb") as out:
            backing_up.backups.write(office.app.database, newer, out)
        monkeypatch.setattr(newer, "link", older.link)
        file = again
    assert rehearses(office, file) == 1
    said = {"cut": "cut off", "trail": "trail", "rows": "contacts", "secret": "secret"}[harm]
    assert said in capsys.readouterr().err
    beat = noted(office)
    assert beat is not None
    assert not beat.is_good


def test_an_empty_folder_and_a_missing_file_are_no_backup(office: Office, folder: Path) -> None:
    assert rehearses(office, folder) == 1
    assert rehearses(office, folder / "none") == 1
    assert noted(office) is None


def test_only_old_backups_of_ours_go_and_only_in_a_folder(office: Office, folder: Path) -> None:
    (folder / "benteng-2026.backup").write_text("somebody else's")
    for _ in range(4):
        assert backs_up(office, folder, keep=2) == 0
    ours = sorted(folder.glob(backing_up.NAMED))
    assert len(ours) == 2
    assert ours[-1].name == f"benteng-{office.now:%Y%m%dT%H%M%SZ}.backup"
    assert len(list(folder.iterdir())) == 3
    assert backs_up(office, folder / "one.benteng", keep=2) == 1
