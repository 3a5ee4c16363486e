"""A language half as long again as ours, in signs ours has not: no word comes from outside the catalogs.

What is cut to fit a button still tells it from the others.
"""

import re

import pytest

from bot.domain.channel import Limits
from bot.domain.messages import Reply
from bot.i18n import Catalogs
from tests.conversations.conftest import CATALOGS, LIMITS, Chat
from tests.conversations.paths import PATHS
from tests.conversations.test_everywhere import after

LONG = "de"  # a language we do not have: its dates are longer, too
ACCENTED = str.maketrans("aeiouAEIOUcnsyz", "áéíóúÁÉÍÓÚçñšýž")
PARAMETER = re.compile(r"(\{\w+\})")
ON_A_SMALL_SCREEN = Limits(text=1024, buttons=3)


def lengthened(sentence: str) -> str:
    """Between marks, so that what stands outside of them came from elsewhere."""
    said = "".join(
        part if part.startswith("{") else part.translate(ACCENTED) for part in PARAMETER.split(sentence)
    )
    return f"⟦{said}{'·' * (len(sentence) // 2)}⟧"


def outside(text: str) -> str:
    """What is between no marks."""
    depth, found = 0, []
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        found += [sign] if depth == 0 and sign != "⟧" else []
    assert depth == 0, text
    return "".join(found)


PSEUDO = Catalogs(
    {**CATALOGS.sentences, LONG: {k: lengthened(v) for k, v in CATALOGS.sentences["id"].items()}},
    languages=CATALOGS.languages,
)


@pytest.mark.parametrize("place", PATHS)
def test_every_answer_on_the_way_is_in_that_language(place: str) -> None:
    for length in range(1, len(PATHS[place]) + 1):
        check(after(place, PATHS[place][:length]).replies)


def test_so_are_the_menu_a_verdict_and_its_grounds() -> None:
    chat = Chat()
    for said in ("halo", "Kerja di Kamboja gaji 15 juta, pakai visa turis, transfer ke rekening pribadi"):
        check(chat.says(said).replies)
    check(chat.taps("dasar").replies)


def check(replies: tuple[Reply, ...]) -> None:
    for limits in (LIMITS, ON_A_SMALL_SCREEN):
        shown = PSEUDO.render(replies, LONG, 1, limits)
        said = [PSEUDO.text(choice.label, LONG) for reply in replies for choice in reply.choices]
        strange = outside("".join(said)) + outside("\n".join(out.text for out in shown))
        assert not re.search(r"[^\W\d_]", strange), strange
        labels = [label.label for out in shown for label in out.choices]
        assert len(set(labels)) == len(labels), labels
