"""The poster of a village: who is asked, what for, and QR codes that lead there. To be read from two metres."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

from bot.paper import FONT, writable

if TYPE_CHECKING:
    from fpdf import FPDF

SIZES = {"A4": 1.0, "A3": 2**0.5}  # of everything below, which is millimetres and points on A4
EDGE, WIDTH, BAND = 12, 186, 62
BLUE, YELLOW, INK, WHITE = (13, 71, 110), (255, 214, 64), (20, 24, 31), (255, 255, 255)
QR_SIDE, QR_TOP, RIM = 54, 166, 5
QUIET = 4  # the white rim a reader needs, in modules
MM_PER_POINT = 0.3528


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on it. `codes` are a name and a link each, at most three; `hotline` a number and what it is."""

    brand: str
    village: str
    within: str
    headline: str
    lines: Sequence[str]
    scan: str
    codes: Sequence[tuple[str, str]]
    privacy: str
    hotline: tuple[str, str] | None = None


def drawn(poster: Poster, size: str, language: str) -> bytes:
    """One page as PDF, of a size in SIZES."""
    from fpdf import FPDF  # half a second and many megabytes: only where something is printed

    pdf = FPDF(format=size)
    pdf.set_compression(False)
    pdf.set_auto_page_break(False)
    pdf.set_lang(language)
    pdf.set_title(writable(f"{poster.brand}: {poster.village}"))
    pdf.add_page()
    _Sheet(pdf, SIZES[size]).draw(poster)
    return bytes(pdf.output())


class _Sheet:
    """Draws in millimetres of A4, whatever the paper."""

    def __init__(self, pdf: "FPDF", scale: float) -> None:
        self._pdf = pdf
        self._scale = scale

    def draw(self, poster: Poster) -> None:
        self._fill(BLUE, 0, 0, 210, BAND)
        self._text(poster.brand, EDGE, 8, 20, YELLOW, "B")
        self._text(poster.village, EDGE, 19, 64, WHITE, "B")
        self._text(poster.within, EDGE, 47, 20, WHITE)
        self._text(poster.headline, EDGE, 68, 44, INK, "B")
        for number, line in enumerate(poster.lines, 1):
            top = 73 + 19 * number
            self._fill(YELLOW, EDGE, top, 14, 14)
            self._text(str(number), EDGE + 4, top + 1.5, 30, INK, "B")
            self._text(line, EDGE + 20, top + 1, 30, INK, width=WIDTH - 20)
        self._text(poster.scan, EDGE, QR_TOP - 13, 22, INK, "B")
        gap = (WIDTH - QR_SIDE * 3) / 2
        for place, (name, link) in enumerate(poster.codes):
            left = EDGE + place * (QR_SIDE + gap)
            self._code(link, left, QR_TOP)
            self._text(name, left + RIM, QR_TOP + QR_SIDE, 22, INK, "B", width=QR_SIDE - 2 * RIM)
        self._text(poster.privacy, EDGE, 235, 19, INK)
        self._fill(BLUE, 0, 250, 210, 47)
        if poster.hotline is not None:
            called, meaning = poster.hotline
            self._text(called, EDGE, 254, 66, YELLOW, "B")
            self._text(meaning, EDGE, 280, 22, WHITE)

    def _text(
        self, text: str, left: float, top: float, points: float, colour: tuple[int, int, int], style: str = "",
        width: float = WIDTH,
    ) -> None:  # fmt: skip
        """One line, smaller where it would not fit."""
        pdf, written = self._pdf, writable(text)
        points *= self._scale
        pdf.set_font(FONT, style, points)
        points *= min(1, width * self._scale / max(pdf.get_string_width(written), 1))
        pdf.set_font(FONT, style, points)
        pdf.set_text_color(*colour)
        pdf.text(left * self._scale, top * self._scale + points * MM_PER_POINT, written)

    def _fill(
        self, colour: tuple[int, int, int], left: float, top: float, width: float, height: float
    ) -> None:
        self._pdf.set_fill_color(*colour)
        scale = self._scale
        self._pdf.rect(left * scale, top * scale, width * scale, height * scale, style="F")

    def _code(self, link: str, left: float, top: float) -> None:
        """Runs of dark modules, so that no printer leaves hair lines between them."""
        rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix_iter(border=QUIET)]
        module = QR_SIDE / len(rows)
        for down, row in enumerate(rows):
            across = 0
            while across < len(row):
                end = across
                while end < len(row) and row[end]:
                    end += 1
                if end > across:
                    self._fill(
                        INK, left + across * module, top + down * module, (end - across) * module, module
                    )
                across = end + 1
