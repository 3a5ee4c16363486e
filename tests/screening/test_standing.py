"""What stands of a report beside what is over, only heard, imagined or on television: nothing of it hides a danger."""

import pytest

from bench.evaluation import rows_of, sets
from bot.domain.offers import Level, Severity
from tests.screening.samples import EVAL, TODAY, registry, screener

DANGERS = (
    "Adik saya dikurung di mess, ga boleh keluar.",
    "tetangga saya besok diberangkatin ke Malaysia sama calo",
    "ponakan umur 15 diajak kerja ke Batam",
    "paspor kakak masih dipegang sponsor ga dikasih",
    "istri saya di Riyadh dipukuli majikan, hp nya diambil",
    "sekarang ada temen yang masih disekap di Kamboja minta tolong",
    "anak saya nangis nelpon minta pulang",
    "suami hilang kontak sejak naik kapal",
)
EVERY = 5  # idle story that is told beside each
OVER = [
    "Bulan kemarin 3 orang ke Dubai ditahan di bandara, sudah dipulangin semua, urusannya sudah beres ya pak.",
    "Waktu itu saya lapor suami hilang kontak, ternyata HP-nya rusak, sudah pulang kemarin. Maaf ya pak ngerepotin.",
    "Bapak saya dulu ABK, 14 bulan ga digaji, tapi sudah beres tahun 2021, orangnya sudah pulang.",
    "Laporan saya kemarin dibatalkan ya. Adik saya yang hilang kontak itu sudah bisa ditelepon, sehat.",
]
AIRED = [
    "Di TV tadi ada anak SMP umur 14 dibawa ke Batam, pelakunya sudah dipenjara, serem ya pak.",
    "Denger di podcast ada bayi dijual ke Singapura, ngeri amat.",
]
GOES_ON = [
    "Maaf ngerepotin pak, anak saya sudah pulang. Tapi temannya masih disekap di sana.",
    "Urusan kakak sudah beres pak, sudah pulang. Sekarang adik saya yang diancam, rumah mau dibakar.",
    "Adik saya dikurung di mess. Kakak dulu juga gitu, alhamdulillah sudah pulang, makasih pak.",
    "Liat di berita kemarin orang dipukuli di Kamboja, suami saya juga di sana dipukuli mandor.",
    "Di TV tadi ada anak SMP dibawa, tetangga saya juga anaknya 15 taun diajak om om.",
    "Anak saya belum pulang juga, katanya di sana dikurung, mudah-mudahan sehat.",
    "Sampai hari ini belum ada kabar adik saya sejak berangkat.",
    "istri saya di Riyadh dipukuli majikan, hp nya diambil. katanya sih ada calo di kecamatan sebelah, siapa ga tau",
]


def idle_stories() -> list[str]:
    held_out = sorted((EVAL / "heldout").glob("reports_*.jsonl"))
    rows = (row for path in [*sets("reports"), *held_out] for row in rows_of(path, "severity"))
    return [row["text"].rstrip(".") for row in rows if row["severity"] == "hijau"][::EVERY]


def test_no_idle_story_hides_a_danger_told_beside_it() -> None:
    """Before a danger, after it, and in one breath: at most one in a hundred may be lost."""
    stories = idle_stories()
    told = [
        text
        for story in stories
        for danger in DANGERS
        for text in (f"{story}. {danger}", f"{danger.rstrip('.')}. {story}", f"{story}, {danger}")
    ]
    lost = [text for text in told if screener().triage(text, TODAY).severity is not Severity.MERAH]
    assert len(stories) > 100
    assert len(lost) <= len(told) / 100, lost[:20]


@pytest.mark.parametrize(
    "polite",
    [
        "Assalamualaikum pak/bu, maaf ganggu malam-malam. {}",
        "Maaf ya kalau salah kirim. Saya bingung mau cerita ke siapa. {}",
        "{}. Terima kasih sebelumnya ya pak, semoga sehat selalu.",
    ],
)
def test_politeness_weighs_nothing(polite: str) -> None:
    """Of all that is urgent, or a danger, at most one in a hundred may be lost to it."""
    reports = [row["text"].rstrip(". ") for path in sets("reports") for row in rows_of(path, "severity")]
    offers = [row["text"].rstrip(". ") for path in sets("offers") for row in rows_of(path, "label")][::EVERY]
    urgent = [text for text in reports if screener().triage(text, TODAY).severity is Severity.MERAH]
    grave = [text for text in offers if screener().screen(text, {}, registry()).level is Level.BAHAYA]
    calmed = [
        text
        for text in urgent
        if screener().triage(polite.format(text), TODAY).severity is not Severity.MERAH
    ]
    cleared = [
        text
        for text in grave
        if screener().screen(polite.format(text), {}, registry()).level is not Level.BAHAYA
    ]
    assert len(urgent) > 400
    assert len(calmed) <= len(urgent) / 100, calmed
    assert len(grave) > 300
    assert len(cleared) <= len(grave) / 100, cleared


@pytest.mark.parametrize("text", [*OVER, *AIRED])
def test_what_is_over_or_was_on_television_wakes_nobody(text: str) -> None:
    assert screener().triage(text, TODAY).severity is not Severity.MERAH


@pytest.mark.parametrize("text", GOES_ON)
def test_what_goes_on_beside_it_does(text: str) -> None:
    assert screener().triage(text, TODAY).severity is Severity.MERAH


def test_a_child_is_never_settled() -> None:
    """Not even by what settles everything else, beside something only seen on television."""
    told = (
        "Kemarin liat di TV juga. Anak kelas 2 SMP sudah di bandara mau ke Batam. "
        "Yang dulu sudah pulang, urusannya sudah beres pak."
    )
    assert "anak" in screener().triage(told, TODAY).why


@pytest.mark.parametrize(
    "talk",
    [
        "Barusan berita 554 WNI dipulangkan dari Myawaddy, hati-hati ya keluarga.",
        "Pagi semua, yang piket jaga pos ronda malam ini siapa?",
        "Ceramah tadi subuh bagus, rezeki halal lebih berkah.",
        "Bikin paspor antreannya penuh terus, capek deh.",
    ],
)
def test_talk_hides_no_danger_to_ones_own(talk: str) -> None:
    danger = "Ibu saya mau dikirim jadi pembantu ke Arab bulan depan."
    for text in (f"{talk} {danger}", f"{danger} {talk}"):
        assert screener().screen(text, {}, registry()).level is Level.BAHAYA
