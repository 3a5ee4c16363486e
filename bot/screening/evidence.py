"""What the words of a message weigh together, beside what the rules found in it.

A recruiter avoids the words of a rule, but not all words of the trade: papers, money, route, haste and secrecy each
leave something; honest work and mere talk have their words, too. Every word and every pair of neighbours has log-odds
for the four levels (content/evidence.tsv, learned by bench/evidence.py); they are added up together with what the
rules say.

Words raise a level more easily than they lower it. A harmless page pasted below a trap hides nothing: a level is
lowered only where no passage of the message sounds like danger by itself. What a list of companies or officers say is
never doubted, nor two decisive flags. A short remark is what the rules say it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from bot.domain.offers import WORDING, Hit, Level
from bot.domain.rulebook import Evidence
from bot.screening import rules
from bot.screening.said import Said, probable, sums, worst

FEWEST_WORDS = 6  # known ones; fewer say too little
FEWEST_TO_CLEAR = 12  # words of an unclear message, before its level changes
FEWEST_TO_RAISE = 15  # ... and of one in which the rules see nothing, before it is a danger
FEWEST_TO_DOUBT = 25  # ... and of one with a decisive flag that may be lowered
RAISED = 0.5  # probability of a danger from which it is one
DOUBTED = 0.2  # ... below which a single decisive flag is only worrying
OFFERED = 0.3  # probability of talk below which it is an offer after all
LIKELY = 0.5  # ... of a level to which an unclear message is cleared
CERTAIN = 0.9  # ... and one with a decisive flag
PASSAGE = 24  # words
BREATH = 12  # words; a flag is a few
CALM = 0.6  # probability of a danger, by its words alone, below which a passage hides none
CALM_BREATH = 0.6  # ... and a breath bears out no flag
HARMLESS_BREATH = 0.4  # ... and contradicts it
MOST_NAMED = 4  # words a reason quotes
SHORTEST_NAMED = 3  # letters of such a word
EMPTY = frozenset(  # they may weigh, but tell a reader nothing
    ["ada", "aja", "aku", "anak", "and", "anu", "apa", "are", "bae", "bang", "banget", "bapak", "belum", "biasa",
     "bisa", "boleh", "buat", "bulan", "dan", "dari", "deh", "dengan", "dia", "disana", "disini", "dong", "enak",
     "for", "gak", "hari", "ibu", "iku", "ini", "istri", "itu", "jadi", "juga", "kak", "kakak", "kalau", "kalo",
     "kami", "kan", "kang", "karena", "kita", "kiye", "klo", "kok", "lagi", "mah", "mas", "mau", "mbak", "mereka",
     "nang", "nanti", "neng", "nggak", "nih", "ning", "not", "nyusul", "orang", "pak", "saja", "sama", "sana",
     "saya", "sdh", "sedang", "sekali", "semua", "sih", "sing", "sini", "suami", "suaminya", "sudah", "tahun",
     "tapi", "teh", "teman", "temanku", "temen", "tenang", "terus", "teu", "the", "tidak", "tos", "trus", "udah",
     "udh", "untuk", "wae", "with", "yah", "yang", "you", "your"]
)  # fmt: skip
LISTED = frozenset({  # facts, no matter of wording
    "pt_dicabut", "pt_dibekukan", "pt_tidak_terdaftar", "nama_mirip_p3mi", "kontak_tidak_cocok", "catut_nama_p3mi",
    "pelaku_dikenal", "tautan_palsu", "anak_di_bawah_umur",
})  # fmt: skip
Judged: TypeAlias = tuple[Level, tuple[Hit, ...]]
LEVELS = tuple(Level)
HARMLESS = (Level.BELUM_ADA_TANDA, Level.BUKAN_TAWARAN)


@dataclass(frozen=True, slots=True)
class Odds:
    """How probable each level is, and what was weighed."""

    levels: Mapping[Level, float]
    words: str  # those that speak most for a danger
    count: int  # of all words
    worst: Callable[
        [int], float
    ]  # probability of a danger, by its words alone, in the worst passage of so many

    def harmless(self, from_probability: float) -> Level | None:
        """The offer without a sign, or no offer, that it is with this probability at least."""
        return next((level for level in HARMLESS if self.levels[level] > from_probability), None)


def look(level: Level, fired: tuple[Hit, ...]) -> str:
    """What the rules alone say, as `Evidence.looks` names it."""
    if level is Level.BAHAYA:
        return f"bahaya_{min(3, sum(hit.weight >= rules.DECISIVE for hit in fired))}"
    if level is Level.WASPADA:
        return f"waspada_{min(2, max((hit.weight for hit in fired), default=1))}"
    return level.value


def odds(told: Said, seen: str, evidence: Evidence) -> Odds | None:
    """What the words and the rules' `look` say together; None where too few words are known."""
    known = told.known(evidence)
    if len(known) < FEWEST_WORDS or seen not in evidence.looks:
        return None
    ground = [start + rule for start, rule in zip(evidence.start, evidence.looks[seen], strict=True)]
    levels = dict(zip(LEVELS, probable(ground, sums(known.values())), strict=True))
    return Odds(levels, _telling(told, known), len(told.terms), partial(worst, told, evidence))


def settled(level: Level, fired: tuple[Hit, ...], told: Odds, *, is_open: bool = True) -> Judged:
    """The level and its reasons once words and rules are weighed together.

    `is_open`: whether nothing but wording speaks, so that words may clear it. For no offer that is one after all
    WASPADA, the rules may then say more.
    """
    decisive = [hit for hit in fired if hit.weight >= rules.DECISIVE]
    fewest = FEWEST_TO_RAISE if level in HARMLESS else FEWEST_TO_CLEAR
    if level is not Level.BAHAYA and told.levels[Level.BAHAYA] > RAISED and told.count >= fewest:
        reason = () if decisive else (Hit(WORDING, rules.DECISIVE, told.words[: rules.LONGEST_EVIDENCE]),)
        return Level.BAHAYA, (*reason, *fired)
    if level is Level.BUKAN_TAWARAN:
        return (Level.WASPADA if told.levels[level] < OFFERED else level), fired
    is_listed = not LISTED.isdisjoint(hit.rule for hit in fired)
    if is_listed or told.count < FEWEST_TO_CLEAR:
        return level, fired
    if level is Level.BAHAYA:
        return (level, fired) if len(decisive) > 1 else _doubted(fired, told, is_open=is_open)
    likely = told.harmless(LIKELY) if is_open else None
    return (level, fired) if likely in (None, level) or told.worst(PASSAGE) >= CALM else (likely, ())


def _doubted(fired: tuple[Hit, ...], told: Odds, *, is_open: bool) -> Judged:
    """A danger by a single flag, once its words are weighed, too."""
    as_it_is = Level.BAHAYA, fired
    if told.levels[Level.BAHAYA] >= DOUBTED or told.count < FEWEST_TO_DOUBT:
        return as_it_is
    worst = told.worst(BREATH)
    certain = told.harmless(CERTAIN) if is_open and worst < HARMLESS_BREATH else None
    if certain is not None:
        return certain, ()
    return as_it_is if worst >= CALM_BREATH else worrying(*as_it_is)


def worrying(level: Level, fired: tuple[Hit, ...]) -> Judged:
    """The same, but no danger: its decisive flags are worrying only."""
    if level is not Level.BAHAYA:
        return level, fired
    return Level.WASPADA, tuple(replace(hit, weight=min(hit.weight, rules.WORRYING)) for hit in fired)


def _telling(told: Said, known: Mapping[str, Sequence[float]]) -> str:
    """The words that speak most for a danger and tell something, as they are written and in their order."""
    words = {term: known[term] for term in told.terms if term in known and _tells(term)}
    most = sorted(words, key=lambda term: _for_danger(words[term]), reverse=True)
    first = sorted(told.terms.index(term) for term in most[:MOST_NAMED])
    return ", ".join(told.written[number] for number in first)


def _tells(term: str) -> bool:
    return len(term) >= SHORTEST_NAMED and term not in EMPTY and term.isalpha()


def _for_danger(weights: Sequence[float]) -> float:
    _mass, danger, *others = weights
    return danger - max(others)
