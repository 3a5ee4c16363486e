"""Reports, cases, relay, keys and the ladder, in whatever order people do things: what must hold after every step."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from bot.services import audit
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
ANSWERS = ("Pontang", "lewati", "lewati", "lewati", "lewati", "selesai", "kabari sini", "lewati")

done: Counter[str] = Counter()


class Village(RuleBasedStateMachine):
    """People and officers; what each report told is remembered here to compare with."""

    reports = Bundle("reports")

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.told: dict[int, list[str]] = {}
        self.withdrawn: set[int] = set()
        self.closed: set[int] = set()
        office.keys.clear()

        def clear(tx: Transaction) -> None:
            for table in reversed(metadata.sorted_tables):
                if table.name not in KEPT:
                    tx.execute(table.delete())

        office.app.database.write_now(clear)

    @rule(target=reports, story=st.sampled_from(STORIES), who=st.sampled_from(["w1", "w2"]))
    def files(self, story: str, who: str) -> object:
        said = self.office.says(who, "batal") + self.office.says(who, "lapor") + self.office.says(who, story)
        for answer in ANSWERS:
            said += self.office.says(who, answer)
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said)
        if code is None:
            return multiple()
        newest = select(func.max(all_cases.c.id))
        number = self.office.app.database.write_now(lambda tx: tx.execute(newest).scalar_one())
        self.told[number] = [story]
        done["filed"] += 1
        return (number, code[0], who)

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
        for said in ("batal", "status", report[1], "tarik laporan", "ya, tarik"):
            heard = self.office.says(report[2], said)
        if "ditarik" in heard:
            self.withdrawn.add(report[0])
            done["withdrawn"] += 1
            self.closed.add(report[0])

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
        read = self.office.reads(self.office.officers[place], self.number(report))
        assert read in ("", "\n".join(self.told[report[0]]))
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
            max_examples=10, stateful_step_count=25, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert done.keys() >= {"filed", "added", "withdrawn", "read", "not read", "Sudah ditangani", "Dirujuk"}, (
        done
    )
