"""Where partner agencies' calls are answered, beside the web and the services."""

import asyncio
from collections.abc import Callable
from zlib import crc32

import orjson

from bot import telemetry
from bot.domain.exchange import openapi
from bot.domain.exchange.calls import PROBLEM, Answer, Call
from bot.domain.exchange.problems import DETAIL, Problem
from bot.domain.messages import Reply
from bot.i18n import FIRST_LANGUAGE
from bot.services.desk import Desk
from bot.services.exchange import access, dispatch
from bot.store.db import Busy, Database

RETRY_SECONDS = 2


class Exchange:
    """Answers bot.web.api. `on_change` wakes whoever sends: officers hear of what agencies say."""

    def __init__(self, database: Database, desk: Desk, on_change: Callable[[], None]) -> None:
        self._database = database
        self._desk = desk
        self._on_change = on_change

    async def answer(self, call: Call) -> Answer:
        """Calls of one key meet on one writer, in order; those without a key never get to it."""
        desk, key = self._desk, crc32(call.authorization.encode("utf-8", "surrogateescape"))
        try:
            look = self._database.read
            await asyncio.to_thread(look, lambda tx: access.caller_of(tx, desk, call.authorization))
            given: Answer | Problem = await self._database.write(
                lambda tx: dispatch.answer(tx, desk, call), key
            )
        except Busy:
            given = Problem("busy", headers={"Retry-After": str(RETRY_SECONDS)})
        except Problem as problem:
            given = problem
        if isinstance(given, Problem):
            return self.refused(given, call.route)
        telemetry.api_calls.labels(call.route, str(given.status)).inc()
        if call.body:
            self._on_change()
        return given

    def refused(self, problem: Problem, route: str = "none", incident: str = "") -> Answer:
        """The problem as a document; counted and logged without anything of the call."""
        telemetry.api_calls.labels(route, problem.code).inc()
        telemetry.log().info("api_refused", route=route, code=problem.code)
        told = {
            "type": problem.type,
            "title": self._desk.catalogs.text(Reply(f"exchange.problem.{problem.code}"), FIRST_LANGUAGE),
            "status": problem.status,
            "detail": DETAIL[problem.code],
            "errors": [{"where": fault.where, "what": fault.what} for fault in problem.faults],
            "incident": incident or None,
        }
        return Answer(problem.status, orjson.dumps(told), PROBLEM, problem.headers)

    def document(self) -> bytes:
        """The OpenAPI document."""
        return orjson.dumps(openapi.document(self._desk.address))
