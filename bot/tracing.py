"""Traces without content: what was done and how long it took, with the fields a log line may carry (bot.telemetry).

Off until `set_up`; then spans go to an OpenTelemetry collector. An exception leaves its type, never its message.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from bot.telemetry import kept

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

SERVICE = "benteng-desa"
_provider: "TracerProvider | None" = None


class Note(Protocol):
    """Adds fields to a span."""

    def __call__(self, **fields: object) -> None: ...


def set_up(exporter: "SpanExporter | None" = None) -> None:
    """Trace from now on; where to, the SDK reads from its own OTEL_ variables. Raises ImportError without the extra."""
    global _provider  # noqa: PLW0603  (like the registry of metrics: one for the process)
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

    logging.getLogger("opentelemetry").setLevel(
        logging.ERROR
    )  # a collector that is gone: not a line for each try
    _provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}))
    _provider.add_span_processor(
        BatchSpanProcessor(OTLPSpanExporter()) if exporter is None else SimpleSpanProcessor(exporter)
    )


def close() -> None:
    """Hand over what is left."""
    global _provider  # noqa: PLW0603
    if _provider is not None:
        _provider.shutdown()
        _provider = None


@contextmanager
def span(name: str, **fields: object) -> Iterator[Note]:
    """A step of the work; gives what adds fields to it."""
    if _provider is None:
        yield _nothing
        return
    from opentelemetry.trace import Status, StatusCode

    tracer = _provider.get_tracer(SERVICE)
    with tracer.start_as_current_span(
        name, attributes=_attributes(fields), record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield lambda **more: current.set_attributes(_attributes(more))
        except BaseException as error:
            current.set_status(Status(StatusCode.ERROR))
            current.set_attribute("error", type(error).__name__)
            raise


def _attributes(fields: dict[str, object]) -> dict[str, Any]:
    return {name: value for name, value in kept(fields).items() if value is not None}


def _nothing(**_fields: object) -> None:
    pass
