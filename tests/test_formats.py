"""Files for agencies read back the same, whatever stands in them, and hold no formula."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.domain.casework import Outcome, Partner, Stage
from bot.domain.detection import SignalKind, SignalState
from bot.domain.exchange.records import (
    Aggregate,
    Case,
    Departure,
    People,
    Place,
    Receipt,
    ReceiptStatus,
    Signal,
)
from bot.domain.exchange.terms import FORMATS, Consent, Purpose
from bot.domain.offers import Severity
from bot.formats import files
from bot.formats.files import Unfit, read, written
from bot.formats.header import Header
from bot.formats.sheet import Table

ODD = (
    "=1+1",
    "+62811",
    "-1",
    "@SUM(A1)",
    "'=x",
    "\t=1",
    " =1",
    "＝1",
    "|calc",
    "%0A",
    "true",
    "12",
    "null",
    "_x0041_",
    "{}",
    "",
)
WORDS = st.sampled_from(ODD) | st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"), max_size=40
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
NUMBERS = st.integers(101, 10**9).map(lambda number: f"BD-{number}")
REFERENCES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9./-]{0,39}", fullmatch=True)
AREAS = st.sampled_from(["36", "36.04", "36.04.12", "36.04.12.2001"])
RECEIPTS = st.builds(
    Receipt, status=st.sampled_from(ReceiptStatus), reference=st.none() | REFERENCES, on=DAYS
)
CASES = st.builds(
    Case, number=NUMBERS, status=st.sampled_from(["active", "withdrawn", "expired"]),
    shared=st.sampled_from(["referred", "granted"]), shared_on=st.none() | DAYS,
    severity=st.none() | st.sampled_from(Severity), stage=st.none() | st.sampled_from(Stage),
    outcome=st.none() | st.sampled_from(Outcome), area_code=st.none() | AREAS, area_name=st.none() | WORDS,
    departure=st.none() | st.sampled_from(Departure), people=st.none() | st.sampled_from(People),
    has_minor=st.none() | st.just(True), opened_on=st.none() | DAYS, merged_into=st.none() | NUMBERS,
    merged=st.lists(NUMBERS, max_size=3).map(tuple), receipt=st.none() | RECEIPTS,
)  # fmt: skip
SIGNALS = st.builds(
    Signal, number=st.integers(1, 10**9 - 1).map(lambda number: f"S-{number}"), kind=st.sampled_from(SignalKind),
    state=st.sampled_from(SignalState), what=st.none() | WORDS, value=st.none() | WORDS, raised_on=st.none() | DAYS,
    districts=st.none() | st.lists(st.builds(Place, code=AREAS, name=WORDS), max_size=3).map(tuple),
)  # fmt: skip
COUNTS = st.none() | st.integers(5, 10**6)
AGGREGATES = st.builds(
    Aggregate, area_code=AREAS, area_name=WORDS, first_on=DAYS, last_on=DAYS, villages=st.integers(1, 99),
    reports=COUNTS, urgent=COUNTS, dangers=COUNTS,
    incomplete=st.lists(st.sampled_from(["reports", "urgent"]), max_size=2).map(tuple),
)  # fmt: skip
RECORDS = {"cases": CASES, "signals": SIGNALS, "aggregates": AGGREGATES}
PAIRS = [
    (what, name) for what in RECORDS for name in FORMATS if what == "cases" or name not in files.ONLY_CASES
]


def header(what: str, office: str = "Kantor Contoh") -> Header:
    return Header(what=what, office=office, recipient=Partner.BP3MI, made_on=date(2026, 11, 28),
                  purpose=Purpose.HANDLING, legal_basis="perjanjian contoh", consent=Consent.GIVEN)  # fmt: skip


@pytest.mark.parametrize(("what", "format_"), PAIRS)
def test_what_is_written_reads_back_equal(what: str, format_: str) -> None:
    @settings(max_examples=30, deadline=None)
    @given(st.lists(RECORDS[what], max_size=4))
    def check(records: list) -> None:
        assert read(format_, what, written(format_, records, header(what))) == records

    check()


@pytest.mark.parametrize("odd", [text for text in ODD if text.strip()[:1] in "=+-@＝|%"])
def test_no_cell_begins_like_a_formula(odd: str) -> None:
    signal = Signal(
        number="S-1", kind=SignalKind.SPREAD, state=SignalState.CONFIRMED, what="phone", value=odd
    )
    told = written("csv", [signal], header("signals")).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(told)):
        assert not any(cell.strip()[:1] in "=+-@＝＋－＠|%" for cell in row if cell), row
    book = load_workbook(io.BytesIO(written("xlsx", [signal], header("signals", office=odd))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(str(cell.value).strip()[:1] in "=+-@＝＋－＠|%" for cell in cells)


@pytest.mark.parametrize("odd", [one for one in ODD if one.strip(" \t")[:1] in tuple("=+-@|%＝")])
def test_no_cell_of_a_table_to_take_away_begins_like_a_formula(odd: str) -> None:
    table = Table([odd], [[odd, 5, None, "Kec. Tirtayasa"]]).csv()
    assert table.startswith(b"\xef\xbb\xbf"), "Excel knows it by this"
    (head,), row = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    assert head == row[0] == f"'{odd}"
    assert row[1:] == ["5", "", "Kec. Tirtayasa"]


def test_a_referred_case_in_the_words_of_htcds() -> None:
    case = Case(number="BD-417", status="active", shared="referred", shared_on=date(2026, 11, 25), stage=Stage.DONE,
                outcome=Outcome.REFERRED, area_code="36.04.12.2001", area_name="Pontang")  # fmt: skip
    told = json.loads(written("htcds", [case], header("cases")))
    (record,) = told["records"]
    assert record["cas_Status"] == "ClosedReferred"
    assert record["cas_OutgoingReferralDate"] == "2026-11-25"
    assert record["events"] == [{"hte_Type": "Recruitment", "hte_City": "Pontang", "hte_Country": "ID"}]
    known = {"cas_Status", "cas_ReferringOrganisation", "cas_ReferredOrganisation", "cas_OutgoingReferralDate",
             "cas_ReasonForCaseClosure", "events", "benteng"}  # fmt: skip
    assert set(record) == known
    assert told["standard"]["not_checked"]


def test_a_format_of_cases_takes_nothing_else() -> None:
    with pytest.raises(Unfit, match="format of cases"):
        written("htcds", [], header("aggregates"))
