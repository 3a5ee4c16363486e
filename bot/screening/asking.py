"""Which general question a message asks: by its likeness to ways in which others asked it.

Likeness is a cosine over words and pieces of words, each counted by how rare it is among all known ways to ask
(inverse document frequency: Sparck Jones, A statistical interpretation of term specificity, 1972): half to the most
similar way, half to all ways of a question together (Rocchio's centroid, 1971). Pieces understand endings and
misspellings. What nobody asked with counts as rarest, so whoever tells a story of their own resembles no question;
known messages that ask something else are a subject of their own.
"""

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.choosing import plain
from bot.domain.faq import LONGEST, Faq, is_asking

PIECE = 3  # letters
COMMON = 0.1  # share of all ways; parts that more of them have tell nothing
SURE = 0.33  # likeness from which it is this question
CLEAR = 0.04  # ... when no other is as like by so much
NEAR = 0.22  # likeness from which it may be
MOST_NEAR = 3
SUBJECT = 4  # words of a question that is only its subject: "syarat ke korea"
OTHER = ""  # the subject of what is no question of ours

_CALLS = re.compile(
    r"\b(?:minat|berminat|inbox|inbok|hub|hubungi|merapat|japri|dm|pm|buruan|gabung|yuk|dibutuhkan|nawarin)\b"
)
_TELLS = re.compile(
    r"^(?:ke|ka|di|ning|sudah|udah|belum|blm|teu|durung|ga|gak|ngga|nggak|enggak|tidak|tdk|ora)\b|\b(?:saya|aku|sy|diambil|dipegang|ditahan|dicekel|sudah|udah|wis)$"
)


def is_question(text: str) -> bool:
    """Whether a text asks, or is no more than a question's subject, and calls upon nobody. Never raises."""
    said = plain(text[: LONGEST + 1])
    if _CALLS.search(said):
        return False
    is_subject = len(said.split()) <= SUBJECT and not _TELLS.search(said)
    return is_subject or is_asking(text)


class Asking:
    """The known ways to ask, ready to be compared with; counted in arrays, for there are thousands."""

    def __init__(self, questions: Iterable[Faq], others: Iterable[str], short: Mapping[str, str]) -> None:
        self._short = short
        self._last: tuple[str, Sequence[tuple[float, str]]] = ("", [])
        self._questions = {question.id: question for question in questions}
        asked = [(name, way) for name, one in enumerate(self._questions.values()) for way in one.asked]
        ways = [*asked, *((len(self._questions), said) for said in others)]
        self._subjects = (*self._questions, OTHER)
        self._of_way = array("H", (subject for subject, _ in ways))
        spread = Counter(part for _, way in ways for part in self._parts(way))
        self._rarest = math.log(1 + len(ways)) + 1
        self._weights = {
            part: math.log((1 + len(ways)) / (1 + count)) + 1
            for part, count in spread.items()
            if count <= COMMON * len(ways)
        }
        self._common = spread.keys() - self._weights.keys()
        self._ways = {part: array("H") for part in self._weights}  # in which ways a part stands
        self._lengths = array("f")
        middles: list[dict[str, float]] = [defaultdict(float) for _ in self._questions]
        for number, (subject, way) in enumerate(ways):
            parts = self._parts(way) - self._common
            self._lengths.append(self._length(parts))
            for part in parts:
                self._ways[part].append(number)
                if subject < len(middles):
                    middles[subject][part] += self._weights[part] / self._lengths[number]
        self._middles = {
            part: (array("H"), array("f")) for part in self._weights
        }  # subjects, and what it weighs
        for subject, weighed in enumerate(middles):
            norm = math.sqrt(sum(each**2 for each in weighed.values()))
            for part, each in weighed.items():
                self._middles[part][0].append(subject)
                self._middles[part][1].append(each / norm)

    def alike(self, text: str) -> Sequence[tuple[float, str]]:
        """The subjects a text resembles and how much (0 to 1), most alike first. Never raises.

        The last text is kept: one turn asks several things of it.
        """
        last, found = self._last
        if last != text:
            found = self._compared(text)
            self._last = text, found
        return found

    def _compared(self, text: str) -> Sequence[tuple[float, str]]:
        parts = self._parts(text) - self._common if len(text) <= LONGEST else frozenset[str]()
        length = self._length(parts)
        shared: dict[int, float] = defaultdict(float)
        middles = [0.0] * len(self._subjects)
        for part in parts & self._weights.keys():
            weight = self._weights[part]
            for number in self._ways[part]:
                shared[number] += weight * weight
            for subject, middle in zip(*self._middles[part], strict=True):
                middles[subject] += weight * middle
        nearest: dict[int, float] = {}
        for number, product in shared.items():
            subject, likeness = self._of_way[number], product / (length * self._lengths[number])
            if likeness > nearest.get(subject, 0.0):
                nearest[subject] = likeness
        found = ((one / 2 + middles[of] / length / 2, self._subjects[of]) for of, one in nearest.items())
        return sorted(found, reverse=True)

    def sure(self, text: str) -> Faq | None:
        """The question a text asks, when that is clear. Never raises."""
        (best, name), (second, _) = (*self.alike(text), (0.0, OTHER), (0.0, OTHER))[:2]
        return self._questions.get(name) if best >= SURE and best - second >= CLEAR else None

    def named(self, ident: str) -> tuple[Faq, ...]:
        """The question of this id, if there is one."""
        return tuple(filter(None, [self._questions.get(ident)]))

    def near(self, text: str) -> tuple[Faq, ...]:
        """Questions it may be, most alike first; () when it rather is none. Never raises."""
        near = [name for likeness, name in self.alike(text)[:MOST_NEAR] if likeness >= NEAR]
        if not near or near[0] == OTHER:
            return ()
        return tuple(self._questions[name] for name in near if name != OTHER)

    def _parts(self, text: str) -> frozenset[str]:
        words = [self._short.get(word, word) for word in plain(text).split()]
        pieces = (
            f" {word} "[start : start + PIECE]
            for word in words
            for start in range(max(1, len(word) + 3 - PIECE))
        )
        return frozenset((*(f"={word}" for word in words), *pieces))

    def _length(self, parts: Iterable[str]) -> float:
        return math.sqrt(sum(self._weights.get(part, self._rarest) ** 2 for part in parts))
