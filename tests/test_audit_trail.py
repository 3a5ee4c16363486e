"""The audit trail's chain: whatever is done to it shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from hmac import digest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audit_trail import START, Entry, Stored, checked

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
ACTIONS = st.sampled_from(["opened", "accepted", "looked", "closed", "declined"])
ENTRIES = st.lists(
    st.builds(
        Entry, st.none() | st.integers(1, 9), st.none() | st.integers(1, 99), st.none(), ACTIONS, st.just(AT)
    ),
    min_size=2,
    max_size=12,
)


def link(before: bytes, entry: bytes) -> bytes:
    return digest(b"a secret", before + entry, "sha256")


def chain(entries: list[Entry]) -> list[Stored]:
    head, stored = START, []
    for number, entry in enumerate(entries, 1):
        head = link(head, entry.packed())
        stored.append(Stored(number, entry, head))
    return stored


@given(ENTRIES)
def test_an_untouched_chain_is_whole(entries: list[Entry]) -> None:
    stored = chain(entries)
    found = checked(stored, link)
    assert (found.entries, found.head, found.broken) == (len(entries), stored[-1].link, None)


@given(ENTRIES, st.data())
def test_the_first_altered_entry_is_named(entries: list[Entry], data: st.DataObject) -> None:
    stored = chain(entries)
    place = data.draw(st.integers(0, len(stored) - 1))
    entry = stored[place].entry
    changed = data.draw(
        st.sampled_from(
            [
                replace(entry, officer=(entry.officer or 0) + 1),
                replace(entry, case=(entry.case or 0) + 1),
                replace(entry, look=7),
                replace(entry, action="gelöscht"),
                replace(entry, at=entry.at + timedelta(milliseconds=1)),
            ]
        )
    )
    stored[place] = replace(stored[place], entry=changed)
    broken = checked(stored, link).broken
    assert broken is not None
    assert broken.number == place + 1


@given(ENTRIES, st.data())
def test_a_removed_moved_or_foreign_entry_shows(entries: list[Entry], data: st.DataObject) -> None:
    stored = chain(entries)
    place = data.draw(st.integers(0, len(stored) - 2))
    foreign = replace(stored[place], link=sha256(b"forged").digest())
    for tampered in (
        [*stored[:place], *stored[place + 1 :]],
        [*stored[:place], foreign, *stored[place + 1 :]],
        [*stored[: place + 1], replace(stored[place + 1], link=None), *stored[place + 2 :]],
    ):
        assert checked(tampered, link).broken is not None


def test_entries_of_the_first_versions_are_covered_by_the_next() -> None:
    stored = chain([Entry(1, n, None, "opened", AT) for n in range(4)])
    old = [replace(one, link=None) for one in stored[:3]] + stored[3:]
    assert checked(old, link).broken is None
    old[1] = replace(old[1], entry=replace(old[1].entry, action="looked"))
    broken = checked(old, link).broken
    assert broken is not None
    assert broken.number == 4


@pytest.mark.parametrize("hour", [0, 7])
def test_an_entry_is_packed_alike_in_every_zone(hour: int) -> None:
    there = AT.astimezone(timezone(timedelta(hours=hour)))
    assert Entry(1, 2, 3, "looked", there).packed() == b"v1|1|2|3|looked|1795575600000"
