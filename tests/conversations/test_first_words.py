"""Whoever tells of harm as their first words gets a number for danger and a way to report it: labelled reports, sent
unprompted through the engine with the real screening."""

from collections.abc import Mapping

from bench.evaluation import rows_of, sets
from bot.domain.offers import Opening, Triage, Verdict
from tests.conversations.conftest import NOW, Chat
from tests.fakes.facts import FakeFacts
from tests.screening.samples import registry, screener

NUMBERS = ("110", "129", "157", "0800-1000")
WARNED = 0.96  # of merah reports: a number at once


class RealFacts(FakeFacts):
    def screen(self, text: str, known: Mapping[str, str]) -> Verdict:
        return screener().screen(text, known, registry())

    def triage(self, text: str) -> Triage:
        return screener().triage(text, NOW.date())

    def opening(self, text: str) -> Opening:
        return screener().opening(text)


def test_first_words_of_a_report():
    warned = grave = 0
    for row in (row for file in sets("reports") for row in rows_of(file, "severity")):
        chat = Chat(facts=RealFacts()).says(row["text"])
        goes_on = chat.step.startswith(("report_broker.", "emergency.", "check_offer.read_answer"))
        assert goes_on or "lapor" in {choice.id for choice in chat.choices}, row["text"]
        if row["severity"] == "merah":
            grave += 1
            warned += any(number in chat.rendered for number in NUMBERS)
    assert warned / grave >= WARNED
