"""What people read, over generated offers, registries and answers (all 100,000: `python -m bench.wording`)."""

import pytest

from bench.wording import cases, problems, situations


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_reassured_who_must_not_be(seed: int) -> None:
    wrong = [(case, found) for case in cases(400, 9_000 + seed) if (found := problems(case))]
    assert wrong == []


def test_every_state_of_the_registry_comes_up() -> None:
    assert {case.lists for case in cases(400, 1)} == set(situations())
