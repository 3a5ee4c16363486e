"""The three judgements: is this offer dangerous, how urgent is this report, what is this message."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from bot.domain.faq import Faq
from bot.domain.linking import Traits
from bot.domain.offers import (
    RECRUITS,
    Entity,
    Hit,
    Indicator,
    Level,
    Match,
    Opening,
    Plight,
    Triage,
    Verdict,
)
from bot.domain.rulebook import Rulebook
from bot.screening import (
    departures,
    evidence,
    extract,
    general,
    headcount,
    indicators,
    people,
    plight,
    privacy,
    rules,
    talk,
    triage,
)
from bot.screening.asking import Asking
from bot.screening.book import Book
from bot.screening.directory import NO_LISTS, Contacts, Listed
from bot.screening.evidence import Judged
from bot.screening.extract import Reading
from bot.screening.passage import Passage
from bot.screening.said import NAMED, Said, said
from bot.screening.stance import Stance

ABROAD_ONLY = frozenset({"biaya_tidak_wajar", "biaya_di_muka", "pt_tidak_disebut"})
BONDS = frozenset(
    {"denda_mundur", "dokumen_ditahan"}
)  # inside the country worrying only (tests/eval/README.md)
CLEAR_WORDS = 2  # capitalised words of a name that nobody takes for something else
MOST_RECRUITERS = 4  # names and numbers of one story


class Screener:
    """Pure: the same text, answers and registry give the same verdict."""

    def __init__(self, book: Rulebook) -> None:
        self._book = Book(book)
        self._questions = book.questions, book.no_questions, book.lexicon.short
        self._last: Passage | None = None
        self._last_reading: Reading | None = None

    def screen(
        self, text: str, known: Mapping[str, str], listed: Listed, confirmed: Collection[Indicator] = ()
    ) -> Verdict:
        """Judge an offer; `known` holds answers to earlier `missing` questions, `confirmed` what officers know
        of it from earlier cases. Never raises."""
        reading = self._reading(text, known)
        told = tuple(
            entity for entity in reading.entities if confirmed and indicators.indicator(entity) in confirmed
        )
        reading = replace(reading, confirmed=told)
        names = reading.values("company")
        if not names:
            names = listed.named_in(reading.here.text)
            entities = (*reading.entities, *(Entity("company", name, name) for name in names))
            reading = replace(reading, entities=entities)
        contacts = Contacts.of(reading.entities, reading.here.text)
        match = listed.match(names, contacts, reading.values("country"))
        reading = _with_listed_name(reading, match)
        fired = rules.hits(reading, known, match, self._book)
        is_meant = bool(known or told)
        offered = self._as_offer(reading, known, listed, match, fired)
        is_no_talk = is_meant or bool(names) or self._finds_people(reading)
        is_talk = not is_no_talk and talk.is_talk(reading, fired, self._book)
        judged = (Level.BUKAN_TAWARAN, fired) if is_talk else offered
        is_open = _is_settled_by_lists(reading, known, listed, match)
        lvl, fired = self._settled(reading, judged, offered, is_meant=is_meant, is_open=is_open)
        if lvl is Level.BUKAN_TAWARAN:
            return Verdict(lvl, entities=reading.entities, registry=match)
        score = sum(hit.weight for hit in fired)
        missing = rules.missing(reading, known, lvl, self._book, match, has_registry=listed.has_companies)
        pressing = self._pressing(reading, fired, listed.day)
        return Verdict(lvl, score, fired, reading.entities, match, missing, pressing)

    def _as_offer(
        self,
        reading: Reading,
        known: Mapping[str, str],
        listed: Listed,
        match: Match | None,
        fired: tuple[Hit, ...],
    ) -> Judged:
        """What the rules say of it if it is an offer."""
        sends_abroad = match is not None and match.match == "exact"
        is_domestic = not sends_abroad and talk.is_domestic(reading, fired, self._book)
        if is_domestic:
            needs_licence = self._has(reading, "abroad")
            idle = ABROAD_ONLY if needs_licence else ABROAD_ONLY | {"pt_tidak_terdaftar"}
            fired = tuple(hit for hit in fired if hit.rule not in idle)
        if is_domestic and self._has(reading, "home"):
            fired = tuple(replace(hit, weight=rules.WORRYING) if hit.rule in BONDS else hit for hit in fired)
        vouched = rules.is_vouched_for(reading, match, fired, self._book)
        vouched = vouched and not _strangers(reading, known, listed, match)
        if vouched:
            fired = tuple(hit for hit in fired if hit.weight >= rules.WORRYING)
        return rules.level(fired, is_vouched_for=vouched, is_domestic=is_domestic), fired

    def _settled(
        self, reading: Reading, judged: Judged, offered: Judged, *, is_meant: bool, is_open: bool
    ) -> Judged:
        """What the rules say, weighed with all words; what somebody asks about, officers know or a list of companies
        leaves open is never lowered."""
        odds = evidence.odds(self.offered(reading), evidence.look(*judged), self._book.evidence)
        if odds is None:
            return judged
        level, fired = evidence.settled(*judged, odds, is_open=is_open)
        if is_meant and level is not Level.BAHAYA:
            return judged
        if level is Level.BUKAN_TAWARAN and (
            self._calls_upon_somebody(reading)
            or (judged[0] is Level.BAHAYA and Stance(reading, self._book).endangers_ones_own())
        ):
            return judged
        is_offer_after_all = judged[0] is Level.BUKAN_TAWARAN and level is Level.WASPADA
        return evidence.worrying(*offered) if is_offer_after_all else (level, fired)

    def _calls_upon_somebody(self, reading: Reading) -> bool:
        """Whoever is named, may be reached or finds people offers something, whatever it is dressed as."""
        is_named = any(entity.kind in NAMED for entity in reading.entities)
        return is_named or self._has(reading, "solicit") or self._finds_people(reading)

    def _finds_people(self, reading: Reading) -> bool:
        """Whether whoever writes recruits others, or is asked to, now and in earnest."""
        return self._has(reading, "finds_people") and not any(
            self._has(reading, subject) for subject in plight.UNREAL
        )

    def flags(self, text: str) -> tuple[Hit, ...]:
        """Every rule that fires on a text, whatever else would be made of it. Never raises."""
        return rules.hits(self._reading(text, {}), {}, None, self._book)

    def reading(self, text: str) -> Reading:
        """What is understood of a text. Never raises."""
        return self._read(text)

    def indicators(self, text: str, known: Mapping[str, str], listed: Listed) -> tuple[Indicator, ...]:
        """What of an offer could be known from earlier cases. Never raises."""
        return indicators.named(self._reading(text, known), listed)

    def told_of(self, text: str, listed: Listed) -> tuple[Indicator, ...]:
        """The same of a report, without the numbers of who tells it. Never raises."""
        reading = self._read(text)
        own = {("phone", value) for value in _own(reading, text)}
        return tuple(pair for pair in indicators.named(reading, listed) if pair not in own)

    def recruiters(self, text: str) -> tuple[str, ...]:
        """Who recruits, as a story names them: names with their title, then numbers and accounts. Never raises."""
        reading = self._read(text)
        here = reading.here
        names = (
            here.message[slice(*here.mended.span(*span))] for span in people.found(here, self._book.knows)
        )
        ways = (entity for entity in reading.entities if entity.kind in ("phone", "handle"))
        numbers = (entity.text for entity in ways if not people.is_tellers(text[: entity.start]))
        found: dict[str, str] = {}
        for told in (*names, *numbers):
            found.setdefault(told.casefold(), told)
        return tuple(found.values())[:MOST_RECRUITERS]

    def traits(self, text: str) -> Traits:
        """By what else than numbers somebody who recruits could be known again. Never raises."""
        reading = self._read(text)
        here = reading.here
        names = (
            here.message[slice(*here.mended.span(*span))] for span in people.found(here, self._book.knows)
        )
        return Traits(
            tuple(dict.fromkeys(names))[:MOST_RECRUITERS], reading.values("country"), reading.values("job"),
            reading.values("licence"), _own(reading, text),
        )  # fmt: skip

    def private(self, text: str, places: Collection[str], official: Collection[str]) -> tuple[Entity, ...]:
        """Names, numbers and ages that no village may read. `places`: words of their names, in small letters;
        `official`: the numbers everybody may read, as `privacy.dialled` has them. Never raises."""
        found = privacy.found(self._read(text), self._book.knows, places, official)
        return tuple({(entity.kind, entity.value): entity for entity in found}.values())

    def triage(self, text: str, today: date | None = None) -> Triage:
        """Severity of a report. Never raises."""
        return triage.judged(self._passage(text), self._book, today)

    def offered(self, reading: Reading) -> Said:
        """What of an offer is weighed. Never raises."""
        return said(reading.here, reading.entities, self._book.words_with(reading.here, ("courtesy",)))

    def reported(self, text: str) -> Said:
        """What of a report is weighed. Never raises."""
        return triage.weighed_of(self._passage(text).as_report(), self._book)

    def departure(self, text: str, today: date) -> tuple[str, int, bool] | None:
        """When somebody leaves, as far as a text says so: the words ("lusa", "kamis"), the days from now, and whether
        it is a day of the calendar; those said from now first. Never raises."""
        told = (entity for entity in self._read(text).entities if entity.kind == "departure")
        dated = ((each.text, departures.days_until(each.value, today), each.value) for each in told)
        known = (
            (words, days, departures.is_dated(value)) for words, days, value in dated if days is not None
        )
        return next(known, None)

    def has_left(self, text: str) -> bool:
        """Whether somebody is said to have left already. Never raises."""
        return departures.is_past(self._passage(text).text)

    def is_abroad(self, text: str) -> bool:
        """Whether somebody is said to be in a country abroad already. Never raises."""
        return bool(self._book.means(self._passage(text), "there"))

    def plight(self, text: str) -> Plight:
        """What somebody in need says of themselves. Never raises."""
        here = self._passage(text)
        tells = plight.read(here, self._book)
        return replace(tells, is_talk=tells.is_talk and not triage.is_of_ones_own(here, self._book))

    def youngest(self, text: str) -> int | None:
        """The least age of somebody a text names. Never raises."""
        return min(
            (int(entity.value) for entity in self._read(text).entities if entity.kind == "age"), default=None
        )

    def headcount(self, text: str, *, is_asked: bool = False) -> int | None:
        """How many people a text counts; in answer to that question a bare number counts them. Never raises."""
        read = headcount.answered if is_asked else headcount.found
        return read(self._passage(text).text)

    def blames_officials(self, text: str, broker: str = "") -> bool:
        """Whether somebody of an office is said to take part, or named as who recruits. Never raises."""
        is_broker = bool(broker) and self._book.has(self._passage(broker), "office")
        return is_broker or bool(self._book.means(self._passage(text), "officials"))

    def opening(self, text: str) -> Opening:
        """What an unprompted message sounds like."""
        reading = self._read(text)
        in_need = plight.opening(reading, self._book)
        if in_need is not None:
            return in_need
        if any(is_it(reading.here, self._book) for is_it in (triage.is_trading, triage.is_other_fraud)):
            return Opening.UNCLEAR
        is_at_gate = plight.is_at_gate(reading.here, self._book)
        if not is_at_gate and (reading.values("company") or reading.values("phone")):
            return Opening.OFFER
        level = self.screen(text, {}, NO_LISTS.on(date.min)).level
        is_call = bool(reading.values("salary")) or self._has(reading, "solicit")
        if is_at_gate and level is Level.BAHAYA and not is_call:
            return Opening.EMERGENCY
        if reading.values("company") or reading.values("phone"):
            return Opening.OFFER
        return Opening.UNCLEAR if level is Level.BUKAN_TAWARAN else Opening.OFFER

    @cached_property
    def _asking(self) -> Asking:
        """Made when somebody first asks: the start need not wait for it."""
        return Asking(*self._questions)

    def despairs(self, text: str) -> bool:
        """Whether somebody would rather not live. Never raises."""
        return plight.despairs(self._passage(text), self._book)

    def asks(self, text: str, today: date) -> Faq | None:
        """The general question a text asks; None when it asks none, or nothing clear. Never raises."""
        if triage.is_other_fraud(self._passage(text), self._book):
            return next(iter(self._answerable(self._asking.named(general.OTHER_FRAUD), text, today)), None)
        question = self._asking.sure(text)
        if question is None:
            return None
        is_general = general.is_general(self._read(text), self._book, is_about_us=question.is_about_us)
        return next(iter(self._answerable((question,), text, today)), None) if is_general else None

    def may_ask(self, text: str, today: date) -> tuple[Faq, ...]:
        """General questions a text may ask, likeliest first. Never raises."""
        near = self._asking.near(text)
        is_general = bool(near) and general.is_general(self._read(text), self._book)
        return self._answerable(near, text, today) if is_general else ()

    def _answerable(self, questions: Collection[Faq], text: str, today: date) -> tuple[Faq, ...]:
        return general.answerable(questions, self.triage(text, today), lambda: self._is_danger(text), today)

    def _is_danger(self, text: str) -> bool:
        return self.screen(text, {}, NO_LISTS.on(date.min)).level is Level.BAHAYA

    def _reading(self, text: str, known: Mapping[str, str]) -> Reading:
        """The text with what was answered beside it."""
        extra = [f"PT {known[q]}" for q in ("company", "which") if known.get(q, "") not in rules.UNSURE]
        places = [known["country"]] if known.get("country", "") not in rules.UNSURE else []
        return self._read("\n".join([text, *extra, *places]))

    def _passage(self, text: str) -> Passage:
        """The last message is kept: one turn asks several things of it."""
        here = self._last
        if here is None or here.message != text:
            here = self._last = extract.passage(text, self._book)
        return here

    def _read(self, text: str) -> Reading:
        """The same with what is named in it, which triage need not know."""
        here, reading = self._passage(text), self._last_reading
        if reading is None or reading.here is not here:
            reading = self._last_reading = extract.read(here, self._book)
        return reading

    def _pressing(self, reading: Reading, fired: tuple[Hit, ...], today: date) -> tuple[str, ...]:
        """What has to be done before anything else."""
        here, found = reading.here, []
        if self._book.means(here, "there"):
            found.append("there")
        elif departures.is_soon(reading.values("departure"), today) and self._has(reading, "leave"):
            found.append("leaving")
        if self._book.means(here, "paid"):
            found.append("paid")
        if self._finds_people(reading):
            found.append(RECRUITS)
        if any(hit.rule == "dokumen_ditahan" for hit in fired) and self._book.means(here, "handed_over"):
            found.append("passport")
        return tuple(found)

    def _has(self, reading: Reading, subject: str) -> bool:
        return self._book.has(reading.here, subject)


def _own(reading: Reading, text: str) -> tuple[str, ...]:
    """Numbers of who tells it."""
    phones = (entity for entity in reading.entities if entity.kind == "phone")
    return tuple(entity.value for entity in phones if people.is_tellers(text[: entity.start]))


def _is_settled_by_lists(
    reading: Reading, known: Mapping[str, str], listed: Listed, match: Match | None
) -> bool:
    """Whether no company is named but those that fresh lists license."""
    if match is None:
        return not reading.values("company")
    return rules.is_vouching(match) and not _strangers(reading, known, listed, match)


def _strangers(reading: Reading, known: Mapping[str, str], listed: Listed, match: Match | None) -> list[str]:
    """Companies clearly named that are on no list: a licensed name beside them vouches for nothing.

    Who has said which listed company they mean has spoken of all of them.
    """
    if reading.here.is_shouted or known.get("which", "") not in rules.UNSURE:
        return []
    named = (
        entity for entity in reading.entities if entity.kind == "company" and entity.value.startswith("PT ")
    )
    clear = [e.value for e in named if sum(word[0].isupper() for word in e.text.split()[1:]) >= CLEAR_WORDS]
    if len(clear) == 1 and match is not None and match.match == "exact":
        return []  # misspelled, and known by its own number
    return [name for name in clear if listed.has_companies and not listed.has(name)]


def _with_listed_name(reading: Reading, match: Match | None) -> Reading:
    """Words after a listed name are no part of it ("PT Contoh Jaya Tangerang"), unless the name stands alone, too
    ("is PT Contoh Jaya Abadi the same as PT Contoh Jaya?")."""
    if match is None or match.match != "exact":
        return reading
    if any(name.casefold() == match.name.casefold() for name in reading.values("company")):
        return reading
    listed = match.name.split()

    def trimmed(entity: Entity) -> Entity:
        written = entity.value.split()
        goes_on = (
            len(written) > len(listed)
            and " ".join(written[: len(listed)]).casefold() == match.name.casefold()
        )
        if entity.kind != "company" or not goes_on:
            return entity
        text = " ".join(entity.text.split()[: len(listed) - len(written)])
        return replace(entity, text=text, value=match.name, end=entity.start + len(text))

    return replace(reading, entities=tuple(map(trimmed, reading.entities)))
