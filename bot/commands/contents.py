"""`benteng content check` and `preview`: what an author has to mend, with file and line, and how it reads."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot import content
from bot.commands import complaints, trying
from bot.commands.previewing import preview
from bot.content import Content, ContentError, checks
from bot.content.checks import Problem
from bot.i18n import Catalogs
from bot.paper.card import Card, laid_out
from bot.paper.wrapping import TooLong
from bot.screening.screener import Screener

ROOT = Path(__file__).parents[2]


def run(options: argparse.Namespace) -> int:
    """Exit status 1 when something has to be mended, or nothing goes by the name to preview."""
    if options.action == "preview":
        facts, catalogs = _read(ROOT)
        told = [*preview(facts, catalogs, options.id, options.language)]
        print(
            "\n".join(told)
            if told
            else f"{options.id}: no lesson, template, rule, voice or sentence of this name"
        )
        return 0 if told else 1
    found, counts = problems(ROOT, date.today(), is_strict=options.strict)  # noqa: DTZ011  (the office's own day)
    for problem in found:
        print(problem)
    errors = sum(problem.is_error for problem in found)
    print(f"content: {counts}{errors} errors")
    return 1 if errors else 0


def problems(root: Path, today: date, *, is_strict: bool = False) -> tuple[list[Problem], str]:
    """Everything to mend below a folder that holds `content` and `locales`, errors first; and how much there is.

    What cannot be read ends the search. For the strict it is an error to be past a review date.
    """
    try:
        facts, catalogs = _read(root)
        screener = Screener(facts.rulebook)
    except ContentError as error:
        place = f"content/{error.file}" + (f":{error.line}" if error.line else "")
        return [Problem(f"content/{error.file}", error.entry, error.what, place=place)], ""
    except ValueError as error:  # a catalog that is none, or a phrase of a rule
        where, _, what = str(error).partition(": ")
        is_placed = where.startswith("locales/")
        if is_placed:
            return [Problem(where, "file", what)], ""
        return [Problem("content/rules", "phrase", str(error), place=_naming(root, str(error)))], ""
    located = map(
        complaints.finder(root / "content", catalogs),
        [
            *checks.problems(facts, catalogs.sentences, today),
            *_cards(facts),
            *trying.own_lines(facts.flags, screener),
            *trying.innocents(root, screener),
        ],
    )
    told = [
        replace(one, is_error=one.is_error or (is_strict and one.field == "review_by")) for one in located
    ]
    counts = (f"{len(facts.rulebook.rules)} rules, {len(facts.hotlines.entries)} hotlines, {len(facts.faq)} answers, "
              f"{len(facts.lessons)} lessons, {len(catalogs.languages)} languages, ")  # fmt: skip
    return sorted(told, key=lambda problem: not problem.is_error), counts


def _naming(root: Path, complaint: str) -> str:
    """The first line of the content that names the word list a complaint names; "" when none does."""
    name = re.search(r"@(\w+)", complaint)
    for path in sorted((root / "content").glob("**/*.toml")) if name else ():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if name and re.search(rf"@{name[1]}\b", line.partition(" # ")[0]):
                return f"{path.relative_to(root)}:{number}"
    return ""


def _read(root: Path) -> tuple[Content, Catalogs]:
    """Raises ContentError, ValueError."""
    facts = content.load(root / "content")
    return facts, Catalogs.load(root / "locales").extended(facts.sentences)


def _cards(facts: Content) -> Iterator[Problem]:
    """Sentences that would not fit on their picture."""
    for entry in facts.lessons:
        for language, text in entry.text.items():
            try:
                laid_out(Card(entry.theme, text.card, "", ()))
            except TooLong:
                yield Problem(
                    "content/lessons", entry.id, f"does not fit on its card ({language})", field="card"
                )
