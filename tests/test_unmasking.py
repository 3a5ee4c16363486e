"""A question that would tell an officer who reported is held back; questions about everybody else go through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.unmasking import unmasks

HELD = [
    "Jangan takut nama ibu siapa?",
    "siapa nama ibu dan rumahnya dimana?",
    "Siapa nama Ibu?",
    "nama lengkap bapak siapa",
    "nama kakak siapa",
    "Alamat rumah Anda di mana?",
    "rumah ibu dimana",
    "Rumah ibu persisnya di mana?",
    "boleh minta nomor WA ibu?",
    "Nomor HP yang bisa dihubungi?",
    "minta no hp",
    "nama dan alamat?",
    "namamu siapa",
    "siapa Anda?",
    "Ini siapa ya?",
    "siapa ini",
    "dengan siapa saya bicara?",
    "Ibu tinggal di mana?",
    "Kakak sekarang di mana",
    "Bapak dari desa mana?",
    "di mana ibu tinggal",
    "ibu namanya siapa",
    "kirim foto KTP",
    "Kirim KTP ibu",
    "bisa kita ketemu?",
    "boleh saya telepon?",
    "share loc dong",
    "hubungan ibu dengan korban apa?",
    "Siapa nama pelapor",
    "what is your name",
    "where do you live",
    "Calonya sudah pergi? Nama ibu siapa?",
    "Terima kasih infonya. Alamat ibu di mana, supaya kami bisa datang",
    "Jam berapa berangkat, dan siapa nama Bapak?",
    "no wa kakak berapa",
    "Anda siapanya korban",
    "tempat tinggal ibu di mana",
    "Kami ke rumah ibu besok ya",
    "nama anda",
    "NAMA IBU SIAPA",
    "siapa nama lengkap pelapor ini",
    "nomer hp nya ibu berapa",
    "rumahnya ibu dimana",
    "alamatnya ibu",
    "ibu rumahnya di mana",
    "KTP",
    "No HP?",
    "mohon sebutkan nama dan nomor yang bisa dihubungi",
    "rumah di mana?",
    "tinggal dimana",
    "ibu orang mana",
    "Ibu ini siapa ya",
    "nama ibu kandung anda siapa",
    "apakah Anda keluarganya?",
    "tolong kirim nama ibu sama alamat calonya",
    "nama saya Budi, ibu siapa?",
    "apa boleh tau ini dengan ibu siapa",
    "jenengmu sapa",
    "posisi ibu dimana",
    "nomor telepon kakak yang aktif",
    "kode laporannya berapa?",
    "minta kode laporan kakak ya",
    "Kodenya berapa?",
    "kode kakak apa",
    "tolong kirim kodenya dong",
    "what is your code",
    "kakak ini anaknya siapa",
    "kakak anaknya siapa?",
    "kakak istrinya siapa",
    "Ibu ini istri siapa",
    "Bapak orang tuanya siapa?",
    "mbak ini keponakannya pak siapa",
    "ini anaknya siapa ya",
    "tlp saya ya 0812 7777 6666",
    "wa saya ya 0812-7777-6666",
    "WA ke saya saja",
    "Kalau takut telepon saya langsung",
    "hubungi saya di 081277776666",
    "ini nomor saya 0812 7777 6666",
    "telepon saya kalau calonya datang",
    "chat aku aja kak 081277776666",
]
SENT = [
    "Kami tidak akan menanyakan nama Ibu",
    "Tidak perlu sebutkan nama Ibu, ya",
    "siapa nama calonya",
    "alamat penampungannya di mana",
    "Siapa namanya?",
    "nomor WA jaja yang lain ada?",
    "Ibu tahu nama calonya?",
    "Apakah Ibu tahu alamat penampungannya?",
    "Berapa nomor HP calo itu?",
    "alamat bu ela di mana",
    "nama pak udin lengkapnya siapa",
    "rumah Bu Ela di sebelah mana",
    "Nama ibu yang mengajak siapa?",
    "nama korbannya siapa",
    "siapa yang mengajak?",
    "Ibu siapa yang mengajak?",
    "kapan berangkatnya",
    "nomor polisi mobilnya berapa?",
    "nomor rekeningnya berapa",
    "Nama PT-nya apa?",
    "Di desa mana kejadiannya?",
    "Berapa orang yang ada di rumah itu?",
    "anaknya sekarang di mana",
    "Apakah ibu masih bisa menghubungi korban?",
    "Mereka berangkat dari mana?",
    "Ada foto calonya?",
    "Nama travelnya apa, alamatnya di mana?",
    "Apakah rumahnya dijaga?",
    "Bapak lihat mobilnya warna apa?",
    "Jam berapa mereka dijemput, dan di mana?",
    "nama kapalnya apa",
    "Ibu ketemu calonya di mana?",
    "apakah anaknya masih dikurung?",
    "Paspor korban dipegang siapa?",
    "Tolong jangan sebut nama, cukup ceritakan apa yang terjadi",
    "Apakah ada yang menelepon ibu lagi?",
    "Alamat Ibu Ela di mana?",
    "Rumah tempat korban dikurung di mana",
    "Nomor WA calo masih sama?",
    "Ibu dengar mereka dibawa ke mana?",
    "Apakah bapak tahu kapan mereka berangkat",
    "Nama perekrutnya siapa, Bu?",
    "Bu, alamat penampungan di mana?",
    "Nama kakaknya korban?",
    "siapa saja yang ikut?",
    "apakah nomor itu masih aktif",
    "Berapa nomor Wati?",
    "alamat Wati di mana",
    "Wati tinggal di mana?",
    "Apakah ada orang lain di rumah itu",
    "Di rumah siapa mereka dikumpulkan?",
    "kumpulnya di rumah siapa?",
    "nginepnya di rumah siapa, Bu",
    "Uangnya dibayar ke siapa?",
    "Apa nama desanya?",
    "Di kampung mana kejadiannya",
    "mereka naik kapal dari pelabuhan mana",
    "Ibu pernah dengar nama PT Sinar Karya?",
    "Apakah ada bukti chat atau foto?",
    "Kirim foto brosurnya kalau ada",
    "Siapa lagi yang diajak",
    "Bisa kirim nomor calonya?",
    "Siapa nama ibu calonya",
    "Alamat penampungannya di mana?",
    "anaknya umur berapa",
    "dia anaknya siapa?",
    "dia istrinya siapa",
    "anaknya siapa yang diajak?",
    "Kak, anaknya siapa?",
    "kakak anaknya siapa yang diajak?",
    "korban ini anaknya siapa",
    "calonya suaminya siapa",
    "kode bookingnya berapa?",
    "kode penerbangannya apa",
    "nomor dan kode tiketnya ada?",
    "Jangan beri tahu kode laporan ke siapa pun",
    "Kalau takut, telepon 110",
    "Kirim WA ke SAPA di 08111-129-129",
    "apakah dia telepon lagi?",
    "Calonya WA lagi?",
    "kabari kami lewat sini kalau mereka berangkat",
    "hubungi saya lewat sini saja, ya",
    "Nomor 0812 7777 6666 ini punya calonya?",
    "siapa yang menelepon mereka?",
]

OWN = st.sampled_from(["ibu", "bapak", "kakak", "anda", "Ibu", "ANDA", "pelapor"])
OTHER = st.sampled_from(
    ["calonya", "agen itu", "sponsor", "penampungannya", "Bu Ela", "pak Udin", "majikannya", "korban"]
)
NOUN = st.sampled_from(
    ["nama", "nama lengkap", "alamat", "alamat rumah", "nomor HP", "nomor WA", "rumah", "no hp"]
)
ASKING = st.sampled_from(["siapa", "berapa", "di mana", "dimana", "apa"])
AROUND = st.sampled_from(
    ["", "Kapan dijemput?", "Terima kasih, sudah kami baca.", "Berapa orang yang ikut?\n", "Maaf, satu lagi:"]
)


@pytest.mark.parametrize("text", HELD)
def test_what_asks_for_the_reporter_is_held_back(text: str) -> None:
    assert unmasks(text)


@pytest.mark.parametrize("text", SENT)
def test_what_asks_for_somebody_else_is_sent(text: str) -> None:
    assert not unmasks(text)


@given(
    before=AROUND, noun=NOUN, own=OWN, asking=ASKING, end=st.sampled_from(["", "?", "??", " ya?", " dong"])
)
def test_whatever_stands_around_it_the_reporters_own_are_held_back(
    before: str, noun: str, own: str, asking: str, end: str
) -> None:
    assert unmasks(f"{before} {noun} {own} {asking}{end}")


@given(before=AROUND, noun=NOUN, other=OTHER, asking=ASKING)
def test_the_recruiters_own_may_be_asked_for(before: str, noun: str, other: str, asking: str) -> None:
    assert not unmasks(f"{before} {noun} {other} {asking}?")


@given(st.text(max_size=800))
def test_any_text_has_an_answer(text: str) -> None:
    assert unmasks(text) in (True, False)


def test_a_long_text_is_read_in_no_time() -> None:
    assert not unmasks("ibu ini itu sekarang ada " * 160)
