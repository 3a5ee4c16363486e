"""The villages of the programme: taken in, renamed, taken out; and the areas that officers look after.

A village that leaves keeps its reports, cases and counts under its code; it is only asked for no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from bot.domain.casework import HEADS, lies_in
from bot.domain.choosing import plain
from bot.domain.messages import Choice, Reply
from bot.domain.places import Pin
from bot.domain.small_counts import above
from bot.registries import kemendagri
from bot.services import audit, offices, push, quiet, regions, trainings
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases, villages
from bot.store import regions as region_rows
from bot.store.db import Transaction
from bot.store.outbox import Lane

LEFT = "village_removed"  # in the audit trail
MOVED = "officer_moved"
NEAR_ENOUGH = 70  # of 100
MOST_NEAR = 4
_KINDS = {
    "provinsi ": "", "kabupaten ": "kab ", "kab ": "kab ", "kota ": "kota ", "kecamatan ": "kec ", "kec ": "kec ",
    "desa ": "", "kelurahan ": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """What somebody meant by an area. `code` is "" when nothing is called so; `near` are what may be meant.

    `is_listed`: a village of the programme lies in it, or a list of regions names it, or it is a province.
    """

    code: str
    name: str = ""
    is_listed: bool = True
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """What came of taking a village out. With `open_cases` nothing was changed."""

    is_known: bool = True
    open_cases: tuple[str, ...] = ()
    subscribers: int = 0
    cadres: int = 0
    trainings: int = 0


def take_in(tx: Transaction, desk: Desk, pins: tuple[Pin, ...]) -> None:
    """Add villages, or name them anew. What a new entry does not tell stays: what it lies in, and its point."""
    before = region_rows.kept(tx, [pin.place.code for pin in pins])
    parts = {code for pin in pins for code in (above(pin.place.code), above(above(pin.place.code)))}
    names = {code: one.name for code, one in region_rows.kept(tx, parts).items()}

    def whole(pin: Pin) -> Pin:
        old, place = before.get(pin.place.code), pin.place
        parent = place.parent or (old.parent if old else "") or kemendagri.lies_in(place.code, names)
        point = (pin.lat, pin.lng) if pin.lat is not None or old is None else (old.lat, old.lng)
        return Pin(replace(place, parent=parent[: kemendagri.LONGEST_PARENT]), *point)

    offices.save_villages(tx, desk, tuple(whole(pin) for pin in pins))


def unlisted_above(tx: Transaction, desk: Desk, code: str) -> str:
    """The kecamatan, kabupaten or province of a code that should be known here and is not; "" for none.

    Provinces always should. The others only where a list of regions was taken in for their province.
    """
    province = code[:2]
    if not desk.content.areas.is_province(province):
        return province
    listed = region_rows.listed_in(tx, province)
    parts = [".".join(code.split(".")[:count]) for count in (2, 3) if code.count(".") >= count]
    missing = (part for part in parts if part not in listed)
    return next(missing, "") if listed else ""


def area_of(tx: Transaction, desk: Desk, typed: str) -> Area:
    """An area by its code, with its dots or without, or by its name."""
    names = _names(tx, desk)
    code = kemendagri.code(typed.strip())
    if code:
        is_listed = code in names or desk.content.areas.is_province(code)
        near = () if is_listed else _told(names, sorted(one for one in names if above(one) == above(code)))
        return Area(code, names.get(code, ""), is_listed or not names, near)
    called = [one for one, name in names.items() if _parts(name)[1] == _parts(typed)[1]]
    exact = [one for one in called if _parts(names[one]) == _parts(typed) != ("", "")]
    for found in (exact, called):
        if len(found) == 1:
            return Area(found[0], names[found[0]])
    return Area("", near=_told(names, called or _alike(typed, names)))


def move_officer(tx: Transaction, desk: Desk, officer_id: int, area: str) -> bool:
    """From now on they are asked for another area; cases they accepted stay. False for an unknown officer."""
    if cases.change_officer(tx, officer_id, area=area) != 1:
        return False
    audit.note(tx, desk, None, None, f"{MOVED}:{officer_id}", desk.now())
    return True


def astray(tx: Transaction, desk: Desk) -> Mapping[int, str]:
    """Active officers who are asked for nothing, or whom no head sees, and why."""
    there = [row for row in cases.all_officers(tx) if row.is_active]
    ours = [pin.place.code for pin in desk.places(tx)]
    heads = [row.area for row in there if row.role in HEADS]

    def wrong(area: str, *, is_head: bool) -> str:
        if ours and not any(lies_in(code, area) for code in ours):
            return "no village of the programme lies there"
        is_seen = is_head or not heads or any(lies_in(area, one) for one in heads)
        return "" if is_seen else "outside every head's area"

    found = {row.id: wrong(row.area, is_head=row.role in HEADS) for row in there}
    return {number: why for number, why in found.items() if why}


def remove(tx: Transaction, desk: Desk, code: str, to: str) -> Removal:
    """Take a village out of the programme; its people and cadres go `to` another, or are told that it left.

    Nothing is changed while a case is open there: who asks for a village of the programme would not find it.
    """
    pin = next((pin for pin in desk.places(tx) if pin.place.code == code), None)
    if pin is None:
        return Removal(is_known=False)
    waiting = tuple(number_of(number) for number, _ in villages.open_cases(tx, [code]))
    if waiting:
        return Removal(open_cases=waiting)
    done = Removal(
        subscribers=villages.subscribers(tx, [code]).get(code, 0),
        cadres=sum(villages.cadres_by_post(tx, [code]).get(code, {}).values()),
        trainings=trainings.end_in(tx, desk, code),
    )
    if to:
        villages.move_people(tx, code, to)
    else:
        _tell(tx, desk, pin)
    villages.leave_programme(tx, code, is_region=kemendagri.code(code) == code)
    desk.forget_places()
    audit.note(tx, desk, None, None, LEFT, desk.now())
    return done


def _tell(tx: Transaction, desk: Desk, pin: Pin) -> None:
    """Subscribers and cadres hear of it; nobody else, who may only have reported from there, is written to."""
    village = pin.place.code
    told = Reply("push.village_left", {"village": pin.place.name}, (Choice("atur_pesan"), Choice("menu")))
    waits_until = quiet.villagers_from(desk, desk.now(), village)
    for contact in villages.listeners(tx, village):
        push.push(
            tx, desk, contact, told, lane=Lane.BULK, purpose="village", not_before_at=waits_until
        )  # fmt: skip


def _names(tx: Transaction, desk: Desk) -> dict[str, str]:
    """What areas of the programme's provinces are called, by code; "" where nobody told us."""
    ours = [pin.place.code for pin in desk.places(tx)]
    around = {".".join(code.split(".")[:parts]) for code in ours for parts in (1, 2, 3, 4)}
    called = regions.called(tx, desk, around)
    return {**region_rows.names(tx), **{code: called.get(code, "") for code in around}}


def _told(names: Mapping[str, str], codes: list[str]) -> tuple[str, ...]:
    return tuple(f"{code} {names[code]}".rstrip() for code in codes[:MOST_NEAR])


def _parts(name: str) -> tuple[str, str]:
    """What kind of place it is, as far as that is said, and its name: a kota and a kabupaten may share theirs."""
    words = plain(name)
    kind = next((kind for kind in _KINDS if words.startswith(kind)), "")
    return _KINDS.get(kind, ""), words.removeprefix(kind)


def _alike(typed: str, names: Mapping[str, str]) -> list[str]:
    short = {code: _parts(name)[1] for code, name in names.items() if name}
    found = process.extract(
        _parts(typed)[1], short, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=MOST_NEAR
    )
    return [code for _, _, code in found]
