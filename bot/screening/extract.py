"""Message -> entities: company, phone, url, handle, account, country, salary, fee, visa, job, age, departure, ...

Every entity keeps the span it came from: `text` is the message's own wording, `value` the normalised one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import tldextract

from bot.domain.offers import Entity
from bot.screening import ages, companies, departures, papers, phones, visas
from bot.screening.book import Book
from bot.screening.marks import Marked
from bot.screening.money import Amount, amounts
from bot.screening.passage import Passage

MOST_OF_A_KIND = 8
MOST_AMOUNTS = 60  # looked at in one message
NEAR = 48  # characters before an amount in which a word tells what it is for
_URL = re.compile(
    r"(?:https?|hxxps?)://\S{1,300}"
    r"|(?<![\w@])(?:[a-z0-9-]{1,63}(?:\.|\(dot\)|\[\.\]| dot )){1,6}[a-z]{2,10}(?:/\S{0,200})?"
)
_HANDLE = Marked(
    ("@", ":"),
    r"(?<![\w.])@[a-z0-9_.]{4,30}|\b(?:ig|instagram|tiktok|telegram|tele|fb)\s?:\s?@?([a-z0-9_.]{4,30})",
)
_BANKS = (
    "bca|bri|bni|btn|bsi|mandiri|cimb|danamon|permata|jago|seabank|jenius|dana|ovo|gopay|shopeepay|linkaja|va"
)
_ACCOUNT = Marked(
    ("rek", *_BANKS.split("|")),
    rf"\b(?:(?:no\s?)?rek(?:ening)?|{_BANKS})\b(?:(?!\b(?:hub|wa|telp|tlp|hp)\b)[^\d\n]){{0,24}}(?<!\d)"
    r"(\d(?:[ .-]?\d){7,18})(?!\d)",
)
_WALLET_NUMBER = re.compile(r"(?:dana|ovo|gopay|shopeepay|linkaja)[^\d]*(?:0|62)\W?8")  # is a phone's
_LICENCE = Marked(
    ("sip3mi", "sip2mi", "siuppak", "nib"),
    r"\b(?:kep\.?\s?)?\d{1,6}\s?/\s?(?:sip3mi|sip2mi|siuppak)\s?/\s?[ivxl\d]{1,5}\s?/\s?\d{4}\b"
    r"|\b(?:sip3mi|sip2mi|siuppak|nib)\s?(?:no(?:mor)?\.?\s?)?[:.]?\s?([a-z\d][a-z\d./-]{4,30}\d)",
)
_LANDS = {"MYR": "MY", "SGD": "SG", "HKD": "HK", "TWD": "TW", "SAR": "SA", "KRW": "KR", "JPY": "JP", "BND": "BN",
          "AED": "AE", "PHP": "PH", "AUD": "AU", "NZD": "NZ", "CAD": "CA", "CHF": "CH", "NOK": "NO", "PLN": "PL",
          "CZK": "CZ", "HUF": "HU", "TRY": "TR", "GBP": "GB", "THB": "TH", "CNY": "CN", "RUB": "RU", "KWD": "KW",
          "QAR": "QA", "OMR": "OM", "BHD": "BH"}  # fmt: skip
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with what is named in it."""

    here: Passage
    entities: tuple[Entity, ...]
    salaries: tuple[Amount, ...]
    fees: tuple[Amount, ...]
    loose: tuple[Amount, ...]  # amounts nobody says the purpose of
    confirmed: tuple[Entity, ...] = ()  # those that officers know from earlier cases

    def values(self, kind: str) -> tuple[str, ...]:
        return tuple(entity.value for entity in self.entities if entity.kind == kind)

    @property
    def has_foreign_money(self) -> bool:
        """Whether any sum is in another country's money."""
        return any(amount.currency not in ("IDR", "") for amount in (*self.salaries, *self.fees, *self.loose))

    def without_sentences(self, sentences: Collection[int]) -> "Reading":
        """The same without these sentences and what is named in them."""
        here = self.here
        silent = [here.mended.span(word.start, word.end) for word in here.words if word.sentence in sentences]
        kept = tuple(
            entity for entity in self.entities
            if not any(start < entity.end and entity.start < end for start, end in silent)
        )  # fmt: skip

        def told_besides(sums: tuple[Amount, ...]) -> tuple[Amount, ...]:
            """Amounts that stand in other sentences."""
            last = len(here.words) - 1
            return tuple(
                a for a in sums if here.words[min(here.word_at(a.start), last)].sentence not in sentences
            )

        return replace(
            self,
            here=here.without_sentences(sentences),
            entities=kept,
            salaries=told_besides(self.salaries),
            fees=told_besides(self.fees),
            loose=told_besides(self.loose),
        )

    def first(self, kind: str, among: Sequence[str]) -> str:
        """The wording of the first entity of a kind that has one of the values; "" when none has."""
        return next((e.text for e in self.entities if e.kind == kind and e.value in among), "")


def passage(message: str, book: Book) -> Passage:
    """A message cut into words, those of company names meaning nothing else. Never raises."""
    here = book.read(message)
    named = tuple(companies.found(here, book.subject("not_a_name").literals, book.knows))
    return here.with_companies(named, companies.written(here, named))


def read(here: Passage, book: Book) -> Reading:
    """What is named in a passage. Never raises; whatever is not there is simply missing."""
    text = here.text
    salaries, fees, loose = _sorted_amounts(here, book)
    found_accounts = list(_ACCOUNT.finditer(text))
    spans = [match.span(1) for match in found_accounts if not _WALLET_NUMBER.match(match[0])]
    places = list(_places(here, book))
    entities = [
        *_named(here, "company", here.companies),
        *_named(here, "phone", phones.found(text, spans)),
        *_named(here, "url", _addresses(text)),
        *_named(
            here,
            "handle",
            ((m.start(), m.end(), f"@{m[1]}" if m[1] else m[0]) for m in _HANDLE.finditer(text)),
        ),
        *_named(here, "account", ((m.start(), m.end(), re.sub(r"\D", "", m[1])) for m in found_accounts)),
        *(places or _lands(here, (*salaries, *fees, *loose))),
        *(_amount(here, "salary", amount) for amount in salaries),
        *(_amount(here, "fee", amount) for amount in fees),
        *_named(here, "visa", visas.found(text)),
        *_jobs(here, book),
        *_named(here, "age", ages.found(text)),
        *_named(here, "departure", departures.found(text)),
        *(_words(here, "document", *found) for found in papers.documents(here, book)),
        *(_words(here, "payer", *found) for found in papers.payers(here, book)),
        *_named(here, "licence", ((m.start(), m.end(), m[0].upper()) for m in _LICENCE.finditer(text))),
    ]
    return Reading(here, tuple(_bounded(entities)), salaries, fees, loose)


def _named(
    here: Passage, kind: str, found: Iterator[tuple[int, int, str]] | Sequence[tuple[int, int, str]]
) -> Iterator[Entity]:
    """Entities from (start, end, value) in the mended text."""
    for start, end, value in found:
        first, last = here.mended.span(start, end)
        yield Entity(kind, here.message[first:last].strip(), value, first, last)


def _amount(here: Passage, kind: str, amount: Amount) -> Entity:
    first, last = here.mended.span(amount.start, amount.end)
    return Entity(kind, here.message[first:last].strip(), amount.value, first, last)


def _bounded(entities: Sequence[Entity]) -> Iterator[Entity]:
    seen: set[tuple[str, str]] = set()
    counts: dict[str, int] = {}
    for entity in entities:
        key = (entity.kind, entity.value)
        if key not in seen and counts.get(entity.kind, 0) < MOST_OF_A_KIND:
            seen.add(key)
            counts[entity.kind] = counts.get(entity.kind, 0) + 1
            yield entity


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _URL.finditer(text):
        plain = (
            match[0].replace("(dot)", ".").replace("[.]", ".").replace(" dot ", ".").replace("hxxp", "http")
        )
        plain = plain.rstrip(".,)!?\"'")
        parts = _SUFFIXES(plain)
        if parts.suffix and parts.domain:
            yield match.start(), match.start() + len(match[0].rstrip(".,)!?\"'")), plain


def _lands(here: Passage, sums: Sequence[Amount]) -> Iterator[Entity]:
    """Where no place is named the money tells: ringgit are paid in Malaysia, dollars and euros anywhere."""
    for amount in sums:
        if amount.currency in _LANDS:
            yield replace(_amount(here, "country", amount), value=_LANDS[amount.currency])


def _places(here: Passage, book: Book) -> Iterator[Entity]:
    for code, names in book.countries.items():
        found = names.find(here, keep_negated=True)
        if found is not None:
            yield _words(here, "country", found.first, found.last, code)


def _jobs(here: Passage, book: Book) -> Iterator[Entity]:
    for found in book.subject("job").all(here, keep_negated=True):
        words = here.words[found.first : found.last]
        yield _words(here, "job", found.first, found.last, here.text[words[0].start : words[-1].end])


def _words(here: Passage, kind: str, first: int, last: int, value: str) -> Entity:
    start, end = here.mended.span(here.words[first].start, here.words[last - 1].end)
    return Entity(kind, here.message[start:end], value, start, end)


def _sorted_amounts(
    here: Passage, book: Book
) -> tuple[tuple[Amount, ...], tuple[Amount, ...], tuple[Amount, ...]]:
    """Wages, costs, and the rest, told apart by the nearest word before (or, failing that, right after)."""
    kinds: dict[str, list[Amount]] = {"salary": [], "fee": [], "": []}
    marks = sorted(
        (here.words[found.first].start, kind)
        for kind, subject in (("salary", "wage"), ("fee", "cost"))
        for found in book.subject(subject).all(here, keep_negated=True)
    )
    for amount in islice(amounts(here.text), MOST_AMOUNTS):
        kinds[_purpose(marks, amount)].append(amount)
    return tuple(kinds["salary"]), tuple(kinds["fee"]), tuple(kinds[""])


def _purpose(marks: Sequence[tuple[int, str]], amount: Amount) -> str:
    before = [kind for start, kind in marks if amount.start - NEAR <= start < amount.start]
    if before:
        return before[-1]
    if amount.period or amount.currency not in ("IDR", "USD"):
        return "salary"
    after = [kind for start, kind in marks if amount.end <= start < amount.end + NEAR // 3]
    return after[0] if after else ""
