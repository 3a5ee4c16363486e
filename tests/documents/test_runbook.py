"""Whoever is woken by an alert finds a heading with its name, and under it where to look and what to do."""

import re

from tests.documents.reading import ROOT, read

RULES = ROOT / "deploy" / "alerts.yml"
RUNBOOK = read(ROOT / "docs" / "runbook.md")
PARTS = ("**People notice**", "**Look**", "**Do**")


def test_every_alert_has_its_heading_and_every_heading_its_alert() -> None:
    named = re.findall(r"^ *- alert: (\w+)", RULES.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) > 10
    assert [title for level, title in RUNBOOK.headings if level == 2] == named


def test_every_heading_says_what_is_noticed_where_to_look_and_what_to_do() -> None:
    sections = re.split(r"^## ", RUNBOOK.text, flags=re.MULTILINE)[1:]
    assert len(sections) > 10
    missing = [
        (part, section.split("\n")[0]) for section in sections for part in PARTS if part not in section
    ]
    assert missing == []
