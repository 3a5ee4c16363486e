"""Loads the red flags, the lexicon and the triage reasons."""

from datetime import date
from pathlib import Path

from pydantic import Field

from bot.content import faq
from bot.content.errors import ContentError
from bot.content.files import Strict, read, words_of
from bot.domain.offers import Level, Severity
from bot.domain.rulebook import Evidence, Lexicon, Rule, Rulebook, TriageRule

RULES = "rules"
EVIDENCE, REPORTED = "evidence.tsv", "evidence_reports.tsv"


class RuleEntry(Strict):
    """One red flag with the lines it must and must not fire on; those lines are tests.

    `families` are the numbers of facts.md section 5 that it covers.
    """

    id: str
    families: tuple[int, ...] = ()
    weight: int = Field(ge=1, le=3)
    any: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    condition: str = ""
    survives_negation: bool = False
    source: str
    reviewed_on: date
    review_by: date
    hit: tuple[str, ...] = Field(min_length=1)
    miss: tuple[str, ...] = Field(min_length=1)


class RulesFile(Strict):
    rule: tuple[RuleEntry, ...]


class ConceptsFile(Strict):
    words: dict[str, tuple[str, ...]]


class LexiconFile(ConceptsFile):
    polarity: dict[str, tuple[str, ...]]
    short: dict[str, str]


class CountriesFile(Strict):
    countries: dict[str, tuple[str, ...]]
    groups: dict[str, tuple[str, ...]]


class TriageEntry(Strict):
    id: str
    severity: Severity
    any: tuple[str, ...]
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    source: str


class TriageFile(Strict):
    reason: tuple[TriageEntry, ...]


def entries(folder: Path) -> tuple[RuleEntry, ...]:
    """The red flags as they stand in the files, with their lines. Raises ContentError."""
    files = sorted((folder / RULES).glob("*.toml"))
    return tuple(rule for file in files for rule in read(file, RulesFile, f"{RULES}/{file.name}").rule)


def load_evidence(folder: Path, name: str, judgements: int) -> Evidence:
    """What words weigh: a term, its mass and its log-odds of each judgement in hundredths a line; behind "=" the
    log-odds of what is no word.

    Raises ContentError.
    """
    weights: dict[str, tuple[float, ...]] = {}
    for number, line in enumerate(words_of(folder / name).splitlines(), start=1):
        try:
            term, *given = line.split("\t")
            weights[term] = tuple(int(each) / 100 for each in given)
        except ValueError as error:
            raise ContentError(name, f"line {number}", "needs whole numbers behind the term") from error
        needed = judgements + (not term.startswith("="))
        if len(given) != needed:
            raise ContentError(name, f"line {number}", f"needs {needed} numbers behind the term")
    looks = {term[1:]: weights.pop(term) for term in list(weights) if term.startswith("=")}
    if "start" not in looks:
        raise ContentError(name, "=start", "is missing")
    return Evidence(looks.pop("start"), looks, weights)


def load_rulebook(folder: Path) -> Rulebook:
    """Raises ContentError."""
    rules = entries(folder)
    ids = [rule.id for rule in rules]
    for rule in rules:
        if ids.count(rule.id) > 1:
            raise ContentError(RULES, rule.id, "stands there twice")
        if not rule.any and not rule.condition and not rule.together:
            raise ContentError(RULES, rule.id, "needs phrases or a condition")
    lexicon = read(folder / "lexicon.toml", LexiconFile)
    concepts = read(folder / "concepts.toml", ConceptsFile)
    stance = read(folder / "stance.toml", ConceptsFile)
    plight = read(folder / "plight.toml", ConceptsFile)
    countries = read(folder / "countries.toml", CountriesFile)
    triage = read(folder / "triage.toml", TriageFile).reason
    questions = faq.load(folder)
    asked = faq.load_asked(folder, [entry.id for entry in questions])
    return Rulebook(
        tuple(
            Rule(
                r.id,
                r.weight,
                r.any,
                r.beside,
                r.unless,
                r.apart,
                r.condition,
                r.survives_negation,
                r.together,
            )
            for r in rules
        ),
        Lexicon(
            {**lexicon.words, **concepts.words, **stance.words, **plight.words},
            countries.countries,
            countries.groups,
            lexicon.polarity,
            lexicon.short,
        ),
        tuple(TriageRule(t.id, t.severity, t.any, t.beside, t.unless) for t in triage),
        load_evidence(folder, EVIDENCE, len(Level)),
        load_evidence(folder, REPORTED, len(Severity)),
        tuple(entry.faq(asked[entry.id]) for entry in questions),
        asked[faq.NO_QUESTION],
    )
