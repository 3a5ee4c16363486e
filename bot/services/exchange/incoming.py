"""Cases that partner agencies put to us. They take the way of every report: sealed to officers, judged, escalated.

The agency gets no receipt code and no thread: officers call it, and it asks here how the case stands.
"""

from datetime import date, datetime

from bot.domain.case_words import SPOKEN
from bot.domain.casework import CaseState, Outcome, stage_of
from bot.domain.commands import FileReport
from bot.domain.exchange.problems import Fault, Problem
from bot.domain.exchange.records import Departure, PageQuery, Referral, ReferralIn, Referrals
from bot.domain.exchange.terms import Caller, Terms
from bot.domain.messages import Address, readable
from bot.i18n import FIRST_LANGUAGE
from bot.services import audit, casework, reports
from bot.services.desk import REFERENCE, Desk
from bot.services.exchange import cursors, transfers
from bot.services.numbers import id_of, number_of
from bot.store import cases, exchange
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.people import Contact

WHAT = "referrals"
CHANNEL = "agency"  # of nobody's: what an agency sends is counted against its own budget
MINOR = {True: "ya", False: "tidak", None: ""}


def refer(tx: Transaction, desk: Desk, caller: Caller, given: ReferralIn) -> tuple[Referral, list[int]]:
    """File it and alert the officers of the place. Raises Problem for a village that is not of the programme."""
    if given.area_code is not None and casework.place(tx, desk, given.area_code) is None:
        raise Problem("invalid", (Fault("/area_code", "is no village of the programme"),))
    now, (_, code_hash) = desk.now(), desk.mint.take()
    case_id = reports.file(tx, desk, _sender(desk, caller), _command(desk, caller, given), code_hash, now)
    report = cases.report_by_case(tx, case_id)
    if report is not None:
        reports.cut(tx, report)
    reference = given.reference and desk.vault.seal(given.reference.encode(), REFERENCE)
    exchange.add_referral(tx, case_id=case_id, partner=caller.partner.value, key_id=caller.key, reference=reference,
                          received_at=now)  # fmt: skip
    audit.note(tx, desk, None, case_id, f"from_{caller.partner.value}", now)
    terms = Terms(given.purpose, given.legal_basis, given.consent)
    fields = sorted(given.model_dump(exclude_none=True, exclude={"purpose", "legal_basis", "consent"}))
    transfers.note(tx, desk, "in", "api", caller.partner, terms, WHAT, fields, 1, [case_id], key=caller.key)
    return one(tx, desk, caller, number_of(case_id))


def page(tx: Transaction, desk: Desk, caller: Caller, query: PageQuery) -> tuple[Referrals, list[int]]:
    """What follows the cursor. Raises Problem."""
    rows = exchange.referrals(
        tx, caller.partner, after=cursors.after(desk, caller, WHAT, query), most=query.limit + 1
    )
    shown = rows[: query.limit]
    last = shown[-1].id if len(rows) > query.limit else None
    items = tuple(_record(desk, row) for row in shown)
    return Referrals(items=items, next=cursors.following(desk, caller, WHAT, query, last)), []


def one(tx: Transaction, desk: Desk, caller: Caller, number: str) -> tuple[Referral, list[int]]:
    """Raises Problem."""
    case_id = id_of(number)
    rows = [] if case_id is None or case_id < 1 else exchange.referrals(tx, caller.partner, case_id=case_id)
    if not rows:
        raise Problem("not_found")
    return _record(desk, rows[0]), []


def _command(desk: Desk, caller: Caller, given: ReferralIn) -> FileReport:
    story, _ = readable(given.summary)
    departure = "" if given.departure in (None, Departure.LATER) else str(given.departure)
    spoken = (SPOKEN.get(departure, ""), SPOKEN["ada_anak"] if given.has_minor else "")
    judged = desk.screener.triage(". ".join(part for part in (story, *spoken) if part), desk.today())
    fields = (
        ("story", story),
        ("departure", departure),
        ("people", given.people or ""),
        ("minor", MINOR[given.has_minor]),
    )
    return FileReport(
        code="",
        fields=tuple((name, str(value)) for name, value in fields if value),
        severity=judged.severity,
        why=judged.why,
        village=given.area_code or "",
        sent_by=caller.partner.value,
    )


def _sender(desk: Desk, caller: Caller) -> Contact:
    """An agency is no contact: nothing is kept of it as one, and nothing is ever sent to it as one."""
    address_hash = desk.address_hash(Address(CHANNEL, caller.prefix))
    return Contact(0, CHANNEL, address_hash, None, FIRST_LANGUAGE, False, None, None, None)


def _record(desk: Desk, row: AnyRow) -> Referral:
    def day(moment: datetime) -> date:
        return moment.astimezone(desk.zone).date()

    reference = None if row.reference is None else desk.vault.open(row.reference, REFERENCE).decode()
    return Referral(
        number=number_of(row.id),
        reference=reference,
        received_on=day(row.received_at),
        stage=stage_of(CaseState(row.state), row.progress, row.outcome),
        outcome=Outcome(row.outcome) if row.outcome in set(Outcome) else None,
        is_accepted=row.accepted_at is not None,
    )
