"""Lines of a TOML file by the way to what stands there."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.content import ContentError, lines

ROOT = Path(__file__).parents[2]
TEXT = """# a comment with [a.table] and key = 1
first = 1
[text.id]
body = \"\"\"
title = "inside"
[not.a.table]
\"\"\"
answers = [
    "one = 1",
    "two",  # ] no end
]
title = "outside"  # [nor.this]
"odd key" = { a = 1, b = [2] }
[[entry]]
id = "a"
[[entry.part]]
name = "x"
[[entry.part]]
name = "y"
[[entry]]
id = "b"
[entry.rest]
deep.er = 3
"""


@pytest.mark.parametrize(
    ("way", "line"),
    [
        (("first",), 2),
        (("text", "id"), 3),
        (("text", "id", "body"), 4),
        (("text", "id", "answers", 1), 8),
        (("text", "id", "title"), 12),
        (("text", "id", "odd key", "b"), 13),
        (("entry", 0, "id"), 15),
        (("entry", 0, "part", 1, "name"), 19),
        (("entry", 1), 20),
        (("entry", 1, "missing"), 20),
        (("entry", 1, "rest", "deep", "er"), 23),
        (("text", "id", "inside"), 3),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_the_line_of(way: tuple[str | int, ...], line: int) -> None:
    assert tomllib.loads(TEXT)
    assert lines.line_of(TEXT, way) == line


def leaves(data: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Ways to everything that is set somewhere."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*way, key))
    elif isinstance(data, list) and any(isinstance(item, dict) for item in data):
        for number, item in enumerate(data):
            yield from leaves(item, (*way, number))
    else:
        yield way


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.toml")), ids=lambda path: path.name)
def test_every_key_of_the_real_content_stands_in_its_line(path: Path) -> None:
    """What stands in an inline table stands where that begins."""
    text = path.read_text("utf-8")
    told = text.split("\n")
    for way in leaves(tomllib.loads(text)):
        said = told[lines.line_of(text, way) - 1]
        assert any(str(key) in said for key in way[-3:] if isinstance(key, str)), (way, said)


@pytest.mark.parametrize(
    ("entry", "way"),
    [
        ("entry.a.part.y", ("entry", 0, "part", 1)),
        ("entry.1.rest", ("entry", 1, "rest")),
        ("y", ("entry", 0, "part", 1, "name")),
        ("text.id.title.more", ("text", "id", "title")),
        ("nothing", ()),
    ],
)
def test_the_way_to_what_a_message_names(entry: str, way: tuple[str | int, ...]) -> None:
    assert lines.way_to(tomllib.loads(TEXT), entry) == way


def test_a_mistake_without_a_file_keeps_its_words(tmp_path: Path) -> None:
    error = ContentError("lessons", "order", "is wrong")
    assert str(lines.located(tmp_path, error)) == "content/lessons: order: is wrong"
