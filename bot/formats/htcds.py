"""Case records in the words of the Human Trafficking Case Data Standard (IOM).

Names and values were read in "HTCDS Field Reference.md" of https://github.com/UNMigration/HTCDS (commit 38195b9), whose
README gives 2.0 as the current version. The field list of 2.0 itself is a spreadsheet that we could not read, so
whether a name changed there was not checked. Only what is in that reference and known to us is written; no field of
a person is, because we know none. What HTCDS has no field for stands under `benteng`, and is ours alone.
"""

from typing import Any

from bot.domain.casework import Outcome, Stage
from bot.domain.exchange.records import Case
from bot.formats.header import Header

STANDARD = {
    "name": "HTCDS",
    "reference": "https://github.com/UNMigration/HTCDS, HTCDS Field Reference.md, commit 38195b9",
    "not_checked": "the field list of version 2.0",
}
ACTIVE, CLOSED, REFERRED = "Active", "Closed", "ClosedReferred"  # values of cas_Status
RECRUITMENT = "Recruitment"  # a value of hte_Type
OURS = "benteng"
TOLD = ("shared_on", "outcome", "area_name")  # which have a field of their own


def mapped(case: Case, header: Header) -> dict[str, Any]:
    """One case; fields without a value are left out."""
    given = case.model_dump(mode="json")
    is_referred = case.shared == "referred"
    event = {"hte_Type": RECRUITMENT, "hte_City": case.area_name, "hte_Country": "ID"}
    fields = {
        "cas_Status": _status(case),
        "cas_ReferringOrganisation": header.office,
        "cas_ReferredOrganisation": header.recipient.value if is_referred else None,
        "cas_OutgoingReferralDate": given["shared_on"] if is_referred else None,
        "cas_ReasonForCaseClosure": given["outcome"],
        "events": [event] if case.area_name is not None else None,
    }
    ours = {name: value for name, value in given.items() if name not in TOLD}
    if not is_referred:
        ours["shared_on"] = given["shared_on"]
    return {name: value for name, value in fields.items() if value is not None} | {OURS: ours}


def case(told: dict[str, Any]) -> Case:
    """The case again. Raises ValueError."""
    ours = dict(told[OURS])
    events = told.get("events") or [{}]
    return Case.model_validate(
        {
            "shared_on": told.get("cas_OutgoingReferralDate"),
            "outcome": told.get("cas_ReasonForCaseClosure"),
            "area_name": events[0].get("hte_City"),
            **ours,
        }
    )


def _status(case: Case) -> str | None:
    """None where neither stage nor outcome is known."""
    if case.outcome is Outcome.REFERRED:
        return REFERRED
    if case.outcome is not None or case.stage in (Stage.DONE, Stage.REJECTED):
        return CLOSED
    return None if case.stage is None else ACTIVE
