"""What people write: stories about a broker, offers that are checked. Marked, so that a leak can be found again."""

from random import Random
from string import ascii_lowercase

STORY_MARK = "zqvarja"  # begins a word that stands in every story and nowhere else
ADDRESS_MARK = "kelana7731"  # begins the address of everybody who writes
COUNTRIES = ("Malaysia", "Arab Saudi", "Taiwan", "Hong Kong", "Kamboja", "Singapura", "Korea Selatan")
NEW_COUNTRIES = {
    "Serbia": "RS",
    "Laos": "LA",
    "Turki": "TR",
    "Polandia": "PL",
    "Myanmar": "MM",
}  # nobody was lured there before
JOBS = (
    "jaga toko",
    "asisten rumah tangga",
    "operator komputer",
    "buruh kebun",
    "pelayan restoran",
    "perawat lansia",
)
FIRST = (
    "Sarmin",
    "Joko",
    "Rudi",
    "Wati",
    "Endang",
    "Slamet",
    "Yanto",
    "Dewi",
    "Agus",
    "Tini",
    "Hendra",
    "Murni",
)
TITLES = ("Pak", "Haji", "Mas", "Bang", "Kang", "Bu", "")
PAPERS = (
    "pakai visa turis dulu",
    "visanya menyusul di sana",
    "paspor dipegang agen",
    "berangkat pakai visa kunjungan",
)
OPENINGS = ("Ada yang ngajak", "Saya dengar ada orang ngajak", "Tetangga saya diajak", "Keponakan saya ditawari",
            "Di sini ada calo yang ngajak", "Adik saya dibujuk", "Teman sekolah saya dijanjikan")  # fmt: skip
LICENSED = "PT Samudra Contoh Sejahtera"  # whose offers everybody checks
LICENSED_PHONE = "(021) 5550-1234"


def phone(dice: Random) -> str:
    """A mobile number nobody else of the year has, as E.164."""
    return f"+628{dice.choice('1357')}{dice.randrange(10**8, 10**9)}"


def written(dice: Random, number: str) -> str:
    """The number as people write it."""
    if not number.startswith("+62"):
        return number
    local = f"0{number.removeprefix('+62')}"
    apart = f"{local[:4]}-{local[4:8]}-{local[8:]}"
    spaced = f"+62 {number[3:6]} {number[6:10]} {number[10:]}"
    return dice.choice((local, apart, spaced, number, apart.replace("-", " ")))


def name_of(dice: Random, name: str) -> str:
    """How somebody calls a broker today: another title, another spelling."""
    spelled = dice.choice((name, name, name.replace("u", "oe", 1), name.replace("j", "dj", 1), name[:-1]))
    return f"{dice.choice(TITLES)} {spelled.capitalize()}".strip()


def story(dice: Random, name: str, number: str, country: str) -> str:
    """A report in a person's own words; a word of it is marked."""
    chatter = " ".join("".join(dice.choices(ascii_lowercase, k=7)) for _ in range(6))
    mark = STORY_MARK + "".join(dice.choices(ascii_lowercase, k=8))
    told = [
        f"{dice.choice(OPENINGS)} kerja {dice.choice(JOBS)} di {country}",
        f"{chatter} {mark}",
        f"Katanya {dice.choice(PAPERS)}, gaji {dice.randint(5, 25)} juta",
    ]
    if number:
        told.append(f"Namanya {name_of(dice, name)}, nomornya {written(dice, number)}")
    dice.shuffle(told)
    return ". ".join(told)


def offer(dice: Random, number: str, country: str, job: str = "") -> str:
    """A dangerous offer as it is forwarded."""
    return (
        f"Lowongan kerja {job or dice.choice(JOBS)} di {country}, gaji {dice.randint(8, 25)} juta sebulan, "
        f"{dice.choice(PAPERS)}. Minat hubungi WA {written(dice, number)}"
    )


def small_agent(dice: Random, number: str) -> str:
    """A decent school that prepares for work abroad, as it is asked about."""
    return (
        f"LPK Contoh {dice.choice(FIRST)} {dice.choice(FIRST)} buka kelas bahasa Jepang, magang 3 tahun, "
        f"visa magang diurus resmi, biaya kelas "
        f"{dice.randint(2, 6)} juta ada kuitansi. Info WA {written(dice, number)}, ini benar?"
    )


def decent_offer(dice: Random) -> str:
    """What the well-known licensed company sends out; now and then passed on with words that are not its own."""
    tail = dice.choice(("", "", "", ". Bayar pendaftaran 2 juta dulu ya, cepat, kuota terbatas"))
    return (
        f"{LICENSED} membuka lowongan {dice.choice(JOBS)} di {dice.choice(COUNTRIES[1:4])}, kontrak 2 tahun, "
        f"visa kerja dan asuransi ditanggung perusahaan. Hubungi {LICENSED_PHONE}{tail}"
    )
