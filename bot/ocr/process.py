"""The child: reads pictures one after the other from its standard input, answers on its standard output.

Runs as `python -m bot.ocr.process` under bot.ocr.reader. Every message is four bytes of length and that many bytes:
a picture in, JSON out. It ends with its input, and by itself when one picture takes far too long, so that no child
outlives a killed parent. All heavy imports are here.
"""

import json
import os
import signal
import struct
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from math import dist, sqrt
from typing import Any, BinaryIO

from PIL import Image, ImageOps, ImageStat

from bot.domain.pictures import PictureText, Problem
from bot.ocr import fingerprint, layout, picture
from bot.ocr.layout import Piece, Point
from bot.ocr.picture import NoPicture

SIDE = 1600  # pixels
AREA = 900_000  # pixels; more takes more memory and reads no better (bench.flyers)
LONGEST = 3.0  # times as long as wide; the recogniser blows up the short side, whatever the long one becomes
NARROWEST = 16  # pixels; less holds no letter
DARK = 110  # mean grey of 255; a darker picture is read as its negative
SURE = 0.5  # score below which a piece is dropped
POOR = 0.8  # certainty of a whole page below which it may be upside down
TALL = 2.0  # times as high as wide: a piece that stands on its end
SHORTEST = 6  # letters and digits; fewer are no words
SAMPLE = 3  # pieces recognised to find which way is up
NICENESS = 5
SECONDS = 30  # the parent's limit is shorter; this one is for a child without a parent
HEAD = struct.Struct(">I")


class Recogniser:
    """rapidocr's detection and recognition, one thread, no connection. Raises ImportError when it is missing."""

    def __init__(self) -> None:
        import cv2
        import numpy
        from rapidocr import RapidOCR
        from rapidocr.ch_ppocr_rec import TextRecInput

        threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
        engine: Any = RapidOCR(params={"Global.log_level": "critical", **threads})
        cv2.setNumThreads(1)
        self._cv2: Any = cv2
        self._numpy: Any = numpy
        self._detect: Any = engine._load_det_model()
        self._recognise: Any = engine._load_rec_model()
        self._input: Any = TextRecInput

    def read(self, shown: Image.Image) -> str:
        """The words of a picture in reading order, whichever way up it was taken; "" when there are none."""
        pixels = self._numpy.asarray(shown)[:, :, ::-1]
        boxes = self._detect(pixels).boxes
        if boxes is None or not len(boxes):
            return ""
        boxes = [from_top_left([(float(x), float(y)) for x, y in box]) for box in boxes]
        cuts = [self._cut(pixels, box) for box in boxes]
        turns, texts = self._best_way_up(cuts)
        pieces = [
            Piece(text, score, turned_corners(box, turns, shown.size))
            for (text, score), box in zip(texts, boxes, strict=True)
            if text.strip() and score >= SURE
        ]
        return layout.in_reading_order(pieces)

    def _cut(self, pixels: Any, box: Sequence[Point]) -> Any:
        """The piece inside four corners, straightened."""
        top_left, top_right, bottom_right, bottom_left = box
        width = max(int(max(dist(top_left, top_right), dist(bottom_left, bottom_right))), 1)
        height = max(int(max(dist(top_left, bottom_left), dist(top_right, bottom_right))), 1)
        straight = self._numpy.float32([[0, 0], [width, 0], [width, height], [0, height]])
        matrix = self._cv2.getPerspectiveTransform(self._numpy.float32(box), straight)
        return self._cv2.warpPerspective(
            pixels,
            matrix,
            (width, height),
            borderMode=self._cv2.BORDER_REPLICATE,
            flags=self._cv2.INTER_CUBIC,
        )

    def _best_way_up(self, cuts: list[Any]) -> tuple[int, list[tuple[str, float]]]:
        """Quarter turns (counter-clockwise) that put the page upright, and what its pieces then say.

        Most pieces of a page are wider than high; where they are not, it lies on a side. Which side, or upside down,
        the recogniser's own certainty tells.
        """
        longest = sorted(cuts, key=lambda cut: max(cut.shape[:2]), reverse=True)[:SAMPLE]
        if sum(cut.shape[0] > cut.shape[1] for cut in longest) * 2 > len(longest):
            turns = max((1, 3), key=lambda turns: certainty(self._texts(longest, turns)))
            return turns, self._texts(cuts, turns)
        texts = self._texts(cuts, 0)
        if certainty(texts) < POOR and certainty(self._texts(longest, 2)) > certainty(
            self._texts(longest, 0)
        ):
            return 2, self._texts(cuts, 2)
        return 0, texts

    def _texts(self, cuts: list[Any], turns: int) -> list[tuple[str, float]]:
        """Text and score of each piece on a page turned so; pieces across the others are turned for themselves."""
        upright = [self._numpy.rot90(cut, turns + is_across(cut.shape, turns)) for cut in cuts]
        found = self._recognise(self._input(img=upright))
        return list(zip(found.txts or [""] * len(cuts), found.scores, strict=False))


def from_top_left(corners: Sequence[Point]) -> list[Point]:
    """The corners (clockwise) beginning with the one from which the next lies to the right.

    Detection begins anywhere when a piece leans.
    """
    edges = [(b[0] - a[0], abs(b[1] - a[1])) for a, b in pairwise((*corners, corners[0]))]
    first = max(range(len(edges)), key=lambda number: edges[number][0] - edges[number][1])
    return [*corners[first:], *corners[:first]]


def is_across(shape: Sequence[int], turns: int) -> bool:
    """Whether a long piece (height, width) would stand on its end on a page turned so."""
    height, width = shape[:2] if turns % 2 == 0 else shape[1::-1]
    return height > TALL * width


def certainty(texts: Sequence[tuple[str, float]]) -> float:
    """Mean score, longer texts counting for more."""
    letters = sum(len(text) for text, _ in texts)
    return sum(score * len(text) for text, score in texts) / letters if letters else 0.0


def turned_corners(corners: Sequence[Point], turns: int, size: tuple[int, int]) -> list[Point]:
    """Corners (top left first, clockwise) after quarter turns counter-clockwise of a picture (width, height)."""
    width, height = size
    for _ in range(turns):
        corners = [(y, width - x) for x, y in (*corners[1:], corners[0])]
        width, height = height, width
    return list(corners)


def prepared(shown: Image.Image) -> Image.Image:
    """The picture as it is read best: not too large, grey, the contrast stretched, dark ones as negatives."""
    width, height = shown.size
    scale = min(1.0, sqrt(AREA / (width * height)))
    grey = shown.convert("L").resize((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)
    grey = ImageOps.autocontrast(grey, cutoff=0.5)
    if ImageStat.Stat(grey).mean[0] < DARK:
        grey = ImageOps.invert(grey)
    least = round(max(grey.size) / LONGEST)
    padded = Image.new("L", (max(grey.width, least), max(grey.height, least)), "white")
    padded.paste(grey)
    return padded.convert("RGB")


def read(recogniser: Recogniser, data: bytes) -> PictureText:
    """One picture. Never raises for what is in it."""
    began = time.monotonic()
    try:
        shown = picture.opened(data, SIDE)
    except NoPicture as error:
        return PictureText(problem=error.problem)
    text = recogniser.read(prepared(shown)) if min(shown.size) >= NARROWEST else ""
    problem = None if sum(map(str.isalnum, text)) >= SHORTEST else Problem.UNREADABLE
    seconds = time.monotonic() - began
    return PictureText(text if problem is None else "", problem, fingerprint.taken(shown), round(seconds, 3))


def main() -> None:
    """Answer until the input ends."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library prints may get between the answers
    os.nice(NICENESS)
    try:
        recogniser = Recogniser()
    except ImportError:
        _send(sink, PictureText(problem=Problem.UNAVAILABLE))
        return
    _send(sink, PictureText())
    while data := _next(source):
        signal.alarm(SECONDS)
        answer = read(recogniser, data)
        signal.alarm(0)
        _send(sink, answer)


def _next(source: BinaryIO) -> bytes:
    """The next picture; b"" at the end."""
    head = source.read(HEAD.size)
    return source.read(HEAD.unpack(head)[0]) if len(head) == HEAD.size else b""


def _send(sink: BinaryIO, answer: PictureText) -> None:
    body = json.dumps(asdict(answer)).encode()
    sink.write(HEAD.pack(len(body)) + body)
    sink.flush()


if __name__ == "__main__":
    main()
