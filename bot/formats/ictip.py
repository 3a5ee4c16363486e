"""Case records by the units of IC-TIP (International Classification for Administrative Data on Trafficking in Persons).

Checked is what the UN Statistics Division says of it (https://unstats.un.org/unsd/classifications/Family/Detail/2099):
adopted in 2025; data are recorded of events, victims, perpetrators and reporting entities. Its categories and codes we
could not read, so none is written: under each unit stand our own fields. What belongs to no unit stands under `record`.
"""

from typing import Any

from bot.domain.exchange.records import Case
from bot.formats.header import Header

STANDARD = {
    "name": "IC-TIP",
    "reference": "https://unstats.un.org/unsd/classifications/Family/Detail/2099 (adopted 2025)",
    "not_checked": "categories and codes; the fields under each unit are ours",
}
EVENT = ("area_code", "area_name", "departure", "opened_on", "severity")
VICTIMS = ("people", "has_minor")
REPORTED = ("shared", "shared_on")


def mapped(case: Case, header: Header) -> dict[str, Any]:
    """One case. Of perpetrators we give nothing: a report that was not proved names nobody to others."""
    given = case.model_dump(mode="json")
    event, victims, reported = (
        {name: given.pop(name) for name in names} for names in (EVENT, VICTIMS, REPORTED)
    )
    return {
        "event": event,
        "victims": victims,
        "perpetrators": [],
        "reporting_entity": {"office": header.office, **reported},
        "record": given,
    }


def case(told: dict[str, Any]) -> Case:
    """The case again. Raises ValueError."""
    reported = {name: told["reporting_entity"][name] for name in REPORTED}
    return Case.model_validate({**told["event"], **told["victims"], **reported, **told["record"]})
