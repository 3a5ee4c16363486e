"""The small mistakes `make mutants` makes: each once, where it says, and the list of modules is right."""

import tomllib
from pathlib import Path

import pytest

from bench.mutants import __main__ as mutants
from bench.mutants.changes import changes

ENTRIES = tomllib.loads(mutants.LIST.read_text())["module"]


def made(source: str) -> list[str]:
    return [change.what for change in changes(source)]


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("is_late = first < second", ["first <= second", "first >= second"]),
        ("is_late = not(first_one or second)", ["is_late = first_one or second", "first_one and second"]),
        ("text = words if is_shown else other", ["words if not is_shown else other"]),
        ("limit = timedelta(minutes=2)", ["timedelta()", "timedelta(minutes=3)", "timedelta(minutes=1)"]),
        ("found = any(x for x in many if x.is_one)",
         ["all((x for x in many if x.is_one))", "(x for x in many)", "(x for x in many if not x.is_one)"]),
        ("rows = query.where(one, two).order_by(three)",
         ["query.where(one, two)", "query.where(two)", "query.where(one)"]),
        ("kept = 'queued'", ["kept = 'queued?'"]),
        ("def run() -> int:\n    count_up(first)\n    return total_of(first)", ["left out", "return None"]),
    ],
)  # fmt: skip
def test_each_place_is_made_wrong_in_its_ways(source: str, wrong: list[str]) -> None:
    after = [what.split(" -> ")[1] for what in made(source)]
    assert [any(piece in one for one in after) for piece in wrong] == [True] * len(wrong), after
    assert len(after) == len(set(after)) == len(wrong)


@pytest.mark.parametrize(
    "source",
    ['"""Said."""', "def run(x: Literal[1]) -> None: ...", "import os",
     "@cached(size=3)\ndef run(): pass", "telemetry.log().info('sent', count=1)"],
)  # fmt: skip
def test_what_is_only_said_is_left_as_it_is(source: str) -> None:
    assert made(source) == []


def test_a_mistake_tells_where_it_is() -> None:
    (one, _) = changes("class Kept:\n    def first(self):\n        return self.all_rows[0]")[1:]
    assert (one.line, one.inside) == (3, "Kept.first")
    assert one.source.endswith("return self.all_rows[1]")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_the_list_names_what_is_there(entry: dict[str, object]) -> None:
    module = mutants.of_module(entry)
    assert mutants.all_changes(module)
    assert all(Path(test).exists() for test in module.tests)
    assert mutants.stale(entry) == []
