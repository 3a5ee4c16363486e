"""Traces show what was done and how long it took, and not a word, name or address of anybody."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot import tracing
from bot.__main__ import main
from bot.config import Config, InvalidSettings
from tests.fakes.telegram_api import message
from tests.journeys.site import running, until

MARK = "Zulkifarnain"
OFFER = f"Kerja di Kamboja gaji 15 juta pakai visa turis, hubungi {MARK} 0812-7766-5544"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    tracing.set_up(exporter)
    yield exporter
    tracing.close()


def everything(found: tuple[ReadableSpan, ...]) -> str:
    return "\n".join(span.to_json() for span in found)


async def test_a_message_is_followed_from_turn_to_send_without_its_words(
    tmp_path: Path, spans: InMemorySpanExporter
) -> None:
    async with running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        site.telegram.webhook = f"{site.base}/telegram/webhook"
        assert await site.telegram.push(message(771_234_987, OFFER)) == 200
        await until(lambda: site.telegram.to(771_234_987))
        await until(lambda: {span.name for span in spans.get_finished_spans()} == {"turn", "send", "ring"})
        found = spans.get_finished_spans()
    turn = next(span for span in found if span.name == "turn")
    assert turn.attributes == {"channel": "telegram", "outcome": "answered"}
    send = next(span for span in found if span.name == "send")
    assert send.attributes == {"channel": "telegram", "lane": "reply", "outcome": "sent", "attempts": 1}
    told = everything(found)
    for secret in (MARK, "Kamboja", "0812-7766", "7766-5544", "0812_7766", "771234987", "771_234_987"):
        assert secret not in told


def test_an_error_leaves_its_type_alone(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match=MARK), tracing.span("turn", channel="telegram"):
        raise ValueError(f"cannot read {OFFER!r} of {MARK}")
    (found,) = spans.get_finished_spans()
    assert found.attributes == {"channel": "telegram", "error": "ValueError"}
    assert MARK not in everything((found,))


def test_fields_are_those_a_log_line_may_carry(spans: InMemorySpanExporter) -> None:
    with tracing.span("turn", code=OFFER, count=6_281_277_665_544, reporter=MARK) as note:
        note(address=MARK, what=f"{MARK} di rumah", outcome="answered")
    (found,) = spans.get_finished_spans()
    assert found.attributes == {"code": "str", "count": "number", "what": "str", "outcome": "answered"}


def test_nothing_is_traced_unless_somebody_asked_for_it() -> None:
    with tracing.span("turn", channel="telegram") as note:
        note(outcome="answered")
    assert tracing._provider is None
    assert Config.from_env({}).traces_to == ""


def test_an_address_that_is_none_stops_the_start() -> None:
    with pytest.raises(InvalidSettings, match="OTEL_EXPORTER_OTLP_ENDPOINT"):
        Config.from_env({"OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318"})


def test_without_the_extra_the_start_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318")
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    assert main(["serve"]) == 1
    assert "benteng-desa[otel]" in capsys.readouterr().err
