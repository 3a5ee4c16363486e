"""Files that are sent as pictures and are none, or odd ones."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from bot.domain.pictures import Problem
from bot.ocr.picture import MOST_BYTES


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("flyer.jpg", b"x")
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has a few bytes of content."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


PLAIN = saved(Image.effect_noise((300, 200), 60).convert("RGB"), "JPEG")
FRAMES = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue", "red")]
REFUSED: dict[str, tuple[bytes, Problem]] = {
    "empty": (b"", Problem.EMPTY),
    "text named .jpg": (b"Lowongan kerja ke Taiwan", Problem.NOT_A_PICTURE),
    "html": (b"<!doctype html><html><img></html>", Problem.NOT_A_PICTURE),
    "truncated jpeg": (PLAIN[: len(PLAIN) // 2], Problem.DAMAGED),
    "only a jpeg's first bytes": (PLAIN[:12], Problem.DAMAGED),
    "broken webp": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Problem.DAMAGED),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><text>Loker</text></svg>", Problem.SVG),
    "svg with a head": (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg width='1'/>", Problem.SVG),
    "pdf": (b"%PDF-1.7\n1 0 obj", Problem.PDF),
    "zip": (zipped(), Problem.ZIP),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", Problem.HEIC),
    "tiff": (saved(Image.new("L", (9, 9)), "TIFF"), Problem.NOT_A_PICTURE),
    "200 megapixels": (png_header(20_000, 10_000), Problem.TOO_MANY_PIXELS),
    "30 megapixels": (png_header(6_000, 5_000), Problem.TOO_MANY_PIXELS),
    "a bomb of 2**31 pixels": (png_header(2**30, 2), Problem.TOO_MANY_PIXELS),
    "over ten megabytes": (PLAIN + b"\0" * MOST_BYTES, Problem.TOO_LARGE),
}
OPENED: dict[str, bytes] = {
    "animated gif": saved(FRAMES[0], "GIF", save_all=True, append_images=FRAMES[1:]),
    "animated webp": saved(FRAMES[0], "WEBP", save_all=True, append_images=FRAMES[1:]),
    "cmyk jpeg": saved(Image.new("CMYK", (80, 60), (0, 255, 255, 0)), "JPEG"),
    "palette png": saved(FRAMES[0].quantize(4), "PNG", transparency=0),
    "sixteen bits": saved(Image.new("I;16", (80, 60), 40_000), "PNG"),
    "transparent": saved(Image.new("RGBA", (80, 60), (0, 0, 0, 0)), "PNG"),
    "grey with alpha": saved(Image.new("LA", (80, 60), (9, 200)), "PNG"),
    "one bit": saved(Image.new("1", (80, 60), 1), "PNG"),
    "one pixel": saved(Image.new("RGB", (1, 1)), "PNG"),
    "a line": saved(Image.new("RGB", (4000, 1)), "PNG"),
    "jpeg with html behind": PLAIN + b"<script>alert(1)</script>",
}
