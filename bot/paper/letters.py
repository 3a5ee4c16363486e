"""How wide a text gets in the letters we ship, before anything is drawn."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Benteng Kartu"
FILES: Mapping[bool, Path] = {  # by whether it is bold
    False: FOLDER / "BentengKartu-Regular.ttf",
    True: FOLDER / "BentengKartu-Bold.ttf",
}


def width(text: str, size: float = 1, *, is_bold: bool = True) -> float:
    """In the unit of `size`. Kerning only draws letters closer, so a line never gets wider than this."""
    advances, missing = _advances(is_bold)
    return sum(advances.get(ord(letter), missing) for letter in text) * size


def drawable(text: str) -> str:
    """Without the signs our letters lack (emoji): they would vanish, or stand there as boxes."""
    advances, _ = _advances(True)
    return " ".join("".join(letter for letter in text if ord(letter) in advances or letter == " ").split())


@cache
def _advances(is_bold: bool) -> tuple[Mapping[int, float], float]:
    """Width of each letter as a share of the size, and of the box that stands for any other."""
    from fontTools.ttLib import TTFont  # a tenth of a second: only where something is drawn

    with TTFont(FILES[is_bold]) as font:
        unit, widths = font["head"].unitsPerEm, font["hmtx"]
        known = {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}
        return known, widths[".notdef"][0] / unit
