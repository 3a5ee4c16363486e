"""Whether a message is talk: a greeting, a general question, news, a warning; nothing anybody is asked to join.

Recruiters speak of news, warn of others and ask harmless questions, too ("awas penipuan", "yang lain ditangkap",
"gimana caranya?"). So such a sign covers its own sentence: what is decisive outside of it is meant.
"""

from bot.domain.offers import Hit
from bot.screening import rules
from bot.screening.book import Book
from bot.screening.extract import Reading
from bot.screening.stance import POSES, Stance

BARE_NUMBER = 60  # characters; shorter than this a phone number is the question
LONGEST_QUESTION = 250  # characters
STIRRED = 3  # signs of a recruitment: then it is no small talk
MOSTLY = 3  # sentences
SHARED = ("news", "press", "warning")
OTHER = ("course", "study", "law", "ask", "sale")
HARMS = frozenset({  # these speak for themselves, whatever work is named beside them
    "jalur_belakang", "penyekapan", "eksploitasi_seksual", "kawin_pesanan", "organ", "kurir_narkoba",
    "zona_perang", "ganti_negara",
})  # fmt: skip
SOLD_BESIDES = frozenset({"calo_tes", "pemalsuan_dokumen"})  # by a school that also teaches
CALLED_TO = frozenset(  # with somebody called upon these are no talk, even where no country is named
    {"scam_compound", "tanpa_kontrak", "pemalsuan_dokumen", "tanpa_dokumen", "calo_tes"}
)
TRAVEL = frozenset(
    {"visa_turis", "visa_ziarah", "visa_umroh", "biaya_tidak_wajar", "negara_tertutup"}
)  # also a holiday's
LIVED = frozenset({"pt_tidak_disebut", "negara_tertutup"})  # in a life that was led there
TERMS = frozenset(
    {"tanpa_kontrak", "penyekapan", "pembatasan_komunikasi"}
)  # of a stay: told, not asked about
ALWAYS_TALKED_OF = frozenset({"negara_tertutup"})
RECRUITING = frozenset({  # odd habits that only somebody who recruits has
    "komisi_ajak_teman", "kontak_pribadi", "perorangan_bukan_p3mi", "penampungan", "tekanan_waktu", "berangkat_cepat",
    "potongan_gaji", "uang_ke_keluarga", "jerat_utang", "pt_tidak_terdaftar", "tautan_tidak_resmi",
})  # fmt: skip


def is_talk(reading: Reading, fired: tuple[Hit, ...], book: Book) -> bool:
    """Whether nobody is offered, asked or about to begin anything."""
    return _Message(reading, fired, book).is_talk()


def is_domestic(reading: Reading, fired: tuple[Hit, ...], book: Book) -> bool:
    """Work inside the country; a bare phone number says nothing of it, nor does a form that poses as an office's."""
    return _Message(reading, fired, book).is_domestic()


class _Message:
    """One message with the rules that fired on it."""

    def __init__(self, reading: Reading, fired: tuple[Hit, ...], book: Book) -> None:
        self._reading = reading
        self._fired = fired
        self._book = book
        self._stance = Stance(reading, book)

    def is_talk(self) -> bool:
        if self._stance.is_told(self._fired) or self._stance.is_idle(self._fired):
            return True
        reading, is_meant = self._reading, self._is_grave_besides()
        if not is_meant and (self._is_shared() or self._is_lesson_or_sale()):
            return True
        if reading.values("company") or self._is_bare_number():
            return False
        if not is_meant and self._is_question():
            return True
        takes_part = self._has("solicit") or self._has("offered")
        is_paid = reading.fees or any(map(reading.values, ("phone", "account")))
        does = reading.values("job") or self._has("household")
        works = (
            self._has("work")
            or self._has("mine_process")
            or reading.salaries
            or (does and (takes_part or is_paid))
        )
        abroad = reading.values("country") or self._has("abroad") or reading.has_foreign_money
        works = works or (abroad and self._has("seats") and self._has("solicit"))
        if self._is_meant(bool(works), bool(abroad)):
            return False
        if not self._is_concrete():
            return True
        if any(hit.rule in RECRUITING for hit in self._fired):
            return False
        if abroad and self._book.means(reading.here, "programme") and not self._has("settled"):
            return False
        if self._has("official") and any(hit.rule == "tautan_tidak_resmi" for hit in self._fired):
            return False
        if self.is_domestic():
            return not self._has("work")
        if works and abroad:
            return self._is_aside()
        return self._stirs(bool(works), bool(abroad)) < STIRRED

    def is_domestic(self) -> bool:
        reading = self._reading
        is_posed = self._has("official") and any(hit.rule == "tautan_tidak_resmi" for hit in self._fired)
        if is_posed or self._is_bare_number():
            return False
        if any(map(reading.values, ("country", "visa"))) or self._book.means(reading.here, "abroad"):
            return False
        return self._has("home") or not reading.values("company")

    def _stirs(self, works: bool, abroad: bool) -> int:
        """How much of a recruitment there is: somebody asks or goes, papers, work, a country."""
        moves = self._has("leave") or self._reading.values("departure")
        papers = self._has("papers") or self._reading.values("visa")
        asked = self._has("offered") or self._has("carried")
        if any(map(self._has, ("holiday", "official", "settled"))) or not (asked or works):
            return 0
        return sum(map(bool, (works, abroad, moves, papers, asked)))

    def _is_meant(self, works: bool, abroad: bool) -> bool:
        """Whether what fired is no holiday, no sale and no mere habit."""
        decisive = {hit.rule for hit in self._fired if hit.weight >= rules.DECISIVE}
        excused = TRAVEL if self._has("holiday") or not abroad else ALWAYS_TALKED_OF
        is_worrying = any(hit.weight >= rules.WORRYING for hit in self._fired)
        if abroad and is_worrying and self._reading.values("job"):
            return True
        if decisive & CALLED_TO and (works or abroad or self._stance.invites()):
            return True
        if decisive & HARMS or len(decisive - excused) > 1 or (abroad and decisive - excused):
            return True
        is_sale = decisive <= {"biaya_tidak_wajar", "biaya_ke_rekening_pribadi"}
        is_backed = len(decisive) > 1 or any(hit.weight == rules.WORRYING for hit in self._fired)
        return bool(
            is_backed and decisive - excused and (works or not is_sale or "pt" in self._reading.here.places)
        )

    def _is_grave_besides(self) -> bool:
        """Whether something decisive stands outside of the sentences that tell news, warn or only ask."""
        if not any(hit.weight >= rules.DECISIVE for hit in self._fired):
            return False
        told = self._told_by((*SHARED, *OTHER))
        if not told or (self._is_mostly(told) and not self._takes_part()):
            return False
        rest = self._reading.without_sentences(told)
        return any(hit.weight >= rules.DECISIVE for hit in rules.hits(rest, {}, None, self._book))

    def _is_aside(self) -> bool:
        """Migrant workers or a country are spoken of, but no work that anybody offers, was offered or is to begin."""
        if any(map(self._has, ("solicit", "offered", "mine"))):
            return False
        if self._has("settled") and all(hit.rule in LIVED for hit in self._fired):
            return True
        if any(hit.rule != "pt_tidak_disebut" for hit in self._fired):
            return False
        named = any(map(self._reading.values, ("salary", "fee", "job", "visa", "phone")))
        begins = any(map(self._has, ("vacancy", "programme", "official", "contract")))
        return not named and not (begins and self._reading.values("country"))

    def _is_concrete(self) -> bool:
        """Something of an offer is told: where, what, when, for how much; not only that there are brokers."""
        kinds = ("country", "job", "visa", "departure", "account", "phone", "handle", "url", "salary", "fee")
        subjects = ("abroad", "offered", "solicit", "vacancy")
        return any(map(self._reading.values, kinds)) or any(map(self._has, subjects))

    def _is_shared(self) -> bool:
        """News or a warning passed on, by somebody who neither recruits nor was recruited."""
        if self._has("news"):
            is_paid = self._stance.invites() and bool(self._reading.salaries)
            is_begun = self._has("offered") or self._book.means(self._reading.here, "programme")
            return not (is_paid or self._stance.recruits() or (self._has("mine") and is_begun))
        is_press = self._has("press") and not self._stance.calls_upon()
        is_sign = is_press or self._has("warning")
        return is_sign and not self._takes_part() and not self._is_announced()

    def _is_lesson_or_sale(self) -> bool:
        """A course, homework or goods; homework has nobody to turn to, and no danger of one's own."""
        is_decisive = any(hit.weight >= rules.DECISIVE for hit in self._fired)
        is_near = is_decisive and (self._stance.is_own or self._has("offered"))
        is_study = self._has("study") and not self._stance.recruits() and not is_near
        sells_more = any(hit.rule in SOLD_BESIDES for hit in self._fired)
        is_sale = self._has("sale") and not (is_decisive and self._book.means(self._reading.here, "labour"))
        is_jest = self._has("jest") and not any(map(self._reading.values, ("country", "phone", "handle")))
        return is_study or (self._has("course") and not is_near and not sells_more) or is_sale or is_jest

    def _takes_part(self) -> bool:
        is_named = any(map(self._reading.values, ("phone", "handle", "company")))
        return is_named or self._has("solicit") or self._has("mine")

    def _is_announced(self) -> bool:
        """An official programme with its pay or how to join, whatever it warns of besides."""
        reading, here = self._reading, self._reading.here
        if not self._has("programme") or not (reading.values("country") or self._has("abroad")):
            return False
        paid = {here.words[here.word_at(pay.start)].sentence for pay in reading.salaries}
        return bool((paid | self._told_by(("enrol",))) - self._told_by(("warning", "news")))

    def _told_by(self, signs: tuple[str, ...]) -> set[int]:
        """The sentences that bear one of these signs."""
        return self._book.sentences_with(self._reading.here, signs)

    def _is_mostly(self, told: set[int]) -> bool:
        """Whether these sentences are most of a message of several."""
        of = self._reading.here.words[-1].sentence + 1
        return len(told) >= MOSTLY and len(told) >= of / 2

    def _is_question(self) -> bool:
        """Somebody wants to know something in general, or what the law says; nobody has offered them anything."""
        reading = self._reading
        is_dated = bool(reading.values("departure")) and self._has("leave")
        is_decisive = any(hit.weight >= rules.DECISIVE for hit in self._fired)
        is_pending = is_decisive and self._stance.is_own
        is_asked_in_general = not is_pending and not (
            self._has("solicit") and (self._has("offered") or is_dated)
        )
        if self._has("law") and is_asked_in_general:
            return not reading.values("company")
        is_asked = len(reading.here.text) < LONGEST_QUESTION and self._has("ask")
        is_asked = is_asked and not self._answers_itself()
        is_own = (self._has("mine") and self._has("programme")) or self._has("mine_process")
        is_told = reading.salaries or reading.fees or reading.values("company") or self._has("offered")
        is_posed = any(hit.rule in POSES for hit in self._fired)
        is_call = is_decisive and self._stance.invites()
        return is_asked and not (is_told or is_own or is_posed or is_call)

    def _answers_itself(self) -> bool:
        """Whether terms of somebody's stay are told, and a question is only on the way ("the pay? over there")."""
        reading = self._reading
        is_open = reading.here.text.rstrip().endswith("?") or (
            reading.here.words[-1].sentence in self._told_by(("ask",))
        )
        return not is_open and bool(reading.values("country")) and any(h.rule in TERMS for h in self._fired)

    def _is_bare_number(self) -> bool:
        reading = self._reading
        is_short = bool(reading.values("phone")) and len(reading.here.text) < BARE_NUMBER
        return is_short and not self._has("work")

    def _has(self, subject: str) -> bool:
        return self._book.has(self._reading.here, subject)
