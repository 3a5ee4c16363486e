"""The audit trail on a real database."""

from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from bot.commands import audit as command
from bot.domain.audit_trail import Checked
from bot.services import audit
from bot.store.db import Transaction
from tests.services.conftest import Office


def verified(office: Office) -> tuple[Checked, bool]:
    return office.app.database.read(lambda tx: audit.verify(tx, office.app.desk))


def noted(office: Office, count: int) -> None:
    def note(tx: Transaction) -> None:
        for number in range(count):
            audit.note(tx, office.app.desk, 1, number, "looked", office.now)

    office.app.database.write_now(note)


def runs(office: Office, sql: str) -> None:
    office.app.database.write_now(lambda tx: tx.execute(text(sql)))


def told(office: Office, head: str | None = None) -> int:
    return command.run(office.app, Namespace(action="verify", head=head))


def test_what_officers_do_is_chained(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    officer = office.officers[0]
    office.says("warga", "lapor")
    for answer in ("Bu Contoh mengajak ke Malaysia", "Pontang", "lewati", "lewati", "lewati", "lewati", "selesai",
                   "lewat kode saja"):  # fmt: skip
        office.says("warga", answer)
    office.taps(officer, "terima", "BD-101")
    office.opens(officer)
    found, is_whole = verified(office)
    assert (found.broken, is_whole) == (None, True)
    assert found.entries >= 3
    assert told(office) == 0
    head = capsys.readouterr().out.split("Head: ")[1].split()[0]
    assert told(office, head) == 0
    noted(office, 1)
    assert told(office, head) == 1


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE audit SET officer_id = 2 WHERE case_id = 3", "entry 4 (looked"),
        ("DELETE FROM audit WHERE case_id = 3", "entry 5 (looked"),
        ("UPDATE audit SET link = NULL WHERE case_id = 3", "entry 4 (looked"),
        ("DELETE FROM audit WHERE case_id >= 6", "the last entries are missing"),
    ],
)
def test_whatever_is_done_to_the_rows_is_told(
    office: Office, capsys: pytest.CaptureFixture[str], sql: str, words: str
) -> None:
    noted(office, 8)
    runs(office, sql)
    assert told(office) == 1
    assert words in capsys.readouterr().err


def test_a_turn_that_fails_leaves_no_entry(office: Office) -> None:
    noted(office, 2)

    def fails(tx: Transaction) -> None:
        audit.note(tx, office.app.desk, 1, 1, "looked", office.now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        office.app.database.write_now(fails)
    found, is_whole = verified(office)
    assert (found.entries, found.broken, is_whole) == (2, None, True)


def test_those_who_write_at_once_keep_one_chain(office: Office) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: noted(office, 5), range(8)))
    found, is_whole = verified(office)
    assert (found.entries, found.broken, is_whole) == (40, None, True)


def test_entries_of_an_earlier_version_are_covered(office: Office) -> None:
    runs(office, "INSERT INTO audit (officer_id, case_id, action, at) VALUES (1, 7, 'looked', 0)")
    noted(office, 2)
    found, is_whole = verified(office)
    assert (found.entries, found.broken, is_whole) == (3, None, True)
    runs(office, "UPDATE audit SET action = 'closed' WHERE case_id = 7")
    assert verified(office)[0].broken is not None
