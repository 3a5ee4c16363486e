"""From reports and offers to recruiters: joined by numbers, put to officers by likeness, parted without a trace."""

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.brokers import Broker
from bot.domain.detection import SignalKind, SignalState, Source, monday
from bot.domain.linking import Link, Profile
from bot.domain.names import read
from bot.services import brokers, housekeeping, links, number_changes, profiling, signals
from bot.store import cases, profiles
from bot.store.db import Transaction
from bot.store.schema import metadata
from tests.services.conftest import Office
from tests.services.test_signals import OFFER, reports

LONTAR, PONTANG, RAJEG = "36.04.13.2007", "36.04.12.2001", "36.03.11.2002"
PHONE, OTHER, THIRD = (("phone", f"+62812900044{n}") for n in (11, 22, 33))
KEPT = ("profiles", "profile_keys", "profile_blocks", "profile_counts", "profile_links", "shared_keys")


def told(
    office: Office, name: str = "", *keys: tuple[str, str], village: str = LONTAR, barred: Iterable[int] = (),
    weeks_ago: int = 0,
) -> int:  # fmt: skip
    """What a report would leave; gives the profile's number."""
    names = tuple(found for found in (read(name),) if found is not None)
    profile = Profile(tuple(keys), names, village, ("SA",))
    week = monday(office.app.desk.today()) - timedelta(weeks=weeks_ago)
    number = office.app.database.write_now(
        lambda tx: links.note(tx, office.app.desk, profile, Source.REPORT, [*barred], week)
    )
    assert number is not None
    return number


def cluster(office: Office, number: int) -> int | None:
    return office.app.database.read(lambda tx: profiles.cluster_of(tx, number))


def seen(office: Office, who: str) -> tuple[Broker, ...]:
    desk, contact = office.app.desk, office.contact_id(who)
    return office.app.database.read(lambda tx: brokers.for_officer(tx, desk, contact))


def rows(office: Office, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept, in order; what is sealed as it was sealed."""
    return office.app.database.read(
        lambda tx: {
            name: sorted(map(tuple, tx.execute(select(metadata.tables[name])))) for name in tables or KEPT
        }
    )


def asked(office: Office) -> list[tuple[int, int]]:
    return [
        (row[0], row[1]) for row in rows(office, "profile_links")["profile_links"] if row[2] == "proposed"
    ]


def decides(office: Office, pair: tuple[int, int], state: Link, who: int = 0) -> bool:
    def decide(tx: Transaction) -> bool:
        officer = cases.officer_of_contact(tx, office.contact_id(office.officers[who]))
        assert officer is not None
        return brokers.decide(tx, office.app.desk, officer, *pair, state)

    return office.app.database.write_now(decide)


def test_one_number_in_any_spelling_joins_reports_and_offers(office: Office) -> None:
    """From the chats themselves: two reports and a check, the number written in three ways."""
    reports(office, "satu", "Lontar", "Ada calo Pak Karta, nomornya 0812-9000-4411, bawa anak tetangga")
    reports(office, "dua", "Pontang", "Sponsor itu WA nya +62 812 9000 4411, janji kerja di Arab")
    office.says("warga", OFFER)
    for _ in range(4):
        office.says("warga", "Belum tahu")
    kept = rows(office, "profiles")["profiles"]
    assert len(kept) == 3
    assert len({row[1] for row in kept}) == 1
    (broker,) = seen(office, office.officers[2])
    assert (broker.joins[0].kind, broker.joins[0].profiles) == ("phone", 3)
    assert any("Karta" in name for name in broker.names)


def test_what_is_kept_can_be_read_from_no_table(office: Office) -> None:
    reports(
        office, "satu", "Lontar", "Ada calo Pak Karta, nomornya 0812-9000-4411, bawa anak tetangga ke Arab"
    )
    stored = office.stored(*KEPT)
    for secret in (b"arta", b"81290004411", b"9000-4411", b"tetangga", b"Arab"):
        assert secret not in stored


def test_who_tells_it_is_never_kept(office: Office) -> None:
    """Their own number would join everything they ever report."""
    traits = office.app.desk.screener.traits(
        "Ada calo Pak Karta di kampung. Hubungi saya di 0813-1111-2222 ya"
    )
    assert traits.own == ("+6281311112222",)
    reports(office, "satu", "Lontar", "Ada calo Pak Karta di kampung. Hubungi saya di 0813-1111-2222 ya")
    assert rows(office, "profile_keys")["profile_keys"] == []


def test_a_likely_one_is_asked_and_joins_only_when_an_officer_says_so(office: Office) -> None:
    first, second = told(office, "Haji Sarmin", PHONE), told(office, "H. Sarmin", OTHER)
    assert cluster(office, first) != cluster(office, second)
    (pair,) = asked(office)
    assert decides(office, pair, Link.CONFIRMED)
    assert cluster(office, first) == cluster(office, second) == min(first, second)
    assert not decides(office, pair, Link.REFUSED), "an answer is taken back first"


def test_a_number_after_another_is_asked_and_one_told_of_meanwhile_is_not(office: Office) -> None:
    for name, village, theirs, at in (("H. Sarmin", RAJEG, OTHER, 8), ("H. Darkim", LONTAR, THIRD, 6)):
        number = ("phone", f"+62813000000{at}")
        for ago in (9, 7):
            told(office, name, number, village=village, weeks_ago=ago)
        told(office, name, theirs, village=village, weeks_ago=at)
        assert len(asked(office)) == (at == 6)


def test_taking_an_answer_back_gives_exactly_what_was_before(office: Office) -> None:
    told(office, "Haji Sarmin", PHONE)
    told(office, "H. Sarmin", OTHER)
    told(office, "", OTHER, village=PONTANG)
    before, (pair,) = rows(office), asked(office)
    for state in (Link.CONFIRMED, Link.REFUSED):
        assert decides(office, pair, state)
        assert rows(office) != before
        assert decides(office, pair, Link.PROPOSED)
        assert rows(office) == before


def test_a_refusal_is_remembered_for_all_that_is_joined(office: Office) -> None:
    """Also for a profile that comes later and is joined by number to one of the two."""
    told(office, "Haji Sarmin", PHONE)
    told(office, "H. Sarmin", OTHER)
    (pair,) = asked(office)
    assert decides(office, pair, Link.REFUSED)
    told(office, "Haji Sarmin", OTHER)
    told(office, "Pak Haji Sarmin", PHONE)
    assert asked(office) == []


def test_a_shops_number_joins_nobody_once_five_people_stand_beside_it(office: Office) -> None:
    names = ("Pak Ujang", "Bu Neneng", "Kang Dadang", "Teh Rina", "Pak Karsa")
    numbers = [told(office, name, PHONE, village=f"36.04.13.20{n:02}") for n, name in enumerate(names)]
    assert len({cluster(office, number) for number in numbers}) == 5
    later = told(office, "Mang Oyib", PHONE)
    assert cluster(office, later) == later


def test_an_officer_parts_a_number_and_takes_it_back(office: Office) -> None:
    first, second = told(office, "Pak Ujang", PHONE), told(office, "Bu Neneng", PHONE)
    before = rows(office)
    (broker,) = seen(office, office.officers[0])
    topic = f"{broker.id}:{broker.joins[0].key}"
    assert "dipisah" in office.taps(office.officers[0], "pelaku_pisah", topic)
    assert cluster(office, first) != cluster(office, second)
    topic = f"{min(first, second)}:{broker.joins[0].key}"
    assert "menggabungkan lagi" in office.taps(office.officers[0], "pelaku_satukan", topic)
    assert rows(office) == before


def test_whom_a_report_names_sees_nothing_of_it(office: Office) -> None:
    pimpasa = office.officers[0]
    number = office.app.database.read(lambda tx: cases.officer_of_contact(tx, office.contact_id(pimpasa))).id  # type: ignore[union-attr]
    told(office, "Haji Sarmin", PHONE)
    told(office, "Haji Sarmin", OTHER, barred=[number])
    (pair,) = asked(office)
    assert not decides(office, pair, Link.CONFIRMED)
    assert seen(office, pimpasa) == ()
    assert len(seen(office, office.officers[2])) == 1


def test_another_area_sees_and_decides_nothing(office: Office) -> None:
    told(office, "Haji Sarmin", PHONE, village="32.01.01.2001")
    told(office, "Haji Sarmin", OTHER, village="32.01.01.2001")
    assert all(seen(office, who) == () for who in office.officers)
    assert not any(decides(office, pair, Link.CONFIRMED) for pair in asked(office))


def test_an_officer_reads_and_answers_in_the_chat(office: Office) -> None:
    told(office, "Haji Sarmin", PHONE)
    told(office, "H. Sarmin", OTHER)
    supervisor = office.officers[2]
    assert "1 desa, 1 pertanyaan" in office.says(supervisor, "PELAKU")
    low, high = asked(office)[0]
    said = office.taps(supervisor, "lihat_pelaku", str(low))
    assert "orang yang sama?" in said
    assert "Desanya sama: Lontar." in said
    assert "satu pelaku" in office.taps(supervisor, "pelaku_sama", f"{low}-{high}")
    assert asked(office) == []


def test_an_officer_who_types_a_number_hears_how_often_it_was_told_of(office: Office) -> None:
    """In their own area, and not of one report alone: that is what their list of recruiters shows, too."""
    pimpasa, typed = office.officers[0], PHONE[1].replace("+62", "0")
    told(office, "Haji Sarmin", PHONE)
    assert "belum disebut dua kali" in office.says(pimpasa, typed)
    told(office, "Pak Haji", PHONE, village=PONTANG)
    told(office, "Haji Sarmin", PHONE, village="32.01.01.2001")
    for said in (
        typed,
        f"{typed[:4]}-{typed[4:8]}-{typed[8:]}",
        f"apa nomor {typed} pernah dilaporkan?",
        PHONE[1],
    ):
        heard = office.says(office.officers[2], said)
        assert "di 2 laporan" in heard
        assert "di 2 desa" in heard


def test_a_number_is_not_told_of_to_whom_its_report_names(office: Office) -> None:
    pimpasa = office.officers[0]
    number = office.app.database.read(lambda tx: cases.officer_of_contact(tx, office.contact_id(pimpasa))).id  # type: ignore[union-attr]
    told(office, "Haji Sarmin", PHONE)
    told(office, "Haji Sarmin", PHONE, barred=[number])
    assert "belum disebut dua kali" in office.says(pimpasa, PHONE[1])
    assert "disebut di 2 laporan" in office.says(office.officers[2], PHONE[1])


def test_a_recruiter_who_changes_numbers_is_told_to_heads(office: Office) -> None:
    told(office, "Haji Sarmin bin Usup", PHONE, weeks_ago=9)
    told(office, "Haji Sarmin bin Usup", PHONE, weeks_ago=6)
    told(office, "H. Sarmin bin Usup", OTHER)
    write, desk = office.app.database.write_now, office.app.desk
    assert write(lambda tx: number_changes.run(tx, desk)) == 1
    said = office.gets(office.officers[2])
    assert "mungkin ganti nomor" in said
    assert f"{PHONE[1]} → {OTHER[1]}" in said
    assert write(lambda tx: number_changes.run(tx, desk)) == 0
    listed = office.app.database.read(lambda tx: signals.listing(tx, desk))
    assert [(view.kind, view.state) for view in listed] == [(SignalKind.CHANGES, SignalState.NEW)]


def test_who_was_said_to_be_somebody_else_changes_no_numbers(office: Office) -> None:
    told(office, "Haji Sarmin bin Usup", PHONE, weeks_ago=9)
    told(office, "H. Sarmin bin Usup", OTHER)
    (pair,) = asked(office)
    assert decides(office, pair, Link.REFUSED)
    assert office.app.database.write_now(lambda tx: number_changes.run(tx, office.app.desk)) == 0


def test_profiles_go_in_time_and_who_was_joined_by_them_parts(office: Office) -> None:
    first = told(office, "Haji Sarmin", PHONE, weeks_ago=20)
    told(office, "", PHONE, OTHER, weeks_ago=60)
    last = told(office, "Bu Neneng", OTHER)
    assert cluster(office, first) == cluster(office, last)
    office.app.database.write_now(lambda tx: housekeeping.tidy(tx, office.app.desk))
    assert cluster(office, first) == first
    assert cluster(office, last) == last
    office.now += timedelta(days=380)
    office.app.database.write_now(lambda tx: housekeeping.tidy(tx, office.app.desk))
    assert all(kept == [] for kept in rows(office).values())


def test_what_is_no_dangerous_offer_leaves_nothing(office: Office) -> None:
    office.says("warga", "halo apa kabar")
    assert office.stored("profiles") == b""


def test_the_wording_of_a_report_is_not_sketched(office: Office) -> None:
    """It would recognise who tells, not who recruits."""
    reports(
        office, "satu", "Lontar", "Ada calo Pak Karta, nomornya 0812-9000-4411, bawa anak tetangga ke Arab"
    )
    kept = office.app.database.read(lambda tx: tx.execute(select(metadata.tables["profiles"])).one())
    assert links.opened(office.app.desk, kept).sketch is None
    office.app.database.write_now(
        lambda tx: profiling.of_check(
            tx, office.app.desk, OFFER + " segera hubungi admin sekarang juga", (), LONTAR
        )
    )
    every = office.app.database.read(lambda tx: tx.execute(select(metadata.tables["profiles"])).all())
    assert sum(links.opened(office.app.desk, row).sketch is not None for row in every) == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([Link.CONFIRMED, Link.REFUSED])), max_size=8)
)
def test_any_answers_taken_back_in_any_order_leave_what_was(
    office: Office, steps: list[tuple[int, Link]]
) -> None:
    """Answers follow one another, each taken back; the partition is at every moment the one worked out from scratch."""
    if not rows(office, "profiles")["profiles"]:
        for n in range(4):
            told(office, "Haji Sarmin", ("phone", f"+6281111110{n}"), village=LONTAR)
            told(office, "", ("phone", f"+6281111110{n}"), village=PONTANG)
    before, given_ = rows(office), []
    for at, state in steps:
        open_ = asked(office)
        if open_:
            pair = open_[at % len(open_)]
            office.app.database.write_now(
                lambda tx: links.settle(tx, office.app.desk, *pair, state)  # noqa: B023
            )
            given_.append(pair)
            assert_whole(office)
    for pair in sorted(given_, key=lambda pair: hash(pair) % 7):
        office.app.database.write_now(
            lambda tx: links.settle(tx, office.app.desk, *pair, Link.PROPOSED)  # noqa: B023
        )
        assert_whole(office)
    assert rows(office) == before


def assert_whole(office: Office) -> None:
    """Regrouping everything at once changes nothing."""
    before = rows(office, "profiles")
    everybody = {row[1] for row in before["profiles"]}
    office.app.database.write_now(lambda tx: links.regroup(tx, everybody))
    assert rows(office, "profiles") == before
