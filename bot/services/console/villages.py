"""Villages in the console: who looks after one, who listens there, what is open; cadres and trainings. For heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import few
from bot.domain.cadre import Post
from bot.domain.casework import Place, lies_in
from bot.domain.choosing import plain
from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.domain.small_counts import shown
from bot.domain.training import Training
from bot.services import audit, cadres, trainings
from bot.services.console import acting, caseload
from bot.services.console.listing import PAGE
from bot.services.desk import Desk
from bot.store import cadres as cadre_rows
from bot.store import cases, villages
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class VillageLine:
    place: Place
    cadres: Mapping[str, int]  # by post
    subscribers: Reply
    open_cases: int


@dataclass(frozen=True, slots=True)
class VillagesPage:
    lines: Sequence[VillageLine]
    trainings: Sequence[Training]
    next: str = ""


@dataclass(frozen=True, slots=True)
class CadreLine:
    """A cadre: a post, never a name."""

    number: int
    post: str
    state: str  # invited, joined
    lessons: int


@dataclass(frozen=True, slots=True)
class VillagePage:
    """`last_on`: when a message last arrived there; None where so few subscribe that it would be somebody's own."""

    line: VillageLine
    officers: Sequence[tuple[str, str]]  # name and role
    cadres: Sequence[CadreLine]
    lessons: int  # there are
    trainings: Sequence[Training]
    last_on: date | None
    poster: str


def listing(tx: Transaction, desk: Desk, who: Who, name: str, after: str) -> VillagesPage | None:
    """A page of the villages of a head's area, by code; `name` is part of theirs or of what they lie in."""
    if not who.is_head:
        return None
    wanted = plain(name)
    mine = [
        place
        for place in sorted(_mine(tx, desk, who), key=lambda place: place.code)
        if place.code > after and wanted in plain(f"{place.name} {place.parent}")
    ]
    under_way = trainings.under_way(tx, desk, who.area)
    return VillagesPage(
        _lines(tx, desk, who, mine[:PAGE]), under_way, mine[PAGE - 1].code if len(mine) > PAGE else ""
    )


def page(tx: Transaction, desk: Desk, who: Who, code: str) -> VillagePage | None:
    """One village; None when there is none, or it is not in this head's area."""
    place = _one(tx, desk, who, code)
    if place is None:
        return None
    count = villages.subscribers(tx, [code]).get(code, 0)
    last_at = villages.last_arrival(tx, code) if shown(count) is not None else None
    return VillagePage(
        _lines(tx, desk, who, [place])[0],
        officers=[
            (caseload.name_of(tx, desk, row.id), row.role)
            for row in cases.all_officers(tx)
            if row.is_active and lies_in(code, row.area)
        ],
        cadres=[
            CadreLine(line.id, line.post, line.state, line.lessons)
            for line in cadres.listing(tx, code)
            if line.state != "withdrawn"
        ],
        lessons=len(desk.content.cadre),
        trainings=[one for one in trainings.under_way(tx, desk) if lies_in(code, one.area)],
        last_on=last_at and last_at.astimezone(desk.content.areas.zone_of(code)).date(),
        poster=f"{desk.address}/poster/{code}",
    )


def invite(tx: Transaction, desk: Desk, who: Who, form: str, code: str, post: str) -> str | None:
    """An invitation to hand over, shown this once; None when it cannot be, or was given out by this form before."""
    may = _one(tx, desk, who, code) is not None and post in [*Post]
    if not may or not acting.is_first(tx, desk, who, form):
        return None
    invitation, hashed = desk.mint.take()
    cadres.note(tx, code, Post(post), hashed, desk.now())
    audit.note(tx, desk, who.officer_id, None, "cadre_invited", desk.now())
    return invitation


def withdraw(tx: Transaction, desk: Desk, who: Who, form: str, code: str, number: int) -> bool | None:
    """Somebody is a cadre no more; None when the village or the cadre is not this head's."""
    row = cadre_rows.by_number(tx, number)
    if _one(tx, desk, who, code) is None or row is None or row.village != code:
        return None
    if not acting.is_first(tx, desk, who, form) or not cadres.withdraw(tx, desk, number):
        return row.withdrawn_at is not None
    audit.note(tx, desk, who.officer_id, None, f"cadre_withdrawn:{number}", desk.now())
    return True


def _mine(tx: Transaction, desk: Desk, who: Who) -> list[Place]:
    return [pin.place for pin in desk.places(tx) if who.is_head and who.looks_after(pin.place.code)]


def _one(tx: Transaction, desk: Desk, who: Who, code: str) -> Place | None:
    return next((place for place in _mine(tx, desk, who) if place.code == code), None)


def _lines(tx: Transaction, desk: Desk, who: Who, places: Sequence[Place]) -> list[VillageLine]:
    codes = [place.code for place in places]
    posts, subscribers = villages.cadres_by_post(tx, codes), villages.subscribers(tx, codes)
    is_open = dict.fromkeys(codes, 0)
    for number, village in villages.open_cases(tx, codes):
        is_open[village] += caseload.may_see(tx, desk, who, number)
    return [
        VillageLine(
            place,
            posts.get(place.code, {}),
            few.people(subscribers.get(place.code, 0)),
            is_open[place.code],
        )
        for place in places
    ]
