"""Published lists in the office's database: in force, before that, fetched, and what people are told from them."""

from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.registry import ListKind
from bot.fetch import Rules
from bot.services import registries
from bot.store import registries as store
from tests.conftest import sqlite_tables
from tests.services.conftest import Office
from tests.test_fetch import server

HEAD = "nama,no sip3mi,status\n"
LIST = HEAD + "".join(
    f"PT Uji Coba {word},KEP.{word},aktif\n" for word in ("Anggrek", "Melati", "Mawar", "Kenanga")
)
TODAY = date(2026, 11, 25)


def taken(office: Office, text: str, made: str = "2026-11-20", **options: bool) -> registries.Report:
    file = registries.read("daftar.csv", text.encode(), TODAY, made=date.fromisoformat(made))
    return office.app.database.write_now(
        lambda tx: registries.take_in(tx, office.app.desk, file, text.encode(), "daftar.csv", **options)
    )


def in_force(office: Office) -> list[str]:
    return [company.name for company in office.app.database.read(store.current).companies]


def test_a_list_is_in_force_at_once_and_the_earlier_one_stays(office: Office) -> None:
    assert "tidak ada di daftar" in office.says("ibu", "PT Uji Coba Anggrek resmi?") + answered(office)
    report = taken(office, LIST)
    assert report.is_done
    assert len(report.changes.added) == 4
    assert len(in_force(office)) == 4
    office.says("bapak", "PT Uji Coba Anggrek buka kerja di Malaysia")
    said = answered(office, "bapak")
    assert "PT Uji Coba Anggrek ada di daftar P3MI" in said
    assert "20 November 2026" in said
    heads = office.app.database.read(registries.history)
    assert [head.is_current for head in heads] == [True, False]


def answered(office: Office, who: str = "ibu") -> str:
    """Everything up to the verdict, each question answered with "not known"."""
    told = ""
    for _ in range(5):
        outs = office.says(who, "belum tahu")
        told += outs
        if "Daftar P3MI yang kami pakai" in outs:
            break
    return told


def test_a_dry_run_changes_nothing(office: Office) -> None:
    before = in_force(office)
    report = taken(office, LIST, is_dry=True)
    assert not report.is_done
    assert len(report.changes.added) == 4
    assert in_force(office) == before


def test_the_same_file_again_is_no_news(office: Office) -> None:
    taken(office, LIST)
    assert taken(office, LIST).is_known
    assert len(office.app.database.read(registries.history)) == 2


def test_older_lists_and_great_losses_want_a_word(office: Office) -> None:
    taken(office, LIST)
    shorter = HEAD + "PT Uji Coba Anggrek,KEP.Anggrek,dicabut\n"
    report = taken(office, shorter, "2026-11-19")
    assert not report.is_done
    assert len(report.refusals) == 2
    assert len(in_force(office)) == 4
    assert taken(office, shorter, "2026-11-19", is_forced=True).is_done
    assert in_force(office) == ["PT Uji Coba Anggrek"]


def test_a_made_up_list_gives_way_without_asking(office: Office) -> None:
    assert taken(office, LIST, "2026-01-01").is_done


def test_a_list_grows_stale_and_people_are_told(office: Office) -> None:
    taken(office, LIST)
    office.passes(days=31)
    office.says("ibu", "PT Uji Coba Anggrek buka kerja di Malaysia")
    assert "Daftar P3MI kami sudah lama (20 November 2026)" in told_until(office, "sudah lama")
    standing = office.app.database.read(lambda tx: registries.standings(tx, office.now.date()))[0]
    assert standing.is_stale
    assert standing.age == 36


def told_until(office: Office, words: str) -> str:
    for _ in range(5):
        said = office.says("ibu", "belum tahu")
        if words in said:
            return said
    raise AssertionError(f"never said: {words}")


def test_only_so_many_earlier_lists_are_kept(office: Office) -> None:
    for number in range(15):
        taken(office, f"{LIST}PT Tambahan {number},T.{number},aktif\n")
    office.passes(minutes=1)
    assert len(office.app.database.read(registries.history)) == 12
    assert len(in_force(office)) == 5


async def test_lists_are_fetched_and_a_bad_one_changes_nothing(office: Office) -> None:
    from aiohttp import web

    body, asked = [LIST], []

    async def daftar(request: web.Request) -> web.Response:
        asked.append(request.headers.get("If-None-Match"))
        return web.Response(body=body[0], headers={"ETag": f'"{len(body[0])}"'})

    async with server(daftar=daftar) as base:
        app = office.app
        app.fetch_rules = Rules(schemes=("http",), allows=lambda address: address.is_loopback, seconds=5)
        object.__setattr__(app.config, "lists", {ListKind.P3MI: f"{base}/daftar"})
        pull = (await app.pull_lists())[0]
        assert (pull.is_good, pull.result) == (True, "4 lines of 2026-11-25")
        body[0] = "nama,no sip3mi,status\nPT A,1,entah\n"
        pull = (await app.pull_lists())[0]
        assert not pull.is_good
        assert "unknown status" in pull.result
        assert len(in_force(office)) == 4
        object.__setattr__(app.config, "lists", {ListKind.P3MI: f"{base}/nowhere"})
        pull = (await app.pull_lists(ListKind.P3MI))[0]
        assert (pull.is_good, pull.result) == (False, "the server answered 404")
    assert asked == [None, f'"{len(LIST)}"']
    assert len(in_force(office)) == 4


def test_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    monkeypatch.delenv("DATABASE_URL", raising=False)
    path = tmp_path / "p3mi 2026-11-01.csv"
    path.write_text(LIST)
    assert main(["registry", "status"]) == 1
    assert "p3mi: none" in capsys.readouterr().out
    assert main(["registry", "import", str(path), "--dry-run"]) == 0
    assert "added: 4" in capsys.readouterr().out
    assert main(["registry", "import", str(path), "--date", "2020-01-01"]) == 0
    assert main(["registry", "status", "--history"]) == 1
    assert "STALE" in capsys.readouterr().out
    path.write_text("nama,status\nPT A,entah\n")
    assert main(["registry", "import", str(path)]) == 1
    said = capsys.readouterr().err
    assert "line 2" in said
    assert "the list in force stays" in said
    assert main(["registry", "import", str(tmp_path / "none.csv")]) == 1
    assert main(["registry", "pull"]) == 1
    assert "BENTENG_REGISTRY_P3MI_URL" in capsys.readouterr().err
