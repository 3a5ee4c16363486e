"""What content/ gives to screening: rules, words, triage reasons. Plain data.

A phrase is words that follow one another in a sentence:

    visa/pisa       either word                     a_b/c     "a b" or "c"
    visa*           any ending                      tahan+    any affixed form: ditahan, nahan, ditahankeun
    @visa           any entry of that word list     ..        up to four words between, none of them a "not"
    #               a number                        ~         any "not"
    A & B           both within nine words, in either order

A final -nya, -na, -ne or -e, short forms (content/lexicon.toml, `short`) and one slip of the finger in a longer word
are understood by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.faq import Faq
from bot.domain.offers import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A red flag. It fires when a phrase of `any` stands in the text un-negated, together with one of `beside`
    (when there are some) and none of `unless`; or when the named `condition` of bot.screening.conditions holds.
    A phrase that overlaps one of `apart` does not count, but others in the same text still do.
    `together` holds what is danger only in company: each entry names word lists that must all be in the text,
    anywhere, each meant and none apart ("stays as a guest" and "earns")."""

    id: str
    weight: int
    any: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    condition: str = ""
    survives_negation: bool = False  # the phrase holds its own "not" ("tanpa kontrak")
    together: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by subject, country names by ISO 3166 code, groups of countries.

    `polarity` holds the signs that turn a statement round, `short` the full word of each short form.
    """

    words: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]
    polarity: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TriageRule:
    """A reason for a severity, by phrases as in Rule."""

    id: str
    severity: Severity
    any: tuple[str, ...]
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What words weigh together, as log-odds of the levels (or of the severities, the gravest first) in their order.

    `words` of a message, each behind its mass (the rarer, the more it counts), `looks` for what the rules alone say
    ("bahaya_1": by one decisive flag), `start` before anything is read. Learned from the labelled messages by
    bench/evidence.py.
    """

    start: tuple[float, ...] = (0.0,) * 4
    looks: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rulebook:
    rules: tuple[Rule, ...]
    lexicon: Lexicon
    triage: tuple[TriageRule, ...]
    evidence: Evidence = Evidence()
    reported: Evidence = Evidence()  # of reports
    questions: tuple[Faq, ...] = ()
    no_questions: tuple[str, ...] = ()  # messages that resemble one and ask none of them
