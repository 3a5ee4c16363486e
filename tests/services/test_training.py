"""Training on a real database: a class of forty reaches its trainer alone, and what is real reaches everybody."""

import re
from datetime import timedelta

import pytest

from bot import __main__
from bot.__main__ import main
from bot.domain.casework import Role
from bot.domain.messages import Address, Inbound
from bot.services import (
    audit,
    escalation,
    expiry,
    follow_up,
    handles,
    housekeeping,
    indicators,
    mornings,
    offices,
    trainings,
    turn,
)
from bot.store import cadres, cases
from bot.store.schema import cases as all_cases
from tests.screening.samples import lines
from tests.services.conftest import Office
from tests.services.test_code_guesses import quick
from tests.services.test_conflict import hires
from tests.services.test_custody import make_keys, read

LONTAR = "36.04.13.2007"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
STORY = "Bu Kuswatun mengajak perempuan kampung kerja di pabrik, belum jelas di mana"
URGENT = "Anak tetangga umur 15 tahun besok subuh mau dijemput travel ke Batam"
MARK = "🎓 LATIHAN"


@pytest.fixture
def trained(office: Office) -> Office:
    """The village of Lontar trains for two hours; its first officer is the trainer."""
    quick(office)
    make_keys(office, *office.officers)
    trainer = office.officers[0]
    for said in ("latihan", "Lontar", "2 jam"):
        office.says(trainer, said)
    for officer in office.officers:
        office.gets(officer)
    return office


def scans(office: Office, who: str, village: str = LONTAR) -> None:
    """Somebody scans the village's poster."""
    msg = Inbound(Address("web", who), "web", str(next(office.numbers)), start=f"desa_{village}")
    office.app.database.submit(lambda tx: turn.receive(tx, office.app.desk, msg)).result()
    office.gets(who)


def files(office: Office, who: str, story: str = STORY, *more: str, village: str | None = LONTAR) -> str:
    """Report from the village; gives everything that was said to them."""
    if village is not None:
        scans(office, who, village)
    place = () if village is not None else ("Lontar",)
    said = office.says(who, "lapor") + office.says(who, story)
    for answer in (*place, "lewati", "lewati", "lewati", "lewati", "selesai", *more, "kabari sini", "lewati"):
        said += office.says(who, answer)
    return said


def code_of(said: str) -> str:
    found = CODE.search(said)
    assert found, said
    return found[0]


def case(office: Office, number: int = 1) -> object:
    return read(office, lambda tx: cases.case(tx, number))


def is_exercise(office: Office, number: int = 1) -> bool:
    return case(office, number).training_id is not None  # type: ignore[attr-defined]


def told(office: Office) -> list[str]:
    """What waits for the three officers."""
    found = []
    for officer in office.officers:
        while more := office.gets(officer):
            found.append(more)
    return found


def test_a_class_of_forty_reaches_its_trainer_alone_and_counts_nowhere(trained: Office) -> None:
    """Everybody in words of their own, as forty people are; whatever sounds urgent among them is real."""
    office, desk = trained, trained.app.desk
    stories = [line["text"] for line in lines("reports_dev.jsonl") if line["severity"] != "merah"]
    stories = [text for text in stories if desk.screener.triage(text, desk.today()).severity != "merah"]
    for number in range(40):
        said = files(office, f"siswa{number}", f"{stories[number % len(stories)]} (peserta {number})")
        assert said.startswith(MARK)
    trainer, *others = office.officers
    exercises = [
        row.id for row in read(office, lambda tx: tx.execute(all_cases.select()).all()) if row.training_id
    ]
    assert len(exercises) == 40
    alerts: list[str] = []
    while batch := office.outs(trainer):
        alerts += [out.text for out in batch]
    assert len(alerts) == 40
    assert all(text.startswith(MARK) for text in alerts)
    assert [office.gets(other) for other in others] == ["", ""]
    assert office.stored("likenesses", "digests") == b"", "no flood"
    office.now += timedelta(days=6)
    span = office.now - timedelta(days=7), office.now
    assert read(office, lambda tx: cadres.reports_of(tx, LONTAR, *span)) == []
    for run in (escalation.climb_overdue, follow_up.run, mornings.run_due, expiry.tell):
        read(office, lambda tx, run=run: run(tx, desk))
    assert not [text for text in told(office) if "BD-" in text]


def test_an_exercise_is_marked_wherever_anybody_sees_it(trained: Office) -> None:
    office, trainer = trained, trained.officers[0]
    said = files(office, "siswa")
    code = code_of(said)
    assert said.count(MARK) >= 3, "before it begins, when it is filed, with the code"
    assert office.gets(trainer).startswith(MARK)
    assert f"{MARK} 🟡 KUNING BD-101" in office.says(trainer, "kasus").replace("🟢 HIJAU", "🟡 KUNING")
    for tap in ("terima", "lihat_isi", "tanya"):
        assert office.taps(trainer, tap, "BD-101").startswith(MARK), tap
    office.says(trainer, "Jam berapa?")
    sheet = office.opens(trainer)
    assert sheet is not None
    assert sheet.case.is_exercise
    heard = office.gets("siswa")
    assert heard.count(MARK) == 2, "somebody took it, and the question"
    assert office.says("siswa", code).startswith(MARK)
    office.says("siswa", "jam lima")
    assert office.gets(trainer).startswith(MARK)
    office.taps(trainer, "tutup", "BD-101")
    office.says(trainer, "dirujuk")
    assert "JANGAN DITINDAKLANJUTI" in office.says(trainer, "LPSK")
    assert office.gets("siswa").startswith(MARK)


def test_an_urgent_report_in_the_class_is_real(trained: Office) -> None:
    office = trained
    said = files(office, "siswa", URGENT)
    assert "Bukan latihan" in said
    assert not is_exercise(office)
    alert = office.gets(office.officers[0])
    assert "MERAH" in alert and MARK not in alert
    office.climbs()
    assert "BD-101" in office.gets(office.officers[1]), "it climbs"


@pytest.mark.parametrize("how", ["button", "status", "words", "urgent"])
@pytest.mark.parametrize("state", ["offered", "accepted", "closed"])
def test_whoever_says_afterwards_that_it_is_real_gets_all_officers(
    trained: Office, how: str, state: str
) -> None:
    office, trainer = trained, trained.officers[0]
    said = files(office, "siswa")
    assert is_exercise(office)
    if state != "offered":
        office.taps(trainer, "terima", "BD-101")
    if state == "closed":
        office.taps(trainer, "tutup", "BD-101")
        office.says(trainer, "Tidak terbukti")
    told(office)
    match how:
        case "button":
            handle = _handle(office, "siswa")
            for _ in range(2):  # tapped twice
                assert "sekarang laporan sungguhan" in office.taps("siswa", "sungguhan", handle)
        case "status":
            office.says("siswa", code_of(said))
            office.says("siswa", "ini sungguhan")
        case _ if state == "closed":
            return  # nothing is added to what is closed
        case "words" | "urgent":
            office.says("siswa", code_of(said))
            office.says("siswa", "tambah cerita")
            office.says("siswa", "Ini bukan latihan kak" if how == "words" else URGENT)
    assert not is_exercise(office)
    first = office.gets(trainer)
    assert "bukan latihan lagi" in first
    assert "Terima sebelum" in first, "a whole alert, as if it had just come in"
    assert case(office).state == "ditawarkan"  # type: ignore[attr-defined]
    office.climbs()
    assert "BD-101" in office.gets(office.officers[1])
    assert MARK not in office.says("siswa", code_of(said))
    office.taps(trainer, "terima", "BD-101")
    assert STORY in office.reads(trainer)


def _handle(office: Office, who: str) -> str:
    return handles.handle(office.app.desk, office.contact_id(who), 1)


def test_somebody_elses_button_changes_nothing(trained: Office) -> None:
    files(trained, "siswa")
    trained.taps("lain", "sungguhan", _handle(trained, "siswa"))
    assert is_exercise(trained)


def test_who_did_not_scan_or_lives_elsewhere_reports_for_real(trained: Office) -> None:
    office = trained
    for number, village in enumerate((None, "36.04.12.2001"), start=1):
        said = files(office, f"warga{number}", village=village)
        assert MARK not in said
        assert not is_exercise(office, number)


def test_a_report_that_names_the_trainer_never_reaches_them(trained: Office) -> None:
    """An exercise about the one who gets the exercises is none."""
    office = trained
    hires(office, "Wirasembada", Role.PIMPASA, LONTAR)
    office.says("Wirasembada", "latihan")
    office.says("Wirasembada", "latihan baru")
    office.says("Wirasembada", "1 jam")
    office.gets("Wirasembada")
    assert is_exercise_of(office, "siswa", STORY, 4)
    office.gets("Wirasembada")
    files(office, "berani", "Pak Wirasembada yang dari imigrasi itu ikut dibayar calo")
    assert not is_exercise(office, 2)
    assert "BD-102" not in office.gets("Wirasembada")
    office.says("siswa", "status")


def is_exercise_of(office: Office, who: str, story: str, officer_id: int) -> bool:
    files(office, who, story)
    found = case(office)
    rows = read(office, lambda tx: cases.offered_to(tx, 1))
    return found.training_id is not None and [row.officer_id for row in rows] == [officer_id]  # type: ignore[attr-defined]


def test_an_addition_that_names_the_trainer_makes_it_real(trained: Office) -> None:
    office = trained
    hires(office, "Wirasembada", Role.PIMPASA, LONTAR)
    office.says("Wirasembada", "latihan")
    office.says("Wirasembada", "latihan baru")
    office.says("Wirasembada", "1 jam")
    code = code_of(files(office, "siswa"))
    office.gets("Wirasembada")
    office.says("siswa", code)
    office.says("siswa", "tambah cerita")
    office.says("siswa", "Pak Wirasembada ikut dibayar")
    assert not is_exercise(office)
    assert "BD-101" not in office.gets("Wirasembada")
    assert "BD-101" in office.gets(office.officers[0])


def test_a_trainer_who_cannot_be_reached_gets_no_exercise(trained: Office) -> None:
    office = trained
    read(office, lambda tx: offices.disable_officer(tx, office.app.desk, 1))
    assert MARK not in files(office, "siswa")
    assert not is_exercise(office)


def test_it_ends_by_itself_and_what_was_begun_before_is_real(trained: Office) -> None:
    office, trainer = trained, trained.officers[0]
    files(office, "siswa")
    scans(office, "lambat")
    office.says("lambat", "lapor")
    office.says("lambat", STORY)
    office.gets(trainer)
    office.passes(hours=2)
    assert read(office, lambda tx: trainings.end_due(tx, office.app.desk)) == 1
    assert read(office, lambda tx: trainings.end_due(tx, office.app.desk)) == 0
    summary = office.gets(trainer)
    assert "Laporan latihan: 1, belum dibuka: 1" in summary
    said = "".join(office.says("lambat", "lewati") for _ in range(5)) + office.says(
        "lambat", "lewat kode saja"
    )
    assert "sungguhan" in said
    assert not is_exercise(office, 2)
    assert MARK not in files(office, "baru")


def test_it_can_be_ended_and_the_heads_hear_of_each(office: Office) -> None:
    quick(office)
    trainer, _, head = office.officers
    for said in ("latihan", "Lontar", "1 jam"):
        office.says(trainer, said)
    assert "sedang latihan sampai" in office.gets(head)
    for said in ("latihan", "akhiri"):
        office.says(trainer, said)
    assert MARK not in files(office, "siswa")
    actions = [entry for entry in office.stored("audit").split(b"\n") if b"training" in entry]
    assert actions == [b"training_begun", b"training_ended"]
    assert read(office, lambda tx: audit.verify(tx, office.app.desk))[1]


def test_an_exercise_is_gone_after_a_week_and_its_code_says_so(trained: Office) -> None:
    office = trained
    code = code_of(files(office, "siswa"))
    office.passes(days=6)
    assert STORY in office.reads(office.officers[0])
    office.passes(days=2)
    assert case(office).outcome == "latihan"  # type: ignore[attr-defined]
    assert read(office, lambda tx: cases.report_by_case(tx, 1)).body is None
    said = office.says("siswa", code)
    assert said.startswith(MARK)
    assert "sungguhan" not in office.taps("siswa", "sungguhan", _handle(office, "siswa"))
    assert office.stored("trainings") == b""


def test_nothing_of_it_is_confirmed_or_merged(trained: Office) -> None:
    office, trainer = trained, trained.officers[0]
    files(office, "siswa", "Hubungi 0812-1111-2222 kata Bu Kuswatun, kerja di pabrik")
    files(office, "warga", STORY, village=None)
    for number in ("BD-101", "BD-102"):
        office.taps(trainer, "terima", number)
    for number, into in (("BD-101", "102"), ("BD-102", "101")):
        office.taps(trainer, "gabung_kasus", number)
        office.says(trainer, into)
        office.says(trainer, "ya, gabung")
    assert [case(office, number).merged_into for number in (1, 2)] == [None, None]  # type: ignore[attr-defined]
    contact = office.contact_id(trainer)
    assert read(office, lambda tx: indicators.named_in(tx, office.app.desk, contact, "BD-101")) == ()


def test_a_trainer_on_leave_keeps_exercises_and_the_ladder_leaves_them(trained: Office) -> None:
    office, trainer = trained, trained.officers[0]
    files(office, "siswa")
    read(office, lambda tx: escalation.pass_over(tx, office.app.desk, 1, office.now, "away"))
    office.climbs()
    office.taps(trainer, "tidak_bisa", "BD-101")
    assert [row.officer_id for row in read(office, lambda tx: cases.offered_to(tx, 1))] == [1]


def test_exercises_spend_nothing_of_what_one_may_report(trained: Office) -> None:
    """A trainee who practises often is still told alone when it is real."""
    office = trained
    for number in range(7):
        files(office, "rajin", f"{STORY}, latihan ke-{number}")
    told(office)
    scans(office, "rajin")
    office.says("rajin", "lapor")
    office.says("rajin", "ini sungguhan")
    for answer in ("Ada calo baru di pasar", *["lewati"] * 4, "selesai", "lewat kode saja"):
        office.says("rajin", answer)
    assert not is_exercise(office, 8)
    assert "laporan BD-108" in office.gets(office.officers[0])


def test_a_machine_does_not_fill_the_trainers_chat(trained: Office) -> None:
    office = trained
    for number in range(70):
        files(office, "mesin", f"{STORY} {number}")
    alerts = 0
    while batch := office.outs(office.officers[0]):
        alerts += len(batch)
    assert alerts == 60


def test_the_command_begins_shows_and_ends_it(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(__main__, "_app", lambda config, **_: office.app)
    monkeypatch.setattr(office.app, "close", lambda: None)
    assert main(["village", "training", "36.04.13", "--hours", "3"]) == 0
    assert "exercises go to officer 1 only" in capsys.readouterr().out
    assert main(["village", "training", "36.04.13"]) == 0
    assert "36.04.13\t" in capsys.readouterr().out
    assert MARK in files(office, "siswa")
    assert main(["village", "training", "36.04.13", "--end"]) == 0
    assert main(["village", "training", "36.04.13", "--end"]) == 1
    for wrong in (
        ["36", "--hours", "3"],
        [LONTAR, "--hours", "13"],
        [LONTAR, "--hours", "0"],
        ["99.01.01", "--hours", "1"],
    ):
        assert main(["village", "training", *wrong]) == 1, wrong


def test_what_was_told_stays_sealed(trained: Office) -> None:
    files(trained, "siswa", f"{STORY} rumah ungu")
    assert b"rumah ungu" not in trained.everything_stored()
    assert read(trained, lambda tx: housekeeping.would_purge(tx, trained.app.desk))["exercises"] == 0
