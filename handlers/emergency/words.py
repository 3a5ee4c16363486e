"""What people type beside an alarm: a yes that sends, a question, that the danger is over."""

import re

from bot.domain.choosing import AGREES, LETS, SENDS, plain

LONGEST_YES = 4  # words; what is longer tells more than a yes
LONGEST_QUESTION = 100  # characters
LONGEST_SAFE = 60  # characters
_ASKS = re.compile(  # of a plain() text, beside a question mark
    r"\b(?:gimana|gmn|gmna|gmana|bagaimana|kumaha|piye|priben|kepriben|siapa|saha|sapa|sopo|berapa|brp|sabaraha|pira|piro"
    r"|kapan|iraha|kapankah|mana|kemana|dimana|kmana|kmn|dmn|apakah|bisakah|bolehkah|kenapa|knp|naha|what|how|who|where"
    r"|when|why|should i|can i|can we|can you)\b"
    r"|\b(?:ga|gak|nggak|ngga|tidak|teu|ora) (?:ya|yah|sih|kak|min)\b|\b(?:bisa|boleh|perlu|harus|aman) (?:ga|gak|nggak"
    r"|ngga|tidak|teu|ora|kah)\b|^(?:apa|bisa|boleh) "
)
_IS_SAFE = re.compile(  # of a plain() text
    r"\b(?:udah|sudah|udh|sdh|dah|wis|wes|uwis|geus|tos|alhamdulillah|now|already|am|is|are) (?:\w+ ){0,2}?"
    r"(?:aman|selamat|slamet|salamet|pulang|balik|mulih|uih|di rumah|dirumah|ketemu|bebas|beres|tenang|baikan|kembali"
    r"|safe|home|found|free|ok)\b"
)
_NOT_SAFE = re.compile(
    r"\b(?:belum|blm|durung|can|ga|gak|nggak|ngga|tidak|tdk|teu|ora|not|mau|pengen|biar|takut|tapi|tp|but)\b"
)


def is_yes(said: str) -> bool:
    """Whether it is to be sent: "ya", "kirim aja kak", "tolong laporkan"."""
    plainly = plain(said)
    if is_question(said) or len(plainly.split()) > LONGEST_YES:
        return False
    is_sent = SENDS.fullmatch(plainly) or LETS.fullmatch(plainly) or AGREES.match(plainly)
    return is_sent is not None


def is_question(said: str) -> bool:
    return len(said) <= LONGEST_QUESTION and ("?" in said or _ASKS.search(plain(said)) is not None)


def is_safe(said: str) -> bool:
    """Whether the danger is over: "udah aman makasih", "sudah ketemu kak"."""
    plainly = plain(said) if len(said) <= LONGEST_SAFE and "?" not in said else ""
    return _IS_SAFE.search(plainly) is not None and _NOT_SAFE.search(plainly) is None
