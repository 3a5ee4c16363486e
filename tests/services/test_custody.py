"""Who can open a report, and who cannot: officers with their own key, nobody with the server alone."""

import argparse
import base64
from io import StringIO
from typing import Any

import pytest

from bot import sealing
from bot.commands import arguments, people
from bot.commands import recovery as command
from bot.domain import keytext
from bot.domain.casework import Role
from bot.services import custody, offices, unlocking
from bot.services.desk import FACTS, RELAY, REPORT
from bot.store import cases, keys
from bot.store.db import Transaction
from bot.vault import Unopenable
from tests.services.conftest import Office
from tests.services.test_conflict import hires, reports

STORY = "Bu Kuswatun dari Kepuh mengajak tiga perempuan ke Malaysia"


def read(office: Office, look: Any) -> Any:
    return office.app.database.write_now(look)


def holders(office: Office, report_id: int = 1) -> frozenset[int]:
    return read(office, lambda tx: keys.holders(tx, report_id))


def id_of(office: Office, who: str) -> int:
    return 1 + office.officers.index(who)


def make_keys(office: Office, *officers: str) -> None:
    """Officers make their keys on an old case, before the report that matters."""
    for officer in officers:
        pair = office.keys.setdefault(officer, sealing.new_pair())

        def keep(tx: Transaction, officer: str = officer, pair: Any = pair) -> None:
            link = unlocking.fresh_link(office.app.desk)
            unlocking.give(tx, office.app.desk, id_of(office, officer), None, link, unlocking.KEY_LINK_LIFE)
            assert unlocking.keep_key(tx, office.app.desk, link, pair, b"locked")

        read(office, keep)


def servers_knowledge(office: Office) -> str:
    """Everything the server can open by itself: each sealed column tried with its own keys."""
    vault, found = office.app.desk.vault, []

    def look(tx: Transaction) -> None:
        report = cases.report_by_case(tx, 1)
        rows = [(report.body, REPORT), *((m.body, RELAY) for m in cases.thread(tx, 1))]
        for sealed in (row.sealed for row in keys.held_by(tx, keys.SERVER)):
            found.append(f"KEY {len(vault.open(sealed, custody.REPORT_KEY))}")
        for sealed, purpose in rows:
            try:
                found.append(vault.open(sealed, purpose).decode())
            except Unopenable:
                continue

    read(office, look)
    return "\n".join(found)


def test_a_report_opens_to_officers_with_a_key_and_to_nobody_else(office: Office) -> None:
    make_keys(office, *office.officers)
    reports(office, STORY)
    assert holders(office) == {1, 2, 3}
    assert servers_knowledge(office) == ""
    assert STORY in office.reads(office.officers[0])


def test_the_server_holds_a_key_only_until_two_can_open_it(office: Office) -> None:
    first, second, _ = office.officers
    reports(office, STORY)
    assert holders(office) == {keys.SERVER}
    assert STORY in office.reads(first)
    assert holders(office) == {keys.SERVER, 1}
    office.climbs()
    assert STORY in office.reads(second)
    assert holders(office) == {1, 2}
    assert servers_knowledge(office) == ""


def test_what_the_reporter_adds_is_sealed_too(office: Office) -> None:
    make_keys(office, *office.officers)
    code = reports(office, STORY)
    office.taps(office.officers[0], "terima", "BD-101")
    for said in (code, "tambah cerita", "Mobilnya putih, plat A 1234 XY"):
        office.says("warga", said)
    assert "Mobilnya putih" in office.reads(office.officers[0])
    assert "Mobilnya" not in servers_knowledge(office)
    office.says("warga", "status")
    assert "terkunci" in office.says("warga", code)


def test_one_who_joins_later_reads_after_a_colleague_did(office: Office) -> None:
    first, second, _ = office.officers
    make_keys(office, first)
    recovery = sealing.new_pair()
    read(office, lambda tx: keys.put_recovery(tx, recovery.public, office.now))
    reports(office, STORY)
    assert holders(office) == {1, keys.OFFICE}
    office.climbs()
    assert office.reads(second) == ""
    assert STORY in office.reads(first)
    assert STORY in office.reads(second)


def test_nothing_is_left_after_the_reporter_took_it_back(office: Office) -> None:
    make_keys(office, *office.officers)
    code = reports(office, STORY)
    for said in (code, "tarik laporan", "ya, tarik"):
        office.says("warga", said)
    assert holders(office) == frozenset()
    assert office.opens(office.officers[0]) is None
    assert read(office, lambda tx: cases.report_by_case(tx, 1)).facts is None


def test_a_link_opens_once_and_not_for_ever(office: Office) -> None:
    officer, desk = office.officers[0], office.app.desk
    make_keys(office, officer)
    reports(office, STORY)
    private = office.keys[officer].private
    used = office.taps(officer, "lihat_isi", "BD-101").split("/konsol/buka/")[1].split()[0]
    assert read(office, lambda tx: unlocking.show(tx, desk, used, private)) is not None
    assert read(office, lambda tx: unlocking.visit(tx, desk, used)) is None
    old = office.taps(officer, "lihat_isi", "BD-101").split("/konsol/buka/")[1].split()[0]
    office.passes(minutes=31)
    assert read(office, lambda tx: unlocking.visit(tx, desk, old)) is None
    assert read(office, lambda tx: unlocking.visit(tx, desk, "x" * 32)) is None


def test_five_wrong_passphrases_use_a_link_up(office: Office) -> None:
    officer, desk = office.officers[0], office.app.desk
    make_keys(office, officer)
    reports(office, STORY)
    token = office.taps(officer, "lihat_isi", "BD-101").split("/konsol/buka/")[1].split()[0]
    assert all(read(office, lambda tx: unlocking.begin(tx, desk, token)) for _ in range(5))
    assert read(office, lambda tx: unlocking.begin(tx, desk, token)) is None


def test_an_officer_who_left_opens_nothing(office: Office) -> None:
    first, second, _ = office.officers
    make_keys(office, first, second)
    reports(office, STORY)
    token = office.taps(first, "lihat_isi", "BD-101").split("/konsol/buka/")[1].split()[0]
    assert read(office, lambda tx: offices.disable_officer(tx, office.app.desk, 1)) == offices.Disabled(
        True, passed_on=1
    )
    assert holders(office) == {2}
    assert read(office, lambda tx: unlocking.visit(tx, office.app.desk, token)) is None


def test_who_alone_can_open_a_report_is_told_before_they_leave(office: Office) -> None:
    first, *_ = office.officers
    make_keys(office, first)
    reports(office, STORY)
    read(office, lambda tx: keys.take(tx, 1, keys.SERVER))
    assert read(office, lambda tx: offices.disable_officer(tx, office.app.desk, 1)) == offices.Disabled(
        True, 1, 1
    )
    assert holders(office) == {1}, "nothing is lost: the recovery key may still bring it back"


def test_a_recovery_key_in_a_safe_is_nobody_who_opens_a_report(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last officer who could open one leaves: it is said, though the recovery key could; their key is gone."""
    first, *_ = office.officers
    printed(capsys, office, "recovery")
    make_keys(office, first)
    reports(office, STORY)
    read(office, lambda tx: keys.take(tx, 1, keys.SERVER))
    assert read(office, lambda tx: offices.disable_officer(tx, office.app.desk, 1)).alone == 1
    assert holders(office) == {keys.OFFICE}


def test_an_officer_named_in_a_report_is_never_given_its_key(office: Office) -> None:
    accused = hires(office, "Kuswatun Hasanah", Role.PIMPASA, "36")
    office.officers.append(accused)
    make_keys(office, *office.officers)
    reports(office, STORY)
    assert holders(office) == {1, 2, 3}
    assert office.opens(accused) is None


def test_an_officer_who_joins_after_and_is_named_is_kept_out(office: Office) -> None:
    reports(office, STORY)
    late = hires(office, "Kuswatun Hasanah", Role.SUPERVISOR, "36")
    office.officers.append(late)
    make_keys(office, late)
    assert holders(office) == {keys.SERVER}


def test_what_the_server_keeps_is_only_who_recruits(office: Office) -> None:
    make_keys(office, *office.officers)
    reports(office, STORY + ", WA 0811-1111-0001, tolong dia punya anak kecil di rumah")
    report = read(office, lambda tx: cases.report_by_case(tx, 1))
    kept = office.app.desk.vault.open(report.facts, FACTS).decode()
    assert "+6281111110001" in kept
    assert "anak kecil" not in kept
    assert "perempuan" not in kept


def test_reports_of_earlier_versions_are_sealed_anew(office: Office) -> None:
    vault = office.app.desk.vault
    make_keys(office, *office.officers)
    reports(office, STORY)

    def as_before(tx: Transaction) -> None:
        keys.take(tx, 1)
        body = vault.seal_json({"story": "Cerita lama, Pak Wahyudin"}, REPORT)
        cases.change_report(tx, 1, public=None, facts=None, body=body)
        cases.add_relay(tx, 1, False, vault.seal(b"tambahan lama", RELAY), office.now)

    read(office, as_before)
    assert "Cerita lama" in servers_knowledge(office)
    office.tidies()
    assert servers_knowledge(office) == ""
    assert holders(office) == {1, 2, 3}
    assert office.reads(office.officers[0]) == "Cerita lama, Pak Wahyudin\ntambahan lama"


@pytest.mark.parametrize("way", ["utf-8", "utf-16-le", "base64", "hex"])
def test_the_database_and_the_servers_keys_give_no_story(office: Office, way: str) -> None:
    """Searched: every text and byte column of every table, and what the server's own keys open of it, as UTF-8,
    UTF-16, base64 (three alignments) and hexadecimal."""
    make_keys(office, *office.officers)
    reports(office, STORY)
    words = "mengajak tiga perempuan"
    encoded = {
        "utf-8": [words.encode()], "utf-16-le": [words.encode("utf-16-le")], "hex": [words.encode().hex().encode()],
        "base64": [base64.b64encode(b"x" * pad + words.encode())[4:-4] for pad in range(3)],
    }[way]  # fmt: skip
    held = office.everything_stored() + servers_knowledge(office).encode()
    assert not any(mark in held for mark in encoded)


def typed(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{key}\n"))


def benteng(office: Office, *words: str) -> int:
    """Run `benteng keys`; gives its exit status."""
    parser = argparse.ArgumentParser()
    arguments.add_keys(parser)
    return command.run(office.app, parser.parse_args(words))


def printed(capsys: pytest.CaptureFixture[str], office: Office, *words: str) -> str:
    """The first line of `benteng keys`, which must succeed."""
    capsys.readouterr()
    assert benteng(office, *words) == 0
    return capsys.readouterr().out.splitlines()[0]


def test_a_lost_passphrase_comes_back_with_the_paper(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = printed(capsys, office, "recovery")
    make_keys(office, *office.officers)
    reports(office, STORY)
    typed(monkeypatch, paper)
    passphrase = printed(capsys, office, "reset", "1")
    key = read(office, lambda tx: keys.key_of(tx, 1))
    office.keys[office.officers[0]] = sealing.KeyPair(key.public, sealing.unlocked(key.locked, passphrase))
    assert STORY in office.reads(office.officers[0])


def test_a_new_officer_reads_what_only_one_who_left_could(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = office.officers
    paper = printed(capsys, office, "recovery")
    make_keys(office, first)
    reports(office, STORY)
    read(office, lambda tx: offices.disable_officer(tx, office.app.desk, 1))
    make_keys(office, second)
    office.climbs()
    assert office.reads(second) == ""
    typed(monkeypatch, paper)
    assert printed(capsys, office, "share", "2").startswith("1 reports more")
    assert STORY in office.reads(second)


def test_a_recovery_key_hands_over_to_the_next(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = printed(capsys, office, "recovery")
    make_keys(office, office.officers[0])
    reports(office, STORY)
    typed(monkeypatch, old)
    new = printed(capsys, office, "recovery", "--replace")
    typed(monkeypatch, old)
    assert benteng(office, "reset", "1") == 1
    typed(monkeypatch, new)
    assert benteng(office, "reset", "1") == 0
    report_key = keytext.read(new)
    held = read(office, lambda tx: keys.held(tx, 1, keys.OFFICE))
    assert len(sealing.opened(report_key, held, custody.REPORT_KEY)) == sealing.KEY_BYTES


@pytest.mark.parametrize("words", [("reset", "1"), ("share", "1"), ("recovery", "--replace")])
@pytest.mark.parametrize("key", ["", "x", keytext.written(b"y" * 32)])
def test_a_wrong_recovery_key_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], key: str,
) -> None:  # fmt: skip
    benteng(office, "recovery")
    make_keys(office, office.officers[0])
    before = read(office, lambda tx: (keys.key_of(tx, 1), keys.recovery_public(tx)))
    typed(monkeypatch, key)
    assert benteng(office, *words) == 1
    assert "Nothing was changed" in capsys.readouterr().err
    assert read(office, lambda tx: (keys.key_of(tx, 1), keys.recovery_public(tx))) == before


def test_a_key_older_than_the_recovery_key_goes_into_escrow_when_used(office: Office) -> None:
    first = office.officers[0]
    make_keys(office, first)
    reports(office, STORY)
    benteng(office, "recovery")
    assert read(office, lambda tx: keys.key_of(tx, 1)).escrow is None
    assert STORY in office.reads(first)
    assert read(office, lambda tx: keys.key_of(tx, 1)).escrow is not None


def test_the_doctor_says_who_can_open_reports(office: Office) -> None:
    reports(office, STORY)
    assert command.summary(office.app).startswith(
        "0 can open reports; 3 have no passphrase yet; the server still holds the keys of 1 reports; no recovery key"
    )


def test_who_invites_a_disabled_officer_reads_that_it_brings_them_back(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    def invites() -> str:
        assert people.officer(office.app, argparse.Namespace(action="invite", number=1)) == 0
        return capsys.readouterr().out

    assert "good no more" not in (said := invites()), said
    assert "good no more" in (said := invites()), said
    assert "brings them back" not in said
    read(office, lambda tx: offices.disable_officer(tx, office.app.desk, 1))
    assert "brings them back" in invites()
