"""Weights of likeness are proposed from what is true of made-up pairs, and a spoiled one is noticed."""

from collections.abc import Mapping
from random import Random
from unittest.mock import patch

import pytest

from bench.links.fitting import Pair, counted, fitted, moved, surprise, weighed, weights
from bot.domain import weighing
from bot.domain.dossiers import Dossier, Shares
from bot.domain.linking import Profile
from bot.domain.names import read

LONTAR, PONTANG, FAR_AWAY = "36.04.13.2007", "36.04.12.2001", "32.01.01.2001"
SHARES = Shares(20_000, lambda facet: 3)


def cluster(written: str, *villages: str) -> Dossier:
    name = read(written)
    assert name is not None
    return Dossier.of([Profile(names=(name,), village=village) for village in villages])


def counts(one: Dossier, other: Dossier) -> Mapping[str, float]:
    return counted(lambda: weighing.judged(one, other, SHARES), weighing.judged(one, other, SHARES).bits)


def drawn(true: Mapping[str, float], now: Mapping[str, float], pairs: int) -> list[Pair]:
    """Pairs whose truth follows one set of weights while they were weighed with another."""
    rng, found = Random(6), []
    for _ in range(pairs):
        signs = {name: 1.0 for name in true if name == "START" or rng.random() < 0.5}
        chance = 1 / (1 + 2 ** -sum(true[name] for name in signs))
        found.append(Pair(sum(now[name] for name in signs), signs, rng.random() < chance))
    return found


def test_the_weights_that_made_the_truth_are_found_again() -> None:
    true, now = {"START": -3.0, "FAR": -2.0, "SAME_JOB": 4.0}, {"START": 0.0, "FAR": 1.0, "SAME_JOB": 1.0}
    found = fitted(drawn(true, now, 4_000), now)
    for name, weight in true.items():
        assert abs(found[name].proposed - weight) < 3 * found[name].spread < 1.0


def test_what_is_as_it_should_be_stays_and_what_never_came_up_does_too() -> None:
    true = {"START": -3.0, "FAR": -2.0}
    found = fitted(drawn(true, true, 4_000), {**true, "HELPER": 0.92})
    assert all(abs(found[name].proposed - weight) < 0.4 for name, weight in true.items())
    assert (found["HELPER"].proposed, found["HELPER"].pairs) == (0.92, 0)


def test_a_proposal_surprises_less_also_where_it_was_not_fitted() -> None:
    true, now = {"START": -3.0, "SAME_JOB": 4.0}, {"START": -3.0, "SAME_JOB": 1.0}
    pairs = drawn(true, now, 4_000)
    before, proposed = surprise(pairs[2_000:], fitted(pairs[:2_000], now))
    assert proposed < before - 0.05


def test_what_a_weight_counts_for_is_read_off_the_weighing_itself() -> None:
    near = counts(cluster("Haji Sarmin", LONTAR, PONTANG), cluster("H. Sarmin", LONTAR, PONTANG))
    assert (near["START"], near["PER_SIZE"], near["MORE_VILLAGES"], near["BOTH_PILGRIMS"]) == (1, 1, 1, 1)
    assert near["AGREES same, each bit"] == pytest.approx(SHARES.beside().rarity("name:sarmin"), abs=2)
    assert "FAR" not in near
    far = counts(cluster("Haji Sarmin", LONTAR), cluster("Sarman", FAR_AWAY))
    assert (far["FAR"], far["ONE_PILGRIM"]) == (1, 1)


def test_every_weight_is_moved_and_stands_where_it_was_again() -> None:
    before = weights()
    for name in before:
        with moved(name, 0.5):
            assert {other for other, bits in weights().items() if bits != before[other]} == {name}
    assert weights() == before


@pytest.mark.slow
def test_a_spoiled_weight_is_mended_from_a_province() -> None:
    with patch.object(weighing, "FAR", 3.0):
        proposed = fitted(weighed(400, 4, 206), weights())["FAR"].proposed
    assert proposed < 0


@pytest.mark.slow
def test_a_province_told_twice_is_weighed_the_same() -> None:
    assert weighed(150, 2, 206) == weighed(150, 2, 206)
