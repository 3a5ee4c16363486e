"""Which documents an offer asks for or does without, and who bears its costs."""

from collections.abc import Iterator

from bot.screening.book import Book
from bot.screening.passage import Passage

ASKED, WAIVED = "asked", "waived"
NEAR = 6  # words between "bring" or "not needed" and the document
PAYERS = ("employer", "loan", "worker", "government")  # subjects `payer_<who>` of the lexicon
DOCUMENTS = (
    "ktp",
    "kk",
    "ijazah",
    "paspor",
    "akta",
    "surat_izin",
    "skck",
    "buku_nikah",
    "buku_pelaut",
    "sertifikat",
)  # fmt: skip  (subjects `document_<which>`)


def documents(here: Passage, book: Book) -> Iterator[tuple[int, int, str]]:
    """(first word, last word, "ijazah asked" or "ijazah waived"); mere mention gives nothing."""
    asks = [found.first for found in book.subject("papers_asked").all(here)]
    waives = [found.first for found in book.subject("papers_waived").all(here, keep_negated=True)]
    for which in DOCUMENTS:
        for found in book.subject(f"document_{which}").all(here, keep_negated=True):
            if found.first in here.taken_back or _is_near(here, found.first, waives):
                yield found.first, found.last, f"{which} {WAIVED}"
            elif _is_near(here, found.first, asks):
                yield found.first, found.last, f"{which} {ASKED}"


def payers(here: Passage, book: Book) -> Iterator[tuple[int, int, str]]:
    """(first word, last word, who) of those said to bear costs."""
    for who in PAYERS:
        found = book.subject(f"payer_{who}").find(here)
        if found is not None:
            yield found.first, found.last, who


def _is_near(here: Passage, place: int, others: list[int]) -> bool:
    """In the same sentence, a few words away."""
    sentence = here.words[place].sentence
    return any(abs(other - place) <= NEAR and here.words[other].sentence == sentence for other in others)
