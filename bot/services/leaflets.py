"""The sheet for cadres, in words of the catalogs and with numbers that are not past their review date."""

from collections.abc import Mapping

from bot.domain.messages import Param, Reply
from bot.paper.leaflet import Leaflet, Section, drawn
from bot.services.desk import Desk
from bot.services.posters import BRAND

SECTIONS: Mapping[str, int] = {"offer": 3, "broker": 3, "signs": 5, "secret": 2, "words": 2}  # lines of each
PURPOSES = ("danger", "women_children", "worker")
MOST_NUMBERS = 3


def leaflet(desk: Desk, language: str) -> bytes:
    """A PDF of one page to print."""
    return drawn(told(desk, language), language)


def told(desk: Desk, language: str) -> Leaflet:
    """What stands on it."""

    def said(key: str, **params: Param) -> str:
        return desk.catalogs.text(Reply(f"leaflet.{key}", params), language)

    numbers = [
        next(iter(desk.content.hotlines.for_((purpose,), "", desk.today())), None) for purpose in PURPOSES
    ]
    return Leaflet(
        brand=BRAND,
        title=said("title"),
        task=said("task"),
        sections=[
            Section(said(f"{name}.head"), [said(f"{name}.{number}") for number in range(1, count + 1)])
            for name, count in SECTIONS.items()
        ],
        call=said("call"),
        numbers=[said("number", number=one.number, name=one.name) for one in numbers if one][:MOST_NUMBERS],
    )
