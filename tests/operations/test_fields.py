"""Log lines carry fields of one list, and every field the code writes is on it."""

import ast
import errno
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

import bot
from bot import telemetry
from bot.store.gone import Gone
from bot.vault import Unopenable

SOURCES = sorted(Path(bot.__file__).parent.rglob("*.py"))


def loggers(tree: ast.AST) -> set[str]:
    """Names a module gives to the logger or one of its methods."""
    return {
        ast.unparse(node.targets[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and "telemetry.log()" in ast.unparse(node.value)
    }


def fields(tree: ast.AST) -> Iterator[str]:
    """Names of what log lines and spans are given."""
    named = loggers(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            said = ast.unparse(node.func)
            if said.startswith(("telemetry.log()", "tracing.span")) or said.partition(".")[0] in named:
                yield from (keyword.arg or "**" for keyword in node.keywords)


def test_every_field_of_the_code_is_on_the_list() -> None:
    used = {name for path in SOURCES for name in fields(ast.parse(path.read_text()))}
    assert {"channel", "error", "incident"} <= used
    assert used <= telemetry.FIELDS


@pytest.fixture
def as_json() -> Iterator[None]:
    """Logs as on a server, and afterwards as before."""
    before, root = structlog.get_config(), logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    telemetry.set_up("json")
    yield
    structlog.configure(**before)
    root.handlers[:], root.level = handlers, level


@pytest.mark.usefixtures("as_json")
@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (Gone("disk_full"), "disk_full"), (Gone("database_gone"), "database_gone"),
        (OSError(errno.ENOSPC, "No space left on device", "/srv/Jalan Mawar"), "disk_full"),
        (PermissionError(errno.EACCES, "Permission denied"), "eacces"),
        (Unopenable("unknown_secret"), "unknown_secret"),
        (ValueError("Siti"), None),
    ],
)  # fmt: skip
def test_a_line_says_why_in_a_word(
    error: Exception, cause: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    telemetry.log().error("ring_broke", error=error)
    line = json.loads(capsys.readouterr().err)
    assert line.get("code") == cause
    assert line["error"] == type(error).__name__
    assert "Mawar" not in str(line)


@pytest.mark.usefixtures("as_json")
def test_a_line_leaves_out_what_is_not_on_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.log().info("case_offered", case="BD-417", reporter="Siti", officers=3, code="Jalan Mawar 3")
    line = json.loads(capsys.readouterr().err)
    assert line.pop("timestamp")
    assert line == {"event": "case_offered", "level": "info", "case": "BD-417", "officers": 3, "code": "str"}


@pytest.mark.usefixtures("as_json")
def test_an_error_is_its_type_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("Siti, Jalan Mawar 3")
    except ValueError as error:
        telemetry.log().error("turn_failed", error=error)
    line = json.loads(capsys.readouterr().err)
    assert (line["error"], line["at"].partition(":")[0]) == ("ValueError", "test_fields.py")
    assert "Siti" not in json.dumps(line)
