"""Whether an officer's question asks who or where the reporter is, or would have them show it; it is then not sent.

That is promise 1 of DESIGN.md. Of everybody else it may ask: "siapa nama calonya", "alamat penampungannya di mana",
"rumah bu Ela yang mana". Whoever is not named is the reporter ("nama dan alamat?"): a question held back too often is
put in other words. A receipt code opens the report, and whoever calls an officer shows their number.
"""

import re

from bot.domain.choosing import plain

_ENDS = re.compile(r"[?!.;:,\n]+")
_WORDS = re.compile(r"[^\W_]+")
YOU = frozenset(
    ["ibu", "bu", "bapak", "pak", "kakak", "kak", "anda", "kamu", "kau", "saudara", "saudari", "sdr", "sdri", "mbak",
     "mba", "mas", "bang", "teh", "kang", "pelapor", "pelapornya", "sampeyan", "panjenengan", "anjeun", "your"]
)  # fmt: skip
TITLES = frozenset(["bu", "pak", "kak", "mbak", "mba", "mas", "bang", "teh", "kang", "ibu", "bapak", "kakak"])
TOLD_OF = frozenset(  # nouns that tell who or where somebody is
    ["nama", "nm", "namanya", "alamat", "alamatnya", "nomor", "nomer", "nomornya", "no", "nope", "telepon", "telpon",
     "telp", "tlp", "hp", "wa", "whatsapp", "rumah", "rumahnya", "ktp", "nik", "kk", "identitas", "identitasnya",
     "domisili", "tinggal", "tinggalnya", "name", "address", "phone", "number", "house", "jeneng", "asma", "asmane",
     "nami", "ngaran", "omah", "imah", "foto", "fotonya", "email", "rt", "rw", "posisi", "lokasi"]
)  # fmt: skip
FAINT = frozenset(["foto", "fotonya", "lokasi", "posisi", "no"])  # these alone may be anybody's
MODIFIERS = frozenset(
    ["lengkap", "asli", "panggilan", "hp", "wa", "whatsapp", "telepon", "telpon", "telp", "tlp", "ktp", "nik", "kk",
     "rumah", "tinggal", "email", "kontak", "kontaknya", "diri", "rt", "rw", "lengkapnya", "aslinya", "pribadi"]
)  # fmt: skip
HOLLOW = frozenset(  # words that name nobody
    ["siapa", "apa", "berapa", "mana", "dimana", "di", "ke", "dari", "dan", "atau", "serta", "yang", "yg", "ini", "itu",
     "nya", "ya", "dong", "sih", "tolong", "minta", "boleh", "bisa", "mau", "kirim", "kirimkan", "sebutkan", "tulis",
     "tuliskan", "kasih", "beri", "berikan", "tahu", "tau", "dulu", "sekarang", "saja", "aja", "juga", "ada", "saya",
     "kami", "kita", "untuk", "buat", "agar", "supaya", "biar", "dengan", "sama", "aktif", "dihubungi", "ditelepon",
     "ditelpon", "hubungi", "sendiri", "persis", "persisnya", "sebenarnya", "lengkap", "jelas", "jelasnya", "detail",
     "datang", "jemput", "pun", "sebagai", "lapor", "melapor", "please", "is", "what", "s", "where", "and", "sedang",
     "lagi", "asal", "daerah", "desa", "kampung", "orang", "tinggal", "berada", "asli", "supados", "saha", "sinten",
     "sapa", "kah", "apakah", "besok", "lusa", "nanti", "tadi", "malam", "pagi", "siang", "sore", "hari", "jam"]
)  # fmt: skip
_OTHERS = re.compile(  # of a plain() clause: somebody else is spoken of
    r"\b(?:calo|agen|agency|agent|sponsor|perekrut|rekruter|recruiter|pelaku|pt|lpk|bkk|perusahaan|kantor|p3mi|majikan|bos|penampung|"
    r"penampungan|kos|kosan|kontrakan|tempat|gudang|hotel|korban|victim|anak|tersangka|tekong|penyalur|travel|sopir|supir|"
    r"driver|teman|temen|suami|istri|pengirim|penerima|rekening|bank|akun|kapal|mobil|dia|mereka|beliau|he|she|they|him|"
    r"his|her|their)(?:nya|ny|e|na)?\b"
    r"|\b(?:yang|yg|nu|sing) (?!dihubungi|ditele?pon|melapor|lapor|bisa|aktif|mengirim laporan)"
    r"(?:me|ng|ny|nge|di|ber|mau|akan|punya|ajak|bawa|nawar|tawar)\w*"
    r"|\b(?:orang|perempuan|laki laki|wanita|pria) (?:itu|tsb|tersebut)\b"
)
_NOT_A_PERSONS = re.compile(
    r"\b(?:nomor|nomer|no) (?:polisi|plat|pelat|mobil|motor|rekening|rek|paspor|passport|visa|izin|surat|kapal|pesawat|"
    r"penerbangan|tiket|laporan)\w*"
    r"|\brumah (?:siapa|saha|sapa|sinten)\b"
)
_SPARED = re.compile(  # "nama Ibu tidak perlu ditulis" tells, it does not ask
    r"\b(?:jangan|tanpa|(?:tidak|tak|gak|ga|nggak) (?:akan|perlu|usah|pernah)) "
    r"(?:(?:di|me\w?)?(?:sebut|ebut|tulis|ulis|tanya|anya|minta|kirim|irim|beri|tahu)\w* ){0,2}"
    r"(?:nama|alamat|nomor|identitas|kode)"
)
_CODE = re.compile(  # it opens the report, and all that its reporter is told
    r"\bkode(?:nya|mu)? (?:(?:lapor|(?:peng)?aduan|resi|pelapor|rahasia)\w*|anda|kamu|i?bu|bapak|pak|kakak|kak)\b"
    r"|\bkodemu\b|\b(?:report|receipt|your) code\b"
)
_CALL_ME = re.compile(  # who calls shows their own number
    r"\b(?:tlp|telp|telpon|telepon|telfon|tilpon|tel|nelpon|nelfon|wa|whatsapp|sms|call|japri|misc?all|misscall|phone|text)"
    r"(?:in|kan|lah)? (?:(?:ke|di|balik|langsung|aja|dulu|nomor|nomer|no|hp) )*(?:saya|aku|sy|kami|gue|gw|me)\b"
    r"|\b(?:hubungi|kontak|chat|contact) (?:ke )?(?:saya|aku|sy|gue|gw|me)\b"
    r"(?! (?:lagi )?(?:(?:lewat|melalui|dari|pakai|di) )?(?:sini|disini|chat|obrolan|bot|kode))"
    r"|\b(?:nomor|nomer|no) (?:hp |wa |telepon |telp |tlp )?(?:saya|aku|sy|gue)\b"
)
_KIN = (
    r"(?:anak|istri|isteri|suami|bini|laki|adik|adek|abang|kakak|cucu|menantu|mantu|keponakan|ponakan|saudara|sodara|"
    r"keluarga|tetangga|orang tua|orangtua|mertua|sepupu|pacar|teman|temen|ibu|bapak|emak)(?:nya|e|na)?"
)
_WHO = re.compile(
    r"(?:\b(?:anda|ibu|bu|bapak|pak|kakak|kak|mbak|mba|mas|bang|kamu|kau|pelapor)(?: (?:ini|itu|nih|sebenarnya))*|^ini)"
    rf" {_KIN} (?:(?:dari|pak|bu|bapak|ibu|si) )?(?:siapa|saha|sinten|sapa)\b(?! (?:yang|yg|saja|aja|lagi|nu|sing))|"
    r"\b(?:siapa|saha|sinten|sapa) (?:ini|anda|kamu|kau|pelapor\w*|sampeyan|panjenengan)\b"
    r"|\b(?:siapa|saha|sinten|sapa) (?:ibu|bu|bapak|pak|kakak|kak)(?= ini| itu|$)"
    r"|\b(?:ini|anda|kamu|kau|ibu|bapak|kakak|sampeyan) (?:ini |itu )?(?:siapa|siapanya|saha|sinten|sapa)"
    r"(?! (?:yang|yg|calo|agen))\b"
    r"|\bdengan siapa(?: (?:saya|kami|ini|nih)\b|$)"
    r"|\bhubungan\w* (?:anda|ibu|bapak|kakak|kamu|pelapor)\b"
    r"|\b(?:anda|ibu|bapak|kakak|kamu) (?:ini )?(?:keluarga|saudara|tetangga|orang tua|kerabat)(?:nya)?\b"
    r"|\bwho (?:are|r) you\b|\bwho is (?:this|reporting)\b|\bare you (?:his|her|their|the)\b"
)
_WHERE = re.compile(
    r"\b(?:anda|ibu|bapak|kakak|kak|bu|pak|kamu|pelapor|sampeyan)"
    r"(?: (?:ini|itu|sekarang|saat|lagi|sedang|ada|berada|tinggal|tinggalnya|rumahnya|alamatnya|namanya|posisi|"
    r"posisinya|lokasi|lokasinya|asli|aslinya|asal|asalnya|orang|warga|dari|sendiri))* "
    r"(?:di ?mana|dari mana|mana|(?:namanya|nama) siapa"
    r"|(?:di|dari|orang|warga) (?:desa|kampung|kecamatan|rt|rw|mana))\b"
    r"|\b(?:di ?mana|dari mana) (?:posisi |lokasi |rumah |tempat tinggal )?(?:anda|ibu|bapak|kakak|kamu|pelapor)"
    r"(?: (?:tinggal|berada|sekarang|saat ini|ini)|$)"
    r"|\bwhere (?:are|do) you(?: live| stay| from| now|$)"
)
_MEET = re.compile(
    r"\b(?:bisa|boleh|mau|ayo|bisakah|bolehkah) (?:kah )?(?:(?:kita|kami|saya|anda|ibu|bapak|kakak|kak|bu|pak) )*"
    r"(?:ketemu|ketemuan|bertemu|temui|menemui|telepon|telpon|menelepon|nelpon|hubungi|menghubungi)\b"
    r"|\b(?:kirim|kirimkan|share|bagikan|minta) (?:lokasi|posisi|shareloc|sharelok|loc|foto diri|selfie)\b"
    r"|\bshare ?lo[ck]\w*"
)


def unmasks(text: str) -> bool:
    """Whether the text asks who or where the reporter is; "bu Ela" is somebody else, "ibu" is the reporter."""
    return any(_unmasks(clause) for clause in _ENDS.split(text))


def _unmasks(clause: str) -> bool:
    said = plain(clause)
    if not said:
        return False
    if _WHO.search(said) or _WHERE.search(said):
        return True
    if _SPARED.search(said):
        return False
    words = said.split()
    if _CODE.search(said) or _CALL_ME.search(said) or _is_only_the_code(words):
        return True
    named = {
        word.casefold() for word in _WORDS.findall(clause)[1:] if word[0].isupper() and not word.isupper()
    }
    told = [i for i, word in enumerate(words) if word in TOLD_OF or _is_yours(word)]
    if any(_is_yours(words[i]) or _is_owned_by_you(words, i, named) for i in told):
        return True
    if _OTHERS.search(said) or _NOT_A_PERSONS.search(said):
        return False
    if _MEET.search(said):
        return True
    return any(_is_nobodys(words, i) for i in told)


def _is_only_the_code(words: list[str]) -> bool:
    """Whether a code is asked for and nothing says of what: that of a ticket is called one."""
    return any(w in ("kode", "kodenya") for w in words) and {"kode", "kodenya", *HOLLOW, *YOU}.issuperset(
        words
    )


def _is_yours(word: str) -> bool:
    return word.removesuffix("mu") in TOLD_OF and word.endswith("mu")


def _is_owned_by_you(words: list[str], at: int, named: set[str]) -> bool:
    """Whether "nama lengkap" is followed by "ibu", and not by "bu Ela" or "ibu calonya"; or "ibu" stands before it."""
    after = at + 1
    while after < len(words) and words[after] in MODIFIERS:
        after += 1
    if after < len(words) and words[after] in YOU:
        return not _is_title(words, after, named)
    before = words[at - 1] if at else ""
    return words[at].endswith("nya") and before in YOU and before not in ("bu", "pak", "kak")


def _is_title(words: list[str], at: int, named: set[str]) -> bool:
    """Whether what addresses somebody stands before a name, or before what somebody else is called."""
    if at + 1 == len(words) or words[at] not in TITLES:
        return False
    follows = words[at + 1]
    if _OTHERS.match(" ".join(words[at + 1 :])):
        return True
    is_short = words[at] not in ("ibu", "bapak", "kakak")
    return follows not in HOLLOW and follows not in TOLD_OF and (is_short or follows in named)


def _is_nobodys(words: list[str], at: int) -> bool:
    """Whether it is told of nobody: everything after it is hollow ("nomor yang bisa dihubungi", "alamat?")."""
    rest = words[at + 1 :]
    if words[at] in FAINT and not any(word in TOLD_OF - FAINT for word in rest[:1]):
        return False
    if words[at].endswith("nya") or rest[:1] in (["itu"], ["tersebut"], ["tsb"]):
        return False
    known = HOLLOW | MODIFIERS | TOLD_OF | YOU
    if words[at] == "tinggal" and at and words[at - 1] not in known:  # "Wati tinggal di mana"
        return False
    return known.issuperset(rest)
