"""Learns what words weigh (content/evidence*.tsv) from the labelled offers and reports: `python -m bench.evidence`.

Multinomial logistic regression, by AdaGrad on plain lists: the same data give the same file. Only words and pairs of
words that several sets use are learned, so no author's own names are; what companies, phones and accounts are called
is never looked at.

`--leave-one-out` is the figure that counts: each set, written by an author of its own, is judged by words learned from
all others and by what the rules said of it before anybody had read it (tests/eval/first_looks.tsv). What the rules
once said of reports was not kept: there it is how right the words are by themselves.
"""

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.evaluation import LEVELS, OBLIQUE, SEVERITIES, rows_of, sets
from bot.domain.offers import Hit, Level
from bot.domain.rulebook import Evidence
from bot.screening import evidence, rules, triage
from bot.screening.said import Said, probable, sums
from tests.screening.samples import EVAL, ROOT, screener

FIRST_LOOKS = EVAL / "first_looks.tsv"
OFFERS, REPORTS = ROOT / "content" / "evidence.tsv", ROOT / "content" / "evidence_reports.tsv"
ROUNDS = 20
STEP = 0.3
SHRINK = 3e-5  # towards nothing: what few messages say weighs little
SLOW = 0.02  # step of the start
FEWEST_SETS = 3  # that must use a word
RULES_COUNT = 0.7  # of what the rules say: words and rules are not independent
NOTICED = 0.05  # weights that differ by less say nothing
TRUSTED = 0.5  # messages of each kind that were not seen


@dataclass(frozen=True)
class Message:
    """A labelled offer or report, by what is weighed of it."""

    set: str
    id: str
    level: int
    said: Said


def reports() -> list[Message]:
    """All labelled reports that were read."""
    return [
        Message(
            file.stem,
            row["id"],
            SEVERITIES.index(row["severity"]),
            screener().reported(row["text"]),
        )
        for file in sets("reports")
        for row in rows_of(file, "severity")
    ]


def messages() -> list[Message]:
    """All labelled offers that were read."""
    return [
        Message(
            file.stem,
            row["id"],
            LEVELS.index(row["label"]),
            screener().offered(reading),
        )
        for file in (*sets("offers"), OBLIQUE)
        for row in rows_of(file, "label")
        for reading in (screener().reading(row["text"]),)
    ]


def first_looks() -> dict[tuple[str, str], str]:
    """What the rules said before a set was read, by set and id."""
    rows = (line.split("\t") for line in FIRST_LOOKS.read_text("utf-8").splitlines()[1:])
    return {(name, number): look for name, number, look in rows}


def learned(
    told: Sequence[Message], looks: Mapping[tuple[str, str], str], judgements: Sequence[str] = LEVELS
) -> Evidence:
    """The weights of words and looks."""
    used, held = defaultdict(set), Counter[str]()
    for message in told:
        terms = message.said.all()
        held.update(terms)
        for term in terms:
            used[term].add(message.set)
    rarity = {term: 1 + math.log((1 + len(told)) / (1 + held[term])) for term, names in used.items()
              if len(names) >= FEWEST_SETS}  # fmt: skip
    weights = {term: [0.0] * len(judgements) for term in rarity}
    slopes = {term: [1e-3] * len(judgements) for term in rarity}
    start = [0.0] * len(judgements)
    lessons = [(_shares(message.said.all(), rarity), message.level) for message in told]
    chance = random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(lessons)
        for shares, level in lessons:
            if shares:
                _learn(shares, level, weights, slopes, start)
    return Evidence(
        tuple(start),
        _looks(told, looks),
        {term: (rarity[term] ** 2, *(rarity[term] * each for each in w)) for term, w in weights.items()
         if max(w) - min(w) > NOTICED},
    )  # fmt: skip


def _shares(terms: Sequence[str], rarity: Mapping[str, float]) -> list[tuple[str, float]]:
    """How much each known term has of a message: the rarer, the more, all squares together one."""
    known = [(term, rarity[term]) for term in terms if term in rarity]
    whole = math.sqrt(sum(rare * rare for _, rare in known))
    return [(term, rare / whole) for term, rare in known]


def _learn(
    shares: Sequence[tuple[str, float]],
    level: int,
    weights: Mapping[str, list[float]],
    slopes: Mapping[str, list[float]],
    start: list[float],
) -> None:
    """One step towards the level of one message."""
    totals = [start[k] + sum(share * weights[term][k] for term, share in shares) for k in range(len(start))]
    powers = [math.exp(total - max(totals)) for total in totals]
    off = [power / sum(powers) - (k == level) for k, power in enumerate(powers)]
    for k, by in enumerate(off):
        start[k] -= SLOW * by
    for term, share in shares:
        weight, slope = weights[term], slopes[term]
        for k, by in enumerate(off):
            gradient = by * share + SHRINK * weight[k]
            slope[k] += gradient * gradient
            weight[k] -= STEP * gradient / math.sqrt(slope[k])


def _looks(told: Iterable[Message], looks: Mapping[tuple[str, str], str]) -> dict[str, tuple[float, ...]]:
    """How much each look speaks for each level, by how often it was so."""
    counts = Counter((looks[m.set, m.id], m.level) for m in told if (m.set, m.id) in looks)
    names = sorted(set(looks.values()))
    wholes = [sum(counts[name, k] + TRUSTED for name in names) for k in range(len(LEVELS))]
    return {
        name: tuple(
            RULES_COUNT * math.log((counts[name, k] + TRUSTED) / wholes[k]) for k in range(len(LEVELS))
        )
        for name in names
    }


def written(found: Evidence) -> str:
    """The file: a term a line, then its mass and its weights in hundredths; "=" before what is no word."""
    rows = {
        "=start": found.start,
        **{f"={name}": w for name, w in found.looks.items()},
        **dict(sorted(found.words.items())),
    }
    return "".join(
        f"{name}\t" + "\t".join(str(round(100 * w)) for w in weights) + "\n" for name, weights in rows.items()
    )


def as_said(look: str) -> tuple[Level, tuple[Hit, ...]]:
    """A level with as many flags as a look tells of."""
    name, _, count = look.partition("_") if look.startswith(("bahaya", "waspada")) else (look, "", "")
    if name == Level.BAHAYA:
        return Level.BAHAYA, (Hit("", rules.DECISIVE),) * int(count)
    return Level(name), (Hit("", int(count)),) if count else ()


def leave_one_out() -> None:
    """Print each set as judged before it was read, and with words learned from all others."""
    told, looks = messages(), first_looks()
    print(f"{'':<22}{'rules alone':^36}{'with words of other sets':^36}")
    print(f"{'left out':<22}" + 2 * f"{'right':>7}{'bahaya':>8}{'flagged':>9}{'honest*':>9}{'':>3}")
    whole: list[tuple[Message, Level, Level]] = []
    for name in sorted({name for name, _ in looks}):
        weights = learned([m for m in told if m.set != name], looks)
        rows = []
        for message in (m for m in told if m.set == name and (name, m.id) in looks):
            before, fired = as_said(looks[name, message.id])
            found = evidence.odds(message.said, looks[name, message.id], weights)
            rows.append((message, before, evidence.settled(before, fired, found)[0] if found else before))
        _print(name, rows)
        whole += [row for row in rows if name != OBLIQUE.stem]
    _print("all but oblique", whole)
    print("* honest offers called bahaya")


def leave_reports_out() -> None:
    """Print each set of reports as judged by words learned from all others."""
    told = reports()
    print(f"\n{'left out':<22}{'reports':>8}{'right':>8}{'merah':>8}{'grave*':>8}")
    whole: list[tuple[Message, list[float]]] = []
    for name in sorted({m.set for m in told}):
        weights = learned([m for m in told if m.set != name], {}, SEVERITIES)
        rows = []
        for message in (m for m in told if m.set == name):
            known = message.said.known(weights)
            if known:
                rows.append((message, probable(weights.start, sums(known.values()))))
        _print_reports(name, rows)
        whole += rows
    _print_reports("all", whole)
    print("* share of those called grave by their words that are merah")


def _print_reports(name: str, rows: Sequence[tuple[Message, Sequence[float]]]) -> None:
    best = [(m.level, max(range(len(SEVERITIES)), key=likely.__getitem__)) for m, likely in rows]
    right = sum(level == given for level, given in best) / len(best)
    merah = [given == 0 for level, given in best if level == 0]
    grave = [m.level == 0 for m, likely in rows if likely[0] > triage.GRAVE]
    shares = (sum(each) / max(len(each), 1) for each in (merah, grave))
    print(
        f"{name:<22}{len(rows):>8}{right:>8.3f}" + "".join(f"{share:>8.3f}" for share in shares), flush=True
    )


def _print(name: str, rows: Sequence[tuple[Message, Level, Level]]) -> None:
    print(
        f"{name:<22}" + "".join(_figures([(m.level, row[k]) for m, *row in rows]) for k in (0, 1)), flush=True
    )


def _figures(rows: Sequence[tuple[int, Level]]) -> str:
    danger = [given for level, given in rows if LEVELS[level] == Level.BAHAYA]
    honest = [given for level, given in rows if LEVELS[level] == Level.BELUM_ADA_TANDA]
    right = sum(LEVELS[level] == given for level, given in rows) / len(rows)
    called = sum(given is Level.BAHAYA for given in danger) / len(danger)
    flagged = sum(given in (Level.BAHAYA, Level.WASPADA) for given in danger) / len(danger)
    wronged = f"{sum(given is Level.BAHAYA for given in honest)}/{len(honest)}"
    return f"{right:>7.3f}{called:>8.3f}{flagged:>9.3f}{wronged:>9}{'':>3}"


def main() -> None:
    """Write the weights, or print what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-one-out", action="store_true")
    if parser.parse_args().leave_one_out:
        leave_one_out()
        leave_reports_out()
    else:
        OFFERS.write_text(written(learned(messages(), first_looks())), "utf-8")
        REPORTS.write_text(written(learned(reports(), {}, SEVERITIES)), "utf-8")


if __name__ == "__main__":
    main()
