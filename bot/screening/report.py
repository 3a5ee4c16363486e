"""Verdicts and severities as JSON objects, one a line (DESIGN 4: `benteng screen`, `benteng triage`)."""

from typing import Any

from bot.domain.offers import Triage, Verdict

LOOKED_UP = ("exact", "similar", "none")
KINDS = (
    "company",
    "phone",
    "url",
    "handle",
    "account",
    "country",
    "salary",
    "fee",
    "visa",
    "job",
    "age",
    "departure",
    "licence",
    "document",
    "payer",
)


def verdict_as_dict(ident: object, verdict: Verdict, reasons: list[str]) -> dict[str, Any]:
    match = verdict.registry
    return {
        "id": ident,
        "level": verdict.level.value,
        "score": verdict.score,
        "flags": list(verdict.rules),
        "entities": {
            kind: [{"text": e.text, "value": e.value} for e in verdict.named(kind)] for kind in KINDS
        },
        "registry": None
        if match is None or match.match not in LOOKED_UP
        else {
            "name": match.name,
            "status": match.status,
            "match": match.match,
            "clone": match.clone,
            "list_date": match.list_date,
        },
        "missing": list(verdict.missing),
        "reasons": reasons,
    }


def triage_as_dict(ident: object, triage: Triage) -> dict[str, Any]:
    return {"id": ident, "severity": triage.severity.value, "why": list(triage.why)}
