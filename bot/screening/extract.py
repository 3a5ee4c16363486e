"""Text -> entities: company, phone, url, handle, account, country, salary, fee, visa, job, age, departure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
import tldextract

from bot.domain.offers import Entity
from bot.domain.rulebook import Lexicon
from bot.screening import text as reading
from bot.screening.money import Amount, amounts

MOST_OF_A_KIND = 8
COMPANY_WORDS = 6
ADULT = 18
NEAR = 48  # characters before an amount in which a word tells what it is for
_COMPANY = re.compile(r"\b(?:pt|p\.t|cv|lpk)\b\.?\s+((?:[a-z][\w&'-]*\s*){1,6})")
_URL = re.compile(
    r"(?:https?|hxxps?)://\S+|\b(?:[a-z0-9-]{1,63}(?:\.|\(dot\)|\[\.\])){1,6}[a-z]{2,10}(?:/\S*)?"
)
_HANDLE = re.compile(r"(?<![\w.])@[a-z0-9_.]{4,30}")
_ACCOUNT = re.compile(
    r"\b(?:rek(?:ening)?|bca|bri|bni|mandiri|dana|ovo|gopay|va)\b\D{0,20}(\d[\d .-]{7,20}\d)"
)
_VISA = re.compile(
    r"\bv(?:isa|\.)\s?[a-z/]+(?:\s(?:visit|kerja|dulu|kunjungan|belajar|turis))?|\bcalling visa\b|\bs pass\b"
)
_AGE = re.compile(
    r"\b(?:usia|umur|umure|umurna|age)\b\D{0,12}(\d{1,2})(?:\s?[-–]\s?(\d{1,2}))?|\b(\d{1,2})\s?(?:th|thn|tahun|taun)\b"
)
_PERSON = re.compile(
    r"\b(?:anak|cewek|gadis|ad[ie]k|ponakan|keponakan|remaja|siswi|budak|bocah|perempuan|girl)"
)
_DEPARTURE = re.compile(
    r"\b(?:besok|besuk|isuk|isukan|lusa|nanti malam|malam ini|hari ini|minggu ini|minggu depan|bulan depan|"
    r"\d+ (?:jam|hari|minggu|bulan) lagi|tanggal \d{1,2})\b"
)
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A mended text with what is named in it."""

    text: str
    entities: tuple[Entity, ...]
    salaries: tuple[Amount, ...]
    fees: tuple[Amount, ...]
    loose: tuple[Amount, ...]  # amounts nobody says the purpose of
    confirmed: tuple[Entity, ...] = ()  # those that officers know from earlier cases

    def values(self, kind: str) -> tuple[str, ...]:
        return tuple(entity.value for entity in self.entities if entity.kind == kind)


def read(raw: str, lexicon: Lexicon) -> Reading:
    """Read one message. Never raises; whatever is not there is simply missing."""
    text = reading.mended(raw)
    salaries, fees, loose = _sorted_amounts(text, lexicon)
    entities = [
        *_companies(text, lexicon),
        *_phones(text),
        *_addresses(text),
        *(Entity("handle", match[0], match[0]) for match in _HANDLE.finditer(text)),
        *(Entity("account", match[0], re.sub(r"\D", "", match[1])) for match in _ACCOUNT.finditer(text)),
        *_countries(text, lexicon),
        *(Entity("salary", amount.text, amount.value) for amount in salaries),
        *(Entity("fee", amount.text, amount.value) for amount in fees),
        *(Entity("visa", match[0].strip(), match[0].strip()) for match in _VISA.finditer(text)),
        *_jobs(text, lexicon),
        *_ages(text),
        *(Entity("departure", match[0], match[0]) for match in _DEPARTURE.finditer(text)),
    ]
    return Reading(text, tuple(_bounded(entities)), salaries, fees, loose)


def _bounded(entities: Sequence[Entity]) -> Iterator[Entity]:
    seen: set[tuple[str, str]] = set()
    counts: dict[str, int] = {}
    for entity in entities:
        key = (entity.kind, entity.value)
        if key not in seen and counts.get(entity.kind, 0) < MOST_OF_A_KIND:
            seen.add(key)
            counts[entity.kind] = counts.get(entity.kind, 0) + 1
            yield entity


def _companies(text: str, lexicon: Lexicon) -> Iterator[Entity]:
    for match in _COMPANY.finditer(text):
        words: list[str] = []
        for word in match[1].split()[:COMPANY_WORDS]:
            if word in lexicon.words["not_a_name"]:
                break
            words.append(word)
        if words and len("".join(words)) > 3:
            head = match[0].split()[0].strip(".").upper().replace(".", "")
            name = " ".join(words)
            yield Entity("company", f"{head} {name}", f"{head} {name.title()}")


def _phones(text: str) -> Iterator[Entity]:
    for match in phonenumbers.PhoneNumberMatcher(text, "ID", max_tries=200):
        yield Entity(
            "phone",
            match.raw_string,
            phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164),
        )


def _addresses(text: str) -> Iterator[Entity]:
    for match in _URL.finditer(text):
        plain = match[0].replace("(dot)", ".").replace("[.]", ".").replace("hxxp", "http").rstrip(".,)")
        if _SUFFIXES(plain).suffix and _SUFFIXES(plain).domain:
            yield Entity("url", match[0], plain)


def _countries(text: str, lexicon: Lexicon) -> Iterator[Entity]:
    for code, names in lexicon.countries.items():
        words = reading.found(text, names, keep_negated=True)
        if words:
            yield Entity("country", words, code)


def _jobs(text: str, lexicon: Lexicon) -> Iterator[Entity]:
    words = reading.found(text, lexicon.words["job"], keep_negated=True)
    if words:
        yield Entity("job", words, words)


def _ages(text: str) -> Iterator[Entity]:
    for match in _AGE.finditer(text):
        number = match[1] or match[3]
        near = text[max(0, match.start() - NEAR) : match.start()]
        is_somebody = bool(match[1] or _PERSON.search(near))
        if 10 <= int(number) <= 70 and (is_somebody or int(number) >= ADULT):
            yield Entity("age", match[0], number)


def _sorted_amounts(
    text: str, lexicon: Lexicon
) -> tuple[tuple[Amount, ...], tuple[Amount, ...], tuple[Amount, ...]]:
    """Wages, costs, and the rest, told apart by the nearest word before."""
    kinds: dict[str, list[Amount]] = {"salary": [], "fee": [], "": []}
    for amount in amounts(text):
        before = text[max(0, amount.start - NEAR) : amount.start]
        kinds[_purpose(before, amount, lexicon)].append(amount)
    return tuple(kinds["salary"]), tuple(kinds["fee"]), tuple(kinds[""])


def _purpose(before: str, amount: Amount, lexicon: Lexicon) -> str:
    places = {
        kind: max((match.start() for match in _starting(lexicon.words[name]).finditer(before)), default=-1)
        for kind, name in (("salary", "wage"), ("fee", "cost"))
    }
    kind, place = max(places.items(), key=lambda item: item[1])
    if place >= 0:
        return kind
    return "salary" if amount.period == "month" or amount.currency not in ("IDR", "USD") else ""


@lru_cache(maxsize=16)
def _starting(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")")
