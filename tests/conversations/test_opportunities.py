"""PELUANG: what is open near a person, and news of new ones."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commands import ChooseInterest, SetVillage, Subscribe, Unsubscribe
from bot.domain.conversation import Person
from bot.domain.messages import Location
from bot.domain.opportunities import area_name, covers, news
from tests.conversations.conftest import Chat
from tests.fakes.facts import FACTORY, FISH, LOANS, LONTAR, OPPORTUNITIES, PLACES, SEWING, FakeFacts

AT_HOME = Person(village=LONTAR)


@pytest.fixture
def near() -> Chat:
    return Chat(person=AT_HOME)


def test_the_nearest_comes_first_and_what_is_for_others_never(near: Chat) -> None:
    """Village, then kabupaten, then anywhere; Pandeglang's is not for people of Lontar."""
    near.says("peluang")
    assert "Ada 3 peluang" in near.rendered
    titles = [near.rendered]
    while "berikutnya" in [choice.id for choice in near.choices]:
        titles.append(near.taps("berikutnya").rendered)
    assert [t.title for t in (FISH, SEWING, FACTORY)] == [
        next(e.title for e in OPPORTUNITIES if e.title in shown) for shown in titles
    ]


def test_an_entry_says_what_it_costs_for_whom_and_until_when(near: Chat) -> None:
    shown = near.says("peluang").taps("berikutnya").rendered
    for words in (
        "🎓 Pelatihan",
        "warga Kab. Serang",
        "Biaya: gratis",
        "11 Januari 2027",
        "18 Desember 2026",
    ):
        assert words in shown


def test_the_village_is_asked_for_once_and_not_kept(chat: Chat) -> None:
    chat.says("peluang").says("lontar")
    assert FISH.title in chat.rendered
    assert chat.done == []
    assert LOANS.title not in "".join(chat.lines)


def test_a_pin_will_do_and_two_villages_of_a_name_are_told_apart(chat: Chat) -> None:
    assert FISH.title in chat.says("peluang").says(location=Location(-6.1, 106.2)).rendered
    chat.says("peluang").says("pontang")
    assert chat.keys == ["places.which"]
    assert LOANS.title in chat.taps("v_36.01.09.2003").rendered


def test_without_a_village_everything_is_shown(chat: Chat) -> None:
    assert "Ada 4 peluang" in chat.says("peluang").taps("lewati").rendered
    assert chat.says("peluang").says("Antah Berantah").keys[0] == "opportunities.village_unknown"
    assert "Ada 4 peluang" in chat.rendered


def test_an_offer_is_no_village(chat: Chat) -> None:
    assert chat.says("peluang").says("Kerja di Kamboja visa turis").keys[0] == "check.bahaya"


def test_only_interests_with_something_in_them_are_offered(near: Chat) -> None:
    near.says("peluang").taps("pilih_minat")
    offered = [choice.id for choice in near.choices]
    assert offered == ["minat_jahit", "minat_luar_negeri_resmi", "minat_perikanan", "semua_minat"]
    assert SEWING.title in near.taps("minat_jahit").rendered
    assert "berikutnya" not in [choice.id for choice in near.choices]
    assert "Ada 3 peluang" in near.taps("semua_minat").rendered


def test_where_to_ask_names_who_offers_it_and_the_source(near: Chat) -> None:
    said = near.says("peluang").taps("tanya_di_mana").rendered
    for words in (FISH.offered_by, FISH.ask_at, FISH.source):
        assert words in said
    assert "Jangan bayar dulu" in said


def test_what_is_abroad_must_still_be_checked(near: Chat) -> None:
    """On the card and where to ask: never that it is fine, always a number that answers and the check."""
    near.facts.entries = (FACTORY,)
    near.says("peluang")
    assert "opportunities.abroad" in near.keys
    near.taps("tanya_di_mana")
    assert "tetap harus dicek" in near.rendered
    assert "0800-1000" in near.rendered
    assert "cek" in [choice.id for choice in near.choices]
    assert "aman" not in " ".join(near.lines).casefold().split()


def test_what_ran_out_meanwhile_is_gone(near: Chat) -> None:
    near.says("peluang")
    near.facts.entries = (SEWING, FACTORY)
    near.taps("tanya_di_mana")
    assert near.keys[0] == "opportunities.over"
    assert SEWING.title in near.rendered
    near.facts.entries = tuple(replace(entry, expires_on=date(2026, 11, 23)) for entry in OPPORTUNITIES)
    assert near.says("peluang").keys == ["opportunities.none", "opportunities.official"]


def test_an_empty_answer_has_open_doors() -> None:
    """Even without a village or a single entry: official vacancies, a number, the news, the check."""
    chat = Chat(FakeFacts(entries=())).says("peluang")
    assert "siskop2mi.bp2mi.go.id/lowongan/list" in chat.rendered
    assert "0800-1000" in chat.rendered
    assert [choice.id for choice in chat.choices] == ["kabari_peluang", "cek", "menu"]
    assert chat.taps("kabari_peluang").commands == [Subscribe("peluang"), ChooseInterest("")]


def test_after_the_last_one_come_the_official_vacancies(near: Chat) -> None:
    near.facts.entries = (FISH,)
    assert near.says("peluang").taps("sumber_resmi").keys == [
        "opportunities.no_more",
        "opportunities.official",
    ]


def test_news_are_for_the_village_and_interest_looked_for(chat: Chat) -> None:
    chat.says("peluang").says("lontar").taps("pilih_minat").taps("minat_jahit").taps("kabari_peluang")
    assert chat.commands == [SetVillage(LONTAR.code), Subscribe("peluang"), ChooseInterest("jahit")]
    assert "BERHENTI" in chat.rendered
    chat.says("peluang")
    assert "kabari_peluang" not in [choice.id for choice in chat.choices]


def test_the_news_can_be_left_from_under_it(near: Chat) -> None:
    near.gets(*news((FISH,))).says("hmm").taps("berhenti_peluang", "opportunity")
    assert Unsubscribe("peluang") in near.commands
    assert near.says("stop peluang").commands == [Unsubscribe("peluang")]


def test_news_name_a_few_and_warn_of_what_is_abroad() -> None:
    told = news((*OPPORTUNITIES, replace(FISH, title="Kelima (contoh)")))
    assert [reply.key for reply in told] == [
        "push.opportunities",
        "opportunities.abroad",
        "push.opportunities_next",
    ]
    assert told[0].params["count"] == 5
    assert len(told[0].params["lines"]) == 4  # type: ignore[arg-type]
    assert len(news((FISH,))) == 2


def test_an_area_covers_its_villages_only() -> None:
    assert all(covers(area, LONTAR.code) for area in ("", "36", "36.04", "36.04.13", LONTAR.code))
    assert not any(covers(area, LONTAR.code) for area in ("36.0", "36.01", "36.04.1", "36.04.13.2008"))


def test_areas_are_called_by_their_names() -> None:
    village = PLACES[2]  # Pontang, Kec. Pontang, Kab. Serang
    names = [area_name(area, (village,)) for area in (village.code, "36.04.14", "36.04", "36", "", "99")]
    assert names == ["Pontang", "Kec. Pontang", "Kab. Serang", "", "", ""]
