"""PERINGATAN: officers write, let out and end alerts; villagers read them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.commands import ApproveAlert, ReadAlerts, RefuseAlert, ResumeAlert, SubmitAlert
from bot.domain.conversation import Person
from bot.domain.public_alert import AlertState, No, Pace, Purpose, Reach, Words
from tests.conversations.conftest import OFFICER, Chat
from tests.conversations.paths import ALERT
from tests.fakes.facts import LONTAR, WARNED

WORDS = Words(*ALERT)
DISTRICT = "36.04.14"
TOMORROW = datetime(2026, 11, 25, 3, tzinfo=UTC)
WAITING = replace(WARNED, state=AlertState.WAITING)


def written(officer: Chat) -> Chat:
    officer.says("PERINGATAN").taps("peringatan_baru").says("kecamatan pontang".replace("kecamatan", "Kec."))
    for words in ALERT:
        officer.says(words)
    return officer.taps("sekarang_juga").taps("satu_hari")


def test_an_alert_is_shown_as_villagers_will_read_it_before_a_colleague_gets_it(officer: Chat) -> None:
    written(officer)
    assert officer.keys == ["push.warning", "warning.preview"]
    assert "Penerima: 120 orang" in officer.rendered
    assert officer.done == []
    officer.taps("ajukan_peringatan")
    assert officer.commands == [SubmitAlert(DISTRICT, WORDS, TOMORROW, Pace.NOW)]
    assert "diajukan ke 2 rekan" in officer.rendered


def test_fewer_than_five_readers_are_not_counted(officer: Chat) -> None:
    """As the console tells it: two people of a hamlet are known by name."""
    officer.facts.reach = Reach(2, 1)
    written(officer)
    assert "Penerima: kurang dari 5 orang" in officer.rendered


def test_every_part_can_be_gone_back_to(officer: Chat) -> None:
    written(officer)
    for _ in range(4):
        officer.says("KEMBALI")
    officer.says("Dua orang minta paspor di Pontang.")
    assert officer.keys == ["warning.ask.instruction"]
    officer.says("Jangan serahkan paspor.").taps("beberapa_hari").taps("enam_jam")
    assert "minta paspor" in officer.rendered
    assert "Perekrut palsu keliling desa" in officer.rendered


@pytest.mark.parametrize(("said", "why"), [("eh", "warning.length"), ("x" * 101, "warning.length")])
def test_a_headline_is_one_short_line(officer: Chat, said: str, why: str) -> None:
    officer.says("PERINGATAN").taps("peringatan_baru").says("Kec. Pontang").says(said)
    assert officer.keys == [why, "warning.ask.headline"]


def test_who_names_somebody_is_told_what_to_leave_out_and_asked_again(officer: Chat) -> None:
    """Everybody in the village reads it: the name of a victim does not even get into the draft."""
    officer.says("PERINGATAN").taps("peringatan_baru").says("Kec. Pontang").says("Korban bernama Siti")
    assert officer.keys == ["warning.private", "warning.ask.headline"]
    assert "nama orang: Siti" in officer.rendered
    officer.says(ALERT[0])
    assert officer.keys == ["warning.ask.event"]


def test_an_area_is_one_of_the_officer_s(officer: Chat) -> None:
    officer.says("PERINGATAN").taps("peringatan_baru").says("Surabaya")
    assert officer.keys == ["warning.not_your_area"]
    assert officer.done == []


def test_an_office_may_allow_fewer_days(officer: Chat) -> None:
    officer.says("PERINGATAN").taps("peringatan_baru").says("Kec. Pontang")
    for words in ALERT:
        officer.says(words)
    officer.taps("sekarang_juga")
    assert [choice.id for choice in officer.choices] == ["enam_jam", "satu_hari", "tiga_hari"]


def test_english_is_added_by_who_can(officer: Chat) -> None:
    written(officer).taps("tambah_inggris")
    for words in ("False recruiters", "Two people ask for ID cards.", "Do not hand over your card."):
        officer.says(words)
    assert officer.keys == ["push.warning", "push.warning_english", "warning.preview"]
    officer.taps("ajukan_peringatan")
    (command,) = officer.commands
    assert isinstance(command, SubmitAlert)
    assert command.english == Words(
        "False recruiters", "Two people ask for ID cards.", "Do not hand over your card."
    )
    assert command.words == WORDS


@pytest.mark.parametrize(
    ("reach", "why"), [(Reach(9, 0), "warning.nobody"), (Reach(9_000, 0, needs_head=True), "warning.no_head")]
)
def test_without_a_second_officer_nothing_is_handed_in(officer: Chat, reach: Reach, why: str) -> None:
    officer.facts.reach = reach
    written(officer)
    assert officer.keys == ["push.warning", why]
    assert "ajukan_peringatan" not in [choice.id for choice in officer.choices]


def test_a_time_that_is_over_is_asked_for_again(officer: Chat) -> None:
    written(officer)
    question = officer.session.question
    assert question is not None and question.draft is not None
    late = replace(question, draft={**question.draft, "until": "2026-11-24T02:00:00+00:00"})
    officer.session = replace(officer.session, question=late)
    officer.taps("ajukan_peringatan")
    assert officer.keys == ["warning.too_late", "warning.ask_hours"]
    assert officer.done == []


def test_a_colleague_lets_it_out_with_one_tap(officer: Chat) -> None:
    officer.facts.alerts = {"12": WAITING}
    assert officer.taps("setujui_peringatan", "12").commands == [ApproveAlert("12")]
    assert officer.taps("tolak_peringatan", "12").commands == [RefuseAlert("12")]


@pytest.mark.parametrize("why", No)
@pytest.mark.parametrize("button", ["setujui_peringatan", "tolak_peringatan"])
def test_who_may_not_is_told_why_and_nothing_changes(officer: Chat, button: str, why: No) -> None:
    officer.facts.alerts, officer.facts.refusal = {"12": WAITING}, why
    assert officer.taps(button, "12").keys == [f"warning.no.{why}"]
    assert officer.done == []


@pytest.mark.parametrize("number", ["13", "x", "9" * 40])
@pytest.mark.parametrize("button", ["setujui_peringatan", "batalkan_peringatan", "lihat_peringatan"])
def test_a_button_of_nothing_here_is_answered_kindly(officer: Chat, button: str, number: str) -> None:
    officer.facts.alerts = {"12": WARNED}
    assert officer.taps(button, number).keys == ["warning.gone"]
    assert officer.done == []


@pytest.mark.parametrize("state", [state for state in AlertState if state is not AlertState.PUBLISHED])
@pytest.mark.parametrize("button", ["batalkan_peringatan", "perbarui_peringatan", "lanjutkan_peringatan"])
def test_what_is_not_out_cannot_be_ended_or_resumed(officer: Chat, button: str, state: AlertState) -> None:
    officer.facts.alerts = {"12": replace(WARNED, state=state)}
    assert officer.taps(button, "12").keys == ["warning.changed"]
    assert officer.done == []


def test_calling_off_asks_for_the_reason_people_will_read(officer: Chat) -> None:
    officer.facts.alerts = {"12": WARNED}
    officer.taps("batalkan_peringatan", "12").says("Orangnya sudah ditemui, ia petugas sensus.")
    assert officer.keys == ["push.warning_over", "warning.preview"]
    officer.taps("ajukan_peringatan")
    (command,) = officer.commands
    assert isinstance(command, SubmitAlert)
    assert (command.purpose, command.replaces, command.area) == (Purpose.CANCEL, "12", LONTAR.code)
    assert command.words == Words(WARNED.words.headline, "Orangnya sudah ditemui, ia petugas sensus.")
    assert command.expires_at == WARNED.expires_at


def test_an_update_is_written_anew_for_the_same_area(officer: Chat) -> None:
    officer.facts.alerts = {"12": WARNED}
    officer.taps("perbarui_peringatan", "12")
    for words in ALERT:
        officer.says(words)
    officer.taps("sekarang_juga").taps("tiga_hari").taps("ajukan_peringatan")
    (command,) = officer.commands
    assert isinstance(command, SubmitAlert)
    assert (command.purpose, command.replaces, command.area) == (Purpose.UPDATE, "12", LONTAR.code)


def test_what_the_breaker_stopped_goes_on_by_an_officer_s_tap(officer: Chat) -> None:
    officer.facts.alerts = {"12": replace(WARNED, is_stopped=True)}
    assert "dihentikan" in officer.says("PERINGATAN").rendered
    assert officer.taps("lanjutkan_peringatan", "12").commands == [ResumeAlert("12")]
    officer.facts.alerts = {"12": WARNED}
    assert officer.taps("lanjutkan_peringatan", "12").keys == ["warning.changed"]


def test_the_author_sees_that_it_waits_and_gets_no_button_to_approve(officer: Chat) -> None:
    officer.facts.alerts = {"12": replace(WAITING, is_mine=True)}
    officer.says("PERINGATAN").taps("lihat_peringatan", "12")
    assert [choice.id for choice in officer.choices] == ["peringatan"]


WORDS_OF_OFFICERS = ("peringatan_baru", "setujui_peringatan", "batalkan_peringatan", "lanjutkan_peringatan")


@pytest.mark.parametrize("button", WORDS_OF_OFFICERS)
def test_a_villager_writes_and_decides_nothing(chat: Chat, button: str) -> None:
    chat.facts.alerts = {"12": WARNED}
    assert chat.taps(button, "12").keys == ["warning.no_village"]
    assert chat.done == []


def test_a_villager_reads_what_is_in_force_at_home(chat: Chat) -> None:
    chat.person = Person(village=LONTAR)
    assert chat.says("peringatan").keys == ["warning.none_here"]
    chat.facts.alerts = {"12": WARNED}
    assert "Jangan serahkan KTP." in chat.says("peringatan").rendered
    assert chat.commands == [ReadAlerts()]


def test_who_chose_english_reads_english_where_there_is_some() -> None:
    chat = Chat(person=Person(language="en", village=LONTAR))
    chat.facts.alerts = {
        "12": replace(WARNED, english=Words("False recruiters", "They ask for ID.", "Do not give it."))
    }
    assert "Do this now: Do not give it." in chat.says("peringatan").rendered
    chat.facts.alerts = {"12": WARNED}
    assert "Jangan serahkan KTP." in chat.says("peringatan").rendered


def test_an_officer_is_no_villager_here(chat: Chat) -> None:
    chat.person = Person(officer=OFFICER, village=LONTAR)
    assert chat.says("peringatan").keys == ["warning.menu_empty"]
