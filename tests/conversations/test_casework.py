"""Officers at work."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.casework import CaseState, CaseView, Outcome, Page, Partner, Stage
from bot.domain.commands import (
    AcceptCase,
    AnswerReporter,
    AskReporter,
    CloseCase,
    DeclineCase,
    GiveLink,
    JoinAsCadre,
    JoinAsOfficer,
    KeepLonger,
    MergeCase,
    MoveOn,
)
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Indicator, Severity
from tests.conversations.conftest import Chat
from tests.fakes.facts import CODE, LINK, LONTAR, NAMED, UNKNOWN_CODE

SHEET_LINK = LINK.replace(Page.REPORT, Page.REFERRAL)

OFFERED = CaseView("BD-417", Severity.MERAH, CaseState.OFFERED, LONTAR, departure="hari_ini_besok", people="beberapa",
                   has_minor=True)  # fmt: skip
MINE = replace(OFFERED, state=CaseState.ACCEPTED, is_mine=True)
TAKEN = replace(OFFERED, state=CaseState.ACCEPTED, is_taken=True)
CLOSED = replace(MINE, state=CaseState.CLOSED)


def given(chat: Chat, case: CaseView) -> Chat:
    chat.facts.cases[case.number] = case
    return chat


def test_a_tap_on_the_alert_accepts(officer: Chat) -> None:
    given(officer, OFFERED).taps("terima", "BD-417")
    assert officer.commands == [AcceptCase("BD-417")]
    assert "Bapak/Ibu" in officer.rendered


@pytest.mark.parametrize("said", ["terima", "terimaa", "saya terima", "ok terima pak"])
def test_the_word_accepts_the_one_that_waits_and_names_it(officer: Chat, said: str) -> None:
    given(officer, replace(MINE, number="BD-400"))
    assert given(officer, OFFERED).says(said).commands == [AcceptCase("BD-417")]
    assert "BD-417" in officer.rendered


def test_where_several_wait_the_word_asks_which_the_most_urgent_first(officer: Chat) -> None:
    """Also right under the newest alert: nobody accepts another one than they mean."""
    given(given(officer, OFFERED), replace(OFFERED, number="BD-418", severity=Severity.HIJAU))
    newest = tuple(Choice(id_, topic="BD-418") for id_ in ("terima", "lihat_isi", "tidak_bisa"))
    officer.gets(Reply("push.nudge", {"number": "BD-418", "until": "21.45"}, newest)).says("terima")
    assert officer.keys == ["case.which"]
    assert [(choice.id, choice.topic) for choice in officer.choices] == [
        ("terima", "BD-417"),
        ("terima", "BD-418"),
    ]
    assert officer.done == []
    assert officer.says("1").commands == [AcceptCase("BD-417")]


def test_a_word_for_which_no_case_fits_does_nothing(officer: Chat) -> None:
    assert officer.says("terima").keys == ["case.none_waits"]
    assert given(officer, MINE).says("terima").keys == ["case.none_waits"]
    assert given(officer, OFFERED).says("tutup").keys == ["case.ask_number"]
    assert officer.done == []


@pytest.mark.parametrize(("said", "key"), [("tutup", "case.ask_outcome"), ("tanya", "case.ask_question")])
def test_other_words_are_for_the_one_in_their_hands(officer: Chat, said: str, key: str) -> None:
    given(given(officer, MINE), replace(OFFERED, number="BD-418"))
    assert officer.says(said).keys == [key]
    assert "BD-417" in officer.rendered


@pytest.mark.parametrize("said", ["terima BD-417", "Terima bd417!", "TERIMA: BD - 417", "terimaa bd 417"])
def test_word_and_number_may_come_together(officer: Chat, said: str) -> None:
    assert given(officer, OFFERED).says(said).commands == [AcceptCase("BD-417")]


@pytest.mark.parametrize("said", ["kasus BD-417", "lihat isi BD-417"])
def test_a_case_is_looked_at_by_its_number(officer: Chat, said: str) -> None:
    assert "case.link" in given(officer, OFFERED).says(said).keys


def test_a_villager_who_types_like_an_officer_learns_nothing(chat: Chat) -> None:
    assert given(chat, OFFERED).says("terima BD-417").keys == ["case.officers_only"]
    assert chat.says("lapor BD-417").keys != ["case.officers_only"]


def test_who_cannot_passes_it_on(officer: Chat) -> None:
    assert given(officer, OFFERED).taps("tidak_bisa", "BD-417").commands == [DeclineCase("BD-417")]


def test_who_is_the_last_hears_that_nobody_else_is_left(officer: Chat) -> None:
    officer.facts.last_asked = ("BD-417",)
    given(officer, OFFERED).taps("tidak_bisa", "BD-417")
    assert officer.keys == ["case.nobody_else"]
    assert [choice.id for choice in officer.choices] == ["terima", "lihat_isi"]
    assert officer.done == []


@pytest.mark.parametrize(
    "word", ["terima", "tidak_bisa", "tanya", "balas_pelapor", "sudah_diverifikasi", "gabung_kasus", "tutup"]
)
@pytest.mark.parametrize(("case", "key"), [(TAKEN, "case.is_taken"), (CLOSED, "case.is_closed")])
def test_a_colleagues_or_closed_case_is_left_alone(
    officer: Chat, word: str, case: CaseView, key: str
) -> None:
    assert given(officer, case).taps(word, "BD-417").keys == [key]
    assert officer.done == []


@pytest.mark.parametrize("word", ["terima", "tidak_bisa"])
def test_ones_own_case_cannot_be_accepted_or_declined_again(officer: Chat, word: str) -> None:
    assert given(officer, MINE).taps(word, "BD-417").keys == ["case.is_yours"]
    assert officer.done == []


def test_looking_gives_a_way_to_the_page_and_nothing_that_was_told(officer: Chat) -> None:
    given(officer, MINE).taps("lihat_isi", "BD-417")
    assert officer.commands == [GiveLink("BD-417", LINK)]
    for words in (LINK, "hari ini atau besok", "2 sampai 5", "di bawah 18", "audit"):
        assert words in officer.rendered
    assert [(choice.id, choice.topic) for choice in officer.choices] == [
        (id_, "BD-417") for id_ in ("tanya", "sudah_diverifikasi", "gabung_kasus", "tutup")
    ]


def test_one_can_look_before_accepting(officer: Chat) -> None:
    given(officer, OFFERED).taps("lihat_isi", "BD-417")
    assert [choice.id for choice in officer.choices] == ["terima", "tidak_bisa"]


def test_a_withdrawn_report_has_no_content(officer: Chat) -> None:
    given(officer, replace(MINE, is_withdrawn=True))
    assert officer.taps("lihat_isi", "BD-417").keys == ["case.empty"]
    assert officer.commands == []


def test_a_question_goes_to_the_reporter(officer: Chat) -> None:
    given(officer, MINE).taps("tanya", "BD-417").says("  ")
    assert officer.step == "casework.read_question"
    assert officer.says("Jam berapa?").commands == [AskReporter("BD-417", "Jam berapa?")]


@pytest.mark.parametrize("word", ["tanya", "balas_pelapor", "sudah_diverifikasi", "gabung_kasus", "tutup"])
def test_asking_and_closing_need_acceptance(officer: Chat, word: str) -> None:
    assert given(officer, OFFERED).taps(word, "BD-417").keys == ["case.accept_first"]


@pytest.mark.parametrize("partner", list(Partner))
def test_a_case_is_referred_with_a_sheet_that_tells_nothing_of_the_reporter(
    officer: Chat, partner: Partner
) -> None:
    given(officer, MINE).taps("tutup", "BD-417").taps("dirujuk")
    assert officer.keys == ["case.ask_partner"]
    assert officer.taps(partner.value).commands == [
        CloseCase("BD-417", Outcome.REFERRED, partner),
        GiveLink("BD-417", SHEET_LINK, Page.REFERRAL),
    ]
    assert officer.keys == ["case.referral", "case.referred", "case.sheet"]
    for words in ("LEMBAR RUJUKAN BD-417", "MERAH", "Lontar", "2 sampai 5", SHEET_LINK):
        assert words in officer.rendered


@pytest.mark.parametrize("named", [(), NAMED])
def test_what_the_referral_says_to_type_opens_the_report(officer: Chat, named: tuple[Indicator, ...]) -> None:
    officer.facts.named = named
    given(officer, MINE).taps("tutup", "BD-417").taps("dirujuk").taps("ke_polri")
    assert "Ketik LIHAT ISI BD-417 untuk" in officer.rendered
    given(officer, replace(MINE, state=CaseState.CLOSED, partner=Partner.POLICE))
    assert officer.says("LIHAT ISI BD-417").commands == [GiveLink("BD-417", LINK)]


REFERRED = replace(MINE, state=CaseState.CLOSED, partner=Partner.POLICE)


def test_who_lost_the_sheet_gets_another_way_to_it(officer: Chat) -> None:
    given(officer, REFERRED).taps("lihat_isi", "BD-417")
    assert [choice.id for choice in officer.choices] == ["lembar_rujukan", "simpan_lagi", "kasus"]
    for _ in range(2):
        officer.taps("lembar_rujukan", "BD-417")
        assert officer.keys == ["case.sheet"]
        assert officer.commands == [GiveLink("BD-417", SHEET_LINK, Page.REFERRAL)]


@pytest.mark.parametrize(
    ("case", "key"),
    [
        (replace(REFERRED, is_mine=False), "case.is_closed"),
        (CLOSED, "case.is_closed"),
        (TAKEN, "case.is_taken"),
        (OFFERED, "case.accept_first"),
        (MINE, "case.no_sheet"),
    ],
)
def test_there_is_no_sheet_of_what_was_not_referred_by_this_officer(
    officer: Chat, case: CaseView, key: str
) -> None:
    assert given(officer, case).taps("lembar_rujukan", "BD-417").keys == [key]
    assert officer.done == []


@pytest.mark.parametrize(
    ("taps", "words"),
    [
        (["tanya"], "Jam berapa?"),
        (["balas_pelapor"], "Terima kasih"),
        (["tutup"], "ditangani"),
        (["tutup", "dirujuk"], "Polri"),
        (["gabung_kasus"], "BD-418"),
    ],
)
@pytest.mark.parametrize(
    ("now", "key"), [(TAKEN, "case.is_taken"), (CLOSED, "case.is_closed"), (None, "case.unknown")]
)
def test_what_was_lost_meanwhile_is_not_acted_on(
    officer: Chat, taps: list[str], words: str, now: CaseView | None, key: str
) -> None:
    given(given(officer, MINE), replace(OFFERED, number="BD-418"))
    officer.taps(taps[0], "BD-417")
    for tap in taps[1:]:
        officer.taps(tap)
    officer.facts.cases.pop("BD-417")
    if now is not None:
        given(officer, now)
    assert officer.says(words).keys == [key]
    assert officer.done == []


def test_nothing_is_merged_that_was_lost_before_the_yes(officer: Chat) -> None:
    given(given(officer, MINE), replace(OFFERED, number="BD-418")).taps("gabung_kasus", "BD-417").says("418")
    assert given(officer, TAKEN).taps("ya_gabung").keys == ["case.is_taken"]
    assert officer.done == []


def test_nobody_is_referred_to_by_mistake(officer: Chat) -> None:
    given(officer, MINE).taps("tutup", "BD-417").taps("dirujuk").says("nanti saja")
    assert officer.done == []
    assert officer.keys == ["case.not_closed"]


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.REFERRED])
def test_a_case_is_closed_with_its_outcome(officer: Chat, outcome: Outcome) -> None:
    assert given(officer, MINE).taps("tutup", "BD-417").taps(outcome.value).commands == [
        CloseCase("BD-417", outcome)
    ]


@pytest.mark.parametrize("said", ["tidak jadi kok", "hmm", "Tidak jadi"])
def test_a_case_stays_open_without_an_outcome(officer: Chat, said: str) -> None:
    given(officer, MINE).taps("tutup", "BD-417").says(said)
    assert officer.done == []


def test_the_list_leads_to_each_case(officer: Chat) -> None:
    assert officer.says("kasus").keys == ["case.none"]
    given(officer, MINE).facts.cases["BD-418"] = replace(
        OFFERED, number="BD-418", place=None, severity=Severity.HIJAU
    )
    officer.says("kasus")
    assert "🔴 MERAH BD-417, Lontar" in officer.rendered
    assert officer.says("1").commands == [GiveLink("BD-417", LINK)]


def test_an_unknown_number(officer: Chat) -> None:
    assert officer.says("tutup BD-999").keys == ["case.unknown"]


@pytest.mark.parametrize("word", ["terima", "kasus", "tanya"])
def test_others_get_a_polite_answer(chat: Chat, word: str) -> None:
    given(chat, OFFERED)
    assert chat.says(word).keys == ["case.officers_only"]
    assert chat.taps("terima", "BD-417").keys == ["case.officers_only"]
    assert chat.done == []


def test_an_invitation_makes_an_officer(chat: Chat) -> None:
    assert chat.says("gabung").says("SALAH").keys == ["case.bad_invitation"]
    assert chat.taps("gabung").says(" UNDANGAN-1 ").commands == [JoinAsOfficer("UNDANGAN-1")]
    assert chat.says("kasus").keys == ["case.none"]


@pytest.mark.parametrize(
    "said",
    [
        f"gabung {CODE}",
        f"GABUNG: {CODE}",
        f"kode undangan {CODE}",
        f"kode undangan saya {CODE.lower()}",
        f"gabung {CODE.replace('-', ' ')}",
    ],
)
def test_the_code_may_come_with_the_word(chat: Chat, said: str) -> None:
    """It was read as a receipt's, and cost a try."""
    chat.facts.invitations, chat.facts.cadre_codes = (CODE,), set()
    assert chat.says(said).keys == ["case.joined"]
    assert chat.commands == [JoinAsOfficer(CODE)]


@pytest.mark.parametrize("said", [f"kader {CODE}", f"kode undangan {CODE}", f"gabung kader {CODE}"])
def test_so_may_a_cadres(chat: Chat, said: str) -> None:
    assert chat.says(said).keys == ["cadre.joined"]
    assert chat.commands == [JoinAsCadre(CODE)]


@pytest.mark.parametrize(("said", "key"), [("gabung", "case.bad_invitation"), ("kader", "cadre.bad_code")])
def test_a_code_that_invites_nobody_is_no_receipt(chat: Chat, said: str, key: str) -> None:
    assert chat.says(f"{said} {UNKNOWN_CODE}").keys == [key]


def test_reports_that_are_alike_are_accepted_and_closed_at_once(officer: Chat) -> None:
    officer.facts.cases["BD-417"] = replace(OFFERED, alike=697)
    officer.taps("terima_semua", "BD-417")
    assert officer.commands == [AcceptCase("BD-417", alike=True)]
    assert "697" in officer.rendered
    officer.facts.cases["BD-417"] = replace(MINE, alike=697)
    officer.taps("tutup_semua", "BD-417").taps("dirujuk").taps("ke_polri")
    assert officer.commands[0] == CloseCase("BD-417", Outcome.REFERRED, Partner.POLICE, alike=True)


@pytest.mark.parametrize("action", ["terima_semua", "tutup_semua"])
def test_a_case_told_alone_is_only_looked_at(officer: Chat, action: str) -> None:
    officer.facts.cases["BD-417"] = OFFERED
    officer.taps(action, "BD-417")
    assert not [c for c in officer.commands if isinstance(c, AcceptCase | CloseCase)]


def test_what_a_closed_case_tells_can_be_kept_longer(officer: Chat) -> None:
    given(officer, CLOSED).taps("lihat_isi", "BD-417")
    assert officer.taps("simpan_lagi").commands == [KeepLonger("BD-417")]


@pytest.mark.parametrize(
    ("case", "key"), [(MINE, "case.is_kept"), (replace(CLOSED, is_withdrawn=True), "case.empty")]
)
def test_what_is_kept_anyway_or_gone_is_said_so(officer: Chat, case: CaseView, key: str) -> None:
    assert given(officer, case).taps("simpan_lagi", "BD-417").keys == [key]
    assert officer.done == []


def test_an_addition_is_answered_without_asking(officer: Chat) -> None:
    given(officer, replace(MINE, is_told_last=True)).taps("lihat_isi", "BD-417")
    officer.taps("balas_pelapor").says("  ")
    assert officer.step == "casework.read_answer"
    assert officer.says("Terima kasih, kami cek").commands == [
        AnswerReporter("BD-417", "Terima kasih, kami cek")
    ]


def test_there_is_nothing_to_answer_when_the_officer_had_the_last_word(officer: Chat) -> None:
    given(officer, MINE).taps("lihat_isi", "BD-417")
    assert "balas_pelapor" not in [choice.id for choice in officer.choices]


def test_a_tap_moves_the_case_on_and_offers_the_next(officer: Chat) -> None:
    given(officer, MINE).taps("sudah_diverifikasi", "BD-417")
    assert officer.commands == [MoveOn("BD-417", Stage.VERIFIED)]
    assert "diverifikasi" in officer.rendered
    given(officer, replace(MINE, stage=Stage.VERIFIED)).taps("sudah_ditindaklanjuti")
    assert officer.commands == [MoveOn("BD-417", Stage.ACTED_ON)]
    assert [choice.id for choice in officer.choices] == ["lihat_isi", "tanya", "gabung_kasus", "tutup"]


@pytest.mark.parametrize("stage", [Stage.VERIFIED, Stage.ACTED_ON])
def test_a_repeated_tap_says_how_it_stands_and_changes_nothing(officer: Chat, stage: Stage) -> None:
    given(officer, replace(MINE, stage=stage)).taps("sudah_diverifikasi", "BD-417")
    assert officer.keys == ["case.stands"]
    assert officer.commands == []


UNTIL = datetime(2026, 11, 24, 14, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (OFFERED, "Lontar · menunggu diterima"),
        (replace(MINE, stage=Stage.ACTED_ON), "Lontar · di tangan Bapak/Ibu, sedang ditindaklanjuti"),
        (MINE, "Lontar · di tangan Bapak/Ibu, belum diverifikasi"),
        (TAKEN, "Lontar · di tangan petugas lain"),
    ],
)
@pytest.mark.parametrize("until", [None, UNTIL])
def test_the_list_says_who_has_each_case_and_until_when(
    officer: Chat, case: CaseView, words: str, until: datetime | None
) -> None:
    given(officer, replace(case, until=until)).says("kasus")
    assert words in officer.rendered
    assert ("batasnya" in officer.rendered) is (until is not None and not case.is_taken)
    assert "diajukan" not in officer.rendered


def test_the_word_for_the_list_is_no_part_of_a_button(officer: Chat) -> None:
    """KASUS is what our own messages tell officers to write, also when a case's buttons are the last thing said."""
    given(officer, OFFERED).taps("terima", "BD-417")
    assert given(officer, MINE).says("kasus").keys == ["case.list"]


OTHER = replace(OFFERED, number="BD-418", severity=Severity.KUNING)


def test_a_case_is_merged_after_a_look_at_the_other(officer: Chat) -> None:
    given(given(officer, MINE), OTHER).taps("gabung_kasus", "BD-417").says("418")
    assert officer.commands == []
    for words in ("BD-417", "BD-418", "KUNING", "Lontar"):
        assert words in officer.rendered
    assert officer.taps("ya_gabung").commands == [MergeCase("BD-417", "BD-418")]


@pytest.mark.parametrize("said", ["bukan", "hmm"])
def test_nothing_is_merged_without_a_yes(officer: Chat, said: str) -> None:
    given(given(officer, MINE), OTHER).taps("gabung_kasus", "BD-417").says("418").says(said)
    assert officer.keys == ["case.not_closed"]
    assert officer.done == []


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, state=CaseState.CLOSED),
        replace(OTHER, is_withdrawn=True),
        replace(OTHER, number="BD-419"),
    ],
)
def test_a_case_is_merged_only_into_an_open_one_of_the_officer(officer: Chat, other: CaseView) -> None:
    given(given(officer, MINE), other).taps("gabung_kasus", "BD-417").says("418")
    assert officer.keys == ["case.no_main"]
    assert officer.says("417").keys == ["case.no_main"], "not into itself"
    assert officer.taps("tidak_jadi").keys == ["case.not_closed"]
    assert officer.done == []


def test_merging_into_a_merged_case_means_the_one_that_goes_on(officer: Chat) -> None:
    merged = replace(OTHER, number="BD-419", merged_into="BD-418")
    given(given(given(officer, MINE), OTHER), merged).taps("gabung_kasus", "BD-417").says("bd-419")
    assert officer.taps("ya_gabung").commands == [MergeCase("BD-417", "BD-418")]


MERGED = replace(MINE, merged_into="BD-418", is_told_last=True)


def test_a_merged_case_goes_on_talking_with_its_reporter(officer: Chat) -> None:
    given(officer, MERGED).taps("lihat_isi", "BD-417")
    assert officer.commands == [GiveLink("BD-418", LINK)], "the page of the main case shows both"
    assert [choice.id for choice in officer.choices] == ["tanya", "balas_pelapor"]
    assert officer.taps("tanya").says("Jam berapa?").commands == [AskReporter("BD-417", "Jam berapa?")]


@pytest.mark.parametrize("word", ["terima", "tidak_bisa", "tutup", "gabung_kasus", "sudah_diverifikasi"])
def test_a_merged_case_is_decided_where_it_went(officer: Chat, word: str) -> None:
    given(officer, MERGED).taps(word, "BD-417")
    assert officer.keys == ["case.is_merged"]
    assert "BD-418" in officer.rendered
    assert officer.done == []


def test_the_main_case_names_what_belongs_to_it(officer: Chat) -> None:
    given(officer, replace(MINE, merged=("BD-419", "BD-420"))).taps("lihat_isi", "BD-417")
    assert "BD-419, BD-420" in officer.rendered


def test_a_long_list_says_how_many_are_left(officer: Chat) -> None:
    for number in range(501, 523):
        given(officer, replace(OFFERED, number=f"BD-{number}"))
    open_cases = len(officer.facts.cases)
    officer.says("kasus")
    assert officer.keys == ["case.more", "case.list"]
    assert f"masih ada {open_cases - 8} laporan" in officer.rendered.lower()


def test_an_action_typed_after_a_question_is_done_and_not_sent_to_the_reporter(officer: Chat) -> None:
    given(officer, MINE).taps("tanya", "BD-417").says("Jam berapa dijemput?")
    officer.says("Tutup atau rujuk")
    assert officer.keys == ["case.ask_outcome"]
    assert not any(isinstance(command, AskReporter) for command in officer.commands)
