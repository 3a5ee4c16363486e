"""Whatever people send, in whatever order: no exception, always an answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.casework import CaseState, CaseView
from bot.domain.conversation import Person
from bot.domain.messages import Choice, Location, Reply
from bot.domain.offers import Severity
from tests.conversations.conftest import BOOK, OFFICER, PHOTO, VOICE, Chat
from tests.fakes.facts import CODE, HANDLE, LONTAR, OPEN_LOOK, UNKNOWN_CODE, WARNED, FakeFacts

TEXTS = (
    *BOOK.by_word, "stop", "kembali", "batal", "lewati", "selesai", "1", "2", "9", "lontar", "pontang", CODE, CODE[-4:],
    UNKNOWN_CODE, "PT Sumber Rezeki", "Kerja di Taiwan gaji 15 juta", "kerja Kamboja visa turis", "Ada calo merekrut",
    "disekap di kamboja", "BD-417", "UNDANGAN-1", "", " ", "tidak tahu",
)  # fmt: skip
STARTS = (f"desa_{LONTAR.code}", "desa_", "desa_99", "apa", "")
BUTTONS = (
    "0~lapor", "1~cek", "t~jawab~" + HANDLE, "t~putus_kontak~x", "t~terima~BD-417", "t~status~x", "t~cek~x", "~~",
    "t~setujui_peringatan~12", "t~batalkan_peringatan~12", "t~perbarui_peringatan~12", "t~peringatan_baru~x",
    "t~lihat_tawaran~CEK-105", "t~tulis_jawaban~CEK-105",
    "t~nilai_bahaya~CEK-9", "t~minta_dicek~x", "t~~", "t~lihat_isi~BD-1", "t~nope~BD-417", "9" * 400,
)  # fmt: skip
PUSHES = (
    Reply("push.question", {"number": "BD-417", "text": "Jam berapa?"},
          (Choice("jawab", topic=HANDLE), Choice("putus_kontak", topic=HANDLE))),
    Reply("push.lesson", {"title": "a", "body": "b"}, (Choice("cek"), Choice("lapor"))),
)  # fmt: skip
ACTS = st.one_of(
    st.tuples(st.just("says"), st.sampled_from(TEXTS)),
    st.tuples(st.just("says"), st.text(max_size=60)),
    st.tuples(st.just("taps"), st.integers(0, 9)),
    st.tuples(st.just("button"), st.sampled_from(BUTTONS)),
    st.tuples(st.just("start"), st.sampled_from(STARTS)),
    st.tuples(st.just("media"), st.sampled_from([(PHOTO,), (VOICE,), (PHOTO,) * 9])),
    st.tuples(st.just("location"), st.sampled_from([Location(-6.1, 106.2), Location(11.5, 104.9)])),
    st.tuples(st.just("phone"), st.just("+6281200009911")),
    st.tuples(st.just("gets"), st.sampled_from(PUSHES)),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(ACTS, max_size=25), st.booleans(), st.booleans(), st.booleans())
def test_every_message_is_answered(
    acts: list[tuple], is_officer: bool, is_new: bool, has_village: bool
) -> None:
    cases = {
        "BD-417": CaseView("BD-417", Severity.MERAH, CaseState.OFFERED, LONTAR),
        "BD-1": CaseView(
            "BD-1", Severity.HIJAU, CaseState.ACCEPTED, None, is_mine=True, departure="minggu_ini"
        ),
    }
    officer = OFFICER if is_officer else None
    person = Person(is_new=is_new, officer=officer, village=LONTAR if has_village else None)
    chat = Chat(FakeFacts(cases=cases, looks={"CEK-105": OPEN_LOOK}, alerts={"12": WARNED}), person)
    for kind, what in acts:
        if kind == "gets":
            chat.gets(what)
            continue
        if kind == "taps" and chat.choices:
            choice = chat.choices[what % len(chat.choices)]
            chat.taps(choice.id, choice.topic)
        elif kind in ("says", "taps"):
            chat.says(str(what))
        else:
            chat.says(**{kind: what})
        assert chat.rendered.strip()
