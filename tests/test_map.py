"""The picture of the risk map: readable small, without colours, in the dark, by a screen reader."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from bot.domain.regions import Shape, ring
from bot.domain.risk_map import Grade
from bot.paper import card, map_style
from bot.paper import risk_map as paper
from bot.paper.map_style import DARK, LIGHT, Palette
from bot.paper.risk_map import Drawing, Spot

STYLE = Path(__file__).parent.parent / "bot/web/static/peta.css"
LEGEND = {grade: grade.value for grade in Grade}
SVG = "{http://www.w3.org/2000/svg}"


def square(column: int, row: int = 0) -> Shape:
    west, south = 106 + column * 0.1, -6 + row * 0.1
    corners = [
        (west, south),
        (west + 0.1, south),
        (west + 0.1, south + 0.1),
        (west, south + 0.1),
        (west, south),
    ]
    return (ring(corners),)


def spot(number: int, grade: Grade, *, outlined: bool = True, name: str = "") -> Spot:
    return Spot(
        f"36.04.{number:02}",
        name or f"Nama {number}",
        grade,
        f"Kec. Nama {number}: {grade.value}.",
        square(number) if outlined else (),
        (1_060_500 + 1_000 * number, -59_500),
    )


def drawing(*spots: Spot, title: str = "Kec. Rajeg paling menonjol", ground: Shape = ()) -> Drawing:
    return Drawing(title, "Delapan minggu.", "Angka di bawah 5 ditutup.", spots, LEGEND, ground)


ALL = drawing(*(spot(number, grade) for number, grade in enumerate(Grade)))
DOTS = drawing(*(spot(10 * number, grade, outlined=False) for number, grade in enumerate(Grade)))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[ElementTree.Element]:
    return list(parsed(svg).iter(f"{SVG}text"))


def boxes(svg: str) -> Iterator[tuple[float, float, float, float]]:
    """Of the names on the map."""
    for one in texts(svg):
        if one.get("class") == "peta-nama":
            half = paper.width(one.text or "", paper.NAME) / 2
            x, y = float(one.get("x", 0)), float(one.get("y", 0))
            yield x - half, y - paper.NAME, x + half, y


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("wide", [360, 1080])
@pytest.mark.parametrize("drawn", [ALL, DOTS])
def test_a_picture_is_drawn_in_every_size_and_light(
    drawn: Drawing, wide: int, palette: Palette, tmp_path: Path
) -> None:
    (tmp_path / "map.png").write_bytes(card.png(paper.svg(drawn, palette, wide=wide)))
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.width == wide
        seen = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or ()}
    for look in palette.looks.values():
        assert tuple(int(look.fill[at : at + 2], 16) for at in (1, 3, 5)) in seen


def test_no_grade_is_told_by_colour_alone() -> None:
    """Each has a sign of its own, also in the legend; the lightness grows with it."""
    signs = [map_style.SIGNS.get(grade, "") for grade in Grade]
    assert len(set(signs)) == len(signs)
    svg = paper.svg(ALL)
    for grade in Grade:
        assert svg.count(f'class="peta-tanda-{grade}"') == (0 if grade is Grade.OUTSIDE else 2)
        assert grade.value in [one.text for one in texts(svg)]
    ordered = (Grade.FAR_ABOVE, Grade.ABOVE, Grade.AVERAGE, Grade.BELOW)
    assert [light(LIGHT.looks[grade].fill) for grade in ordered] == sorted(
        light(LIGHT.looks[g].fill) for g in ordered
    )
    assert [light(DARK.looks[grade].fill) for grade in ordered] == sorted(
        (light(DARK.looks[g].fill) for g in ordered), reverse=True
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_letters_and_signs_stand_out(palette: Palette) -> None:
    assert contrast(palette.ink, palette.ground) > 7
    assert contrast(palette.soft, palette.ground) > 4.5
    for look in palette.looks.values():
        assert contrast(look.on, look.fill) > 4.5, look


def test_a_screen_reader_hears_the_point_and_every_area() -> None:
    root = parsed(paper.svg(ALL))
    assert (root.get("role"), root.get("aria-label")) == ("img", ALL.title)
    assert root.find(f"{SVG}title") is not None
    described = root.find(f"{SVG}desc")
    assert described is not None and described.text is not None
    for one in ALL.spots:
        assert (one.told in described.text) is (one.grade is not Grade.OUTSIDE)


def test_areas_lead_further_where_there_is_more() -> None:
    root = parsed(paper.svg(ALL, link=lambda code: f"/konsol/peta?wilayah={code}&x=1"))
    links = [one.get("href") for one in root.iter(f"{SVG}a")]
    assert links == [f"/konsol/peta?wilayah={one.code}&x=1" for one in reversed(ALL.spots[:-1])]
    assert root.get("role") == "group"
    assert not [*parsed(paper.svg(ALL, link=lambda code: "")).iter(f"{SVG}a")]


def test_names_stand_apart_and_inside_and_the_first_ones_stand() -> None:
    crowd = drawing(
        *(spot(number, Grade.ABOVE, outlined=False, name="Kecamatan Panjang") for number in range(40))
    )
    found = list(boxes(paper.svg(crowd)))
    assert 2 < len(found) < 40
    for number, one in enumerate(found):
        assert one[0] >= 0 and one[2] <= paper.WIDE
        for other in found[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    first = drawing(*(spot(0, Grade.ABOVE, name=f"Nama{number}") for number in range(3)))
    assert "Nama0" in paper.svg(first)


@pytest.mark.parametrize("name", ["<script>&\"'", "\u202eSerang 🗺", "N" * 120, " ", "ꦱꦼꦫꦁ"])
def test_no_name_breaks_the_picture(name: str) -> None:
    drawn = drawing(spot(1, Grade.ABOVE, name=name), title=f"{name} menonjol"[:200])
    assert parsed(paper.svg(drawn, link=lambda code: name)).tag == f"{SVG}svg"
    assert card.png(paper.svg(drawn)).startswith(b"\x89PNG")


def test_an_area_without_outline_and_point_is_left_to_the_table() -> None:
    svg = paper.svg(drawing(Spot("36.04.01", "Hilang", Grade.ABOVE, "Kec. Hilang."), spot(1, Grade.BELOW)))
    assert "Hilang</text>" not in svg
    assert card.png(paper.svg(drawing())).startswith(b"\x89PNG")


def test_one_point_alone_is_drawn_in_the_middle() -> None:
    svg = paper.svg(drawing(spot(1, Grade.ABOVE, outlined=False)))
    assert re.search(r'<circle cx="180"', svg)


def test_neighbours_share_their_border() -> None:
    paths = re.findall(
        r'<path d="([^"]+)" fill-rule="evenodd" class="peta-',
        paper.svg(drawing(spot(0, Grade.ABOVE), spot(1, Grade.BELOW))),
    )
    points = [set(re.findall(r"[\d.]+ [\d.]+", path)) for path in paths[-2:]]
    assert len(points[0] & points[1]) == 2


def test_the_style_of_the_dark_is_the_dark_palette() -> None:
    """And names every class that a drawing has."""
    style = STYLE.read_text()
    assert map_style.stylesheet(DARK) in style
    classes = set(re.findall(r'class="(peta-[^"]+)"', paper.svg(ALL)))
    assert classes <= set(re.findall(r"\.(peta-[a-z_-]+)", style))
