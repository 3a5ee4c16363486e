"""What officers write in words of their own: the number of a case, or what they want done with one."""

import re
from enum import StrEnum

from bot.domain.choosing import plain
from bot.domain.phones import normalised

_NUMBER = re.compile(  # of a plain() text: "tolong buka bd 113 ya"
    r"(?:(?:tolong|coba|mau|saya|lihat|liat|buka|bukain|cek|isi|kasus|laporan|lapor|nomor|nomer|no|yang|yg) )*"
    r"(?P<number>bd ?\d{1,9})(?: (?:ya|dong|dulu|aja|saja|pak|bu))*"
)
_COMMANDS = {
    "lihat isi": "lihat_isi",
    "lihat isinya": "lihat_isi",
    "buka isi": "lihat_isi",
    "buka isinya": "lihat_isi",
    "tutup kasus": "tutup",
    "tutup laporan": "tutup",
    "tutup atau rujuk": "tutup",
    "rujuk": "tutup",
    "gabung kasus": "gabung_kasus",
    "gabung laporan": "gabung_kasus",
    "sudah diverifikasi": "sudah_diverifikasi",
    "sudah ditindaklanjuti": "sudah_ditindaklanjuti",
    "ditindaklanjuti": "sudah_ditindaklanjuti",
    "lembar rujukan": "lembar_rujukan",
    "simpan lebih lama": "simpan_lagi",
}
_PHONE = re.compile(r"(?<![\w+])(?:\+|0|62)\d(?:[\s.-]?\d){7,13}(?!\w)")
_ABOUT_A_PHONE = frozenset(
    ["apa", "apakah", "nomor", "nomer", "no", "hp", "wa", "telepon", "telp", "tlp", "ini", "itu", "pernah", "sudah",
     "udah", "sdh", "ada", "yang", "yg", "dilaporkan", "dilaporin", "dilapor", "laporan", "laporannya", "siapa",
     "punya", "punyanya", "milik", "cek", "tolong", "coba", "di", "sini", "kita", "calo", "pelaku", "dikenal", "kah",
     "ya", "gak", "ga", "tidak", "belum", "pak", "bu", "kalau", "soal", "tentang", "masuk", "berapa", "kali"]
)  # fmt: skip
LONGEST = 120  # characters of a message that only says how a case stands


class Wish(StrEnum):
    """What a sentence of an officer's means; the ways on are taps, nothing is done by the sentence itself."""

    LATER = "later"  # they will look, or have begun to
    DECLINE = "decline"
    VISITED = "visited"
    REFER = "refer"
    MERGE = "merge"
    CLOSE = "close"
    KEY = "key"  # the passphrase is lost


_NOT = r"(?:tidak|tdk|tak|gak|ga|gk|nggak|ngga|enggak|belum bisa|blm bisa|teu|ora)"
_ALREADY = r"(?:sudah|udah|sdh|udh|dah|telah|barusan|baru saja|tadi)"
_WISHES = {  # of a plain() text, the first that is found
    Wish.KEY: r"\b(?:lupa|hilang|kehilangan|ilang)\b.{0,20}\b(?:kata kunci|kunci|password|sandi|passphrase)\b"
    r"|\b(?:kata kunci|password|kata sandi|passphrase)\b.{0,20}\b(?:lupa|hilang|ilang)\b",
    Wish.MERGE: r"\b(?:ini )?(?:kasus|laporan)?(?:nya)? ?(?:sama|dobel|double|ganda|kembar)\b"
    r".{0,25}\b(?:kemarin|kmrn|kmarin|tadi|sebelumnya|satunya|bd ?\d+|yang lain|yg lain|lalu)\b"
    r"|\b(?:laporan|kasus)\w* (?:dobel|double|ganda)\b|\bgabung(?:kan|in)? (?:aja|saja|kasus|laporan)\b",
    Wish.REFER: r"\b(?:terus|lanjut|rujuk|limpah|serah|alih|over|kirim)(?:kan|in|ke)?\b.{0,25}"
    r"\b(?:polisi|polres\w*|polda|polsek|polri|ppa|bp[23]mi|disnaker\w*|lpsk|instansi|dinas)\b|\b(?:di)?rujuk(?:kan)?\b",
    Wish.DECLINE: rf"^(?:(?:maaf|aduh|pak|bu|saya|sy|aku|kami|kayaknya|hari ini|besok|lagi|yang ini) )*"
    rf"{_NOT} (?:bisa|sanggup|sempat|sempet|mampu)(?: (?:hari ini|besok|sekarang|terima|ambil|pegang|menangani|datang|"
    r"ke sana|karena|soalnya|lagi|dulu|pak|bu|saya|yang)\b.*)?$"
    r"|^(?:(?:maaf|saya|sy|kami|pak|bu) )*(?:lagi|sedang|masih) (?:cuti|dinas luar|di luar kota|sakit|izin)\b"
    r"|\b(?:berhalangan|ada halangan)\b",
    Wish.CLOSE: rf"\b{_ALREADY} (?:beres|selesai|kelar|aman|tuntas|tertangani|ditangani)\b"
    r"|\btutup (?:aja|saja|dong|ya|kasusnya|laporannya)\b",
    Wish.VISITED: rf"\b{_ALREADY} (?:(?:sampai )?(?:di|ke|dari) (?:lokasi|rumah|tempat|sana|situ|tkp|desa)\w*"
    r"|(?:di)?(?:cek|survei|survey|kunjungi|verifikasi|periksa|tinjau|datangi|temui)\b)"
    r"|\b(?:lokasi|rumah)(?:nya)? (?:sudah |udah )?(?:kosong|sepi)\b",
}
_MEANS = {meant: re.compile(words) for meant, words in _WISHES.items()}
_LATER = frozenset(
    ["cek", "ngecek", "lihat", "liat", "pelajari", "meluncur", "otw", "urus", "proses", "besok", "nanti", "bentar",
     "sebentar", "tunggu"]
)  # fmt: skip
_AROUND = frozenset(
    ["ok", "oke", "baik", "siap", "iya", "ya", "sip", "saya", "sy", "aku", "kami", "sore", "pagi", "siang", "malam",
     "biar", "coba", "sedang", "lagi", "mau", "akan", "dulu", "aja", "saja", "dong", "pak", "bu", "ke", "lokasi"]
)  # fmt: skip


def wish(text: str) -> Wish | None:
    """What an officer would have done, in a sentence of their own; None for anything else, also one of our words."""
    said = plain(text[: LONGEST + 1])
    if len(text) > LONGEST or len(said.split()) < 2 or "?" in text:
        return None
    words = set(said.split())
    if words & _LATER and words <= _LATER | _AROUND:
        return Wish.LATER
    return next((meant for meant, found in _MEANS.items() if found.search(said)), None)


def phone_asked(text: str) -> str:
    """The phone number a text asks about, and nothing else, in E.164; "" for any other text."""
    found = _PHONE.findall(text) if len(text) <= LONGEST else []
    around = plain(_PHONE.sub(" ", text)).split()
    if len(found) != 1 or not _ABOUT_A_PHONE.issuperset(around):
        return ""
    return normalised(found[0])


def number_in(text: str) -> str:
    """The case number that a text is, "bd 113"; "" when it says more, or none."""
    found = _NUMBER.fullmatch(plain(text))
    return found["number"] if found is not None else ""


def command(text: str) -> str:
    """What a button under a case would do, typed by its label and nothing else; "" for anything else."""
    return _COMMANDS.get(plain(text), "")
