"""Words that work everywhere, and words that start a conversation: as people type them, misspelt by a letter or so."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.domain import choosing
from bot.domain.conversation import Conversation

STOP_WORDS = frozenset(
    ["stop", "stopp", "stp", "setop", "setopp", "berhenti", "brenti", "berenti", "berhentikan", "stopkan", "unsub",
     "unsubscribe", "mandeg", "eureun", "liren"]
)  # fmt: skip
BACK_WORDS = frozenset(["kembali", "back", "balik", "mundur"])
CANCEL_WORDS = frozenset(["batal", "cancel", "batalkan", "gak jadi", "ga jadi", "tidak jadi"])
EXIT_WORDS = frozenset(["tutup", "keluar", "exit", "close"])  # somebody is looking over the person's shoulder
OFFICERS_WORD = "tutup"  # an officer closes a case with it
_CANCELLED = re.compile(  # of a plain() text: "eh ga jadi deh takut"
    r"(?:(?:eh|oh|aduh|maaf|kak|yaudah|ya udah) )*(?:ga|gak|nggak|ngga|tidak|teu|ora|ore) (?:jadi|sido)"
    r"(?: (?:deh|dah|aja|ah|kak|pak|bu|lapor|takut|saya|aku|dulu|nanti))*"
)
_HIDES = re.compile(  # somebody walks in
    r"(?:(?:eh|aduh|awas|cepat|cepet|tolong) )*"
    r"(?:(?:hapus|hapusin|bersihin|tutup|sembunyiin) (?:chat|obrolan|pesan)(?: \w+){0,4}"
    r"|(?:dia|orangnya|suamiku|suami|majikan|bos|ibu|bapak) (?:datang|dateng|lihat|liat|ngeliat|mau lihat)"
    r"(?: (?:nih|lagi|kak|cepat))?)"
)
RESUME_WORDS = frozenset(["lanjut", "lanjutkan", "continue"])
START_WORDS = frozenset(["mulai", "start"])
FUZZY_WORD, SHORTEST_FUZZY = 85, 5  # of 100; letters
LONGEST_ASKED = 60  # characters of a message that may ask for something known in other words
FILLERS = frozenset(
    ["iya", "yes", "ok", "oke", "kak", "kakak", "min", "mimin", "pak", "bapak", "bu", "ibu", "bang", "mas", "mbak",
     "mba", "teh", "kang", "gan", "om", "saya", "sy", "aku", "gue", "gw", "kami", "kita", "abdi", "kuring", "kula",
     "kulo", "kule", "mau", "ingin", "pengen", "pengin", "pingin", "kepengen", "hoyong", "hayang", "bade", "arep",
     "pan", "minta", "coba", "cobain", "bisa", "boleh", "cara", "caranya", "carane", "gimana", "bagaimana", "gmn",
     "kumaha", "priben", "kepriben", "piye", "dong", "donk", "ya", "yah", "deh", "nih", "sih", "aja", "saja",
     "dulu", "lagi", "sekarang", "skrg", "untuk", "buat", "apakah", "halo", "hai", "permisi", "punten", "please",
     "i", "want", "to", "can", "you", "how", "do", "di", "ke", "sini", "disini", "kesini"]
)  # fmt: skip
ASKING = frozenset(["tolong", "tulung", "bantu", "bantuin"])  # fillers before another word, else cries
THERE_IS, OR_NOT = (
    ("ada", "aya", "ana", "ono"),
    ("ga", "gak", "nggak", "ngga", "kah", "tidak", "apa", "teu", "ora"),
)
POSSESSED = ("nya", "na", "e")
_DOUBLED = re.compile(r"([a-z])\1+")  # "lapoor", "menuu"
STOPS_NEARLY = 88  # of 100; "brhenti", "berhentii"
_STOPPED = re.compile(  # of a plain() text
    r"(?:(?:tolong|mohon|minta|mau|udah|sudah|kak|min|pak|bu) )*"
    r"(?:(?:stop|setop|berhenti|brenti|jangan|jgn|gak usah|ga usah|tidak usah) )+"
    r"(?:kirim\w*|ngirim\w*|chat|wa|hubungi|pesan\w*|langganan\w*|info)"
    r"(?: (?:kirim\w*|chat|wa|pesan\w*|info|mingguan|saya|ke saya|lagi|lg|kak|min|dong|ya|deh|aja|pak|bu))*"
)
OF_A_CASE = re.compile(r"(?P<word>[^\d-]{3,24}?)[\s:,]+(?P<case>bd\s?-?\s?\d{1,9})[\s.!]*", re.IGNORECASE)

_INVITED = re.compile(
    r"\b(?:gabung|bergabung|undangan|undangannya|kader)\b"
)  # of a plain() text that holds a code


def is_stop(said: str) -> bool:
    """Whether a plain() text asks for no more messages: "stop", "jangan kirim pesan lagi kak"."""
    is_nearly = len(said) >= SHORTEST_FUZZY and fuzz.ratio(said, "berhenti", score_cutoff=STOPS_NEARLY) > 0
    is_one = said in STOP_WORDS or is_nearly or gist(said) in STOP_WORDS
    return is_one or _STOPPED.fullmatch(said) is not None


def is_cancel(said: str) -> bool:
    """Whether a plain() text gives up what was begun: "batal", "eh ga jadi deh takut"."""
    return said in CANCEL_WORDS or _CANCELLED.fullmatch(said) is not None


def hides(said: str) -> bool:
    """Whether a plain() text wants the screen cleared because somebody is looking: "hapus chat ini cepat"."""
    return _HIDES.fullmatch(said) is not None


def invited(said: str) -> str | None:
    """The word of whoever was invited by the code that a plain() text holds: officers, cadres; None for a receipt."""
    words = set(_INVITED.findall(said))
    return "kader" if "kader" in words else "gabung" if words else None


def gist(said: str) -> str:
    """What is left of a plain() text without politeness: "mau lapor dong kak" asks to "lapor"."""
    words = [word for word in said.split() if word not in FILLERS]
    if len(words) > 2 and words[0] in THERE_IS and words[-1] in OR_NOT:
        words = words[1:-1]
    return " ".join(words[1:] if len(words) > 1 and words[0] in ASKING else words)


class Book:
    """All conversations, by name and by the words that start them."""

    def __init__(self, conversations: Iterable[Conversation]) -> None:
        self.by_name = {conversation.name: conversation for conversation in conversations}
        self.by_word = {
            choosing.plain(word) if " " in word else word: conversation.name
            for conversation in self.by_name.values()
            for word in conversation.words
        }
        self._long_words = sorted(
            (word for word in self.by_word if len(word) >= SHORTEST_FUZZY), reverse=True
        )

    def word(self, text: str) -> str | None:
        """The word of a conversation that a text is, misspelt by a letter or so; None when it is none."""
        said = choosing.plain(text)
        if not said or len(said) > 24:
            return None
        if said in self.by_word:
            return said
        once = _DOUBLED.sub(r"\1", said)
        if once in self.by_word:
            return once
        if len(said) < SHORTEST_FUZZY or " " in said:
            return None
        found = process.extractOne(said, self._long_words, scorer=fuzz.ratio, score_cutoff=FUZZY_WORD)
        return found[0] if found else None

    def asked(self, text: str) -> str | None:
        """The word that a message wraps in others ("cara lapornya gimana, kak?"), spelt as it is."""
        if len(text) > LONGEST_ASKED:
            return None
        left = gist(choosing.plain(text))
        bare = (left.removesuffix(ending) for ending in POSSESSED if left.endswith(ending))
        return next((word for word in (left, *bare) if word in self.by_word), None)

    def about(self, text: str) -> tuple[str, str] | None:
        """A word and the case it is about ("terima BD-101"), of conversations whose words may name one."""
        found = OF_A_CASE.fullmatch(text.strip())
        if found is None:
            return None
        written = "_".join(choosing.plain(found["word"]).split())
        word = written if written in self.by_word else self.word(found["word"])
        is_named = word is not None and self.by_name[self.by_word[word]].names_cases
        return (word, found["case"]) if word is not None and is_named else None
