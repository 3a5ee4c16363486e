"""Documents asked for or done without, and who bears the costs."""

import pytest

from tests.screening.samples import registry, screener


def named(text: str, kind: str) -> set[str]:
    return {entity.value for entity in screener().screen(text, {"fee": "belum_tahu"}, registry()).named(kind)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Kerja di Taiwan, syarat: KTP, KK dan ijazah SMP", {"ktp asked", "kk asked", "ijazah asked"}),
        ("bawa paspor asli sama akte lahir ke kantor, kerja Malaysia", {"paspor asked", "akta asked"}),
        ("Kerja ke Malaysia tanpa paspor dan tanpa ijazah", {"paspor waived", "ijazah waived"}),
        ("loker jepang ijazah ga wajib, yang penting sehat", {"ijazah waived"}),
        ("teu kudu boga paspor, damel di Malaysia", {"paspor waived"}),
        ("kapal taiwan, wajib buku pelaut & BST", {"buku_pelaut asked"}),
        ("PRT Hongkong, surat ijin suami diminta", {"surat_izin asked"}),
        ("foto KTP dikirim ke wa ya, kerja di brunei", {"ktp asked"}),
        ("nyebrang ke Malaysia cukup modal KTP aja", {"ktp asked"}),
        ("saya sudah punya paspor, mau kerja ke Taiwan", set()),
        ("Kerja Taiwan. Persyaratan KTP dan KK", {"ktp asked", "kk asked"}),
        ("Kerja pabrik Korea gaji besar", set()),
        ("paspor saya sudah jadi kemarin, kerja di Taiwan", set()),
    ],
)
def test_documents(text: str, values: set[str]) -> None:
    assert named(text, "document") == values


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Kerja Taiwan, semua biaya ditanggung majikan", {"employer"}),
        ("hotel Turki, tiket pp hotel yang bayar", {"employer"}),
        ("magang jepang, pelatihan dibiayai pemerintah", {"government"}),
        ("berangkat Hongkong pakai KUR BRI", {"loan"}),
        ("kerja malaysia gratis dulu, gaji dipotong 6 bulan", {"loan"}),
        ("kerja Polandia, bayar 35 juta sebelum berangkat", {"worker"}),
        ("kerja Turki, ongkos ditanggung PT", {"employer"}),
        ("kerja Malaysia, tiket kami yang bayarin", {"employer"}),
        ("biaya sendiri ya, kerja Brunei", {"worker"}),
        ("Kerja pabrik Korea gaji besar", set()),
    ],
)
def test_who_pays(text: str, who: set[str]) -> None:
    assert named(text, "payer") == who


def test_each_stands_where_it_was_read() -> None:
    text = "Kerja di Taiwan, wajib kirim KTP. Biaya ditanggung majikan"
    for entity in screener().screen(text, {}, registry()).entities:
        assert text[entity.start : entity.end] == entity.text
