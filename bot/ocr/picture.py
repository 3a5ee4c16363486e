"""Opens a picture from strangers: known by its content, bounded, upright, without anything beside its pixels.

JPEG, PNG, WebP and GIF are opened; of an animation the first frame is taken. Everything else has a named reason.
"""

import io
import re
import warnings

from PIL import Image, ImageOps

from bot.domain.pictures import Problem

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 24_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_SIGNS = (  # how other files people send begin
    (re.compile(rb"[\s\S]{0,1000}?%PDF-"), Problem.PDF),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), Problem.ZIP),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][\s\S]{0,2000}?)?<svg[\s>]", re.IGNORECASE), Problem.SVG),
    (re.compile(rb"[\s\S]{4}ftyp(?:hei|hev|mif|msf)"), Problem.HEIC),
)
_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|RIFF[\s\S]{4}WEBP|GIF8")


class NoPicture(Exception):
    """Nothing we can open, or made to harm; `problem` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def is_picture(data: bytes) -> bool:
    """Whether the content claims to be of a format we open; its name and announced type do not count."""
    return _PICTURES.match(data) is not None


def opened(data: bytes, side: int) -> Image.Image:
    """The picture in RGB, upright (EXIF), its longer side at most `side` pixels. Raises NoPicture.

    Sizes are checked before anything is decoded; a JPEG is decoded at a fraction of its size where that is enough.
    """
    if not data:
        raise NoPicture(Problem.EMPTY)
    if len(data) > MOST_BYTES:
        raise NoPicture(Problem.TOO_LARGE)
    if not is_picture(data):
        signs = (problem for sign, problem in _SIGNS if sign.match(data))
        raise NoPicture(next(signs, Problem.NOT_A_PICTURE))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; our own limit is below the one Pillow warns at
            picture: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPicture(Problem.TOO_MANY_PIXELS)
            picture.draft("RGB", (side, side))
            picture.load()
            picture = _coloured(ImageOps.exif_transpose(picture))
    except Image.DecompressionBombError as error:
        raise NoPicture(Problem.TOO_MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError) as error:
        raise NoPicture(Problem.DAMAGED) from error
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return picture


def cleaned(data: bytes, side: int = 1600) -> bytes:
    """The picture anew as a JPEG, without any metadata. Raises NoPicture."""
    picture = opened(data, side)
    picture.info.clear()  # Pillow would write the comment again
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _coloured(picture: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes white, sixteen bits become eight."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return picture.convert("RGB")
