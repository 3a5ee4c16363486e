"""Red flags: which fire, on what words, to what level, and what is still missing."""

from collections.abc import Mapping

from bot.domain.offers import Hit, Level, Match
from bot.domain.registry import VOUCHING
from bot.screening.book import Book, FlagPattern
from bot.screening.conditions import CONDITIONS, needs_no_company
from bot.screening.extract import Reading

DECISIVE = 3
WORRYING = 2
LONGEST_EVIDENCE = 80  # characters
UNSURE = ("belum_tahu", "bukan", "")
QUESTIONS = ("which", "company", "visa", "fee", "contract", "country")
MOST_QUESTIONS = 3
PRIVATE = frozenset(["kontak_pribadi", "info_kurang", "komisi_ajak_teman", "perekrut_dikenal_lewat_medsos"])
_ANSWER_RULES = {
    ("visa", "turis"): "visa_turis",
    ("visa", "ziarah"): "visa_ziarah",
    ("fee", "pribadi"): "biaya_ke_rekening_pribadi",
    ("contract", "nanti_di_sana"): "tanpa_kontrak",
}


def hits(reading: Reading, known: Mapping[str, str], match: Match | None, book: Book) -> tuple[Hit, ...]:
    """All rules that fire, strongest first."""
    fired: dict[str, Hit] = {}
    for flag in book.flags_for(reading.here):
        words = _evidence(flag, reading, match, book)
        if words:
            fired[flag.rule.id] = Hit(flag.rule.id, flag.rule.weight, words.strip(" -")[:LONGEST_EVIDENCE])
    for (question, answer), rule_id in _ANSWER_RULES.items():
        if known.get(question) == answer and rule_id in book.weights:
            fired.setdefault(rule_id, Hit(rule_id, book.weights[rule_id]))
    return tuple(sorted(fired.values(), key=lambda hit: -hit.weight))


def _evidence(flag: FlagPattern, reading: Reading, match: Match | None, book: Book) -> str:
    """The words a rule fires on; "" when it does not."""
    here = reading.here
    found = flag.find(here)
    words = "" if found is None else here.quote(found.first, found.last)
    if not words and flag.rule.condition:
        words = CONDITIONS[flag.rule.condition](reading, book, match)
    return "" if words and flag.unless.find(here) else words


def level(found_hits: tuple[Hit, ...], *, is_vouched_for: bool, is_domestic: bool) -> Level:
    """One decisive flag is enough; anything unclear wants checking; nothing found is all we can say otherwise."""
    if any(hit.weight >= DECISIVE for hit in found_hits):
        return Level.BAHAYA
    if is_domestic:
        return Level.WASPADA if any(hit.weight == WORRYING for hit in found_hits) else Level.BUKAN_TAWARAN
    if found_hits or not is_vouched_for:
        return Level.WASPADA
    return Level.BELUM_ADA_TANDA


def missing(
    reading: Reading,
    known: Mapping[str, str],
    lvl: Level,
    book: Book,
    match: Match | None,
    *,
    has_registry: bool,
) -> tuple[str, ...]:
    """What could still change the level, most telling first; nothing once it is decided."""
    if lvl in (Level.BAHAYA, Level.BUKAN_TAWARAN):
        return ()
    here = reading.here
    needs_none = needs_no_company(reading, book)
    has = {
        "which": match is None or match.match != "similar",
        "company": not has_registry
        or bool(reading.values("company"))
        or needs_none
        or book.has(here, "official"),
        "visa": bool(reading.values("visa")) or book.has(here, "visa_by_name"),
        "fee": bool(reading.fees) or book.has(here, "free"),
        "contract": book.has(here, "contract") or (needs_none and lvl is Level.BELUM_ADA_TANDA),
        "country": bool(reading.values("country")),
    }
    return tuple(q for q in QUESTIONS if not has[q] and q not in known)[:MOST_QUESTIONS]


def is_vouched_for(reading: Reading, match: Match | None, fired: tuple[Hit, ...], book: Book) -> bool:
    """A licensed company by its exact name, or an official programme: odd habits alone say nothing then.

    A list of companies or sanctions that has grown stale vouches for nobody.
    """
    if match is not None and match.match == "exact" and match.status == "aktif":
        return is_vouching(match)
    is_unknown_company = match is not None and match.match != "other"
    school_sends = (
        {"izin_belum_jelas"} if match is not None else set()
    )  # a training centre that promises a place
    is_private = any(hit.rule in PRIVATE | school_sends for hit in fired)  # no office recruits like that
    return not is_unknown_company and not is_private and bool(book.means(reading.here, "programme"))


def is_vouching(match: Match) -> bool:
    """A licensed company by its exact name on lists that are fresh."""
    is_licensed = match.match == "exact" and match.status == "aktif"
    return is_licensed and not VOUCHING & dict(match.stale).keys()
