"""The three judgements: is this offer dangerous, how urgent is this report, what is this message."""

from collections.abc import Mapping

from bot.domain.offers import Level, Opening, Registry, Triage, Verdict
from bot.domain.rulebook import Rulebook
from bot.screening import extract, registry, rules, triage
from bot.screening.extract import Reading
from bot.screening.text import found

SHORTEST_CLAIM = 12  # characters


class Screener:
    """Pure: the same text, answers and registry give the same verdict."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book

    def screen(self, text: str, known: Mapping[str, str], listed: Registry) -> Verdict:
        """Judge an offer; `known` holds answers to earlier `missing` questions. Never raises."""
        extra = [f"PT {known['company']}"] if known.get("company", "") not in rules.UNSURE else []
        places = [known["country"]] if known.get("country", "") not in rules.UNSURE else []
        reading = extract.read("\n".join([text, *extra, *places]), self._book.lexicon)
        match = registry.looked_up(reading.values("company"), reading.values("phone"), listed)
        fired = rules.hits(reading, known, match, self._book)
        is_decided = any(hit.weight >= rules.DECISIVE for hit in fired)
        if not known and self._is_talk(reading, is_decided=is_decided):
            return Verdict(Level.BUKAN_TAWARAN, entities=reading.entities, registry=match)
        is_domestic = self._is_domestic(reading)
        lvl = rules.level(fired, reading, match, is_domestic=is_domestic)
        if lvl is Level.BUKAN_TAWARAN:
            return Verdict(lvl, entities=reading.entities, registry=match)
        score = sum(hit.weight for hit in fired)
        missing = rules.missing(reading, known, lvl, self._book)
        return Verdict(lvl, score, fired, reading.entities, match, missing)

    def triage(self, text: str) -> Triage:
        """Severity of a report. Never raises."""
        return triage.judged(text, self._book)

    def opening(self, text: str) -> Opening:
        """What an unprompted message sounds like."""
        words = self._book.lexicon.words
        reading = extract.read(text, self._book.lexicon)
        if found(reading.text, words["cry"]) and not found(reading.text, words["news"], keep_negated=True):
            return Opening.EMERGENCY
        if found(reading.text, words["accuse"]) and not found(reading.text, words["news"], keep_negated=True):
            return Opening.REPORT
        if reading.values("company") or reading.values("phone"):
            return Opening.OFFER
        verdict = self.screen(text, {}, Registry())
        return Opening.UNCLEAR if verdict.level is Level.BUKAN_TAWARAN else Opening.OFFER

    def _is_talk(self, reading: Reading, *, is_decided: bool) -> bool:
        """A greeting, a general question, news or a warning: nothing anybody is asked to join."""
        words = self._book.lexicon.words
        if reading.values("company") and not found(reading.text, words["news"], keep_negated=True):
            return False
        if reading.values("phone") and len(reading.text) < 60:
            return False
        if found(reading.text, words["news"], keep_negated=True):
            return True
        if is_decided and len(reading.text) >= SHORTEST_CLAIM and not self._is_question(reading):
            return False
        works = found(reading.text, words["work"], keep_negated=True) or reading.salaries
        abroad = reading.values("country") or found(reading.text, words["abroad"], keep_negated=True)
        if self._is_question(reading):
            return True
        if self._is_domestic(reading):
            return not found(reading.text, words["work"], keep_negated=True)
        return not (works and abroad)

    def _is_question(self, reading: Reading) -> bool:
        """Somebody wants to know something in general; nobody has offered them anything."""
        words = self._book.lexicon.words
        asks = found(reading.text, words["ask"], keep_negated=True)
        return bool(asks) and not (reading.salaries or reading.fees or reading.values("company")
                                   or found(reading.text, words["offered"], keep_negated=True))  # fmt: skip

    def _is_domestic(self, reading: Reading) -> bool:
        """Work inside the country."""
        words = self._book.lexicon.words
        is_home = found(reading.text, words["home"], keep_negated=True)
        return not reading.values("country") and (
            bool(is_home)
            or (
                not found(reading.text, words["abroad"], keep_negated=True)
                and not reading.values("visa")
                and not reading.values("company")
            )
        )
