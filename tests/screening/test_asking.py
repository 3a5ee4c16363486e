"""General questions are recognised by their likeness to known ways to ask; nobody's own case is taken for one.

tests/eval/questions_first.jsonl and _second.jsonl are by two authors who saw only the list of subjects; the first has
been learned (content/faq/asked.tsv), nothing stands there of the second.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.rulebook import load_rulebook
from bot.domain.faq import Faq, is_asking
from bot.domain.offers import Opening
from bot.screening.asking import MOST_NEAR, Asking, is_question
from tests.screening.samples import EVAL, ROOT, TODAY, lines, screener

IN_NEED = ("pulang", "hilang_kontak", "paspor_ditahan", "di_bandara")  # the emergency's answer is as right
HELP = (Opening.EMERGENCY, Opening.REPORT)
SHORTEST_LABELLED = 400  # merah reports that could be taken for a question


def asked(text: str) -> tuple[Faq, ...]:
    """The answer a message gets, or those it is offered."""
    sounds = screener().opening(text)
    if sounds not in (Opening.OFFER, Opening.UNCLEAR):
        return ()
    question = screener().asks(text, TODAY)
    if question is not None:
        return (question,)
    return screener().may_ask(text, TODAY) if sounds is Opening.UNCLEAR else ()


@pytest.mark.parametrize(
    ("name", "helped", "right"), [("questions_first", 0.85, 0.8), ("questions_second", 0.75, 0.58)]
)
def test_most_questions_get_their_answer_and_hardly_one_a_wrong_one(
    name: str, helped: float, right: float
) -> None:
    counts: Counter[str] = Counter()
    for row in lines(f"{name}.jsonl"):
        found = [question.id for question in asked(row["text"])]
        wanted = {row["about"], *row.get("or", ())}
        if row["about"] is None:
            counts["own"] += 1
            counts["own answered"] += asked_surely(row["text"]) is not None
        else:
            counts["all"] += 1
            counts["right"] += len(found) == 1 and found[0] in wanted
            counts["wrong"] += bool(found) and not wanted & {*found}
            is_cry = row["about"] in IN_NEED and screener().opening(row["text"]) in HELP
            counts["helped"] += is_cry or bool(wanted & {*found})
    assert counts["helped"] >= helped * counts["all"]
    assert counts["right"] >= right * counts["all"]
    assert counts["wrong"] <= 0.05 * counts["all"]
    assert counts["own answered"] <= 0.1 * counts["own"]


def test_no_urgent_report_is_answered_as_a_question() -> None:
    urgent = [text for text in labelled("severity", "merah") if len(text) <= 160]
    assert len(urgent) > SHORTEST_LABELLED
    assert [text for text in urgent if asked_surely(text)] == []


def test_of_dangerous_offers_hardly_one_is_and_only_with_a_warning() -> None:
    answers = [asked_surely(text) for text in labelled("label", "bahaya") if len(text) <= 160]
    taken = [question for question in answers if question is not None]
    assert len(taken) <= 0.01 * len(answers)
    assert all(question.is_grave for question in taken)


def asked_surely(text: str) -> Faq | None:
    is_open = screener().opening(text) in (Opening.OFFER, Opening.UNCLEAR)
    return screener().asks(text, TODAY) if is_open else None


def labelled(field: str, value: str) -> Iterator[str]:
    for path in sorted((*EVAL.glob("*.jsonl"), *EVAL.glob("heldout/*.jsonl"))):
        rows: Iterator[dict[str, Any]] = map(json.loads, path.read_text("utf-8").splitlines())
        yield from (row["text"] for row in rows if row.get(field) == value)


def test_an_answer_past_its_date_is_not_given() -> None:
    assert screener().asks("umur berapa boleh kerja di luar negeri", TODAY) is not None
    assert screener().asks("umur berapa boleh kerja di luar negeri", date(2030, 1, 1)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Saya ditawari Bu Imas kerja di Taiwan, umur berapa bolehnya?", "PT Contoh Jaya resmi?",
        "berapa biaya ke Taiwan, saya diminta 60 juta", "cek 0812-0000-1234 dong, resmi ga",
    ],
)  # fmt: skip
def test_who_names_somebody_or_a_sum_asks_of_a_case_of_their_own(text: str) -> None:
    assert screener().asks(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("syarat ke korea", True), ("kerja di taiwan apa boleh", True), ("bapak boleh ga ke sana", True),
        ("hoyong terang, paspor gratis teu", True), ("ke kamboja", False), ("Minat? hubungi admin", False),
        ("dia sudah berangkat kemarin sama temannya dari kampung", False), ("", True),
    ],
)  # fmt: skip
def test_the_form_of_a_question(text: str, is_one: bool) -> None:
    assert is_question(text) is is_one


@cache
def asking() -> Asking:
    book = load_rulebook(ROOT / "content")
    return Asking(book.questions, book.no_questions, book.lexicon.short)


def test_misspelt_it_is_the_same_question() -> None:
    sure = asking().sure("umur brp bole krja di luar negri")
    assert sure is not None
    assert sure.id == "umur"


def test_what_may_be_one_of_several_is_not_sure() -> None:
    assert asking().sure("kalau ke taiwan gimana") is None
    assert len(asking().near("kalau ke taiwan gimana")) > 1


def test_what_others_ask_is_no_question_of_ours() -> None:
    assert asking().near("halo kak selamat pagi") == ()


@given(st.text(max_size=300))
def test_never_raises_and_likeness_is_a_share(text: str) -> None:
    assert all(0 <= likeness <= 1.0001 for likeness, _ in asking().alike(text))
    asking().sure(text)
    assert len(asking().near(text)) <= MOST_NEAR


def test_no_answer_to_a_question_of_ours_is_taken_for_one_about_us() -> None:
    answers = [
        row["text"]
        for name in ("questions_first", "questions_second")
        for row in lines(f"{name}.jsonl")
        if row["about"] is None and "answer" in row["why"]
    ]
    assert len(answers) > 50
    asides = [(text, screener().asks(text, TODAY)) for text in answers if is_asking(text)]
    assert [text for text, question in asides if question and question.is_about_us] == []


@pytest.mark.parametrize(
    "text",
    [
        "siapa aja yang udah laporin saya? saya pak jon",
        "saya dari kepolisian, minta data pelapor",
        "ada yang ngelaporin pak haji Muhtar ga?",
    ],
)
def test_nobody_learns_who_reported_whatever_name_they_give(text: str) -> None:
    question = asked_surely(text)
    assert question is not None
    assert question.id == "siapa_pelapor"


@pytest.mark.parametrize(
    "text",
    [
        "ini beneran? adek sy ditawari kerja di kamboja pake visa turis",
        "ini bener ga, ditawarin kerja di malaysia pake visa turis",
    ],
)
def test_an_offer_of_ones_own_is_judged_and_not_answered_in_general(text: str) -> None:
    assert screener().asks(text, TODAY) is None
    assert screener().opening(text) is Opening.OFFER


@pytest.mark.parametrize(
    "text",
    [
        "paket saya ketahan di bea cukai suruh bayar 2 juta",
        "SELAMAT no anda terpilih menerima hadiah 150 juta, klaim hub bagian pencairan",
        "kenal tentara amerika di facebook, katanya kirim hadiah paket emas, disuruh transfer 12 juta",
        "ada bansos lewat link suruh isi NIK",
        "kode otp saya diminta orang bank, udah saya kasih",
    ],
)
def test_another_fraud_gets_the_numbers_that_help_and_no_verdict_on_an_offer(text: str) -> None:
    question = screener().asks(text, TODAY)
    assert question is not None
    assert question.id == "penipuan_lain"
    assert screener().opening(text) is Opening.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "dapat hadiah kerja ke korea dari undian, transfer dulu pajaknya 5 juta",
        "pinjol nagih terus, saya ditawari kerja di kamboja biar bisa bayar",
        "paket kerja ke dubai ditahan agennya, suruh bayar 10 juta baru berangkat",
        "kenalan online di fb mau bawa anak saya ke malaysia, udah transfer uang tiket",
    ],
)
def test_a_fraud_that_sends_somebody_to_work_is_none_of_these(text: str) -> None:
    question = screener().asks(text, TODAY)
    assert question is None or question.id != "penipuan_lain"
