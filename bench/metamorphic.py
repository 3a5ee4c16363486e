"""Messages told differently: what must not change a level, what must not lower it, what must not raise it.

Over all labelled offers. A change is counted when the verdict of the changed message differs from that of the
original (or is lower, or higher, where that is the question).
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.content.rulebook import entries
from bot.domain.offers import Level, Verdict
from tests.screening.samples import EVAL, ROOT, registry, screener

GRAVITY = (Level.BUKAN_TAWARAN, Level.BELUM_ADA_TANDA, Level.WASPADA, Level.BAHAYA)
ALLOWED = {"typo": 0.02, "line breaks": 0.02, "upper case": 0.02, "lower case": 0.02}
OTHERWISE = 0.01  # share of changed verdicts that a way of telling may have
POLITE = (
    "Assalamualaikum, maaf ganggu ya. ",
    "Min, mau numpang tanya nggih.\n",
    "Punten sadayana. ",
    "Halo kak 🙏 ",
)
THANKS = (" Makasih ya sebelumnya.", "\nTerima kasih banyak kak 🙏", " Matur nuwun.", " Hatur nuhun.")
EMOJI = ("🙏", "🔥", "✈️", "😊", "‼️", "👉", "💰")
GLYPHS = str.maketrans("aeopcxi", "аеорсхі")  # Cyrillic letters that look the same
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)8\d{2}[- ]?\d{3,4}[- ]?\d{3,5}(?!\d)")
_WORD = re.compile(r"[a-z]{6,}")


@dataclass
class Tally:
    """How one way of telling went."""

    cases: int = 0
    changed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return len(self.changed) / self.cases if self.cases else 0.0


Change = Callable[[str, Verdict, random.Random], str]


def polite(text: str, _verdict: Verdict, chance: random.Random) -> str:
    return chance.choice(POLITE) + text + chance.choice(THANKS)


def emoji(text: str, _verdict: Verdict, chance: random.Random) -> str:
    """Where people put them: around the message, behind sentences and lines."""
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)|(?=\n)", text)]
    for place in sorted(chance.sample(ends, min(3, len(ends))), reverse=True):
        text = f"{text[:place]} {chance.choice(EMOJI)}{text[place:]}"
    return f"{chance.choice(EMOJI)} {text} {chance.choice(EMOJI)}"


def line_breaks(text: str, _verdict: Verdict, chance: random.Random) -> str:
    """As a narrow flyer breaks its lines, or as one long line."""
    if "\n" in text and chance.random() < 0.5:
        return text.replace("\n\n", "\n")
    words = text.split(" ")
    return "".join(word + ("\n" if number % 9 == 8 else " ") for number, word in enumerate(words)).strip()


def upper(text: str, _verdict: Verdict, _chance: random.Random) -> str:
    return text.upper()


def lower(text: str, _verdict: Verdict, _chance: random.Random) -> str:
    return text.lower()


def homoglyphs(text: str, _verdict: Verdict, chance: random.Random) -> str:
    return "".join(letter.translate(GLYPHS) if chance.random() < 0.3 else letter for letter in text)


def phone_format(text: str, _verdict: Verdict, chance: random.Random) -> str:
    def other(match: re.Match[str]) -> str:
        own = re.sub(r"\D", "", match[0]).removeprefix("62").removeprefix("0")
        head, rest = own[:3], own[3:]
        return chance.choice((f"+62 {head} {rest}", f"0{own}", f"62{own}", f"0{head}-{rest[:4]}-{rest[4:]}"))

    return _PHONE.sub(other, text)


def typo(text: str, verdict: Verdict, chance: random.Random) -> str:
    """Two letters exchanged in a word that no reason rests on."""
    needed = " ".join(
        [*(hit.evidence for hit in verdict.hits), *(entity.text for entity in verdict.entities)]
    ).lower()
    words = [
        match
        for match in _WORD.finditer(text)
        if match[0] not in needed and not screener()._book.knows(match[0])
    ]
    if not words:
        return text
    match = chance.choice(words)
    place = match.start() + chance.randrange(1, len(match[0]) - 2)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


SAME: dict[str, Change] = {
    "polite words": polite, "emoji": emoji, "line breaks": line_breaks, "upper case": upper, "lower case": lower,
    "homoglyphs": homoglyphs, "phone formats": phone_format, "typo": typo,
}  # fmt: skip


def offers() -> list[str]:
    """Every labelled offer."""
    texts = [json.loads(line)["text"] for path in sorted(EVAL.glob("offers_*.jsonl"))
             for line in path.read_text("utf-8").splitlines()]  # fmt: skip
    fresh = Path(__file__).parents[1] / "tests/screening/fresh_offers.tsv"
    return texts + [line.split("\t")[1] for line in fresh.read_text("utf-8").splitlines()]


@cache
def judged(text: str) -> Verdict:
    """Of a message as it was labelled: every way of telling starts from it."""
    return screener().screen(text, {}, registry())


@cache
def level(text: str) -> Level:
    """Of a message told differently; some ways change it alike whatever the seed."""
    return screener().screen(text, {}, registry()).level


def told_otherwise(texts: Sequence[str], seed: int) -> dict[str, Tally]:
    """Every message in each way of telling."""
    tallies: dict[str, Tally] = {}
    for name, change in SAME.items():
        chance, tally = random.Random(seed), Tally()
        for text in texts:
            verdict = judged(text)
            other = change(text, verdict, chance)
            if other == text:
                continue
            tally.cases += 1
            given = level(other)
            if given is not verdict.level:
                tally.changed.append(f"{verdict.level} -> {given}: {other[:200]!r}")
        tallies[name] = tally
    return tallies


def made_worse(texts: Sequence[str], seed: int) -> Tally:
    """A decisive sentence behind an offer never lowers its level."""
    chance, tally = random.Random(seed), Tally()
    decisive = [line for rule in entries(ROOT / "content") if rule.weight == 3 for line in rule.hit]
    for text in texts:
        verdict = judged(text)
        if verdict.level is Level.BUKAN_TAWARAN:
            continue
        line = chance.choice(decisive)
        tally.cases += 1
        given = level(f"{text.rstrip()}\n{line}")
        if GRAVITY.index(given) < GRAVITY.index(verdict.level):
            tally.changed.append(f"{verdict.level} -> {given}: {text[:150]!r} + {line!r}")
    return tally


SOOTHING = (
    "Tenang aja, resmi kok, jujur aja.", "MCU dulu di klinik.", "Nanti didampingi petugas.", "HP boleh dipegang kok.",
    "Tidak ada denda.", "Bisa pakai KUR juga.", "Sudah lapor Disnaker.", "Kontraknya sudah ada.", "Ini visa kerja ya.",
    "Paspor dipegang sendiri.", "Jangan percaya calo.", "Awas penipuan, kami yang asli.", "Bukan ilegal.",
    "Kwitansi ada.", "Bukan kayak yang di berita itu.", "Yang lain ditangkap, kita aman.", "Bukan modus penipuan.",
    "Sebarkan ke teman yang butuh.", "Jangan tergiur yang lain.", "Viralkan ya.", "Info penting ini.",
    "Sudah sosialisasi di desa.", "Ini bukan TPPO.", "Aman, ga bakal dipulangkan.", "Kursus bahasa gratis.",
    "Dulu sudah banyak yang berangkat.", "Program pemerintah.", "PT kami terdaftar.", "Gimana caranya?",
    "Buat tugas sekolah nih.", "Cuma kursus.", "Boleh ga?", "Apa itu?", "Aturannya gimana?", "Kapan ya?",
    "Cara daftarnya gimana?", "Mau tanya soal itu.", "Numpang curhat.", "Cuma pelatihan saja.",
)  # fmt: skip


def soothed(texts: Sequence[str], seed: int) -> Tally:
    """What recruiters say to calm people, and harmless questions, take no danger away, before or behind an offer."""
    chance, tally = random.Random(seed), Tally()
    for text in texts:
        if judged(text).level is not Level.BAHAYA:
            continue
        line = chance.choice(SOOTHING)
        tally.cases += 1
        other = f"{text.rstrip()}\n\n{line}" if chance.random() < 0.5 else f"{line}\n\n{text}"
        given = level(other)
        if given is not Level.BAHAYA:
            tally.changed.append(f"{given}: {text[:150]!r} + {line!r}")
    return tally


def made_better(texts: Sequence[str], _seed: int) -> Tally:
    """An offer without the words of its gravest reason is never judged more gravely."""
    tally = Tally()
    for text in texts:
        verdict = judged(text)
        words = next((hit.evidence for hit in verdict.hits if len(hit.evidence) > 3), "")
        if not words or words not in text:
            continue
        tally.cases += 1
        given = level(text.replace(words, " "))
        if GRAVITY.index(given) > GRAVITY.index(verdict.level):
            tally.changed.append(f"{verdict.level} -> {given}: {text[:150]!r} - {words!r}")
    return tally


def tallies(texts: Sequence[str], seed: int) -> Iterator[tuple[str, Tally, float]]:
    """Name, tally and the share that may change."""
    for name, tally in told_otherwise(texts, seed).items():
        yield name, tally, ALLOWED.get(name, OTHERWISE)
    yield "a decisive sentence added: lower", made_worse(texts, seed), 0.0
    yield "a soothing sentence added: lower", soothed(texts, seed), OTHERWISE
    yield "evidence removed: higher", made_better(texts, seed), OTHERWISE


def main() -> int:
    """Print each way of telling; status 1 with --strict when one changes too much."""
    parser = argparse.ArgumentParser("bench.metamorphic")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changed", action="store_true", help="name what changed")
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    missed = 0
    print("told differently: cases, changed verdicts")
    for name, tally, most in tallies(offers(), options.seed):
        missed += tally.share > most
        print(f"  {name:<34} {tally.cases:5} {len(tally.changed):4}  {tally.share:.4f} at most {most:g}  "
              f"{'met' if tally.share <= most else 'NOT MET'}")  # fmt: skip
        print("\n".join(f"      {line}" for line in tally.changed) if options.changed else "", end="")
        print() if options.changed and tally.changed else None
    return 1 if options.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
