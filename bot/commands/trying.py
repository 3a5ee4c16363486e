"""Rules tried out: on the `hit` and `miss` lines of their authors, and on what people write every day.

A phrase that is too broad passes its own lines, and makes every second message dangerous.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.content.checks import Problem
from bot.content.rulebook import RuleEntry
from bot.domain.offers import Level
from bot.screening.directory import NO_LISTS
from bot.screening.rules import WORRYING
from bot.screening.screener import Screener

INNOCENT = "content/innocent.txt"
BY_LISTS = (  # conditions that hold by a list of companies, or by what officers confirmed
    "revoked", "suspended", "lapsed", "cloned", "unlisted", "similar", "other_phone", "confirmed", "confirmed_name",
)  # fmt: skip
LISTED = NO_LISTS.on(date.min)
ASKED = {"fee": "belum_tahu"}  # somebody who sent CEK has said it is an offer


def own_lines(flags: tuple[RuleEntry, ...], screener: Screener) -> Iterator[Problem]:
    """A `hit` that does not fire its rule, a `miss` that does. What lists and officers have to tell is left out."""
    for flag in flags:
        for field, lines, fires, asked in (("hit", _told(flag), True, ASKED), ("miss", flag.miss, False, {})):
            for line in lines:
                if (flag.id in screener.screen(line, asked, LISTED).rules) is not fires:
                    what = f'"{line}" stands in {field} and {"does not fire it" if fires else "fires it"}'
                    yield Problem("content/rules", flag.id, what, field=field)


def _told(flag: RuleEntry) -> tuple[str, ...]:
    return () if flag.condition in BY_LISTS else flag.hit


def innocents(root: Path, screener: Screener) -> Iterator[Problem]:
    """Each everyday line on which a red flag fires, or that is taken for an offer, with the rules and the words."""
    path = root / INNOCENT
    if not path.is_file():
        yield Problem(INNOCENT, "file", "is missing: it shows which phrases are too broad")
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        place, flags = f"{INNOCENT}:{number}", [h for h in screener.flags(text) if h.weight >= WORRYING]
        for hit in flags:
            what = f'fires on "{hit.evidence}" in the innocent "{text}": a phrase is too broad'
            yield Problem(INNOCENT, hit.rule, what, place=place)
        level = screener.screen(text, {}, LISTED).level
        if not flags and level is not Level.BUKAN_TAWARAN:
            yield Problem(INNOCENT, level.value, f'comes of the innocent "{text}"', place=place)
