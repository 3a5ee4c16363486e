"""The pictures of the handbooks show today's chat. `pytest --update tests/documents` draws them anew."""

import re
from html import unescape
from itertools import pairwise

import pytest

from tests.documents.reading import ROOT, documents
from tests.documents.scenes import SCENES
from tools.chat_pictures import MOST, SIZE, Bubble, broken, svg, width

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 60_000  # bytes: they are read over slow lines, too


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_shows_what_the_chat_says_today(name: str, request: pytest.FixtureRequest) -> None:
    title, play = SCENES[name]
    drawn = svg(play().bubbles, title)
    path = FOLDER / f"{name}.svg"
    if request.config.getoption("--update"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn, "look at the difference, then run pytest --update"
    assert len(drawn.encode()) < LARGEST


def test_every_picture_is_shown_somewhere_and_told_in_words() -> None:
    """Who cannot see it reads what it shows."""
    told = {
        (document.path.parent / path).resolve(): words
        for document in documents()
        for words, path in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", document.prose)
    }
    assert {path for path in FOLDER.glob("*.svg") if path not in told} == set()
    assert [path.name for path, words in told.items() if len(words.split()) < 3] == []


def test_what_the_picture_of_the_architecture_names_is_there() -> None:
    drawn = (FOLDER / "architecture.svg").read_text(encoding="utf-8")
    named = set(
        re.findall(r"\b(?:bot|handlers|content|locales)/[\w/.]*\w|\b(?:handlers|content|locales)/", drawn)
    )
    assert len(named) > 8
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_word_of_a_message_stands_in_its_picture() -> None:
    text = "Pertama <b> & satu\n\nKedua " + "x" * 90
    drawn = svg([Bubble(text, ("Ya & tidak",)), Bubble("Baik", is_mine=True)], "Judul")
    shown = [unescape(line) for line in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)]
    assert "".join(shown).replace(" ", "") == (text + "Ya & tidak" + "Baik").replace(" ", "").replace(
        "\n", ""
    )
    assert all(width(line, SIZE, is_bold=False) <= MOST for line in broken(text))


def test_bubbles_stand_below_one_another() -> None:
    drawn = svg([Bubble("Satu\nDua", ("A", "B")), Bubble("Tiga", is_mine=True)], "Judul")
    tops = [
        (int(y), int(high))
        for y, high in re.findall(r'<rect x="\d+" y="(\d+)" width="\d+" height="(\d+)"', drawn)
    ][1:]
    assert len(tops) == 4
    assert all(top + high <= following for (top, high), (following, _) in pairwise(tops))
