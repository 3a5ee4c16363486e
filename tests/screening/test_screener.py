"""What screening finds, asks and refuses to judge."""

import json
from datetime import timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.offers import Level, Opening
from bot.screening.directory import NO_LISTS
from bot.screening.report import KINDS, triage_as_dict, verdict_as_dict
from tests.screening.samples import TODAY, registry, screener

ENTITIES = [
    ("company", "PT Banyumili Karya Sentosa buka Malaysia", "PT Banyumili Karya Sentosa"),
    ("phone", "kerja Taiwan hub 0812-3456-7890", "+6281234567890"),
    ("phone", "kerja Taiwan hub O8I2-3456-789O", "+6281234567890"),
    ("url", "daftar kerja Jepang di bit.ly/kerja-jepang", "bit.ly/kerja-jepang"),
    ("handle", "loker Korea chat @info_korea", "@info_korea"),
    ("account", "tf ke rek BRI 1234 5678 9012 kerja Korea", "123456789012"),
    ("country", "gawe ning Arab", "SA"),
    ("country", "lowongan MALAYS|A", "MY"),
    ("salary", "kerja pabrik Penang gaji RM 1.7OO / bulan", "1700 MYR /month"),
    ("salary", "kerja Taiwan gaji 12,5 juta", "12500000 IDR"),
    ("fee", "kerja Korea biaya 35jt", "35000000 IDR"),
    ("visa", "kerja Malaysia visa turis", "visa turis"),
    ("job", "lowongan perawat Jepang", "perawat"),
    ("age", "kerja Taiwan usia 21-40", "21"),
    ("departure", "kerja Saudi, besok terbang", "P1D"),
]


@pytest.mark.parametrize(
    "text",
    [
        "DP 5jt ke rekening PT. Berangkat Februari.",
        "Bayar ke PT. Berangkat 12 Maret.",
        "Resmi lewat PT. Kirim berkas",
    ],
)
def test_the_sentence_after_a_company_is_no_name(text: str) -> None:
    assert not screener().screen(text, {}, registry()).named("company")


@pytest.mark.parametrize(("kind", "text", "value"), ENTITIES)
def test_what_is_named_is_found(kind: str, text: str, value: str) -> None:
    verdict = screener().screen(text, {}, registry())
    assert value in [entity.value for entity in verdict.named(kind)]


@given(
    st.text(max_size=400),
    st.sampled_from(["visa", "fee", "contract", "company", "country"]),
    st.text(max_size=40),
)
@settings(max_examples=150, deadline=None)
def test_nothing_raises(text: str, question: str, answer: str) -> None:
    for known in ({}, {question: answer}):
        verdict = screener().screen(text, known, registry())
        assert len(verdict.missing) <= 3
        json.dumps(verdict_as_dict(1, verdict, []))
    json.dumps(triage_as_dict(1, screener().triage(text)))
    screener().opening(text)


@pytest.mark.parametrize(
    "piece", ["1", "a ", "a.", "1.", "0o|", "visa ", "rp 1", "pt a ", "ke ", "@", "rek ", "~", "0812 "]
)
def test_a_hostile_message_ends_soon(piece: str) -> None:
    judge, lists = screener(), registry()
    start = perf_counter()
    judge.screen(piece * 8_000, {}, lists)
    assert perf_counter() - start < 1


def test_a_bare_company_is_judged_by_the_registry() -> None:
    assert screener().screen("PT Damar Wulan Persada resmi?", {}, registry()).level is Level.BELUM_ADA_TANDA
    assert screener().screen("PT Galuh Purwa Tenaga resmi?", {}, registry()).level is Level.BAHAYA
    assert screener().screen("PT Entah Berantah Jaya resmi?", {}, registry()).level is Level.WASPADA


def test_a_name_close_to_a_listed_one_is_not_it() -> None:
    match = screener().screen("PT Damar Wulung Persadi buka Taiwan", {}, registry()).registry
    assert match is not None and match.match == "similar"


def test_a_strangers_number_and_a_bill_make_a_clone() -> None:
    text = "PT Damar Wulan Persada buka Taiwan hub 0812-3456-7890"
    assert screener().screen(text, {}, registry()).level is Level.WASPADA
    verdict = screener().screen(text + ", biaya 4 juta", {}, registry())
    assert verdict.level is Level.BAHAYA
    assert verdict.registry is not None and verdict.registry.clone


def test_an_empty_registry_judges_nobody() -> None:
    verdict = screener().screen("PT Galuh Purwa Tenaga buka Taiwan", {}, NO_LISTS.on(TODAY))
    assert verdict.registry is not None and verdict.registry.match == "unknown"
    assert not {"pt_dicabut", "pt_tidak_terdaftar"} & set(verdict.rules)
    assert "company" not in verdict.missing


def test_a_bare_number_wants_checking() -> None:
    verdict = screener().screen("0812-3456-7890", {}, registry())
    assert verdict.level is Level.WASPADA
    assert verdict.missing


@pytest.mark.parametrize(
    "text",
    [
        "saya lulus EPS TOPIK, nunggu SLC dari korea",
        "mau au pair ke jerman lewat keluarga langsung",
        "saya mau perpanjang kontrak sama majikan lama di hongkong",
    ],
)
def test_nobody_is_asked_for_a_company_where_none_takes_part(text: str) -> None:
    verdict = screener().screen(text, {}, registry())
    assert "company" not in verdict.missing
    assert "pt_tidak_disebut" not in verdict.rules


def test_the_name_of_a_programme_is_that_of_its_visa() -> None:
    text = "dapet COE buat SSW kaigo di jepang, PT Contoh Baru Sekali, bulan depan berangkat"
    assert "visa" not in screener().screen(text, {}, registry()).missing


@pytest.mark.parametrize(
    ("question", "answer", "rule"),
    [
        ("visa", "turis", "visa_turis"),
        ("visa", "ziarah", "visa_ziarah"),
        ("fee", "pribadi", "biaya_ke_rekening_pribadi"),
        ("contract", "nanti_di_sana", "tanpa_kontrak"),
        ("country", "Kamboja", "negara_tertutup"),
        ("company", "Galuh Purwa Tenaga", "pt_dicabut"),
    ],
)
def test_an_answer_can_decide(question: str, answer: str, rule: str) -> None:
    text = "Ada yang nawarin kerja di luar negeri"
    assert screener().screen(text, {}, registry()).level is Level.WASPADA
    verdict = screener().screen(text, {question: answer}, registry())
    assert rule in verdict.rules
    assert verdict.level is Level.BAHAYA
    assert verdict.missing == ()


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Tolong, saya dikunci di kamar, paspor saya disita", Opening.EMERGENCY),
        ("Saya mau lapor ada calo di desa saya", Opening.REPORT),
        ("Kerja di Malaysia gaji 7 juta, minat?", Opening.OFFER),
        ("Assalamualaikum", Opening.UNCLEAR),
    ],
)
def test_an_unprompted_message_is_understood(text: str, opening: Opening) -> None:
    assert screener().opening(text) is opening


def test_a_verdict_as_json_names_every_kind() -> None:
    verdict = screener().screen("PT Damar Wulan Persada buka Taiwan", {}, registry())
    line = verdict_as_dict("x", verdict, ["why"])
    assert set(line) == {"id", "level", "score", "flags", "entities", "registry", "missing", "reasons"}
    assert tuple(line["entities"]) == KINDS


@pytest.mark.parametrize(
    ("text", "pressing"),
    [
        (
            "Anak saya lusa berangkat ke Malaysia, paspornya sudah dipegang Pak Contoh",
            ("leaving", "passport"),
        ),
        ("Besok malam dijemput travel, kerja Dubai jadi pembantu", ("leaving",)),
        ("Saya sudah transfer 8 juta ke rekening pribadi Bu Contoh buat kerja Korea", ("paid",)),
        ("Wis setor 5 juta ning Pak Contoh, gawe ning Taiwan", ("paid",)),
        ("Kerja Korea, transfer 8 juta ke rekening pribadi Bu Contoh dulu", ()),
        ("Berangkat bulan depan ke Kamboja kerja admin", ()),
        ("Berangkat tanggal {soon} ke Kamboja kerja admin", ("leaving",)),
        ("Berangkat tanggal {later} ke Kamboja kerja admin", ()),
        ("Adik saya tahunya wa dari Thailand kerja admin gaji 15 juta, dia takut", ("there",)),
    ],
)
def test_what_cannot_wait_is_noticed(text: str, pressing: tuple[str, ...]) -> None:
    today = registry().day
    days = {name: (today + timedelta(days=n)).day for name, n in (("soon", 2), ("later", 9))}
    verdict = screener().screen(text.format(**days), {}, registry())
    assert verdict.level is Level.BAHAYA
    assert verdict.pressing == pressing
