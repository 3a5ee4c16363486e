"""Calls that are none: refused with what is wrong, and without a word of what was sent."""

import asyncio
import gzip
import zlib

import pytest

from bot import telemetry
from bot.domain.exchange.problems import DETAIL
from bot.store.db import Busy
from tests.exchange.conftest import BASIS, Agency
from tests.exchange.test_api import SUMMARY, TOKEN


async def test_bad_calls_are_told_what_is_wrong_without_a_word_of_theirs(agency: Agency) -> None:
    secret = "rahasia-warga"
    sent = {"summary": SUMMARY, "purpose": "handling", "legal_basis": BASIS, "consent": "given"}
    for body in ({}, [], 1, {**sent, secret: 1}, {**sent, "summary": secret}, {**sent, "people": secret},
                 {**sent, "has_minor": "ya"}, {**sent, "legal_basis": "a\x00b" + secret}, {**sent, "area_code": "36"},
                 {**sent, "reference": f"{secret} Pak Budi"}):  # fmt: skip
        problem = await agency.posts("/referrals", body, status=422)
        assert problem["errors"]
        assert secret not in str(problem)
    for raw in (b"", b"{", b"\xff", b'{"summary": NaN}', b"[" * 5_000):
        answer = await agency.call("POST", "/referrals", data=raw, headers={
            "Idempotency-Key": TOKEN, "Content-Type": "application/json"})  # fmt: skip
        assert answer.status == 422, raw
    for query in ("limit=0", "limit=101", "limit=1.0", "limit=%201", "limit=1&limit=2", f"{secret}=1", "area=3604",
                  "area=٣٦", "since=1700000000", "since=2026-02-30", "severity=ungu", "cursor="):  # fmt: skip
        assert secret not in str(await agency.gets(f"/cases?{query}", 400))
    assert (await agency.gets(f"/cases?area={'1' * 3_000}", 413))["status"] == 413
    assert (await agency.gets("/aggregates?period=x", 400))["errors"][0]["where"] == "period"
    big = await agency.call(
        "POST", "/referrals", data=b"x" * 70_000, headers={"Content-Type": "application/json"}
    )
    assert big.status == 413
    form = await agency.call("POST", "/referrals", data={"summary": SUMMARY})
    assert form.status == 415
    bare = await agency.call("POST", "/referrals", json=sent)
    assert (bare.status, (await bare.json())["errors"][0]["where"]) == (400, "Idempotency-Key")


async def test_what_would_be_right_is_said_in_words(agency: Agency) -> None:
    """No regular expression; and for a name that is none, the names there are."""
    for path, where, what in (
        ("/cases?area=3604", "area", "36.04.13.2007"),
        ("/cases?foo=1", "", "known are limit, cursor, severity, area, since"),
    ):
        (fault,) = (await agency.gets(path, 400))["errors"]
        assert fault["where"] == where
        assert what in fault["what"]
        assert "[0-9]" not in fault["what"]


async def test_methods_and_paths_that_are_none(agency: Agency) -> None:
    answer = await agency.call("DELETE", "/cases")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert (await answer.json())["type"].endswith("method-not-allowed")
    options = await agency.call("OPTIONS", "/referrals")
    assert (options.status, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    for path in ("", "/", "/nothing", "/cases/BD-101/receipt/x", "/cases/%00", f"/cases/{'9' * 400}"):
        problem = await agency.gets(path, 404)
        assert problem["detail"] == DETAIL["not_found"]


async def test_one_call_sent_many_times_at_once_is_done_once(agency: Agency) -> None:
    body = {"summary": SUMMARY, "purpose": "handling", "legal_basis": BASIS, "consent": "given"}
    given = await asyncio.gather(*(agency.posts("/referrals", body, status=201) for _ in range(5)))
    assert given == given[:1] * 5
    assert (await agency.gets("/referrals"))["items"] == given[:1]


async def test_what_breaks_here_is_an_incident_and_what_is_sent_is_never_told(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither an answer nor a log line nor a counter holds a word of a call."""
    secret = "rahasia-warga"

    def breaks(*_: object) -> None:
        raise RuntimeError(secret)

    telemetry.set_up("json")
    await agency.gets(f"/cases?area={secret}", 400)
    monkeypatch.setattr("bot.services.exchange.dispatch.answer", breaks)
    problem = await agency.gets(f"/cases?severity={secret}", 500)
    assert (problem["type"], len(problem["incident"])) == ("urn:benteng-desa:problem:incident", 8)
    told = capsys.readouterr()
    assert "api_refused" in told.out + told.err
    counted = telemetry.metrics().decode()
    assert 'benteng_api_calls_total{outcome="bad_request",route="listCases"}' in counted
    for text in (told.out, told.err, counted, str(problem)):
        assert secret not in text
        assert agency.key not in text


async def test_too_much_waiting_is_said(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(agency.office.app.database, "write", full)
    answer = await agency.call("GET", "/cases")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_packed_bodies_are_refused_whatever_is_in_them(agency: Agency) -> None:
    json_headers = {"Content-Type": "application/json", "Idempotency-Key": TOKEN}
    for data, encoding in (
        (gzip.compress(b" " * 5_000_000), "gzip"),
        (zlib.compress(b" " * 5_000_000), "deflate"),
        (b"no gzip at all", "gzip"),
        (gzip.compress(b"{}")[:-9], "gzip"),
        (b"{}", "rot13"),
    ):
        headers = {**json_headers, "Content-Encoding": encoding, "Connection": "close"}
        answer = await agency.call("POST", "/referrals", data=data, headers=headers, compress=None)
        assert answer.status == 415, encoding
        assert answer.content_type == "application/problem+json"
