"""What a text for a whole village must not carry: anybody's name, age or number.

Of a report only who recruits is looked for (bot.screening.people); here everybody: a victim, a child, a neighbour, a
suspect. A name is believed after a title, after "bernama", after a word for whom it happened to or who did it, and
where it is a given name that many bear. It need not be sure: whoever writes is asked to leave it out.
"""

import re
from collections.abc import Callable, Collection, Iterator

from bot.domain.names import TITLES
from bot.domain.offers import Entity
from bot.screening import people, phones
from bot.screening.extract import Reading
from bot.screening.passage import Passage

NAME, NUMBER, AGE = "name", "phone", "age"
SPOKEN_TO = frozenset(["bapak", "ibu", "kakak", "kak"])  # "Ibu waspada": a name only with a capital
OFFICES = frozenset(
    ["kapolsek", "kapolres", "kapolda", "danramil", "sekdes", "kadus", "kadis", "bhabinkamtibmas", "sekalian",
     "pimpasa", "kader", "wali", "warga", "semua"]
)  # fmt: skip
LARGE_PLACES = frozenset(
    ["indonesia", "jawa", "sunda", "banten", "jakarta", "lampung", "sumatra", "sumatera", "kalimantan", "sulawesi",
     "bali", "lombok", "nusa", "ntt", "ntb", "papua", "batam", "medan", "surabaya", "bandung", "asia", "timur"]
)  # fmt: skip
_NAMED = re.compile(
    r"(?<!\w)(?:bernama|namanya|berinisial|named|called|nama (?:korban|pelaku|anak|calo)(?:nya)?)[ :]{1,2}"
    r"(?:si )?(?=\w)"
)
_SOMEBODY = re.compile(
    r"(?<!\w)(?:korban|pelaku|tersangka|terduga|calo|sponsor|agen|perekrut|tekong|oknum|anak|gadis|remaja|siswi|siswa|"
    r"perempuan|saudari|saudara|sdri|sdr|keluarga|rumah|victim|suspect)(?:nya)?\.?[ :]{1,2}(?:si )?(?=\w)"
)
GIVEN = frozenset(
    ["abdul", "ade", "agus", "ahmad", "aisyah", "ali", "aminah", "andi", "ani", "anwar", "asep", "ayu", "bambang",
     "budi", "dadang", "darto", "deni", "desi", "dian", "didin", "dwi", "eka", "eko", "endang", "euis", "fatimah",
     "fitri", "hadi", "hasan", "hendra", "heni", "herman", "imas", "indra", "iwan", "jaka", "joko", "juminah",
     "lilis", "maman", "maria", "mariam", "marni", "muhammad", "mulyadi", "neneng", "nining", "nur", "nuraini",
     "nurhayati", "rahmat", "ratna", "rina", "rini", "rizki", "rohani", "rosita", "rudi", "rukmini", "saiful",
     "samsul", "siti", "slamet", "suharti", "sumiati", "sunarti", "supri", "suryadi", "susi", "sutini", "tati",
     "teti", "titin", "tono", "udin", "ujang", "wahyu", "wati", "wawan", "wayan", "yanti", "yanto", "yati", "yayah",
     "yuli", "yuni", "yusuf", "zainal"]
)  # fmt: skip
_CALLED_AFTER = re.compile(r"(?:\bjl\.?|\bjalan|\bgang|\bgg\.?|\bpt\.?|\bcv\.?|\bterminal|\bbandara) $")
_WORD = re.compile(r"[a-z][a-z'’]*")
_NO_ONE_S = re.compile(
    r"\b(?:di ?bawah|di ?atas|minimal|minimum|maksimal|paling (?:sedikit|muda)|kurang dari|lebih dari|belum|under|"
    r"over)\b[^.!?]{0,16}$|\d ?(?:-|–|/|sampai|hingga|s\.?d\.?|to) ?$"
)  # before an age: a bound, or the second of two
_RANGE = re.compile(r"\d ?(?:-|–|/|sampai|hingga|s\.?d\.?) ?\d|^ ?(?:-|–|/|sampai|hingga|ke (?:atas|bawah))")
_YEARS_OLD = re.compile(r"\b\d{1,2}[ -]years?[ -]old\b|\baged \d{1,2}\b|\([1-6]\d(?: ?(?:th|thn|tahun))?\)")
_SUM = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DIGITS = re.compile(r"(?<!\d)(?:\d[ .-]?){8,24}\d(?!\d)")


def found(
    reading: Reading, is_everyday: Callable[[str], bool], places: Collection[str], official: Collection[str]
) -> Iterator[Entity]:
    """Names, numbers and ages, as they are written. `places`: words that name one, in small letters; `official`: the
    numbers that may be told, in digits as somebody dials them at home."""
    here = reading.here
    for start, end in names(here, lambda word: is_everyday(word) or word in LARGE_PLACES or word in places):
        yield _entity(here, NAME, start, end)
    for start, end in numbers(here.text, official):
        yield _entity(here, NUMBER, start, end)
    for entity in reading.entities:
        if entity.kind == AGE and _is_somebody_s(reading.here.message, entity):
            yield entity
    for match in _YEARS_OLD.finditer(here.text):
        if not _NO_ONE_S.search(here.text[: match.start()]):
            yield _entity(here, AGE, *match.span())


def names(here: Passage, is_everyday: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """(start, end) of each name in the mended text, its title with it."""
    last = 0
    titled = people.titled(here, is_everyday, people.UNSURE_TITLES | SPOKEN_TO)
    for start, end in sorted({*titled, *_after(here, is_everyday), *_given(here)}):
        if start >= last and _is_told(here.text[start:end], is_everyday):
            last = end
            yield start, end


def numbers(text: str, official: Collection[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of phone numbers, and of whatever else is as long: an account, an identity number."""
    spans = [(start, end) for start, end, _ in phones.found(text)]
    spans += [match.span() for match in _DIGITS.finditer(text) if not _SUM.fullmatch(match[0])]
    last = 0
    for start, end in sorted(spans):
        if start >= last and dialled(text[start:end]) not in official:
            last = end
            yield start, end


def dialled(number: str) -> str:
    """The digits of a number as it is dialled at home: "+62 812-9007-0027" -> "081290070027"."""
    digits = re.sub(r"\D", "", number)
    return f"0{digits.removeprefix('62')}" if digits.startswith("62") else digits


def _after(here: Passage, is_everyday: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """ "bernama siti", "korban Siti": after a word that tells of somebody a given name, or what is no other word."""
    for match in _NAMED.finditer(here.text):
        end = people.name_end(here, match.end(), is_everyday, is_sure=True)
        if end:
            yield match.end(), end
    for match in _SOMEBODY.finditer(here.text):
        end = people.name_end(here, match.end(), is_everyday, is_sure=False)
        word = _WORD.match(here.text, match.end())
        if end and not here.is_shouted:
            yield match.end(), end
        elif word and word[0] in GIVEN:
            yield word.span()


def _given(here: Passage) -> Iterator[tuple[int, int]]:
    """Given names that many bear, in capitals; streets and companies are called after people, too."""
    for match in _WORD.finditer(here.text):
        is_written = people.is_capital_at(here, match.start()) and not here.is_shouted
        if match[0] in GIVEN and is_written and not _CALLED_AFTER.search(here.text[: match.start()]):
            yield match.span()


def _is_told(words: str, is_everyday: Callable[[str], bool]) -> bool:
    """Whether what looks like a name has a word that is neither a title, an office nor everyday speech."""
    told = [word for word in _WORD.findall(words) if word not in TITLES | people.NOT_NAMES | OFFICES]
    return any(word in GIVEN or not is_everyday(word) for word in told)


def _is_somebody_s(text: str, age: Entity) -> bool:
    """Whether an age is a person's, and neither a bound nor from one to another."""
    is_range = _RANGE.search(age.text) or _RANGE.match(text[age.end :].casefold())
    return not (
        is_range or _NO_ONE_S.search(text[: age.start].casefold()) or _NO_ONE_S.search(age.text.casefold())
    )


def _entity(here: Passage, kind: str, start: int, end: int) -> Entity:
    first, last = here.mended.span(start, end)
    return Entity(kind, here.message[first:last].strip(" .-"), here.text[start:end], first, last)
