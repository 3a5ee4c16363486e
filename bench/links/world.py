"""Made-up provinces and a year of what they tell: rings of recruiters among honest noise, each told with its truth.

Written from how brokers behave (facts.md): sponsors from the place itself, often a haji or a neighbour (37), who work
several villages, change numbers and are named as people speak of them; noise that joins the innocent: common names, the
phone shop through which a village calls, a company's public number, an advertisement that many copy.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from bench.links.people import Person, person, written

WEEKS = 50
FIRST_WEEK = date(2026, 1, 5)
COUNTRIES = (
    ("SA", 30),
    ("MY", 25),
    ("AE", 12),
    ("TW", 10),
    ("KH", 8),
    ("HK", 6),
    ("SG", 4),
    ("JP", 3),
    ("KR", 2),
    ("TR", 1),
)
JOBS = (
    ("art", 45),
    ("pabrik", 20),
    ("kebun", 10),
    ("admin", 8),
    ("abk", 6),
    ("perawat", 4),
    ("restoran", 4),
    ("konstruksi", 3),
)


@dataclass(frozen=True, slots=True)
class Noise:
    """How the honest part of the province behaves; the held-out one behaves otherwise."""

    villages: int = 3_200  # 125 programme villages in 2024, 171 in North Sumatra alone in 2026 (facts.md 1.2)
    shops: int = 12
    offices: int = 15  # companies whose public number stands beside many recruiters
    templates: int = 25  # advertisements that many copy
    copies: float = 0.25  # of offers that use one
    shop_share: float = 0.04
    office_share: float = 0.03
    knows_number: float = 0.8  # LAPOR asks for both; who met them in person may lack the number
    knows_name: float = 0.85
    place_unknown: float = 0.05  # of reports, which are asked for the village
    place_unknown_of_offers: float = 0.3  # whose senders need not have said where they live


HELD_OUT = Noise(villages=2_400, shops=30, offices=8, templates=60, copies=0.4, shop_share=0.07, office_share=0.05,
                 knows_number=0.7, knows_name=0.8, place_unknown=0.1)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One report, or one dangerous offer (with its words), and whose it truly is."""

    truth: int
    is_ring: bool
    week: date
    village: str
    names: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    countries: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    words: str = ""


@dataclass(slots=True)
class Recruiter:
    """One broker: who they are, where they work, by which numbers, one after the other."""

    number: int
    who: Person
    villages: list[str]
    phones: list[str]
    countries: list[str]
    jobs: list[str]
    since: int  # week
    weeks: int
    accounts: list[str] = field(default_factory=list)
    handle: str = ""
    company: str = ""
    helper: Person | None = None
    advertisement: str = ""


class World:
    """Deterministic for a seed."""

    def __init__(self, seed: int, noise: Noise) -> None:
        self._rng = Random(seed)
        self._noise = noise
        self._villages = [
            f"{province}.{kab:02}.{kec:02}.{2000 + desa}"
            for province in range(31, 41) for kab in range(1, 9) for kec in range(1, 11)
            for desa in range(1, 1 + noise.villages // 800)
        ]  # fmt: skip
        self._weights = [self._rng.paretovariate(2.0) for _ in self._villages]
        self._shops = [(village, self._phone()) for village in self._rng.sample(self._villages, noise.shops)]
        self._offices = [
            (f"contoh {self._word()} {self._word()}", self._phone()) for _ in range(noise.offices)
        ]
        self._templates = [self._advertisement() for _ in range(noise.templates)]
        self._count = 0

    def told(self, total: int, rings: int) -> list[Told]:
        """Everything, in the order of the weeks."""
        everything: list[Told] = []
        for _ in range(rings):
            everything += self._ring()
        while len(everything) < total:
            everything += self._lone()
        everything = everything[:total]
        self._rng.shuffle(everything)
        return sorted(everything, key=lambda told: told.week)

    def _ring(self) -> Iterator[Told]:
        rng = self._rng
        home = self._village()
        near = [v for v in self._villages if v[:8] == home[:8]]
        wide = [v for v in self._villages if v[:5] == home[:5]]
        villages = [home, *rng.sample(near, min(len(near), rng.randint(1, 3)))]
        villages += rng.sample(wide, rng.randint(0, 3))
        broker = self._recruiter(villages, rng.randint(2, 5), span=rng.randint(12, WEEKS))
        if rng.random() < 0.3:
            broker.helper = person(rng)
        size = max(4, min(60, round(rng.lognormvariate(2.3, 0.6))))
        for _ in range(size):
            yield self._about(broker, is_ring=True)

    def _lone(self) -> Iterator[Told]:
        rng = self._rng
        broker = self._recruiter([self._village()], 1, span=rng.randint(1, 8))
        for _ in range(rng.choices((1, 2, 3), (75, 18, 7))[0]):
            told = self._about(broker, is_ring=False)
            draw = rng.random()
            if draw < self._noise.shop_share:
                village, number = rng.choice(self._shops)
                told = replace(told, village=village, keys=(*told.keys, ("phone", number)))
            elif draw < self._noise.shop_share + self._noise.office_share:
                company, number = rng.choice(self._offices)
                told = replace(told, keys=(*told.keys, ("phone", number), ("company", company)))
            yield told

    def _recruiter(self, villages: list[str], phones: int, span: int) -> Recruiter:
        rng = self._rng
        self._count += 1
        countries = [self._drawn(COUNTRIES) for _ in range(rng.choice((1, 1, 2)))]
        jobs = [self._drawn(JOBS) for _ in range(rng.choice((1, 1, 2)))]
        broker = Recruiter(
            self._count, person(rng), villages, [self._phone() for _ in range(phones)], countries, jobs,
            rng.randint(0, WEEKS - span), span,
        )  # fmt: skip
        if rng.random() < 0.5:
            broker.accounts = [self._digits(10) for _ in range(rng.choice((1, 1, 2)))]
        if rng.random() < 0.3:
            broker.handle = (
                f"@{broker.who.call.lower()}{rng.choice(('_', '.', ''))}{self._word()}{rng.randint(1, 99)}"
            )
        if rng.random() < 0.25:
            broker.company = f"{self._word()} {self._word()}"
        is_copied = rng.random() < self._noise.copies
        broker.advertisement = rng.choice(self._templates) if is_copied else self._advertisement()
        return broker

    def _about(self, broker: Recruiter, *, is_ring: bool) -> Told:
        """What one villager tells of them; an offer's words in three of ten cases."""
        rng, noise = self._rng, self._noise
        week = broker.since + rng.randrange(broker.weeks)
        phones = self._phones_of(broker, week)
        is_offer = rng.random() < 0.3
        knows = 0.85 if is_offer else noise.knows_number
        is_nowhere = rng.random() < (noise.place_unknown_of_offers if is_offer else noise.place_unknown)
        keys = [("phone", phone) for phone in phones] if rng.random() < knows else []
        if broker.accounts and rng.random() < 0.2:
            keys.append(("account", rng.choice(broker.accounts)))
        if broker.handle and rng.random() < 0.3:
            keys.append(("handle", broker.handle))
        if broker.company and rng.random() < 0.4:
            keys.append(("company", broker.company))
        names = []
        if rng.random() < (0.3 if is_offer else noise.knows_name):
            names.append(written(rng, broker.who))
        if broker.helper is not None and rng.random() < 0.3:
            names.append(written(rng, broker.helper))
        if rng.random() < 0.02:
            names = [written(rng, person(rng))]  # hearsay
        words = ""
        if is_offer:
            words = self._retyped(
                f"{broker.advertisement} Hubungi {broker.who.call} {' '.join(v for _, v in keys)}"
            )
        return Told(
            broker.number, is_ring, FIRST_WEEK + timedelta(weeks=week),
            "" if is_nowhere else rng.choice(broker.villages), tuple(names), tuple(keys),
            (rng.choice(broker.countries),) if rng.random() < 0.75 else (),
            (rng.choice(broker.jobs),) if rng.random() < 0.5 else (), words,
        )  # fmt: skip

    def _phones_of(self, broker: Recruiter, week: int) -> list[str]:
        """The number of that time; one in eight knows the one before or after as well."""
        at = min(len(broker.phones) - 1, (week - broker.since) * len(broker.phones) // broker.weeks)
        mine = [broker.phones[at]]
        if len(broker.phones) > 1 and self._rng.random() < 0.125:
            mine.append(broker.phones[at - 1 if at else at + 1])
        return mine

    def _advertisement(self) -> str:
        rng = self._rng
        parts = [
            rng.choice(
                (
                    "Lowongan kerja luar negeri",
                    "Dibutuhkan segera",
                    "LOKER",
                    "Info kerja",
                    "Dicari",
                    "Bismillah, ada job",
                )
            ),
            f"tujuan {self._word()} {self._word()}",
            f"gaji {rng.randint(4, 25)} juta",
            rng.choice(
                (
                    "tanpa potongan",
                    "potong gaji",
                    "gratis semua",
                    "biaya ringan",
                    "dapat uang saku 5 juta",
                    "dp dulu",
                )
            ),
            rng.choice(
                (
                    "proses cepat",
                    "paspor dibantu",
                    "visa ziarah dulu",
                    "langsung terbang",
                    "minggu depan berangkat",
                )
            ),
            f"syarat {self._word()} {self._word()} {self._word()}",
            rng.choice(
                (
                    "serius saja",
                    "kuota terbatas",
                    "jangan sampai ketinggalan",
                    "yang minat langsung",
                    "amanah",
                )
            ),
        ]
        return ", ".join(parts) + "."

    def _retyped(self, text: str) -> str:
        """Forwarded as it is, or with a word lost or put before."""
        rng = self._rng
        if rng.random() < 0.3:
            words = text.split()
            words.pop(rng.randrange(len(words)))
            text = " ".join(words)
        return f"{self._word()} {text}" if rng.random() < 0.2 else text

    def _village(self) -> str:
        return self._rng.choices(self._villages, self._weights)[0]

    def _drawn(self, among: tuple[tuple[str, int], ...]) -> str:
        return self._rng.choices([name for name, _ in among], [weight for _, weight in among])[0]

    def _phone(self) -> str:
        return f"+628{self._digits(10)}"

    def _digits(self, count: int) -> str:
        return "".join(self._rng.choices("0123456789", k=count))

    def _word(self) -> str:
        return "".join(
            self._rng.choice("bcdghjklmnprst") + self._rng.choice("aiueo")
            for _ in range(self._rng.randint(2, 4))
        )
