"""Names and numbers -> what the registry of licensed companies says. A name close to a listed one is not it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.domain.offers import Match
from bot.domain.registry import Company, Registry

EXACT = 94  # of 100, after dropping "PT" and noise: a scanner's slip, not another company
SIMILAR = 82
SHORT_FORM = 2  # first words of a listed name that identify it when no other name begins so
_NOISE = re.compile(r"\b(?:pt|cv|tbk|persero)\b|[^a-z0-9 ]")


def looked_up(names: Sequence[str], phones: Sequence[str], registry: Registry) -> Match | None:
    """The best match of the named companies; None without a registry or a name."""
    if not registry.companies or not names:
        return None
    matches = [_match(name, phones, registry) for name in names]
    order = {"exact": 0, "similar": 1, "none": 2}
    return min(matches, key=lambda match: order[match.match])


def named_in(text: str, registry: Registry) -> tuple[str, ...]:
    """Listed companies a text names without "PT"; of two words or more, so no chance likeness."""
    plain = f" {_plain(text)} "
    names = (company.name for company in registry.companies)
    return tuple(name for name in names if " " in _listed(name) and f" {_listed(name)} " in plain)


def _match(name: str, phones: Sequence[str], registry: Registry) -> Match:
    wanted = _plain(name)
    listed = {_listed(company.name): company for company in registry.companies}
    found = _by_name(wanted, listed)
    if found is None:
        return Match(name, "", "none", list_date=registry.list_date)
    company, is_exact = found
    if not is_exact:
        return Match(company.name, company.status, "similar", list_date=registry.list_date)
    return Match(company.name, company.status, "exact", _is_other_phone(company, phones), registry.list_date)


def _by_name(wanted: str, listed: dict[str, Company]) -> tuple[Company, bool] | None:
    if wanted in listed:
        return listed[wanted], True
    heads = [name for name in listed if len(wanted.split()) >= SHORT_FORM and name.startswith(wanted + " ")]
    heads = heads or [name for name in listed if wanted.startswith(name + " ")]
    if len(heads) == 1:
        return listed[heads[0]], True
    placed = [name for name, company in listed.items() if _is_named_by_place(wanted, name, company)]
    if len(placed) == 1:
        return listed[placed[0]], True
    best = process.extractOne(wanted, listed.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return None if best is None else (listed[best[0]], best[1] >= EXACT)


def _is_named_by_place(wanted: str, name: str, company: Company) -> bool:
    """The first word of the name, then only words of its own address ("pt banyumili cikande")."""
    first, *others = wanted.split() or [""]
    place = set(_plain(f"{company.address} {company.city}").split())
    return first == name.split(maxsplit=1)[0] and bool(others) and set(others) <= place


def _is_other_phone(company: Company, phones: Sequence[str]) -> bool:
    """Somebody else's number: the listed one is known and none of those given is it."""
    own = re.sub(r"\D", "", company.phone)[-8:]
    return bool(own and phones) and not any(re.sub(r"\D", "", phone)[-8:] == own for phone in phones)


@lru_cache(maxsize=4_096)
def _listed(name: str) -> str:
    """Of public names only: what people write is never kept."""
    return _plain(name)


def _plain(name: str) -> str:
    return " ".join(_NOISE.sub(" ", name.casefold()).split())
