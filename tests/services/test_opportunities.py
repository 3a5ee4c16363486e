"""Opportunities on a real database: taken in, shown near a village, told once a week, gone when they have run out."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.registries.problems import Rejected
from bot.services import fanout, opportunities, opportunity_news
from bot.services.opportunities import Report
from tests.conftest import sqlite_tables
from tests.services.conftest import Office

ME, YOU = "warga-web-0123456789", "warga-web-9876543210"
HEAD = "jenis,judul,wilayah,minat,penyelenggara,tanya ke,biaya,sumber,berlaku sampai\n"
SEWING = "pelatihan,Menjahit,36.04,jahit,BLK contoh,Kantor BLK,gratis,Disnaker,2027-01-18\n"
WELDING = "pelatihan,Las listrik,36.04.13,las,LPK contoh,Kantor LPK,gratis,Disnaker,2027-01-20\n"
SHOP = "modal,Modal warung,36.03,dagang,Koperasi contoh,Kantor koperasi,gratis,Disnaker,2027-01-31\n"
BAKING = "pelatihan,Buat roti,36,masak,BLK contoh,Kantor BLK,gratis,Disnaker,2026-12-20\n"
THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)  # 16.00 in Serang


def takes(office: Office, *lines: str, **options: bool) -> Report:
    desk = office.app.desk
    return office.app.database.write_now(
        lambda tx: opportunities.take_in(
            tx, desk, opportunities.read(tx, desk, (HEAD + "".join(lines)).encode()), **options
        )
    )


def titles(office: Office, village: str = "") -> list[str]:
    desk = office.app.desk
    return [
        entry.title for entry in office.app.database.read(lambda tx: opportunities.near(tx, desk, village))
    ]


def rings(office: Office, at: datetime | None = None) -> int:
    """The clock rings until nothing is left to do; gives how many messages that queued."""
    office.now = at or office.now
    write, desk = office.app.database.write_now, office.app.desk
    before = queued(office)
    while write(lambda tx: opportunity_news.run_due(tx, desk)):
        pass
    return queued(office) - before


def queued(office: Office) -> int:
    return office.app.database.read(
        lambda tx: tx.exec_driver_sql(
            "SELECT count(*) FROM outbox WHERE purpose = 'opportunity'"
        ).scalar_one()
    )


def subscribes(office: Office, who: str = ME, village: str = "lontar", *interest: str) -> None:
    for text in ("PELUANG", village, *interest, "Kabari yang baru"):
        office.says(who, text)


def test_the_demonstration_has_fictional_ones_near_its_villages(office: Office) -> None:
    """Each says so itself, and none has run out, however late the demonstration is set up."""
    shown = titles(office)
    assert len(shown) == 6
    assert all("(contoh)" in title for title in shown)
    assert "Olah ikan bandeng (contoh)" in office.says(ME, "PELUANG") + office.says(ME, "lontar")
    assert all(entry.expires_on > date(2026, 12, 1) for entry in office.app.database.read(
        lambda tx: opportunities.open_now(tx, office.app.desk)))  # fmt: skip


def test_the_made_up_ones_would_be_taken_from_an_office(office: Office) -> None:
    desk = office.app.desk
    made_up = desk.content.demo.opportunities
    assert len(office.app.database.read(lambda tx: opportunities.read(tx, desk, made_up)).lines) == 6


def test_a_file_replaces_the_made_up_ones_at_once(office: Office) -> None:
    report = takes(office, SEWING, WELDING, SHOP)
    assert report.is_done
    assert titles(office) == ["Las listrik", "Menjahit", "Modal warung"]
    assert titles(office, "36.04.13.2007") == ["Las listrik", "Menjahit"]
    assert titles(office, "36.03.11.2002") == ["Modal warung"]


def test_a_dry_run_changes_nothing(office: Office) -> None:
    before = titles(office)
    report = takes(office, SEWING, is_dry=True)
    assert not report.is_done
    assert report.changes.added == ("Menjahit",)
    assert titles(office) == before


def test_a_new_file_tells_what_it_changes(office: Office) -> None:
    takes(office, SEWING, WELDING, SHOP, BAKING)
    report = takes(office, SEWING, WELDING.replace("gratis", "gratis makan"), SHOP)
    assert (report.changes.added, report.changes.removed) == ((), ("Buat roti",))
    assert (report.changes.other, report.changes.kept) == (("Las listrik",), 2)
    assert "Buat roti" not in titles(office)


def test_one_that_loses_many_wants_a_word(office: Office) -> None:
    takes(office, SEWING, WELDING, SHOP)
    report = takes(office, SEWING)
    assert report.refusals == ("67% of what is open now would be gone",)
    assert len(titles(office)) == 3
    assert takes(office, SEWING, is_forced=True).is_done
    assert titles(office) == ["Menjahit"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lowongan,Pabrik di Malaysia,36,kantor,PT contoh,Disnaker,gratis,x,2027-01-18\n", "add luar_negeri_resmi"),
        ("lowongan,Kerja di Kamboja pakai visa turis,36,luar negeri,Agen contoh,WA 0811,gratis,x,2027-01-18\n",
         "our own check of offers calls this bahaya"),
    ],
)  # fmt: skip
def test_what_we_warn_of_is_not_shown_as_an_opportunity(office: Office, line: str, told: str) -> None:
    before = titles(office)
    with pytest.raises(Rejected) as caught:
        takes(office, SEWING, line)
    assert caught.value.problems[0].startswith("line 3: ")
    assert told in caught.value.problems[0]
    assert titles(office) == before


def test_what_has_run_out_vanishes_by_itself(office: Office) -> None:
    takes(office, SEWING, BAKING)
    office.now = datetime(2026, 12, 20, 16, 59, tzinfo=UTC)  # 23.59 of its last day
    assert "Buat roti" in titles(office)
    office.now = datetime(2026, 12, 20, 17, 0, tzinfo=UTC)
    assert titles(office) == ["Menjahit"]
    office.tidies()
    assert b"Buat roti" not in office.stored("opportunities")
    assert b"Menjahit" in office.stored("opportunities")


def test_news_bundle_what_is_new_to_each(office: Office) -> None:
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    subscribes(office, YOU, "rajeg mulya")
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, WELDING, SHOP, BAKING)
    assert rings(office) == 0  # not before the weekly hour
    assert rings(office, THURSDAY) == 2
    mine, yours = office.gets(ME), office.gets(YOU)
    assert "Ada 2 peluang baru" in mine
    assert "Las listrik" in mine and "Buat roti" in mine and "Menjahit" not in mine
    assert "Modal warung" in yours and "Las listrik" not in yours
    assert rings(office, THURSDAY.replace(day=30)) == 0


def test_at_most_one_message_in_seven_days(office: Office) -> None:
    """Even when the clock stood still and caught up late."""
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, WELDING)
    assert rings(office, datetime(2026, 11, 28, 4, tzinfo=UTC)) == 1
    office.passes(hours=1)
    takes(office, SEWING, WELDING, BAKING)
    assert rings(office, datetime(2026, 12, 3, 9, tzinfo=UTC)) == 0
    assert rings(office, datetime(2026, 12, 10, 9, tzinfo=UTC)) == 1
    told = office.gets(ME)
    assert "Las listrik" in told and "Buat roti" in told


def test_an_interest_narrows_the_news(office: Office) -> None:
    rings(office)
    takes(office, SEWING, BAKING)
    subscribes(office, ME, "lontar", "Pilih minat", "Menjahit")
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, BAKING, WELDING)
    assert rings(office, THURSDAY) == 0
    takes(office, SEWING, BAKING, WELDING, SEWING.replace("Menjahit", "Bordir"))
    assert rings(office, datetime(2026, 12, 3, 9, tzinfo=UTC)) == 1
    told = office.gets(ME)
    assert "Bordir" in told and "Las" not in told


@pytest.mark.parametrize("word", ["STOP", "stop peluang", "HAPUS"])
def test_who_said_stop_hears_nothing(office: Office, word: str) -> None:
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, WELDING)
    office.says(ME, word)
    if word == "HAPUS":
        office.says(ME, "Ya, hapus data saya")
        assert office.stored("opportunity_wishes") == b""
    assert rings(office, THURSDAY) == 0


def test_a_round_goes_on_where_it_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "AT_A_TIME", 1)
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    subscribes(office, YOU)
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, WELDING)
    office.now = THURSDAY
    desk = office.app.desk
    steps = [office.app.database.write_now(lambda tx: opportunity_news.run_due(tx, desk)) for _ in range(4)]
    assert steps == [1, 1, 0, 0]
    assert queued(office) == 2
    assert all("Las listrik" in office.gets(who) for who in (ME, YOU))


def test_quiet_hours_hold_the_news_until_morning(office: Office) -> None:
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, WELDING)
    assert rings(office, datetime(2026, 11, 26, 15, tzinfo=UTC)) == 1  # the clock caught up at 22.00
    assert office.stored("outbox").count(b"opportunity:2026-11-26") == 1
    row = office.app.database.read(
        lambda tx: tx.exec_driver_sql("SELECT not_before_at FROM outbox WHERE purpose = 'opportunity'").one()
    )
    assert datetime.fromtimestamp(row[0] / 1000, UTC) == datetime(2026, 11, 26, 23, tzinfo=UTC)  # 06.00


def test_news_that_wait_lose_what_ran_out_and_tell_the_rest_later(office: Office) -> None:
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    soon = BAKING.replace("2026-12-20", "2026-11-27")
    takes(office, SEWING, WELDING, soon)
    assert rings(office, THURSDAY) == 1
    office.now = datetime(2026, 11, 28, 3, tzinfo=UTC)
    office.tidies()
    assert "Buat roti" not in office.gets(ME)
    assert rings(office, datetime(2026, 12, 3, 9, tzinfo=UTC)) == 1
    assert "Las listrik" in office.gets(ME)


def test_what_was_withdrawn_is_not_sent_any_more(office: Office) -> None:
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, WELDING, BAKING)
    assert rings(office, THURSDAY) == 1
    desk, write = office.app.desk, office.app.database.write_now
    number = next(e.id for e in write(lambda tx: opportunities.open_now(tx, desk)) if e.title == "Buat roti")
    assert write(lambda tx: opportunities.withdraw(tx, desk, number))
    assert not write(lambda tx: opportunities.withdraw(tx, desk, number))
    assert "Buat roti" not in office.gets(ME)
    assert rings(office, datetime(2026, 12, 3, 9, tzinfo=UTC)) == 1
    told = office.gets(ME)
    assert "Las listrik" in told and "Buat roti" not in told


def test_the_buttons_under_the_news_work_later(office: Office) -> None:
    rings(office)
    takes(office, SEWING)
    subscribes(office)
    office.now = datetime(2026, 11, 26, 3, tzinfo=UTC)
    takes(office, SEWING, WELDING)
    rings(office, THURSDAY)
    out = office.outs(ME)[-1]
    office.says(ME, "lapor")
    see, leave = (choice.id for choice in out.choices)
    assert "Las listrik" in office.says(ME, button=see)
    assert "dihentikan" in office.says(ME, button=leave)
    takes(office, SEWING, WELDING, BAKING)
    assert rings(office, datetime(2026, 12, 3, 9, tzinfo=UTC)) == 0


def test_own_data_shows_the_subscription(office: Office) -> None:
    subscribes(office)
    said = office.says(ME, "data saya")
    assert "Kabar peluang: ikut" in said
    assert "Pesan mingguan: ikut" not in said


def test_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    monkeypatch.delenv("DATABASE_URL", raising=False)
    path = tmp_path / "peluang.csv"
    line = "pelatihan,Menjahit,{},jahit,BLK contoh,Kantor BLK,gratis,Disnaker,{}\n"
    later = f"{datetime.now(UTC).year + 1}-01-18"
    path.write_text(HEAD + line.format("36.04", later))
    assert main(["opportunity", "import", str(path)]) == 1
    assert "peluang.csv: line 2: no village of the programme lies in 36.04" in capsys.readouterr().err
    assert main(["village", "add", "36.04.13.2007", "Lontar"]) == 0
    assert main(["opportunity", "import", str(path), "--dry-run"]) == 0
    assert "dry run: nothing was changed" in capsys.readouterr().out
    assert main(["opportunity", "import", str(path)]) == 0
    assert "added: 1\n  Menjahit\n" in capsys.readouterr().out
    assert main(["opportunity", "list"]) == 0
    assert capsys.readouterr().out.startswith(f"1\tpelatihan\t36.04\tuntil {later}\tjahit\tMenjahit\t")
    assert main(["opportunity", "withdraw", "1"]) == 0
    assert main(["opportunity", "withdraw", "1"]) == 1
    capsys.readouterr()
    assert main(["opportunity", "list"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["opportunity", "import", str(tmp_path / "none.csv")]) == 1
