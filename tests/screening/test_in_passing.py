"""One decisive fact, told in passing in an offer that is tidy otherwise; and the same words where they are honest."""

import pytest

from bot.domain.offers import Level
from tests.screening.samples import registry, screener

TIDY = "PT Rinjani Sumber Daya Insan Mataram, operator pabrik di Penang, RM1.700, kontrak 2 tahun, asrama disediakan."
DANGERS = [
    "Uang berkas dua juta titip ke rekening Bu Sari aja biar cepat.",
    "The 5 million deposit goes to the agent's brother.",
    "Yang mau namanya pasti keluar tinggal bayar 15 juta.",
    "Ada kenalan di panitia EPS, nilai bisa dititipin.",
    "Masuknya polosan dulu, enggak usah nunggu visa.",
    "Ke sana sebagai tamu keluarga bos, statusnya ditukar habis masa percobaan.",
    "Sertifikat BST cukup setor foto, seminggu jadi.",
    "KTP-nya pinjam punya kakak dulu, umurnya kan belum.",
    "Kalau keluar sebelum setahun nyetor 40 juta ke kantor.",
    "PK-nya ntar kalau udah ketemu bosnya di sana.",
    "PKL diteken di kapal kalau sudah di laut.",
    "Paspor dikantongin Pak Mandor terus sampai selesai.",
    "Your diplomas stay in our safe until the contract ends.",
    "Terbang duluan aja, catatan di dinas belakangan.",
    "Sudah dipesan, kalau ditanya petugas satu suara: rombongan senam.",
    "Ngakunya nonton balapan, aslinya cuci piring.",
    "Pijatnya kadang nerus di kamar tamu sampai pagi.",
    "Turunnya di Erbil dulu, Kuwaitnya menyusul.",
    "HP disimpan di laci pengurus tiga bulan pertama.",
    "Keluar gerbang selalu ditemani pengurus.",
    "Suratnya surat mahasiswa, tapi pabriknya enam hari seminggu.",
    "Nyebrangnya jalan kaki lewat kali, tidak usah ke pos batas.",
]
HONEST = [
    "Paspor dititip buat visa, ada bukti serah sama tanggal kembalinya.",
    "HP ditaruh di loker selama jam kerja, istirahat diambil lagi.",
    "Waktu materi OPP hp dimatiin sebentar.",
    "Tidak menerima yang masuk pakai pelancong.",
    "Enggak usah kasih apa-apa ke petugas, semua gratis.",
    "Bapak takut disiksa majikan, padahal ini pabrik.",
    "Tiket yang sudah dibelikan diganti kalau batal, ada print tiketnya.",
    "Teken kontraknya divideoin di depan Disnaker.",
    "Visa kerja dua minggu lagi keluar.",
    "Dipindah resmi karena majikan lama pindah negara.",
]


def level(fact: str) -> Level:
    return screener().screen(f"{TIDY} {fact}", {}, registry()).level


@pytest.mark.parametrize("fact", DANGERS)
def test_one_fact_is_enough(fact: str):
    assert level(fact) is Level.BAHAYA


@pytest.mark.parametrize("fact", HONEST)
def test_the_same_words_may_be_honest(fact: str):
    assert level(fact) is not Level.BAHAYA
