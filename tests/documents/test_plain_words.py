"""What villagers, cadres and officers read is as plain as their chat: short sentences, no words of offices."""

import pytest

from bot.content import readability
from tests.documents.reading import ROOT, Document, documents

READ = [document for document in documents() if document.name.endswith(".id.md")]
PLAIN = readability.plain_words(ROOT / "content")
NAMES_OF_THINGS = (
    "has long words"  # a document names more things than a message: "autentikator", "penyelundupan"
)


def hard(document: Document) -> list[str]:
    return [
        f"{fault}: {paragraph[:60]}"
        for paragraph in document.paragraphs
        for fault in readability.faults(paragraph, PLAIN)
        if not fault.startswith(NAMES_OF_THINGS)
    ]


@pytest.mark.parametrize("document", READ, ids=[document.name for document in READ])
def test_documents_in_bahasa_are_plain(document: Document) -> None:
    assert hard(document) == []


def test_a_hard_sentence_is_found_wherever_it_stands() -> None:
    long = " ".join(["kata"] * 20)
    text = (
        f"# Judul\n\nPendek. {long}.\n\n- butir\n  {long}\n\n| a | {long} |\n\n    {long}\n\nmohon `mohon`\n"
    )
    found = [fault.split(";")[0].split(": #")[0] for fault in hard(Document(ROOT / "x.id.md", text))]
    assert found == [
        "has a sentence of 20 words",
        "has a sentence of 21 words",
        "has a sentence of 20 words",
        'says "mohon"',
    ]
