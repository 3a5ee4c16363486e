"""A company's name -> the words it is compared by."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeAlias

Key: TypeAlias = tuple[str, ...]  # the words of a name

_SCANNED = str.maketrans(
    "01|l5894", "oiiisbga"
)  # what a scanner and a disguise mix up; "l" and "i" become one
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}")
_BAR = re.compile(r"(?<=\w)\||\|(?=\w)")  # a scanned "I"
_WORD = re.compile(r"[\w']+")
_NEW = {
    "oe": "u",
    "dj": "j",
    "tj": "c",
    "sj": "sy",
    "nj": "ny",
    "ph": "f",
    "rn": "m",
}  # old and scanned spellings
_OLD = re.compile("|".join(_NEW))
_WRITTEN_FORMS = frozenset(["pt", "cv", "ud", "tbk", "persero", "perseroan", "terbatas", "perusahaan"])
_WRITTEN_SAME = {  # spellings of one word
    "intl": "internasional", "int'l": "internasional", "international": "internasional",
    "internatinal": "internasional", "inter": "internasional", "indonesian": "indonesia", "indo": "indonesia",
    "and": "dan", "n": "dan", "bros": "brothers", "mgmt": "management", "svc": "service", "services": "service",
    "jasa2": "jasa", "tk": "tenaga kerja", "sdm": "sumber daya manusia", "sdi": "sumber daya insan",
    "ptr": "putra", "prtm": "pratama", "mdr": "mandiri", "sjhtr": "sejahtera", "sjt": "sejahtera",
}  # fmt: skip


def spelled(written: str) -> Key:
    """One word as it is compared; nothing for "pt", several for an abbreviation."""
    word = (written if written.isdigit() else _scanned(written)).strip("'")
    return _SAME.get(word, (word,)) if word and word not in _FORMS else ()


def words(name: str, spelled: Callable[[str], Key] = spelled) -> Key:
    """Its words in order, without "PT" and the like, each spelling and scanner's slip made one.

    "P.T. BANYUMlLI Int'l" gives ("banyumiii", "internasionai"): for comparing, not for reading. Who has many names
    gives a `spelled` that remembers.
    """
    flat = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
    if "." in flat:
        flat = _DOTTED.sub(lambda match: match[0].replace(".", "").replace(" ", "") + " ", flat)
    if "|" in flat:
        flat = _BAR.sub("i", flat)
    return tuple(chain.from_iterable(map(spelled, _WORD.findall(flat.replace("_", " ")))))


def _scanned(text: str) -> str:
    return _OLD.sub(lambda match: _NEW[match[0]], text).translate(_SCANNED)


def shortened(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: two that share one are a slip apart."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


_FORMS = frozenset(map(_scanned, _WRITTEN_FORMS))
_SAME = {_scanned(short): tuple(map(_scanned, full.split())) for short, full in _WRITTEN_SAME.items()}
