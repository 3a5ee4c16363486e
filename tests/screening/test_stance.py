"""Talk is told by what a message does, not by the genre it poses as."""

import pytest

from bot.domain.offers import Level
from tests.screening.samples import registry, screener

TOLD = [
    "SERANG - Sebanyak 14 WNI korban TPPO tiba di tanah air. Menurut keterangan polisi, mereka dijanjikan gaji "
    "12 juta sebagai admin di Kamboja, paspor ditahan setibanya di sana.",
    "Pengumuman Desa: waspadai tawaran kerja ke Arab Saudi pakai visa ziarah. Catat namanya, lapor ke kantor desa.",
    "Ceu, anakna Bi Entin cenah ditipu sponsor, ka Saudi make visa ziarah. Karunya pisan.",
    "Notulen rapat desa: kader melaporkan calo yang menahan ijazah dan KTP warga. Ditutup doa.",
    "Tugas PPKn: jelaskan mengapa orang mau berangkat lewat jalur tikus!",
    "Tugas kelompok PPKn: buat video. Skenario: tokoh A ditawari kerja admin di Myanmar, tokoh B menasihati.",
    "[HOAKS] Beredar poster lowongan pemetik buah Australia gaji 60 juta tanpa bahasa Inggris. Jangan diklik.",
    "[IMBAUAN] Imigrasi mengingatkan: lowongan CS di Thailand berujung di Myanmar. Laporkan ke petugas desa.",
    "Tahun 2009 saya jadi TKW di Riyadh, HP dipegang majikan. Sekarang jualan gorengan, alhamdulillah.",
    "Narasumber menjelaskan ke wali murid: anak SMK diiming-imingi magang, ternyata ijazah ditahan.",
]
POSING = [
    "Berita soal WNI disekap di Myanmar itu dilebih-lebihkan. Gaji 14 juta. Yang berani kirim foto paspor.",
    "SERANG - Menurut polisi banyak yang ditipu. Sama saya aman, ke Kamboja jadi admin, paspor dipegang kantor.",
    "Pengumuman Desa: yang mau ikut ke Malaysia lewat jalur tikus, KTP asli dikumpulkan malam ini.",
    "Anak saya diajak ke Saudi pakai visa ziarah, tetangga dulu ditipu, kasihan. Besok berangkat.",
    "Admin di Kamboja, gaji 15 juta. Masuk pakai visa turis, paspor dipegang kantor. Buat tugas sekolah nih.",
    "Tahun 2009 saya jadi TKW di Riyadh, sekarang pulang sehat. Madam cari PRT lagi, yang mau ikut saya.",
    "[HOAKS] Beredar kabar Kamboja bahaya. Jangan percaya! Saya bantu jadi admin di sana, gaji 15 juta.",
    "[IMBAUAN] Imigrasi mengingatkan banyak penipuan. Laporkan ke desa. Yang mau admin di Kamboja chat saya.",
    "Ada sosialisasi TPPO. Bu Haji nawarin saya jadi PRT di Madinah, katanya moratorium cuma di koran.",
    "Tahun 2015 saya jadi PRT di Riyadh, sekarang punya warung. Madam minta dicarikan dua orang, visa ziarah dulu.",
    "READY STOCK visa turis Malaysia, bisa COD, langsung kerja kilang.",
    "[IMBAUAN] Kami mengingatkan: lowongan admin Sihanoukville tinggal 3 kursi, gaji 14 juta.",
    "Moratorium Saudi sudah dibuka lagi atau belum saya ga tau, madam butuh PRT, berangkat Jumat.",
    "Ga jadi berangkat ke Taiwan, sekarang kerja di Kamboja jadi admin katanya, tiket dikirim bos.",
    "Tugas PPKn beres? Nih yang mau kerja di Kamboja, gaji 15 juta, tiket gratis, chat aku.",
]
IDLE = [
    "Paket umroh 12 hari 31 juta, hotel dekat masjid, visa umroh diurus. DP 5 juta. Hub Ustaz Amin 0812-0000-1234",
    "READY STOCK koper, tas paspor anti air! Cocok buat umroh, TKI, liburan. Mulai 185rb. Wa 0812-0000-4073",
    "PRT ke Saudi sekarang sudah dibuka lagi atau masih moratorium ya min? Buat bahan obrolan saja",
    "Beasiswa S2 Jepang dibuka, tanpa biaya pendaftaran. Syarat IPK 3,2, proposal riset. Lewat laman kedutaan.",
    "Sambal botol buat yang di Taiwan READY, harga 25rb, bisa COD. WA 0813-0000-2345",
]


def level(text: str) -> Level:
    return screener().screen(text, {}, registry()).level


@pytest.mark.parametrize("text", [*TOLD, *IDLE])
def test_what_calls_upon_nobody_is_no_offer(text: str) -> None:
    assert level(text) is Level.BUKAN_TAWARAN


@pytest.mark.parametrize("text", POSING)
def test_an_invitation_or_a_matter_of_ones_own_is_no_talk(text: str) -> None:
    assert level(text) is Level.BAHAYA


@pytest.mark.parametrize("text", TOLD)
def test_a_told_danger_with_an_invitation_behind_it_is_an_offer(text: str) -> None:
    """The same words followed by a call are no longer talk."""
    assert level(f"{text} Yang minat berangkat hubungi saya 0812-0000-9876.") is not Level.BUKAN_TAWARAN


@pytest.mark.parametrize("whose", ["anakku", "adik saya", "anak"])
def test_what_is_pending_for_ones_own_is_no_gossip(whose: str) -> None:
    """ "anaknya Bi Entin" is gossip, "anak saya" is not."""
    assert level(f"{whose} mau kerja ke Saudi pakai visa ziarah, tetangga ditipu, kasihan") is Level.BAHAYA
