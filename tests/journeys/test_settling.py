"""How a call ended and what becomes of its row: nothing that was not sent is lost, whatever lasts or breaks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.config import Config
from bot.domain.channel import Limits, Misconfigured, TryAgain, Uncertain
from bot.domain.messages import Reply
from bot.services import delivery, push
from bot.services.delivery import Outcome
from bot.services.desk import ADDRESS
from bot.store import outbox, people
from bot.store.outbox import Item, Lane
from bot.vault import Vault
from tests.conftest import library

LIMITS = Limits(text=4096, buttons=8)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[App]:
    app = App(
        Config.from_env({"DATABASE_URL": database_url, "BENTENG_DATA_DIR": str(tmp_path)}),
        channels={},
        library=library(),
    )
    yield app
    app.close()


def queued(app: App) -> Item:
    """A claimed row for a person on Telegram."""

    def run(tx) -> Item:
        now = app.desk.now()
        sealed = app.desk.vault.seal(b"77001", ADDRESS)
        contact = people.add_contact(tx, "telegram", b"h" * 16, sealed, "id", now)
        push.enqueue(tx, app.desk, contact, (Reply("help.words"),), Lane.REPLY)
        return outbox.claim(tx, "telegram", Lane.REPLY, 1, "w", now)[0]

    return app.database.write_now(run)


def settled(app: App, outcome: Outcome, after: timedelta = timedelta()) -> dict[str, int]:
    now = app.desk.now() + after
    app.database.write_now(lambda tx: delivery.settle(tx, app.desk, [outcome], now))
    return app.database.read(outbox.tally)


def claimed_again(app: App, after: timedelta) -> Item:
    at = app.desk.now() + after
    return app.database.write_now(lambda tx: outbox.claim(tx, "telegram", Lane.REPLY, 1, "w", at))[0]


def test_an_outage_of_hours_loses_nothing(app: App) -> None:
    """A provider that cannot be reached 40 times over is tried a 41st time, ever more patiently."""
    item, waited = queued(app), timedelta()
    for _ in range(40):
        assert settled(app, Outcome(item, error=TryAgain(5, "unreachable")), waited) == {"queued": 1}
        waited += timedelta(minutes=6)
        item = claimed_again(app, waited)
    assert item.attempts == 41
    assert settled(app, Outcome(item, "m1"), waited) == {"sent": 1}


def test_after_days_a_row_is_held_with_its_content(app: App) -> None:
    item = queued(app)
    assert settled(app, Outcome(item, error=TryAgain(5)), timedelta(days=4)) == {"held": 1}
    assert app.database.write_now(lambda tx: outbox.release_all(tx, "telegram", "throttled")) == 1
    assert delivery.parcel(app.desk, claimed_again(app, timedelta()), LIMITS).out.text


def test_waiting_for_a_chats_own_pace_spends_no_attempt(app: App) -> None:
    item = queued(app)
    for _ in range(20):
        settled(app, Outcome(item, error=TryAgain(0.1, delivery.CHAT_PACE)))
        item = claimed_again(app, timedelta(seconds=1))
    assert item.attempts == 1


def test_wrong_settings_keep_what_was_to_be_sent(app: App) -> None:
    """A revoked token is mended by people; until then every message waits."""
    assert settled(app, Outcome(queued(app), error=Misconfigured("token"))) == {"queued": 1}
    assert claimed_again(app, timedelta(minutes=2)).body


def test_a_row_no_key_opens_is_kept_and_tried_again_by_the_next_worker(app: App) -> None:
    item = queued(app)
    stranger = replace(app.desk, vault=Vault([b"k" * 32]))
    with pytest.raises(delivery.Unpackable) as caught:
        delivery.parcel(stranger, item, LIMITS)
    assert settled(app, Outcome(item, error=caught.value)) == {"held": 1}
    released = app.database.write_now(lambda tx: outbox.release_all(tx, "telegram", delivery.Unpackable.code))
    assert released == 1
    assert delivery.parcel(app.desk, claimed_again(app, timedelta()), LIMITS).to.id == "77001"


def test_an_uncertain_call_is_listed_and_never_repeated(app: App) -> None:
    assert settled(app, Outcome(queued(app), error=Uncertain())) == {"uncertain": 1}
