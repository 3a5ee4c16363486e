"""Small charts: what is told in words beside the picture, what is not drawn, nothing that could run."""

import re
from xml.etree.ElementTree import fromstring

import pytest

from bot.paper.chart import WIDE, Chart, Series, bars, lines

NASTY = '</title><script>alert(1)</script>"'
CHART = Chart(
    NASTY, "Satu batang per minggu.", ["02/11", "09/11", "16/11", "23/11", "30/11"],
    [Series("BAHAYA", "s-bahaya", [6, None, 0, 9, 12]), Series(NASTY, "s-waspada", [5, 5, None, 0, 8])],
)  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("draw", [bars, lines])
def test_a_chart_says_its_point_and_holds_no_markup_of_others(draw) -> None:
    picture = fromstring(draw(CHART, "c"))
    assert picture.find(f"{SVG}title").text == NASTY
    assert picture.get("aria-labelledby") == "c-title c-desc"
    assert "<script" not in draw(CHART, "c")
    assert " style=" not in draw(CHART, "c")


def test_a_bar_stands_on_the_one_below_it_and_what_is_hidden_is_not_drawn() -> None:
    rects = [r for r in fromstring(bars(CHART, "c")).iter(f"{SVG}rect") if r.get("class")]
    danger = [r for r in rects if r.get("class") == "s-bahaya"]
    caution = [r for r in rects if r.get("class") == "s-waspada"]
    assert (len(danger), len(caution)) == (3, 3)
    first, above = danger[0], caution[0]
    assert float(above.get("y")) + float(above.get("height")) == pytest.approx(float(first.get("y")), abs=0.2)
    assert float(first.get("height")) / float(above.get("height")) == pytest.approx(6 / 5, abs=0.02)


def test_a_line_breaks_where_a_number_is_hidden() -> None:
    groups = [g for g in fromstring(lines(CHART, "c")).iter(f"{SVG}g") if g.get("fill")]
    assert [g.get("class") for g in groups] == ["s-bahaya", "s-bahaya", "s-waspada", "s-waspada"]


@pytest.mark.parametrize("draw", [bars, lines])
@pytest.mark.parametrize("weeks", [0, 1, 52])
def test_any_number_of_weeks_stays_inside_the_picture(draw, weeks: int) -> None:
    whole = Chart(
        "a", "b", [str(n) for n in range(weeks)], [Series("x", "s-0", [n * 997 for n in range(weeks)])]
    )
    drawn = draw(whole, "c")
    assert all(0 <= float(x) <= WIDE for x in re.findall(r' c?x="([-\d.]+)"', drawn))
    assert len([t for t in fromstring(drawn).iter(f"{SVG}text") if t.get("text-anchor") != "end"]) <= 6
