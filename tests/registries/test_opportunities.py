"""Files of opportunities as offices write them: what is understood, and what is refused with its place."""

from datetime import date

import pytest

from bot.domain.opportunities import Kind, Opportunity
from bot.registries import opportunities
from bot.registries.opportunities import OpportunityFile
from bot.registries.problems import Rejected
from tests.registries.test_lists import workbook, written

TODAY = date(2026, 11, 25)
HEAD = [
    "Jenis",
    "Judul",
    "Wilayah",
    "Minat",
    "Penyelenggara",
    "Tanya ke",
    "Biaya",
    "Sumber",
    "Mulai",
    "Berlaku sampai",
]
GOOD = ["Pelatihan BLK", "Menjahit dasar", "36.04", "menjahit; usaha", "BLK contoh", "Kantor BLK", "gratis", "Disnaker",
        "11 Januari 2027", "18/12/2026"]  # fmt: skip
INTERESTS = {"jahit": "jahit", "menjahit": "jahit", "usaha": "dagang", "luar negeri": "luar_negeri_resmi"}
SEWING = Opportunity(
    Kind.TRAINING, "Menjahit dasar", "36.04", ("jahit", "dagang"), "BLK contoh", "Kantor BLK", "gratis", "Disnaker",
    date(2026, 12, 18), date(2027, 1, 11),
)  # fmt: skip


def read(data: bytes) -> OpportunityFile:
    return opportunities.read(data, TODAY, INTERESTS, lambda area: area in ("36", "36.04", "36.04.13.2007"))


def entries(data: bytes) -> list[Opportunity]:
    return [line.entry for line in read(data).lines]


def problems(*rows: list[str]) -> str:
    with pytest.raises(Rejected) as caught:
        read(written(HEAD, *rows))
    return "\n".join(caught.value.problems)


def with_(**cells: str) -> list[str]:
    """The good line with other cells."""
    row = list(GOOD)
    for heading, cell in cells.items():
        row[HEAD.index(heading.replace("_", " "))] = cell
    return row


@pytest.mark.parametrize(
    "data",
    [
        written(HEAD, GOOD),
        written(HEAD, GOOD, delimiter=";"),
        written(HEAD, GOOD, encoding="utf-16"),
        written(["PELUANG BULAN INI"], [], HEAD, GOOD, []),
        workbook(HEAD, [*GOOD[:8], date(2027, 1, 11), date(2026, 12, 18)]),
        written(["kind", "title", "area code", "interests", "offered by", "where to ask", "cost", "source",
                 "start date", "deadline"], ["training", *GOOD[1:8], "2027-01-11", "2026-12-18"]),
    ],
)  # fmt: skip
def test_a_file_in_its_many_forms(data: bytes) -> None:
    assert entries(data) == [SEWING]


@pytest.mark.parametrize(
    ("told", "place"),
    [("3604132007", "36.04.13.2007"), ("3604", "36.04"), ("36", "36"), ("semua", ""), ("Di mana saja", "")],
)
def test_places_with_and_without_dots(told: str, place: str) -> None:
    assert entries(written(HEAD, with_(Wilayah=told)))[0].place == place


def test_letters_of_windows_are_read_and_a_mixture_is_refused_with_its_line() -> None:
    row = with_(Penyelenggara="Caf\u00e9 contoh")
    assert entries(written(HEAD, row, encoding="cp1252"))[0].offered_by == "Caf\u00e9 contoh"
    mixed = written(HEAD, row) + written(with_(Judul="Lain\u00e9"), encoding="cp1252")
    with pytest.raises(Rejected, match="line 3: other lines are UTF-8"):
        read(mixed)


def test_what_has_run_out_is_counted_and_left_out() -> None:
    file = read(written(HEAD, GOOD, with_(Judul="Las", Berlaku_sampai="24 November 2026")))
    assert [line.entry.title for line in file.lines] == ["Menjahit dasar"]
    assert file.over == 1
    assert len(entries(written(HEAD, with_(Berlaku_sampai="25 November 2026")))) == 1  # the last day counts


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (with_(Jenis="arisan"), 'line 2: unknown kind "arisan"'),
        (with_(Judul=""), "line 2: title is missing"),
        (with_(Biaya="-"), "line 2: fee is missing (write gratis"),
        (with_(Wilayah=""), 'line 2: place is missing (write "semua"'),
        (with_(Wilayah="36.1"), 'line 2: place is no code of the Kemendagri: "36.1"'),
        (with_(Wilayah="Serang"), "line 2: place is no code"),
        (with_(Wilayah="99.01"), "line 2: no village of the programme lies in 99.01"),
        (with_(Minat="jahit, sulap"), 'line 2: unknown interest "sulap"; known: jahit, dagang'),
        (with_(Berlaku_sampai=""), "line 2: expires_on is missing"),
        (with_(Berlaku_sampai="akhir tahun"), "line 2: expires_on is no date: akhir tahun"),
        (with_(Berlaku_sampai="31 Februari 2027"), "line 2: expires_on is no date"),
        (with_(Berlaku_sampai="18/12/2062"), "line 2: expires_on is more than two years off"),
        (with_(Mulai="segera"), "line 2: starts_on is no date: segera"),
        (with_(Biaya="gratis, dijamin aman"), 'line 2: fee says "dijamin"'),
        (with_(Judul="a" * 121), "line 2: title is longer than 120 characters"),
        (with_(Tanya_ke="=HYPERLINK(1)"), "line 2, column F: begins like a formula"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(row: list[str], told: str) -> None:
    said = problems(row)
    assert told in said
    assert len(said.splitlines()) == 1


def test_one_bad_line_takes_none_and_all_are_told() -> None:
    said = problems(GOOD, with_(Judul="Las", Jenis="x"), with_(Judul="Masak", Biaya=""))
    assert [line.split(":")[0] for line in said.splitlines()] == ["line 3", "line 4"]


def test_an_entry_stands_in_a_file_once() -> None:
    assert 'line 3: "MENJAHIT dasar" stands on line 2 already' in problems(
        GOOD, with_(Judul="MENJAHIT dasar")
    )
    assert len(entries(written(HEAD, GOOD, with_(Wilayah="36")))) == 2


def test_missing_columns_are_named_in_the_words_of_offices() -> None:
    with pytest.raises(
        Rejected, match=r"line 1: columns are missing: place \(wilayah, .*expires_on \(berlaku sampai"
    ):
        read(written(["jenis", "judul", "penyelenggara", "kontak", "biaya", "sumber"], GOOD[:6]))
    with pytest.raises(Rejected, match=r"no row of headings with a title \(judul\) was found"):
        read(written(["a", "b"], ["c", "d"]))


def test_a_formula_of_a_workbook_is_refused() -> None:
    with pytest.raises(Rejected, match="row 2, column G: a formula"):
        read(workbook(HEAD, with_(Biaya="=1+1")))
