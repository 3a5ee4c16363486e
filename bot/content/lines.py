"""Which line of a file a mistake stands in: tomllib tells only of those it cannot read."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.content.errors import ContentError

Way = tuple[str | int, ...]
_NAMES = ("id", "code", "name")  # what an entry of a list is called in a message, instead of its number
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=\s*""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_SYNTAX = re.compile(r"at line (\d+)|line (\d+)")
_QUOTES = ('"""', "'''")


def line_of(text: str, way: Sequence[str | int]) -> int:
    """The line that begins what `way` leads to in a TOML file, or the nearest thing above it that is there; from 1."""
    lines = dict(_lines(text))
    for length in range(len(way), 0, -1):
        if (line := lines.get(tuple(way[:length]))) is not None:
            return line
    return 1


def named(data: Any, way: Sequence[str | int]) -> list[str]:
    """The way with entries by what they are called: hotline, polri_110, number."""
    words = []
    for key in way:
        data = data[key] if _has(data, key) else None
        called = next((data[name] for name in _NAMES if name in data), "") if isinstance(data, dict) else ""
        words.append(str(called) if isinstance(key, int) and called else str(key))
    return words


def _has(data: Any, key: str | int) -> bool:
    return key in data if isinstance(data, dict) else isinstance(data, list) and key in range(len(data))


def way_to(data: Any, entry: str) -> Way:
    """To what a message calls "hotline.polri_110.number", or to whatever has that name; () when there is nothing."""
    way: list[str | int] = []
    rest = entry
    while rest:
        step = next(
            (step for step in _steps(data) if rest == step[0] or rest.startswith(f"{step[0]}.")), None
        )
        if step is None:
            break
        name, key = step
        way.append(key)
        data = data[key]
        rest = rest[len(name) :].removeprefix(".")
    return tuple(way) if way else next(_named(data, entry), ())


def located(folder: Path, error: ContentError) -> ContentError:
    """The same mistake with its file and line, as far as they can be found below the content folder."""
    if error.line is not None:
        return error
    whole = folder / error.file
    paths = sorted(whole.glob("*.toml"), reverse=True) if whole.is_dir() else [whole]
    if match := _SYNTAX.search(f"{error.entry} {error.what}"):
        return ContentError(error.file, error.entry, error.what, int(match[1] or match[2]))
    for path in paths:
        if line := found(path, error.entry):
            return ContentError(str(path.relative_to(folder)), error.entry, error.what, line)
    return ContentError(error.file, error.entry, error.what, 1 if whole.suffix else None)


def found(path: Path, entry: str) -> int | None:
    """The line of an entry, or the last one that holds its name; None when nothing does."""
    try:
        text = path.read_text("utf-8")
        way = way_to(tomllib.loads(text), entry)
    except (OSError, ValueError):
        return None
    if way:
        return line_of(text, way)
    return max((number for number, line in enumerate(text.split("\n"), 1) if entry in line), default=None)


def _steps(data: Any) -> Iterator[tuple[str, str | int]]:
    """What one can go to from here: the word for it in a message, and the key."""
    if isinstance(data, Mapping):
        yield from ((str(key), key) for key in data)
    elif isinstance(data, list):
        for number, item in enumerate(data):
            names = [item[name] for name in _NAMES if name in item] if isinstance(item, Mapping) else []
            yield from ((str(name), number) for name in names[:1])
            yield str(number), number


def _named(data: Any, name: str, way: Way = ()) -> Iterator[Way]:
    """Ways to what is called so, the last one first: of two that clash the later one is the mistake."""
    steps = list(_steps(data))
    for called, key in reversed(steps):
        yield from _named(data[key], name, (*way, key))
        if called == name:
            yield (*way, key)
    if isinstance(data, list) and name in data:
        yield way
    if isinstance(data, Mapping) and name in [data.get(known) for known in _NAMES]:
        yield (*way, next(known for known in _NAMES if data.get(known) == name))


def _lines(text: str) -> Iterator[tuple[Way, int]]:
    """Every table and key with its line; what stands within text of several lines, lists and inline tables is not."""
    table: Way = ()
    counts: dict[Way, int] = {}
    closing, depth = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if closing:
            closing = "" if closing in line else closing
        elif depth:
            depth += _opened(line)
        elif match := _HEADER.match(line):
            table = _table(match[2], counts, is_list=match[1] == "[[")
            yield table, number
        elif match := _KEY.match(line):
            rest = line[match.end() :]
            yield (*table, *_parts(match[1])), number
            closing = next((q for q in _QUOTES if rest.startswith(q) and rest.count(q) == 1), "")
            depth = 0 if closing else max(_opened(rest), 0)


def _table(name: str, counts: dict[Way, int], *, is_list: bool) -> Way:
    """The way to a table; the parts of its name that are lists mean their last entry."""
    way: Way = ()
    *above, last = _parts(name)
    for part in above:
        way = (*way, part)
        if way in counts:
            way = (*way, counts[way])
    way = (*way, last)
    if is_list:
        counts[way] = counts.get(way, -1) + 1
        way = (*way, counts[way])
    return way


def _parts(name: str) -> Way:
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _opened(text: str) -> int:
    """Brackets that are opened and not closed; those inside quotes do not count."""
    bare = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*", "", text)
    return bare.count("[") - bare.count("]")
