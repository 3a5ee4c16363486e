"""Reports, cases, relay, keys, merging, training and the ladder, in whatever order people do things.

What must hold is looked at after every step.
"""

import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from bot.domain.messages import Address, Inbound
from bot.services import audit, handles, turn
from bot.services.desk import REPORT
from bot.store import cases, keys
from bot.store.db import Transaction
from bot.store.schema import cases as all_cases
from bot.store.schema import metadata
from bot.vault import Unopenable
from tests.services.conftest import Office

KEPT = {"officers", "contacts", "regions", "registry_lists", "companies", "due"}
STORIES = (
    "Bu Rukmini mengajak ke Malaysia",
    "Pak Wahyudin ngumpulin KTP buat Saudi",
    "Anak 15 tahun mau dibawa besok",
)
URGENT = STORIES[2]
TRAINS = "36.04.13.2007"
TRAINING_HOURS, TRAINER = 2, 1
ANSWERS = ("Pontang", "lewati", "lewati", "lewati", "lewati", "selesai", "kabari sini", "lewati")

done: Counter[str] = Counter()


class Village(RuleBasedStateMachine):
    """People and officers; what each report told is remembered here to compare with."""

    reports = Bundle("reports")
    practised = Bundle("practised")  # some of them as exercises

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.told: dict[int, list[str]] = {}
        self.known: dict[int, tuple[int, str, str]] = {}
        self.withdrawn: set[int] = set()
        self.closed: set[int] = set()
        self.merged: dict[int, int] = {}  # into the case that goes on
        self.exercises: set[int] = set()
        self.trains_until = office.now
        office.keys.clear()

        def clear(tx: Transaction) -> None:
            for table in reversed(metadata.sorted_tables):
                if table.name not in KEPT:
                    tx.execute(table.delete())

        office.app.database.write_now(clear)

    @rule(target=reports, story=st.sampled_from(STORIES), who=st.sampled_from(["w1", "w2"]))
    def files(self, story: str, who: str) -> object:
        return self.filed(story, who, ANSWERS)

    @rule(targets=(reports, practised), story=st.sampled_from(STORIES), who=st.sampled_from(["s1", "s2"]),
          begins=st.booleans())  # fmt: skip
    def files_where_a_class_may_be(self, story: str, who: str, begins: bool) -> object:
        """By somebody who scanned the poster of the village that trains at times."""
        if begins:
            self.a_training_begins()
        is_under_way = self.office.now < self.trains_until
        scan = Inbound(Address("web", who), "web", str(next(self.office.numbers)), start=f"desa_{TRAINS}")
        self.office.says(who, "batal")
        self.office.app.database.submit(lambda tx: turn.receive(tx, self.office.app.desk, scan)).result()
        found = self.filed(story, who, ANSWERS[1:])
        if isinstance(found, tuple) and is_under_way and story != URGENT:
            self.exercises.add(found[0])
            done["exercise"] += 1
        return found

    def filed(self, story: str, who: str, answers: tuple[str, ...]) -> object:
        said = self.office.says(who, "batal") + self.office.says(who, "lapor") + self.office.says(who, story)
        for answer in answers:
            said += self.office.says(who, answer)
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said)
        if code is None:
            return multiple()
        newest = select(func.max(all_cases.c.id))
        number = self.office.app.database.write_now(lambda tx: tx.execute(newest).scalar_one())
        self.told[number] = [story]
        self.known[number] = (number, code[0], who)
        done["filed"] += 1
        return (number, code[0], who)

    def a_training_begins(self) -> None:
        for said in ("batal", "latihan", "latihan baru", "Lontar", f"{TRAINING_HOURS} jam"):
            self.office.says(self.office.officers[0], said)
        self.trains_until = self.office.now + timedelta(hours=TRAINING_HOURS)

    @rule()
    def the_training_ends(self) -> None:
        for said in ("batal", "latihan", "akhiri lontar", "batal"):
            self.office.says(self.office.officers[0], said)
        self.trains_until = self.office.now

    @rule(report=practised)
    def is_said_to_be_real(self, report: tuple[int, str, str]) -> None:
        handle = handles.handle(self.office.app.desk, self.office.contact_id(report[2]), report[0])
        self.office.taps(report[2], "sungguhan", handle)
        if report[0] in self.exercises - self.withdrawn:
            self.exercises.discard(report[0])
            self.closed.discard(report[0])
            done["made real"] += 1

    @rule(report=reports, into=reports, place=st.integers(0, 2))
    def merges(self, report: tuple[int, str, str], into: tuple[int, str, str], place: int) -> None:
        officer, number, main = self.office.officers[place], report[0], into[0]
        for each in (report, into):
            self.office.taps(officer, "terima", self.number(each))
        self.office.taps(officer, "gabung_kasus", self.number(report))
        self.office.says(officer, self.number(into))
        heard = self.office.says(officer, "ya, gabung")
        self.office.says(officer, "batal")
        if "digabung" not in heard or "✅" not in heard:
            return
        main = self.merged.get(main, main)
        assert not {number, main} & self.exercises
        for part, before in list(self.merged.items()):
            if before == number:
                self.merged[part] = main
        self.merged[number] = main
        self.closed.add(number)
        done["merged"] += 1

    @rule(report=reports, place=st.integers(0, 2), action=st.sampled_from(["terima", "tidak_bisa"]))
    def answers_the_alert(self, report: tuple[int, str, str], place: int, action: str) -> None:
        self.office.taps(self.office.officers[place], action, self.number(report))

    @rule(report=reports, place=st.integers(0, 2))
    def asks(self, report: tuple[int, str, str], place: int) -> None:
        officer = self.office.officers[place]
        self.office.taps(officer, "tanya", self.number(report))
        self.office.says(officer, "Jam berapa?")
        self.office.says(officer, "batal")

    @rule(report=reports)
    def adds(self, report: tuple[int, str, str]) -> None:
        who, words = report[2], f"tambahan {len(self.told[report[0]])}"
        for said in ("batal", "status", report[1], "tambah cerita"):
            heard = self.office.says(who, said)
        if "Tulis" in heard or "tambahkan" in heard.lower():
            self.office.says(who, words)
            self.told[report[0]].append(words)
            done["added"] += 1
        self.office.says(who, "batal")

    @rule(report=consumes(reports))
    def withdraws(self, report: tuple[int, str, str]) -> None:
        self.takes_back(report)

    @precondition(lambda self: self.merged)
    @rule()
    def the_main_report_is_taken_back(self) -> None:
        self.takes_back(self.known[min(self.merged.values())])

    def takes_back(self, report: tuple[int, str, str]) -> None:
        for said in ("batal", "status", report[1], "tarik laporan", "ya, tarik"):
            heard = self.office.says(report[2], said)
        if "ditarik" in heard:
            self.withdrawn.add(report[0])
            done["withdrawn"] += 1
            self.closed.add(report[0])
            for part in [part for part, main in self.merged.items() if main == report[0]]:
                del self.merged[part]  # each goes on by itself, unless it was taken back, too
                self.closed -= {part} - self.withdrawn
                done["parted"] += 1

    @rule(report=reports, place=st.integers(0, 2), outcome=st.sampled_from(["Sudah ditangani", "Dirujuk"]))
    def closes(self, report: tuple[int, str, str], place: int, outcome: str) -> None:
        officer = self.office.officers[place]
        self.office.taps(officer, "terima", self.number(report))
        self.office.taps(officer, "tutup", self.number(report))
        heard = self.office.says(officer, outcome)
        if outcome == "Dirujuk":
            heard = self.office.says(officer, "LPSK")
        if "ditutup" in heard and "✅" in heard:
            done[outcome] += 1
            self.closed.add(report[0])
        self.office.says(officer, "batal")

    @rule(report=reports, place=st.integers(0, 2))
    def opens(self, report: tuple[int, str, str], place: int) -> None:
        sheet = self.office.opens(self.office.officers[place], self.number(report))
        opened = None if sheet is None else sheet.opened
        read = "" if opened is None else "\n".join([opened.fields["story"], *opened.added])
        shown = self.merged.get(report[0], report[0])  # a merged case is read as part of the one that goes on
        assert read in ("", "\n".join(self.told[shown]))
        done["read" if read else "not read"] += 1

    @rule()
    def nobody_answers(self) -> None:
        self.office.climbs()

    @invariant()
    def somebody_has_every_open_case(self) -> None:
        for number in self.told:
            case = self.office.app.database.write_now(lambda tx, n=number: cases.case(tx, n))
            assert (case.state == "ditutup") == (number in self.closed)
            offered = self.office.app.database.write_now(lambda tx, n=number: cases.offered_to(tx, n))
            if case.state == "diterima":
                assert case.owner_id in {row.officer_id for row in offered}
            assert (case.training_id is not None) == (number in self.exercises)
            assert case.merged_into == self.merged.get(number)
            if number in self.exercises:
                assert {row.officer_id for row in offered} == {TRAINER}, "nobody else hears of it"
                assert (case.accept_by_at, case.act_by_at, case.close_by_at) == (None, None, None)
            elif case.state == "ditawarkan":
                assert [row for row in offered if row.answer != cases.BARRED]
                assert case.accept_by_at is not None

    @invariant()
    def the_server_reads_nothing(self) -> None:
        vault = self.office.app.desk.vault
        for number in self.told:
            row = self.office.app.database.write_now(lambda tx, n=number: cases.report_by_case(tx, n))
            holders = self.office.app.database.write_now(lambda tx, n=number: keys.holders(tx, n))
            if number in self.withdrawn:
                assert row.body is None
                assert not holders
                continue
            assert holders, "somebody can always open it"
            assert (keys.SERVER in holders) == (len([h for h in holders if h > 0]) < 2)
            try:
                vault.open(row.body, REPORT)
            except Unopenable:
                continue
            raise AssertionError("opened without an officer")

    @invariant()
    def the_trail_is_whole(self) -> None:
        found, is_whole = self.office.app.database.write_now(
            lambda tx: audit.verify(tx, self.office.app.desk)
        )
        assert is_whole
        assert found.broken is None

    @staticmethod
    def number(report: tuple[int, str, str]) -> str:
        return f"BD-{100 + report[0]}"


@pytest.mark.slow
def test_in_whatever_order_things_are_done(office: Office) -> None:
    done.clear()
    run_state_machine_as_test(
        lambda: Village(office),
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert done.keys() >= {
        "filed", "added", "withdrawn", "read", "not read", "Sudah ditangani", "Dirujuk",
        "merged", "parted", "exercise", "made real",
    }, done  # fmt: skip
