"""Looking companies up: which is meant, what the lists say of it, and what they cannot tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.offers import Level
from bot.domain.registry import Company, JobOrder, Listing, ListKind, Registry, Sanction
from bot.screening.directory import Contacts, Directory, Listed
from bot.screening.directory.names import words
from tests.screening.samples import registry, screener

TODAY = date(2026, 11, 20)
COMPANIES = (
    Company("PT Contoh Sentosa Jaya", "aktif", "KEP.1/2025", "(0254) 0000-1001, 0811-1111-0001",
            "Jl. Melati Raya No. 7", "Serang", aliases=("CSJ Agency",), website="https://contohsentosa.co.id",
            accounts=("12345678",)),
    Company("PT Contoh Sentausa Makmur", "aktif", "KEP.2/2025"),
    Company("PT Bintang Pelita Internasional", "aktif", "KEP.3/2025"),
    Company("PT Lampau Waktu Abadi", "aktif", "KEP.4/2020", valid_until="2026-06-30"),
    Company("PT Merpati Jaya Mandiri", "dibekukan", "KEP.5/2025"),
    Company("PT Rajawali Jaya Mandiri", "aktif", "KEP.6/2025"),
    Company("PT Sanksi Tercatat Utama", "aktif", "KEP.7/2025"),
)  # fmt: skip
SANCTIONS = (
    Sanction("PT SANKSI TERCATAT UTAMA", "dicabut", "KEP.7/2025", since="2026-11-01"),
    Sanction("PT Hilang Dari Daftar", "dicabut"),
    Sanction("PT Rajawali Jaya Mandiri", "dibekukan", until="2026-10-01"),
)
ORDERS = (
    JobOrder("PT Contoh Sentosa Jaya", "MY", "operator", valid_until="2027-01-01"),
    JobOrder("PT Bintang Pelita Internasional", "TW", valid_until="2026-01-01"),
)
FRESH = {ListKind.SANCTIONS: Listing("2026-11-18"), ListKind.JOB_ORDERS: Listing("2026-11-18")}


def lists(**changes: object) -> Listed:
    given = {"companies": COMPANIES, "list_date": "2026-11-12", "sanctions": SANCTIONS, "job_orders": ORDERS,
             "others": FRESH, **changes}  # fmt: skip
    return Directory(Registry(**given)).on(TODAY)  # type: ignore[arg-type]


LISTS = lists()


@pytest.mark.parametrize(
    "written",
    [
        "PT Contoh Sentosa Jaya",
        "contoh sentosa jaya",
        "P.T. CONTOH SENTOSA JAYA",
        "PT. C0NTOH SENT0SA JAYA",
        "PT CONTOHSENTOSA JAYA",
        "PT Contohsentosajaya",
        "Jaya Sentosa Contoh PT",
        "PT Contoh Sentosa",
        "csj agency",
        "PT Contoh Sentosa Jaya cabang Serang",
        "pt contoh sentosa jaya buka malaysia",
    ],
)
def test_one_company_in_all_its_spellings(written: str) -> None:
    match = LISTS.match((written,), Contacts())
    assert match is not None
    assert (match.name, match.match, match.status) == ("PT Contoh Sentosa Jaya", "exact", "aktif")


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("PT Contoh Santosa Jaya", "PT Contoh Sentosa Jaya"),
        ("PT Contoh Sentosa Jaya Abadi", "PT Contoh Sentosa Jaya"),
        ("PT Bintang Pelita Int'l Utama", "PT Bintang Pelita Internasional"),
        ("PT Merpti Jaya Mandiri", "PT Merpati Jaya Mandiri"),
        ("PT Rajawali", "PT Rajawali Jaya Mandiri"),
    ],
)
def test_a_close_name_is_not_that_company(written: str, first: str) -> None:
    match = LISTS.match((written,), Contacts())
    assert match is not None
    assert match.match == "similar"
    assert match.candidates[0] == first


@pytest.mark.parametrize("written", ["PT Elang Jaya Mandiri", "PT Sumber Abadi", "PT Utama"])
def test_words_that_many_names_have_name_nobody(written: str) -> None:
    match = LISTS.match((written,), Contacts())
    assert match is not None
    assert match.match == "none"
    assert match.list_date == "2026-11-12"


def test_a_close_name_with_the_offices_own_number_is_that_company() -> None:
    match = LISTS.match(("PT Contoh Sentosa Jeya",), Contacts(phones=("+6281111110001",)))
    assert match is not None
    assert match.match == "exact"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("PT Lampau Waktu Abadi", "kedaluwarsa"),
        ("PT Merpati Jaya Mandiri", "dibekukan"),
        ("PT Sanksi Tercatat Utama", "dicabut"),
        ("PT Hilang Dari Daftar", "dicabut"),
        ("PT Rajawali Jaya Mandiri", "aktif"),
    ],
)
def test_the_gravest_word_of_all_lists_counts(name: str, status: str) -> None:
    match = LISTS.match((name,), Contacts())
    assert match is not None
    assert (match.match, match.status) == ("exact", status)


TWICE = "PT Contoh Berulang"
LINES = {
    "suspended": Sanction(TWICE, "dibekukan", since="2026-10-01"),
    "revoked": Sanction(TWICE, "dicabut"),
    "over": Sanction(TWICE, "dibekukan", until="2025-01-01"),
    "revoked, over": Sanction(TWICE, "dicabut", until="2025-01-01"),
}


@pytest.mark.parametrize(
    ("named", "status"),
    [
        (("suspended", "over"), "dibekukan"),
        (("over", "suspended"), "dibekukan"),
        (("revoked, over", "suspended"), "dibekukan"),
        (("suspended", "revoked"), "dicabut"),
        (("over", "revoked, over"), ""),
    ],
)
@pytest.mark.parametrize("is_listed", [True, False])
def test_of_several_sanctions_the_gravest_in_force_counts(
    named: tuple[str, ...], status: str, is_listed: bool
) -> None:
    """Lists keep what is over beside what is in force; a company without a licence stands on the second list only."""
    companies = (*COMPANIES, Company(TWICE, "aktif")) if is_listed else COMPANIES
    match = lists(companies=companies, sanctions=[LINES[name] for name in named]).match((TWICE,), Contacts())
    assert match is not None
    assert match.match == ("exact" if status or is_listed else "none")
    assert match.status == status or (is_listed and match.status == "aktif" and not status)
    assert (match.told_by, match.list_date) == (
        ("sanctions", "2026-11-18") if status else ("p3mi", "2026-11-12")
    )


@pytest.mark.parametrize(("second", "status"), [("aktif", "aktif"), ("dicabut", "dicabut")])
def test_a_name_that_stands_twice_is_that_name(second: str, status: str) -> None:
    listed = lists(companies=(*COMPANIES, Company(TWICE, "aktif"), Company("PT. CONTOH BERULANG", second)))
    match = listed.match((TWICE,), Contacts())
    assert match is not None
    assert (match.match, match.status) == ("exact", status)


@pytest.mark.parametrize("names", [("PT Contoh Sentosa Jaya", "PT Merpati Jaya Mandiri"),
                                   ("PT Merpati Jaya Mandiri", "PT Contoh Sentosa Jaya")])  # fmt: skip
def test_of_several_companies_named_the_worst_decides(names: tuple[str, ...]) -> None:
    assert LISTS.match(names, Contacts()).status == "dibekukan"  # type: ignore[union-attr]
    offer = f"{names[0]} bersama {names[1]} buka kerja di Malaysia, visa kerja, kontrak dulu, biaya nol"
    assert screener().screen(offer, {}, LISTS).level is Level.BAHAYA


def test_sanctions_alone_tell_of_nobody_else() -> None:
    only = lists(companies=(), list_date="")
    assert only.match(("PT Hilang Dari Daftar",), Contacts()).status == "dicabut"  # type: ignore[union-attr]
    assert only.match(("PT Contoh Sentosa Jaya",), Contacts()).match == "unknown"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("contacts", "differs"),
    [
        (Contacts(phones=("+6225400001001",)), ()),
        (Contacts(phones=("+6281111110001",)), ()),
        (Contacts(phones=("+6281111119999",)), ("phone",)),
        (Contacts(accounts=("12345678",)), ()),
        (Contacts(accounts=("87654321",)), ("account",)),
        (Contacts(urls=("contohsentosa.co.id/lowongan",)), ()),
        (Contacts(urls=("contohsentosa-resmi.com",)), ("domain",)),
        (Contacts(urls=("forms.gle/abc",)), ()),
        (Contacts(text="datang ke Jl. Melati Raya No 7"), ()),
        (Contacts(text="datang ke Jl Anggrek Hitam No 12"), ("address",)),
    ],
)
def test_what_is_not_the_offices_own(contacts: Contacts, differs: tuple[str, ...]) -> None:
    match = LISTS.match(("PT Contoh Sentosa Jaya",), contacts)
    assert match is not None
    assert match.differs == differs
    assert match.clone == bool(differs)


def test_job_orders_speak_only_when_fresh() -> None:
    name, here = ("PT Bintang Pelita Internasional",), Contacts()
    assert LISTS.match(("PT Contoh Sentosa Jaya",), here, ("MY",)).job_order == "ada"  # type: ignore[union-attr]
    assert LISTS.match(name, here, ("TW",)).job_order == "tidak_ada"  # type: ignore[union-attr]
    assert LISTS.match(name, here).job_order == ""  # type: ignore[union-attr]
    old = lists(others={ListKind.JOB_ORDERS: Listing("2026-11-01")})
    assert old.match(name, here, ("TW",)).job_order == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "stale"),
    [
        ({}, ()),
        ({"list_date": "2026-10-20"}, ("p3mi",)),
        ({"list_date": "bulan lalu"}, ("p3mi",)),
        ({"others": {ListKind.SANCTIONS: Listing("2026-11-12")}}, ("sanctions",)),
    ],
)
def test_how_old_a_list_may_be(changes: dict[str, object], stale: tuple[str, ...]) -> None:
    assert tuple(kind for kind, _ in lists(**changes).stale) == stale


OFFER = "PT Contoh Sentosa Jaya buka kerja pabrik di Malaysia, visa kerja, kontrak dulu, biaya nol"


def test_a_stale_list_vouches_for_nobody() -> None:
    assert screener().screen(OFFER, {}, LISTS).level is Level.BELUM_ADA_TANDA
    for changes in ({"list_date": "2026-09-01"}, {"others": {ListKind.SANCTIONS: Listing("2026-09-01")}}):
        assert screener().screen(OFFER, {}, lists(**changes)).level is Level.WASPADA
    old_orders = {**FRESH, ListKind.JOB_ORDERS: Listing("2026-09-01")}  # a licence does not rest on them
    assert screener().screen(OFFER, {}, lists(others=old_orders)).level is Level.BELUM_ADA_TANDA


def test_which_company_is_asked_first_and_the_answer_decides() -> None:
    offer = OFFER.replace("Sentosa", "Santosa")
    verdict = screener().screen(offer, {}, LISTS)
    assert verdict.missing[0] == "which"
    assert screener().screen(offer, {"which": "Contoh Sentosa Jaya"}, LISTS).level is Level.BELUM_ADA_TANDA
    assert screener().screen(offer, {"which": "bukan"}, LISTS).level is Level.WASPADA


@pytest.mark.parametrize("name", ["LPK Sakura Contoh", "lpk maju jaya", "Sending Organization Contoh"])
def test_a_training_place_is_not_looked_for_among_placement_companies(name: str) -> None:
    match = LISTS.match((name,), Contacts())
    assert match is not None
    assert match.match == "other"


def test_nothing_named_or_no_list() -> None:
    assert LISTS.match((), Contacts()) is None
    nothing = Directory(Registry()).on(TODAY).match(("PT Contoh Sentosa Jaya",), Contacts())
    assert nothing is not None
    assert nothing.match == "unknown"


NAMES = st.sampled_from([company.name for company in registry().directory.registry.companies])


@given(NAMES, st.data())
def test_a_slip_of_the_finger_never_makes_it_another_company(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(3, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    kind = data.draw(st.sampled_from(["change", "drop", "double"]))
    slip = {"change": letter, "drop": "", "double": name[place] * 2}[kind]
    match = registry().match((name[:place] + slip + name[place + 1 :],), Contacts())
    assert match is not None
    if match.match == "exact":
        assert match.name == name
    else:
        assert match.match == "none" or name in match.candidates


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_no_chance_text_is_a_company(text: str) -> None:
    match = registry().match((text,), Contacts(text=text, urls=(text,), phones=(text,)))
    assert match is None or match.match != "exact" or words(match.name)[0] in words(text)
    registry().named_in(text)


def test_a_licensed_partner_vouches_for_nobody_else() -> None:
    partner = OFFER.replace("PT Contoh Sentosa Jaya", "PT Abal Gemilang, mitra resmi PT Contoh Sentosa Jaya,")
    assert screener().screen(OFFER, {}, LISTS).level is Level.BELUM_ADA_TANDA
    assert screener().screen(partner, {}, LISTS).level is Level.WASPADA
