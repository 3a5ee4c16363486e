"""Answers a step's look-ups from inside the turn's transaction (see bot.domain.conversation.Facts)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from bot.domain import places, receipt_code
from bot.domain.brokers import Broker
from bot.domain.cadre import CadreView, Digest, Hearsay, MicroLesson
from bot.domain.casework import CaseView, Page, Place, ReceiptView
from bot.domain.conversation import Hotline, Leaving, Lesson
from bot.domain.faq import Faq
from bot.domain.map_words import Overview
from bot.domain.offers import Entity, Indicator, Opening, Plight, Triage, Verdict
from bot.domain.opportunities import Opportunity
from bot.domain.own_data import OwnData
from bot.domain.public_alert import AlertView, No, Purpose, Reach
from bot.domain.roster import OwnRoster
from bot.domain.second_look import Look, OwnLook
from bot.domain.signals import SignalView
from bot.domain.training import Training
from bot.domain.voices import Voice
from bot.services import (
    alert_book,
    awareness,
    brokers,
    budgets,
    cadres,
    candidates,
    casework,
    handles,
    indicators,
    opportunities,
    public_alerts,
    reports,
    risk_map,
    rosters,
    second_look,
    signals,
    trainings,
    unlocking,
    voices,
)
from bot.services.desk import Desk
from bot.store import cadres as cadre_rows
from bot.store import cases, own_data
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.people import Contact

FARTHEST_KM = 25


class TurnFacts:
    """Look-ups for one turn of one contact; with `hashes`, only codes whose hash is in it exist."""

    def __init__(
        self,
        tx: Transaction,
        desk: Desk,
        contact: Contact,
        now: datetime,
        hashes: Mapping[str, bytes] | None = None,
    ) -> None:
        self._tx = tx
        self._desk = desk
        self._contact = contact
        self._now = now
        self._hashes: dict[str, bytes] = dict(hashes or {})
        self._works_out = hashes is None
        self.is_erased = False

    @property
    def _tries(self) -> budgets.Purse:
        return budgets.wrong_codes(self._desk, self._contact.address_hash)

    def screen(self, text: str, known: Mapping[str, str]) -> Verdict:
        confirmed = indicators.confirmed(self._tx, self._desk, text, known)
        return self._desk.screener.screen(text, known, self._desk.listed(self._tx), confirmed)

    def triage(self, text: str) -> Triage:
        return self._desk.screener.triage(text, self._today)

    def leaving(self, text: str) -> Leaving | None:
        told = self._desk.screener.departure(text, self._today)
        if told is None:
            return None
        words, days, is_dated = told
        return Leaving(words.lower(), days, self._today + timedelta(days=days), is_dated)

    def has_left(self, text: str) -> bool:
        return self._desk.screener.has_left(text)

    def recruiters(self, text: str) -> tuple[str, ...]:
        return self._desk.screener.recruiters(text)

    def is_abroad(self, text: str) -> bool:
        return self._desk.screener.is_abroad(text)

    def plight(self, text: str) -> Plight:
        return self._desk.screener.plight(text)

    def youngest(self, text: str) -> int | None:
        return self._desk.screener.youngest(text)

    def headcount(self, text: str, *, is_asked: bool = False) -> int | None:
        return self._desk.screener.headcount(text, is_asked=is_asked)

    def blames_officials(self, text: str, broker: str = "") -> bool:
        return self._desk.screener.blames_officials(text, broker)

    def opening(self, text: str) -> Opening:
        sounds = self._desk.screener.opening(text)
        if sounds not in (Opening.OFFER, Opening.UNCLEAR, Opening.REPORT):
            return sounds
        question = self.asks(text)
        is_asked = question is not None and (sounds is not Opening.REPORT or question.is_about_us)
        return Opening.QUESTION if is_asked else sounds

    def despairs(self, text: str) -> bool:
        return self._desk.screener.despairs(text)

    def asks(self, text: str) -> Faq | None:
        return self._desk.screener.asks(text, self._today)

    def may_ask(self, text: str) -> tuple[Faq, ...]:
        return self._desk.screener.may_ask(text, self._today)

    def faq(self, ident: str) -> Faq | None:
        known = (one for one in self._desk.content.rulebook.questions if one.id == ident)
        return next((question for question in known if question.review_by >= self._today), None)

    def hotlines(self, *purposes: str, country: str = "") -> tuple[Hotline, ...]:
        return self._desk.content.hotlines.for_(purposes, country, self._today)

    def may_have(self, told: Mapping[str, str], village: str, *, is_bypass: bool) -> bool:
        return candidates.may_have(self._tx, self._desk, told, village or None, is_bypass=is_bypass)

    def training(
        self, village: str, told: Mapping[str, str] | None = None, *, is_bypass: bool = False
    ) -> Training | None:
        row = trainings.of_report(self._tx, self._desk, village, told or {}, is_bypass=is_bypass)
        return None if row is None else trainings.view(self._tx, self._desk, row.id)

    def trainings(self) -> tuple[Training, ...]:
        officer = cases.officer_of_contact(self._tx, self._contact.id)
        return () if officer is None else trainings.under_way(self._tx, self._desk, officer.area)

    def places(self, query: str) -> tuple[Place, ...]:
        return places.search(query, [pin.place for pin in self._desk.places(self._tx)])

    def place(self, code: str) -> Place | None:
        return casework.place(self._tx, self._desk, code)

    def place_in(self, text: str) -> Place | None:
        return places.named_in(text, [pin.place for pin in self._desk.places(self._tx)])

    def nearest_place(self, lat: float, lng: float) -> Place | None:
        return places.nearest(lat, lng, self._desk.places(self._tx), FARTHEST_KM)

    def receipt(self, code: str) -> ReceiptView | None:
        return self._seen(self.report_row(code))

    def own_receipt(self, code: str) -> ReceiptView | None:
        return self._seen(self.own_report_row(code))

    def _seen(self, row: AnyRow | None) -> ReceiptView | None:
        return None if row is None else reports.view(self._tx, self._desk, row, self._contact.id)

    def report_row(self, code: str) -> AnyRow | None:
        """The report behind a receipt code or a handle of a pushed message; wrong codes spend an attempt."""
        handled = handles.by_handle(self._tx, self._desk, self._contact.id, code)
        return handled or self._behind(code, lambda hashed: cases.report_by_hash(self._tx, hashed))

    def own_report_row(self, code: str) -> AnyRow | None:
        """The report behind a handle, or behind a code that stands in this person's own draft: no try is spent."""
        handled = handles.by_handle(self._tx, self._desk, self._contact.id, code)
        return handled or cases.report_by_hash(self._tx, self.receipt_hash(code))

    def invitation_row(self, code: str) -> AnyRow | None:
        """The invitation behind a code, when it is good; wrong codes spend an attempt."""
        return self._behind(code, lambda hashed: cases.invitation(self._tx, hashed, self._now))

    def attempts_left(self) -> int:
        return self._tries.left(self._tx, self._now)

    def _behind(self, typed: str, found: Callable[[bytes], AnyRow | None]) -> AnyRow | None:
        """What a code opens. Nothing of it is told or worked out once the attempts are spent."""
        code = receipt_code.parsed(typed)
        if code is None or not (self._works_out or code in self._hashes) or self.attempts_left() == 0:
            return None
        row = found(self.receipt_hash(code))
        if row is None:
            self._tries.spend(self._tx, self._now)
        return row

    def fresh_code(self) -> str:
        code, hashed = self._desk.mint.take()
        self._hashes[code] = hashed
        return code

    def fresh_link(self, page: Page) -> str:
        return unlocking.fresh_link(self._desk, page)

    def receipt_hash(self, code: str) -> bytes:
        """The stored form of a code, worked out at most once in a turn."""
        if code not in self._hashes:
            self._hashes[code] = self._desk.vault.receipt_hash(code)
        return self._hashes[code]

    def case(self, number: str) -> CaseView | None:
        return casework.view(self._tx, self._desk, self._contact.id, number)

    def is_last_asked(self, number: str) -> bool:
        return casework.is_last_asked(self._tx, self._desk, self._contact.id, number)

    def open_cases(self) -> tuple[CaseView, ...]:
        return casework.open_cases(self._tx, self._desk, self._contact.id)

    def open_count(self) -> int:
        return casework.open_count(self._tx, self._contact.id)

    def own_roster(self) -> OwnRoster | None:
        return rosters.own(self._tx, self._desk, self._contact.officer_id)

    def signals(self) -> tuple[SignalView, ...]:
        return signals.for_officer(self._tx, self._desk, self._contact.id)

    def risk_map(self, code: str = "") -> Overview | None:
        officer = cases.officer_of_contact(self._tx, self._contact.id)
        return None if officer is None else risk_map.overview(self._tx, self._desk, officer.area, code)

    def brokers(self) -> tuple[Broker, ...]:
        return brokers.for_officer(self._tx, self._desk, self._contact.id)

    def named_by(self, phone: str) -> tuple[Broker, ...]:
        return brokers.named_by(self._tx, self._desk, self._contact.id, phone)

    def broker(self, number: int) -> Broker | None:
        officer = cases.officer_of_contact(self._tx, self._contact.id)
        return None if officer is None else brokers.cluster(self._tx, self._desk, officer, number)

    def look(self, number: str) -> Look | None:
        return second_look.view(self._tx, self._desk, self._contact.id, number)

    def look_offer(self, number: str) -> str:
        return second_look.offer(self._tx, self._desk, self._contact.id, number)

    def own_data(self) -> OwnData:
        kept = own_data.holdings(self._tx, self._contact.id)
        since = kept.since_at.astimezone(self._desk.zone).date()
        return OwnData(since, kept.attachments, kept.waiting, kept.cadre_lessons)

    def own_looks(self) -> tuple[OwnLook, ...]:
        return second_look.own(self._tx, self._desk, self._contact.id)

    def indicators(self, number: str) -> tuple[Indicator, ...]:
        return indicators.named_in(self._tx, self._desk, self._contact.id, number)

    def invitation(self, code: str) -> bool:
        return self.invitation_row(code) is not None

    def cadre(self) -> CadreView | None:
        return cadres.view(self._tx, self._desk, self._contact.id)

    def cadre_invitation(self, code: str) -> bool:
        return self.cadre_invitation_row(code) is not None

    def cadre_invitation_row(self, code: str) -> AnyRow | None:
        """The cadre a code invites, when it is good; wrong codes spend an attempt."""
        return self._behind(code, lambda hashed: cadre_rows.invited(self._tx, hashed, self._now))

    def cadre_lessons(self) -> tuple[MicroLesson, ...]:
        return cadres.lessons(self._desk)

    def cadre_digest(self, village: Place) -> Digest:
        return cadres.digest(self._tx, self._desk, village)

    def hearsay(self, number: str) -> str | None:
        return cadres.asked(self._tx, self._desk, self._contact.id, number)

    def hearsay_results(self) -> tuple[Hearsay, ...]:
        return cadres.results(self._tx, self._desk, self._contact.id)

    def alert_areas(self) -> tuple[Place, ...]:
        return alert_book.areas(self._tx, self._desk, self._contact.id)

    def alert_reach(self, area: str, purpose: Purpose, replaces: str = "") -> Reach:
        return public_alerts.reach(self._tx, self._desk, self._contact.id, area, replaces, purpose)

    def alert_end(self, area: str, hours: int) -> datetime | None:
        return alert_book.end(self._desk, area, hours, self._now)

    def alert_private(self, text: str) -> tuple[Entity, ...]:
        return alert_book.private(self._tx, self._desk, text)

    def alert(self, number: str) -> AlertView | None:
        return alert_book.view(self._tx, self._desk, self._contact.id, number)

    def open_alerts(self) -> tuple[AlertView, ...]:
        return alert_book.open_ones(self._tx, self._desk, self._contact.id)

    def alerts_here(self, village: str) -> tuple[AlertView, ...]:
        return alert_book.in_force(self._tx, self._desk, village)

    def may_approve(self, number: str) -> No | None:
        return public_alerts.may_approve(self._tx, self._desk, self._contact.id, number)

    def may_refuse(self, number: str) -> No | None:
        return public_alerts.may_refuse(self._tx, self._desk, self._contact.id, number)

    def lesson(self, ident: str = "") -> Lesson | None:
        return awareness.shown(self._desk, ident or awareness.current(self._tx, self._desk) or "")

    def voices(self, place: str = "list") -> tuple[Voice, ...]:
        return voices.at(self._desk, place, self._contact.language)

    def voice(self, ident: str) -> Voice | None:
        return voices.voice(self._desk, ident, self._contact.language)

    def next_lesson(self) -> Lesson | None:
        return awareness.next_shown(self._tx, self._desk)

    def opportunities(self, village: str) -> tuple[Opportunity, ...]:
        return opportunities.near(self._tx, self._desk, village)

    def schedule(self) -> date | None:
        return awareness.next_on(self._tx, self._desk)

    @property
    def _today(self) -> date:
        return self._now.astimezone(self._desk.zone).date()
