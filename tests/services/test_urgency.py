"""What a reporter adds later may be more urgent than the report was."""

from datetime import timedelta

from bot.domain.casework import CaseState
from bot.domain.offers import Severity
from bot.services import escalation
from bot.store import cases
from tests.services.conftest import Office
from tests.services.test_conflict import reports

STORY = "Ada sponsor di desa cari orang buat kerja di Malaysia, katanya gampang"
HELD = "Tolong, adik saya dikurung dan dipukul di penampungan, paspornya diambil"


def adds(office: Office, code: str, text: str) -> str:
    for said in ("batal", "status", code, "tambah cerita"):
        office.says("warga", said)
    return office.says("warga", text)


def severity_of(office: Office, number: int = 1) -> str:
    case = office.app.database.read(lambda tx: cases.case(tx, number))
    assert case is not None
    return str(case.severity)


def test_whoever_was_asked_hears_at_once_and_the_clock_is_that_of_merah(office: Office) -> None:
    code, pimpasa = reports(office, STORY), office.officers[0]
    assert severity_of(office) != Severity.MERAH
    office.gets(pimpasa)
    heard = adds(office, code, HELD)
    assert heard.startswith("🔴 Ini genting")
    assert "110" in heard
    assert severity_of(office) == Severity.MERAH
    told = office.gets(pimpasa)
    assert "MERAH BD-101" in told
    assert "pelapor menambah cerita" in told
    assert "dikurung" not in told
    office.now += timedelta(minutes=16)
    office.tidies()
    office.app.database.write_now(lambda tx: escalation.climb_overdue(tx, office.app.desk))
    assert "BD-101" in office.gets(office.officers[1]), "nobody took it in a quarter of an hour"


def test_the_last_one_asked_is_promised_no_next_one(office: Office) -> None:
    """Nobody comes after the supervisor: they read that we remind again."""
    code = reports(office, STORY)
    for officer in office.officers[:2]:
        office.gets(officer)
    office.climbs()
    office.climbs()
    last = office.officers[2]
    assert "kami ingatkan lagi" in office.gets(last)
    adds(office, code, HELD)
    told = office.gets(last)
    assert "lebih genting" in told
    assert "kami ingatkan lagi" in told
    assert "petugas berikutnya" not in told


def test_where_somebody_comes_next_that_is_still_said(office: Office) -> None:
    code, pimpasa = reports(office, STORY), office.officers[0]
    office.gets(pimpasa)
    adds(office, code, HELD)
    assert "petugas berikutnya" in office.gets(pimpasa)


def test_a_nearer_day_stands_in_the_alert_and_a_later_one_does_not(office: Office) -> None:
    code, pimpasa = reports(office, STORY), office.officers[0]
    office.gets(pimpasa)
    adds(office, code, "berangkatnya besok subuh")
    assert "26 November" in office.gets(pimpasa)
    adds(office, code, "berangkatnya minggu depan aja katanya")
    case = office.app.database.read(lambda tx: cases.case(tx, 1))
    assert case is not None
    assert case.departure == "2026-11-26"


def test_the_officer_who_has_it_hears_it_too(office: Office) -> None:
    code, pimpasa = reports(office, STORY), office.officers[0]
    office.gets(pimpasa)
    office.taps(pimpasa, "terima", "BD-101")
    adds(office, code, HELD)
    assert "lebih genting" in office.gets(pimpasa)
    case = office.app.database.read(lambda tx: cases.case(tx, 1))
    assert case is not None
    assert case.act_by_at - office.now == timedelta(hours=6)


def test_what_is_no_more_urgent_changes_nothing(office: Office) -> None:
    code, pimpasa = reports(office, HELD), office.officers[0]
    office.gets(pimpasa)
    adds(office, code, "Mobilnya putih")
    assert severity_of(office) == Severity.MERAH
    assert "lebih genting" not in office.gets(pimpasa)


def test_a_closed_case_is_not_raised(office: Office) -> None:
    code, pimpasa = reports(office, STORY), office.officers[0]
    office.taps(pimpasa, "terima", "BD-101")
    before = severity_of(office)
    office.app.database.write_now(
        lambda tx: cases.change_case(tx, 1, state=CaseState.CLOSED.value, closed_at=office.now)
    )
    adds(office, code, HELD)
    assert severity_of(office) == before


def test_an_alert_says_where_to_and_how_and_no_word_of_the_story(office: Office) -> None:
    """DESIGN.md, section 6: what an officer has to know before setting out."""
    story = "Pak Anu bawa tiga gadis naik perahu malam ini ke Johor, pintunya digembok, sekarang di rumahnya"
    reports(office, story)
    told = office.gets(office.officers[0])
    assert "tujuan Malaysia · lewat laut · ada yang tidak boleh keluar" in told
    for word in ("Anu", "gadis", "Johor", "perahu", "digembok"):
        assert word not in told
