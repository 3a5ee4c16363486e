"""Alert rules and dashboard ask for metrics that exist, with labels those have."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import telemetry
from bot.services.pulse import BEATS

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = [
    rule for group in yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"] for rule in group["rules"]
]
DASHBOARD = json.loads((DEPLOY / "dashboard.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
DASHED = [target["expr"] for panel in PANELS for target in panel["targets"]]
ASKED = [rule["expr"] for rule in RULES] + DASHED
SPAN = re.compile(r"\d+(ms|s|m|h|d|w)")
SELECTED = re.compile(r"(benteng_\w+)(?:\{([^}]*)\})?")
GROUPED = re.compile(r"\bby \(([^)]*)\)")
OF_PROMETHEUS = {"instance", "job", "le"}


def series() -> dict[str, set[str]]:
    """Every series' name with its labels."""
    collectors = telemetry.registry._names_to_collectors
    return {name: set(collector._labelnames) for name, collector in collectors.items()}


def test_the_file_is_what_prometheus_reads() -> None:
    names = [rule["alert"] for rule in RULES]
    assert len(set(names)) == len(names) > 0
    for rule in RULES:
        assert re.fullmatch(r"Benteng([A-Z][a-z]+)+", rule["alert"])
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert SPAN.fullmatch(rule["for"])
        assert rule["labels"]["severity"] in {"page", "ticket"}
        notes = rule["annotations"]
        assert notes["runbook"] == f"docs/runbook.md#{rule['alert'].lower()}"
        assert notes["summary"].endswith(".")


@pytest.mark.parametrize("expr", ASKED)
def test_every_metric_exists_and_has_these_labels(expr: str) -> None:
    known, own = series(), set[str]()
    for name, chosen in SELECTED.findall(expr):
        assert name in known, name
        own |= known[name]
        asked = {part.split("=")[0].rstrip("!") for part in re.findall(r'\w+!?="', chosen)}
        assert asked <= known[name] | OF_PROMETHEUS
    for grouped in GROUPED.findall(expr):
        assert {label.strip() for label in grouped.split(",")} <= own | OF_PROMETHEUS


@pytest.mark.parametrize("expr", ASKED)
def test_brackets_close_and_values_are_quoted(expr: str) -> None:
    waiting = []
    for sign in expr:
        if sign in "([{":
            waiting.append(")]}"["([{".index(sign)])
        elif sign in ")]}":
            assert waiting.pop() == sign
    assert not waiting
    assert expr.count('"') % 2 == 0


def values(label: str) -> Iterator[str]:
    for expr in ASKED:
        yield from re.findall(rf'{label}="(\w+)"', expr)


def test_what_is_asked_for_is_what_the_code_says() -> None:
    """A label's value that no process ever gives would never alarm anybody."""
    assert set(values("what")) == set(BEATS)
    assert set(values("lane")) <= set(telemetry.LANES)


def test_text_names_only_labels_that_are_left() -> None:
    for rule in RULES:
        grouped = GROUPED.findall(rule["expr"])
        left = {label.strip() for group in grouped for label in group.split(",")}
        known = series()
        for name, _ in SELECTED.findall(rule["expr"]):
            left |= set() if grouped else known[name]
        for note in rule["annotations"].values():
            assert set(re.findall(r"\$labels\.(\w+)", note)) <= left | OF_PROMETHEUS, rule["alert"]


def test_every_panel_of_the_dashboard_is_drawn() -> None:
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(ids)) == len(ids)
    for panel in PANELS:
        assert panel["title"]
        assert panel["targets"]
        place: dict[str, Any] = panel["gridPos"]
        assert place["x"] + place["w"] <= 24


def test_prometheus_is_told_of_the_rules() -> None:
    told = yaml.safe_load((DEPLOY / "prometheus.yml").read_text())
    assert told["rule_files"] == ["alerts.yml"]
    assert told["scrape_configs"][0]["job_name"] == "benteng"
