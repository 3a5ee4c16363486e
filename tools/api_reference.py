"""An OpenAPI document as a page to read: every call, field and problem. docs/api-reference.md is made of it."""

from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]
HEAD = """# API reference

Made of the service's OpenAPI document by `pytest --update tests/documents`; do not edit it. The document itself, for
tools: `GET /api/v1/openapi.json`. How to begin, with examples, and what a key sees: [exchange.md](exchange.md).

All paths stand below `{base}`. Every call but the last takes `Authorization: Bearer` and your key.
"""
_SCHEMAS = "#/components/schemas/"


def page(document: Node) -> str:
    """The whole page."""
    base = document["servers"][0]["url"]
    lines = [
        HEAD.format(base=base),
        "## Calls",
        *_calls(document),
        "## Records",
        *_records(document),
        "## Problems",
    ]
    return "\n".join([*lines, *_problems(document)]) + "\n"


def _calls(document: Node) -> Iterator[str]:
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            yield f"\n### {method.upper()} {path}\n\n{call['summary']}. {call.get('description', 'No key.')}\n"
            fields = call.get("parameters", [])
            if fields:
                yield "| give | in | what |\n|---|---|---|"
            for field in fields:
                must = ", needed" if field.get("required") else ""
                what = ". ".join(filter(None, (_kind(field["schema"]), field.get("description"))))
                yield f"| `{field['name']}` | {field['in']}{must} | {what} |"
            if "requestBody" in call:
                yield f"\nBody: {_kind(call['requestBody']['content']['application/json']['schema'])}."
            answers = [
                f"{code} {_kind(content['application/json']['schema'])}"
                for code, answer in call["responses"].items()
                if "application/json" in (content := answer.get("content", {}))
            ]
            yield f"\nAnswers {', '.join(answers)}; otherwise {', '.join(_others(call))}."
    yield ""


def _others(call: Node) -> Iterator[str]:
    return (
        code
        for code, answer in call["responses"].items()
        if "application/json" not in answer.get("content", {})
    )


def _records(document: Node) -> Iterator[str]:
    for name, schema in sorted(document["components"]["schemas"].items()):
        yield f"\n### {name}\n"
        if schema.get("description"):
            yield _line(schema["description"]) + "\n"
        if "enum" in schema:
            yield _kind(schema) + "."
            continue
        yield "| field | what |\n|---|---|"
        for field, kind in schema["properties"].items():
            what = ". ".join(filter(None, (_kind(kind), kind.get("description"))))
            needed = "" if field in schema.get("required", ()) else " (may be left out)"
            yield f"| `{field}`{needed} | {_line(what)} |"
    yield ""


def _problems(document: Node) -> Iterator[str]:
    """Every kind that any call may answer with, by status."""
    told = {
        (code, line)
        for methods in document["paths"].values()
        for call in methods.values()
        for code, answer in call["responses"].items()
        if "application/problem+json" in answer.get("content", {})
        for line in answer["description"].split("\n\n")
    }
    yield "\n| status | `type` | means |\n|---|---|---|"
    for code, line in sorted(told):
        urn, _, means = line.partition(": ")
        yield f"| {code} | {urn} | {means} |"


def _kind(schema: Node) -> str:
    """What a value may be, in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_SCHEMAS)
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return _bounded(schema)


def _bounded(schema: Node) -> str:
    said = str(schema.get("format") or schema.get("type") or "anything")
    bounds = (("minimum", "from"), ("maximum", "to"), ("minLength", "from"), ("maxLength", "to"))
    limits = [f"{word} {schema[name]}" for name, word in bounds if name in schema]
    unit = " letters" if "maxLength" in schema else ""
    default = f", else {schema['default']}" if schema.get("default") is not None else ""
    return f"{said} {' '.join(limits)}{unit}".strip() + default


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
