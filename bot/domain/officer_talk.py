"""What officers write in words of their own: the number of a case, or what they want done with one."""

import re

from bot.domain.choosing import plain

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


def number_in(text: str) -> str:
    """The case number that a text is, "bd 113"; "" when it says more, or none."""
    found = _NUMBER.fullmatch(plain(text))
    return found["number"] if found is not None else ""


def command(text: str) -> str:
    """What a button under a case would do, typed by its label and nothing else; "" for anything else."""
    return _COMMANDS.get(plain(text), "")
