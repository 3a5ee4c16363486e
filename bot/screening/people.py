"""Who recruits, by name, as a report's story has it: "Pak Jay dari kampung sebelah ngajak ...", "calonya Hj. Rina".

A name is believed after a title, after a word for recruiters, or after "namanya" when the talk is of one. The
teller's own family, people who were recruited, and whoever only told the story are left out. Nothing is ever done
with such a name but showing it to the teller for a yes or no.
"""

import re
from collections.abc import Callable, Collection, Iterator

from bot.domain.names import TITLES
from bot.screening.passage import Passage

MOST_NAME_WORDS = 3
MOST_TITLES = 2  # one after the other: "Pak Haji"
NEAR = 40  # characters before a name in which a word tells whose it is
WITHOUT_NAME = frozenset(
    ["haji", "hajah", "hajjah", "ustad", "ustadz", "ustaz", "kyai", "kiai"]
)  # "Pak Haji"
SHORT = frozenset(["h", "hj", "bpk", "bp", "ust", "mr", "mrs", "ms"])  # may end in a full stop
UNSURE_TITLES = frozenset(
    ["pa", "h", "ko", "ci", "aa", "mak", "emak", "kak", "bunda", "ms", "yu", "teh"]
)  # and else words
RECRUITERS = (
    "sponsor|calo|agen|agent|perekrut|tekong|makelar|cukong|broker|penyalur|perantara|recruiter|smuggler"
)
NOT_NAMES = frozenset(
    ["saya", "aku", "gue", "gua", "kami", "kita", "dia", "mereka", "beliau", "kamu", "anda", "kula", "abdi",
     "kuring", "sy", "gw", "guru", "rt", "rw", "lurah", "kades", "camat", "polisi", "petugas", "kepala", "desa",
     "presiden", "menteri", "bupati", "gubernur", "dokter", "bidan", "hakim", "jaksa", "satpam", "sopir", "supir",
     "kos", "kost", "imigrasi", "bhabin", "babinsa", "dosen", "rumah", "tangga", "kota", "tiri", "kandung", "angkat",
     "mertua", "hamil", "muda", "tua", "sama", "dan", "atau", "yang", "yg", "itu", "ini", "tuh", "nih", "tersebut",
     "di", "ke", "dari", "nya", "ada", "mau", "bisa", "tolong", "maaf", "mohon", "gimana", "bagaimana", "kenapa",
     "kok", "kapan", "siapa", "apa", "apakah", "dimana", "mana", "udah", "sudah", "sdh", "belum", "blm", "lagi",
     "masih", "jangan", "tapi", "terus", "trus", "katanya", "kata", "juga", "ya", "iya", "tidak", "tdk", "gak", "ga",
     "nggak", "ngga", "kalau", "kalo", "klo", "bahwa", "soalnya", "karena", "krn", "supaya", "biar", "cuma", "baru",
     "pernah", "sering", "tetangga", "sebelah", "kampung", "orang", "org", "warga", "temen", "teman", "pemilik",
     "pengurus", "keliling", "lokal", "resmi", "liar", "gelap", "ilegal", "besar", "kecil", "gede", "bodong", "abal",
     "jahat", "tki", "tkw", "pmi", "nakal", "penipu", "gatau", "gitu", "begitu", "anu", "eta", "kuwi", "iki", "sing",
     "aya", "arep", "arek", "bade", "pengen", "ingin", "buat", "untuk", "utk", "dengan", "dgn", "pake", "pakai",
     "assalamualaikum", "selamat", "pagi", "siang", "sore", "malam", "halo", "permisi", "punten", "terima",
     "makasih", "the", "is", "was", "and", "who", "from", "in", "rahasia", "belakang", "ternyata", "emang", "memang",
     "malah", "plus", "khusus", "furoda", "umroh", "umrah", "abk", "pt", "cv", "lpk"]
)  # fmt: skip
_MINE = "saya|ku|aku|sy|gue|kami|kita|kuring|abdi|kula|kulo"
_FAMILY = re.compile(
    r"\b(?:(?:anak|adik|adek|ade|suami|istri|keponakan|ponakan|sepupu|saudara|sodara|cucu|ipar|lanceuk|rai|bojo|pamajikan|"
    r"salaki|lakiku|mertua|menantu)(?:nya|ku)?|"
    rf"(?:kakak|bapak|ibu|ayah|mama|mamah|emak|paman|bibi)(?:ku| (?:{_MINE}|ipar)\b)) ?"
    rf"(?:{_MINE}|perempuan|laki|pertama|kedua|bungsu|sulung|ipar|sepupu|namanya|bernama|nama|yang|yg|[ ,])*$"
)
_TOLD_BY = re.compile(
    r"\b(?:kata|cerita|ceritanya|tau dari|tahu dari|dengar dari|denger dari|jare|ceuk|cenah|menurut|"
    r"bilang ke|bilang sama|lapor ke|nanya ke|tanya ke|kabar dari|curhat|yth|dear|halo|hai|kepada|makasih|tolong|"
    r"korban(?:nya)?|tetangga(?: saya)?|teman(?: saya)?|temen(?: saya)?|warga(?: kami| saya)?)[ ,:]*$"
)
_PASSIVE = re.compile(
    r"[ ,]{1,2}(?:(?:sudah|udah|sdh|mau|akan|lagi|sedang|juga|kemarin|malah) )?(?:di(?:bawa|ajak|tawar|"
    r"janji|sekap|tahan|pukul|kirim|berangkat|suruh|tipu|kurung|kunci|siksa|jual|paksa|rayu|bujuk|jemput|rekrut)\w*|"
    r"(?:mau|arep|akan|jadi) (?:berangkat|kerja|ke)\b|belum pulang|kabur|berangkat|hilang|ketipu|menangis|nangis|"
    r"korban|curiga|cerita|lihat|dengar|takut)"
)
_TITLED = re.compile(
    rf"(?<![\w@.])({'|'.join(sorted(TITLES, key=len, reverse=True))})(\.?) (?=\w)|(?<![\w@.])(hj?\.)(?=\w)"
)
_CALLED_RECRUITER = re.compile(
    rf"(?<!\w)(?:{RECRUITERS})(?:nya|na|e)?[ :]{{1,2}}(?:(?:nama|namanya|bernama|yaitu|si|dipanggil) )?(?=\w)"
)
_NAMED = re.compile(
    r"(?<!\w)(?:(?:ber)?nama(?:nya|ne|na)?|jenenge|ngaran(?:na)?|(?P<nick>panggilan(?:nya)?|(?:biasa )?dipanggil)"
    r"|alias|a\.?n\.?|atas nama|ngaku(?: bernama)?|named|called)[ :]{1,2}(?:si |adalah |itu )?(?=\w)"
)
_TALK_OF_RECRUITER = re.compile(
    rf"\b(?:{RECRUITERS})|\b(?:ng|meng|men|nga|di)?(?:ajak|ngajak|rekrut|bujuk|rayu|tawar|nawar|janji|iming)|"
    r"\b(?:orang|wong|jelema|cowok|cewek|ibu-ibu|bapak-bapak|perempuan|laki-laki|seseorang|pelaku|oknum|admin)(?:nya)?\b|"
    r"\brek(?:ening)?\b|\btransfer|\bbrivo?\b|\bbca\b|\bdana\b|\bmandiri\b"
)
_TELLERS = re.compile(
    r"\b(?:no(?:mor)?|wa|hp|hubungi|telp?|kontak|telepon) (?:wa |hp )?(?:saya|aku|sy|ku)\b[^\d+@]{0,12}$"
)
_WORD = re.compile(r"[a-z][\w'’-]*")
_GAP = re.compile(r" {1,2}")
_LATER_WORDS = frozenset(["alias", "bin", "binti"])


def found(here: Passage, is_everyday: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """(start, end) of each recruiter's name in the mended text, its title with it, in the order of the text."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted(
        {*_titled(here, is_everyday), *_of_recruiters(here, is_everyday), *_named(here, is_everyday)}
    ):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end))
            yield start, end


def is_tellers(before: str) -> bool:
    """Whether a number is the teller's own, by the words before it: "hubungi saya di"."""
    return _TELLERS.search(before[-NEAR:].casefold()) is not None


def titled(
    here: Passage, is_everyday: Callable[[str], bool], unsure: Collection[str] = UNSURE_TITLES
) -> Iterator[tuple[int, int]]:
    """ "Pak Jay", "Hj. Rina", "pak haji mahmud", whoever they are; a lone title names nobody."""
    for match in _TITLED.finditer(here.text):
        title = (match[1] or match[3]).rstrip(".")
        if match[2] and title not in SHORT:
            continue
        end = name_end(here, match.end(), is_everyday, is_sure=title not in unsure)
        if end:
            yield match.start(), end


def _titled(here: Passage, is_everyday: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    for start, end in titled(here, is_everyday):
        if _is_whose(here.text, start) and not _PASSIVE.match(here.text, end):
            yield start, end


def _of_recruiters(here: Passage, is_everyday: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """ "calonya Rina", "sponsor bernama Udin", "agen si Boy"."""
    for match in _CALLED_RECRUITER.finditer(here.text):
        end = name_end(here, match.end(), is_everyday, is_sure=False)
        if end:
            yield match.start(), end


def _named(here: Passage, is_everyday: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """ "orangnya baik, namanya Rudi", "rek BRI a.n. Siti": a nickname, or a name where the talk was of a recruiter."""
    for match in _NAMED.finditer(here.text):
        before = here.text[max(0, match.start() - 3 * NEAR) : match.start()]
        is_theirs = match["nick"] or (not before and "nya" in match[0]) or _TALK_OF_RECRUITER.search(before)
        if not is_theirs or not _is_whose(here.text, match.start()):
            continue
        end = name_end(here, match.end(), is_everyday, is_sure=False)
        if end:
            yield match.end(), end


def _is_whose(text: str, start: int) -> bool:
    """Whether what stands before a name leaves it the recruiter's: no family, no neighbour, no messenger."""
    before = text[max(0, start - NEAR) : start]
    return not (_FAMILY.search(before) or _TOLD_BY.search(before))


def name_end(here: Passage, start: int, is_everyday: Callable[[str], bool], *, is_sure: bool) -> int:
    """Where the name that starts here ends, 0 when none does. Capitals go on; in small letters it is one word.

    After a word that is no sure sign of a name only capitals count.
    """
    end, place, count = 0, start, 0
    for _ in range(MOST_NAME_WORDS + MOST_TITLES):
        match = _WORD.match(here.text, place)
        if match is None:
            break
        word, is_capital = match[0].rstrip("-'’"), is_capital_at(here, place)
        is_title = word in TITLES and not (count and word in UNSURE_TITLES)
        if is_title and (word in WITHOUT_NAME or count == 0):
            end = match.end() if word in WITHOUT_NAME else end
        elif not _is_name(word, is_everyday, is_capital=is_capital, is_sure=is_sure, is_first=count == 0):
            break
        else:
            end, count = place + len(word), count + 1
            if not is_capital or count == MOST_NAME_WORDS:
                break
        gap = _GAP.match(here.text, match.end())
        if gap is None:
            break
        place = gap.end()
    return end


def _is_name(
    word: str, is_everyday: Callable[[str], bool], *, is_capital: bool, is_sure: bool, is_first: bool
) -> bool:
    if word in NOT_NAMES or (not is_capital and word not in _LATER_WORDS and not (is_first and is_sure)):
        return False
    if len(word) == 1:
        return is_capital
    return is_capital or not is_everyday(word)


def is_capital_at(here: Passage, place: int) -> bool:
    return here.message[here.mended.origin[place]].isupper()
