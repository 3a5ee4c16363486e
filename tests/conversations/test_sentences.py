"""Every sentence a program may ask for is there, in all languages, with the same parameters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.conftest import CATALOGS, ROOT

SOURCES = sorted(
    [
        *(ROOT / "handlers").rglob("*.py"),
        *(ROOT / "bot/services").rglob("*.py"),
        *(ROOT / "bot/domain").rglob("*.py"),
        ROOT / "bot/exchange.py",
    ]
)
OWN = re.compile(
    r"^(engine|menu|help|language|erase|opportunities|check|hotline|report|receipt|emergency|despair|awareness|quiz|case|push|places|look|own|indicator|leave|stage|traces|poster|cadre|warning|training|exercise|map|exchange)\."
)
LONGEST_SENTENCE = 15  # words
NEVER = re.compile(r"\b(mohon|demikian|aman)\b", re.IGNORECASE)
SENTENCES = CATALOGS.sentences["id"]


def keys_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Keys a file asks for; those put together at run time as a pattern."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and OWN.match(node.value):
                yield node.value, False
            continue
        first = node.args[0]
        if node.func.id == "Reply" and isinstance(first, ast.JoinedStr):
            parts = [re.escape(p.value) if isinstance(p, ast.Constant) else ".+" for p in first.values]
            yield "".join(parts), True
        if node.func.id == "Choice" and isinstance(first, ast.Constant) and len(node.args) == 1:
            yield f"choice.{first.value}", False


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_key_in_the_code_has_a_sentence(path: Path) -> None:
    for key, is_pattern in keys_of(path):
        if key.endswith((".toml", ".")):
            continue
        found = any(re.fullmatch(key, known) for known in SENTENCES) if is_pattern else key in SENTENCES
        assert found, key


def test_every_key_in_a_page_has_a_sentence() -> None:
    pages = sorted((ROOT / "bot/web").rglob("*.html"))
    asked = {
        (page.name, key)
        for page in pages
        for key in re.findall(r'say\("([a-z_.]+)"', page.read_text("utf-8"))
    }
    assert len(asked) > 100
    assert {(page, key) for page, key in asked if not key.endswith(".") and key not in SENTENCES} == set()


def test_all_languages_have_the_same_sentences_and_parameters() -> None:
    for language, sentences in CATALOGS.sentences.items():
        assert set(sentences) == set(SENTENCES), language
        for key, sentence in sentences.items():
            assert _parameters(sentence) == _parameters(SENTENCES[key]), (language, key)


SEVERAL = re.compile(r"\{count\} (?:\w+ )?\w+s\b")
NEVER_ONE = {
    "console.signal.spread",
    "signal.spread",
    "signal.line.spread",
    "cadre.lessons",
}  # always several


def test_english_says_one_thing_as_one() -> None:
    singulars, sentences = CATALOGS.singulars["en"], CATALOGS.sentences["en"]
    for key, one in singulars.items():
        assert "count" in _parameters(one) <= _parameters(sentences[key]), key
        assert one != sentences[key], key
    plurals = {key for key, sentence in sentences.items() if SEVERAL.search(sentence)}
    assert plurals - singulars.keys() - NEVER_ONE == set()


def test_no_sentence_is_left_over() -> None:
    """What no code asks for any more is taken out."""
    asked = {key for path in SOURCES for key in keys_of(path)}
    plain = {key for key, is_pattern in asked if not is_pattern}
    patterns = [re.compile(key) for key, is_pattern in asked if is_pattern]
    unused = [
        key
        for key in SENTENCES
        if OWN.match(key)
        and not key.startswith("menu.command.")
        and key not in plain
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


@pytest.mark.parametrize("language", CATALOGS.languages)
def test_labels_fit_on_a_button(language: str) -> None:
    labels = {
        k: v for k, v in CATALOGS.sentences[language].items() if k.startswith("choice.") and "{" not in v
    }
    assert {key: label for key, label in labels.items() if not 0 < len(label) <= 20} == {}


def test_sentences_are_short_and_spoken() -> None:
    """At most 15 words, no office words, and never the word "safe" for an offer."""
    for key, text in SENTENCES.items():
        if not OWN.match(key):
            continue
        assert not NEVER.search(text), key
        for sentence in re.split(r"[.!?:](?:\s|$)|\n", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, (key, sentence)


def _parameters(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))
