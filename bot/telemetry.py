"""Logs and counters that can carry ids, codes and counts, and nothing else.

A log line takes its event name and fields from the code. Fields that are not in FIELDS are left out; values are kept
only when they are numbers, booleans or short words of [a-z0-9_.:-]. Everything else, an exception's message included,
is replaced by its type.
"""

import errno
import logging
import math
import re
import secrets
import sys
from collections.abc import Mapping, MutableMapping
from errno import errorcode
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.domain.pulse import Pulse

FIELDS = frozenset({
    "alert", "attempts", "campaign", "case", "channel", "channels", "code", "count", "database", "error", "heads",
    "incident", "lane", "lesson", "line", "look", "officer", "officers", "outcome", "part", "parts", "port", "route",
    "rung", "seconds", "source", "supervisors", "version", "webhook", "what", "work", "wrong",
})  # fmt: skip
OURS = ("bot.", "handlers.")  # where exceptions have a stable code
CAUSES = {errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full", errno.EROFS: "read_only"}
OWN = frozenset({"timestamp", "level", "event"})
_WORD = re.compile(
    r"[A-Za-z][A-Za-z_.:/-]{0,47}(?:\d{1,5})?|BD-\d{1,9}|[0-9a-f]{8}|\d{1,3}\.\d{1,3}\.\d{1,3}"
)

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
silent_reports = Counter(
    "benteng_silent_reports",
    "Urgent reports nobody went on with, sent or not",
    ["outcome"],
    registry=registry,
)
answers = Counter("benteng_answers", "Things people ran into", ["what"], registry=registry)
api_calls = Counter("benteng_api_calls", "Calls of partner agencies", ["route", "outcome"], registry=registry)
webhooks = Counter("benteng_webhooks", "Tries to tell partner agencies", ["outcome"], registry=registry)
codes = Counter("benteng_codes", "Receipt codes and invitations looked up", ["outcome"], registry=registry)

unready = Gauge(
    "benteng_unready", "1 where this keeps the service from being ready", ["reason"], registry=registry
)
leads = Gauge("benteng_leader", "1 where some process leads", ["part"], registry=registry)
beat_age = Gauge(
    "benteng_beat_age_seconds", "Since it happened last; +Inf when it never did", ["what"], registry=registry
)
outbox_oldest = Gauge("benteng_outbox_oldest_seconds", "How long the oldest message has waited that is due",
                      ["channel", "lane"], registry=registry)  # fmt: skip
outbox_uncertain = Gauge(
    "benteng_outbox_uncertain", "Messages of seven days that may or may not have gone", registry=registry
)
merah_unaccepted = Gauge(
    "benteng_merah_unaccepted_seconds", "Age of the oldest merah nobody accepted", registry=registry
)
trail_whole = Gauge(
    "benteng_trail_whole", "1 while the last check found the audit trail whole", registry=registry
)
engine_stalled = Gauge(
    "benteng_engine_stalled_seconds", "For how long this process could not commit", registry=registry
)
writers_waiting = Gauge("benteng_writers_waiting", "Changes that wait for a writer", registry=registry)
disk_free = Gauge("benteng_disk_free_bytes", "Room where data is kept", registry=registry)
disk = Gauge("benteng_disk_bytes", "Size of the disk where data is kept", registry=registry)
spool_waiting = Gauge("benteng_spool_waiting", "Calls that wait on disk for the database", registry=registry)
spool_unreadable = Gauge(
    "benteng_spool_unreadable", "Calls set aside on disk, for nobody can open them", registry=registry
)
watched_at = Gauge(
    "benteng_watched_at_seconds", "When these gauges were filled last (Unix time)", registry=registry
)
LANES = ("reply", "urgent", "bulk")


def show(pulse: Pulse) -> None:
    """Fill the gauges with what the database told."""
    for part, is_led in pulse.leaders.items():
        leads.labels(part).set(is_led)
    for what, at in pulse.beats.items():
        beat_age.labels(what).set(math.inf if at is None else (pulse.now - at).total_seconds())
    outbox_oldest.clear()
    for (channel, lane), since in pulse.oldest.items():
        outbox_oldest.labels(channel, LANES[lane]).set((pulse.now - since).total_seconds())
    opened_at = pulse.merah_since
    merah_unaccepted.set(0 if opened_at is None else (pulse.now - opened_at).total_seconds())
    trail_whole.set(pulse.is_trail_whole)


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
    """Drop every field nobody put on the list, and every value that could name somebody or quote a message."""
    error = fields.pop("error", None)
    fields.update(kept({name: fields.pop(name) for name in [*fields] if name not in OWN}))
    if isinstance(error, BaseException):
        fields["error"] = type(error).__name__
        fields["at"] = _place(error)
        fields.setdefault("code", _cause(error))
        if not fields["code"]:
            del fields["code"]
    return fields


def kept(fields: Mapping[str, object]) -> dict[str, Any]:
    """What a log line or a span may carry of these fields."""
    return {name: safe(value) for name, value in fields.items() if name in FIELDS}


def safe(value: Any) -> Any:
    """The value if it can name nobody and quote nothing; else what kind of value it was."""
    if isinstance(value, bool | int | float) or value is None:
        return value if not isinstance(value, int) or abs(value) < 10**6 else "number"
    if isinstance(value, list | tuple):
        return [safe(item) for item in value]
    return value if isinstance(value, str) and _WORD.fullmatch(value) else type(value).__name__


def _cause(error: BaseException) -> str:
    """A word for why it happened: the code of our own exceptions, the system's name for what it refused."""
    if isinstance(error, OSError):
        return CAUSES.get(error.errno or 0, errorcode.get(error.errno or 0, "").lower())
    is_ours = type(error).__module__.startswith(OURS)
    return str(safe(getattr(error, "code", ""))) if is_ours else ""


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
