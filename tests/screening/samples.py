"""The labelled messages of tests/eval, and the screener and registry they are judged with."""

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.content.rulebook import load_rulebook
from bot.domain.registry import Company, Registry
from bot.screening.directory import Directory, Listed
from bot.screening.screener import Screener

TODAY = date(2026, 11, 1)
ROOT = Path(__file__).parents[2]
EVAL = ROOT / "tests" / "eval"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EVAL / name).read_text("utf-8").splitlines()]


@cache
def registry() -> Listed:
    with (EVAL / "p3mi_registry_sample.csv").open(encoding="utf-8") as file:
        companies = [
            Company(row["name"], row["status"], row["sip3mi_number"], row["phone"], row["address"], row["city"],
                    row["valid_until"])
            for row in csv.DictReader(file)
        ]  # fmt: skip
    return Directory(Registry((*companies, RUN_OUT), "2026-10-31", is_fictional=True)).on(TODAY)


RUN_OUT = Company("PT Kencana Lampau Abadi", "aktif", valid_until="2026-01-31")
CONFIRMED = (("phone", "+6281111110099"), ("company", "mangkir janji"))  # by officers, in earlier cases


@cache
def screener() -> Screener:
    return Screener(load_rulebook(ROOT / "content"))
