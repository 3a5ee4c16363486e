"""The OpenAPI 3.1 document, made from the routes and their models."""

from typing import Any

from pydantic.json_schema import models_json_schema

from bot.domain.exchange import problems, records
from bot.domain.exchange.routes import BASE, MOST_BODY, ROUTES, Route

VERSION = "1.0.0"
ANY = (
    "bad_request",
    "key_missing",
    "key_unknown",
    "scope_missing",
    "too_large",
    "too_many",
    "incident",
    "busy",
)
POSTED = ("too_slow", "conflict", "not_json", "invalid", "replayed_otherwise")
IDEMPOTENCY_KEY = r"^[A-Za-z0-9_-]{16,64}$"
_SCHEMAS = "#/components/schemas/"


def document(address: str) -> dict[str, Any]:
    """The document of the API at this address of ours."""
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    paths["/openapi.json"] = {"get": _itself()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Benteng Desa",
            "version": VERSION,
            "summary": "Referrals and statistics for partner agencies; never a reporter, never the words of a report",
        },
        "servers": [{"url": f"{address}{BASE}"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "`benteng api key add`"}},
            "schemas": _schemas(),
        },
    }  # fmt: skip


def _schemas() -> dict[str, Any]:
    given = {route.answer for route in ROUTES} | {records.ProblemDocument}
    taken = {route.body for route in ROUTES if route.body is not None}
    wanted = [(model, "serialization") for model in given] + [(model, "validation") for model in taken]
    wanted.sort(key=lambda pair: pair[0].__name__)
    _, found = models_json_schema(wanted, ref_template=_SCHEMAS + "{model}")  # type: ignore[arg-type]
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "description": f"Scope: `{route.scope.value}`.",
        "parameters": _parameters(route),
        "responses": _responses(route),
    }
    if route.body is not None:
        schema = {"$ref": _SCHEMAS + route.body.__name__}
        operation["requestBody"] = {
            "required": True,
            "description": f"At most {MOST_BODY // 1024} KiB.",
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    found = []
    if route.has_number:
        shape = {"type": "string", "pattern": records.NUMBER_PATTERN}
        found.append({"name": "number", "in": "path", "required": True, "schema": shape, "example": "BD-417"})
    if route.body is not None:
        told = "Your own mark of this call: sent again with the same body it is answered alike and done once"
        found.append({"name": "Idempotency-Key", "in": "header", "required": True, "description": told,
                      "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY}})  # fmt: skip
    schema = route.query.model_json_schema(ref_template=_SCHEMAS + "{model}")
    for name, shape in schema.get("properties", {}).items():
        inner = _inlined(shape, schema.get("$defs", {}))
        found.append({"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": inner,
                      **({"description": told} if (told := inner.pop("description", "")) else {})})  # fmt: skip
    return found


def _inlined(shape: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    """A parameter is given or left out; there is no null in a query."""
    choices = [choice for choice in shape.get("anyOf", [shape]) if choice.get("type") != "null"]
    inner = dict(choices[0])
    if "$ref" in inner:
        inner = dict(defs[inner.pop("$ref").rsplit("/", 1)[-1]])
        inner.pop("description", None)
        inner.pop("title", None)
    told = shape.get("description", inner.get("description"))
    default = {"default": shape["default"]} if shape.get("default") is not None else {}
    return inner | default | ({"description": told} if told else {})


def _responses(route: Route) -> dict[str, Any]:
    headers = {"ETag": {"description": "Send it as If-None-Match", "schema": {"type": "string"}}}
    body = {"application/json": {"schema": {"$ref": _SCHEMAS + route.answer.__name__}}}
    answer: dict[str, Any] = {"description": "Done" if route.body else "Here it is", "content": body}
    if route.method == "GET":
        answer["headers"] = headers
    found: dict[str, Any] = {str(route.status): answer}
    if route.method == "GET":
        found["304"] = {"description": "Nothing has changed"}
    for code in (*ANY, *(POSTED if route.body else ()), *route.problems):
        _add_problem(found, code)
    return dict(sorted(found.items()))


def _add_problem(found: dict[str, Any], code: str) -> None:
    told = f"`{problems.Problem(code).type}`: {problems.DETAIL[code]}"
    status = str(problems.STATUS[code])
    if status in found:
        if told not in found[status]["description"]:
            found[status]["description"] += f"\n\n{told}"
        return
    found[status] = {
        "description": told,
        "content": {"application/problem+json": {"schema": {"$ref": _SCHEMAS + "ProblemDocument"}}},
    }
    if status in ("429", "503"):
        seconds = {"description": "Seconds", "schema": {"type": "integer"}}
        found[status]["headers"] = {"Retry-After": seconds}


def _itself() -> dict[str, Any]:
    answer = {"description": "This document", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {
        "operationId": "openapi",
        "summary": "This document",
        "security": [],
        "responses": {"200": answer, "304": {"description": "Nothing has changed"}},
    }
