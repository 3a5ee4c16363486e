"""General questions people ask, and what is known of their answers. The sentences are `faq.<id>.label` and `.body`."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.choosing import plain
from bot.domain.messages import Choice

LONGEST = 160  # characters of a general question
WORD = "faq"  # as a choice it bears the question as its topic
_NOT = "(?:ga|gak|gk|g|nggak|ngga|enggak|engga|tidak|tdk|teu|henteu|ora|ore)"
_ASKS = re.compile(
    r"\b(?:apa|apakah|apaan|naon|ape|opo|siapa|saha|sapa|sape|mana|dimana|dmn|kemana|kmn|endi|berapa|brp|berapaan"
    r"|sabaraha|pire|pira|piro|pirang|kapan|iraha|gimana|gmn|gmna|bagaimana|kumaha|piye|priben|kepriben|kepremen"
    r"|kenapa|knp|naha|nanya|tanya|naros|takon|wajar|normal|legal|bolehkah|bisakah|adakah|benarkah|kah|emang|emg"
    r"|what|how|who|where|when|why|which|can|may|is|are|do|does|will|should)\b"
    r"|\b(?:boleh|bole|bisa|bs|bener|betul|benar|aman|olih|meunang|kenging|tiasa|iso|perlu|harus|kudu|wajib|resmi|sah"
    rf"|ada|aya|ana|dibuka)(?: \w+){{0,3}} (?:{_NOT}|apa|kah|ya|yah|nya|kan|sih|to|tah|blm|belum|durung|can|acan)\b"
    rf"|\b{_NOT} (?:ya|yah|sih|kak|min|pak|bu|kl|klo|kalo|kalau|nya|to|tah|ke|buat|thn|tahun|ikut|dari)\b"
    rf"|(?:\b{_NOT}|\b(?:kan|sih|to|tah|ya|blm|belum|durung|boleh|aman))(?: (?:kak|min|pak|bu|bang|mas|teh|kang|nak))?$"
    r"|^(?:minta|mohon|tolong|info|ciri|arti|syarat|nomor|no|alamat|phone|number|mau|pengen|pengin|ingin|hayang|hoyong)\b"
    r"|\bminta (?:data|nama|nomor|no|identitas|alamat)\b|\btolong (?:di)?(?:hapus|batal\w*|cabut|tarik)\b"
    r"|\bkok (?:ga|gak|nggak|ngga|tidak|belum|blm|masih|lama|durung)\b"
)


@dataclass(frozen=True, slots=True)
class Faq:
    """One question. `asked` are ways to ask it, by which others are recognised."""

    id: str
    asked: tuple[str, ...]
    review_by: date
    numbers: tuple[str, ...] = ()  # purposes of hotlines that are told with the answer, one number each
    is_grave: bool = False  # its answer forbids, warns or names help: also where somebody may be in danger
    is_about_us: bool = False  # may be asked beside any other question
    is_elsewhere: bool = False  # no matter of ours: nobody is alarmed by it

    @property
    def choice(self) -> Choice:
        """To ask just this."""
        return Choice(WORD, f"faq.{self.id}.label", topic=self.id)


def is_asking(text: str) -> bool:
    """Whether a short text has the form of a question, with or without its mark. Never raises."""
    return len(text) <= LONGEST and ("?" in text or _ASKS.search(plain(text)) is not None)
