"""A case in words: what officers, and partner agencies on paper, read of it without opening the report."""

from datetime import datetime

from bot.domain.casework import CaseState, CaseView, Partner, Stage, leaves_on
from bot.domain.messages import Param, Reply

SPOKEN = {  # what a tap adds to what triage reads
    "hari_ini_besok": "besok berangkat",
    "minggu_ini": "minggu ini mau berangkat",
    "bulan_ini": "bulan ini mau berangkat",
    "sudah_berangkat": "sudah berangkat",
    "ada_anak": "ada anak di bawah umur",
}


def heading(case: CaseView) -> dict[str, Param]:
    """Number, severity, place, how far it is, and while it is open who has it."""
    stage = Reply(f"stage.{case.stage.value}")
    has_it = standing(is_waiting=case.is_waiting, is_mine=case.is_mine, stage=case.stage, until=case.until)
    place = Reply("choice.place", {"name": case.place.name}) if case.place else Reply("push.place_unknown")
    return {
        "number": case.number,
        "severity": severity(case.severity.value, is_exercise=case.is_exercise),
        "place": place,
        "stage": stage,
        "standing": stage if case.state is CaseState.CLOSED else has_it,
    }


def standing(*, is_waiting: bool, is_mine: bool, stage: Stage, until: datetime | None) -> Reply:
    """Who has an open case, in the eyes of an officer, and until when; no clock runs for an exercise."""
    if not is_waiting and not is_mine:
        return Reply("standing.others")
    told = Reply("standing.waits" if is_waiting else f"standing.mine.{stage.value}")
    return told if until is None else Reply("standing.until", {"standing": told, "until": until})


def severity(value: str, *, is_exercise: bool) -> Reply:
    """How urgent a case is; that it is an exercise stands before it wherever it is named."""
    told = Reply(f"case.severity.{value}")
    return Reply("case.severity.latihan", {"severity": told}) if is_exercise else told


def facts(case: CaseView) -> dict[str, Param]:
    """The answers to taps."""
    return {
        "departure": leaves_on(case.departure),
        "people": Reply(f"push.people.{case.people or 'unknown'}"),
        "minor": Reply(f"push.minor.{'ya' if case.has_minor else 'unknown'}"),
    }


def source(partner: Partner | str | None) -> tuple[Reply, ...]:
    """What stands before a case that a partner agency put to us."""
    return (Reply("exchange.from", {"partner": Reply(f"partner.{partner}")}),) if partner else ()


def caution(*, is_broken_off: bool) -> tuple[Reply, ...]:
    """What stands beside a report whose writer stopped answering: nothing is sure, and asking may give them away."""
    return (Reply("case.broken_off"),) if is_broken_off else ()


def onward(partner: Partner) -> dict[str, Param]:
    """Where a case went on to and what is done there, for its reporter."""
    return {name: Reply(f"{name}.{partner.value}") for name in ("partner", "does")}


def referral(case: CaseView, partner: Partner) -> Reply:
    """The sheet that goes to a partner, in the chat and on paper."""
    params = {**heading(case), **facts(case), "partner": Reply(f"partner.{partner.value}")}
    key = "case.referral_exercise" if case.is_exercise else "case.referral"
    return Reply(key, params, alone=True)
