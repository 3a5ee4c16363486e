"""The page about the API is made of the service's own document. `pytest --update tests/documents` writes it."""

import pytest

from bot.domain.exchange import openapi, problems
from tests.documents.reading import ROOT, Document
from tools.api_reference import page

PAGE = ROOT / "docs" / "api-reference.md"
DOCUMENT = openapi.document("https://HOST")


def test_the_page_is_of_today(request: pytest.FixtureRequest) -> None:
    written = page(DOCUMENT)
    if request.config.getoption("--update"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written, "run pytest --update"


def test_every_call_record_field_and_problem_stands_on_it() -> None:
    written = Document(PAGE, page(DOCUMENT))
    titles = {title for _, title in written.headings}
    assert {f"{way.upper()} {path}" for path, ways in DOCUMENT["paths"].items() for way in ways} <= titles
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert name in titles
        assert all(f"| `{field}`" in written.text for field in schema.get("properties", ()))
    asked = set(problems.STATUS) - {"method_not_allowed"}  # of no call in particular
    assert [code for code in asked if problems.URN + code.replace("_", "-") not in written.text] == []
