"""How to get to every question of every conversation, for tests that hold in all of them."""

OFFER = "Ada kerja di Taiwan, gaji 15 juta"
STORY = "Ada orang merekrut perempuan di kampung"
TO_NOTIFY = ["lapor", STORY, "lewati", "lewati", "lewati", "lewati", "lewati", "lewati"]

UNSETTLED = [OFFER, "belum tahu", "belum tahu", "belum tahu"]

PATHS: dict[str, list[str]] = {
    "check_offer.read_offer": ["cek"],
    "check_offer.read_answer": [OFFER],
    "check_offer.after_verdict": ["Kerja di Kamboja gaji 15 juta, pakai visa turis"],
    "report_broker.read_story": ["lapor"],
    "report_broker.read_village": ["lapor", STORY],
    "report_broker.read_broker": TO_NOTIFY[:3],
    "report_broker.read_departure": TO_NOTIFY[:4],
    "report_broker.read_people": TO_NOTIFY[:5],
    "report_broker.read_minor": TO_NOTIFY[:6],
    "report_broker.read_media": TO_NOTIFY[:7],
    "report_broker.read_bypass": ["lapor", f"{STORY}, ada oknum", *TO_NOTIFY[2:]],
    "report_broker.read_notify": TO_NOTIFY,
    "report_broker.read_back": [*TO_NOTIFY, "lewat kode saja"],
    "receipt.read_code": ["status"],
    "receipt.after_status": ["status", "7K3M-92QF-XT4?"],
    "receipt.read_addition": ["status", "7K3M-92QF-XT4?", "tambah cerita"],
    "receipt.confirm_addition": ["status", "7K3M-92QF-XT4?", "mobilnya putih"],
    "receipt.confirm_cut": ["status", "7K3M-92QF-XT4?", "putus kontak"],
    "receipt.confirm_withdrawal": ["status", "7K3M-92QF-XT4?", "tarik laporan"],
    "emergency.read_safe": ["darurat"],
    "emergency.read_where": ["darurat", "bisa bicara"],
    "emergency.read_country": ["darurat", "bisa bicara", "di luar negeri"],
    "awareness.choose": ["info"],
    "awareness.read_village": ["langganan"],
    "language.choose": ["bahasa"],
    "erase.confirm": ["hapus"],
    "own_data.read_village": ["ganti desa"],
    "second_look.confirm": [*UNSETTLED, "minta petugas cek"],
    "offer_review.read_words": ["t~tulis_jawaban~CEK-105"],
    "offer_review.read_level": ["t~tulis_jawaban~CEK-105", "Jangan bayar dulu, Kak"],
    "indicators.read_answer": ["tutup", "BD-417", "sudah ditangani"],
    "indicators.read_choice": ["tutup", "BD-417", "sudah ditangani", "ya, catat"],
    "casework.read_invitation": ["gabung"],
    "casework.read_number": ["tutup"],
    "casework.read_question": ["tanya", "BD-417"],
    "casework.read_answer": ["t~balas_pelapor~BD-417"],
    "casework.read_main": ["t~gabung_kasus~BD-417"],
    "casework.confirm_main": ["t~gabung_kasus~BD-417", "BD-418"],
    "casework.read_outcome": ["tutup", "BD-417"],
    "leave.read_change": ["cuti"],
    "leave.read_from": ["cuti"],
    "leave.read_until": ["cuti", "mulai besok"],
    "leave.read_deputy": ["cuti", "mulai besok", "hari itu saja"],
    "casework.read_partner": ["tutup", "BD-417", "Dirujuk"],
}
