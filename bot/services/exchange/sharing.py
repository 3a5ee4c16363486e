"""Cases as a partner agency gets them: those referred to it, those granted for its purpose; receipts for them.

A report is sealed to officers, so nothing of what was told is here to be given. What else there is, is cut to what the
agency gets (content/exchange.toml) before it is written.
"""

from collections.abc import Collection
from datetime import date, datetime, time

from bot.domain.casework import CaseState, Outcome, Partner, stage_of
from bot.domain.exchange import redaction
from bot.domain.exchange.problems import Fault, Problem
from bot.domain.exchange.records import (
    Case,
    CaseQuery,
    Cases,
    Departure,
    People,
    Receipt,
    ReceiptIn,
    ReceiptStatus,
)
from bot.domain.exchange.terms import Caller, Purpose, Terms
from bot.domain.messages import Param, Reply
from bot.domain.offers import Severity
from bot.services import audit, candidates, casework, partner_news, push, rosters
from bot.services.desk import REFERENCE, Desk
from bot.services.exchange import cursors
from bot.services.numbers import id_of, number_of
from bot.store import cases, exchange
from bot.store.cases import AnyRow
from bot.store.db import Transaction

WHAT = "cases"
DISTRICT = 8  # characters of a Kemendagri code: "36.04.13"
TOMORROW, WEEK, MONTH = 1, 7, 31  # days


def page(tx: Transaction, desk: Desk, caller: Caller, query: CaseQuery) -> tuple[Cases, list[int]]:
    """What follows the cursor; with the numbers of the cases in it. Raises Problem."""
    _check_filters(desk, caller.partner, query)
    rows = exchange.shared(
        tx, caller.partner, caller.terms.purpose.value, with_referred=_may_have_referred(caller.terms),
        after=cursors.after(desk, caller, WHAT, query), most=query.limit + 1, severity=query.severity or "",
        area=query.area or "", since=_start(desk, query.since),
    )  # fmt: skip
    shown = rows[: query.limit]
    last = shown[-1].id if len(rows) > query.limit else None
    return Cases(
        items=tuple(record(tx, desk, caller.partner, caller.terms, row) for row in shown),
        next=cursors.following(desk, caller, WHAT, query, last),
        withheld=_withheld(desk, caller.partner),
    ), [row.id for row in shown]


def every(tx: Transaction, desk: Desk, partner: Partner, terms: Terms) -> tuple[list[Case], list[int]]:
    """All that a partner may have on these terms; with the numbers of the cases."""
    rows = exchange.shared(tx, partner, terms.purpose.value, with_referred=_may_have_referred(terms))
    return [record(tx, desk, partner, terms, row) for row in rows], [row.id for row in rows]


def one(tx: Transaction, desk: Desk, caller: Caller, number: str) -> tuple[Case, list[int]]:
    """Raises Problem: whoever may not have a case is told the same as of one there is not."""
    row = _row(tx, caller, number)
    return record(tx, desk, caller.partner, caller.terms, row), [row.id]


def confirm(
    tx: Transaction, desk: Desk, caller: Caller, number: str, given: ReceiptIn
) -> tuple[Case, list[int]]:
    """Keep the partner's word, and tell the case's officer; the same word again changes nothing. Raises Problem."""
    row = _row(tx, caller, number)
    if row.withdrawn_at is not None or row.emptied_at is not None:
        raise Problem("conflict")
    before = exchange.receipts(tx, row.id, caller.partner)
    last = _receipt(desk, before[-1]) if before else None
    if last is None or (last.status, last.reference) != (given.status, given.reference):
        reference = given.reference and desk.vault.seal(given.reference.encode(), REFERENCE)
        exchange.add_receipt(tx, case_id=row.id, partner=caller.partner.value, status=given.status.value,
                             reference=reference, at=desk.now())  # fmt: skip
        audit.note(tx, desk, None, row.id, f"said_{given.status.value}", desk.now())
        _tell(tx, desk, row, caller.partner, given)
    return one(tx, desk, caller, number)


def grant(tx: Transaction, desk: Desk, number: str, partner: Partner, terms: Terms) -> bool:
    """A partner may have a case besides those referred to it; False when it is gone, an exercise, or none.

    Statistics are of no single case.
    """
    case_id = id_of(number)
    case = None if case_id is None or terms.purpose is Purpose.STATISTICS else cases.case(tx, case_id)
    if case is None or case.training_id is not None or case.withdrawn_at is not None:
        return False
    exchange.grant(
        tx, case_id=case.id, partner=partner.value, purpose=terms.purpose.value, legal_basis=terms.legal_basis,
        consent=terms.consent.value, granted_at=desk.now(),
    )  # fmt: skip
    audit.note(tx, desk, None, case.id, f"granted_{partner.value}", desk.now())
    partner_news.tell(tx, desk, partner_news.GRANTED, case.id)
    return True


def end_grant(tx: Transaction, desk: Desk, number: str, partner: Partner) -> bool:
    case_id = id_of(number)
    if case_id is None or not exchange.end_grants(tx, case_id, partner, desk.now()):
        return False
    audit.note(tx, desk, None, case_id, f"ungranted_{partner.value}", desk.now())
    return True


def fields_of(desk: Desk, partner: Partner) -> tuple[str, ...]:
    """What this agency gets of a case."""
    given = desk.content.exchange.case_fields[partner]
    return tuple(name for name in redaction.CASE_FIELDS if name in given)


def record(tx: Transaction, desk: Desk, partner: Partner, terms: Terms, row: AnyRow) -> Case:
    """A shared case, cut to what its agency gets."""
    given = desk.content.exchange.case_fields[partner]
    is_gone = row.withdrawn_at is not None or row.emptied_at is not None
    told = Case(
        number=number_of(row.id),
        status="withdrawn" if row.withdrawn_at is not None else "expired" if is_gone else "active",
        shared="granted" if row.granted_at is not None else "referred",
        shared_on=_day(desk, row.shared_at),
    )
    if is_gone:
        return told
    receipts = exchange.receipts(tx, row.id, partner)
    code, name = _area(tx, desk, row.village, given)
    opened_on = _day(desk, row.opened_at)
    full = told.model_copy(
        update={
            "severity": Severity(row.severity),
            "stage": stage_of(CaseState(row.state), row.progress, row.outcome),
            "outcome": _outcome(row.outcome),
            "area_code": code,
            "area_name": name,
            "departure": departure(row.departure, opened_on),
            "people": _people(row.people),
            "has_minor": True if row.has_minor else None,
            "opened_on": opened_on,
            "merged_into": _merged_into(tx, partner, terms, row),
            "merged": tuple(number_of(case_id) for case_id in cases.merged_into(tx, row.id)),
            "receipt": _receipt(desk, receipts[-1]) if receipts else None,
        }
    )
    return redaction.case(full, given)


def departure(told: str, since: date) -> Departure | None:
    """A tapped answer, or the answer that a day falls under, counted from when it was told."""
    try:
        days = (date.fromisoformat(told) - since).days
    except ValueError:
        return Departure(told) if told in set(Departure) else None
    if days < 0:
        return Departure.LEFT
    steps = (
        (TOMORROW, Departure.TODAY_OR_TOMORROW),
        (WEEK, Departure.THIS_WEEK),
        (MONTH, Departure.THIS_MONTH),
    )
    return next((answer for most, answer in steps if days <= most), Departure.LATER)


def _check_filters(desk: Desk, partner: Partner, query: CaseQuery) -> None:
    """Whoever does not get a field cannot ask for it by trying its values. Raises Problem."""
    given = desk.content.exchange.case_fields[partner]
    if query.severity is not None and "severity" not in given:
        raise Problem("bad_request", (Fault("severity", "is withheld from your agency"),))
    if query.area is not None and len(query.area) > DISTRICT and redaction.VILLAGE not in given:
        raise Problem("bad_request", (Fault("area", "villages are withheld from your agency"),))


def _may_have_referred(terms: Terms) -> bool:
    """A referral is there for the case to be handled, and for nothing else."""
    return terms.purpose is Purpose.HANDLING


def _row(tx: Transaction, caller: Caller, number: str) -> AnyRow:
    row = _found(tx, caller.partner, caller.terms, number)
    if row is None:
        raise Problem("not_found")
    return row


def _found(tx: Transaction, partner: Partner, terms: Terms, number: str) -> AnyRow | None:
    case_id = id_of(number)
    if case_id is None or case_id < 1:
        return None
    return exchange.shared_case(
        tx, partner, terms.purpose.value, case_id, with_referred=_may_have_referred(terms)
    )


def _merged_into(tx: Transaction, partner: Partner, terms: Terms, row: AnyRow) -> str | None:
    """The case that goes on with it, when this agency may have that one, too."""
    if row.merged_into is None:
        return None
    number = number_of(row.merged_into)
    return None if _found(tx, partner, terms, number) is None else number


def _area(
    tx: Transaction, desk: Desk, village: str | None, given: Collection[str]
) -> tuple[str | None, str | None]:
    """Code and name of the village, or of its kecamatan for who does not get the village."""
    place = casework.place(tx, desk, village)
    if village is None or place is None:
        return None, None
    if redaction.VILLAGE in given:
        return place.code, place.name
    return place.code[:DISTRICT], district_name(place.parent)


def district_name(parent: str) -> str:
    """Of "Kec. Pontang, Kab. Serang" the kecamatan."""
    return parent.partition(",")[0].strip() or "-"


def _outcome(told: str | None) -> Outcome | None:
    return Outcome(told) if told in set(Outcome) else None


def _people(told: str) -> People | None:
    return People(told) if told in set(People) else None


def _receipt(desk: Desk, row: AnyRow) -> Receipt:
    reference = None if row.reference is None else desk.vault.open(row.reference, REFERENCE).decode()
    return Receipt(status=ReceiptStatus(row.status), reference=reference, on=_day(desk, row.at))


def _tell(tx: Transaction, desk: Desk, row: AnyRow, partner: Partner, given: ReceiptIn) -> None:
    """Its officer reads it; while nobody has accepted it, whoever is asked about it now, or else its heads."""
    params: dict[str, Param] = {"number": number_of(row.id), "partner": Reply(f"partner.{partner.value}")}
    told = [Reply(f"exchange.said.{given.status.value}", params)]
    if given.reference:
        told.append(Reply("exchange.reference", {"reference": given.reference}))
    for officer in _readers(tx, desk, row):
        push.push(tx, desk, officer.contact_id, *told, purpose="notice")


def _readers(tx: Transaction, desk: Desk, row: AnyRow) -> list[AnyRow]:
    staff = rosters.staff(tx, desk)
    if row.owner_id is None and row.state == CaseState.OFFERED.value:
        barred = candidates.barred(tx, desk, row.id, staff)
        asked = {
            one.officer_id
            for one in cases.offered_to(tx, row.id)
            if not one.answer and one.rung == row.rung and one.officer_id not in barred
        }
        if there := [officer for officer in staff.reachable if officer.id in asked]:
            return there
    return candidates.readers(tx, desk, row, staff)


def _withheld(desk: Desk, partner: Partner) -> tuple[str, ...]:
    return redaction.withheld(redaction.CASE_FIELDS, desk.content.exchange.case_fields[partner])


def _day(desk: Desk, moment: datetime) -> date:
    return moment.astimezone(desk.zone).date()


def _start(desk: Desk, day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), desk.zone)
