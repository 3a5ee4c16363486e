"""A head's week on paper and as a picture for a phone: the same numbers, this week beside the week before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from typing import TYPE_CHECKING

from bot.paper import FONT, LINE, MARGIN, writable
from bot.paper.letters import FAMILY, drawable, width

if TYPE_CHECKING:
    from fpdf import FPDF

WIDE, HEAD, STRIP, FOOT = 1080, 300, 170, 150  # pixels
EDGE = 64
NUMBERS = (700, WIDE - EDGE)  # where the numbers of this week and the one before end
NUMBER = 190  # the widest one
BLUE, YELLOW, INK, SOFT, PAPER, RULE = "#0D476E", "#FFD640", "#14181F", "#4A5568", "#FFFBF0", "#D9D2BC"
SHARES = (4, 1.3, 1.3)  # of the width, for the columns on paper


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything in words. `parts` are a heading and its rows each; `short` is what the picture has room for."""

    first_on: date
    title: str
    lead: str
    columns: Sequence[str]
    parts: Sequence[tuple[str, Sequence[Row]]]
    short: Sequence[Row]
    note: str


def pdf(sheet: Sheet, language: str) -> bytes:
    """One or two pages A4."""
    from fpdf import FPDF  # half a second and many megabytes: only where something is printed

    page = FPDF(format="A4")
    page.set_compression(False)
    page.set_margin(MARGIN)
    page.set_auto_page_break(True, MARGIN)
    page.set_lang(language)
    page.set_title(writable(sheet.title))
    page.set_creation_date(
        datetime.combine(sheet.first_on, time(), UTC)
    )  # the same numbers are the same file
    page.add_page()
    _paragraph(page, sheet.title, 18, "B")
    _paragraph(page, sheet.lead, 12)
    for heading, rows in sheet.parts:
        page.ln(LINE / 2)
        if page.will_page_break(LINE * (len(rows) + 3)):
            page.add_page()
        _paragraph(page, heading, 13, "B")
        _table(page, sheet.columns, rows)
    page.ln(LINE / 2)
    _paragraph(page, sheet.note, 10)
    return bytes(page.output())


def svg(sheet: Sheet) -> str:
    """Drawn as PNG by bot.paper.card.png."""
    high = HEAD + STRIP * len(sheet.short) + FOOT
    heads = [
        _text(name, NUMBERS[at], HEAD - 28, 34, "#FFFFFF", is_bold=False, ends=True)
        for at, name in enumerate(sheet.columns[1:])
    ]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" font-family="{FAMILY}">',
            f'<rect width="{WIDE}" height="{high}" fill="{PAPER}"/>',
            f'<rect width="{WIDE}" height="{HEAD}" fill="{BLUE}"/>',
            f'<rect y="{HEAD}" width="{WIDE}" height="12" fill="{YELLOW}"/>',
            _text(sheet.title, EDGE, 104, 64, YELLOW, room=WIDE - 2 * EDGE),
            _text(sheet.lead, EDGE, 174, 44, "#FFFFFF", is_bold=False, room=WIDE - 2 * EDGE),
            *heads,
            *(_strip(row, HEAD + 12 + STRIP * number) for number, row in enumerate(sheet.short)),
            _text(sheet.note, EDGE, high - 56, 32, SOFT, is_bold=False, room=WIDE - 2 * EDGE),
            "</svg>",
        )
    )


def _strip(row: Row, top: float) -> str:
    middle = top + STRIP / 2 + 16
    room = NUMBERS[0] - EDGE - NUMBER - 24
    return "".join(
        (
            _text(row.label, EDGE, middle, 46, INK, room=room),
            _text(row.now, NUMBERS[0], middle, 76, INK, ends=True, room=NUMBER),
            _text(row.before, NUMBERS[1], middle, 52, SOFT, is_bold=False, ends=True, room=NUMBER),
            f'<rect x="{EDGE}" y="{top + STRIP - 2:g}" width="{WIDE - 2 * EDGE}" height="2" fill="{RULE}"/>',
        )
    )


def _text(
    text: str, x: float, y: float, size: float, colour: str, *,
    is_bold: bool = True, ends: bool = False, room: float = WIDE,
) -> str:  # fmt: skip
    """From `x`, or up to it; smaller where there is no room."""
    written = drawable(text)
    fitting = min(size, size * room / max(width(written, size, is_bold=is_bold), 1))
    anchor = ' text-anchor="end"' if ends else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{fitting:.1f}" font-weight="{700 if is_bold else 400}" '
        f'fill="{colour}"{anchor}>{escape(written)}</text>'
    )


def _paragraph(page: "FPDF", text: str, size: float, style: str = "") -> None:
    page.set_font(FONT, style, size)
    page.multi_cell(0, LINE, writable(text), align="L", new_x="LMARGIN", new_y="NEXT")


def _table(page: "FPDF", columns: Sequence[str], rows: Sequence[Row]) -> None:
    page.set_font(FONT, size=11)
    with page.table(
        col_widths=SHARES,
        text_align=("LEFT", "RIGHT", "RIGHT"),
        line_height=LINE,
        borders_layout="HORIZONTAL_LINES",
    ) as table:
        table.row([writable(name) for name in columns])
        for row in rows:
            table.row([writable(cell) or "-" for cell in (row.label, row.now, row.before)])
