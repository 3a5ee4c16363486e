"""Names, numbers, accounts and addresses -> what the published lists say. A name close to a listed one is not it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz import fuzz

from bot.domain.offers import Entity, Match
from bot.domain.registry import STALE_AFTER_DAYS, Company, JobOrder, Listing, ListKind, Registry, Sanction
from bot.screening.directory.index import NameIndex
from bot.screening.directory.names import Key, spelled, words
from bot.uncollected import uncollected

MOST_CANDIDATES = 3  # close names offered as a choice
LAPSED = "kedaluwarsa"  # the licence's own date is over
GRAVITY = ("aktif", LAPSED, "dibekukan", "dicabut")
SAME_STREET = 75  # of 100
_NO_P3MI = re.compile(r"^(?:lpk|lembaga pelatihan|sending organi[sz]ation|so)\b", re.IGNORECASE)
_STREET = re.compile(r"\b(?:jl|jln|jalan)\b\.? *([a-z][a-z0-9 .]{2,40}?)(?= *(?:no\b|nomor\b|[,;\n(]|$))")
_DIGITS = re.compile(r"\D")
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/:?#]+)")


@dataclass(frozen=True, slots=True)
class Contacts:
    """What an offer gives as the company's own: numbers, accounts, links, and its text for addresses."""

    phones: Sequence[str] = ()
    accounts: Sequence[str] = ()
    urls: Sequence[str] = ()
    text: str = ""

    @classmethod
    def of(cls, entities: Sequence[Entity], text: str) -> "Contacts":
        def values(kind: str) -> tuple[str, ...]:
            return tuple(entity.value for entity in entities if entity.kind == kind)

        return cls(values("phone"), values("account"), values("url"), text)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one list says of a company."""

    status: str
    kind: ListKind
    list_date: str  # ISO 8601
    is_fictional: bool


class Directory:
    """The lists in force, ready for look-ups. Made once from a registry; 100,000 names take about a second."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        with uncollected():
            self._index = NameIndex(
                (number, name)
                for number, company in enumerate(registry.companies)
                for name in (company.name, *company.aliases)
            )
            self._sanctions: dict[
                Key, list[Sanction]
            ] = {}  # by name and by licence: a company may bear several
            names: dict[Key, int] = {}
            for number, sanction in enumerate(registry.sanctions):
                names.setdefault(words(sanction.name), number)
                for key in (words(sanction.name), _licence(sanction.licence)):
                    if key:
                        self._sanctions.setdefault(key, []).append(sanction)
            self._sanctioned = NameIndex(
                (number, registry.sanctions[number].name) for number in names.values()
            )
            self._orders: dict[Key, list[JobOrder]] = {}
            for order in registry.job_orders:
                self._orders.setdefault(words(order.company), []).append(order)

    def on(self, day: date) -> "Listed":
        """The lists as they are to be read on a day: licences run out and lists grow stale."""
        return Listed(self, day)


@dataclass(frozen=True, slots=True)
class Listed:
    """Look-ups on one day. Never raises."""

    directory: Directory
    day: date

    @property
    def has_companies(self) -> bool:
        return bool(self.directory.registry.companies)

    @property
    def stale(self) -> tuple[tuple[str, str], ...]:
        """The lists in force that are too old to speak for anybody, each with its date."""
        registry = self.directory.registry
        dates = {ListKind.P3MI: registry.list_date} if registry.companies else {}
        dates |= {kind: listing.list_date for kind, listing in registry.others.items()}
        return tuple(
            (kind.value, made) for kind, made in dates.items() if self._is_old(made, STALE_AFTER_DAYS[kind])
        )

    def match(self, names: Sequence[str], contacts: Contacts, countries: Sequence[str] = ()) -> Match | None:
        """What is known of the named companies: of several on the lists, the one they say the worst of.

        None without a name.
        """
        wanted = [name for name in names if not _NO_P3MI.match(name)]
        if not names:
            return None
        if not wanted:
            return Match(names[0], "", "other")
        if not (self.has_companies or self.directory.registry.sanctions):
            return Match(wanted[0], "", "unknown")
        matches = [self._match(name, contacts, countries) for name in wanted]
        order = {"exact": 0, "similar": 1, "none": 2, "unknown": 3}
        return min(matches, key=lambda match: (order[match.match], -_gravity(match.status)))

    def has(self, name: str) -> bool:
        """Whether the list of companies has exactly this name."""
        return self._numbers(name)[1]

    def named_in(self, text: str) -> tuple[str, ...]:
        """Listed companies that a text names without "PT"; of two words or more, so no chance likeness."""
        companies = self.directory.registry.companies
        return tuple(
            companies[number].name for number in self.directory._index.inside(words(text, cache(spelled)))
        )

    def is_licensed(self, name: str) -> bool:
        """Whether this is, exactly, the name of a company whose licence is in force."""
        match = self.match((name,), Contacts())
        return match is not None and match.match == "exact" and match.status == "aktif"

    def is_office_phone(self, number: str, names: Sequence[str]) -> bool:
        """Whether this is the listed number of one of the named companies, and its licence is in force."""
        companies, contacts = self.directory.registry.companies, Contacts(phones=(number,))
        return any(
            self._is_own_phone(companies[self._numbers(name)[0][0]], contacts)
            for name in names
            if self.is_licensed(name)
        )

    def _match(self, name: str, contacts: Contacts, countries: Sequence[str]) -> Match:
        registry = self.directory.registry
        numbers, is_exact = self._numbers(name)
        if (
            not is_exact
            and len(numbers) == 1
            and self._is_own_phone(registry.companies[numbers[0]], contacts)
        ):
            is_exact = True  # nearly the name, and the number of its office
        if not is_exact:
            return self._unsure(name, numbers)
        lines = [registry.companies[number] for number in numbers]
        standing, company = max(
            ((self._standing(line), line) for line in lines),
            key=lambda pair: (_gravity(pair[0].status), -len(self._differs(pair[1], contacts))),
        )
        differs = self._differs(company, contacts)
        return Match(
            company.name, standing.status, "exact", bool(differs), standing.list_date,
            differs=differs, stale=self.stale, is_fictional=standing.is_fictional, told_by=standing.kind.value,
            job_order=self._job_order(company, countries),
        )  # fmt: skip

    def _numbers(self, name: str) -> tuple[tuple[int, ...], bool]:
        """Companies a name stands for, and whether it is theirs; several lines of one list may bear one name."""
        companies = self.directory.registry.companies
        found = self.directory._index.find(name)
        if found.is_exact:
            return found.names, True
        key = words(name)
        named = found.names if self.directory._index.has(key) else ()
        if same := tuple(number for number in named if words(companies[number].name) == key):
            return same, True
        placed = self._with_place(key, found.names) or self._by_place(name)
        return placed or found.names, len(placed) == 1

    def _unsure(self, name: str, numbers: Sequence[int]) -> Match:
        """On no list by this name, or only close to names on it; a sanctioned one is told by its own list."""
        registry = self.directory.registry
        sanctioned = self.directory._sanctioned.find(name)
        if sanctioned.is_exact:
            known = registry.sanctions[sanctioned.names[0]].name
            standing = self._sanction(words(known))
            if standing is not None:
                return Match(known, standing.status, "exact", False, standing.list_date, stale=self.stale,
                             is_fictional=standing.is_fictional, told_by=standing.kind.value)  # fmt: skip
        if not self.has_companies:
            return Match(name, "", "unknown")
        made, fictional = registry.list_date, registry.is_fictional
        close = tuple(dict.fromkeys(registry.companies[number].name for number in numbers))[:MOST_CANDIDATES]
        if not close:
            return Match(name, "", "none", False, made, stale=self.stale, is_fictional=fictional)
        status = self._standing(registry.companies[numbers[0]]).status
        return Match(close[0], status, "similar", False, made, candidates=close, stale=self.stale,
                     is_fictional=fictional)  # fmt: skip

    def _with_place(self, key: Sequence[str], close: Sequence[int]) -> tuple[int, ...]:
        """A whole name, then only words of its own address ("pt banyumili karya sentosa cikande")."""
        companies, found = self.directory.registry.companies, []
        for number in close:
            own = words(companies[number].name)
            if own and len(key) > len(own) and key[: len(own)] == own:
                place = words(f"{companies[number].address} {companies[number].city}")
                found += [number] if set(key[len(own) :]) <= set(place) else []
        return tuple(found)

    def _by_place(self, name: str) -> tuple[int, ...]:
        """The first word of one name only, then words of its own address ("pt banyumili cikande"), then perhaps words
        that no company's name has ("pt banyumili cikande ngajak")."""
        first, *others = words(name) or ("",)
        if not others:
            return ()
        index, companies = self.directory._index, self.directory.registry.companies
        needed = {others[0], *filter(index.is_known, others)}
        remembered = cache(spelled)
        return tuple(
            number
            for number in index.begins_with(first)
            if needed.issubset(words(f"{companies[number].address} {companies[number].city}", remembered))
        )

    def _standing(self, company: Company) -> Standing:
        """The gravest that any list says of it, each sanction as long as it lasts."""
        registry = self.directory.registry
        is_over = company.valid_until and company.valid_until < self.day.isoformat()
        own = [company.status, LAPSED] if is_over else [company.status]
        said = [Standing(status, ListKind.P3MI, registry.list_date, registry.is_fictional) for status in own]
        said += filter(None, map(self._sanction, (words(company.name), _licence(company.licence))))
        return max(said, key=lambda standing: _gravity(standing.status))

    def _sanction(self, key: Key) -> Standing | None:
        """The gravest sanction in force against a name or a licence."""
        registry, today = self.directory.registry, self.day.isoformat()
        lines = self.directory._sanctions.get(key, ())
        said = [line.status for line in lines if not (line.until and line.until < today)]
        if not said:
            return None
        listing = registry.others.get(ListKind.SANCTIONS, Listing(""))
        return Standing(max(said, key=_gravity), ListKind.SANCTIONS, listing.list_date, listing.is_fictional)

    def _differs(self, company: Company, contacts: Contacts) -> tuple[str, ...]:
        """Which of what the offer gives is not the listed company's own."""
        differs = []
        if company.phone and contacts.phones and not self._is_own_phone(company, contacts):
            differs.append("phone")
        if company.accounts and any(_digits(a) not in company.accounts for a in contacts.accounts):
            differs.append("account")
        if company.website and any(_is_posing(url, company) for url in contacts.urls):
            differs.append("domain")
        streets = _STREET.findall(contacts.text.casefold()) if company.address else []
        own = company.address.casefold()
        if streets and not any(fuzz.partial_ratio(street, own) >= SAME_STREET for street in streets):
            differs.append("address")
        return tuple(differs)

    def _is_own_phone(self, company: Company, contacts: Contacts) -> bool:
        own = {_digits(phone)[-8:] for phone in re.split(r"[,;/]", company.phone) if _digits(phone)}
        return any(_digits(phone)[-8:] in own for phone in contacts.phones)

    def _job_order(self, company: Company, countries: Sequence[str]) -> str:
        """ "ada" or "tidak_ada" for the countries named; "" when nobody can tell."""
        if (
            not countries
            or not self.directory.registry.job_orders
            or ListKind.JOB_ORDERS.value in dict(self.stale)
        ):
            return ""
        today = self.day.isoformat()
        for order in self.directory._orders.get(words(company.name), ()):
            if order.country in countries and not (order.valid_until and order.valid_until < today):
                return "ada"
        return "tidak_ada"

    def _is_old(self, made: str, most: int) -> bool:
        """A list without a readable date is old: nobody can say how good it is."""
        try:
            return (self.day - date.fromisoformat(made)).days > most
        except ValueError:
            return True


def _gravity(status: str) -> int:
    return GRAVITY.index(status) if status in GRAVITY else 0


def _licence(number: str) -> Key:
    plain = re.sub(r"[^a-z0-9]", "", number.casefold())
    return ("licence", plain) if plain else ()


def _digits(text: str) -> str:
    return _DIGITS.sub("", text)


def _is_posing(url: str, company: Company) -> bool:
    """An address that bears the company's name and is not its own."""
    host, own = _HOST.match(url.casefold()), _HOST.match(company.website.casefold())
    if host is None or own is None or host[1] == own[1] or host[1].endswith(f".{own[1]}"):
        return False
    name = max(re.findall(r"[a-z]+", company.name.casefold()), key=len)
    return name in host[1]


NO_LISTS = Directory(Registry())
