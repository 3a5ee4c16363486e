"""Look-ups without screening or a database: a few words give fixed verdicts, cases and receipts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.domain import choosing, public_alert, receipt_code
from bot.domain.brokers import Broker
from bot.domain.cadre import CadreView, Digest, Hearsay, MicroLesson
from bot.domain.casework import CaseState, CaseView, Place, ReceiptView
from bot.domain.conversation import Hotline, Leaving, Lesson
from bot.domain.faq import Faq
from bot.domain.map_words import Overview
from bot.domain.offers import Entity, Hit, Indicator, Level, Match, Opening, Plight, Severity, Triage, Verdict
from bot.domain.opportunities import Kind, Opportunity, near
from bot.domain.own_data import OwnData
from bot.domain.public_alert import AlertState, AlertView, No, Purpose, Reach, Words
from bot.domain.roster import Colleague, Leave, OwnRoster
from bot.domain.second_look import Look, LookState, OwnLook
from bot.domain.signals import SignalView
from bot.domain.small_counts import shown
from bot.domain.training import Training
from bot.domain.voices import Voice

LONTAR = Place("36.04.13.2007", "Lontar", "Tirtayasa")
PLACES = (LONTAR, Place("36.04.13.2008", "Tengkurak", "Tirtayasa"),
          Place("36.04.14.2001", "Pontang", "Kec. Pontang, Kab. Serang"),
          Place("36.01.09.2003", "Pontang", "Kec. Tirta Jaya, Kab. Pandeglang"))  # fmt: skip
CODE = receipt_code.formed("7K3M92QFXT4")
UNKNOWN_CODE = receipt_code.formed("A0000000000")
HANDLE = "417.abcdef"
NAMED = (("phone", "+6281111110007"), ("account", "123456789012"), ("company", "mangkir janji"))
OPEN_LOOK = Look("CEK-105", LookState.OPEN, Level.WASPADA, ("biaya_di_muka", "berangkat_cepat"))
COUNTRIES = {"kamboja": "KH", "malaysia": "MY", "taiwan": "TW", "indonesia": "ID", "serang": "ID"}
HOTLINES = {
    "danger": (Hotline("polri_110", "Polisi", "110"),),
    "women_children": (Hotline("sapa_129", "SAPA, perempuan dan anak", "129"),),
    "worker": (
        Hotline("kp2mi", "KP2MI", "0800-1000"),
        Hotline("kp2mi_wa", "WhatsApp KP2MI", "0811-8080-141"),
    ),
    "written": (
        Hotline("kp2mi_wa", "WhatsApp KP2MI", "0811-8080-141"),
        Hotline("sapa_wa", "WhatsApp SAPA", "08111-129-129"),
    ),
    "abroad": (Hotline("pwni", "Kemlu untuk WNI di luar negeri", "+62 812-9007-0027"),),
}
MISSIONS = {"KH": Hotline("kbri_pp", "KBRI Phnom Penh", "+855 12 813 282")}
FLAGS = (  # words, rule, weight
    ("visa turis", "visa_turis", 3),
    ("kamboja", "negara_tertutup", 3),
    ("rekening pribadi", "biaya_ke_rekening_pribadi", 3),
    ("17 tahun", "anak_di_bawah_umur", 3),
    ("paspor ditahan", "dokumen_ditahan", 3),
    ("berangkat cepat", "berangkat_cepat", 1),
)
KNOWN_FLAGS = {
    ("visa", "turis"): "visa_turis",
    ("fee", "pribadi"): "biaya_ke_rekening_pribadi",
    ("contract", "nanti_di_sana"): "tanpa_kontrak",
}
REGISTRY = {
    "sumber rezeki": Match("PT SUMBER REZEKI", "aktif", "exact", list_date="2026-11-12"),
    "tiruan jaya": Match(
        "PT TIRUAN JAYA", "aktif", "exact", clone=True, list_date="2026-11-12", differs=("phone",)
    ),
    "rekening lain": Match("PT REKENING LAIN", "aktif", "exact", True, "2026-11-12", differs=("account",)),
    "web lain": Match("PT WEB LAIN", "aktif", "exact", True, "2026-11-12", differs=("domain",)),
    "alamat lain": Match("PT ALAMAT LAIN", "aktif", "exact", True, "2026-11-12", differs=("address",)),
    "beku abadi": Match("PT BEKU ABADI", "dibekukan", "exact", list_date="2026-11-12"),
    "cabut mandiri": Match("PT CABUT MANDIRI", "dicabut", "exact", list_date="2026-11-12"),
    "lewat masa": Match("PT LEWAT MASA", "kedaluwarsa", "exact", list_date="2026-11-12"),
    "lama sekali": Match("PT LAMA SEKALI", "entah", "exact", list_date="bulan lalu"),
    "daftar tua": Match(
        "PT DAFTAR TUA", "aktif", "exact", list_date="2026-03-12", stale=(("p3mi", "2026-03-12"),)
    ),
    "sanksi tua": Match(
        "PT SANKSI TUA",
        "aktif",
        "exact",
        list_date="2026-11-12",
        stale=(("sanctions", "2026-10-01"), ("job-orders", "2026-10-02")),
    ),
    "sanksi baru": Match("PT SANKSI BARU", "dibekukan", "exact", list_date="2026-11-19", told_by="sanctions"),
    "contoh lama": Match(
        "PT CONTOH LAMA",
        "aktif",
        "exact",
        list_date="2026-03-12",
        stale=(("p3mi", "2026-03-12"),),
        is_fictional=True,
    ),
    "contoh saja": Match("PT CONTOH SAJA", "aktif", "exact", list_date="2026-11-12", is_fictional=True),
    "tanpa lowongan": Match(
        "PT TANPA LOWONGAN", "aktif", "exact", list_date="2026-11-12", job_order="tidak_ada"
    ),
    "pelatihan maju": Match("LPK PELATIHAN MAJU", "", "other"),
    "belum ada": Match("PT BELUM ADA", "", "unknown"),
    "sumber rezeqi": Match(
        "PT SUMBER REZEKI",
        "aktif",
        "similar",
        list_date="2026-11-12",
        candidates=("PT SUMBER REZEKI", "PT SUMBER REJO"),
    ),
    "sumber rejeki": Match("PT SUMBER REZEKI", "aktif", "similar", list_date="2026-11-12"),
}
PRESSING = {
    "lusa": "leaving",
    "sudah transfer": "paid",
    "sudah dipegang": "passport",
    "sudah di sana": "there",
}
FAQ = (
    Faq("umur", ("umur berapa", "umur atau biaya"), date(2027, 5, 29), is_grave=True),
    Faq("siapa_bayar", ("biaya berapa", "umur atau biaya"), date(2027, 5, 29), ("worker",)),
    Faq("rahasia", ("nama saya ketahuan",), date(2027, 5, 29), is_about_us=True),
    Faq("tetap_berangkat", ("kalau tetap berangkat",), date(2027, 5, 29), ("abroad",), is_grave=True),
)
LINK = "https://desa.example/konsol/buka/abc"
VOICES = {
    "menu": ("salam",),
    "check.ask_offer": ("cara_cek",),
    "check.bahaya": ("bahaya",),
    "check.bukan_tawaran": ("bukan_tawaran",),
    "emergency.first": ("darurat",),
    "emergency.abroad": ("di_luar_negeri",),
    "list": ("cara_lapor", "paspor"),
}
QUESTIONS = ("which", "company", "visa", "fee", "contract", "country")
URGENT = ("besok berangkat", "dikunci", "disekap", "15 tahun", "bawah umur", "dipukul")

SEWING = Opportunity(
    Kind.TRAINING, "Menjahit dasar (contoh)", "36.04", ("jahit",), "BLK contoh", "Kantor BLK contoh", "gratis",
    "peragaan", date(2026, 12, 18), date(2027, 1, 11), id=1, place_name="Kab. Serang",
)  # fmt: skip
FISH = Opportunity(
    Kind.SKILLS, "Olah bandeng (contoh)", LONTAR.code, ("perikanan",), "Pemasyarakatan contoh",
    "Balai desa Lontar", "gratis", "peragaan", date(2026, 12, 9), id=2, place_name="Lontar",
)  # fmt: skip
FACTORY = Opportunity(
    Kind.VACANCY, "Pabrik di Malaysia (contoh)", "", ("luar_negeri_resmi",), "P3MI contoh", "Dinas contoh",
    "tanya dinas dulu", "peragaan", date(2027, 1, 15), id=3,
)  # fmt: skip
LOANS = Opportunity(
    Kind.CAPITAL, "Modal warung (contoh)", "36.01", ("dagang",), "Koperasi contoh", "Kantor koperasi", "gratis",
    "peragaan", date(2027, 1, 31), id=4, place_name="Kab. Pandeglang",
)  # fmt: skip
OPPORTUNITIES = (SEWING, FISH, FACTORY, LOANS)
TRAINING = Training(
    3, LONTAR.code, "Lontar", datetime(2026, 11, 24, 5, tzinfo=UTC), poster="https://desa.example/poster/x"
)
AT_WORK = OwnRoster(date(2026, 11, 24), None, (Colleague(2, "Suryadi"), Colleague(3, "Wulandari")))
ON_LEAVE = replace(AT_WORK, leave=Leave(date(2026, 12, 1), date(2026, 12, 5), 2))


WARNED = AlertView(
    "12", AlertState.PUBLISHED, Purpose.ALERT, LONTAR,
    Words("Perekrut palsu keliling desa", "Dua orang menawari kerja ke Kamboja dan minta KTP.", "Jangan serahkan KTP."),
    datetime(2026, 11, 27, 10, tzinfo=UTC), queued=40,
)  # fmt: skip
MICRO = (MicroLesson("mendengar", 1, 3, 3), MicroLesson("yang_tidak_ditanya", 2, 3, 1))


@dataclass
class FakeFacts:
    """Fill `cases` and `receipts` for the test at hand."""

    cases: dict[str, CaseView] = field(default_factory=dict)
    receipts: dict[str, ReceiptView] = field(default_factory=dict)
    last_asked: tuple[str, ...] = ()  # cases nobody else is left to ask about
    looks: dict[str, Look] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    mine: tuple[OwnLook, ...] = ()
    idle: bool = False  # nothing that is told is urgent
    own: OwnData = field(default_factory=lambda: OwnData(date(2026, 11, 3)))
    named: tuple[Indicator, ...] = ()
    roster: OwnRoster | None = None
    invitations: tuple[str, ...] = ("UNDANGAN-1",)
    own_signals: tuple[SignalView, ...] = ()
    maps: dict[str, Overview] = field(default_factory=dict)  # by what was asked for
    known_brokers: tuple[Broker, ...] = ()
    as_cadre: CadreView | None = None
    cadre_codes: set[str] = field(default_factory=lambda: {CODE})
    micro: tuple[MicroLesson, ...] = MICRO
    asked: tuple[Hearsay, ...] = ()
    checked: int | None = 12
    left: int = 6
    practice: tuple[Training, ...] = ()
    has_lesson: bool = True
    has_voices: bool = True
    has_hotlines: bool = True
    has_heads: bool = True
    entries: tuple[Opportunity, ...] = OPPORTUNITIES
    alerts: dict[str, AlertView] = field(default_factory=dict)
    reach: Reach = field(default_factory=lambda: Reach(120, 2))
    refusal: No | None = None

    def __post_init__(self) -> None:
        filed_at = datetime(2026, 11, 20, 3, tzinfo=UTC)
        view = ReceiptView(HANDLE, "BD-417", CaseState.ACCEPTED, filed_at)
        self.receipts = {CODE: view, HANDLE: view, **self.receipts}

    def own_roster(self) -> OwnRoster | None:
        return self.roster

    def screen(self, text: str, known: Mapping[str, str]) -> Verdict:
        named = next((known[q] for q in ("which", "company") if _told(known, q) and known[q] != "bukan"), "")
        said = f"PT {named} {text}".lower() if named else text.lower()
        said += f" {known['country'].lower()}" if _told(known, "country") else ""
        entities = tuple(_entities(said))
        company = next((entity.value for entity in entities if entity.kind == "company"), "")
        if not known and not re.search(r"kerja|gaji|visa", said) and not company:
            return Verdict(Level.BUKAN_TAWARAN, entities=entities)
        hits = [Hit(rule, weight, words) for words, rule, weight in FLAGS if words in said]
        hits += [Hit(rule, 3) for pair, rule in KNOWN_FLAGS.items() if known.get(pair[0]) == pair[1]]
        match = REGISTRY.get(company, Match(company, "", "none", list_date="2026-11-12")) if company else None
        is_bad = any(hit.weight >= 3 for hit in hits)
        is_good = match is not None and match.match == "exact" and match.status == "aktif"
        level = Level.BAHAYA if is_bad else Level.BELUM_ADA_TANDA if is_good and not hits else Level.WASPADA
        is_close = match is not None and match.match == "similar" and match.candidates
        has = {"which": not is_close, "company": bool(company), "visa": "visa" in said, "fee": "rekening" in said,
                 "contract": "kontrak" in said,
                 "country": any(entity.kind == "country" for entity in entities)}  # fmt: skip
        missing = tuple(q for q in QUESTIONS if not has[q] and q not in known)[:3]
        pressing = tuple(what for words, what in PRESSING.items() if words in said)
        return Verdict(
            level,
            sum(h.weight for h in hits),
            tuple(hits),
            entities,
            match,
            () if is_bad else missing,
            pressing,
        )

    def triage(self, text: str) -> Triage:
        said = text.lower()
        if self.idle:
            return Triage(Severity.HIJAU)
        if any(words in said for words in URGENT):
            is_held = "disekap" in said or "dikunci" in said
            return Triage(Severity.MERAH, ("disekap" if is_held else "berangkat_segera",))
        return Triage(Severity.KUNING, ("merekrut",)) if said.strip() else Triage(Severity.HIJAU)

    def recruiters(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\b[Pp]ak [A-Z]\w+", text))

    def leaving(self, text: str) -> Leaving | None:
        return Leaving("lusa", 2, date(2026, 11, 27)) if "lusa" in text.lower() else None

    def has_left(self, text: str) -> bool:
        return "sudah pergi" in text.lower()

    def is_abroad(self, text: str) -> bool:
        return "sudah di" in text.lower()

    def plight(self, text: str) -> Plight:
        said = text.lower()
        named = (code for name, code in COUNTRIES.items() if name in said)
        is_quiet = "tidak bisa bicara" in said
        return Plight(next(named, ""), "saya" in said, is_quiet, "nomor kbri" in said)

    def youngest(self, text: str) -> int | None:
        return min(map(int, re.findall(r"(\d+) tahun", text)), default=None)

    def headcount(self, text: str, *, is_asked: bool = False) -> int | None:
        counted = r"^(\d+)$|(\d+) orang" if is_asked else r"()(\d+) orang"
        return next((int("".join(number)) for number in re.findall(counted, text)), None)

    def blames_officials(self, text: str, broker: str = "") -> bool:
        return "oknum" in text.lower() or "kades" in broker.lower()

    def opening(self, text: str) -> Opening:
        said = text.lower()
        if "bunuh diri" in said:
            return Opening.DESPAIR
        if "disekap" in said or "selamatkan saya" in said:
            return Opening.EMERGENCY
        if "calo" in said or "merekrut" in said:
            return Opening.REPORT
        if self.asks(text) is not None:
            return Opening.QUESTION
        return Opening.UNCLEAR if self.screen(text, {}).level is Level.BUKAN_TAWARAN else Opening.OFFER

    def despairs(self, text: str) -> bool:
        return "bunuh diri" in text.lower()

    def asks(self, text: str) -> Faq | None:
        near = self.may_ask(text)
        return near[0] if len(near) == 1 else None

    def may_ask(self, text: str) -> tuple[Faq, ...]:
        return tuple(question for question in FAQ if any(way in text.lower() for way in question.asked))

    def faq(self, ident: str) -> Faq | None:
        return next((question for question in FAQ if question.id == ident), None)

    def hotlines(self, *purposes: str, country: str = "") -> tuple[Hotline, ...]:
        if not self.has_hotlines:
            return ()
        mission = (MISSIONS[country],) if country in MISSIONS else ()
        return (*mission, *(line for purpose in purposes for line in HOTLINES.get(purpose, ())))

    def may_have(self, told: Mapping[str, str], village: str, *, is_bypass: bool) -> bool:
        return not ("semua petugas" in told.get("story", "") or (is_bypass and not self.has_heads))

    def training(
        self, village: str, told: Mapping[str, str] | None = None, *, is_bypass: bool = False
    ) -> Training | None:
        return next((each for each in self.practice if village and village.startswith(each.area)), None)

    def trainings(self) -> tuple[Training, ...]:
        return self.practice

    def places(self, query: str) -> tuple[Place, ...]:
        said = choosing.plain(query)
        return tuple(place for place in PLACES if said and place.name.lower() in said)

    def place(self, code: str) -> Place | None:
        return next((place for place in PLACES if code in (place.code, place.code.replace(".", ""))), None)

    def place_in(self, text: str) -> Place | None:
        return LONTAR if "desa lontar" in text.lower() else None

    def nearest_place(self, lat: float, lng: float) -> Place | None:
        return LONTAR if -8 < lat < -5 and 105 < lng < 107 else None

    def receipt(self, code: str) -> ReceiptView | None:
        if code not in self.receipts and receipt_code.parsed(code):
            self.left = max(0, self.left - 1)
        return self.receipts.get(code) if self.left or code == HANDLE else None

    def own_receipt(self, code: str) -> ReceiptView | None:
        return self.receipts.get(code)

    def attempts_left(self) -> int:
        return self.left

    def case(self, number: str) -> CaseView | None:
        digits = re.sub(r"\D", "", number)
        return self.cases.get(f"BD-{digits}")

    def is_last_asked(self, number: str) -> bool:
        return number in self.last_asked

    def open_cases(self) -> tuple[CaseView, ...]:
        return tuple(case for case in self.cases.values() if case.state is not CaseState.CLOSED)[:8]

    def open_count(self) -> int:
        return sum(case.state is not CaseState.CLOSED for case in self.cases.values())

    def signals(self) -> tuple[SignalView, ...]:
        return self.own_signals

    def risk_map(self, code: str = "") -> Overview | None:
        return self.maps.get(code)

    def brokers(self) -> tuple[Broker, ...]:
        return self.known_brokers

    def named_by(self, phone: str) -> tuple[Broker, ...]:
        return tuple(one for one in self.known_brokers if ("phone", phone) in one.ways)

    def broker(self, number: int) -> Broker | None:
        return next((broker for broker in self.known_brokers if broker.id == number), None)

    def look(self, number: str) -> Look | None:
        return self.looks.get(number)

    def look_offer(self, number: str) -> str:
        return self.offers.get(number, "")

    def own_data(self) -> OwnData:
        return self.own

    def own_looks(self) -> tuple[OwnLook, ...]:
        return self.mine

    def indicators(self, number: str) -> tuple[Indicator, ...]:
        return self.named

    def invitation(self, code: str) -> bool:
        return code in self.invitations

    def cadre(self) -> CadreView | None:
        return self.as_cadre

    def cadre_invitation(self, code: str) -> bool:
        return code in self.cadre_codes

    def cadre_lessons(self) -> tuple[MicroLesson, ...]:
        return self.micro

    def cadre_digest(self, village: Place) -> Digest:
        return Digest(date(2026, 11, 16), date(2026, 11, 22), self.checked, shown(4))

    def hearsay(self, number: str) -> str | None:
        return "PT X merekrut di sini" if number == "7" and self.as_cadre else None

    def hearsay_results(self) -> tuple[Hearsay, ...]:
        return self.asked

    def alert_areas(self) -> tuple[Place, ...]:
        return public_alert.areas(PLACES[2:3], "36.04")

    def alert_reach(self, area: str, purpose: Purpose, replaces: str = "") -> Reach:
        return self.reach

    def alert_private(self, text: str) -> tuple[Entity, ...]:
        return (Entity("name", "Siti", "siti"),) if "Siti" in text else ()

    def alert_end(self, area: str, hours: int) -> datetime | None:
        return datetime(2026, 11, 24, 3, tzinfo=UTC) + timedelta(hours=hours) if hours <= 72 else None

    def alert(self, number: str) -> AlertView | None:
        return self.alerts.get(number)

    def open_alerts(self) -> tuple[AlertView, ...]:
        return tuple(self.alerts.values())

    def alerts_here(self, village: str) -> tuple[AlertView, ...]:
        return tuple(view for view in self.alerts.values() if view.area.code == village)

    def may_approve(self, number: str) -> No | None:
        return self.refusal

    def may_refuse(self, number: str) -> No | None:
        return self.refusal

    def lesson(self, ident: str = "") -> Lesson | None:
        known = ("", "visa_kerja", "belum_18")
        return Lesson(ident or "visa_kerja", 3, 2) if self.has_lesson and ident in known else None

    def voices(self, place: str = "list") -> tuple[Voice, ...]:
        return tuple(Voice(ident) for ident in VOICES.get(place, ()) if self.has_voices)

    def voice(self, ident: str) -> Voice | None:
        is_known = any(ident in idents for idents in VOICES.values())
        return Voice(ident, ident != "paspor") if is_known and self.has_voices else None

    def next_lesson(self) -> Lesson | None:
        return self.lesson("belum_18")

    def opportunities(self, village: str) -> tuple[Opportunity, ...]:
        return near(self.entries, village, date(2026, 11, 24))

    def schedule(self) -> date | None:
        return date(2026, 11, 27) if self.has_lesson else None


def _told(known: Mapping[str, str], question: str) -> bool:
    return known.get(question, "belum_tahu") != "belum_tahu"


def _entities(said: str) -> list[Entity]:
    found = [Entity("country", name, code) for name, code in COUNTRIES.items() if name in said]
    found += [Entity("company", m[0], m[1]) for m in re.finditer(r"\bpt (\w+(?: \w+)?)", said)]
    found += [Entity("url", m[0], m[0]) for m in re.finditer(r"https?://\S+", said)]
    return found + [Entity("phone", m[0], m[0]) for m in re.finditer(r"\+62\d{6,}", said)]
