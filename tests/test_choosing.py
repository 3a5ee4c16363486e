"""Some words of a label stand for it when no other label has them."""

import pytest

from bot.domain.choosing import typed
from bot.domain.messages import Choice

LABELS = {"a": "Boleh, kabari sini", "b": "Lewat kode saja", "c": "Lewati", "d": "Ada yang di bawah 18"}
CHOICES = tuple(Choice(id_) for id_ in LABELS)


@pytest.mark.parametrize(
    ("text", "choice"),
    [("kabari sini", "a"), ("boleh", "a"), ("ada", "d"), ("di bawah 18", "d"), ("kode", "b"), ("lewati", "c"),
     ("lewat", "b"), ("sini saja", None), ("ad", None), ("18", None)],
)  # fmt: skip
def test_part_of_a_label_is_enough(text: str, choice: str | None) -> None:
    found = typed(text, CHOICES, lambda one: LABELS[one.id])
    assert (found.id if found else None) == choice
