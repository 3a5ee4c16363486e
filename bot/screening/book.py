"""The rulebook compiled: every phrase list a pattern, every word they name in one vocabulary."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from itertools import chain, filterfalse, islice

from bot.domain.offers import Severity
from bot.domain.rulebook import Rule, Rulebook
from bot.screening.passage import Passage, passage
from bot.screening.phrases import Found, Pattern
from bot.screening.signs import Signs
from bot.screening.spelling import Vocabulary
from bot.screening.steps import Concepts

ANY_COUNTRY = "country_word"  # the concept of all country names
EVERYDAY = "everyday"  # words of the lexicon that no rule speaks of


@dataclass(frozen=True)
class FlagPattern:
    """A red flag, ready to be looked for."""

    rule: Rule
    any: Pattern
    beside: Pattern
    unless: Pattern
    apart: Pattern
    together: tuple[tuple[Pattern, ...], ...]

    @cached_property
    def patterns(self) -> frozenset[int]:
        """By number, those of which words alone could make it fire."""
        return frozenset(pattern.number for pattern in (self.any, *(first for first, *_ in self.together)))

    def find(self, here: Passage) -> Found | None:
        """The first phrase that is meant and stands beside what it needs, else the first of words that are danger
        together; `unless` is not looked at."""
        found = self._meant(self.any, here)
        if found is not None and (not self.beside or self.beside.find(here, keep_negated=True)):
            return found
        for first, *others in self.together:
            found = self._meant(first, here)
            if found is not None and all(self._meant(words, here) for words in others):
                return found
        return None

    def _meant(self, words: Pattern, here: Passage) -> Found | None:
        if not words.may_be_in(here):
            return None
        told = words.all(here, keep_negated=self.rule.survives_negation)
        meant = filterfalse(lambda found: not here.disowned.isdisjoint((found.first, found.last - 1)), told)
        first = next(meant, None)
        if first is None:
            return None
        apart = list(self.apart.all(here))
        return next((found for found in chain((first,), meant) if not _overlaps(found, apart)), None)


@dataclass(frozen=True, slots=True)
class ReasonPattern:
    """A reason of triage, ready to be looked for."""

    id: str
    severity: Severity
    any: Pattern
    beside: Pattern
    unless: Pattern

    def is_in(self, here: Passage, idle: Collection[int] = ()) -> bool:
        """Whether a passage gives this reason, but for words that cannot give it."""
        if not self.any.may_be_in(here):
            return False
        told = any(found.first not in idle for found in self.any.all(here))
        is_told = told and (not self.beside or self.beside.find(here, keep_negated=True))
        return bool(is_told) and not self.unless.find(here, keep_negated=True)


class Book:
    """Everything screening looks for. Compiled once at start; raises ValueError for a phrase that makes no sense."""

    def __init__(self, book: Rulebook) -> None:
        lexicon = book.lexicon
        countries = {code: (*names, _flag(code)) for code, names in lexicon.countries.items()}
        names = tuple(name for names in countries.values() for name in names if "#" not in name)
        words = {**lexicon.words, ANY_COUNTRY: names}
        everyday = words.pop(EVERYDAY, ())
        concepts = Concepts(words)

        def pattern(phrases: tuple[str, ...]) -> Pattern:
            return Pattern(phrases, concepts)

        self.groups = lexicon.groups
        self.evidence = book.evidence
        self.reported = book.reported
        self._subjects = {name: pattern(phrases) for name, phrases in words.items()}
        self.countries: Mapping[str, Pattern] = {code: pattern(names) for code, names in countries.items()}
        self.flags = tuple(
            FlagPattern(
                rule,
                pattern(rule.any),
                pattern(rule.beside),
                pattern(rule.unless),
                pattern(rule.apart),
                tuple(tuple(self._named(name) for name in names) for names in rule.together),
            )
            for rule in book.rules
        )
        self.weights = {rule.id: rule.weight for rule in book.rules}
        self.reasons = tuple(
            ReasonPattern(r.id, r.severity, pattern(r.any), pattern(r.beside), pattern(r.unless))
            for r in book.triage
        )
        self._signs = Signs(**{name: frozenset(forms) for name, forms in lexicon.polarity.items()})
        self._vocabulary = Vocabulary.of(self._literals(), lexicon.short, everyday)
        self._beginnings = concepts.beginnings

    def flags_for(self, here: Passage) -> Iterator[FlagPattern]:
        """Those worth looking for: their words may be in the passage, or it takes more than words."""
        told = here.tries.keys()
        return (flag for flag in self.flags if flag.rule.condition or not told.isdisjoint(flag.patterns))

    def read(self, message: str) -> Passage:
        """A message cut into words that know what they may stand for."""
        return passage(message, self._vocabulary, self._signs, self._beginnings)

    def knows(self, word: str) -> bool:
        """Whether a word is one of everyday speech about work, money and travel, hence no name."""
        return self._vocabulary.knows(word)

    def has(self, here: Passage, subject: str) -> bool:
        """Whether a word of the lexicon's subject stands in the passage, meant or not."""
        return self._subjects[subject].find(here, keep_negated=True) is not None

    def means(self, here: Passage, subject: str) -> str:
        """The words of a subject that are meant, as the message has them; "" when there are none."""
        found = self._subjects[subject].find(here)
        return "" if found is None else here.quote(found.first, found.last)

    def subject(self, name: str) -> Pattern:
        return self._subjects[name]

    def _named(self, name: str) -> Pattern:
        if name not in self._subjects:
            raise ValueError(f"there is no word list {name!r}")
        return self._subjects[name]

    def sentences_with(self, here: Passage, subjects: Iterable[str], most: int | None = None) -> set[int]:
        """The sentences that bear a word of these subjects, meant or not; `most` bounds the places of each."""
        return {here.words[found.first].sentence for found in self._told(here, subjects, most)}

    def words_with(self, here: Passage, subjects: Iterable[str]) -> set[int]:
        """The words of these subjects, meant or not."""
        told = self._told(here, subjects)
        return {number for found in told for number in range(found.first, found.last)}

    def _told(self, here: Passage, subjects: Iterable[str], most: int | None = None) -> Iterator[Found]:
        places = (islice(self._subjects[name].all(here, keep_negated=True), most) for name in subjects)
        return chain.from_iterable(places)

    def _literals(self) -> frozenset[str]:
        """Every form that any phrase or sign names."""
        flags = (
            (flag.any, flag.beside, flag.unless, flag.apart) for flag in self.flags
        )  # `together`: subjects
        reasons = ((reason.any, reason.beside, reason.unless) for reason in self.reasons)
        patterns = chain(*flags, *reasons, self._subjects.values(), self.countries.values())
        return frozenset().union(*(pattern.literals for pattern in patterns), *astuple(self._signs))


def _flag(code: str) -> str:
    """The flag of a country as people write it: the letters of its ISO code as regional indicators (Unicode UTS 51)."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)


def _overlaps(found: Found, others: Sequence[Found]) -> bool:
    return any(found.first < other.last and other.first < found.last for other in others)
