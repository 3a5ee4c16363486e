"""What documents tell people to type, to tap and to open is understood, stands on a button, and answers."""

import re

import pytest

from bot.domain import chat_words, choosing
from bot.domain.casework import Page
from tests.conversations.conftest import BOOK, CATALOGS
from tests.documents.reading import ROOT, Document, documents

DOCUMENTS = [document for document in documents() if document.name != "CHANGELOG.md"]
NAMES = [document.name for document in DOCUMENTS]
TYPED = re.compile(
    r"\b(?:[Kk]etik|[Mm]engetik|[Tt]ypes?|kata|word) (?:the word )?([A-Z]{3,}(?: [A-Z]{3,})?)\b"
)
TAPPED = re.compile(r"\b(?:[Kk]etuk|[Mm]engetuk|[Tt]aps?) \*\*([^*]{1,20})\*\*|\[([A-Z][^\]`]{2,19})\](?!\()")
CODE = re.compile(r"`[^`]*`")
PAGE = re.compile(r"`(?:https://HOST)?(/konsol(?:/[a-z]+)?)`")
ENGINE = (
    chat_words.STOP_WORDS
    | chat_words.BACK_WORDS
    | chat_words.CANCEL_WORDS
    | chat_words.EXIT_WORDS
    | chat_words.RESUME_WORDS
)
WORDS = {choosing.plain(word) for word in (*BOOK.by_word, *ENGINE, *chat_words.START_WORDS)}
LABELS = {
    sentence
    for sentences in CATALOGS.sentences.values()
    for key, sentence in sentences.items()
    if key.startswith("choice.")
}


def pages() -> set[str]:
    """Every page of the console, as the modules name them, and those outside it."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    inside = {f"/konsol/{name}" for name in re.findall(r"\{HOME\}/([a-z]+)", text)}
    once = {f"/konsol/{page}" for page in Page}
    return {"/konsol", *inside, *once, *re.findall(r'"(/konsol/[a-z]+)', text)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_what_is_to_be_typed_is_understood(document: Document) -> None:
    typed = {choosing.plain(word) for word in TYPED.findall(document.prose)}
    assert {word for word in typed if word not in WORDS} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_what_is_to_be_tapped_stands_on_a_button(document: Document) -> None:
    tapped = {one or other for one, other in TAPPED.findall(CODE.sub("", document.prose))}
    assert {label for label in tapped if label not in LABELS} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_page_of_the_console_is_there(document: Document) -> None:
    assert set(PAGE.findall(document.text)) - pages() == set()


def test_mistakes_would_be_found() -> None:
    text = "Ketik GABUNGG, lalu ketuk **Terimaa**. [Lanjutkan kirimm] Lihat `/konsol/kesehatann`."
    document = Document(ROOT / "x.md", text)
    assert TYPED.findall(document.prose) == ["GABUNGG"] and "gabungg" not in WORDS
    assert [one or other for one, other in TAPPED.findall(document.prose)] == ["Terimaa", "Lanjutkan kirimm"]
    assert not {"Terimaa", "Lanjutkan kirimm"} & LABELS
    assert set(PAGE.findall(text)) - pages() == {"/konsol/kesehatann"}
