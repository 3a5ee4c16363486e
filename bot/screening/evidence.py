"""What the words of a message weigh together, beside what the rules found in it.

A recruiter avoids the words of a rule, but not all words of the trade: papers, money, route, haste and secrecy each
leave something. Every word has log-odds for the four levels (content/evidence.tsv, learned by bench/evidence.py); they
are added up together with what the rules say. Stuffing an offer with harmless words gains little: nothing here makes
it `belum_ada_tanda` or no offer, no list of companies or known recruiters is doubted, a short message is never
lowered, and a long one from a danger to a warning at most.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.offers import Hit, Level
from bot.domain.rulebook import Evidence
from bot.screening import rules
from bot.screening.extract import Reading

ALIKE = "mirip_jerat"  # the rule whose reason these words are
FEWEST_WORDS = 6  # known ones; fewer say too little
RAISED = 0.6  # probability of a danger from which it is one
DOUBTED = 0.1  # below which a single decisive flag is only worrying
OFFERED = 0.3  # ... below which it is one
FEWEST_TO_DOUBT = 25  # known words of a message that may be lowered
MOST_NAMED = 4  # words a reason quotes
LISTED = frozenset(
    {"pt_dicabut", "pt_dibekukan", "catut_nama_p3mi", "pelaku_dikenal", "tautan_palsu", "anak_di_bawah_umur"}
)  # facts, no matter of wording
NAMED = ("company", "phone", "account", "url", "handle")  # counted as such, never by their letters
LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Odds:
    """How probable each level is, and what was weighed."""

    levels: Mapping[Level, float]
    known: Mapping[str, Sequence[float]]  # the words that were weighed, each with its log-odds
    written: Mapping[str, str]  # as the message has each word

    @property
    def words(self) -> str:
        """Those that speak most for a danger."""
        telling = sorted(
            self.known, key=lambda term: self.known[term][0] - max(self.known[term][1:]), reverse=True
        )
        named = sorted(telling[:MOST_NAMED], key=list(self.written).index)
        return ", ".join(self.written[term] for term in named)


def terms(reading: Reading) -> dict[str, str]:
    """What is weighed of a message: its words and the kinds of names in it, each with how it is written."""
    here = reading.here
    spans = [here.mended.span(word.start, word.end) for word in here.words]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    found, named = {}, set()
    for entity in reading.entities:
        if entity.kind in NAMED:
            found[f"<{entity.kind}>"] = entity.text
            first = bisect_right(ends, entity.start)
            named |= set(range(first, bisect_left(starts, entity.end)))
    for number, (word, span) in enumerate(zip(here.words, spans, strict=True)):
        text = here.text[word.start : word.end]
        if number not in named:
            found.setdefault("#" if text[0].isdigit() else text, here.message[slice(*span)])
    return found


def look(level: Level, fired: tuple[Hit, ...]) -> str:
    """What the rules alone say, as `Evidence.looks` names it."""
    if level is Level.BAHAYA:
        return f"bahaya_{min(3, sum(hit.weight >= rules.DECISIVE for hit in fired))}"
    if level is Level.WASPADA:
        return f"waspada_{min(2, max((hit.weight for hit in fired), default=1))}"
    return level.value


def odds(found: Mapping[str, str], said: str, evidence: Evidence) -> Odds | None:
    """What the words of `terms` and the rules' `look` say together; None where too few words are known."""
    known = {term: evidence.words[term] for term in found if term in evidence.words}
    if len(known) < FEWEST_WORDS or said not in evidence.looks:
        return None
    share = 1 / math.sqrt(len(known))
    sums = [
        start + rule + share * sum(weights)
        for start, rule, *weights in zip(evidence.start, evidence.looks[said], *known.values(), strict=True)
    ]
    powers = [math.exp(total - max(sums)) for total in sums]
    levels = {level: power / sum(powers) for level, power in zip(LEVELS, powers, strict=True)}
    return Odds(levels, known, found)


def settled(level: Level, fired: tuple[Hit, ...], told: Odds) -> tuple[Level, tuple[Hit, ...]]:
    """The level and its reasons once words and rules are weighed together; for no offer that is one after all
    WASPADA, the rules may then say more."""
    decisive = [hit for hit in fired if hit.weight >= rules.DECISIVE]
    danger, talk = told.levels[Level.BAHAYA], told.levels[Level.BUKAN_TAWARAN]
    if level is not Level.BAHAYA and danger > RAISED:
        reason = () if decisive else (Hit(ALIKE, rules.DECISIVE, told.words[: rules.LONGEST_EVIDENCE]),)
        return Level.BAHAYA, (*reason, *fired)
    if level is Level.BUKAN_TAWARAN:
        return (Level.WASPADA if talk < OFFERED else level), fired
    is_doubted = danger < DOUBTED and len(told.known) >= FEWEST_TO_DOUBT
    return worrying(level, fired) if is_doubted and _is_doubtful(fired) else (level, fired)


def worrying(level: Level, fired: tuple[Hit, ...]) -> tuple[Level, tuple[Hit, ...]]:
    """The same, but no danger: its decisive flags are worrying only."""
    if level is not Level.BAHAYA:
        return level, fired
    return Level.WASPADA, tuple(replace(hit, weight=min(hit.weight, rules.WORRYING)) for hit in fired)


def _is_doubtful(fired: tuple[Hit, ...]) -> bool:
    """Whether a warning rests on one flag that is decisive, and on wording, not on a list."""
    decisive = [hit.rule for hit in fired if hit.weight >= rules.DECISIVE]
    return len(decisive) == 1 and decisive[0] not in LISTED
