"""Whatever is printed: a page of text, a poster."""

import unicodedata
from collections.abc import Sequence

MARGIN, LINE, BLANK = 20, 7, 14  # millimetres
FONT = "Helvetica"  # one of the fonts every reader has; it knows the letters of Latin-1


def printed(lines: Sequence[str], blanks: Sequence[str], language: str) -> bytes:
    """One A4 page: the first line as heading, the others, then a ruled space for each of the blanks.

    Letters the font does not know lose their marks, signs it does not know are left out.
    """
    from fpdf import FPDF  # half a second and many megabytes: only where something is printed

    pdf = FPDF(format="A4")
    pdf.set_compression(False)  # a page has three kilobytes
    pdf.set_margin(MARGIN)
    pdf.set_lang(language)
    heading, *rest = map(writable, lines)
    pdf.set_title(heading)
    pdf.add_page()
    pdf.set_font(FONT, "B", 16)
    pdf.multi_cell(0, 2 * LINE, heading, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(FONT, size=12)
    for line in rest:
        pdf.multi_cell(0, LINE, line, align="L", new_x="LMARGIN", new_y="NEXT")
    for blank in map(writable, blanks):
        pdf.ln(BLANK)
        pdf.multi_cell(0, LINE, blank, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(BLANK)
        pdf.line(MARGIN, pdf.get_y(), pdf.w - MARGIN, pdf.get_y())
    return bytes(pdf.output())


def writable(text: str) -> str:
    """As the font can write it."""
    known = unicodedata.normalize("NFKD", text).encode("latin-1", errors="ignore").decode("latin-1")
    return " ".join(known.split())
