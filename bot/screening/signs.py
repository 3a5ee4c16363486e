"""What polarity is read from: words with their possible forms, and the forms that turn a statement round."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

NOT = "~"  # the form of any "not"

Places: TypeAlias = Mapping[str, Sequence[int]]  # form -> the words that may stand for it


class Word(NamedTuple):
    """One word: where it stands in the mended text, its sentence and clause, its possible forms."""

    start: int
    end: int
    sentence: int
    clause: int
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """Forms that turn a statement round (content/lexicon.toml, table `polarity`)."""

    plain: frozenset[str]  # not: the next few words of the clause
    contrast: frozenset[str]  # not this but that: the clause
    warning: frozenset[str]  # beware of: the rest of the sentence
    but: frozenset[str]  # ends what a "not" takes back
    soothing: frozenset[str]  # "don't be afraid": what follows is meant
    refused: frozenset[str]  # after a thing: forbidden, refused
    past: frozenset[str]  # at the head of a sentence, or before a harm: what it tells is over
    harmed: frozenset[str]  # ... the harm
    said: frozenset[str]  # so it is said; a sentence may begin after it
    now: frozenset[str]  # ends what is over
    declined: frozenset[str]  # after a story: "ogah saya"; the sentence up to there
    absent: frozenset[str]  # after a "not": exists
    never: frozenset[str]  # after a "not", in a clause of their own: did or does not happen
    whoever: frozenset[str]  # at the head of a clause: anybody who ...
    exposed: frozenset[str]  # ... is a cheat: what they would do is warned of
    alarm: frozenset[str]  # beware of: with somebody after it, what they would do is disowned
    suspects: frozenset[str]  # ... the somebody
    supposing: frozenset[str]  # at the head of a clause: in case that ...
    reported: frozenset[str]  # ... it is to be reported
    called: frozenset[str]  # ... or an office is to be called
    offices: frozenset[str]
    pleading: frozenset[str]  # ... by somebody else, for oneself: that is no notice
    refusal: frozenset[str]  # said of oneself after a story: "saya tolak"; the sentence up to there
    oneself: frozenset[str]  # who refuses
    ever: frozenset[str]  # after a "not": ever, will
    either: frozenset[str]  # ... closes a list
    calls: frozenset[str]  # after a "don't": call, answer
    speaking: frozenset[str]  # ... and then of whom something is told
    rumour: frozenset[str]  # news, talk (bot/screening/secondhand.py)
    heard: frozenset[str]  # ... before it: many, read, saw
    foretold: frozenset[str]  # later: what people say will happen
    crowd: frozenset[str]  # ... the people
    several: frozenset[str]  # ... more than one of them
    lest: frozenset[str]  # between a "don't" and whose lot it should not be
    fear: frozenset[str]  # ... or the fear of it
    impostor: frozenset[str]  # who poses as somebody
    once: frozenset[str]  # after a "back then": what it tells is over
    mistaken: frozenset[str]  # believed by somebody, not so
    befell: frozenset[str]  # ... or feared: what is done to people
    because: frozenset[str]  # after a fear: why, hence meant
    example: frozenset[str]  # for instance
    illicit: frozenset[str]  # ... of what is illicit
    nots: frozenset[str]  # what "~" in a phrase stands for


def bearing(places: Places, *signs: Collection[str]) -> list[int]:
    """The words that bear one of these signs: most bear none, and are not looked at."""
    return sorted({number for forms in signs for form in places.keys() & forms for number in places[form]})
