"""`benteng content cards`: the cards of all weekly messages as pictures, to print or to hand on."""

import argparse
import asyncio
from pathlib import Path

from bot.app import App
from bot.commands import posters
from bot.paper import card as paper
from bot.services import cards


def run(app: App, options: argparse.Namespace) -> int:
    """One file a message and language, named as the message's own file. Exit status 0."""
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    doors = asyncio.run(posters.doors(app))
    languages = [options.language] if options.language else app.desk.catalogs.languages
    wanted = [
        (entry, language)
        for entry in app.desk.content.lessons
        for language in languages
        if cards.entry(app.desk, entry.id) is not None and cards.language_of(entry, language) == language
    ]
    for entry, language in wanted:
        drawn = paper.png(paper.svg(cards.card(app.desk, entry, language, doors)))
        (folder / f"{entry.order:02}_{entry.id}.{language}.png").write_bytes(drawn)
    print(
        f"{folder}: {len(wanted)} cards; their code leads to {doors.first()[2] or 'nowhere (no channel is on)'}"
    )
    return 0
