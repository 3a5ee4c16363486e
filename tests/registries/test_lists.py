"""Lists as offices hand them out: what is understood, and what is refused with its place."""

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.domain.registry import Company, JobOrder, ListKind, Sanction
from bot.i18n import country_code
from bot.registries import lists, sheets
from bot.registries.difference import between
from bot.registries.problems import Rejected

TODAY = date(2026, 11, 25)
HEAD = ["Nama Perusahaan", "No. SIP3MI", "Status", "Telepon", "Berlaku Sampai"]
GOOD = [["PT Contoh Jaya", "KEP.1/2025", "Aktif", "(0254) 0000-1001", "31 Desember 2027"]]


def written(*rows: list[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, name: str = "daftar 2026-11-01.csv", **given: object) -> lists.ListFile:
    return lists.read(name, data, TODAY, country_code, **given)  # type: ignore[arg-type]


def problems(data: bytes, **given: object) -> str:
    with pytest.raises(Rejected) as caught:
        read(data, **given)
    return "\n".join(caught.value.problems)


CONTOH = Company("PT Contoh Jaya", "aktif", "KEP.1/2025", "(0254) 0000-1001", valid_until="2027-12-31")


@pytest.mark.parametrize(
    "data",
    [
        written(HEAD, *GOOD),
        written(HEAD, *GOOD, delimiter=";"),
        written(HEAD, *GOOD, delimiter="\t"),
        written(HEAD, *GOOD, encoding="utf-8-sig"),
        written(HEAD, *GOOD, encoding="utf-16"),
        written(["DAFTAR P3MI BERIZIN"], ["Keadaan 12 November 2026"], [], HEAD, *GOOD, []),
        workbook(HEAD, *GOOD),
        workbook(["DAFTAR P3MI"], [], HEAD, [*GOOD[0][:4], date(2027, 12, 31)]),
        written(["company", "licence", "status", "phone", "valid until"],
                [*GOOD[0][:2], "active", GOOD[0][3], "31/12/2027"]),
    ],
)  # fmt: skip
def test_a_list_in_its_many_forms(data: bytes) -> None:
    found = read(data)
    assert found.kind is ListKind.P3MI
    assert found.lines == (CONTOH,)


def test_letters_of_windows_are_read() -> None:
    row = ["PT Caf\u00e9 Contoh", *GOOD[0][1:]]
    assert read(written(HEAD, row, encoding="cp1252")).lines[0].name == "PT Caf\u00e9 Contoh"  # type: ignore[union-attr]


def test_the_day_of_the_list() -> None:
    assert read(written(["Per tanggal 3 Nopember 2026"], HEAD, *GOOD)).made == date(2026, 11, 3)
    assert read(written(HEAD, *GOOD)).made == date(2026, 11, 1)
    assert read(written(HEAD, *GOOD), name="daftar_2026-11-02.csv").made == date(2026, 11, 2)
    assert read(written(HEAD, *GOOD), made=date(2026, 10, 5)).made == date(2026, 10, 5)
    assert "add --date" in problems(written(HEAD, *GOOD), name="daftar.csv")
    assert "in the future" in problems(written(HEAD, *GOOD), made=date(2027, 1, 1))


def test_sanctions_and_job_orders_are_known_by_their_columns() -> None:
    sanctions = read(
        written(["Nama P3MI", "Sanksi", "No. Keputusan", "Mulai"], ["PT A", "Skorsing", "SK-1", "2026-11-02"])
    )
    assert sanctions.kind is ListKind.SANCTIONS
    assert sanctions.lines == (Sanction("PT A", "dibekukan", since="2026-11-02", reference="SK-1"),)
    orders = read(
        written(
            ["Perusahaan", "Negara Tujuan", "Jabatan", "Jumlah"], ["PT A", "Arab Saudi", "Perawat", "1.200"]
        )
    )
    assert orders.kind is ListKind.JOB_ORDERS
    assert orders.lines == (JobOrder("PT A", "SA", "Perawat", quota=1200),)


@pytest.mark.parametrize("quota", ["\u00b2", "\u2461", "sepuluh", "-3", "1,5"])
def test_a_number_that_is_none_is_named(quota: str) -> None:
    """Raised and circled digits are digits to Unicode, and no number to anybody."""
    data = written(
        ["Perusahaan", "Negara Tujuan", "Jabatan", "Jumlah"], ["PT A", "Arab Saudi", "Perawat", quota]
    )
    assert f"quota is no number: {quota}" in problems(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0rest", "old .xls file or has a password"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"PK\x03\x04 broken", "damaged"),
        (workbook(HEAD, *GOOD)[:2000], "damaged"),
        (b"nama,status\nPT A\x00,aktif\n", "bytes of another kind"),
        (written(["halo", "dunia"], ["a", "b"]), "the first row says: halo, dunia"),
        (written(["Nama", "Negara"], ["PT A", "Atlantis"]) , "unknown country"),
        (written(HEAD, *GOOD, ["PT Lain", "KEP.1/2025", "aktif", "", ""]), "line 3: KEP.1/2025 stands on line 2"),
        (written(HEAD, ["", "KEP.2", "aktif", "", ""]), "line 2: the company's name is missing"),
        (written(HEAD, *GOOD, ["PT Lain", "kep. 1/2025", "aktif", "", ""]), "line 3: kep. 1/2025 stands on line 2"),
        (written(HEAD, ["PT A", "KEP.2", "", "", ""]), "line 2: the status is missing"),
        (written(HEAD, ["PT A", "KEP.2", "aktif", "", "01/01/2024 - 31/12/2027"]), "valid_until holds more than one"),
        (written(HEAD, ["PT A", "KEP.2", "mungkin", "", ""]), 'line 2: unknown status "mungkin"'),
        (written(HEAD, ["PT A", "KEP.2", "aktif", "", "kapan-kapan"]), "line 2: valid_until is no date"),
        (written(HEAD, ["PT A", "KEP.2", "aktif", "", "31/02/2027"]), "line 2: valid_until is no date"),
        (written(HEAD, ["PT A", "KEP.2", "aktif", "=HYPERLINK(1)", ""]), "line 2, column D: begins like a formula"),
        (written(HEAD, ["@SUM(1)", "KEP.2", "aktif", "", ""]), "line 2, column A: begins like a formula"),
        (workbook(HEAD, ["PT A", "KEP.2", "aktif", "=1+1", ""]), "row 2, column D: a formula"),
        (written(HEAD), "no lines"),
        (b"Nama Perusahaan,Status\nPT Caf\xc3\xa9,aktif\nPT Caf\xe9 Dua,aktif\n", "line 3: other lines are UTF-8"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(data: bytes, said: str) -> None:
    kind = ListKind.JOB_ORDERS if b"Negara" in data else None
    assert said in problems(data, kind=kind)


def test_a_zip_that_is_no_workbook_and_one_that_unpacks_without_end() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("hello.txt", "x")
    assert "no Excel file" in problems(out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * (sheets.MOST_UNPACKED + 1))
    assert "unpacks to more than" in problems(out.getvalue())


def test_no_damage_to_a_workbook_breaks_the_reader() -> None:
    whole, chance = (
        workbook(HEAD, *([f"PT Uji {n}", f"KEP.{n}", "aktif", "", ""] for n in range(300))),
        Random(7),
    )
    refused = 0
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 0xFF
        try:
            read(bytes(damaged))
        except Rejected:
            refused += 1
    assert refused > 20


def test_a_workbook_with_a_password_is_refused() -> None:
    locked = bytearray(workbook(HEAD, *GOOD))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(locked)):
            locked[found.start() + flags] |= 1
    assert "damaged" in problems(bytes(locked))


def test_commas_in_addresses_do_not_part_cells() -> None:
    rows = [[f"PT {n}", f"KEP.{n}", "Jl. Mawar, No. 1, RT 2, RW 3, Serang"] for n in range(2)]
    data = written(["nama", "no sip3mi", "alamat"], *rows, delimiter=";")
    assert read(data).lines[1] == Company("PT 1", "aktif", "KEP.1", address=rows[1][2])


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert "larger than" in problems(b"a" * (sheets.MOST_BYTES + 1))


def test_missing_columns_are_named_with_what_they_may_be_called() -> None:
    data = written(["Nama", "Status"], ["PT A", "aktif"])
    assert "country (negara, negara tujuan" in problems(data, kind=ListKind.JOB_ORDERS)


def test_a_phone_may_begin_with_a_plus() -> None:
    row = ["PT A", "KEP.2", "aktif", "+62 254 0000 1001", "-"]
    assert read(written(HEAD, row)).lines == (Company("PT A", "aktif", "KEP.2", "+62 254 0000 1001"),)


def test_many_problems_are_counted() -> None:
    rows = [["PT A", f"KEP.{n}", "entah", "", ""] for n in range(50)]
    assert problems(written(HEAD, *rows)).endswith("and 30 more")


def test_the_sample_registry_is_read_whole() -> None:
    path = Path(__file__).parents[1] / "eval" / "p3mi_registry_sample.csv"
    found = read(path.read_bytes())
    assert len(found.lines) == 60
    assert {line.status for line in found.lines} == {"aktif", "dibekukan", "dicabut"}  # type: ignore[union-attr]


def test_what_a_new_list_changes() -> None:
    old = [
        CONTOH,
        Company("PT B", "aktif", "B"),
        Company("PT C", "aktif", "C"),
        Company("PT D", "aktif", "D"),
    ]
    new = [
        CONTOH,
        Company("PT B", "dicabut", "B"),
        Company("PT C", "aktif", "C", "1"),
        Company("PT E", "aktif", "E"),
    ]
    changes = between(old, new)
    assert (changes.added, changes.removed) == (("PT E",), ("PT D",))
    assert (changes.status, changes.other) == (("PT B: aktif -> dicabut",), ("PT C",))
    assert changes.kept == 1
    assert changes.loss == 0.25
    assert "removed: 1" in "\n".join(changes.lines())


WORD = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=12)
COMPANIES = st.lists(
    st.builds(
        Company, WORD.map(lambda w: f"PT {w}"), st.sampled_from(["aktif", "dibekukan", "dicabut"]),
        WORD.map(lambda w: f"KEP {w}"), st.just("(021) 0000-1111"), WORD, WORD, st.just("2027-01-31"),
        st.lists(WORD, max_size=2).map(tuple), st.just("https://contoh.co.id"), st.just(("123", "456")),
    ),
    min_size=1, max_size=8, unique_by=lists.identity,
)  # fmt: skip


@given(COMPANIES, st.sampled_from(["csv", "xlsx"]))
def test_what_is_written_is_read_again(companies: list[Company], kind: str) -> None:
    head = [
        "nama",
        "sip3mi",
        "status",
        "telepon",
        "alamat",
        "kota",
        "berlaku sampai",
        "alias",
        "website",
        "rekening",
    ]
    rows = [
        [c.name, c.licence, c.status, c.phone, c.address, c.city, c.valid_until, ";".join(c.aliases), c.website,
         ";".join(c.accounts)]
        for c in companies
    ]  # fmt: skip
    blanks = {"na", "nihil", "null", "none"}
    if any(cell.casefold() in blanks for row in rows for cell in row):
        return
    data = written(head, *rows) if kind == "csv" else workbook(head, *rows)
    assert list(read(data).lines) == companies


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        read(data)
    except Rejected as error:
        assert error.problems
