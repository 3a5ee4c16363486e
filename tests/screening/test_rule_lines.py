"""Every red flag fires on its own `hit` lines and keeps quiet on its `miss` lines."""

import re

import pytest

from bot.content.rulebook import entries
from tests.screening.samples import CONFIRMED, EVAL, ROOT, lines, registry, screener

RULES = entries(ROOT / "content")
HITS = [(rule.id, line) for rule in RULES for line in rule.hit]
MISSES = [(rule.id, line) for rule in RULES for line in rule.miss]


@pytest.mark.parametrize(("rule", "line"), HITS)
def test_a_rule_fires_on_its_hit_lines(rule: str, line: str) -> None:
    asked = {"fee": "belum_tahu"}  # somebody who sent CEK has said it is an offer
    assert rule in screener().screen(line, asked, registry(), CONFIRMED).rules


@pytest.mark.parametrize(("rule", "line"), MISSES)
def test_a_rule_keeps_quiet_on_its_miss_lines(rule: str, line: str) -> None:
    assert rule not in screener().screen(line, {}, registry(), CONFIRMED).rules


def test_every_family_of_recruiting_tricks_has_a_rule() -> None:
    """facts.md section 5 numbers 47 of them."""
    assert {family for rule in RULES for family in rule.families} == set(range(1, 48))


def test_no_rule_quotes_a_sample_message() -> None:
    """A phrase of five plain words or more that stands in a sample was copied from it."""
    samples = " ".join(row["text"].casefold() for row in lines("offers_dev.jsonl"))
    plain = [p for rule in RULES for p in rule.any if re.fullmatch(r"[\w ]+", p) and p.count(" ") >= 4]
    assert EVAL.exists()
    assert [phrase for phrase in plain if phrase in samples] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_rule_has_its_sentence_and_its_ground(language: str) -> None:
    catalog = (ROOT / "locales" / language / "LC_MESSAGES" / "rules.po").read_text("utf-8")
    keys = set(re.findall(r'^msgid "(.+)"$', catalog, re.MULTILINE))
    wanted = {f"{kind}.{rule.id}" for rule in RULES for kind in ("rule", "ground")}
    assert wanted - keys == set()
    sentences = re.findall(r'^msgid "rule\..+"\nmsgstr "(.*)"$', catalog, re.MULTILINE)
    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []
