"""Logs and counters that can carry ids, codes and counts, and nothing else.

A log line takes its event name and fields from the code; values are kept only when they are numbers, booleans or
short words of [a-z0-9_.:-]. Everything else, an exception's message included, is replaced by its type.
"""

import logging
import re
import secrets
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_WORD = re.compile(r"[A-Za-z][A-Za-z_.:/-]{0,47}(?:\d{1,5})?|BD-\d{1,9}|[0-9a-f]{8}")

registry = CollectorRegistry()
inbound = Counter(
    "benteng_inbound", "Messages received, by channel and outcome", ["channel", "outcome"], registry=registry
)
refused_calls = Counter(
    "benteng_refused_calls", "Webhook calls refused", ["channel", "why"], registry=registry
)
sends = Counter(
    "benteng_sends", "Messages handed to providers", ["channel", "lane", "outcome"], registry=registry
)
turn_seconds = Histogram("benteng_turn_seconds", "From webhook to commit", ["channel"], registry=registry,
                         buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10))  # fmt: skip
pictures = Counter(
    "benteng_pictures", "Pictures somebody waited for, by outcome", ["outcome"], registry=registry
)
picture_seconds = Histogram("benteng_picture_seconds", "Reading one picture", registry=registry,
                            buckets=(0.5, 1, 1.5, 2, 3, 5, 10, 15))  # fmt: skip
list_pulls = Counter(
    "benteng_list_pulls",
    "Published lists fetched, by kind and outcome",
    ["kind", "outcome"],
    registry=registry,
)
spooled = Counter("benteng_spooled", "Calls kept on disk while the database was gone", registry=registry)
answers = Counter("benteng_answers", "Things people ran into", ["what"], registry=registry)
api_calls = Counter("benteng_api_calls", "Calls of partner agencies", ["route", "outcome"], registry=registry)
webhooks = Counter("benteng_webhooks", "Tries to tell partner agencies", ["outcome"], registry=registry)
codes = Counter("benteng_codes", "Receipt codes and invitations looked up", ["outcome"], registry=registry)
outbox_waiting = Gauge("benteng_outbox_waiting", "Rows of the outbox by state", ["state"], registry=registry)


def metrics() -> bytes:
    """All counters in Prometheus' text format."""
    return generate_latest(registry)


def incident_id() -> str:
    """Eight characters that join a person's apology to our log line."""
    return secrets.token_hex(4)


def set_up(log_format: str) -> None:
    """Logs to standard error, as text for people or as JSON lines. Library logs below WARNING are off."""
    shown: Any = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_safe,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_Lines,
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Bridge()], force=True)


def log() -> Any:
    """The logger of this process."""
    return structlog.get_logger()


def only_safe(_logger: Any, _method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every value that could name somebody or quote a message."""
    error = fields.pop("error", None)
    fields.pop("exc_info", None)
    for name, value in fields.items():
        if name not in ("timestamp", "level", "event"):
            fields[name] = _safe(value)
    if isinstance(error, BaseException):
        fields["error"] = type(error).__name__
        fields["at"] = _place(error)
    return fields


def _safe(value: Any) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value if not isinstance(value, int) or abs(value) < 10**6 else "number"
    if isinstance(value, list | tuple):
        return [_safe(item) for item in value]
    return value if isinstance(value, str) and _WORD.fullmatch(value) else type(value).__name__


def _place(error: BaseException) -> str:
    """File and line where an exception arose, without a folder."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"


class _Lines:
    """Writes to whatever standard error is at the time."""

    def __init__(self, *_: object) -> None:
        pass

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")

    debug = info = warning = error = msg


class _Bridge(logging.Handler):
    """Library logs: only where they come from, never their text."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        log().warning("library", source=record.name, line=record.lineno, error=error)
