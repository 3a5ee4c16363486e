"""How right the judgements are on labelled messages: `make eval`. Counts and shares only, nothing is timed.

Reads every tests/eval/offers_*.jsonl and reports_*.jsonl, the lines of tests/screening/fresh_*.tsv, all of these
together, and then what there is in tests/eval/heldout: sets whose misses nobody has looked at. Entities are compared by
value: a company by its bare name, a phone by its last nine digits, a country by ISO code.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.offers import Verdict
from tests.screening.samples import EVAL, ROOT, registry, screener

LEVELS = ("bahaya", "waspada", "belum_ada_tanda", "bukan_tawaran")
SEVERITIES = ("merah", "kuning", "hijau")
KINDS = ("company", "phone", "country")
HELD_OUT = EVAL / "heldout"  # sets whose misses nobody looks at
OBLIQUE = EVAL / "oblique.jsonl"  # every family of red flags, told around its own words
FRESH = ROOT / "tests" / "screening"
REPORTS_RIGHT = 0.90
GOALS = {"company": 0.92, "phone": 0.98, "country": 0.95}


@dataclass
class Score:
    """Expected against given, and what was named."""

    table: Counter[tuple[str, str]] = field(default_factory=Counter)
    entities: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    wrong: list[str] = field(default_factory=list)

    def share(self, expected: str, *given: str) -> float:
        """Of the messages labelled `expected`, how many got one of `given`."""
        whole = sum(count for (label, _), count in self.table.items() if label == expected)
        return sum(self.table[expected, one] for one in given) / whole if whole else 1.0

    def add(self, other: "Score") -> None:
        """Count another set's messages in."""
        self.table += other.table
        for kind in KINDS:
            self.entities[kind] += other.entities[kind]

    @property
    def accuracy(self) -> float:
        return sum(n for (label, given), n in self.table.items() if label == given) / self.table.total()

    def f1(self, kind: str) -> float:
        """Harmonic mean of precision and recall of one kind of entity; 1 where none was expected or given."""
        counts = self.entities[kind]
        whole = 2 * counts["right"] + counts["missed"] + counts["invented"]
        return 2 * counts["right"] / whole if whole else 1.0


def bare(name: str) -> str:
    """A company's name without its form, letters only."""
    flat = re.sub(r"^\W*(?:p\W*t|c\W*v|lpk)\b", "", name.casefold()).translate(str.maketrans("01|", "oii"))
    return re.sub(r"[^a-z]", "", flat)


def named(kind: str, values: Iterable[str]) -> set[str]:
    """Values of a kind as they are compared."""
    if kind == "phone":
        return {re.sub(r"\D", "", value.translate(str.maketrans("OolI|", "00111")))[-9:] for value in values}
    return {bare(value) if kind == "company" else value for value in values}


def country_codes() -> dict[str, str]:
    """Indonesian names of countries, as the sets write them, by ISO 3166."""
    found = {}
    for code, names in _countries().items():
        for name in names:
            found[name.rstrip("*")] = code
    return {**found, "korea selatan": "KR", "arab saudi": "SA", "uni emirat arab": "AE"}


def _countries() -> Mapping[str, tuple[str, ...]]:
    from bot.content.rulebook import load_rulebook

    return load_rulebook(ROOT / "content").lexicon.countries


def count_entities(score: Score, row: Mapping[str, Any], verdict: Verdict, codes: Mapping[str, str]) -> None:
    """Note what was named rightly, missed or invented; places without a code of their own are left out."""
    told = row.get("entities", {})
    for kind in KINDS:
        wanted = [told[kind]] if kind in told else []
        if kind == "country":
            wanted = [codes[name.casefold()] for name in wanted if name.casefold() in codes]
            if len(wanted) < int("country" in told):
                continue
        expected = named(kind, wanted)
        given = named(kind, (entity.value for entity in verdict.named(kind)))
        score.entities[kind]["right"] += len(expected & given)
        score.entities[kind]["missed"] += len(expected - given)
        if kind != "country":  # a set names one country, a message may name several
            score.entities[kind]["invented"] += len(given - expected)


def offers(rows: Iterable[Mapping[str, Any]]) -> Score:
    """Judge labelled offers."""
    score, codes = Score(), country_codes()
    for row in rows:
        verdict = screener().screen(row["text"], {}, registry())
        score.table[row["label"], verdict.level.value] += 1
        if "entities" in row:
            count_entities(score, row, verdict, codes)
        if verdict.level.value != row["label"]:
            score.wrong.append(
                f"{row['id']} {row['label']} -> {verdict.level.value} {','.join(verdict.rules)}"
            )
    return score


def reports(rows: Iterable[Mapping[str, Any]]) -> Score:
    """Judge labelled reports."""
    score = Score()
    for row in rows:
        given = screener().triage(row["text"]).severity.value
        score.table[row["severity"], given] += 1
        if given != row["severity"]:
            score.wrong.append(f"{row['id']} {row['severity']} -> {given}")
    return score


def rows_of(file: Path, label: str) -> Iterator[Mapping[str, Any]]:
    """Labelled lines of a JSON Lines file, or of a table with the label in front."""
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        if file.suffix == ".jsonl":
            yield json.loads(line)
        else:
            given, text = line.split("\t")
            yield {"id": f"{file.stem}-{number}", label: given, "text": text}


def table(score: Score, names: tuple[str, ...]) -> str:
    """Expected down, given across."""
    head = " " * 18 + "".join(f"{name:>16}" for name in names)
    lines = [f"  {a:<16}" + "".join(f"{score.table[a, b]:>16}" for b in names) for a in names]
    return "\n".join([head, *lines])


def goals(score: Score) -> list[tuple[str, float, bool]]:
    """Each goal of the offer check: what, figure, whether it is met."""
    found = [
        ("bahaya as bahaya >= 0.95", s := score.share("bahaya", "bahaya"), s >= 0.95),
        ("bahaya at least waspada >= 0.99", s := score.share("bahaya", "bahaya", "waspada"), s >= 0.99),
        ("belum_ada_tanda as bahaya = 0", s := score.share("belum_ada_tanda", "bahaya"), s == 0),
        (
            "belum_ada_tanda flagged <= 0.08",
            s := score.share("belum_ada_tanda", "bahaya", "waspada"),
            s <= 0.08,
        ),
        ("bukan_tawaran right >= 0.95", s := score.share("bukan_tawaran", "bukan_tawaran"), s >= 0.95),
    ]
    if any(score.entities[kind].total() for kind in KINDS):
        found += [(f"F1 {kind} >= {GOALS[kind]}", s := score.f1(kind), s >= GOALS[kind]) for kind in KINDS]
    return found


def sets(label: str) -> list[Path]:
    """The sets of one kind ("offers" or "reports") that were read when the rules were written."""
    return [*sorted(EVAL.glob(f"{label}_*.jsonl")), FRESH / f"fresh_{label}.tsv"]


def print_offers(name: str, score: Score, *, wrong: bool) -> int:
    """A table with its goals; gives how many are missed."""
    print(f"\n{name}: {score.table.total()} messages, accuracy {score.accuracy:.3f}")
    print(table(score, LEVELS))
    for what, figure, is_met in goals(score):
        print(f"  {what:<34} {figure:.3f}  {'met' if is_met else 'NOT MET'}")
    print("".join(f"  {line}\n" for line in score.wrong if wrong), end="")
    return sum(not is_met for *_, is_met in goals(score))


def print_reports(name: str, score: Score, *, wrong: bool) -> int:
    """A table with its goals; gives how many are missed."""
    recall = score.share("merah", "merah")
    print(f"\n{name}: {score.table.total()} reports")
    print(table(score, SEVERITIES))
    print(f"  merah recall = 1.000  {recall:.3f}  accuracy >= 0.90  {score.accuracy:.3f}")
    print("".join(f"  {line}\n" for line in score.wrong if wrong), end="")
    return (recall < 1) + (score.accuracy < REPORTS_RIGHT)


def main() -> int:
    """Print every set with its goals; status 1 with --strict when one is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=Path, help="other labelled sets: offers, or reports by their name"
    )
    parser.add_argument(
        "--wrong", action="store_true", help="name what was misjudged, but for the held-out sets"
    )
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    missed = 0
    for label, judge, show in (("offers", offers, print_offers), ("reports", reports, print_reports)):
        together = Score()
        field_name = "label" if label == "offers" else "severity"
        given = [file for file in options.files if ("reports" in file.stem) == (label == "reports")]
        for file in given if options.files else sets(label):
            score = judge(rows_of(file, field_name))
            together.add(score)
            missed += show(file.stem, score, wrong=options.wrong and file.parent != HELD_OUT)
        if not options.files:
            show(f"all {label} together", together, wrong=False)
            for file in sorted(HELD_OUT.glob(f"{label}*.jsonl")):
                show(f"HELD OUT {file.stem}", judge(rows_of(file, field_name)), wrong=False)
    if not options.files:
        print_offers("OBLIQUE: what words alone do not say", offers(rows_of(OBLIQUE, "label")), wrong=False)
    return 1 if options.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
