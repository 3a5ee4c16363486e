"""What screening finds in an offer, and the words it is told in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.domain.messages import Reply

Indicator: TypeAlias = tuple[str, str]  # kind and normalised value of what a recruiter is recognised by


WORDING = "mirip_jerat"  # the rule of what all words weigh together
LIKENESS = "mirip"  # the same among the reasons of a report


class Level(StrEnum):
    """How dangerous an offer looks. There is no "safe": nothing found is all we can know."""

    BAHAYA = "bahaya"
    WASPADA = "waspada"
    BELUM_ADA_TANDA = "belum_ada_tanda"
    BUKAN_TAWARAN = "bukan_tawaran"


@dataclass(frozen=True, slots=True)
class Entity:
    """Something named in a text: `text` as written there, `value` normalised.

    Kinds are company, phone, url, handle, account, country, salary, fee, visa, job, age, departure, licence, document
    and payer. Phones are E.164, countries ISO 3166, amounts "15000000 IDR /month", departures ISO 8601 durations from
    now, documents "ijazah asked" or "paspor waived", payers employer, worker, loan or government.
    `start` and `end` are its place in the message.
    """

    kind: str
    text: str
    value: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired, and the words it fired on."""

    rule: str
    weight: int  # 1 odd, 2 worrying, 3 enough alone for "bahaya"
    evidence: str = ""


def reason(rule: str, evidence: str) -> Reply:
    """A red flag in a sentence, with the words it fired on where any of them tells something."""
    if rule == WORDING and not evidence:
        return Reply("rule.mirip_jerat_saja")
    return Reply(f"rule.{rule}", {"evidence": evidence or "…"})


@dataclass(frozen=True, slots=True)
class Match:
    """What the registry of licensed companies says about the company that decided."""

    name: str
    status: str  # aktif, kedaluwarsa (its own date is over), dibekukan, dicabut; "" when nothing was found
    match: str  # exact, similar, none; other: by its kind no P3MI; unknown: there is no list to look in
    clone: bool = False  # registered name, but phone, address, account or domain of somebody else
    list_date: str = ""  # ISO 8601; of the list looked in
    differs: tuple[str, ...] = ()  # which of phone, account, domain, address
    candidates: tuple[str, ...] = ()  # close names, best first
    stale: tuple[tuple[str, str], ...] = ()  # lists too old to speak for anybody, each with its date
    is_fictional: bool = False  # demonstration data; said in every answer
    told_by: str = "p3mi"  # the list that says so: p3mi, sanctions
    job_order: str = ""  # for the country named: ada, tidak_ada, "" when nobody can tell


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one text. `missing` names what could still change the level, most telling first."""

    level: Level
    score: int = 0
    hits: tuple[Hit, ...] = ()
    entities: tuple[Entity, ...] = ()
    registry: Match | None = None
    missing: tuple[str, ...] = ()
    pressing: tuple[str, ...] = ()  # what changes the next step: "leaving" within 72 hours, "paid", ...

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(hit.rule for hit in self.hits)

    def named(self, kind: str) -> tuple[Entity, ...]:
        """Entities of one kind, in the order of the text."""
        return tuple(entity for entity in self.entities if entity.kind == kind)


class Severity(StrEnum):
    """How urgent a report is."""

    MERAH = "merah"
    KUNING = "kuning"
    HIJAU = "hijau"


@dataclass(frozen=True, slots=True)
class Triage:
    """A report's severity with the ids of the reasons, strongest first (catalog: `triage.<id>`)."""

    severity: Severity
    why: tuple[str, ...] = ()


ADULT = 18  # years (UU 21/2007, article 1)
RECRUITS = "recruits"  # of what presses: who writes finds people for somebody, and may stop
GRAVITY = (Level.BUKAN_TAWARAN, Level.BELUM_ADA_TANDA, Level.WASPADA, Level.BAHAYA)


class Opening(StrEnum):
    """What an unprompted message sounds like."""

    OFFER = "offer"
    EMERGENCY = "emergency"
    DESPAIR = "despair"
    REPORT = "report"
    QUESTION = "question"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Plight:
    """What somebody in need says of themselves. `where` is an ISO 3166 code, "" when it is not told."""

    where: str = ""
    is_own: bool = False  # it befalls the writer or somebody of their own
    is_quiet: bool = False  # they cannot speak aloud
    asks_number: bool = False
    is_sent_on: bool = False  # said to be taken somewhere, and at no place here
    is_at_gate: bool = False  # at the airport, harbour or border of this country
    is_home_again: bool = False
    is_death: bool = False
    is_talk: bool = False  # news, a lesson, a sale, a story of long ago: of nobody in need now
    is_employed: bool = False  # has a master: who names no country may be abroad
