"""Who tells of being held, beaten, forced or unpaid: help for where they are, and never a verdict on an offer.

First words, through the engine with the real screening; numbers of the missions as the fake facts know them.
"""

import pytest

from bench.wording import RealFacts
from bot.domain.conversation import Person
from bot.domain.offers import Level, Opening, Triage
from tests.conversations.conftest import NOW, Chat
from tests.screening.samples import EVAL, lines, registry, screener

HELD = (  # words, country
    ("kak tolong aku di myawaddy dikurung ga boleh keluar hp dipegang bos", "MM"),
    ("saya TKW di Arab saudi majikan ga bayar gaji 7 bulan paspor ditahan", "SA"),
    ("aku dipaksa layani tamu di cafe di batam, mami pegang ktp", "ID"),
    ("kak aku umur 14 dibawa kakak angkat ke jakarta disuruh open bo", "ID"),
    ("kami 20 org di kapal ikan taiwan ga digaji ga boleh turun", "TW"),
    ("kak pacarku nyekap aku di kamar ga boleh pulang", ""),
    ("paspor saya dipegang agen di kuala lumpur saya mau pulang", "MY"),
    ("saya kabur dari majikan di malaysia", "MY"),
    ("anak saya sudah di malaysia, hp nya tidak aktif 3 minggu", "MY"),
    ("kami disekap di scam center laos", "LA"),
    ("help i am in cambodia they lock us", "KH"),
    ("please i cant leave, passport taken, in poipet", "KH"),
    ("my boss beat me in kuala lumpur", "MY"),
    ("they dont pay us 7 months and keep our passport, we are in taiwan", "TW"),
)
SENT_LATER = (
    "aku di penampungan di bekasi dikunci ada 8 orang mau diberangkatkan ke arab malam ini",
    "dijemput jam 3 pagi dari rumah di desa lontar, mau dibawa ke malaysia",
)
TOLD_TO_REPORT = (
    "lapor calo wati bawa 2 orang ke malaysia minggu depan",
    "lapor pak Jaja bawa anak 15 tahun ke malaysia besok",
    "lapor calo wati hp 081299887766 di pontang",
    "ada yang mau dibawa ke malaysia besok, lapor kemana?",
    "saya kepala desa Lontar, ada warga saya 3 orang dibawa ke batam tadi malam oleh pak Udin",
)
DESPAIR = (
    "aku udah ga kuat kak mau mati aja", "mau mengakhiri hidup", "aku cape hidup", "pengen mati", "saya mau bunuh diri",
    "hayang paeh wae", "cape hirup kang", "kesel urip", "pengin mati bae", "i want to die", "i will kill myself",
)  # fmt: skip
UNDAUNTED = (
    "capek mati gaya nunggu", "mati lampu kak", "harga mati 5 juta", "hp saya mau mati nanti lanjut",
    "saya ga mau mati di sana", "anak tetangga bunuh diri karena ditipu calo", "itu sama aja bunuh diri namanya",
)  # fmt: skip
HONEST, WORRYING = 0.01, 0.005  # share of offers that may be taken for somebody's plight
OWN = 0.38  # of merah reports: the emergency at once


class Told(RealFacts):
    def triage(self, text: str) -> Triage:
        return screener().triage(text, NOW.date())


def new() -> Chat:
    return Chat(Told(registry()), Person(is_new=True))


@pytest.mark.parametrize(("said", "country"), HELD)
def test_who_is_held_gets_help_for_where_they_are(said: str, country: str) -> None:
    chat = new().says(said)
    assert chat.keys[0].startswith("emergency.first")
    assert chat.keys[-1] == "engine.first_contact"
    assert screener().plight(said).where == country
    assert ("emergency.abroad" in chat.keys) == (country not in ("", "ID"))


@pytest.mark.parametrize(
    "said", ["saya overstay di malaysia gimana cara pulang", "pasporku ilang gmn, aku di malaysia"]
)
def test_who_is_stranded_abroad_gets_the_mission(said: str) -> None:
    assert "emergency.abroad" in new().says(said).keys


@pytest.mark.parametrize("said", SENT_LATER)
def test_where_they_are_counts_more_than_where_they_will_be_sent(said: str) -> None:
    chat = new().says("TOLONG").says(said)
    assert chat.keys == ["emergency.here", "emergency.after"]


def test_nobody_who_cannot_speak_is_told_to_call_again() -> None:
    chat = new().says("TOLONG").says(SENT_LATER[0])
    assert chat.says("ga bisa ngomong").keys == ["emergency.quiet", "emergency.after"]
    assert "08111-129-129" in chat.rendered
    for more in ("penjaganya ada di depan", "alamatnya jl cempaka no 5 pondok gede", "namanya pak Haris"):
        assert chat.says(more).keys == ["emergency.added"]
    assert "jl cempaka no 5" in chat.session.carry["told"]


def test_who_is_abroad_is_so_wherever_they_will_be_taken_next() -> None:
    chat = new().says("saya kabur dari majikan di malaysia").says("mau dibawa ke thailand besok")
    assert chat.keys == ["emergency.added"]
    assert chat.says("saya di bangkok").keys == ["emergency.abroad", "emergency.after"]
    assert "emergency.abroad" in chat.says("nomor KBRI berapa").keys


def test_who_whispers_first_is_asked_where() -> None:
    assert new().says("tolong saya disekap, ga bisa telpon takut ketauan").keys[:3] == [
        "emergency.first", "emergency.quiet", "emergency.ask_where",
    ]  # fmt: skip


def test_an_alarm_stays_one_whatever_is_added() -> None:
    """Once red, no questionnaire of an offer takes over."""
    chat = new().says("ada rumah isinya banyak perempuan ga boleh keluar")
    assert chat.keys == ["menu.may_report_danger", "engine.first_contact"]
    for more in (
        "dua perempuan satu anak 15 th",
        "mau dibawa ke malaysia lewat jalur laut",
        "sekarang hp nya mati",
    ):
        assert chat.says(more).keys == ["emergency.added"]
    chat.taps("lapor")
    assert "jalur laut" in chat.session.question.draft["story"]


@pytest.mark.parametrize("said", TOLD_TO_REPORT)
def test_who_reports_in_one_sentence_is_reporting(said: str) -> None:
    chat = new().says(said)
    assert chat.step.startswith("report_broker.")
    assert chat.session.question.draft["story"] == said


@pytest.mark.parametrize("said", DESPAIR)
def test_despair_is_understood(said: str) -> None:
    assert new().says(said).keys[0] == "despair.near"


@pytest.mark.parametrize("said", UNDAUNTED)
def test_what_only_sounds_like_it_is_not_meant(said: str) -> None:
    assert screener().opening(said) is not Opening.DESPAIR


@pytest.mark.parametrize(
    "said",
    ["hello can you help me", "job offer for my sister in dubai, they take her passport at first, good?"],
)
def test_a_polite_question_is_no_cry(said: str) -> None:
    assert not new().says(said).keys[0].startswith("emergency.")


def test_offers_are_no_plight_and_plights_no_offers() -> None:
    """Measured on everything labelled, sets nobody looked at with it."""

    def opened(kind: str, key: str, label: str) -> list[Opening]:
        names = [*EVAL.glob(f"{kind}_*.jsonl"), *(EVAL / "heldout").glob(f"{kind}_*.jsonl")]
        rows = [row for path in sorted(names) for row in lines(str(path.relative_to(EVAL))) if "text" in row]
        return [screener().opening(row["text"]) for row in rows if row[key] == label]

    in_need = {Opening.EMERGENCY, Opening.REPORT, Opening.DESPAIR}
    for label, most in ((Level.BELUM_ADA_TANDA, HONEST), (Level.WASPADA, WORRYING)):
        offers = opened("offers", "label", label)
        assert sum(sounds in in_need for sounds in offers) <= most * len(offers)
    grave = opened("reports", "severity", "merah")
    assert grave.count(Opening.EMERGENCY) >= OWN * len(grave)


@pytest.mark.parametrize("word", ["bahasa", "hapus", "cek"])
@pytest.mark.parametrize(
    "said",
    [
        "saya disekap agen di johor",
        "aku dipukulin majikan tiap hari, aku di kuwait",
        "we are locked in bavet",
    ],
)
def test_a_cry_under_an_open_question_is_heard(word: str, said: str) -> None:
    assert new().says(word).says(said).keys[0].startswith("emergency.first")


@pytest.mark.parametrize("word", ["bahasa", "hapus"])
def test_an_offer_under_a_question_for_a_tap_is_checked(word: str) -> None:
    chat = new().says(word).says("aya nu ngajak gawe ka taiwan, gajina 20 juta")
    assert chat.keys[0].startswith("check.")
    assert chat.done == []
