"""How urgent alerts go out: in steps, each person once, watched by a breaker, at night only when immediate."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.channel import Limits
from bot.domain.messages import Template
from bot.domain.public_alert import AlertState
from bot.services import alert_fanout, delivery, fanout
from bot.store import outbox
from bot.store.db import Transaction
from bot.store.outbox import Lane
from bot.store.public_alerts import Run
from bot.store.schema import outbox as rows
from tests.services.alerting import (
    HEADLINE,
    NIGHT,
    TO_DO,
    actions,
    bounded,
    called_off,
    had,
    hands_in,
    lets_out,
    published,
    queued,
    rings,
    state,
    subscribed,
)
from tests.services.conftest import LIMITS, Office


def test_cut_off_anywhere_nobody_gets_it_twice_and_nobody_is_missed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step is a transaction that remembers how far it got; a process killed between two goes on from there."""
    monkeypatch.setattr(fanout, "AT_A_TIME", 2)
    bounded(office, first_sends=5)
    crowd = [f"warga-{number}" for number in range(11)]
    subscribed(office, "Lontar", *crowd)
    hands_in(office)
    lets_out(office)
    write, desk = office.app.database.write_now, office.app.desk

    def killed(tx: Transaction) -> None:
        alert_fanout.run(tx, desk)
        raise RuntimeError("before the commit")

    while True:
        with pytest.raises(RuntimeError):
            write(killed)
        if not write(lambda tx: alert_fanout.run(tx, desk)):
            break
    assert [had(office, who) for who in crowd] == [1] * len(crowd)
    assert state(office) == (AlertState.PUBLISHED, Run.DONE)


def settled(office: Office, *states: str) -> None:
    """The provider's word about the messages of the alert, in order."""

    def write(tx: Transaction) -> None:
        waiting = (
            select(rows.c.id).where(rows.c.purpose == "warning", rows.c.state == "queued").order_by(rows.c.id)
        )
        for number, to in zip(tx.execute(waiting).scalars().all(), states, strict=True):
            tx.execute(update(rows).where(rows.c.id == number).values(state=to, body=None, code="x"))

    office.app.database.write_now(write)


def watched(office: Office) -> list[str]:
    """Ten people of whom the first four are written to through a provider that has not answered yet."""
    bounded(office, first_sends=4)
    office.app.desk.limits = {"web": replace(LIMITS, is_pulled=False)}
    crowd = [f"warga-{number}" for number in range(10)]
    subscribed(office, "Lontar", *crowd)
    hands_in(office)
    lets_out(office)
    rings(office)
    assert (queued(office), state(office)[1]) == (4, Run.WATCH)
    return crowd


def test_the_breaker_stops_the_rest_and_calls_who_signed_and_supervisors(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    watched(office)
    for who in office.officers:
        office.gets(who)
    settled(office, "refused", "refused", "sent", "sent")
    rings(office)
    assert (queued(office), state(office)) == (0, (AlertState.PUBLISHED, Run.STOPPED))
    for who in office.officers:  # author, approver, supervisor
        assert "Dari 4 pesan pertama, 2 gagal" in office.gets(who)
    logged = capsys.readouterr()
    assert "public_alert_stopped" in logged.out + logged.err
    assert HEADLINE not in logged.out + logged.err
    office.now += timedelta(hours=1)
    rings(office)
    assert queued(office) == 0


def test_an_officer_lets_a_stopped_alert_go_on_and_the_next_are_watched_again(office: Office) -> None:
    watched(office)
    settled(office, "refused", "refused", "refused", "sent")
    rings(office)
    assert "dilanjutkan" in office.taps(office.officers[2], "lanjutkan_peringatan", "1")
    assert "Tidak ada yang berubah" in office.taps(office.officers[2], "lanjutkan_peringatan", "1")
    rings(office)
    assert (queued(office), state(office)[1]) == (4, Run.WATCH)
    settled(office, "sent", "delivered", "sent", "refused")
    rings(office)
    assert (queued(office), state(office)[1]) == (2, Run.DONE)
    assert (3, "alert_resumed:1") in actions(office)
    assert (None, "alert_stopped:1") in actions(office)


def test_good_first_sends_open_the_rest(office: Office) -> None:
    watched(office)
    settled(office, "sent", "delivered", "read", "refused")
    rings(office)
    assert (queued(office), state(office)[1]) == (6, Run.DONE)


def test_a_provider_that_says_nothing_does_not_hold_an_alert_up(office: Office) -> None:
    watched(office)
    rings(office)
    assert queued(office) == 4
    office.now += office.app.desk.content.alerts.watch
    rings(office)
    assert (queued(office), state(office)[1]) == (10, Run.DONE)


@pytest.mark.parametrize(
    ("pace", "at_once", "next_morning"), [("Sekarang juga", 1, 0), ("Beberapa hari ini", 0, 1)]
)
def test_only_what_is_immediate_comes_at_night(
    office: Office, pace: str, at_once: int, next_morning: int
) -> None:
    subscribed(office, "Lontar", "warga")
    office.now = NIGHT
    published(office, pace=pace)
    assert had(office, "warga") == at_once
    office.now = NIGHT + timedelta(hours=8, minutes=1)
    rings(office)
    assert had(office, "warga") == next_morning


def test_who_had_not_got_it_yet_hears_neither_of_it_nor_of_its_end(office: Office) -> None:
    """What still waits is withdrawn, and a run under way is over."""
    watched(office)
    office.outs("warga-0")
    called_off(office)
    lets_out(office, who=0, number="2")
    rings(office)
    assert "dicabut" in office.gets("warga-0")
    assert [office.gets(f"warga-{number}") for number in range(1, 10)] == [""] * 9


def test_stop_withdraws_an_alert_that_still_waits(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    published(office)
    office.says("warga", "STOP")
    assert queued(office) == 0


def test_who_reads_it_by_the_word_is_not_sent_it_again(office: Office) -> None:
    subscribed(office, "Lontar", "warga")
    published(office)
    assert office.says("warga", "peringatan").count(TO_DO) == 1
    assert office.gets("warga") == ""


def test_beyond_the_window_a_template_announces_it_and_any_answer_brings_it(office: Office) -> None:
    """A message the provider held counts for the breaker as one that went."""
    watched(office)
    settled(office, "held", "sent", "sent", "sent")
    code = update(rows).where(rows.c.state == "held").values(code="window")
    office.app.database.write_now(lambda tx: tx.execute(code))
    rings(office)
    assert state(office)[1] == Run.DONE


def test_beyond_whatsapp_s_window_a_template_announces_it_and_the_next_word_brings_it(office: Office) -> None:
    """Read by PERINGATAN it is not sent again; the person counts among those it reached."""
    subscribed(office, "Lontar", "warga")
    office.now += timedelta(hours=25)
    published(office)
    desk = office.app.desk
    desk.sids["urgent_alert"] = "HX" + "0" * 32

    def send(tx: Transaction) -> Template | None:
        found = outbox.claim(tx, "web", Lane.URGENT, 9, "w", office.now)
        (item,) = (each for each in found if each.purpose == "warning")
        out = delivery.parcel(desk, item, Limits(1500, 10, window_hours=24)).out
        outcome = delivery.Outcome(item, "1", was_template=out.template is not None)
        delivery.settle(tx, desk, [outcome], office.now)
        return out.template

    assert office.app.database.write_now(send) == Template("urgent_alert", (desk.office,))
    assert office.says("warga", "peringatan").count(TO_DO) == 1
    called_off(office)
    lets_out(office, who=0, number="2")
    rings(office)
    assert "dicabut" in office.gets("warga")


def test_an_alert_to_few_is_watched_as_well(office: Office) -> None:
    office.app.desk.limits = {"web": replace(LIMITS, is_pulled=False)}
    subscribed(office, "Lontar", "satu", "dua")
    hands_in(office)
    lets_out(office)
    rings(office)
    assert state(office)[1] == Run.WATCH
    settled(office, "refused", "refused")
    rings(office)
    assert state(office)[1] == Run.STOPPED
    assert "Dari 2 pesan pertama, 2 gagal" in office.gets(office.officers[1])
    office.taps(office.officers[1], "lanjutkan_peringatan", "1")
    rings(office)
    assert state(office)[1] == Run.DONE


def test_the_watch_begins_in_the_morning_for_what_waits_for_it(office: Office) -> None:
    """Nothing that sleeps through the night counts as gone well."""
    bounded(office, first_sends=2)
    office.app.desk.limits = {"web": replace(LIMITS, is_pulled=False)}
    subscribed(office, "Lontar", "satu", "dua", "tiga")
    office.now = NIGHT
    hands_in(office, pace="Beberapa hari ini")
    lets_out(office)
    office.now = NIGHT + timedelta(hours=7, minutes=59)
    rings(office)
    assert (queued(office), state(office)[1]) == (2, Run.WATCH)
    settled(office, "refused", "sent")
    rings(office)
    assert (queued(office), state(office)[1]) == (0, Run.STOPPED)
