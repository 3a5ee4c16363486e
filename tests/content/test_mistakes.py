"""What an editor gets wrong stops the start with the file and the entry; nothing else is read half."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from bot import content
from bot.content import ContentError

ROOT = Path(__file__).parents[2]
Edit = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(ROOT / "content", tmp_path / "content"))


def swap(file: str, old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def write(file: str, data: bytes) -> Edit:
    return lambda folder: (folder / file).write_bytes(data) and None


def remove(file: str) -> Edit:
    return lambda folder: (folder / file).unlink()


HOT, LESSON, RETENTION = "hotlines.toml", "lessons/01_visa_kerja.toml", "retention.toml"
MICRO = "cadre/01_mendengar.toml"
EXCHANGE, PLAIN = "exchange.toml", "plain_words.toml"
WORDS, EVIDENCE = "passphrase_words.txt", "evidence.tsv"
MISTAKES: list[tuple[Edit, str, str]] = [
    (swap(EXCHANGE, 'partner = "ke_lpsk"', 'partner = "ke_polri"'), EXCHANGE, "ke_polri"),
    (swap(EXCHANGE, 'partner = "ke_lpsk"', 'partner = "ke_siapa"'), EXCHANGE, "agency.3.partner"),
    (swap(EXCHANGE, '"severity", "stage", "departure"', '"severity", "story"'), EXCHANGE, "ke_disnaker"),
    (swap(HOT, 'number = "0800-1000"', 'number = "tanya Pak RT"'), HOT, "hotline.kp2mi_dalam.number"),
    (swap(HOT, 'number = "110"', 'number = "119"'), HOT, "hotline.polri_110.spelled"),
    (swap(HOT, '"satu satu nol"', '"satu satu sembilan"'), HOT, "hotline.polri_110.spelled"),
    (swap(HOT, '"satu satu nol"', '"seratus sepuluh"'), HOT, "hotline.polri_110.spelled"),
    (swap(HOT, 'spelled = "satu satu nol"\n', ""), HOT, "hotline.polri_110.spelled"),
    (swap(HOT, 'purposes = ["worker"]', "purposes = []"), HOT, "hotline.kp2mi_dalam.purposes"),
    (swap(HOT, 'purposes = ["worker"]', 'purposes = ["kerja"]'), HOT, "hotline.kp2mi_dalam.purposes.0"),
    (swap(HOT, 'country = "MY"', 'country = "Malaysia"'), HOT, "hotline.kbri_kuala_lumpur.country"),
    (swap(HOT, "review_by = 2027-02-24", "review_by = 2026-11-24"), HOT, "hotline.polri_110"),
    (swap(HOT, "checked_on = 2026-11-24\n", ""), HOT, "hotline.polri_110.checked_on"),
    (swap(HOT, 'hours = "24 jam"', 'jam = "24 jam"'), HOT, "hotline.polri_110.jam"),
    (swap(HOT, "[[hotline]]", "[[hotline]"), HOT, "file"),
    (write(HOT, b"\xff\xfe"), HOT, "file"),
    (write(WORDS, b"batu \xff"), WORDS, "file"),
    (write(EVIDENCE, b"\xff\t1\t2\t3\t4"), EVIDENCE, "file"),
    (swap(EVIDENCE, "=start", "=mulai"), EVIDENCE, "=start"),
    (swap(PLAIN, "[instead]", "[instead"), PLAIN, "file"),
    (swap(PLAIN, "[instead]", "[rather]"), PLAIN, "instead"),
    (remove(HOT), HOT, "file"),
    (remove("sources.toml"), "sources.toml", "file"),
    (swap(LESSON, "order = 1", "order = 2"), LESSON, "order"),
    (remove(LESSON), "lessons/02_gratis_dan_uang.toml", "order"),
    (swap(LESSON, "visa_kerja", "belum_18"), "lessons/05_belum_18.toml", "belum_18"),
    (swap(LESSON, "calon_pekerja", "semua orang"), LESSON, "audience"),
    (swap(LESSON, "review_by = 2027", "review_by = 2025"), LESSON, "file"),
    (swap(MICRO, "right = 3", "right = 4"), MICRO, "file"),
    (swap(MICRO, "Beri nasihat", "Beri nasihat panjang lebar"), MICRO, "text.id.answers.1"),
    (swap(MICRO, '"Give advice", ', ""), MICRO, "file"),
    (swap(MICRO, "[text.id]", "[text.su]"), MICRO, "file"),
    (swap(MICRO, "order = 1", "order = 13"), "cadre/02_yang_tidak_ditanya.toml", "order"),
    (remove(MICRO), "cadre/02_yang_tidak_ditanya.toml", "order"),
    (swap("areas.toml", "Asia/Jakarta", "Asia/Serang"), "areas.toml", "timezone"),
    (swap("areas.toml", "lesson_weekday = 0", "lesson_weekday = 7"), "areas.toml", "lesson_weekday"),
    (swap("areas.toml", "quiet_from = 21:00:00", 'quiet_from = "malam"'), "areas.toml", "quiet_from"),
    (swap(RETENTION, 'id = "report.ganda"\ndays = 90', 'id = "report.ganda"\ndays = 14'), RETENTION, "remind_days"),
    (swap(RETENTION, "unread_days = 3", "unread_days = 4_000_000_000"), RETENTION, "unread_days"),
    (swap("alerts.toml", "feed_days = ", "feed_days = 9999999"), "alerts.toml", "feed_days"),
    (swap("alerts.toml", "watch_seconds = ", "watch_seconds = 9999999"), "alerts.toml", "watch_seconds"),
    (swap(EXCHANGE, "[1, 5, 15,", "[1, 5, 99_000_000_000_000,"), EXCHANGE, "webhook.retry_minutes.2"),
    (swap("routing.toml", "merah = 15", "merah = 99_000_000_000_000"), "routing.toml", "accept_minutes.merah"),
    (swap(RETENTION, 'id = "report.ganda"\ndays = 90', 'id = "report.ganda"'), RETENTION, "report.ganda"),
    (swap(RETENTION, 'id = "audit"', 'id = "audit"\ndays = 90'), RETENTION, "audit"),
    (swap(RETENTION, 'id = "inbox"', 'id = "inboks"'), RETENTION, "inboks"),
    (swap(RETENTION, 'id = "flyers"', 'id = "links"'), RETENTION, "links"),
    (swap(RETENTION, "days = 30", "days = 0"), RETENTION, "keep.parked.days"),
    (swap("fairness.toml", "most = 6", "most = 0"), "fairness.toml", "wrong_codes.most"),
    (swap("fairness.toml", "{ merah = 2,", "{ ungu = 2,"), "fairness.toml", "digest.wait_minutes"),
    (swap("fairness.toml", "= 0.4", "= 0.1"), "fairness.toml", "alike.least_likeness"),
    (swap("routing.toml", "merah = 15", "merah = 0"), "routing.toml", "accept_minutes.merah"),
    (swap("routing.toml", "merah = 15", "ungu = 15"), "routing.toml", "accept_minutes"),
    (swap("routing.toml", '"pimpasa", "cadangan"', '"pimpasa", "pimpasa"'), "routing.toml", "pimpasa"),
    (swap("routing.toml", "hijau = 1440\n", "hijau = 1440\n[[office]]\narea = 'Serang'\n"), "routing.toml",
     "office.0.area"),
    (swap("routing.toml", "kuning = 48", "kuning = 1"), "routing.toml", "act_hours"),
    (swap("routing.toml", ', "supervisor", "kanwil"]', "]"), "routing.toml", "rungs"),
    (swap("areas.toml", '"Asia/Makassar" =', '"Asia/Bali" ='), "areas.toml", "zones.Asia/Bali"),
    (swap("areas.toml", '["81",', '["81", "36",'), "areas.toml", "36"),
    (swap("holidays.toml", '"12-25"', '"12-32"'), "holidays.toml", "12-32"),
    (swap("holidays.toml", '"12-25"', '"05-01"'), "holidays.toml", "05-01"),
    (swap("holidays.toml", "2026-12-24", "2027-12-24"), "holidays.toml", "2026"),
    (swap("holidays.toml", "2026-12-24", "2026-12-25"), "holidays.toml", "2026-12-25"),
    (swap("whatsapp_templates.toml", 'purpose = "alert"', 'purpose = "gossip"'), "whatsapp_templates.toml",
     "template.officer_alert.purpose"),
    (swap("whatsapp_templates.toml", 'content_sid = ""', 'content_sid = "HX1"'), "whatsapp_templates.toml",
     "template.awareness_weekly.content_sid"),
    (swap("whatsapp_templates.toml", "quick_reply_3 =", "quick_reply_4 ="), "whatsapp_templates.toml", "quick_replies"),
    (swap("whatsapp_templates.toml", 'name = "officer_alert"', 'name = "awareness_weekly"'),
     "whatsapp_templates.toml", "awareness_weekly"),
    (swap("demo.toml", "36.04.13.2007", "Lontar"), "demo.toml", "village.Lontar.code"),
    (swap("demo.toml", "36.04.13.2007", "36.04.12.2001"), "demo.toml", "36.04.12.2001"),
    (swap("demo.toml", "lat = -5.97677", "lat = 597677"), "demo.toml", "village.36.04.13.2007.lat"),
    (swap("demo.toml", 'role = "cadangan"', 'role = "camat"'), "demo.toml", "officer.Cadangan (contoh).role"),
    (swap("demo_registry.csv", "sip3mi_number", "nomor"), "demo_registry.csv", "line 1"),
    (swap("demo_registry.csv", "PT Pringgodani Duta,", "PT Pringgodani Duta\n,"), "demo_registry.csv", "line 3"),
    (write("demo_registry.csv", b""), "demo_registry.csv", "line 1"),
    (write("demo_registry.csv", b"name,\xff"), "demo_registry.csv", "file"),
    (remove("demo_registry.csv"), "demo_registry.csv", "file"),
    (remove("demo_opportunities.csv"), "demo_opportunities.csv", "file"),
    (swap("opportunities.toml", 'id = "luar_negeri_resmi"', 'id = "luar_negeri_lama"'), "opportunities.toml",
     "luar_negeri_resmi"),
    (swap("opportunities.toml", '"tani", ', '"tani", "ikan", '), "opportunities.toml", "ikan"),
    (swap("opportunities.toml", "news_weekday = 3", "news_weekday = 7"), "opportunities.toml", "news_weekday"),
    (swap("opportunities.toml", "[[interest]]", "[[interest]]\nid = 'sulap'\n[[interest]]"), "opportunities.toml",
     "interest"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "file", "entry"), MISTAKES, ids=[f"{file}: {entry}" for _, file, entry in MISTAKES]
)
def test_a_mistake_names_file_and_entry(folder: Path, edit: Edit, file: str, entry: str) -> None:
    edit(folder)
    with pytest.raises(ContentError) as caught:
        content.load(folder)
    assert caught.value.file == file
    assert caught.value.entry.startswith(entry)
    assert caught.value.line is not None
    assert str(caught.value).startswith(f"content/{file}:{caught.value.line}: {entry}")
    assert caught.value.what


def test_no_lesson_at_all_is_a_mistake(folder: Path) -> None:
    for path in (folder / "lessons").glob("*.toml"):
        path.unlink()
    with pytest.raises(ContentError):
        content.load(folder)
