"""The routes of the API: what each takes, gives and needs. The server and the OpenAPI document are made from them."""

from dataclasses import dataclass

from bot.domain.exchange import records
from bot.domain.exchange.records import NUMBER_PATTERN, Record
from bot.domain.exchange.terms import Scope

BASE = "/api/v1"
MOST_BODY = 64 * 1024  # bytes
MOST_QUERY = 2_048  # characters


@dataclass(frozen=True, slots=True)
class Route:
    name: str  # operationId
    method: str
    path: str  # below BASE
    scope: Scope
    answer: type[Record]
    summary: str
    query: type[Record] = records.NoQuery
    body: type[Record] | None = None
    status: int = 200
    problems: tuple[str, ...] = ()  # besides those any route may answer with

    @property
    def has_number(self) -> bool:
        return "{number}" in self.path


ROUTES = (
    Route("listCases", "GET", "/cases", Scope.CASES, records.Cases,
          "Cases that were referred to your agency or granted for your key's purpose, oldest first",
          records.CaseQuery, problems=("invalid_cursor",)),
    Route("readCase", "GET", "/cases/{number}", Scope.CASES, records.Case, "One of them", problems=("not_found",)),
    Route("confirmCase", "POST", "/cases/{number}/receipt", Scope.RECEIPTS, records.Case,
          "Say that you received a case, took it over, declined or closed it; its officer reads it at once",
          body=records.ReceiptIn, problems=("not_found", "conflict")),
    Route("listReferrals", "GET", "/referrals", Scope.REFERRALS, records.Referrals,
          "Cases that your agency put to us, oldest first", records.PageQuery, problems=("invalid_cursor",)),
    Route("refer", "POST", "/referrals", Scope.REFER, records.Referral,
          "Put a case to the officers of a village", body=records.ReferralIn, status=201),
    Route("readReferral", "GET", "/referrals/{number}", Scope.REFERRALS, records.Referral, "How one of them stands",
          problems=("not_found",)),
    Route("listSignals", "GET", "/signals", Scope.SIGNALS, records.Signals,
          "Signals that an officer confirmed, oldest first", records.SignalQuery, problems=("invalid_cursor",)),
    Route("countAggregates", "GET", "/aggregates", Scope.AGGREGATES, records.Aggregates,
          "Reports and dangerous offers of eight weeks, from the province to the village", records.AggregateQuery),
    Route("readRegistry", "GET", "/registry", Scope.REGISTRY, records.Registry,
          "Which published lists our answers use, and how old they are"),
)  # fmt: skip
BY_NAME = {route.name: route for route in ROUTES}
NUMBER = NUMBER_PATTERN.strip("^$")
