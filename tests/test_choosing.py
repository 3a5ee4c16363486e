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


PEOPLE = {"one": "1 orang", "few": "2 sampai 5 orang", "many": "Lebih dari 5"}


@pytest.mark.parametrize(
    ("text", "choice"),
    [("1 orng", "one"), ("3 orang", None), ("2 smpai 5 orang", "few"), ("lebih dari 6", None)],
)
def test_no_misspelling_changes_a_number(text: str, choice: str | None) -> None:
    found = typed(text, [*map(Choice, PEOPLE)], lambda one: PEOPLE[one.id])
    assert (found.id if found else None) == choice
