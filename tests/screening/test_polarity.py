"""A danger that is warned of, refused, denied or to be reported is nobody's offer; the recruiter's own words are."""

import pytest

from bot.domain.offers import Level
from tests.screening.samples import registry, screener

COMPANY = "PT Tegar Buana Kalimaya, pramusaji restoran Brunei, kontrak 2 tahun dibaca di kantor, visa kerja."
HONEST = [
    "Hati-hati, ada yang mengaku dari kami dan minta transfer ke rekening pribadi.",
    "Waspada terhadap pihak yang menjanjikan kelulusan tes.",
    "Kalau majikan menahan paspor, segera lapor ke KBRI.",
    "Ada yang bilang visa turis dulu, langsung saya tolak.",
    "Ada yang bilang harus bayar ke rekening pribadi calo, tidak pernah.",
    "HP dipegang sendiri.",
    "Tiket dipinjami perusahaan tanpa bunga.",
    "Ibu sempat takut karena dulu tetangga kami ditipu: visanya ziarah, paspornya ditahan.",
    "Bila paspor ditahan, hubungi KBRI.",
    "Kontrak dan visa keluar dulu baru berangkat, bukan sebaliknya.",
    "Uang saku pelatihan 3 juta, tanpa biaya pendaftaran.",
    "Kata ibu nanti makan di sini aja dulu sebelum tanda tangan.",
    "Izin suami atau orang tua ditandatangani kepala desa.",
    "Lapor bila ada yang dikurung atau paspornya dipegang orang.",
    "Lain visa turis, visa gawe.",
    "Paspor ditahan itu dilarang ya.",
    "Ijazah asli dibawa ke kantor buat dicocokkan.",
    "Katanya dulu tetangga kami paspornya ditahan sponsor.",
    "Kami tidak pernah minta transfer ke rekening pribadi, menahan ijazah, atau memakai visa turis.",
    "Perusahaan tidak akan memungut 30 juta, menahan ijazah, maupun memegang paspor.",
    "Kalau tidak dibalikin paspornya, lapor.",
    "Kalau ga ada biaya ke rekening pribadi berarti aman ya.",
    "Kalau ga pakai visa turis saya mau.",
    "PT mah teu bakal nahan ijazah, nahan paspor, atawa make visa turis.",
]
DANGEROUS = [
    "Hati-hati di bandara, bilang mau liburan.",
    "Masuknya visa turis dulu, kalau saya tolak disuruh ganti rugi.",
    "Paspor ditahan agen, ga usah lapor.",
    "HP dipegang agen.",
    "Dulu saya juga takut ditipu, padahal pakai visa ziarah aman.",
    "Kalau paspor ditahan agen, hubungi saya.",
    "Kontraknya baru dikasih pas sudah di bandara sana.",
    "Tanpa lapor Disnaker dan pendaftaran.",
    "Aja kandha sapa-sapa ya, langsung mangkat.",
    "Lapor ke saya, visa turis dulu.",
    "Pas yang lain pulang umrah, kamu tinggal kerja di Mekah.",
    "Kwitansine tak takoni malah nesu.",
    "Kalau ga jadi berangkat ijazah ditahan kantor.",
    "Nek ora mangkat paspore ditahan.",
    "Tidak pernah ribet, masuknya visa turis dulu.",
    "Tidak akan lama, paspor dipegang kantor.",
    "Kami tidak pernah telat gaji, tapi paspor ditahan atau ijazah ditahan.",
]


def level(text: str) -> Level:
    return screener().screen(f"{COMPANY} {text}", {}, registry()).level


@pytest.mark.parametrize("text", HONEST)
def test_what_is_warned_of_refused_or_denied_is_no_danger(text: str) -> None:
    assert level(text) is not Level.BAHAYA


@pytest.mark.parametrize("text", DANGEROUS)
def test_the_same_words_from_a_recruiter_are(text: str) -> None:
    assert level(text) is Level.BAHAYA
