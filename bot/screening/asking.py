"""Which general question a message asks: by its likeness to ways in which others asked it.

Likeness is a cosine over words and pieces of words, each counted by how rare it is among all known ways to ask
(inverse document frequency: Sparck Jones, A statistical interpretation of term specificity, 1972): half to the most
similar way, half to all ways of a question together (Rocchio's centroid, 1971). Pieces understand endings and
misspellings. What nobody asked with counts as rarest, so whoever tells a story of their own resembles no question;
known messages that ask something else are a subject of their own.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.choosing import plain
from bot.domain.faq import LONGEST, Faq, is_asking

PIECES = (3, 4)  # letters
COMMON = 0.1  # share of all ways; parts that more of them have tell nothing
SURE = 0.3  # likeness from which it is this question
CLEAR = 0.03  # ... when no other is as like by so much
NEAR = 0.22  # likeness from which it may be
MOST_NEAR = 3
SUBJECT = 4  # words of a question that is only its subject: "syarat ke korea"
OTHER = ""  # the subject of what is no question of ours

Weights = Mapping[str, float]
_CALLS = re.compile(
    r"\b(?:minat|berminat|inbox|inbok|hub|hubungi|merapat|japri|dm|pm|buruan|gabung|yuk|dibutuhkan|nawarin)\b"
)
_TELLS = re.compile(
    r"^(?:ke|ka|di|ning|sudah|udah|belum|blm|teu|durung)\b|\b(?:saya|aku|sy|diambil|dipegang|ditahan|dicekel|sudah|udah|wis)$"
)


def is_question(text: str) -> bool:
    """Whether a text asks, or is no more than a question's subject, and calls upon nobody. Never raises."""
    said = plain(text[: LONGEST + 1])
    if _CALLS.search(said):
        return False
    is_subject = len(said.split()) <= SUBJECT and not _TELLS.search(said)
    return is_subject or is_asking(text)


class Asking:
    """The known ways to ask, ready to be compared with."""

    def __init__(self, questions: Iterable[Faq], others: Iterable[str], short: Mapping[str, str]) -> None:
        self._short = short
        self._questions = {question.id: question for question in questions}
        ways = [(name, self._parts(way)) for name, one in self._questions.items() for way in one.asked]
        ways += [(OTHER, self._parts(said)) for said in others]
        spread = Counter(part for _, parts in ways for part in parts)
        self._common = frozenset(part for part, count in spread.items() if count > COMMON * len(ways))
        ways = [(name, parts - self._common) for name, parts in ways]
        self._weights = {part: math.log((1 + len(ways)) / (1 + count)) + 1 for part, count in spread.items()}
        self._rarest = math.log(1 + len(ways)) + 1
        self._ways = [(name, self._length(parts)) for name, parts in ways]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, (_, parts) in enumerate(ways):
            for part in parts:
                self._with[part].append(number)
        self._middles = self._centroids(ways)

    def alike(self, text: str) -> Sequence[tuple[float, str]]:
        """The subjects a text resembles and how much (0 to 1), most alike first. Never raises."""
        parts = self._parts(text) - self._common if len(text) <= LONGEST else frozenset[str]()
        length = self._length(parts)
        shared: dict[int, float] = defaultdict(float)
        middles: dict[str, float] = defaultdict(float)
        for part in parts & self._with.keys():
            square = self._weights[part] ** 2
            for number in self._with[part]:
                shared[number] += square
            for name, weight in self._middles[part].items():
                middles[name] += self._weights[part] * weight
        nearest: dict[str, float] = defaultdict(float)
        for number, product in shared.items():
            name, other = self._ways[number]
            nearest[name] = max(nearest[name], product / (length * other))
        found = ((one / 2 + middles[name] / length / 2, name) for name, one in nearest.items())
        return sorted(found, reverse=True)

    def sure(self, text: str) -> Faq | None:
        """The question a text asks, when that is clear. Never raises."""
        (best, name), (second, _) = (*self.alike(text), (0.0, OTHER), (0.0, OTHER))[:2]
        return self._questions.get(name) if best >= SURE and best - second >= CLEAR else None

    def near(self, text: str) -> tuple[Faq, ...]:
        """Questions it may be, most alike first; () when it rather is none. Never raises."""
        near = [name for likeness, name in self.alike(text)[:MOST_NEAR] if likeness >= NEAR]
        if not near or near[0] == OTHER:
            return ()
        return tuple(self._questions[name] for name in near if name != OTHER)

    def _parts(self, text: str) -> frozenset[str]:
        words = [self._short.get(word, word) for word in plain(text).split()]
        pieces = (
            f" {word} "[start : start + size]
            for word in words
            for size in PIECES
            for start in range(max(1, len(word) + 3 - size))
        )
        return frozenset((*(f"={word}" for word in words), *pieces))

    def _length(self, parts: Iterable[str]) -> float:
        return math.sqrt(sum(self._weights.get(part, self._rarest) ** 2 for part in parts))

    def _centroids(self, ways: Sequence[tuple[str, frozenset[str]]]) -> Mapping[str, Weights]:
        """Of each part, what it weighs in the middle of a subject's ways; what asks something else has no middle."""
        sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for (name, parts), (_, length) in zip(ways, self._ways, strict=True):
            for part in parts if name != OTHER else ():
                sums[name][part] += self._weights[part] / length
        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for name, of_parts in sums.items():
            norm = math.sqrt(sum(each**2 for each in of_parts.values()))
            for part, each in of_parts.items():
                weights[part][name] = each / norm
        return weights
