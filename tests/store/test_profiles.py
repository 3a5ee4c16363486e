"""Profiles are found by what they share, unless many share it, and counted facet by facet; on both databases."""

from datetime import date

from bot.domain.detection import Source
from bot.store import profiles
from bot.store.db import Transaction

BLOCK, OTHER, FACET = -7, 1 << 40, 1 << 62


def kept(tx: Transaction, *numbers: int) -> None:
    for number in numbers:
        profiles.add(tx, number, min(numbers), "36.04.13.2007", date(2026, 1, 5), Source.REPORT, b"", b"")
        profiles.index(tx, number, [number + 1], [BLOCK, OTHER + number])


def test_who_shares_a_block_is_found_and_nobody_when_they_are_too_many(tx: Transaction) -> None:
    kept(tx, 30, 10, 20)
    assert profiles.with_block(tx, BLOCK, 3) == {10: 10, 20: 10, 30: 10}
    assert profiles.with_block(tx, BLOCK, 2) == {}
    assert profiles.with_block(tx, OTHER + 20, 2) == {20: 10}
    assert profiles.with_block(tx, 5, 2) == {}
    assert profiles.with_key(tx, 11, 2) == [(10, 10)]


def test_what_has_neither_key_nor_block_is_kept(tx: Transaction) -> None:
    profiles.index(tx, 10, [], [])
    assert profiles.with_block(tx, BLOCK, 2) == {}


def test_facets_are_counted_up_and_down_again(tx: Transaction) -> None:
    profiles.count(tx, [FACET, -FACET, FACET], 1)
    profiles.count(tx, [FACET], 1)
    assert [profiles.count_of(tx, each) for each in (FACET, -FACET, profiles.TOTAL, 1)] == [2, 1, 2, 0]
    profiles.count(tx, [FACET], -1)
    assert [profiles.count_of(tx, each) for each in (FACET, -FACET, profiles.TOTAL)] == [1, 1, 1]
