"""Every report, and every check that found danger, leaves a profile of who recruits: by what they could be known again.

It is made while the words are there, and holds none of them.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.domain import names
from bot.domain.detection import Source
from bot.domain.likeness import sketch
from bot.domain.linking import Profile, Traits
from bot.domain.names import Name
from bot.domain.offers import Entity, Indicator
from bot.screening.indicators import indicator
from bot.services import links
from bot.services.custody import Known
from bot.services.desk import Desk
from bot.services.indicators import tail
from bot.store.db import Transaction

MOST_KEYS = 20  # of one message
SHORTEST_OFFER = 60  # characters; fewer words are anybody's
WORDING = "link wording"


def of_report(
    tx: Transaction, desk: Desk, known: Known, village: str | None, traits: Traits | None = None
) -> None:
    """What a report gives. Its story is the reporter's wording: no sketch of it is kept, nor of their pictures."""
    traits = traits or Traits(names=known.recruiters)
    profile = _profile(desk, known.indicators, traits, village or "")
    links.note(tx, desk, profile, Source.REPORT, known.barred)


def of_check(tx: Transaction, desk: Desk, offer: str, entities: Iterable[Entity], village: str) -> None:
    """What an offer gives that was judged bahaya or waspada; licensed companies are nobody to be known again."""
    listed = desk.listed(tx)
    found = (
        pair
        for entity in entities
        if (pair := indicator(entity)) is not None
        and not (entity.kind == "company" and listed.is_licensed(entity.value))
    )
    profile = _profile(desk, found, desk.screener.traits(offer), village)
    words = sketch(offer, desk.vault.lookup(WORDING)) if len(offer) >= SHORTEST_OFFER else None
    links.note(tx, desk, replace(profile, sketch=words), Source.CHECK, ())


def _profile(desk: Desk, indicators: Iterable[Indicator], traits: Traits, village: str) -> Profile:
    """Without numbers of offices, which stand in many stories, and without the teller's own."""
    official = {tail(entry.number) for entry in desk.content.hotlines.entries}
    keys = (
        pair for pair in indicators
        if pair[0] != "phone" or not (pair[1] in traits.own or tail(pair[1]) in official)
    )  # fmt: skip
    licences = (("licence", number) for number in traits.licences)
    known = tuple(dict.fromkeys((*keys, *licences)))[:MOST_KEYS]
    return Profile(known, read_names(traits.names), village, traits.countries, traits.jobs)


def read_names(written: Collection[str]) -> tuple[Name, ...]:
    """Names as a text has them, in our spelling; numbers and handles among them are none."""
    found = (names.read(name) for name in written if "@" not in name)
    return tuple(dict.fromkeys(name for name in found if name is not None))
