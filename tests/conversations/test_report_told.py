"""What a reporter tells reaches the officers, whichever question it came under. With real screening and villages."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import places
from bot.domain.casework import Place
from bot.domain.commands import FileReport
from bot.domain.conversation import Leaving, Person
from bot.domain.offers import Severity, Triage
from tests.conversations.conftest import NOW, Chat
from tests.conversations.test_in_need import Told
from tests.fakes.facts import LONTAR, PLACES
from tests.screening.samples import registry, screener

TODAY = NOW.date()  # a Tuesday
VILLAGES = PLACES[:3]
PONTANG = VILLAGES[2]
STORY = "mau lapor, ada yang nawarin kerja ke warga"


class Facts(Told):
    """Everything a report is read for, as it is outside of tests."""

    def leaving(self, text: str) -> Leaving | None:
        told = screener().departure(text, TODAY)
        return None if told is None else Leaving(told[0], told[1], TODAY + timedelta(days=told[1]), told[2])

    def has_left(self, text: str) -> bool:
        return screener().has_left(text)

    def is_abroad(self, text: str) -> bool:
        return screener().is_abroad(text)

    def recruiters(self, text: str) -> tuple[str, ...]:
        return screener().recruiters(text)

    def youngest(self, text: str) -> int | None:
        return screener().youngest(text)

    def headcount(self, text: str, *, is_asked: bool = False) -> int | None:
        return screener().headcount(text, is_asked=is_asked)

    def blames_officials(self, text: str, broker: str = "") -> bool:
        return screener().blames_officials(text, broker)

    def places(self, query: str) -> tuple[Place, ...]:
        return places.search(query, VILLAGES)

    def place_in(self, text: str) -> Place | None:
        return places.named_in(text, VILLAGES)


@pytest.fixture
def chat() -> Chat:
    return Chat(Facts(registry()))


def tell(chat: Chat, *said: str) -> Chat:
    for text in said:
        chat.says(text)
    return chat


def draft(chat: Chat) -> dict[str, object]:
    return dict(chat.session.question.draft or {}) if chat.session.question else {}


def filed(chat: Chat) -> FileReport:
    """With every question left skipped, and what is only to be confirmed confirmed."""
    for _ in range(20):
        if chat.step in ("report_broker.read_back", ""):
            break
        offered = [choice.id for choice in chat.choices]
        yes = next(
            (one for one in ("ya_dia", "ya_betul", "selesai", "lewat_kode") if one in offered), "lewati"
        )
        chat.taps("ada_anak" if chat.keys[-1] == "report.confirm_minor" else yes)
    return next(command for command in chat.done if isinstance(command, FileReport))


def fields(chat: Chat) -> dict[str, str]:
    report = filed(chat)
    return {**dict(report.fields), "village": report.village}


AT_PEOPLE = ("lapor", STORY, "Lontar", "pak Jon", "minggu depan")


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("1", "satu"), ("3", "beberapa"), ("4", "beberapa"), ("5", "beberapa"), ("6", "banyak"), ("lima", "beberapa"),
        ("sekitar 6an", "banyak"), ("kira2 10", "banyak"), ("no 3", "beberapa"), ("3 orang", "beberapa"),
        ("Lebih dari 5", "banyak"),
    ],
)  # fmt: skip
def test_a_number_counts_people_not_buttons(chat: Chat, said: str, people: str) -> None:
    tell(chat, *AT_PEOPLE, said)
    assert chat.step == "report_broker.read_minor"
    assert draft(chat)["people"] == people


def test_elsewhere_a_number_is_still_a_button(chat: Chat) -> None:
    tell(chat, *AT_PEOPLE[:4], "3")
    assert draft(chat)["departure"] == "bulan_ini"


TOLD = (
    ("mau lapor, sponsor ngajak 3 cewek ke abu dhabi", "people", "beberapa"),
    ("mau lapor, 4 orang nginep di rumah calo", "people", "beberapa"),
    ("mau lapor, ada calo di pontang", "village", PONTANG.code),
    ("mau lapor, di desa saya lontar ada calo", "village", LONTAR.code),
    ("mau lapor, calo ngajak anak smp", "minor", "ya"),
)


@pytest.mark.parametrize(("said", "field", "value"), TOLD)
def test_what_the_story_tells_is_not_asked(chat: Chat, said: str, field: str, value: str) -> None:
    tell(chat, said)
    keys = []
    while chat.step not in ("report_broker.read_notify", "report_broker.read_bypass"):
        keys.append(chat.keys[-1])
        chat.taps("lewati")
    assert f"report.ask_{field}" not in keys
    assert fields(chat)[field] == value


LATE = (
    ("desa lontar", "village", LONTAR.code),
    ("di lontar", "village", LONTAR.code),
    ("kp lontar", "village", LONTAR.code),
    ("namanya mang Udin", "broker", "mang Udin"),
    ("yang ngajak bu Sumi rt 03", "broker", "bu Sumi"),
    ("berangkatnya besok subuh", "departure", "2026-11-25"),
    ("jumat besok", "departure", "2026-11-27"),
    ("tgl 5 desember", "departure", "2026-12-05"),
    ("sudah pergi kemarin", "departure", "sudah_berangkat"),
    ("ada 4 orang nginep di rumahnya", "people", "beberapa"),
    ("iya ada yg 17", "minor", "ya"),
    ("satu masih umur 16 tahun", "minor", "ya"),
)


@pytest.mark.parametrize(("said", "field", "value"), LATE)
def test_what_is_told_after_its_question_still_arrives(chat: Chat, said: str, field: str, value: str) -> None:
    """All questions were skipped; it comes where pictures are asked for."""
    tell(chat, "lapor", STORY)
    while chat.step != "report_broker.read_media":
        chat.taps("lewati")
    chat.says(said)
    assert chat.keys[-1] == "report.ask_media"
    assert fields(chat)[field] == value


@pytest.mark.parametrize("skipped", range(5))
def test_a_whole_story_told_late_fills_everything(chat: Chat, skipped: int) -> None:
    tell(chat, "lapor", STORY)
    for _ in range(skipped):
        chat.taps("lewati")
    chat.says(
        "desa lontar. namanya mang Udin, ada 4 orang nginep di rumahnya, satu umur 16 tahun, berangkat besok subuh"
    )
    told = fields(chat)
    assert "mang Udin" in told["broker"]
    assert (told["village"], told["departure"], told["people"], told["minor"]) == (
        LONTAR.code,
        "2026-11-25",
        "beberapa",
        "ya",
    )


ASIDES = (
    "dia masih sodara saya", "kalo ketauan saya dibunuh", "beneran aman?", "ya udah lapor deh", "takut kak",
    "nanti ketahuan ga", "jgn bilang suami saya", "eh salah", "eh maaf salah",
)  # fmt: skip


@pytest.mark.parametrize("said", ASIDES)
@pytest.mark.parametrize("skipped", range(5))
def test_what_answers_nothing_is_kept_and_the_question_put_again(chat: Chat, skipped: int, said: str) -> None:
    tell(chat, "lapor", STORY)
    for _ in range(skipped):
        chat.taps("lewati")
    step, asked = chat.step, chat.keys[-1]
    chat.says(said)
    assert (chat.step, chat.keys[-1]) == (step, asked)
    told = fields(chat)
    assert said in told["story"]
    assert "broker" not in told
    assert "place" not in told


def test_who_is_afraid_is_answered(chat: Chat) -> None:
    tell(chat, "lapor", STORY, "saya takut ketahuan")
    assert chat.keys == ["report.afraid", "report.ask_village"]


@pytest.mark.parametrize("said", ["Kampung Sawah", "perum griya blok c", "deket pasar rau", "Sukadiri"])
def test_a_place_in_their_words_stays_one(chat: Chat, said: str) -> None:
    tell(chat, "lapor", STORY, said)
    assert chat.keys == ["report.village_noted", "report.ask_broker"]
    assert draft(chat)["place"] == said


@pytest.mark.parametrize(
    "said",
    [
        "om saya sendiri",
        "tetangga di lontar",
        "sponsor keliling",
        "mobil putih plat A 12",
        "adiknya pak lurah",
    ],
)
def test_whoever_recruits_needs_no_name(chat: Chat, said: str) -> None:
    tell(chat, "lapor", STORY, "Lontar", said)
    assert draft(chat)["broker"] == said
    assert "people" not in draft(chat)


@pytest.mark.parametrize("said", ["desa lontar", "di lontar", "Lontar", "lontar tirtayasa", "kp lontar kak"])
def test_one_village_of_that_name_is_taken_without_a_question(chat: Chat, said: str) -> None:
    tell(chat, "lapor", STORY, said)
    assert chat.keys == ["report.ask_broker"]
    assert draft(chat)["village"] == LONTAR.code


@pytest.mark.parametrize("said", ["ya", "iya", "betul", "iya kak", "1"])
def test_a_yes_to_one_village_takes_it(chat: Chat, said: str) -> None:
    tell(chat, "lapor", STORY, "lontr")
    assert chat.keys == ["places.which"]
    chat.says(said)
    assert chat.keys == ["report.ask_broker"]
    assert draft(chat)["village"] == LONTAR.code


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("eh salah, bukan pontang tapi lontar", "village", LONTAR.code),
        ("bukan pontang tapi lontar", "village", LONTAR.code),
        ("eh maksudnya desa lontar", "village", LONTAR.code),
        ("eh salah bukan jumat tapi lusa", "departure", "2026-11-26"),
        ("bukan jumat tapi lusa", "departure", "2026-11-26"),
        ("eh maksudnya lusa", "departure", "2026-11-26"),
        ("maaf salah, jumat depan eh lusa", "departure", "2026-11-26"),
        ("eh salah, namanya bukan Wawan tapi Iwan", "broker", "pak Iwan"),
        ("bukan pak Wawan tapi bu Neneng", "broker", "bu Neneng"),
        ("eh salah, 8 orang", "people", "banyak"),
    ],
)
def test_a_correction_replaces_what_it_names(chat: Chat, said: str, field: str, value: str) -> None:
    """... and nothing else; the open question is put again."""
    before = {"village": PONTANG.code, "broker": "pak Wawan", "departure": "2026-11-27", "people": "beberapa"}
    tell(chat, "lapor", STORY, "pontang", "pak Wawan", "jumat", "3", said)
    assert chat.keys[0] == "report.corrected"
    assert chat.keys[-1] == "report.ask_minor"
    assert before | {field: value} == {name: fields(chat)[name] for name in before}
    assert said in fields(chat)["story"]


def test_a_correction_in_three_messages(chat: Chat) -> None:
    tell(chat, "sy mau lapor", "di desa saya pontang ada yang jualin tki", "eh salah")
    assert chat.keys[0] == "report.what_is_right"
    assert chat.says("bukan pontang").keys[-1] == "report.ask_village"
    assert chat.says("tapi di lontar").keys == ["report.ask_broker"]
    told = fields(chat)
    assert told["village"] == LONTAR.code
    assert "broker" not in told


def test_the_readers_own_village_gives_way_to_the_one_told() -> None:
    chat = Chat(Facts(registry()), Person(village=PONTANG))
    tell(chat, "lapor", STORY, "pak Jon", "di desa lontar")
    assert fields(chat)["village"] == LONTAR.code


@pytest.mark.parametrize(
    "said",
    [
        ("mau lapor, pak Tarno kades lontar jadi sponsor, dia kirim warga ke arab",),
        ("saya kepala desa lontar, yang jadi sponsor itu sekdes saya sendiri",),
        ("lapor", STORY, "Lontar", "pak kades"),
        ("lapor", STORY, "Lontar", "lurah sini"),
        ("lapor", STORY, "Lontar", "pak Budi orang imigrasi"),
        ("lapor", STORY, "Lontar", "lewati", "yang ngajak pak sekdes"),
    ],
)
def test_an_official_who_recruits_can_be_gone_round(chat: Chat, said: Sequence[str]) -> None:
    tell(chat, *said)
    for _ in range(9):
        if chat.step == "report_broker.read_bypass":
            break
        chat.taps("ya_dia" if "ya_dia" in [choice.id for choice in chat.choices] else "lewati")
    assert chat.step == "report_broker.read_bypass"
    report = filed(chat)
    assert report.bypass
    assert report.severity is not Severity.HIJAU


def test_reporter_and_officer_get_the_same_judgement(chat: Chat) -> None:
    """Words typed later made it milder again, after its reporter was told how urgent it is."""
    tell(chat, "mau lapor, bu Ijah di pontang ngajak orang ke malaysia jadi pembantu", "ya", "jumat besok")
    assert chat.keys[0] == "report.urgent"
    tell(chat, "4", "semua udah gede", "ga ada")
    report = filed(chat)
    assert report.severity is Severity.MERAH
    assert report.why


def test_a_day_confirmed_with_a_tap_is_judged_like_one_typed(chat: Chat) -> None:
    tell(chat, "lapor", "pak Jon ngajak tetangga ke malaysia, lusa", "Lontar", "ya")
    chat.taps("ya_betul")
    assert chat.keys[0] == "report.urgent" or draft(chat)["has_seen_numbers"]
    assert filed(chat).severity is Severity.MERAH


class Milder(Facts):
    """Judges only the first message to be urgent."""

    def triage(self, text: str) -> Triage:
        return Triage(Severity.KUNING) if "\n" in text else Triage(Severity.MERAH, ("disekap",))


def test_what_was_called_urgent_is_filed_as_that() -> None:
    chat = tell(Chat(Milder(registry())), "lapor", "anak dikunci di mess", "Lontar")
    assert (filed(chat).severity, filed(chat).why) == (Severity.MERAH, ("disekap",))


FACTS = (
    "desa lontar",
    "namanya pak Udin",
    "berangkatnya lusa",
    "ada 4 orang yang dibawa",
    "satu umur 16 tahun",
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(
    st.permutations(FACTS), st.lists(st.sampled_from(ASIDES), max_size=3), st.randoms(use_true_random=False)
)
def test_no_order_of_telling_loses_a_fact(facts: list[str], asides: list[str], chance: Random) -> None:
    """One fact a message, fears and doubts between them, whatever is asked in the meantime."""
    said = [*facts]
    for aside in asides:
        said.insert(chance.randrange(len(said)), aside)
    chat = tell(Chat(Facts(registry())), "lapor", STORY, *said)
    told = fields(chat)
    assert (told["village"], told["departure"], told["people"], told["minor"]) == (
        LONTAR.code, "2026-11-26", "beberapa", "ya",
    )  # fmt: skip
    assert "pak Udin" in told["broker"]
    assert "place" not in told
    assert all(aside in told["story"] for aside in asides)
