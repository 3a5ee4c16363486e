"""The API for partner agencies at /api/v1: bounds what comes in, hands it on, writes what comes out."""

import asyncio
from hashlib import sha256
from typing import Protocol

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot import telemetry
from bot.domain.exchange.calls import JSON, Answer, Call
from bot.domain.exchange.problems import Fault, Problem
from bot.domain.exchange.routes import BASE, MOST_BODY, MOST_QUERY, ROUTES, Route
from bot.web.patience import TooSlow

DOCUMENT_SECONDS = "public, max-age=3600"
LONGEST_HEADER = 256


class House(Protocol):
    """What the API needs of the rest; bot.app supplies it."""

    async def answer(self, call: Call) -> Answer: ...

    def refused(self, problem: Problem, route: str = "none", incident: str = "") -> Answer: ...

    def document(self) -> bytes: ...


def add(application: web.Application, house: House) -> None:
    api = web.Application(middlewares=[_guarded(house)])
    for route in ROUTES:
        if route.method == "GET":
            api.router.add_get(route.path, _answering(house, route))
        else:
            api.router.add_route(route.method, route.path, _answering(house, route))
    api.router.add_get("/openapi.json", _document(house))
    application.add_subapp(BASE, api)


def _answering(house: House, route: Route) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        body = await _body(request) if route.body is not None else b""
        call = Call(
            route.name,
            request.headers.get("Authorization", "")[:LONGEST_HEADER],
            request.match_info.get("number", ""),
            _query(request),
            body,
            request.headers.get("Idempotency-Key", "")[:LONGEST_HEADER],
            tuple(tag.value for tag in request.if_none_match or ()),
            request.method == "HEAD",
        )
        return _written(await house.answer(call))

    return answer


def _document(house: House) -> Handler:
    body = house.document()
    tag = sha256(body).hexdigest()[:32]

    async def answer(request: web.Request) -> web.StreamResponse:
        headers = {"ETag": f'"{tag}"', "Cache-Control": DOCUMENT_SECONDS}
        if any(each.value in (tag, "*") for each in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type=JSON, headers=headers)

    return answer


def _guarded(house: House) -> Middleware:
    """Every failure is a problem document."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Problem as problem:
            return _written(house.refused(problem))
        except web.HTTPMethodNotAllowed as error:
            allowed = ", ".join(sorted({*error.allowed_methods, "OPTIONS"}))
            if request.method == "OPTIONS":
                return web.Response(status=204, headers={"Allow": allowed})
            return _written(house.refused(Problem("method_not_allowed", headers={"Allow": allowed})))
        except web.HTTPException as error:
            return _written(house.refused(Problem("not_found" if error.status == 404 else "bad_request")))
        except asyncio.CancelledError:
            raise
        except Exception as error:
            incident = telemetry.incident_id()
            telemetry.log().error("api_broke", incident=incident, error=error)
            return _written(house.refused(Problem("incident"), incident=incident))

    return guarded


def _query(request: web.Request) -> dict[str, str]:
    """Raises Problem for one that is too long, and for a parameter that stands there twice."""
    if len(request.rel_url.raw_query_string) > MOST_QUERY:
        raise Problem("too_large")
    found: dict[str, str] = {}
    for name, value in request.query.items():
        if name in found:
            raise Problem("bad_request", (Fault("", "a parameter stands there twice"),))
        found[name] = value
    return found


async def _body(request: web.Request) -> bytes:
    """At most MOST_BODY bytes of JSON, not packed. Raises Problem."""
    if request.content_type != JSON or request.headers.get("Content-Encoding"):
        raise Problem("not_json")
    if (request.content_length or 0) > MOST_BODY:
        raise Problem("too_large")
    body = bytearray()
    try:
        async for chunk in request.content.iter_chunked(2**14):
            body += chunk
            if len(body) > MOST_BODY:
                raise Problem("too_large")
    except TooSlow:
        raise Problem("too_slow") from None
    return bytes(body)


def _written(answer: Answer) -> web.Response:
    headers = {**answer.headers, "Cache-Control": "no-store"}
    if answer.status == 304:
        return web.Response(status=304, headers=headers)
    return web.Response(
        body=answer.body, status=answer.status, content_type=answer.content_type, headers=headers
    )
