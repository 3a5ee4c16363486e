"""`benteng content check` and `preview`: what an author has to mend, and how it reads."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot import content
from bot.content import Content, checks
from bot.i18n import Catalogs
from bot.screening.screener import Screener

ROOT = Path(__file__).parents[2]


def run(options: argparse.Namespace) -> int:
    """Validate all content; errors end with status 1, what is past its review date is listed."""
    facts = content.load(ROOT / "content")
    catalogs = Catalogs.load(ROOT / "locales").extended(facts.sentences)
    if options.action == "preview":
        told = [*preview(facts, catalogs, options.id, options.language)]
        print("\n".join(told) if told else f"{options.id}: no lesson, rule or sentence of this name")
        return 0 if told else 1
    try:
        Screener(facts.rulebook)
    except ValueError as error:
        print(f"content/rules: {error}")
        return 1
    problems = checks.problems(facts, catalogs.sentences, date.today())  # noqa: DTZ011  (the office's own day)
    for problem in problems:
        print(problem)
    errors = sum(problem.is_error for problem in problems)
    print(f"content: {len(facts.rulebook.rules)} rules, {len(facts.hotlines.entries)} hotlines, "
          f"{len(facts.lessons)} lessons, {len(catalogs.languages)} languages, {errors} errors")  # fmt: skip
    return 1 if errors else 0


def preview(content: Content, catalogs: Catalogs, ident: str, language: str | None = None) -> Iterator[str]:
    """Lines to print; nothing for an id that stands for nothing."""
    for code in [language] if language else catalogs.languages:
        told = [text for key in _keys(content, ident) if (text := _text(catalogs, key, code))]
        if told:
            yield f"-- {code}"
            yield "\n\n".join(told)
            yield ""


def _keys(content: Content, ident: str) -> tuple[str, ...]:
    lesson = next((entry for entry in content.lessons if entry.id == ident), None)
    if lesson is not None:
        answers = [f"answer{number}" for number in range(1, len(lesson.text["id"].answers) + 1)]
        return tuple(
            f"lesson.{ident}.{part}" for part in ("title", "body", "question", *answers, "because", "card")
        )
    if any(rule.id == ident for rule in content.rulebook.rules):
        return f"rule.{ident}", f"ground.{ident}"
    return (ident,)


def _text(catalogs: Catalogs, key: str, language: str) -> str:
    """The sentence as it stands, parameters in braces; "" when the language has none."""
    return catalogs.sentences.get(language, {}).get(key, "")
