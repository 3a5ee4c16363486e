"""Officers see who recruits, why it is one, and who may be the same; their answers can be taken back."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.brokers import Broker, Join, Question, Reason, number_of
from bot.domain.commands import DecideLink, SetApart
from bot.domain.detection import Heard
from bot.domain.linking import Link
from tests.conversations.conftest import Chat

LONTAR = "36.04.13.2007"
REASONS = (
    "name_same", "name_sound", "name_near", "name_nick", "village", "district", "route", "job", "company", "url",
    "wording", "picture",
)  # fmt: skip
QUESTION = Question(
    1001, 2002, Link.PROPOSED, tuple(Reason(id_, "Haji Sarmin / H. Samin") for id_ in REASONS), "Haji Sarmin",
    "H. Samin", 2002,
)  # fmt: skip
JOIN = Join(-77, "phone", "+6281111110001", 3)
BROKER = Broker(
    1001, ("Haji Sarmin",), (("phone", "+6281111110001"),), (Heard(LONTAR, 2, 1),), {LONTAR: "Lontar"}, ("SA",),
    date(2026, 10, 5), date(2026, 11, 23), (JOIN,), (QUESTION,),
)  # fmt: skip


def test_an_officer_reads_who_is_told_of_and_every_reason_is_a_sentence(officer: Chat) -> None:
    officer.facts.known_brokers = (BROKER,)
    officer.says("pelaku")
    assert officer.keys == ["broker.list"]
    assert BROKER.number in officer.rendered
    officer.taps("lihat_pelaku", topic="1001")
    assert officer.keys == ["broker.told", "broker.proposed"]
    assert "Lontar: 2 laporan, 1 tawaran dicek" in officer.rendered
    assert "Namanya sama: Haji Sarmin / H. Samin." in officer.rendered


@pytest.mark.parametrize(
    "said",
    ["081111110001", "0811-1111-0001", "+62 811 1111 0001", "apa nomor 081111110001 pernah dilaporkan?"],
)
def test_a_number_an_officer_types_is_looked_for_among_recruiters(officer: Chat, said: str) -> None:
    officer.facts.known_brokers = (BROKER,)
    assert officer.says(said).keys == ["broker.number_told"]
    assert "2 laporan dan 1 cek tawaran, di 1 desa" in officer.rendered
    assert [(choice.id, choice.topic) for choice in officer.choices] == [
        ("lihat_pelaku", "1001"),
        ("pelaku", None),
    ]
    officer.facts.known_brokers = ()
    assert officer.says(said).keys == ["broker.number_unknown"]


def test_a_villager_who_types_it_learns_nothing(chat: Chat) -> None:
    chat.facts.known_brokers = (BROKER,)
    assert not any(key.startswith("broker") for key in chat.says("081111110001").keys)


def test_an_offer_with_a_number_is_checked_also_for_an_officer(officer: Chat) -> None:
    officer.facts.known_brokers = (BROKER,)
    officer.says("Kerja di Kamboja gaji 15 juta visa turis, hubungi 081111110001")
    assert "broker.number_told" not in officer.keys


@pytest.mark.parametrize(
    ("tap", "state", "said"),
    [
        ("pelaku_sama", Link.CONFIRMED, "broker.is.confirmed"),
        ("pelaku_beda", Link.REFUSED, "broker.is.refused"),
    ],
)
def test_an_answer_is_noted_and_can_be_taken_back(officer: Chat, tap: str, state: Link, said: str) -> None:
    officer.facts.known_brokers = (BROKER,)
    officer.taps(tap, topic=QUESTION.id)
    assert officer.keys == [said]
    assert officer.commands == [DecideLink(1001, 2002, state)]
    assert officer.choices[0].id == "pelaku_urung"
    officer.facts.known_brokers = (replace(BROKER, questions=(replace(QUESTION, state=state),)),)
    officer.taps(tap, topic=QUESTION.id)
    assert (officer.keys, officer.commands) == (["broker.over"], [])
    officer.taps("pelaku_urung", topic=QUESTION.id)
    assert officer.commands == [DecideLink(1001, 2002, Link.PROPOSED)]


def test_why_they_are_one_is_told_with_the_way_to_part_them(officer: Chat) -> None:
    decided = replace(QUESTION, state=Link.CONFIRMED)
    officer.facts.known_brokers = (replace(BROKER, questions=(decided,)),)
    officer.taps("pelaku_kenapa", topic="1001")
    assert officer.keys == ["broker.joined", "broker.confirmed"]
    officer.taps("pelaku_pisah", topic="1001:-77")
    assert officer.commands == [SetApart(-77, True)]
    officer.facts.known_brokers = (replace(BROKER, joins=(replace(JOIN, is_apart=True),)),)
    officer.taps("pelaku_kenapa", topic="1001")
    assert officer.keys[0] == "broker.apart"
    officer.taps("pelaku_satukan", topic="1001:-77")
    assert officer.commands == [SetApart(-77, False)]


def test_one_told_of_once_has_nothing_to_explain(officer: Chat) -> None:
    officer.facts.known_brokers = (replace(BROKER, joins=(), questions=()),)
    officer.taps("pelaku_kenapa", topic="1001")
    assert officer.keys == ["broker.alone"]


@pytest.mark.parametrize("topic", ["9", "9-9", "1001:5", "x", "-1", "1001-2002-3"])
@pytest.mark.parametrize(
    "tap", ["lihat_pelaku", "pelaku_kenapa", "pelaku_sama", "pelaku_pisah", "pelaku_urung"]
)
def test_an_old_or_odd_button_changes_nothing(officer: Chat, tap: str, topic: str) -> None:
    officer.taps(tap, topic=topic)
    assert officer.keys[0] in ("broker.over", "broker.gone", "broker.none")
    assert officer.commands == []


def test_a_villager_is_shown_none(chat: Chat) -> None:
    chat.facts.known_brokers = (BROKER,)
    for answer in (chat.says("pelaku"), chat.taps("pelaku_sama", topic=QUESTION.id)):
        assert answer.keys == ["case.officers_only"]
        assert answer.commands == []


def test_numbers_are_short_and_each_their_own() -> None:
    assert number_of(0) == "P-000000"
    assert len({number_of(n) for n in range(0, 1 << 30, 1 << 20)}) == 1 << 10
