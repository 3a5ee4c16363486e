"""10,000 generated offices and reports: whoever a report speaks of, and whoever is under them, never hears of it.

Of each case everything that can happen to it is tried: it climbs to the end while days and leave pass, its heads are
asked again, and whoever had it hands it over. On a database the same is tried in `tests/services/test_conflict.py`
and, with leave and hand-over, in `tests/services/test_a_year.py`.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.casework import Role
from bot.domain.roster import Hours, Leave, Post, Roster
from bot.domain.routing import Posted, heads_over, looks_after, picked, with_those_under
from bot.screening.conflict import Told

COUNT = 10_000
STARTS = datetime(2026, 11, 25, 3, tzinfo=UTC)
AREAS = ("36", "36.04", "36.04.13", "36.72", "32", "32.01")
VILLAGES = ("36.04.13.2007", "36.04.14.2001", "36.72.01.1001", "32.01.01.2001", None)
GIVEN = (
    "Darmawan", "Suryadi", "Hartono", "Rukmini", "Wulandari", "Gunawan", "Nuraini", "Basuki", "Kusnadi", "Sulastri",
    "Mulyadi", "Widodo", "Lestari", "Purnomo", "Handayani", "Setiawan", "Kartika", "Rahmadi", "Suhartini", "Iskandar",
)  # fmt: skip
FAMILY = (
    "Prasetya",
    "Hadiningrat",
    "Wijayakusuma",
    "Siregar",
    "Simanjuntak",
    "Tanjung",
    "Rumbewas",
    "Manuputty",
)
TITLES = ("Pak", "Bu", "Bapak", "Ibu", "pak", "bang", "")
STORIES = (
    "{who} yang ngajak tiga perempuan ke Malaysia, minta 5 juta",
    "Tetangga mau dibawa lusa lewat Batam. {who} yang urus paspornya",
    "Ada tawaran kerja ke Kamboja, katanya dibantu {who} dari kantor",
    "Rumah penampungan itu dijaga {who}, sudah dua minggu",
)
HOURS = (None, None, Hours(frozenset(range(5)), time(8), time(16)), Hours(frozenset({5, 6})))


@dataclass(frozen=True, slots=True)
class Officer:
    id: int
    role: str
    area: str
    name: str
    is_last_resort: bool = False


def written(chance: random.Random, name: str) -> str:
    """A name as people write it: a part or the whole, in small or large letters, a letter wrong, an ending behind."""
    parts = name.split()
    said = chance.choice([name, *parts])
    how = chance.randrange(6)
    if how == 0:
        said = said.upper()
    elif how == 1:
        said = said.lower()
    elif how == 2 and " " not in said and len(said) >= 7:
        at = chance.randrange(2, len(said) - 1)
        said = said[:at] + said[at + 1 :]
    elif how == 3 and " " not in said:
        said += "nya"
    elif how == 4:
        said = said.lower().replace("a", "4", 1)
    return f"{chance.choice(TITLES)} {said}".strip()


def staff(chance: random.Random) -> list[Officer]:
    names = [f"{given} {chance.choice(FAMILY)}" for given in chance.sample(GIVEN, chance.randint(3, 12))]
    return [
        Officer(n, chance.choice(list(Role)).value, chance.choice(AREAS), name, chance.random() < 0.1)
        for n, name in enumerate(names, 1)
    ]


def rostered(chance: random.Random, officers: list[Officer]) -> Roster:
    def leave() -> tuple[Leave, ...]:
        if chance.random() < 0.6:
            return ()
        first = STARTS.date() + timedelta(days=chance.randint(-3, 3))
        deputy = chance.choice([None, *(o.id for o in officers)])
        return (Leave(first, first + timedelta(days=chance.randint(0, 5)), deputy),)

    return Roster(
        {o.id: Post(chance.choice(HOURS), leave()) for o in officers},
        lambda day: day == date(2026, 11, 27),
    )


def hears(chance: random.Random, officers: list[Officer], barred: frozenset[int]) -> set[int]:
    """Everybody who is told of the case before it comes to rest, and to whom it could be handed then."""
    roster, village = rostered(chance, officers), chance.choice(VILLAGES)
    reachable = [o for o in officers if chance.random() < 0.9]
    at, rung, heard = STARTS, chance.choice([-1, 1]), set[int]()
    rungs = [[o.id for o in reachable if o.role == role.value and looks_after(o, village)] for role in Role]
    is_urgent = chance.random() < 0.4
    while True:
        found = picked(
            rungs, rung, roster, at, is_urgent=is_urgent, reachable={o.id for o in reachable}, asked=heard,
            barred=barred,
        )  # fmt: skip
        if not found.officers:
            break
        heard |= set(found.officers)
        rung, at = found.rung, at + timedelta(hours=chance.randint(1, 40))
    again = heads_over(reachable, village, roster, at, barred)
    free = {o.id for o in reachable} - barred
    assert bool(again) == bool(free), "somebody is left, and nobody is asked"
    return heard | set(again)


def under(head: Posted, officer: Posted) -> bool:
    is_lower = list(Role).index(Role(officer.role)) < list(Role).index(Role(head.role))
    return head.role in ("supervisor", "kanwil") and is_lower and officer.area.startswith(head.area)


def test_of_generated_conflicts_none_reaches_the_accused() -> None:
    chance = random.Random(4)
    reached = told = 0
    for _ in range(COUNT):
        officers = staff(chance)
        accused = chance.sample(officers, chance.randint(1, min(3, len(officers) - 1)))
        who = ", ".join(written(chance, officer.name) for officer in accused)
        report = Told(chance.choice(STORIES).format(who=who))
        named = {officer.id for officer in officers if report.speaks_of(officer.name)}
        assert {officer.id for officer in accused} <= named, who
        barred = with_those_under(officers, named)
        kept_away = {o.id for o in officers if o in accused or any(under(head, o) for head in accused)}
        heard = hears(chance, officers, barred)
        reached += bool(heard & kept_away)
        told += bool(heard)
    assert reached == 0
    assert told > COUNT / 2, "a generator in which everybody is accused proves nothing"
