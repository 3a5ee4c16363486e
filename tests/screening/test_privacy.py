"""What a message to a whole village must not carry is found; honest warnings pass."""

import pytest

from bot.screening.privacy import dialled
from tests.screening.samples import screener

PLACES = frozenset(["lontar", "pontang", "tirtayasa", "serang"])
OFFICIAL = frozenset(["110", "08001000", "08118080141", "081290070027"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pak Joko 0812-3456-7890 bawa korban", {"name": "Pak Joko", "phone": "0812-3456-7890"}),
        ("korban bernama Siti umur 16 dibawa", {"name": "Siti", "age": "umur 16"}),
        ("korban siti dibawa ke kota", {"name": "siti"}),
        ("Anak Siti belum pulang", {"name": "Siti"}),
        ("Rina hilang sejak kemarin", {"name": "Rina"}),
        ("PERINGATAN: PAK JOKO CARI ORANG", {"name": "PAK JOKO CARI"}),
        ("bu marni yang menampung", {"name": "bu marni"}),
        ("gadis 16 tahun hilang", {"age": "16 tahun"}),
        ("seorang korban (16) hilang", {"age": "(16)"}),
        ("A suspect named Joko took a 16 year old", {"name": "Joko", "age": "16 year old"}),
        ("Hubungi +62 813 1111 2222", {"phone": "+62 813 1111 2222"}),
        ("NIK korban 3604132007000001", {"phone": "3604132007000001"}),
    ],
)
def test_somebody_is_found(text: str, found: dict[str, str]) -> None:
    assert {each.kind: each.text for each in screener().private(text, PLACES, OFFICIAL)} == found


@pytest.mark.parametrize(
    "text",
    [
        "Perekrut palsu di Tirtayasa",
        "Waspada Agen Palsu Di Tirtayasa",
        "Korban Perdagangan Orang Dari Lontar",
        "Perempuan Lontar diajak ke Malaysia gaji 15.000.000, diminta 150.000.000",
        "Dua orang menawari kerja ke perempuan usia 18-25 tahun dan minta KTP.",
        "Anak di bawah 18 tahun tidak boleh bekerja di luar negeri.",
        "Ibu waspada, Bapak jangan mau. Lapor ke Pak Camat atau Bapak Kapolsek.",
        "WASPADA CALO! JANGAN TAKUT LAPOR",
        "Kumpul di Jalan Ahmad Yani. Peringatan sampai 25-12-2026.",
        "Telepon polisi 110, KP2MI 0800-1000 atau WhatsApp 0811-8080-141, +62 812-9007-0027.",
    ],
)
def test_a_warning_that_names_nobody_passes(text: str) -> None:
    assert screener().private(text, PLACES, OFFICIAL) == ()


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert dialled("+62 812-9007-0027") == dialled("0812 9007 0027") == "081290070027"
