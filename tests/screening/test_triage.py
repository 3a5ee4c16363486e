"""How urgent a report is: what is over lowers it, what goes on never does."""

from dataclasses import replace

import pytest

from bot.content.rulebook import load_rulebook
from bot.domain.offers import Opening, Severity, Triage
from bot.domain.rulebook import Evidence
from bot.screening import extract
from bot.screening.book import Book
from bot.screening.said import said
from bot.screening.screener import Screener
from tests.screening.samples import ROOT, screener

REPORTS = [
    (Severity.HIJAU, "Tahun 2012 tante pernah disekap di Yordania. 2013 ditolong KBRI, pulang selamat, punya cucu."),
    (Severity.HIJAU, "Maaf laporan kemarin dibatalkan. Anak saya yang hilang kontak itu ternyata hp nya rusak, "
     "sekarang sudah bisa video call dari asrama pabriknya, sehat."),
    (Severity.HIJAU, "Feeling saya tetangga baru itu calo, mobilnya bagus. Ga ada bukti, cuma nebak."),
    (Severity.MERAH, "Tahun 2022 kakak berangkat, dua temannya sudah pulang, kakak saya masih disekap di Myawaddy."),
    (Severity.MERAH, "Alhamdulillah akhirnya bisa kabur dari mess, sekarang sembunyi. Berangkat tahun 2023."),
    (Severity.MERAH, "Kalau saya tidak bayar 20 juta saya disetrum, tolong hubungi polisi."),
    (Severity.MERAH, "Travelnya udah nunggu di depan rumah, adik saya lagi pamitan sama ibu."),
    (Severity.MERAH, "Bayi tetangga mau dibawa orang ke Singapura, udah dikasih duit 15 juta."),
    (Severity.MERAH, "3 hari lagi anak saya berangkat ke Malaysia diajak Bu Tini."),
    (Severity.MERAH, "Waspada pak, di ruko belakang pasar ada 6 cewek ga boleh keluar."),
    (Severity.MERAH, "Hati-hati sama Bu Rini, dia ngurung tiga perempuan, pintunya dikunci dari luar."),
    (Severity.MERAH, "Jangan bilang siapa-siapa ya pak, ponakan saya barusan dijemput travel, masih SMP."),
    (Severity.MERAH, "Keponakan WA: jangan dibales, saya dikurung di lantai 4."),
    (Severity.MERAH, "Kami ditinggal di hutan perbatasan Entikong, disuruh nunggu gelap."),
    (Severity.MERAH, "Keluarga didatangi orang, kalau anaknya ga balik ke kapal rumahnya dibakar."),
    (Severity.MERAH, "Bapak ABK di laut Somalia sakit parah, agen nyuruh sabar."),
    (Severity.MERAH, "Yu Darmi lunga mau esuk numpak elf, jare arep ning Malaysia."),
    (Severity.KUNING, "Bu Sri ngajak kerja ke Malaysia, kalau ga mau ya ga apa-apa, rumahnya dekat pasar."),
    (Severity.KUNING, "Awas calo keliling di RT 4, namanya Pak Udin, ngumpulin KTP dan minta 2 juta."),
    (Severity.HIJAU, "Waspada calo yang menahan paspor dan mengurung orang."),
    (Severity.HIJAU, "Jangan mau kalau paspor ditahan atau dikurung."),
    (Severity.HIJAU, "Cuma mau ngasih tau, hati2 aja banyak calo yang nahan paspor."),
    (Severity.KUNING, "10 hari lagi ipar saya berangkat ke Malaysia pakai visa turis, yang ngurus Pak Amin."),
    (Severity.KUNING, "Saya bilang jangan percaya Bu Dedeh, dia malah buka pendaftaran di rumahnya tiap malam Jumat."),
    (Severity.MERAH, "Pun adi teu aya wartosna saminggu saprak miang sareng calo."),
    (Severity.MERAH, "Anak kula wis limang dina ora ana wartane, melu wong ning Batam."),
    (Severity.MERAH, "Nomer salaki abdi pareum ti saprak naek kapal ka Malaysia."),
    (Severity.HIJAU, "Teu acan aya warta ti desa soal bantuan."),
    (Severity.MERAH, "Perahu lagi muat orang malam ini di muara, lampunya mati."),
    (Severity.MERAH, "Parahu keur ngamuat jalma di basisir, masih aya nu nunggu."),
    (Severity.MERAH, "Sampan di dermaga lagi mengangkut penumpang gelap-gelapan."),
    (Severity.HIJAU, "Perahu nelayan lagi muat orang buat mancing."),
    (Severity.HIJAU, "Parahu wisata muat orang ke pulau, kemarin ramai."),
    (Severity.KUNING, "Calo di pasar minta fotokopi ijazah, aslinya boleh dibawa pulang."),
    (Severity.KUNING, "Ijazah diperlihatkan saja, bisa dibawa pulang lagi kata sponsornya."),
    (Severity.KUNING, "A man is giving out forms at the market for work in Johor."),
    (Severity.KUNING, "She collects 300 ringgit each for a job in Sabah."),
]  # fmt: skip


@pytest.mark.parametrize(("severity", "text"), REPORTS)
def test_a_report_is_as_urgent_as_what_it_tells(severity: Severity, text: str) -> None:
    assert screener().triage(text).severity is severity


@pytest.mark.parametrize(
    "text",
    [
        "Sponsor Bu Nani kalau ada yang sakit parah dijenguk, dia nyari orang ke Malaysia.",
        "Kontrakan di Cikande diisi perempuan dari Lampung, katanya belajar bahasa Arab.",
    ],
)
def test_what_sounds_like_harm_is_no_reason_for_urgency(text: str) -> None:
    assert {*screener().triage(text).why} <= {"mirip", "merekrut"}


SOLD = "Suami saya bilang dia sudah dibeli orang lima ribu dolar dan besok dipindah ke kantor lain, dia takut sekali."
IDLE = (
    "Katanya ada pendaftaran kerja di kota, entah siapa yang buka, saya cuma dengar sambil lewat di warung."
)


def test_words_make_a_report_grave_that_no_reason_understands() -> None:
    assert screener().triage(SOLD) == Triage(Severity.MERAH, ("mirip",))


@pytest.mark.parametrize(
    "harmless", [IDLE, "Semoga sehat selalu, terima kasih banyak atas perhatiannya pak. "]
)
def test_words_make_nothing_grave_lighter(harmless: str) -> None:
    locked = "Hati-hati sama Bu Rini, dia ngurung tiga perempuan, pintunya dikunci dari luar."
    assert screener().triage(f"{locked} {harmless * 8}").severity is Severity.MERAH
    assert screener().triage(f"{harmless * 8} {locked}").severity is Severity.MERAH


@pytest.mark.parametrize(
    "danger",
    [
        "Adik saya umur 15 mau diberangkatkan besok ke Malaysia.",
        "Anak saya dibawa tadi malam ke pelabuhan, HP-nya mati.",
        "Paspor kami ditahan Pak Udin di penampungan, ga boleh pulang.",
    ],
)
@pytest.mark.parametrize(
    "over",
    [
        "Dulu tahun 2012 tetangga saya pernah kena tipu di Arab, tapi sekarang sudah pulang dan jualan gorengan.",
        "Tahun 2019 sepupu juga disekap, alhamdulillah sudah pulang selamat.",
    ],
)
def test_what_is_over_hides_nothing_that_goes_on(danger: str, over: str) -> None:
    """Who is afraid remembers whom it befell before."""
    assert screener().triage(f"{danger} {over}").severity is Severity.MERAH
    assert screener().triage(f"{over} {danger}").severity is Severity.MERAH


def weighed_as_gossip(text: str) -> Severity:
    """What triage says when the words speak for hijau alone and a reason for kuning."""
    rules = load_rulebook(ROOT / "content")
    told = said(extract.passage(text, Book(rules)))
    reported = Evidence((0.0,) * 3, words=dict.fromkeys(told.all(), (1.0, 0.0, 0.0, 9.0)))
    return Screener(replace(rules, reported=reported)).triage(text).severity


def test_gossip_is_light_only_while_it_names_nobody() -> None:
    gossip = "Ada yang buka pendaftaran kerja ke Malaysia di kampung sebelah, orang banyak yang datang"
    assert weighed_as_gossip(gossip) is Severity.HIJAU
    assert weighed_as_gossip(f"{gossip}, namanya Pak Umpama") is Severity.KUNING
    assert weighed_as_gossip(f"{gossip}, nomornya 0811-1111-0042") is Severity.KUNING


@pytest.mark.parametrize(
    "broker", ["pak kades", "lurah tirtayasa", "pak Budi, orang imigrasi", "sekdes", "polisi"]
)
def test_an_official_named_as_the_broker_is_blamed(broker: str) -> None:
    assert screener().blames_officials("ada yang mengajak", broker)


@pytest.mark.parametrize("broker", ["bu sumi rt 03", "tukang ojek", "Bu Contoh", ""])
def test_nobody_else_is_taken_for_an_official(broker: str) -> None:
    assert not screener().blames_officials("ada yang mengajak", broker)


@pytest.mark.parametrize(
    "said",
    [
        "saya kepala desa lontar, yang jadi sponsor sekdes saya",
        "yg jadi sponsor itu sekdes saya sendiri",
        "pak Tarno kades lontar jadi sponsor, dia kirim warga ke arab",
    ],
)
def test_an_official_who_recruits_is_a_report_and_blamed(said: str) -> None:
    assert screener().opening(said) is Opening.REPORT
    assert screener().blames_officials(said)
