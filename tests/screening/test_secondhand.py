"""What is only passed on (rumours, fears, impostors, examples) is no offer's; the same words of one's own are."""

import pytest

from bot.domain.offers import Level, Severity
from tests.screening.samples import registry, screener

COMPANY = "PT Tegar Buana Kalimaya, pramusaji restoran Brunei, kontrak 2 tahun dibaca di kantor, visa kerja."
RUMOURED = [
    "Emak kuatir gara-gara nonton video TKW dipukuli, dikurung, ga digaji.",
    "Bapak rada sieun, loba carita TKI disiksa di ditu.",
    "Suami sempat baca kasus PMI yang paspornya ditahan agen.",
    "Bapak suruh batal gara-gara nonton berita orang disekap di Kamboja.",
]
NO_RUMOUR = [
    "Banyak berita TKI disiksa, makanya paspor kalian dipegang kantor.",
    "Banyak berita TKI disiksa. Di sana memang dikurung dulu sebulan.",
    "Beritanya sih bagus, tapi mess dikunci tiap malam.",
]
FORETOLD = [
    "Tetangga pada ngomong jangan berangkat, ntar dijual ke majikan lain.",
    "Orang-orang bilang jangan, nanti di sana disekap.",
    "Ibu takut nanti saya dikurung di rumah majikan.",
    "Orang kampung pada bilang nanti dipukuli, ga digaji.",
    "Ibu pesan jangan sampai kayak Bi Iyah, paspornya disita majikan.",
    "Ojo nganti kaya Yu Sri, dikurung juragane.",
]
NO_FORETELLING = [
    "Orang kantor bilang nanti paspor ditahan dulu di sana.",
    "Kata orang agennya nanti HP dikumpulin pas sampai.",
    "Jangan takut, nanti di sana dikurung cuma malam aja.",
    "Kayak biasa, paspor ditahan kantor.",
    "Sampai kayak Bu Ani pun, paspor ditahan kantor.",
]
IMPOSTORS = [
    "Ada akun FB minta transfer ke rekening pribadi. Itu bukan kami.",
    "Oknum mengaku staf kami menjanjikan lulus tes asal bayar 20 juta, itu bukan kami.",
    "Nomor lain yang mencatut nama kami minta paspor asli diserahkan. Mereka bukan dari kami.",
]
NO_IMPOSTORS = [
    "Transfer DP 5 juta ke rekening pribadi saya. Yang nipu itu bukan kami.",
    "Masuk pakai visa turis dulu, yang mahal itu bukan kami.",
    "Penipu banyak, itu bukan kami. Kirim 30 juta ke rekening pribadi Bu Nani.",
]
IMAGINED = [
    "Emak kira saya dikurung gara-gara jarang telepon.",
    "Kolot sieun paspor ditahan.",
    "Istri takut saya dijual.",
    "Tatangga nyangkana abdi ditipu.",
]
NOT_IMAGINED = [
    "Saya takut karena dikurung tiap malam.",
    "Saya kira enak, ternyata paspor ditahan kantor.",
    "Takut juga, mess dikunci terus.",
]
ONCE = [
    "Kakak saya dulu pernah disekap di Irak, paspornya dirampas.",
    "Lanceuk abdi kapungkur kungsi disekap, pasporna dicandak, ayeuna mah abdi béda.",
    "Paman dulu tahun 2015 dikurung majikan, gajinya ga dibayar.",
]
NOT_ONCE = [
    "Kakak saya dulu pernah ke sana, sekarang saya, mess dikunci tiap malam.",
    "Dulu pernah ada yang kabur, tapi itu sebabnya mess dikunci tiap malam.",
]
EXAMPLES = [
    "Kami mahasiswa KKN, bikin poster soal penipuan kerja (misal: visa turis, paspor disita).",
    "Materi karang taruna tentang perdagangan orang, contohnya paspor ditahan, mess dikunci.",
    "Izin tanya buat buletin desa: tanda calo itu seperti minta transfer ke rekening pribadi?",
]
NO_EXAMPLES = [
    "Visa turis dulu, contohnya Bu Ani kemarin juga gitu dan aman.",
    "Ga ilegal kok, paspor kalian saya pegang, misal mau pulang tinggal bilang.",
    "Syaratnya kayak biasa, ijazah asli ditahan kantor.",
]


def level(text: str) -> Level:
    return screener().screen(text, {}, registry()).level


@pytest.mark.parametrize("text", [*RUMOURED, *FORETOLD, *IMAGINED, *ONCE, *IMPOSTORS])
def test_what_is_only_passed_on_is_no_danger_of_an_honest_offer(text: str) -> None:
    assert level(f"{COMPANY} {text}") is not Level.BAHAYA


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_of_what_is_illicit_are_no_danger(text: str) -> None:
    assert level(text) is not Level.BAHAYA


@pytest.mark.parametrize(
    "text", [*NO_RUMOUR, *NO_FORETELLING, *NOT_IMAGINED, *NOT_ONCE, *NO_IMPOSTORS, *NO_EXAMPLES]
)
def test_the_same_words_of_ones_own_are(text: str) -> None:
    assert level(f"{COMPANY} {text}") is Level.BAHAYA


def test_a_sum_in_the_news_is_part_of_it() -> None:
    """What stands in a told sentence is told with it, amounts, too."""
    told = "Sebanyak 12 WNI dipulangkan dari Myanmar, disiksa, keluarganya dimintai tebusan 45 juta."
    assert level(f"{told} Baca selengkapnya di koran.") is Level.BUKAN_TAWARAN
    assert level(f"{told} Yang mau berangkat setor 45 juta ke saya 0812-0000-9876.") is Level.BAHAYA


def test_what_is_passed_on_is_still_looked_into_in_a_report() -> None:
    """A fear may be all that somebody can say."""
    assert (
        screener().triage("Ibu takut nanti adik dikurung di mess sponsor Pak Amin").severity is Severity.MERAH
    )
