"""Which known words a written word may stand for: short forms, endings, affixes, disguises, slips of the finger.

A form is a plain word, "tahan+" for any affixed form of a stem, "visa*" for a known beginning, or "#" for a number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

MOST_KEPT = 20_000  # words with their forms
SHORTEST_ENDED = 3  # letters that stay when an ending is taken off
SHORTEST_STEM = 3
SHORTEST_SLIP = 6  # letters of a word in which one wrong letter is forgiven
SHORTEST_SCANNED = 4  # "pln" is no "pin"
SHORTEST_BEGINNING = 3
_ENDINGS = frozenset(["nya", "na", "ne", "e", "ku", "mu", "lah", "kah", "pun", "2an", "2", "ipun", "ing"])
_SUFFIXES = frozenset(
    ["kan", "keun", "ken", "aken", "ake", "kna", "in", "an", "i", "no", "en", "nan", "ono", "a"]
)
_NASALS = {  # a nasal prefix and the first letters it may have swallowed
    "meny": ("s", "c"), "ny": ("s", "c"), "mem": ("", "p", "b"), "men": ("", "t", "d"), "meng": ("", "k"),
    "nge": ("",), "ng": ("", "k"), "m": ("p", "", "b"), "n": ("t", "d"), "me": ("",), "peng": ("", "k"),
    "pem": ("p", "b", ""), "pen": ("t", "d"), "peny": ("s",),
}  # fmt: skip
_SPOKEN_NASALS = {"menc": "ny", "meny": "ny", "meng": "ng", "mem": "m", "men": "n"}  # "mencari" is "nyari"
_GIVING = (
    "kan",
    "in",
    "keun",
    "aken",
    "ake",
    "no",
)  # one ending in writing, in speech, Sundanese and Javanese
_PREFIXES = frozenset(
    [
        "di",
        "ke",
        "ka",
        "ter",
        "ber",
        "be",
        "se",
        "sa",
        "pe",
        "per",
        "dipang",
        "diper",
        "nga",
        "tak",
        "dak",
        "k",
        "i",
        "a",
    ]
)
_BEFORE = {
    start: (("",) if start in _PREFIXES else ()) + _NASALS.get(start, ())
    for start in _PREFIXES | _NASALS.keys()
}
_LONGEST_AFFIX = max(map(len, (*_ENDINGS, *_SUFFIXES, *_PREFIXES, *_NASALS)))
_NOT_AFFIXED = frozenset(["matur", "minta", "kurus"])  # words of their own that look like forms of another
_LEET = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "6": "g",
    "7": "t",
    "8": "b",
    "9": "g",
    "|": "il",
    "!": "i",
    "@": "a",
    "$": "s",
}
_MOST_LEET = 64  # readings tried of one disguised word
_SCANNED = {"l": "i", "i": "l"}
_VOWELS = re.compile("[aeiou]")


@dataclass(frozen=True)
class Vocabulary:
    """All words that rules and lexicon know. Of written words it keeps only those that are its own, affixes and all."""

    words: frozenset[str]
    stems: frozenset[str]
    beginnings: frozenset[str]
    short: Mapping[str, str]
    _longest_beginning: int
    _stem_starts: frozenset[str] = field(repr=False)
    _slips: Mapping[str, tuple[str, ...]] = field(repr=False)
    _skeletons: Mapping[str, str] = field(repr=False)
    _own_forms: dict[str, frozenset[str]] = field(repr=False, default_factory=dict)

    @classmethod
    def of(
        cls, literals: Iterable[str], short: Mapping[str, str], everyday: Iterable[str] = ()
    ) -> "Vocabulary":
        """From the literal forms of phrases ("visa*", "tahan+", "paspor"); `everyday` words say nothing to any rule and
        are never taken for a slip of another."""
        plain: set[str] = set(short.values())
        stems: set[str] = set()
        beginnings: set[str] = set()
        for literal in literals:
            if literal.endswith("*") and len(literal) <= SHORTEST_BEGINNING:
                raise ValueError(
                    f"{literal}: a beginning needs {SHORTEST_BEGINNING} letters to match anything"
                )
            (stems if literal.endswith("+") else beginnings if literal.endswith("*") else plain).add(
                literal.rstrip("+*")
            )
        words = frozenset(plain)
        slips: dict[str, list[str]] = {}
        skeletons: dict[str, list[str]] = {}
        for word in sorted(words | stems | beginnings):
            if len(word) >= SHORTEST_SLIP and word.isalpha():
                for key in {word, *_shortened(word)}:
                    slips.setdefault(key, []).append(word)
            if len(word) >= SHORTEST_SLIP - 1 and word.isalpha():
                skeletons.setdefault(_VOWELS.sub("", word), []).append(word)
        return cls(
            words | frozenset(everyday),
            frozenset(stems),
            frozenset(beginnings),
            short,
            max(map(len, beginnings), default=0),
            frozenset(stem[:SHORTEST_STEM] for stem in stems),
            {key: tuple(known) for key, known in slips.items()},
            {key: known[0] for key, known in skeletons.items() if len(known) == 1 and len(key) >= 3},
        )

    def forms(self, word: str) -> frozenset[str]:
        """Every form a written word may stand for, itself included."""
        if word in self._own_forms:
            return self._own_forms[word]
        if word[0].isdigit() and word.replace(".", "").replace(",", "").isdigit():
            return frozenset((word, "#"))
        known = self._known(word)
        if not known:
            return frozenset((word, *self._guessed(word)))
        found = frozenset((word, *known))
        is_own = word in self.words or word in self.short or self._stems_of(word)
        if is_own and len(self._own_forms) < MOST_KEPT:
            self._own_forms[word] = found
        return found

    def _guessed(self, word: str) -> set[str]:
        """Forms of a word in disguise, else of one with a slip."""
        found = set[str]()
        if not word.isalpha():
            found = found.union(*map(self._known, undisguised(word)))
        if not found and len(word) > 2:
            found = found.union(*map(self._known, self._meant(word)))
        return found

    def knows(self, word: str) -> bool:
        """Whether a word is one that rules or lexicon speak of."""
        return bool(self._known(word) or any(self._known(reading) for reading in undisguised(word)))

    def _known(self, word: str) -> set[str]:
        """Forms that need no guess."""
        return self._written(word).union(*map(self._written, _twins(word)))

    def _written(self, word: str) -> set[str]:
        """Forms of a word as it stands there."""
        found = {word} if word in self.words else set()
        if word in self.short:
            found |= self._known(self.short[word]) if self.short[word] != word else set()
        found |= {f"{stem}+" for stem in self._stems_of(word)}
        for length in range(max(SHORTEST_ENDED, len(word) - _LONGEST_AFFIX), len(word)):
            if word[length:] in _ENDINGS:
                base = word[:length]
                found |= {f"{stem}+" for stem in self._stems_of(base)}
                if base in self.words and len(base) > SHORTEST_ENDED:
                    found.add(base)
        for length in range(SHORTEST_BEGINNING, min(len(word), self._longest_beginning) + 1):
            if word[:length] in self.beginnings:
                found.add(f"{word[:length]}*")
        return found

    def _stems_of(self, word: str) -> frozenset[str]:
        if word in _NOT_AFFIXED:
            return frozenset()
        middles = [word]
        for length in range(1, _LONGEST_AFFIX + 1):
            middles += [first + word[length:] for first in _BEFORE.get(word[:length], ())]
        middles = [middle for middle in middles if middle[:SHORTEST_STEM] in self._stem_starts]
        if not middles:
            return frozenset()
        endings = [length for length in range(1, _LONGEST_AFFIX + 1) if word[-length:] in _SUFFIXES]
        bases = (middle[: len(middle) - cut] for middle in middles for cut in (0, *endings))
        return self.stems.intersection(base for base in bases if len(base) >= SHORTEST_STEM)

    def _meant(self, word: str) -> Iterable[str]:
        """Known words one slip away, or spelled without their vowels; repeated letters made single."""
        single = re.sub(r"(.)\1+", r"\1", word)
        if single != word and (self._known(single) or len(single) < SHORTEST_ENDED):
            return (single,)
        if not word.isalpha():
            return ()
        places = [i for i, letter in enumerate(word) if letter in _SCANNED and len(word) >= SHORTEST_SCANNED]
        scanned = [word[:i] + _SCANNED[word[i]] + word[i + 1 :] for i in places]
        if readable := [reading for reading in scanned if self._known(reading)]:
            return readable
        if not _VOWELS.search(word):
            known = self._skeletons.get(word)
            return (known,) if known else ()
        if len(word) < SHORTEST_SLIP - 1:
            return ()
        near = {known for key in (word, *_shortened(word)) for known in self._slips.get(key, ())}
        return [
            known for known in near if known[0] == word[0] and OSA.distance(word, known, score_cutoff=1) == 1
        ]


def _twins(word: str) -> Iterator[str]:
    """The same word in everyday speech, in writing, in Sundanese and Javanese: "menawarkan", "nawarin", "nawarkeun"."""
    starts = [word]
    for written, spoken in _SPOKEN_NASALS.items():
        if word.startswith(written) and len(word) - len(written) >= SHORTEST_STEM:
            starts.append(spoken + word[len(written) :])
    for start in starts:
        if start != word:
            yield start
        for ending in _GIVING if start.endswith(_GIVING) else ():
            if start.endswith(ending) and len(start) - len(ending) > SHORTEST_STEM:
                yield from (start[: -len(ending)] + other for other in _GIVING if other != ending)


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def undisguised(word: str) -> list[str]:
    """Readings of a word whose letters were replaced by digits or signs."""
    readings = [""]
    for character in word:
        options = _LEET.get(character, character)
        if len(readings) * len(options) > _MOST_LEET:
            options = options[0]
        readings = [reading + option for reading in readings for option in options]
    return readings
