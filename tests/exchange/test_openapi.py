"""The OpenAPI document, and schemathesis reading it: what it says is what is answered, and nothing breaks."""

import asyncio
import itertools
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.exchange.openapi import document
from bot.domain.exchange.problems import STATUS
from bot.domain.exchange.routes import BASE, ROUTES
from tests.conftest import library
from tests.exchange.conftest import Agency, refers
from tests.services.test_custody import STORY
from tests.services.test_merging import MAIN, files

EXAMPLES = 60  # of each operation


async def test_the_document_is_open_and_names_every_route_and_refusal(agency: Agency) -> None:
    answer = await agency.http.get(f"{BASE}/openapi.json")
    told = await answer.json()
    assert answer.status == 200
    assert told == document(agency.office.app.desk.address)
    assert told["openapi"].startswith("3.1")
    found = {operation["operationId"] for path in told["paths"].values() for operation in path.values()}
    assert found == {route.name for route in ROUTES} | {"openapi"}
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert (await agency.http.get(f"{BASE}/openapi.json", headers=tag)).status == 304
    said = str(told)
    assert [
        code for code in STATUS if code != "method_not_allowed" and code.replace("_", "-") not in said
    ] == []


def test_every_refusal_has_a_title() -> None:
    for sentences in library().catalogs.sentences.values():
        keys = {key for key in sentences if key.startswith("exchange.problem.")}
        assert not keys or keys == {f"exchange.problem.{code}" for code in STATUS}


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("has_key", [True, False], ids=["with a key", "without a key"])
async def test_schemathesis_finds_no_break(agency: Agency, has_key: bool, tmp_path: Path) -> None:
    """Every answer has a status, a type and a body that the document names; bad data is refused; never a 5xx."""
    files(agency.office, "warga", STORY)
    refers(agency.office, MAIN)
    calls = itertools.count()
    agency.office.app.desk.now = lambda: (
        agency.office.now + timedelta(seconds=next(calls))
    )  # nobody waits for a limit
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    if has_key:
        checks += ",negative_data_rejection,missing_required_header,unsupported_method"
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", str(agency.http.make_url(f"{BASE}/openapi.json")),
        "--url", str(agency.http.make_url(BASE)), "--checks", checks, "--max-examples", str(EXAMPLES), "--seed", "1",
        "--phases", "examples,coverage,fuzzing", "--workers", "1", "--no-color", "--generation-database", "none",
        "--suppress-health-check", "all",
    ]  # fmt: skip
    command += ["--header", f"Authorization: Bearer {agency.key}"] if has_key else []
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
