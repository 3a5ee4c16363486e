"""The sheet for cadres: one page of A4, to fold into a pocket. What to do, what not to, whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.paper import FONT, writable

if TYPE_CHECKING:
    from fpdf import FPDF

EDGE, BAND, FOOT = 14, 34, 36  # millimetres
HEADING, TEXT, LINE = 17, 14.5, 7.2  # points, points, millimetres
BLUE, YELLOW, INK, WHITE = (13, 71, 110), (255, 214, 64), (20, 24, 31), (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What stands on it. `numbers` may be empty: then nobody is named to call."""

    brand: str
    title: str
    task: str
    sections: Sequence[Section]
    call: str
    numbers: Sequence[str]


class TooMuch(ValueError):
    """It does not fit on one page."""


def drawn(leaflet: Leaflet, language: str) -> bytes:
    """One page as PDF. Raises TooMuch."""
    from fpdf import FPDF  # half a second and many megabytes: only where something is printed

    pdf = FPDF(format="A4")
    pdf.set_compression(False)
    pdf.set_auto_page_break(False)
    pdf.set_margin(EDGE)
    pdf.set_lang(language)
    pdf.set_title(writable(f"{leaflet.brand}: {leaflet.title}"))
    pdf.add_page()
    _band(pdf, 0, BAND)
    _write(pdf, leaflet.brand, 8, HEADING, YELLOW)
    _write(pdf, leaflet.title, 17, 2 * HEADING - 4, WHITE)
    pdf.set_y(BAND + 5)
    _paragraph(pdf, leaflet.task, "B")
    for section in leaflet.sections:
        _section(pdf, section)
    if pdf.get_y() > pdf.h - FOOT:
        raise TooMuch(leaflet.title)
    if leaflet.numbers:
        _band(pdf, pdf.h - FOOT, FOOT)
        _write(pdf, leaflet.call, pdf.h - FOOT + 5, HEADING, WHITE)
        _write(pdf, " · ".join(leaflet.numbers), pdf.h - FOOT + 16, HEADING + 2, YELLOW)
    return bytes(pdf.output())


def _section(pdf: "FPDF", section: Section) -> None:
    pdf.ln(3)
    pdf.set_text_color(*BLUE)
    pdf.set_font(FONT, "B", HEADING)
    pdf.multi_cell(0, LINE + 2, writable(section.heading), align="L", new_x="LMARGIN", new_y="NEXT")
    for line in section.lines:
        pdf.set_fill_color(*YELLOW)
        pdf.rect(EDGE, pdf.get_y() + 1.6, 3, 3, style="F")
        pdf.set_x(EDGE + 6)
        _paragraph(pdf, line)


def _paragraph(pdf: "FPDF", text: str, style: str = "") -> None:
    pdf.set_text_color(*INK)
    pdf.set_font(FONT, style, TEXT)
    pdf.multi_cell(0, LINE, writable(text), align="L", new_x="LMARGIN", new_y="NEXT")


def _write(pdf: "FPDF", text: str, top: float, points: float, colour: tuple[int, int, int]) -> None:
    """One bold line, smaller where it would not fit."""
    written = writable(text)
    pdf.set_font(FONT, "B", points)
    points *= min(1, (pdf.w - 2 * EDGE) / max(pdf.get_string_width(written), 1))
    pdf.set_font(FONT, "B", points)
    pdf.set_text_color(*colour)
    pdf.set_xy(EDGE, top)
    pdf.cell(0, points * 0.42, written)


def _band(pdf: "FPDF", top: float, high: float) -> None:
    pdf.set_fill_color(*BLUE)
    pdf.rect(0, top, pdf.w, high, style="F")
