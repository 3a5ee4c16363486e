"""How a message stands to what it tells: does it call upon somebody, is it somebody's own open matter, or is it told?

A genre can be put on ("berita itu dilebih-lebihkan, yang berani kirim foto paspor"), an invitation cannot be taken
off. So what is told of others counts as told only while nobody is called upon and nothing of one's own is pending.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bot.domain.offers import Hit
from bot.screening import rules
from bot.screening.book import Book
from bot.screening.extract import Reading

OVER = ("reported", "befallen")  # it has come out already
TOLD = (*OVER, "admonished", "exercise", "wondering")  # each covers its own sentence and the next
LOOSE = (
    "befallen",
    "advised",
    "turned_to",
    "notice",
    "past_life",
    "life_there",
    "wondering",
    "feast",
)  # easily put on
ADMONISHING = ("admonished", "advised", "turned_to", "warning", *OVER)
POSES = frozenset({"tautan_tidak_resmi", "data_pribadi", "catut_pemerintah", "tautan_palsu"})  # of offices
MOST_SIGNS = 20  # of a kind that one message is searched for
OF_OTHERS = ("nya", "na", "ne", "e")  # "anaknya": not the writer's
CONTACTS = ("phone", "account", "handle")
PRICED = frozenset(  # what a holiday, goods or a course cost looks like a broker's fee
    {"biaya_tidak_wajar", "biaya_ke_rekening_pribadi", "negara_tertutup"}
)
VISITED_PLACES = {"hotel", "resto", "restoran", "apartemen", "toko"}  # jobs elsewhere, here for guests
VISITED = frozenset(
    {"visa_turis", "visa_ziarah", "visa_umroh", "tanpa_dokumen", "dokumen_ditahan"}
)  # what a holiday is made with; its guide keeps the passports

STUDIED = frozenset({"visa_turis", "visa_tidak_sesuai"})  # a student's visa


@dataclass(frozen=True)
class Stance:
    """One message as an act: what its words do, not what they are about."""

    reading: Reading
    book: Book

    def calls_upon(self) -> bool:
        """Whether somebody is invited, told what to bring or do, or promised to be taken care of."""
        return self.invites() or self._means("named_vacancy")

    def invites(self) -> bool:
        """Whether somebody is called upon by more than a vacancy's name."""
        return self._means("appeal")

    def recruits(self) -> bool:
        """Whether it calls upon somebody and says where to turn."""
        return self.calls_upon() and self._gives_contact()

    def is_told(self, fired: Iterable[Hit]) -> bool:
        """Whether it only tells, advises, asks in general or practises."""
        decisive = _decisive(fired)
        if self.invites() or self._gives_contact() or self.is_own or self._is_to_come():
            return False
        if self._has("debunked"):
            return True
        is_cautioned = self._has("reported") and self._has("turned_to")
        if self._means("named_vacancy") and not is_cautioned:
            return False
        if any(hit.rule in POSES for hit in fired) or (decisive and self._means("close")):
            return False
        is_notice = self._has("notice") and any(map(self._has, ADMONISHING))
        if (is_notice or self._is_lived()) and not self._means("open_matter"):
            return True
        is_exercise = self._has("exercise") and (self._has("played") or not self._means("open_matter"))
        is_over = self._has("reported") or (
            self._has("befallen") and (self._has("pity") or self._means("punished"))
        )
        is_signed = is_exercise or is_over or self._has("admonished")
        if is_signed and not self._is_grave_besides(self._sentences_with(TOLD)):
            return True
        return not decisive and any(map(self._has, LOOSE)) and not self._means("open_matter")

    def _is_lived(self) -> bool:
        """A life elsewhere is told from long ago to its end, and nothing decisive besides."""
        begun = self.book.sentences_with(self.reading.here, ("long_ago",))
        ended = self.book.sentences_with(self.reading.here, ("came_home", "escaped"))
        is_whole = bool(begun and ended)
        return is_whole and not self._is_grave_besides(set(range(min(begun), max(ended) + 1)))

    def _sentences_with(self, subjects: Iterable[str]) -> set[int]:
        """The sentences that bear one of these signs, each with the one that goes on from it."""
        told = self.book.sentences_with(self.reading.here, subjects, MOST_SIGNS)
        return told | {number + 1 for number in told}

    def _is_grave_besides(self, sentences: set[int]) -> bool:
        """Whether something decisive stands outside of these sentences."""
        rest = self.reading.without_sentences(sentences)
        return bool(_decisive(rules.hits(rest, {}, None, self.book)))

    def endangers_ones_own(self) -> bool:
        """Whether a danger stands in what the writer or their kin are asked or about to do, whatever else is told."""
        here = self.reading.here
        own = self.book.sentences_with(here, ("own_matter", "kin_matter"), MOST_SIGNS)
        told = self.book.sentences_with(here, TOLD, MOST_SIGNS)
        return self._is_grave_besides({*here.sentences} - (own - told))

    def is_idle(self, fired: Iterable[Hit]) -> bool:
        """Whether it sells, invites or teaches and nobody is to work: these have an address and a price, too."""
        if self._means("labour") or any(wage.period for wage in self.reading.salaries):
            return False
        is_work = (
            self._means("toil")
            or self._means("household")
            or set(self.reading.values("job")) - VISITED_PLACES
        )
        if self._has("studies") and not is_work and not self._gives_contact():
            return _decisive(fired) <= STUDIED
        if self.is_own:
            return False
        decisive = _decisive(fired) - (PRICED - {"negara_tertutup"} if is_work else PRICED)
        if self._has("trip") and not is_work:
            return decisive <= VISITED
        return not decisive and any(map(self._has, ("goods", "feast", "course")))

    @cached_property
    def is_own(self) -> bool:
        """Something the writer or their kin was offered, does or is to do."""
        here = self.reading.here
        matters = islice(self.book.subject("kin_matter").all(here), MOST_SIGNS)
        kin = (here.words[found.first] for found in matters)
        is_kin = any(not here.text[word.start : word.end].endswith(OF_OTHERS) for word in kin)
        return is_kin or self._means("own_matter")

    def _is_to_come(self) -> bool:
        """Somebody leaves on a day that is counted from now ("besok"), not on a day of the report."""
        counts = any(value.startswith("P") for value in self.reading.values("departure"))
        return counts and self._means("leave")

    def _gives_contact(self) -> bool:
        """A number or name to turn to; a comment that begins with somebody's name only answers them."""
        return any(
            entity.kind in CONTACTS and not (entity.kind == "handle" and entity.start == 0)
            for entity in self.reading.entities
        )

    def _means(self, subject: str) -> bool:
        return bool(self.book.means(self.reading.here, subject))

    def _has(self, subject: str) -> bool:
        return self.book.has(self.reading.here, subject)


def _decisive(fired: Iterable[Hit]) -> set[str]:
    return {hit.rule for hit in fired if hit.weight >= rules.DECISIVE}
