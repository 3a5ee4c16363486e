"""Generated conversations about offers, judged by what people read: is anybody reassured who must not be?

Each case puts together an offer, a registry in some state and random answers, and runs them through the real
screener, conversation and catalogs. Quoted words of the offer are left out of the sentences that are looked at.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from bot.domain.conversation import Context, Person
from bot.domain.engine import Answer, advance
from bot.domain.messages import Address, Inbound, Param, Reply
from bot.domain.offers import Opening, Plight, Verdict
from bot.domain.registry import Company, JobOrder, Listing, ListKind, Registry, Sanction
from bot.domain.session import Session
from bot.screening.directory import Directory, Listed
from tests.conversations.conftest import BOOK, CATALOGS
from tests.fakes.facts import FakeFacts
from tests.screening.samples import EVAL, lines, registry, screener

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
MOST_TURNS = 6
LONGEST_FIRST_LINE = 160  # characters
MOST_REASONS = 4
REASSURING = {"check.belum_ada_tanda", "check.registry.aktif", "check.share.belum_ada_tanda"}
VERDICT = re.compile(r"\b(aman|terpercaya|dipercaya|dijamin|safe|trustworthy|guaranteed)\b", re.IGNORECASE)
COMPANIES = (
    ("", "PT Banyumili Karya Sentosa", "PT Wirya Buana Cemara", "PT Bantala Sejahtera Duta", "PT Kencana Lampau Abadi",
     "PT Banyumili Karya Santosa", "PT Sinar Contoh Baru", "LPK Contoh Maju", "PT Hilang Dari Daftar")
)  # fmt: skip
PARTS = (
    ("Lowongan", "Ada tawaran", "Min, mau tanya,", "Teh aya nu nawaran", "Info loker:", "Kakak saya diajak"),
    ("pabrik di Taiwan", "PRT di Hong Kong", "ladang di Malaysia", "admin di Kamboja", "perawat di Jepang",
     "cleaning service di Riyadh", "kerja di luar negeri", "kapal ikan Korea"),
    ("", "gaji 15 juta", "gaji NT$ 28.590", "gaji 40 juta tanpa pengalaman"),
    ("", "visa kerja", "pakai visa turis dulu", "visa ziarah", "bukan visa turis, visa kerja"),
    ("", "biaya ditanggung majikan", "tanpa biaya", "bayar 35 juta ke rekening pribadi", "DP 3 juta"),
    ("", "kontrak dibaca dulu", "kontrak nanti di sana", "kontrak 2 tahun"),
    ("", "hubungi (0254) 0000-2216", "wa 0811-1111-0042", "besok berangkat", "ada kuitansi"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation to come."""

    offer: str
    lists: str
    language: str
    seed: int


@cache
def situations() -> Mapping[str, Listed]:
    """Registries in every state that changes what may be said."""
    fresh = registry().directory.registry
    companies = (*fresh.companies, Company("PT Rekan Contoh", "aktif"))
    gone = (Sanction("PT Hilang Dari Daftar", "dicabut"),)
    orders = (JobOrder("PT Banyumili Karya Sentosa", "MY"),)

    def of(
        made: str, *, sanctions: str = "2026-11-20", orders_of: str = "2026-11-20", made_up: bool = False
    ) -> Listed:
        others = {ListKind.SANCTIONS: Listing(sanctions), ListKind.JOB_ORDERS: Listing(orders_of)}
        lists = Registry(companies, made, made_up, "", gone, orders, others)
        return Directory(lists).on(TODAY)

    return {
        "none": Directory(Registry()).on(TODAY),
        "fresh": of("2026-11-12"),
        "made up": of("2026-11-12", made_up=True),
        "stale": of("2026-09-01"),
        "undated": of("kapan hari"),
        "stale sanctions": of("2026-11-12", sanctions="2026-10-01"),
        "stale orders": of("2026-11-12", orders_of="2026-10-01"),
        "only companies": Directory(replace(fresh, list_date="2026-11-12")).on(TODAY),
    }


class RealFacts(FakeFacts):
    """The real screener behind the engine's look-ups; the last verdict is kept."""

    def __init__(self, listed: Listed) -> None:
        super().__init__()
        self.listed = listed
        self.verdict: Verdict | None = None

    def screen(self, text: str, known: Mapping[str, str]) -> Verdict:
        self.verdict = screener().screen(text, known, self.listed)
        return self.verdict

    def opening(self, text: str) -> Opening:
        return screener().opening(text)

    def plight(self, text: str) -> Plight:
        return screener().plight(text)


def cases(count: int, seed: int) -> Iterator[Case]:
    """Seeded cases: three of four put together, the others from the labelled sets with a company's name before them."""
    chance = random.Random(seed)
    written = [row["text"] for path in sorted(EVAL.glob("offers_*.jsonl")) for row in lines(path.name)]
    states = [*situations()]
    for number in range(count):
        name = chance.choice(COMPANIES)
        if chance.random() < 0.75:
            offer = " ".join(filter(None, (chance.choice(PARTS[0]), name, *map(chance.choice, PARTS[1:]))))
        else:
            offer = f"{name} {chance.choice(written)}".strip()
        yield Case(offer, chance.choice(states), chance.choice(("id", "en")), seed * 1_000_003 + number)


def problems(case: Case) -> list[str]:
    """What must not be said in one conversation, or is missing from it."""
    chance = random.Random(case.seed)
    facts = RealFacts(situations()[case.lists])
    person = Person(language=case.language)
    session, answer, said = Session(), None, case.offer
    for _ in range(MOST_TURNS):
        msg = Inbound(Address("bench", "1"), "main", "1", text=said)
        ctx = Context(person, facts, NOW, fresh_code=str, office="Contoh", reads_pictures=False)
        answer = advance(session, msg, ctx, BOOK, lambda c: CATALOGS.label(c, case.language))
        session = answer.session
        question = session.question
        if question is None or question.is_resting or question.conversation != "check_offer":
            break
        said = (
            CATALOGS.label(chance.choice(session.offered), case.language) if session.offered else "tidak tahu"
        )
    return [] if answer is None else [*_wrong(case, facts, answer)]


def _wrong(case: Case, facts: RealFacts, answer: Answer) -> Iterator[str]:
    keys = [reply.key for reply in answer.replies]
    verdict = facts.verdict
    if verdict is None or not any(
        key in ("check.bahaya", "check.waspada", "check.belum_ada_tanda") for key in keys
    ):
        return
    match = verdict.registry
    is_open = match is not None and (
        match.match in ("similar", "none", "unknown") or set(dict(match.stale)) & {"p3mi", "sanctions"}
    )
    if is_open and REASSURING & set(keys):
        yield f"reassures with {sorted(REASSURING & set(keys))}, {match}"
    if not any(key.startswith("check.next.") for key in keys):
        yield "no next step"
    if (
        match is not None
        and match.match in ("exact", "similar", "none")
        and not any(key.startswith("check.registry.") for key in keys)
    ):
        yield "a name was looked up, and nothing is said of the list"
    for reply in answer.replies:
        reasons = reply.params.get("reasons")
        if isinstance(reasons, tuple) and len(reasons) > MOST_REASONS:
            yield "more than four reasons"
    text = "\n\n".join(CATALOGS.text(_unquoted(reply), case.language) for reply in answer.replies)
    if found := VERDICT.search(text):
        yield f"says {found[0]}"
    if "{" in text or "}" in text:
        yield "a placeholder is left"
    first = text.split("\n", 1)[0]
    if len(first) > LONGEST_FIRST_LINE:
        yield f"first line of {len(first)} characters"
    for choice in answer.session.offered:
        if len(CATALOGS.label(choice, case.language)) > 20:
            yield "a label too long"


def _unquoted(reply: Reply) -> Reply:
    """The sentence without words of the offer."""

    def plain(name: str, value: Param) -> Param:
        if isinstance(value, Reply):
            return _unquoted(value)
        if isinstance(value, tuple):
            return tuple(map(_unquoted, value))
        return "X" if name in ("evidence", "name") else value

    return replace(reply, params={name: plain(name, value) for name, value in reply.params.items()})


def _counted(share: tuple[int, int]) -> tuple[int, Counter[str]]:
    count, seed = share
    wrong: Counter[str] = Counter()
    for case in cases(count, seed):
        for problem in problems(case):
            wrong[f"{problem} | {case.lists} | {case.offer[:120]}"] += 1
    return count, wrong


def main() -> int:
    """Print how many cases were wrong, and the first of them; status 1 when there is one."""
    parser = argparse.ArgumentParser("bench.wording")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    shares = [(options.cases // 20, options.seed * 100 + number) for number in range(20)]
    total, wrong = 0, Counter[str]()
    with ProcessPoolExecutor(2) as pool:
        for count, found in pool.map(_counted, shares):
            total, wrong = total + count, wrong + found
    print(f"wording: {total} conversations, {wrong.total()} wrong")
    for line, count in wrong.most_common(10):
        print(f"  {count} x {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
