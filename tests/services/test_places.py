"""Villages are kept in memory for a minute; what another process changed is known after it."""

import pytest

from bot.domain.casework import Place
from bot.domain.places import Pin, named_in
from bot.store import knowledge
from tests.services.conftest import Office


def test_a_village_another_process_changed_is_known_after_a_minute(office: Office) -> None:
    desk, write = office.app.desk, office.app.database.write_now
    desk.forget_places()  # the office was set up by another clock
    before = {pin.place.code: pin for pin in write(desk.places)}
    changed = {
        "code": "36.04.13.2007",
        "name": "Lontar Baru",
        "parent": "Kec. Tirtayasa",
        "is_programme": True,
    }
    write(lambda tx: knowledge.save_regions(tx, [changed]))
    assert {pin.place.code: pin for pin in write(desk.places)} == before, "kept for a minute"
    office.passes(seconds=61)
    after = {pin.place.code: pin for pin in write(desk.places)}
    old = before.pop("36.04.13.2007")
    assert after.pop("36.04.13.2007") == Pin(
        Place("36.04.13.2007", "Lontar Baru", "Kec. Tirtayasa"), old.lat, old.lng
    )
    assert all(after[code] is pin for code, pin in before.items())


@pytest.mark.parametrize(
    ("story", "village"),
    [
        ("saya kepala desa Lontar, ada tiga orang dibawa", "Lontar"), ("dikurung bu ela di lontar", "Lontar"),
        ("warga tanjakan mekar diajak", "Tanjakan Mekar"), ("mau dibawa ke lontar", None),
        ("di lontar dan di tanjakan mekar", None), ("pak lontar yang ngajak", None), ("di desa pontang", None),
        ("", None),
    ],
)  # fmt: skip
def test_where_a_story_says_it_happens(story: str, village: str | None) -> None:
    names = ("Lontar", "Tanjakan Mekar", "Pontang", "Pontang")
    places = [Place(f"36.{number}", name, "Kec. Contoh") for number, name in enumerate(names)]
    found = named_in(story, places)
    assert (found.name if found else None) == village
