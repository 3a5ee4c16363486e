"""One call of the API in one transaction: whose key, may it, how often; then what is asked, and a note of what went.

What a refused call would have changed is taken back, but it counts against the key's limit.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.domain.exchange.calls import Answer, Call
from bot.domain.exchange.openapi import IDEMPOTENCY_KEY
from bot.domain.exchange.problems import Fault, Problem
from bot.domain.exchange.records import PATTERN_WORDS, Aggregate, Record
from bot.domain.exchange.routes import BY_NAME, Route
from bot.domain.exchange.terms import Caller
from bot.services.desk import ANSWER, Desk
from bot.services.exchange import access, incoming, sharing, statistics, transfers
from bot.store import exchange
from bot.store.db import Transaction

Model = TypeVar("Model", bound=Record)
Fields = Callable[[Desk, Caller], tuple[str, ...]]
MOST_FAULTS = 20
REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Work:
    """What a route does; `what` is how its transfer is noted, "" for what is none: lists, the caller's own."""

    run: Callable[..., tuple[Record, list[int]]]
    what: str = ""
    fields: Fields = lambda _desk, _caller: ()


def _of_case(desk: Desk, caller: Caller) -> tuple[str, ...]:
    return sharing.fields_of(desk, caller.partner)


def _of_signal(desk: Desk, caller: Caller) -> tuple[str, ...]:
    return statistics.signal_fields(desk, caller.partner)


def _of_aggregate(_desk: Desk, _caller: Caller) -> tuple[str, ...]:
    return tuple(Aggregate.model_fields)


WORK = {
    "listCases": Work(sharing.page, "cases", _of_case),
    "readCase": Work(sharing.one, "cases", _of_case),
    "confirmCase": Work(sharing.confirm, "cases", _of_case),
    "listReferrals": Work(incoming.page),
    "refer": Work(incoming.refer),
    "readReferral": Work(incoming.one),
    "listSignals": Work(statistics.signal_page, "signals", _of_signal),
    "countAggregates": Work(statistics.aggregates, "aggregates", _of_aggregate),
    "readRegistry": Work(statistics.registry),
}


def answer(tx: Transaction, desk: Desk, call: Call) -> Answer | Problem:
    """A refusal is given back, not raised: what was counted stays."""
    route = BY_NAME[call.route]
    try:
        caller = access.caller_of(tx, desk, call.authorization)
        access.spend(tx, desk, caller)
        if route.scope not in caller.scopes:
            raise Problem("scope_missing")
        with tx.begin_nested():
            return (
                _once(tx, desk, caller, route, call) if route.body else _asked(tx, desk, caller, route, call)
            )
    except Problem as problem:
        return problem


def _asked(tx: Transaction, desk: Desk, caller: Caller, route: Route, call: Call) -> Answer:
    """What is only read: nothing left, and nothing is noted, when the caller has it already."""
    given, case_ids = _run(tx, desk, caller, route, call)
    body = given.model_dump_json().encode()
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"'}
    if tag in call.tags or "*" in call.tags:
        return Answer(304, headers=headers)
    if not call.is_head:
        _note(tx, desk, caller, route, given, case_ids)
    return Answer(route.status, body, headers=headers)


def _once(tx: Transaction, desk: Desk, caller: Caller, route: Route, call: Call) -> Answer:
    """What changes something, once for each token. Raises Problem."""
    if not re.fullmatch(IDEMPOTENCY_KEY, call.token):
        raise Problem("bad_request", (Fault("Idempotency-Key", "must be 16 to 64 letters, digits, - or _"),))
    token = desk.vault.lookup(ANSWER, call.token)
    digest = hashlib.sha256(call.body).hexdigest()
    request = desk.vault.lookup(ANSWER, route.name, call.number, digest)
    is_first = exchange.claim_answer(
        tx, key_id=caller.key, token=token, request=request, status=0, body=b"", at=desk.now()
    )
    if not is_first:
        return _replayed(tx, desk, caller, token, request)
    given, case_ids = _run(tx, desk, caller, route, call)
    body = given.model_dump_json().encode()
    exchange.keep_answer(tx, caller.key, token, route.status, desk.vault.seal(body, ANSWER))
    _note(tx, desk, caller, route, given, case_ids)
    return Answer(route.status, body)


def _replayed(tx: Transaction, desk: Desk, caller: Caller, token: bytes, request: bytes) -> Answer:
    before = exchange.answer(tx, caller.key, token)
    if before is None or before.request != request:
        raise Problem("replayed_otherwise")
    body = desk.vault.open(before.body, ANSWER)
    return Answer(before.status, body, headers={REPLAYED: "true"})


def _run(tx: Transaction, desk: Desk, caller: Caller, route: Route, call: Call) -> tuple[Record, list[int]]:
    arguments: list[Any] = [call.number] if route.has_number else []
    if route.body is not None:
        arguments.append(_body(route.body, call.body))
    elif not route.has_number:
        arguments.append(_query(route.query, call))
    return WORK[route.name].run(tx, desk, caller, *arguments)


def _note(
    tx: Transaction, desk: Desk, caller: Caller, route: Route, given: Record, case_ids: list[int]
) -> None:
    work, items = WORK[route.name], getattr(given, "items", (given,))
    if work.what and items:
        transfers.went_out(tx, desk, caller, work.what, work.fields(desk, caller), len(items), case_ids)


def _query(model: type[Model], call: Call) -> Model:
    try:
        return model.model_validate(dict(call.query))
    except ValidationError as error:
        raise Problem("bad_request", _faults(error, "", model)) from None


def _body(model: type[Model], body: bytes) -> Model:
    try:
        return model.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise Problem("invalid", _faults(error, "/", model)) from None


def _faults(error: ValidationError, start: str, model: type[BaseModel]) -> tuple[Fault, ...]:
    """Where and what, without a word of what was sent: for a name that we do not know those we do are told."""
    found = []
    for each in error.errors(include_input=False, include_url=False)[:MOST_FAULTS]:
        if each["type"] == "extra_forbidden":
            known = f"; known are {', '.join(model.model_fields)}" if len(each["loc"]) == 1 else ""
            found.append(Fault("", f"a field that is not known{known}"))
            continue
        pattern = each.get("ctx", {}).get("pattern", "")
        what = PATTERN_WORDS.get(pattern) or each["msg"].removeprefix("Value error, ")
        found.append(Fault(start + "/".join(str(part) for part in each["loc"]), what))
    return tuple(found)
