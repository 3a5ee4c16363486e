"""What officers type: questions to a reporter, agencies, the numbers of cases, anything else."""

from dataclasses import replace

import pytest

from bot.domain.casework import CaseState, CaseView, Outcome, Page, Partner
from bot.domain.commands import AcceptCase, AnswerReporter, AskReporter, CloseCase, GiveLink
from bot.domain.messages import Choice
from bot.domain.offers import Severity
from bot.domain.officer_talk import phone_asked, wish
from bot.screening import phones
from tests.conversations.conftest import NOW, Chat, counted
from tests.fakes.facts import LINK, LONTAR

MINE = CaseView("BD-417", Severity.MERAH, CaseState.ACCEPTED, LONTAR, is_mine=True)
WHO = "siapa nama ibu dan rumahnya dimana?"


@pytest.fixture
def owner(officer: Chat) -> Chat:
    officer.facts.cases["BD-417"] = MINE
    return officer


@pytest.mark.parametrize(("word", "sends"), [("tanya", AskReporter), ("balas_pelapor", AnswerReporter)])
def test_nothing_goes_out_that_asks_who_the_reporter_is(
    owner: Chat, word: str, sends: type[AskReporter | AnswerReporter]
) -> None:
    """Officers must not learn it: there is no way to send it all the same, only to ask for something else."""
    owner.taps(word, "BD-417").says(WHO)
    assert owner.keys == ["case.unmasks"]
    assert [choice.id for choice in owner.choices] == ["tidak_jadi"]
    assert owner.says("alamat ibu?").commands == []
    assert owner.says("siapa nama calonya?").commands == [sends("BD-417", "siapa nama calonya?")]


@pytest.mark.parametrize("word", ["tanya", "balas_pelapor"])
def test_it_need_not_be_asked_at_all(owner: Chat, word: str) -> None:
    owner.taps(word, "BD-417").says(WHO).taps("tidak_jadi")
    assert owner.keys == ["case.not_sent"]
    assert owner.done == []


def test_what_is_typed_right_after_a_question_is_offered_as_another(owner: Chat) -> None:
    owner.taps("tanya", "BD-417").says("Jam berapa?").says("nomor WA jaja yang lain ada?")
    assert owner.keys == ["case.ask_further"]
    assert "nomor WA jaja yang lain ada?" in owner.rendered
    assert owner.commands == []
    assert owner.taps("kirim_juga").commands == [AskReporter("BD-417", "nomor WA jaja yang lain ada?")]
    assert owner.says("apakah dia dikurung?").keys == ["case.ask_further"], "and so on"
    assert owner.says("ya").commands == [AskReporter("BD-417", "apakah dia dikurung?")]


def test_words_in_pieces_are_one_question(owner: Chat) -> None:
    owner.taps("tanya", "BD-417").says("Jam berapa?").says("mobilnya").says("warna apa")
    assert owner.says("ya").commands == [AskReporter("BD-417", "mobilnya\nwarna apa")]


def test_a_further_question_is_held_back_like_the_first(owner: Chat) -> None:
    owner.taps("tanya", "BD-417").says("Jam berapa?")
    assert owner.says(WHO).keys == ["case.unmasks"]
    owner.says("naik apa?").says("mobilnya apa").says("nama ibu siapa")
    assert owner.keys == ["case.unmasks"]
    assert owner.done == [AskReporter("BD-417", "Jam berapa?"), AskReporter("BD-417", "naik apa?")]


def test_what_was_not_meant_for_the_reporter_is_not_sent(owner: Chat) -> None:
    owner.taps("tanya", "BD-417").says("Jam berapa?").says("pak rapatnya jadi?").taps("tidak_jadi")
    assert owner.keys == ["case.not_sent"]
    assert owner.done == [AskReporter("BD-417", "Jam berapa?")]


def test_nothing_follows_when_the_case_was_lost_meanwhile(owner: Chat) -> None:
    owner.taps("tanya", "BD-417").says("Jam berapa?")
    owner.facts.cases["BD-417"] = replace(MINE, is_mine=False, is_taken=True)
    assert owner.says("berapa orang?").keys == ["case.is_taken"]


def test_the_list_and_words_are_open_after_a_question(owner: Chat) -> None:
    owner.taps("tanya", "BD-417").says("Jam berapa?")
    assert owner.says("daftar kasus").keys == ["case.list"]
    owner.taps("tanya", "BD-417").says("Jam berapa?")
    assert owner.says("tutup BD-417").keys == ["case.ask_outcome"]


@pytest.mark.parametrize(
    "taps", [["tanya"], ["balas_pelapor"], ["tanya", "Jam berapa?"], ["tanya", "Jam berapa?", "naik apa"]]
)
@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("bd 113", "case.link"),
        ("BD-113.", "case.link"),
        ("buka BD-113 dong", "case.link"),
        ("bd 999", "case.unknown"),
        ("lihat isi", "case.link"),
        ("Tutup atau rujuk", "case.ask_outcome"),
    ],
)
def test_a_number_or_a_label_typed_instead_of_a_question_goes_to_nobody(
    owner: Chat, taps: list[str], said: str, key: str
) -> None:
    """Our own hint teaches to type a case number; it opens the case, also where words for a reporter are waited for."""
    owner.facts.cases["BD-113"] = replace(MINE, number="BD-113")
    owner.taps(taps[0], "BD-417")
    for words in taps[1:]:
        owner.says(words)
    owner.says(said)
    assert key in owner.keys
    assert not any(isinstance(c, AskReporter | AnswerReporter) for c in owner.commands)


@pytest.mark.parametrize(
    "said", ["apakah sama dengan BD-113?", "sudah lihat isi tasnya?", "tutup jam berapa?"]
)
def test_a_question_that_only_holds_such_words_is_sent(owner: Chat, said: str) -> None:
    assert owner.taps("tanya", "BD-417").says(said).commands == [AskReporter("BD-417", said)]


def test_half_an_hour_later_it_is_a_message_like_any_other(
    owner: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.taps("tanya", "BD-417").says("Jam berapa?")
    monkeypatch.setattr("tests.conversations.conftest.NOW", NOW.replace(hour=4))
    assert owner.says("besok rapat jam berapa").keys == ["officer_menu.unclear"]


@pytest.mark.parametrize("said", ["daftar kasus", "Daftar kasus", "kasus", "lihat kasus"])
def test_the_words_work_after_any_other_text(owner: Chat, said: str) -> None:
    assert owner.says("besok arisan").keys == ["officer_menu.unclear"]
    assert "Bapak/Ibu" in owner.rendered
    assert "Kak" not in owner.rendered
    assert owner.says(said).keys == ["case.list"]


@pytest.mark.parametrize("said", ["BD-417", "bd 417", "Bd417."])
def test_a_number_alone_opens_its_case(owner: Chat, said: str) -> None:
    owner.says("besok arisan").says(said)
    assert "case.link" in owner.keys
    assert counted(owner) == [GiveLink("BD-417", LINK)]


def test_a_villager_who_types_a_number_learns_nothing(chat: Chat) -> None:
    chat.facts.cases["BD-417"] = MINE
    assert "case.link" not in chat.says("BD-417").keys
    assert counted(chat) == []


def test_menu_is_the_officers_own_however_often(owner: Chat) -> None:
    for _ in range(3):
        assert owner.says("menu").keys == ["officer_menu.what"]


OFFERED = replace(MINE, state=CaseState.OFFERED, is_mine=False)


@pytest.mark.parametrize(
    ("said", "taps"),
    [
        ("udah ke lokasi, kosong", ["sudah_diverifikasi", "tanya", "tutup", "kasus"]),
        ("tolong teruskan ke polres", ["tutup", "kasus"]),
        ("ini sama dgn yg kemarin", ["gabung_kasus", "kasus"]),
        ("sudah beres pak", ["tutup", "kasus"]),
        ("ok saya cek dulu", ["lihat_isi", "tanya", "sudah_diverifikasi", "gabung_kasus", "tutup"]),
    ],
)
def test_a_sentence_leads_to_the_tap_that_does_it_and_does_nothing(
    owner: Chat, said: str, taps: list[str]
) -> None:
    owner.says(said)
    assert [choice.id for choice in owner.choices] == taps
    assert owner.choices[0].topic == "BD-417"
    assert "BD-417" in owner.rendered
    assert counted(owner) == []


@pytest.mark.parametrize(
    "said",
    ["ok saya cek dulu", "saya tidak bisa", "gak bisa pak lagi di luar kota", "besok aja", "udah ke lokasi, kosong",
     "tolong teruskan ke polres", "ini sama dgn yg kemarin"],
)  # fmt: skip
def test_where_nobody_has_accepted_it_the_answer_to_the_alert_is_a_tap_away(officer: Chat, said: str) -> None:
    officer.facts.cases["BD-417"] = OFFERED
    officer.says(said)
    assert officer.keys == ["case.waits"]
    assert [(choice.id, choice.topic) for choice in officer.choices] == [
        ("terima", "BD-417"),
        ("tidak_bisa", "BD-417"),
    ]
    assert counted(officer) == []


@pytest.mark.parametrize("said", ["besok arisan", "ok", "siap", "terima kasih"])
def test_whatever_is_said_names_the_alert_that_waits(officer: Chat, said: str) -> None:
    officer.facts.cases["BD-417"] = OFFERED
    officer.says(said)
    assert "BD-417" in officer.rendered
    assert officer.choices[0] == Choice("terima", "choice.accept_case", {"number": "BD-417"}, topic="BD-417")
    assert officer.says("1").commands == [AcceptCase("BD-417")]


def test_where_several_may_be_meant_each_is_a_tap_away(owner: Chat) -> None:
    owner.facts.cases["BD-418"] = replace(MINE, number="BD-418")
    owner.says("udah ke lokasi, kosong")
    assert owner.keys == ["case.which"]
    assert [(choice.id, choice.topic) for choice in owner.choices] == [
        ("lihat_isi", "BD-417"),
        ("lihat_isi", "BD-418"),
    ]


def test_whoever_lost_the_passphrase_hears_who_helps(owner: Chat) -> None:
    assert owner.says("lupa kata kunci").keys == ["case.key_lost"]


def test_without_a_case_such_a_sentence_opens_the_menu(officer: Chat) -> None:
    assert officer.says("udah ke lokasi, kosong").keys == ["officer_menu.what"]


@pytest.mark.parametrize(
    "said",
    ["tetangga saya tidak bisa pulang dari Kamboja", "saya dari Serang mau tanya", "dia sudah ke Malaysia"],
)
def test_what_tells_of_others_is_no_word_of_ones_own_work(said: str) -> None:
    assert wish(said) is None


@pytest.mark.parametrize(
    ("said", "partner"), [("polisi polres serang", Partner.POLICE), ("ke bp2mi", Partner.BP3MI)]
)
def test_an_agency_may_be_typed(owner: Chat, said: str, partner: Partner) -> None:
    owner.taps("tutup", "BD-417").taps("dirujuk").says(said)
    assert owner.done == [
        CloseCase("BD-417", Outcome.REFERRED, partner),
        GiveLink("BD-417", LINK.replace(Page.REPORT, Page.REFERRAL), Page.REFERRAL),
    ]


def test_an_agency_nobody_knows_is_asked_for_again(owner: Chat) -> None:
    owner.taps("tutup", "BD-417").taps("dirujuk").says("dinas sosial")
    assert owner.keys == ["case.ask_partner_again"]
    assert [choice.id for choice in owner.choices] == [*(partner.value for partner in Partner), "tidak_jadi"]
    assert owner.says("polres").done[0] == CloseCase("BD-417", Outcome.REFERRED, Partner.POLICE)


def test_why_a_case_is_closed_is_asked_again(owner: Chat) -> None:
    owner.taps("tutup", "BD-417").says("sudah beres semuanya")
    assert owner.keys == ["case.ask_outcome_again"]
    assert owner.taps("tertangani").done == [CloseCase("BD-417", Outcome.HELPED)]


@pytest.mark.parametrize("said", ["nanti saja", "tidak jadi kok", "belum"])
@pytest.mark.parametrize("taps", [[], ["dirujuk"]])
def test_it_stays_open_for_whoever_says_so(owner: Chat, taps: list[str], said: str) -> None:
    owner.taps("tutup", "BD-417")
    for tap in taps:
        owner.taps(tap)
    assert owner.says(said).keys == ["case.not_closed"]
    assert owner.done == []


@pytest.mark.parametrize(
    "written",
    [
        "0813-9999-8888",
        "+62 813 9999 8888",
        "62813 9999 8888",
        "021 5551 2345",
        "+60 12-345 6789",
        "+62 0813 9999 8888",
    ],
)
def test_a_number_asked_about_is_the_one_that_reports_are_read_for(written: str) -> None:
    """Written in another way it would be another number, and "nobody has reported it" would be said of it."""
    ((_, _, as_reported),) = phones.found(f"calonya {written} ya")
    assert phone_asked(f"apa nomor {written} pernah dilaporkan?") == as_reported


@pytest.mark.parametrize("written", ["0000 0000", "+99 1234 5678", "0812"])
def test_what_can_be_no_number_is_not_looked_up(written: str) -> None:
    assert phone_asked(written) == ""
