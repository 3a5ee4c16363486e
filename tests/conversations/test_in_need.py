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
HONEST, WORRYING = 0.012, 0.007  # share of offers taken for plight; some tell of unpaid wages or fears, too
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
    assert chat.keys == ["emergency.here", "emergency.will_send", "emergency.after_told"]


def test_nobody_who_cannot_speak_is_told_to_call_again() -> None:
    chat = new().says("TOLONG").says(SENT_LATER[0])
    assert chat.says("ga bisa ngomong").keys == ["emergency.quiet", "emergency.added"]
    assert "08111-129-129" in chat.rendered
    for more in ("penjaganya ada di depan", "alamatnya jl cempaka no 5 pondok gede", "namanya pak Haris"):
        assert chat.says(more).keys[0].startswith("emergency.added")
    assert "jl cempaka no 5" in chat.session.carry["told"]


def test_who_is_abroad_is_so_wherever_they_will_be_taken_next() -> None:
    chat = new().says("saya kabur dari majikan di malaysia").says("mau dibawa ke thailand besok")
    assert chat.keys == ["emergency.added"]
    assert chat.says("saya di bangkok").keys == ["emergency.abroad", "emergency.after_told"]
    assert "emergency.abroad" in chat.says("nomor KBRI berapa").keys


def test_who_whispers_first_is_asked_where() -> None:
    assert new().says("tolong saya disekap, ga bisa telpon takut ketauan").keys[:4] == [
        "emergency.first", "emergency.quiet", "emergency.will_send", "emergency.ask_where",
    ]  # fmt: skip


def test_an_alarm_stays_one_whatever_is_added() -> None:
    """Once red, no questionnaire of an offer takes over."""
    chat = new().says("ada rumah isinya banyak perempuan ga boleh keluar")
    assert chat.keys == [
        "menu.may_report_danger", "emergency.will_send", "emergency.alarm_after", "engine.first_contact",
    ]  # fmt: skip
    for more in (
        "dua perempuan satu anak 15 th",
        "mau dibawa ke malaysia lewat jalur laut",
        "sekarang hp nya mati",
    ):
        assert chat.says(more).keys[0].startswith("emergency.added")
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


@pytest.mark.parametrize(
    "said",
    [
        "adik saya katanya mau ke saudi, sekarang ditampung di kontrakan di bekasi, ga dikasih keluar",
        "suami saya sampe medan mau ke kamboja, hp nya ga bisa dihubungi udah 4 hari",
        "keponakan saya dikurung di rumah di batam, tujuannya malaysia",
        "kakak saya dibawa ke surabaya dulu sebelum ke hongkong, sekarang ga ada kabar",
        "ibu saya kerja di taiwan tapi baru sampai jakarta, ditahan di penampungan di ciracas ga boleh pulang",
    ],
)
def test_who_is_held_on_the_way_is_here(said: str) -> None:
    chat = new().says(said)
    assert chat.keys[:2] == ["emergency.first", "emergency.here"]
    assert chat.rendered.index("110") < chat.rendered.index("0800-1000")
    assert "emergency.abroad" not in chat.says("di daerah condet").keys


def test_who_names_a_place_here_after_the_mission_gets_the_numbers_here() -> None:
    chat = new().says("anak saya dikurung, katanya di taiwan")
    assert chat.says("eh masih di penampungan di tangerang").keys[0] == "emergency.here"


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ("sy meteng karo majikan ning riyadh, wedi mulih", "SA"),
        ("mbak saya di hongkong jatoh dari tangga, agen ga mau bawa ke dokter", "HK"),
        ("aku di malasia, janjinya jaga toko malah disuruh jadi tukang pijit", "MY"),
        ("bapak ditangkap polisi di johor bahru gimana ini", "MY"),
        ("kakak ipar saya di brunai dimintai 25 juta baru boleh pulang", "BN"),
        ("teman saya magang di osaka paspornya dipegang perusahaan ga boleh keluar asrama", "JP"),
        ("my sister is pregnant in kuwait and her employer wont take her to a doctor", "KW"),
        ("ibu saya ilang di madinah waktu umroh belum ketemu", "SA"),
        ("saya di taiwn digaji ga sesuai kontrak", "TW"),
        ("paman saya kerja di korsel kecelakaan ga diobatin sama bosnya", "KR"),
        ("istri saya di abu dabi sakit, majikan ga mau ngobatin", "AE"),
        ("bapak saya jatuh dari pohon sawit di sabah, ga ada yang nolongin", "MY"),
        ("aku udah di jepang kok kerjanya beda sama yang dijanjiin", "JP"),
        ("nenek saya umroh ketinggalan rombongan di madinah", "SA"),
    ],
)
def test_who_is_abroad_and_in_need_gets_the_numbers_there(said: str, country: str) -> None:
    chat = new().says(said)
    assert chat.keys[0].startswith("emergency.first") and "emergency.abroad" in chat.keys
    assert chat.session.carry["where"] == country
    for more in ("kerjanya di rumah orang, gaji 5 juta", "PT nya ga tau apa"):
        assert chat.says(more).step == "emergency.added"


@pytest.mark.parametrize(
    "said",
    [
        "kerja di taiwan kalau sakit ditanggung ga?",
        "saya di taiwan betah, majikan baik, mau perpanjang",
        "ada lowongan di jepang, katanya kalau hamil dipulangkan",
        "kakak saya dulu sakit di malaysia, sekarang udah sembuh",
    ],
)
def test_a_life_there_or_a_question_of_it_is_no_emergency(said: str) -> None:
    assert not new().says(said).step.startswith("emergency.")


def test_who_has_a_master_in_a_place_nobody_knows_is_asked_for_the_country() -> None:
    chat = new().says("saya di rumah majikan, paspor diambil, ga boleh pulang, di kota alkhodood")
    assert chat.rendered.index("110") < chat.rendered.index("+62 812-9007-0027")
    assert chat.step == "emergency.read_country"
    assert chat.says("tolong cepet").step in ("emergency.added", "emergency.read_country")
    chat = (
        new().says("saya di rumah majikan, paspor diambil, ga boleh pulang, di kota alkhodood").says("oman")
    )
    assert chat.session.carry["where"] == "OM"


@pytest.mark.parametrize(
    "said",
    [
        "saya sudah di juanda, mau terbang ke bangkok katanya admin, saya ragu",
        "lagi nunggu di ruang tunggu kualanamu, tiket dipegang bu lis, disuruh ngaku jalan2",
        "anak saya udah di pelabuhan dumai disuruh nyebrang malem ini ke malaysia ga pake paspor",
        "posisi di bandara, takut kak, dia nyuruh bilang umroh",
        "udah lewat imigrasi tinggal naik pesawat, saya takut",
        "kapal feri nya udah mau jalan dari batam, hp saya diminta om rudi",
    ],
)
def test_who_is_about_to_board_is_sent_to_an_officer_first(said: str) -> None:
    chat = new().says(said)
    first = chat.messages[0].text
    assert "imigrasi" in first and "tidak mau berangkat" in first
    assert "di rumah" not in chat.rendered


def test_who_boards_after_a_verdict_is_sent_to_an_officer_too() -> None:
    chat = new().says("Kerja di Kamboja gaji 15 juta, pakai visa turis dulu")
    for more in ("belum tahu", "belum tahu", "belum tahu"):
        if chat.step == "check_offer.read_answer":
            chat.says(more)
    assert chat.says("sekarang udah di bandara").keys[0] == "emergency.at_gate"


@pytest.mark.parametrize(
    "said",
    [
        "sekarang di soetta mau ke taiwan lewat PT resmi visa kerja, ada yang perlu dibawa?",
        "nanti di bandara ketemu siapa ya",
    ],
)
def test_an_orderly_departure_is_none(said: str) -> None:
    assert "emergency.at_gate" not in new().says(said).keys


@pytest.mark.parametrize(
    "said",
    [
        "adik udah pulang dari hongkong tapi gaji terakhir ditahan agen",
        "kemarin dideportasi dari malaysia, uang saya masih di majikan, bisa diurus?",
        "tetangga baru balik dari oman badannya kurus, diem terus kayak trauma",
    ],
)
def test_who_is_back_learns_where_to_claim_without_an_alarm(said: str) -> None:
    chat = new().says(said)
    assert chat.keys[0] == "emergency.returned"
    assert "🔴" not in chat.rendered and "0800-1000" in chat.rendered


def test_who_wants_to_come_home_is_not_back() -> None:
    assert "emergency.abroad" in new().says("saya mau pulang dari kuwait ga bisa, paspor ditahan").keys


@pytest.mark.parametrize(
    "said",
    [
        "mau belanja baju ke johor sama temen 2 hari naik kapal",
        "nomor saya dijual orang ya, banyak yang nelpon",
    ],
)
def test_what_harms_nobody_gets_no_alarm(said: str) -> None:
    assert "🔴" not in new().says(said).rendered


@pytest.mark.parametrize(
    "said",
    [
        "istri saya wafat di jeddah, gimana bawa pulang jenazahnya",
        "kakak saya abk meninggal di kapal taiwan, asuransinya diurus kemana",
        "paman kerja di brunei meninggal kemarin, biaya pemulangan siapa yang tanggung",
    ],
)
def test_who_mourns_reads_sympathy_first_and_whom_to_ask(said: str) -> None:
    chat = new().says(said)
    assert chat.rendered.startswith("Kami turut berduka")
    assert "Kemlu" in chat.rendered and "pelaku" not in chat.rendered
    assert "siapa_bayar" not in " ".join(chat.says("yang bayar siapa").keys)


def test_a_death_beside_somebody_held_is_an_emergency() -> None:
    assert (
        new().says("kami disekap di kamboja, teman saya sudah meninggal").keys[0] == "emergency.first_abroad"
    )


@pytest.mark.parametrize(
    "said",
    ["sy liat pak joko di terminal skrg bawa 3 cewek", "barusan ketemu calonya di bandara, lagi nunggu"],
)
def test_who_saw_somebody_there_is_not_told_how_not_to_board(said: str) -> None:
    assert "emergency.at_gate" not in new().says(said).keys
