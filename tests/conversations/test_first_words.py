"""Whoever tells of harm as their first words gets a number for danger and a way to report it: labelled reports, sent
unprompted through the engine with the real screening."""

from bench.evaluation import rows_of, sets
from bench.wording import RealFacts
from bot.domain.offers import Triage
from tests.conversations.conftest import NOW, Chat
from tests.screening.samples import registry, screener

NUMBERS = ("110", "129", "157", "0800-1000", "9007-0027")
WARNED = 0.96  # of merah reports: a number at once


class Told(RealFacts):
    def triage(self, text: str) -> Triage:
        return screener().triage(text, NOW.date())


def test_first_words_of_a_report():
    warned = grave = 0
    for row in (row for file in sets("reports") for row in rows_of(file, "severity")):
        chat = Chat(facts=Told(registry())).says(row["text"])
        goes_on = chat.step.startswith(("report_broker.", "emergency.", "check_offer.read_answer"))
        assert goes_on or "lapor" in {choice.id for choice in chat.choices}, row["text"]
        if row["severity"] == "merah":
            grave += 1
            warned += any(number in chat.rendered for number in NUMBERS)
    assert warned / grave >= WARNED
