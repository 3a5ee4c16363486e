"""Red flags: which fire, on what words, to what level, and what is still missing."""

import re
from collections.abc import Callable, Mapping

from bot.domain.offers import Hit, Level, Match
from bot.domain.rulebook import Lexicon, Rulebook
from bot.screening.extract import Reading
from bot.screening.text import found, is_taken_back

DECISIVE = 3
WORRYING = 2
HUGE_FEE = 30_000_000  # rupiah, to an individual or unknown company (border rule 4)
HUGE_WAGE = 25_000_000  # rupiah a month for unskilled work in a country that does not pay it
UNSURE = ("belum_tahu", "")
QUESTIONS = ("company", "visa", "fee", "contract", "country")
MOST_QUESTIONS = 3
_ANSWER_RULES = {
    ("visa", "turis"): "visa_turis",
    ("visa", "ziarah"): "visa_ziarah",
    ("fee", "pribadi"): "biaya_ke_rekening_pribadi",
    ("contract", "nanti_di_sana"): "tanpa_kontrak",
}

Condition = Callable[[Reading, Lexicon, Match | None], str]


def hits(reading: Reading, known: Mapping[str, str], match: Match | None, book: Rulebook) -> tuple[Hit, ...]:
    """All rules that fire, strongest first."""
    fired: dict[str, Hit] = {}
    for rule in book.rules:
        words = _words(reading, rule.any, keep_negated=rule.survives_negation)
        if words and rule.beside and not _words(reading, rule.beside, keep_negated=True):
            words = ""
        if not words and rule.condition:
            words = CONDITIONS[rule.condition](reading, book.lexicon, match)
        if words and not _words(reading, rule.unless, keep_negated=True):
            fired[rule.id] = Hit(rule.id, rule.weight, words.strip(" -")[:80])
    weights = {rule.id: rule.weight for rule in book.rules}
    for (question, answer), rule_id in _ANSWER_RULES.items():
        if known.get(question) == answer and rule_id in weights:
            fired.setdefault(rule_id, Hit(rule_id, weights[rule_id]))
    return tuple(sorted(fired.values(), key=lambda hit: -hit.weight))


def level(found_hits: tuple[Hit, ...], reading: Reading, match: Match | None, *, is_domestic: bool) -> Level:
    """One decisive flag is enough; anything unclear wants checking; nothing found is all we can say otherwise."""
    if any(hit.weight >= DECISIVE for hit in found_hits):
        return Level.BAHAYA
    if is_domestic:
        return Level.WASPADA if any(hit.weight == WORRYING for hit in found_hits) else Level.BUKAN_TAWARAN
    if found_hits or not _is_vouched_for(reading, match):
        return Level.WASPADA
    return Level.BELUM_ADA_TANDA


def missing(
    reading: Reading, known: Mapping[str, str], lvl: Level, book: Rulebook, *, has_registry: bool
) -> tuple[str, ...]:
    """What could still change the level, most telling first; nothing once it is decided."""
    if lvl in (Level.BAHAYA, Level.BUKAN_TAWARAN):
        return ()
    has = {
        "company": not has_registry
        or bool(reading.values("company"))
        or bool(_words(reading, book.lexicon.words["official"], keep_negated=True)),
        "visa": bool(reading.values("visa")),
        "fee": bool(reading.fees) or bool(_words(reading, book.lexicon.words["free"], keep_negated=True)),
        "contract": "kontrak" in reading.text or "contract" in reading.text,
        "country": bool(reading.values("country")),
    }
    return tuple(q for q in QUESTIONS if not has[q] and q not in known)[:MOST_QUESTIONS]


def _is_vouched_for(reading: Reading, match: Match | None) -> bool:
    """A licensed company by its exact name, or an official programme."""
    if match is not None and match.match == "exact" and match.status == "aktif":
        return True
    return match is None and bool(found(reading.text, OFFICIAL_PROGRAMMES))


OFFICES = ("kemnaker", "kp2mi", "bp2mi", "bp3mi", "kemlu", "imigrasi", "siskop2mi", "disnaker", "siapkerja")
OFFICIAL_ADDRESS = re.compile(r"^(?:https?://)?[^/]*\.go\.id(?:/|$)")
OFFICIAL_PROGRAMMES = (
    "g to g", "gtog", "disnaker*", "disperinnaker", "dinas", "kp2mi", "bp2mi", "bp3mi", "siapkerja", "kemenkes",
    "pemkab", "opp", "sp2t", "helpdesk", "kur", "tokutei", "sijil", "ksop",
)  # fmt: skip


def _words(reading: Reading, phrases: tuple[str, ...], *, keep_negated: bool = False) -> str:
    return found(reading.text, phrases, keep_negated=keep_negated) if phrases else ""


def _closed_country(reading: Reading, lexicon: Lexicon, _match: Match | None) -> str:
    """Named as the destination, not as what this is unlike."""
    return next(
        filter(None, (found(reading.text, lexicon.countries[code]) for code in lexicon.groups["closed"])), ""
    )


def _gulf_household(reading: Reading, lexicon: Lexicon, _match: Match | None) -> str:
    """Work in a private household of the Middle East: closed since 2015, registered company or not."""
    gulf = next(
        (e.text for e in reading.entities if e.kind == "country" and e.value in lexicon.groups["gulf"]), ""
    )
    work = found(reading.text, lexicon.words["household"])
    is_formal = found(reading.text, lexicon.words["formal"])
    return f"{work} {gulf}" if gulf and work and not is_formal else ""


def _closed_place(reading: Reading, lexicon: Lexicon, match: Match | None) -> str:
    return _closed_country(reading, lexicon, match) or _gulf_household(reading, lexicon, match)


def _scam_compound(reading: Reading, lexicon: Lexicon, _match: Match | None) -> str:
    """Desk work without requirements in a country where such jobs end in a compound."""
    codes = lexicon.groups["closed"] + lexicon.groups["scam_route"]
    place = next((e.text for e in reading.entities if e.kind == "country" and e.value in codes), "")
    work = found(reading.text, lexicon.words["desk"])
    is_plain = found(reading.text, ("hotel",)) and not found(reading.text, ("admin*", "cs"))
    return work if place and work and not is_plain else ""


def _huge_fee(reading: Reading, _lexicon: Lexicon, match: Match | None) -> str:
    """Thirty million or more to somebody who is no licensed company."""
    if match is not None and match.match == "exact" and match.status == "aktif":
        return ""
    return next((a.text for a in (*reading.fees, *reading.loose)
                 if a.currency == "IDR" and a.high >= HUGE_FEE and a.period == ""
                 and not is_taken_back(reading.text, a.start)), "")  # fmt: skip


def _fee(reading: Reading, _lexicon: Lexicon, _match: Match | None) -> str:
    return next((a.text for a in reading.fees if a.currency == "IDR" and a.high >= 1_000_000
                 and not is_taken_back(reading.text, a.start)), "")  # fmt: skip


def _huge_wage(reading: Reading, _lexicon: Lexicon, _match: Match | None) -> str:
    return next((a.text for a in reading.salaries if a.currency == "IDR" and a.high > HUGE_WAGE), "")


def _revoked(_reading: Reading, _lexicon: Lexicon, match: Match | None) -> str:
    return match.name if match is not None and match.match == "exact" and match.status == "dicabut" else ""


def _suspended(_reading: Reading, _lexicon: Lexicon, match: Match | None) -> str:
    return match.name if match is not None and match.match == "exact" and match.status == "dibekukan" else ""


def _unlisted(_reading: Reading, _lexicon: Lexicon, match: Match | None) -> str:
    return match.name if match is not None and match.match == "none" else ""


def _similar(_reading: Reading, _lexicon: Lexicon, match: Match | None) -> str:
    return match.name if match is not None and match.match == "similar" else ""


def _other_phone(_reading: Reading, _lexicon: Lexicon, match: Match | None) -> str:
    return match.name if match is not None and match.clone else ""


def _cloned(reading: Reading, _lexicon: Lexicon, match: Match | None) -> str:
    """A listed name with somebody else's number that already asks for money."""
    wants_money = bool(reading.fees or reading.loose or reading.values("account"))
    return match.name if match is not None and match.clone and wants_money else ""


def _fake_domain(reading: Reading, _lexicon: Lexicon, _match: Match | None) -> str:
    """The name of a ministry in an address that is not under go.id."""
    for entity in reading.entities:
        is_posing = entity.kind == "url" and any(name in entity.value for name in OFFICES)
        if is_posing and not OFFICIAL_ADDRESS.search(entity.value):
            return entity.text
    return ""


def _minor(reading: Reading, _lexicon: Lexicon, _match: Match | None) -> str:
    return next((e.text for e in reading.entities if e.kind == "age" and int(e.value) < 18), "")


def _no_company(reading: Reading, _lexicon: Lexicon, _match: Match | None) -> str:
    is_official = found(reading.text, OFFICIAL_PROGRAMMES)
    return "-" if not reading.values("company") and not is_official else ""


def _confirmed(reading: Reading, _lexicon: Lexicon, _match: Match | None) -> str:
    return next((entity.text for entity in reading.confirmed if entity.kind != "company"), "")


def _confirmed_name(reading: Reading, _lexicon: Lexicon, _match: Match | None) -> str:
    return next((entity.text for entity in reading.confirmed if entity.kind == "company"), "")


CONDITIONS: dict[str, Condition] = {
    "closed_place": _closed_place,
    "scam_compound": _scam_compound,
    "huge_fee": _huge_fee,
    "fee": _fee,
    "huge_wage": _huge_wage,
    "revoked": _revoked,
    "suspended": _suspended,
    "unlisted": _unlisted,
    "similar": _similar,
    "other_phone": _other_phone,
    "cloned": _cloned,
    "minor": _minor,
    "fake_domain": _fake_domain,
    "no_company": _no_company,
    "confirmed": _confirmed,
    "confirmed_name": _confirmed_name,
}
