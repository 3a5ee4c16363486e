"""Officers get their map with the areas that stand out and drill by tapping; nobody else gets any."""

from datetime import date

from bot.domain import map_words
from bot.domain.map_words import Overview, Standing
from bot.domain.messages import Enclosure, MediaKind, Reply
from bot.domain.risk_map import Area, Count, Part, Period
from tests.conversations.conftest import Chat

PERIOD = Period(date(2026, 8, 17))


def area(code: str, index: int | None, reports: int | None) -> Area:
    counts = tuple(Count(part, reports if part is Part.REPORTS else None, False, None) for part in Part)
    return Area(code, 3, counts, index)


RAJEG = Standing("36.03.11", "Rajeg", map_words.told(area("36.03.11", 71, 12), "Rajeg"), leads=True)
MULYA = Standing(
    "36.03.11.2002", "Rajeg Mulya", map_words.told(area("36.03.11.2002", 60, 7), "Rajeg Mulya"), leads=False
)
WITHIN = map_words.place("36.03", "Kab. Tangerang")
MAP = Overview(
    "36.03",
    Reply("map.title.one", {"first": "Kec. Rajeg", "within": WITHIN}),
    map_words.lead(PERIOD),
    (RAJEG,),
)
INSIDE = Overview(
    "36.03.11", Reply("map.title.none", {"within": "Kec. Rajeg"}), map_words.lead(PERIOD), (MULYA,), "36.03"
)
QUIET = Overview("36.03", Reply("map.title.none", {"within": WITHIN}), map_words.lead(PERIOD))


def test_an_officer_gets_the_picture_and_the_areas_that_stand_out(officer: Chat) -> None:
    officer.facts.maps = {"": MAP, "36.03.11": INSIDE}
    officer.says("peta")
    assert officer.keys == ["map.chat"]
    assert officer.replies[0].encloses == Enclosure(MediaKind.PHOTO, "peta:36.03")
    assert (
        "Kec. Rajeg: Jauh lebih banyak, indeks 71. Laporan 12 atau lebih, mendesak ditutup"
        in officer.rendered
    )
    assert "Angka di bawah 5 ditutup" in officer.rendered
    assert [(choice.id, choice.topic) for choice in officer.choices] == [
        ("peta", "36.03.11"),
        ("kasus", None),
    ]


def test_a_tap_leads_into_an_area_and_back_up_but_into_no_village(officer: Chat) -> None:
    officer.facts.maps = {"": MAP, "36.03.11": INSIDE, "36.03": MAP}
    officer.taps("peta", topic="36.03.11")
    assert officer.replies[0].encloses == Enclosure(MediaKind.PHOTO, "peta:36.03.11")
    assert [(choice.id, choice.topic) for choice in officer.choices] == [("peta", "36.03"), ("kasus", None)]


def test_a_place_that_is_not_theirs_gives_their_own_map(officer: Chat) -> None:
    officer.facts.maps = {"": MAP}
    officer.taps("peta", topic="31")
    assert officer.replies[0].encloses == Enclosure(MediaKind.PHOTO, "peta:36.03")


def test_nothing_stands_out_or_nothing_is_there(officer: Chat) -> None:
    officer.facts.maps = {"": QUIET}
    officer.says("peta")
    assert officer.keys == ["map.chat.quiet"]
    officer.facts.maps = {}
    officer.says("peta")
    assert officer.keys == ["map.none"]


def test_a_villager_gets_no_map(chat: Chat) -> None:
    chat.facts.maps = {"": MAP}
    chat.says("peta")
    assert chat.keys == ["case.officers_only"]
    assert all(reply.encloses is None for reply in chat.replies)
