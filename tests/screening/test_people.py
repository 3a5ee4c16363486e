"""Whose name in a story is the recruiter's."""

import pytest

from tests.screening.samples import screener

NAMED = {
    "Pak Jay dari kampung sebelah ngajak anak saya kerja ke Malaysia": "Pak Jay",
    "pak jay dari kampung sebelah ngajak anak saya, berangkat lusa": "pak jay",
    "DIAJAK PAK JAY KE MALAYSIA": "PAK JAY",
    "Ada sponsor Hj. Maemunah ngumpulin KTP ibu-ibu": "Hj. Maemunah",
    "H. Sobari sering bawa orang ke Malaysia lewat Dumai": "H. Sobari",
    "pak haji mahmud sponsor lama di desa": "pak haji mahmud",
    "Mang ujang tukang ojek yang nganter ke penampungan": "Mang ujang",
    "Kang Dadang keur neangan awewe ka Saudi": "Kang Dadang",
    "Teh Euis nu ngajak ka Dubai": "Teh Euis",
    "diajak Mbak Yuni lewat facebook": "Mbak Yuni",
    "mas agus kenalan di tiktok, suruh transfer": "mas agus",
    "Ustadz Mahfud ngajak umroh sambil kerja": "Ustadz Mahfud",
    "yang ngajak dipanggil Bos Lim, orang Medan": "Bos Lim",
    "adik saya Rini dijanjikan gaji besar oleh Tante Mona": "Tante Mona",
    "Bu Ani dibawa ke Arab sama Om Deni": "Om Deni",
    "transfer ke rek BRI a.n. Slamet Riyadi 5 juta": "Slamet Riyadi",
    "ada orang baik sekali, namanya Rudi, nawarin kerja di Batam": "Rudi",
    "Calonya namanya Rina, rumahnya dekat pasar": "Calonya namanya Rina",
    "perekrutnya bernama Dewi Lestari orang Subang": "perekrutnya bernama Dewi Lestari",
    "panggilannya Jhon, orangnya gede": "Jhon",
    "anak saya namanya Siti mau dibawa ke Batam sama Bang Jali": "Bang Jali",
    "Mba Nia sama mas Budi ngumpulin anak2 di kontrakan": "Mba Nia, mas Budi",
    "paspornya dipegang bu T, katanya buat visa": "bu T",
    "Pak Jay lagi, pak jay lagi": "Pak Jay",
    "yang nelpon Pak Jay, nomornya 0811-1111-0001": "Pak Jay, 0811-1111-0001",
    "akun @kerjacontoh nyuruh kirim uang": "@kerjacontoh",
}
NOBODY = (
    "anak saya Udin diajak orang ke Kamboja",
    "suami saya Pak Karto mau berangkat ke Saudi",
    "kata Bu Ani tetangga saya, ada yang nawarin kerja",
    "Assalamualaikum pak, saya mau lapor ada calo",
    "tolong pak anak saya dibawa orang",
    "Pak RT sudah tahu tapi diam saja",
    "bapak saya dulu TKI",
    "ibu ibu di kampung diajak ke Qatar",
    "Nama saya Wati, saya mau lapor",
    "korban namanya Lilis umur 15",
    "calo bilang gampang",
    "agen malaysia mukul adik saya",
    "sponsor dari Indramayu",
    "teh manis di warung",
    "om saya di Malaysia",
    "Bu Tini ditipu sponsor, uangnya hilang",
    "hubungi saya di 0811-1111-0002",
    "",
    "pak " * 2000,
    "anak " * 1500 + "Pak",
)


@pytest.mark.parametrize(("story", "who"), NAMED.items())
def test_the_recruiter_is_found(story: str, who: str) -> None:
    assert ", ".join(screener().recruiters(story)) == who


@pytest.mark.parametrize("story", NOBODY)
def test_nobody_else_is_taken_for_one(story: str) -> None:
    assert screener().recruiters(story) == ()
