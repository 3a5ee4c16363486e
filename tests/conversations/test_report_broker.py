"""Report a broker."""

import pytest

from bot.domain.commands import AddToReport, FileReport
from bot.domain.conversation import Person
from bot.domain.messages import Location
from bot.domain.offers import Severity
from tests.conversations.conftest import PHOTO, VOICE, Chat, counted
from tests.conversations.paths import STORY, TO_NOTIFY
from tests.fakes.facts import CODE, LONTAR

URGENT = "Anak 15 tahun dikunci, mau dibawa ke Malaysia"


def filed(chat: Chat) -> FileReport:
    report = next(command for command in chat.done if isinstance(command, FileReport))
    assert sum(isinstance(command, FileReport) for command in chat.done) == 1
    return report


def test_a_whole_report_is_filed_in_the_turn_that_shows_its_code(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says("Lontar").says("Bu Contoh, naik Avanza").taps("minggu_ini")
    chat.taps("beberapa").taps("tidak_ada_anak").says(media=(PHOTO,)).says(media=(VOICE,)).taps("selesai")
    assert chat.keys == ["report.ask_notify"]
    assert chat.done == []
    chat.taps("kabari_sini")
    assert chat.keys == ["report.code", "report.read_back"]
    assert CODE in chat.rendered
    assert chat.commands == [
        FileReport(
            code=CODE,
            fields=(
                ("story", STORY),
                ("broker", "Bu Contoh, naik Avanza"),
                ("departure", "minggu_ini"),
                ("people", "beberapa"),
                ("minor", "tidak"),
            ),
            severity=Severity.KUNING,
            why=("merekrut",),
            village=LONTAR.code,
            media=(12, 13),
            notify=True,
        )
    ]
    assert chat.says(CODE[-4:].lower()).keys == ["report.done"]
    assert chat.step == ""


def test_an_accusing_message_is_the_story(chat: Chat) -> None:
    chat.says("Ada calo keliling di desa kami")
    assert chat.step == "report_broker.read_village"
    assert "report.privacy" in chat.keys


def test_privacy_is_said_once(chat: Chat) -> None:
    chat.says("lapor")
    assert chat.keys.count("report.privacy") == 1
    for text in TO_NOTIFY[1:]:
        assert "report.privacy" not in chat.says(text).keys


def test_danger_shows_the_numbers_before_anything_else(chat: Chat) -> None:
    chat.says("lapor").says(URGENT)
    assert chat.keys[0] == "report.urgent"
    assert "110" in chat.rendered
    chat.says("Lontar").taps("lewati").taps("hari_ini_besok")
    assert "report.urgent" not in chat.keys  # once
    chat.taps("satu").taps("ada_anak").taps("selesai").taps("lewat_kode")
    assert filed(chat).severity is Severity.MERAH
    assert dict(filed(chat).fields)["minor"] == "ya"
    assert filed(chat).notify is False


def test_an_answer_that_makes_it_urgent_shows_the_numbers_then(chat: Chat) -> None:
    chat.says("lapor").says(STORY).taps("lewati").taps("lewati").taps("hari_ini_besok")
    assert chat.keys == ["report.urgent", "report.ask_people"]


WAYS = {  # to each question, so that what is asked there can be answered with something urgent
    "read_village": [],
    "read_broker": ["lewati"],
    "read_departure": ["lewati", "lewati"],
    "read_people": ["lewati"] * 3,
    "read_minor": ["lewati"] * 4,
    "read_media": ["lewati"] * 5,
    "read_notify": ["lewati"] * 6,
}


@pytest.mark.parametrize("said", ["15 tahun dikunci", "Dia dipukul di mess"])
@pytest.mark.parametrize("step", WAYS)
def test_a_danger_told_at_any_question_is_urgent_at_once(chat: Chat, step: str, said: str) -> None:
    """Whatever was asked: the numbers stand first, and the report is filed as what was told."""
    chat.says("lapor").says(STORY)
    for choice in WAYS[step]:
        chat.taps(choice)
    assert chat.step == f"report_broker.{step}"
    chat.says(said)
    assert chat.keys[0] == ("report.urgent_at_last" if step == "read_notify" else "report.urgent")
    assert "110" in chat.rendered
    while chat.step != "report_broker.read_back":
        assert "report.urgent" not in chat.taps("lewati").keys
    assert filed(chat).severity is Severity.MERAH
    assert said in " ".join(dict(filed(chat).fields).values())


def test_a_danger_told_when_the_office_may_hear_of_it_is_urgent_at_once(chat: Chat) -> None:
    chat.says("lapor").says(f"{STORY}, ada oknum")
    while chat.step != "report_broker.read_bypass":
        chat.taps("lewati")
    assert chat.says("takut, adik dikunci").keys == ["report.urgent", "report.ask_notify"]


def test_a_name_that_is_agreed_to_with_a_danger_behind_it_is_urgent(chat: Chat) -> None:
    chat.says("lapor").says(NAMED).says("Lontar").says("iya, adik saya dikunci dia")
    assert chat.keys[0] == "report.urgent"


def test_a_danger_told_instead_of_the_code_is_passed_on_and_the_numbers_come(chat: Chat) -> None:
    chat.says("lapor").says(STORY)
    while chat.step != "report_broker.read_back":
        chat.taps("lewati")
    chat.says("adik saya dikunci di mess")
    assert chat.keys == ["report.urgent_at_last", "receipt.added", "report.read_back"]
    assert chat.commands == [AddToReport(CODE, "adik saya dikunci di mess")]
    assert chat.says(CODE[-4:]).keys == ["report.done"]


def test_every_question_can_be_skipped(chat: Chat) -> None:
    chat.says("lapor")
    while chat.step != "report_broker.read_back" and chat.step:
        assert "lewati" in [choice.id for choice in chat.choices], chat.step
        chat.taps("lewati") if chat.step != "report_broker.read_story" else chat.says(STORY)
    assert filed(chat).fields == (("story", STORY),)
    assert chat.taps("lewati").keys == ["report.done_skipped"]


def test_nothing_told_is_not_filed(chat: Chat) -> None:
    """Officers are not called out for an empty report."""
    chat.says("lapor")
    while chat.step:
        chat.taps("lewati")
    assert chat.keys == ["report.nothing_told"]
    assert chat.done == []


def test_a_filed_report_cannot_be_filed_twice_by_going_back(chat: Chat) -> None:
    for text in [*TO_NOTIFY, "lewat kode saja"]:
        chat.says(text)
    chat.says("kembali")
    assert chat.keys == ["engine.back_at_start", "report.read_back"]
    chat.says("kembali").says("batal")
    assert filed(chat)


def test_going_back_changes_an_answer(chat: Chat) -> None:
    chat.says("lapor").says(STORY).taps("lewati").says("Bu Salah").says("kembali")
    assert chat.step == "report_broker.read_broker"
    chat.says("Bu Benar").taps("lewati").taps("lewati").taps("lewati").taps("selesai").taps("lewat_kode")
    assert dict(filed(chat).fields)["broker"] == "Bu Benar"


def test_villages_of_one_name_are_told_apart(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says("pontang")
    assert chat.keys == ["places.which"]
    chat.taps("v_36.01.09.2003").taps("lewati")
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    assert chat.session.question.draft["village"] == "36.01.09.2003"


def test_a_pin_names_the_village(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says(location=Location(-6.05, 106.2))
    assert chat.keys == ["places.which"]
    assert chat.taps(f"v_{LONTAR.code}").step == "report_broker.read_broker"


def test_a_pin_far_away_is_asked_again(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says(location=Location(11.5, 104.9))
    assert chat.keys == ["report.pin_is_far", "report.ask_village"]


def test_a_village_we_do_not_know_is_noted_in_their_words(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says("Kampung Sawah")
    assert chat.keys[0] == "report.village_noted"
    for choice in ("lewati",) * 4:
        chat.taps(choice)
    chat.taps("selesai").taps("lewat_kode")
    assert dict(filed(chat).fields)["place"] == "Kampung Sawah"
    assert filed(chat).village == ""


def test_a_long_answer_for_the_village_goes_on_with_the_story(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says("Orangnya datang setiap malam naik mobil putih, bawa banyak berkas")
    assert chat.step == "report_broker.read_village"


def test_a_known_village_is_taken_and_can_be_changed_with_one_tap() -> None:
    chat = Chat(person=Person(village=LONTAR))
    chat.says("lapor").says(STORY)
    assert "report.known_village" in chat.keys
    assert chat.step == "report_broker.read_broker"
    chat.taps("desa_lain").says("Tengkurak").taps("lewati")
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    assert chat.session.question.draft["village"] == "36.04.13.2008"
    assert counted(chat) == []  # where it happened is not where they live


def test_words_instead_of_a_tap_are_kept(chat: Chat) -> None:
    chat.says("lapor").says(STORY).taps("lewati").taps("lewati").says("katanya habis lebaran")
    assert chat.keys == ["report.ask_people"]
    chat.taps("lewati").taps("lewati").taps("selesai").taps("lewat_kode")
    assert dict(filed(chat).fields)["story"].endswith("katanya habis lebaran")
    assert dict(filed(chat).fields)["departure"] == "belum_tahu"


def test_pictures_are_welcome_at_every_question(chat: Chat) -> None:
    chat.says("lapor").says(STORY)
    for _ in range(3):
        chat.says(media=(PHOTO,))
        assert "report.got_media_short" in chat.keys
        chat.taps("lewati")
    for _ in range(2):
        chat.taps("lewati")
    chat.taps("lewati").taps("lewat_kode")
    assert filed(chat).media == (12, 12, 12)


def test_a_voice_note_alone_is_asked_for_a_few_words(chat: Chat) -> None:
    chat.says("lapor").says(media=(VOICE,))
    assert chat.keys == ["report.ask_story_words"]
    chat.taps("lewati")
    assert chat.step == "report_broker.read_village"


@pytest.mark.parametrize(
    "typed", [CODE, CODE[-4:], CODE[-4:].lower(), "xt4" + CODE[-1], f"ini {CODE[-4:]} kak"]
)
def test_the_code_is_read_back_as_people_type_it(chat: Chat, typed: str) -> None:
    for text in [*TO_NOTIFY, "lewat kode saja"]:
        chat.says(text)
    assert chat.says(typed).keys == ["report.done"]


def test_the_code_is_shown_once_more_and_then_it_is_enough(chat: Chat) -> None:
    for text in [*TO_NOTIFY, "lewat kode saja"]:
        chat.says(text)
    assert chat.says("0000").keys == ["report.code_again", "report.read_back_again"]
    assert CODE in chat.rendered
    assert chat.says("0000").keys == ["report.done_unsure"]
    assert chat.step == ""
    assert filed(chat)


@pytest.mark.parametrize(
    "told",
    ["eh ada lagi, namanya bukan Wawan tapi Iwan", "nomor hp nya 081234567890", "rumahnya dekat mushola cat hijau",
     "sekarang pindah ke kampung sebelah"],
)  # fmt: skip
def test_what_is_told_beside_the_code_goes_after_the_report(chat: Chat, told: str) -> None:
    for text in [*TO_NOTIFY, "lewat kode saja"]:
        chat.says(text)
    chat.says(told)
    assert chat.commands == [AddToReport(CODE, told)]
    assert chat.keys == ["receipt.added", "report.read_back"]
    assert CODE not in chat.rendered


@pytest.mark.parametrize("said", ["sudah saya catat kak", "udah disimpan", "oke dicatat"])
def test_who_has_written_it_down_need_not_type_it(chat: Chat, said: str) -> None:
    for text in [*TO_NOTIFY, "lewat kode saja"]:
        chat.says(text)
    assert chat.says(said).keys == ["report.done_skipped"]


def test_nobody_is_asked_who_they_are(chat: Chat) -> None:
    """Neither name, nor NIK, nor how they are related."""
    chat.says("lapor")
    asked = [chat.rendered]
    for text in [*TO_NOTIFY[1:], "lewat kode saja"]:
        asked.append(chat.says(text).rendered)
    whole = " ".join(asked).lower()
    assert "nik" not in whole.split()
    assert "siapa nama kakak" not in whole
    assert "hubungan kakak" not in whole


NAMED = "Pak Jay merekrut perempuan di kampung sebelah"


def test_a_name_in_the_story_is_confirmed_with_one_tap(chat: Chat) -> None:
    """Whoever has told who it is, is not asked again to type it."""
    chat.says("lapor").says(NAMED).taps("lewati")
    assert chat.keys == ["report.confirm_broker"]
    assert "Pak Jay" in chat.rendered
    for choice in ("ya_dia", *["lewati"] * 5):
        chat.taps(choice)
    assert ("broker", "Pak Jay") in filed(chat).fields


@pytest.mark.parametrize(
    ("said", "broker"),
    [
        ("iya", "Pak Jay"),
        ("ya nomornya 0811-1111-0001", "Pak Jay, ya nomornya 0811-1111-0001"),
        ("Pak Joko, bukan Jay", "Pak Joko, bukan Jay"),
        ("yayan tukang ojek", "yayan tukang ojek"),
    ],
)
def test_the_name_can_be_put_right_in_words(chat: Chat, said: str, broker: str) -> None:
    chat.says("lapor").says(NAMED).taps("lewati").says(said)
    assert chat.keys == ["report.ask_departure"]
    assert chat.session.question is not None
    assert (chat.session.question.draft or {})["broker"] == broker


@pytest.mark.parametrize("said", ["Orang lain", "bukan"])
def test_somebody_else_is_asked_for(chat: Chat, said: str) -> None:
    chat.says("lapor").says(NAMED).taps("lewati").says(said)
    assert chat.keys == ["report.ask_broker"]
    assert chat.says("kembali").keys == ["report.confirm_broker"]


def test_the_name_stays_when_the_village_is_changed() -> None:
    chat = Chat(person=Person(village=LONTAR)).says("lapor").says(NAMED)
    assert "report.confirm_broker" in chat.keys
    assert chat.taps("desa_lain").says("Tengkurak").keys == ["report.confirm_broker"]


def test_skipping_keeps_a_guess_out_of_the_report(chat: Chat) -> None:
    """Only what the person confirms is said to be the recruiter's."""
    chat.says("lapor").says(NAMED)
    for _ in range(7):
        chat.taps("lewati")
    assert "broker" not in dict(filed(chat).fields)


def test_a_story_in_place_of_the_village_goes_to_the_story(chat: Chat) -> None:
    chat.says("lapor").says("ada yang ngajak kerja").says("kerja di Taiwan, gaji besar, berangkat lusa")
    assert chat.step == "report_broker.read_village"
    assert "berangkat lusa" in chat.session.question.draft["story"]


LEAVES = "Pak Contoh membawa keponakan saya ke Malaysia lusa"


@pytest.mark.parametrize(
    ("said", "departure"),
    [
        ("Ya, betul", "2026-11-27"),
        ("iya", "2026-11-27"),
        ("Bulan ini", "bulan_ini"),
        ("lewati", "2026-11-27"),
    ],
)
def test_a_day_in_the_story_is_confirmed_with_one_tap(chat: Chat, said: str, departure: str | None) -> None:
    chat.says("lapor").says(LEAVES).says("Lontar").taps("ya_dia")
    assert chat.keys == ["report.confirm_departure"]
    assert "lusa" in chat.rendered
    chat.says(said).taps("satu").taps("tidak_ada_anak").taps("selesai").taps("kabari_sini")
    assert dict(filed(chat).fields).get("departure") == departure


def test_a_day_told_at_the_question_is_understood(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says("Lontar").taps("lewati").says("lusa katanya")
    assert chat.keys == ["report.ask_people"]
    chat.taps("satu").taps("tidak_ada_anak").taps("selesai").taps("kabari_sini")
    assert dict(filed(chat).fields)["departure"] == "2026-11-27"


@pytest.mark.parametrize("said", ["ya", "Oke", "bukan", "ga"])
def test_a_bare_word_is_no_village(chat: Chat, said: str) -> None:
    chat.says("lapor").says(STORY).says(said)
    assert chat.keys == ["report.village_unclear", "report.ask_village"]


@pytest.mark.parametrize(
    ("said", "bypass"),
    [
        ("Langsung ke atasan", True),
        ("Petugas desa boleh", False),
        ("lewati", True),
        ("takut sama pak kades", True),
    ],
)
def test_who_fears_an_official_can_go_round_them(chat: Chat, said: str, bypass: bool) -> None:
    """Only a clear no lets it go to the officers of the place."""
    chat.says("lapor").says("Oknum desa ikut membawa perempuan ke Malaysia").says("Lontar")
    chat.taps("lewati").taps("bulan_ini").taps("satu").taps("tidak_ada_anak").taps("selesai")
    assert chat.keys == ["report.ask_bypass"]
    chat.says(said).taps("kabari_sini")
    assert filed(chat).bypass == bypass


@pytest.mark.parametrize(
    ("is_quiet", "keys"),
    [
        (False, ["report.code_stranded", "report.stranded", "report.read_back"]),
        (True, ["report.code_quiet", "report.stranded_quiet", "report.read_back"]),
    ],
)
def test_that_nobody_may_have_it_is_said_with_the_code(chat: Chat, is_quiet: bool, keys: list[str]) -> None:
    chat.says("lapor")
    if is_quiet:
        chat.taps("hp_bersama")
    chat.says("Bu Contoh mengajak ke Malaysia, semua petugas ikut").taps("lewati").taps("lewati").taps(
        "lewati"
    )
    chat.taps("lewati").taps("lewati").taps("selesai").taps("kabari_samar" if is_quiet else "lewat_kode")
    assert chat.keys == keys
    assert filed(chat)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("3 orang katanya", "beberapa"),
        ("12 orang", "banyak"),
        ("1 orang saja", "satu"),
        ("3", "beberapa"),
        ("4", "beberapa"),
        ("7", "banyak"),
        ("entah", "belum_tahu"),
    ],
)
def test_people_are_counted_in_words_too(chat: Chat, said: str, people: str) -> None:
    """A bare number counts people, whatever stands on the button of that number."""
    chat.says("lapor").says(STORY).says("Lontar").taps("lewati").taps("lewati").says(said)
    assert chat.keys == ["report.ask_minor"]
    assert chat.session.question.draft["people"] == people


YOUNG = "Pak Contoh mengajak anak tetangga umur 16 tahun kerja ke Malaysia"


def test_an_age_in_the_story_is_confirmed(chat: Chat) -> None:
    chat.says("lapor").says(YOUNG).says("Lontar").taps("ya_dia").taps("lewati").taps("satu")
    assert chat.keys == ["report.confirm_minor"]
    assert "16" in chat.rendered
    chat.says("iya").taps("selesai").taps("kabari_sini")
    assert dict(filed(chat).fields)["minor"] == "ya"


@pytest.mark.parametrize(
    ("said", "minor"),
    [
        ("ya", "ya"), ("Ada", "ya"), ("iya yang satu 15 tahun", "ya"), ("umurnya 17 tahun", "ya"),
        ("tidak", "tidak"), ("gak ada", "tidak"), ("nggak ada kok kayaknya", "belum_tahu"),
        ("tidak tahu", "belum_tahu"), ("sekitar 20 tahun", "belum_tahu"),
    ],
)  # fmt: skip
def test_who_is_under_age_may_be_told_in_words(chat: Chat, said: str, minor: str) -> None:
    """Only a plain no is a no: one of age says nothing of the others."""
    chat.says("lapor").says(STORY).says("Lontar")
    for _ in range(3):
        chat.taps("lewati")
    chat.says(said).taps("selesai").taps("kabari_sini")
    assert dict(filed(chat).fields)["minor"] == minor


@pytest.mark.parametrize("said", ["iya", "ok", "tidak"])
def test_a_bare_yes_is_no_story(chat: Chat, said: str) -> None:
    chat.says("lapor").says(said)
    assert chat.keys == ["report.ask_story_words"]


def test_when_may_be_told_instead_of_who(chat: Chat) -> None:
    """Who skips a question in their mind is not misunderstood: the day is kept, and who is asked once more."""
    chat.says("lapor").says(STORY).says("Lontar").says("lusa malam")
    assert chat.keys == ["report.noted", "report.ask_broker"]
    draft = chat.session.question.draft
    assert (draft["departure"], draft.get("broker", "")) == ("2026-11-27", "")


@pytest.mark.parametrize(("said", "key"), [("gak tau", "report.ask_departure"), ("iya", "report.ask_broker")])
def test_nobody_is_called_yes_or_unknown(chat: Chat, said: str, key: str) -> None:
    chat.says("lapor").says(STORY).says("Lontar").says(said)
    assert chat.keys == [key]
    assert "broker" not in chat.session.question.draft


def test_who_is_abroad_already_is_not_asked_when_they_leave(chat: Chat) -> None:
    chat.says("lapor").says("Istri saya sudah di Riyadh, tidak digaji").says("Lontar").taps("lewati")
    assert chat.keys == ["report.confirm_gone"]
    chat.says("iya").taps("satu").taps("tidak_ada_anak").taps("selesai").taps("kabari_sini")
    assert dict(filed(chat).fields)["departure"] == "sudah_berangkat"


def at_notify(chat: Chat) -> Chat:
    for text in TO_NOTIFY:
        chat.says(text)
    assert chat.step == "report_broker.read_notify"
    return chat


@pytest.mark.parametrize(
    ("said", "notify", "is_discreet"),
    [
        ("ya", True, False), ("ya boleh", True, False), ("boleh kak", True, False), ("iya gapapa", True, False),
        ("kabari disini", True, False), ("ok", True, False), ("kirim aja", True, False), ("mangga", True, False),
        ("ga papa kok", True, False), ("jangan", False, False), ("ga usah", False, False),
        ("lewat kode aja", False, False), ("boleh tapi disamarkan, samar", True, True),
    ],
)  # fmt: skip
def test_an_answer_in_words_says_how_news_may_come(
    chat: Chat, said: str, notify: bool, is_discreet: bool
) -> None:
    at_notify(chat).says(said)
    assert (filed(chat).notify, filed(chat).is_discreet) == (notify, is_discreet)


def test_what_is_no_answer_is_asked_once_more_and_then_filed(chat: Chat) -> None:
    at_notify(chat).says("orangnya pakai motor merah")
    assert chat.keys == ["report.notify_unclear", "report.ask_notify"]
    assert chat.done == []
    chat.says("dari kampung sebelah")
    assert filed(chat).notify is False
    assert "orangnya pakai motor merah\ndari kampung sebelah" in dict(filed(chat).fields)["story"]


def test_the_village_the_story_names_is_taken_and_can_be_changed(chat: Chat) -> None:
    chat.says("lapor").says("Saya kepala desa Lontar, warga kami diajak ke luar negeri")
    assert chat.keys[-2:] == ["report.known_village", "report.ask_broker"]
    assert chat.taps("desa_lain").step == "report_broker.read_village"


def test_a_code_is_no_village_and_goes_to_nobody(chat: Chat) -> None:
    chat.says("lapor").says("ada yang mengajak tetangga ke Malaysia").says(CODE)
    assert chat.keys[0] == "report.is_code"
    assert chat.step == "report_broker.read_village"
    chat.says("Lontar").says(f"Pak Contoh, kodenya {CODE}")
    while chat.step != "report_broker.read_notify":
        chat.taps("lewati" if "lewati" in {choice.id for choice in chat.choices} else "selesai")
    chat.taps("lewat_kode")
    assert "XT4P" not in str(filed(chat).fields)


def test_a_code_instead_of_a_story_opens_its_report(chat: Chat) -> None:
    assert chat.says("lapor").says(CODE).keys[0].startswith("receipt.state.")


def test_who_passes_over_a_question_takes_back_nothing_of_the_story(chat: Chat) -> None:
    chat.says("lapor").says("Pak Contoh membawa anak umur 15 tahun ke Malaysia lusa").says("Lontar").taps(
        "ya_dia"
    )
    while chat.step != "report_broker.read_notify":
        chat.taps("lewati" if "lewati" in {choice.id for choice in chat.choices} else "selesai")
    chat.taps("lewat_kode")
    fields = dict(filed(chat).fields)
    assert (fields["departure"], fields["minor"]) == ("2026-11-27", "ya")
