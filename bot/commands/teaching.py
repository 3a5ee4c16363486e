"""`benteng content results`: what the weekly messages taught, as their quiz tells, never of fewer than five people.

And `benteng content cards`, which asks the channels where its codes lead.
"""

import argparse

from bot.app import App
from bot.commands import cards
from bot.services import quiz
from bot.services.quiz import Share


def run(app: App, options: argparse.Namespace) -> int:
    return cards.run(app, options) if options.action == "cards" else results(app, options)


def results(app: App, options: argparse.Namespace) -> int:
    """One line a lesson and village. Exit status 0, also without any answer."""
    places = {pin.place.code: pin.place.name for pin in app.database.read(app.desk.places)}
    found = [result for result in app.database.read(quiz.results) if options.villages or not result.village]
    for result in found:
        place = places.get(result.village, result.village) or "all"
        print(f"{result.lesson}\t{place}\tguessed rightly before: {_told(result.before)}\t"
              f"answered rightly after: {_told(result.after)}")  # fmt: skip
    if not found:
        print("Nobody has answered a quiz yet.")
    return 0


def _told(share: Share) -> str:
    return "too few people" if share.percent is None else f"{share.percent} % of {share.answered}"
