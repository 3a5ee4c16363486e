"""The chats that handbooks show, played by the real engine on a fixed clock: what stands in them is what people get."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.domain.case_words import heading
from bot.domain.casework import CaseState, CaseView, Stage
from bot.domain.conversation import Person
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Severity
from bot.domain.public_alert import AlertState
from bot.domain.roster import Colleague
from bot.domain.second_look import found
from tests.conversations.conftest import CATALOGS, LIMITS, OFFICER, Chat
from tests.fakes.facts import AT_WORK, CODE, LONTAR, OPEN_LOOK, WARNED
from tools.chat_pictures import Bubble

NUMBER = "BD-417"
CASE = CaseView(NUMBER, Severity.MERAH, CaseState.OFFERED, LONTAR, departure="hari_ini_besok", people="satu")
MINE = replace(CASE, state=CaseState.ACCEPTED, is_mine=True)
OFFER = "Kerja admin di Kamboja gaji 15 juta, pakai visa turis dulu, transfer ke rekening pribadi"
STORY = "Tetangga saya mau berangkat ke Malaysia, anaknya 15 tahun"


@dataclass
class Filmed(Chat):
    """A chat of which every bubble is kept, from `film` on."""

    bubbles: list[Bubble] = field(default_factory=list)

    def says(self, text: str = "", **parts: object) -> "Filmed":
        if text:
            self.bubbles.append(Bubble(text, is_mine=True))
        super().says(text, **parts)
        return self

    def taps(self, choice_id: str, topic: str | None = None) -> "Filmed":
        choice = next((c for c in self.choices if c.id == choice_id), Choice(choice_id))
        self.bubbles.append(Bubble(CATALOGS.label(choice, self.person.language), is_mine=True))
        super().taps(choice_id, topic)
        return self

    def film(self) -> "Filmed":
        """What was before is not shown."""
        self.bubbles.clear()
        return self

    def _shows(self, replies: tuple[Reply, ...]) -> None:
        super()._shows(replies)
        for out in CATALOGS.render(replies, self.person.language, self.session.mark, LIMITS):
            self.bubbles.append(Bubble(out.text, tuple(label.label for label in out.choices)))


def officer(*cases: CaseView) -> Filmed:
    chat = Filmed(person=Person(officer=OFFICER))
    chat.facts.cases = {case.number: case for case in cases}
    return chat


def alert() -> Reply:
    params = {
        "number": NUMBER,
        "place": Reply("choice.place", {"name": LONTAR.name}),
        "departure": Reply("push.departure.hari_ini_besok"),
        "people": Reply("push.people.satu"),
        "minor": Reply("push.minor.ya"),
        "bound": Reply(
            "push.bound.country",
            {"country": "Malaysia", "more": Reply("push.bound.gelap", {"more": Reply("push.bound.nothing")})},
        ),
        "accept_by": "21.45",
        "then": Reply("push.then.next"),
    }
    choices = tuple(Choice(id_, topic=NUMBER) for id_ in ("terima", "lihat_isi", "tidak_bisa"))
    return Reply("push.alert.merah", params, choices)


def check() -> Filmed:
    chat = Filmed(person=Person())
    return chat.says(OFFER)


def report() -> Filmed:
    chat = Filmed(person=Person()).says("lapor").film()
    chat.says(STORY).says("Lontar").says("Bu Contoh, Avanza putih").film()
    chat.taps("hari_ini_besok").taps("satu").taps("ada_anak").taps("selesai").taps("kabari_sini")
    return chat.says(CODE[-4:])


def joining() -> Filmed:
    return Filmed(person=Person()).says("gabung").says("UNDANGAN-1")


def accepting() -> Filmed:
    chat = officer(CASE)
    chat.gets(alert()).taps("terima", NUMBER)
    return chat


def opening() -> Filmed:
    return officer(MINE).taps("lihat_isi", NUMBER)


def asking() -> Filmed:
    chat = officer(MINE).taps("tanya", NUMBER).says("Jam berapa dijemput?")
    buttons = tuple(Choice(id_, topic=NUMBER) for id_ in ("lihat_isi", "balas_pelapor"))
    told = {**heading(MINE), "turn": Reply("push.your_turn", {"until": "21.45"})}
    chat.gets(Reply("push.answer", told, buttons))
    return chat


def moving() -> Filmed:
    chat = officer(MINE).taps("sudah_diverifikasi", NUMBER)
    chat.facts.cases[NUMBER] = replace(MINE, stage=Stage.VERIFIED)
    return chat.says("kasus")


def referring() -> Filmed:
    return officer(MINE).taps("tutup", NUMBER).taps("dirujuk").taps("ke_polri")


def looking() -> Filmed:
    chat = officer()
    chat.facts.looks = {OPEN_LOOK.number: OPEN_LOOK}
    chat.facts.offers = {OPEN_LOOK.number: "Ada kerja di Taiwan, berangkat cepat, biaya 4 juta"}
    show = (Choice("lihat_tawaran", topic=OPEN_LOOK.number),)
    until = Reply("push.look_until", {"answer_by": "21.45"}, show)
    chat.gets(Reply("push.look", {"number": OPEN_LOOK.number}), *found(OPEN_LOOK), until)
    chat.taps("lihat_tawaran", OPEN_LOOK.number).taps("tulis_jawaban", OPEN_LOOK.number)
    return chat.says("PT itu belum punya izin ke Taiwan.").taps("nilai_waspada")


def warning() -> Filmed:
    chat = officer().says("peringatan").taps("peringatan_baru").says("Kec. Pontang")
    chat.says("Perekrut palsu keliling desa").says("Dua orang menawari kerja dan minta KTP.")
    chat.says("Jangan serahkan KTP.").film()
    return chat.taps("sekarang_juga").taps("satu_hari").taps("ajukan_peringatan")


def approving() -> Filmed:
    chat = officer()
    chat.facts.alerts = {WARNED.number: replace(WARNED, state=AlertState.WAITING)}
    return chat.taps("lihat_peringatan", WARNED.number).taps("setujui_peringatan", WARNED.number)


def leave() -> Filmed:
    chat = officer()
    chat.facts.roster = replace(AT_WORK, colleagues=(Colleague(2, "Rekan A"), Colleague(3, "Rekan B")))
    return chat.says("cuti").says("30 Nov").says("5 des").taps("rekan_2")


def everything() -> Filmed:
    return officer().says("menu petugas")


SCENES: Mapping[str, tuple[str, Callable[[], Filmed]]] = {
    "warga-cek": ("Warga mengecek tawaran", check),
    "warga-lapor": ("Warga selesai melapor dan mendapat kode", report),
    "petugas-gabung": ("Petugas bergabung dengan kode undangan", joining),
    "petugas-menu": ("Menu petugas", everything),
    "petugas-terima": ("Laporan masuk, petugas menerima", accepting),
    "petugas-lihat-isi": ("Tautan untuk membuka isi laporan", opening),
    "petugas-tanya": ("Petugas bertanya ke pelapor", asking),
    "petugas-kasus": ("Kasus sudah diverifikasi, dan daftar kasus", moving),
    "petugas-rujuk": ("Kasus dirujuk dan ditutup", referring),
    "petugas-tawaran": ("Petugas menjawab tawaran yang diminta dicek", looking),
    "petugas-peringatan": ("Petugas mengajukan peringatan", warning),
    "petugas-setujui": ("Petugas lain menyetujui peringatan", approving),
    "petugas-cuti": ("Petugas mengatur cuti", leave),
}
