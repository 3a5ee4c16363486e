"""`make fuzz`: bodies are bent as their shape allows, the same seed bends them the same, and what breaks is told."""

import asyncio
import io
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bench.fuzz import __main__ as fuzz
from bench.fuzz import files, mutating, tally
from bench.fuzz.calls import captured
from bench.fuzz.files import FILES
from bench.fuzz.keys import Keys
from bench.fuzz.pages import CALLS
from bench.fuzz.reading import CHANNELS
from bench.fuzz.tally import Tally
from bot.domain.channel import Unreadable
from tests.conftest import library

GOOD = {"update_id": 1, "message": {"text": "halo", "chat": {"id": 7}, "entities": [{"offset": 0}]}}


def budget(bodies: int) -> fuzz.Budget:
    return fuzz.Budget(bodies, until=float("inf"), began=0.0)


def test_a_tree_is_bent_and_the_good_one_stays_as_it_is() -> None:
    before = json.dumps(GOOD)
    made = {mutating.written(mutating.tree(random.Random(seed), GOOD)) for seed in range(200)}
    assert len(made) > 150
    assert json.dumps(GOOD) == before
    assert any(isinstance(json.loads(one).get("message"), list) for one in made if one.startswith(b"{"))


@pytest.mark.parametrize("name", CALLS)
def test_the_same_dice_bend_a_call_the_same(name: str) -> None:
    made = [CALLS[name](random.Random(seed), Keys()) for seed in range(60)]
    assert len({(call.target, call.body) for call in made}) > 40
    assert all(call.target.startswith("/") for call in made)


@pytest.mark.parametrize("name", [*FILES, *CHANNELS])
def test_good_files_are_read_and_bent_ones_are_read_or_refused(name: str) -> None:
    for kind in (FILES | CHANNELS)[name]:
        for seed in kind.seeds:
            kind.read(seed, random.Random(3))
        for number in range(12):
            dice = random.Random(number)
            body = kind.mutate(dice, dice.choice(kind.seeds))
            try:
                kind.read(body, dice)
            except kind.refusal:
                continue


def test_tables_forms_and_workbooks_keep_their_shape_when_only_cells_are_bent() -> None:
    kept = [mutating.as_csv(random.Random(seed), files.TABLE) for seed in range(80)]
    assert sum(len(one.splitlines()) >= 5 for one in kept) > 30
    books = [files.as_workbook(random.Random(seed), files.TABLE) for seed in range(6)]
    assert sum(zipfile.is_zipfile(io.BytesIO(book)) for book in books) >= 3


def test_a_reader_that_breaks_is_told_with_its_place_and_body(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(body: bytes, _dice: random.Random) -> object:
        raise Unreadable if b"halo" in body else ZeroDivisionError

    (kind,) = CHANNELS["telegram"]
    monkeypatch.setitem(FILES, "planted", (replace(kind, read=breaks, seeds=captured("telegram")),))
    monkeypatch.setattr(tally, "FOUND", tmp_path)
    monkeypatch.setattr(tally, "ROOT", tmp_path)
    found = Tally("planted")
    fuzz.files(found, budget(40), seed=1)
    tally.tell(found)
    assert not found.is_met
    assert found.bodies == 40
    assert "ZeroDivisionError at test_fuzz.py" in capsys.readouterr().out
    (first,) = tmp_path.iterdir()
    assert b"halo" not in first.read_bytes()


def test_memory_that_grows_is_no_success() -> None:
    good = Tally("x", warm=100, peak=110)
    good.outcomes["read"] = 1
    assert good.is_met
    assert not replace(good, peak=126).is_met
    assert not replace(good, outcomes=type(good.outcomes)()).is_met


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
def test_bent_calls_are_answered_below_500_and_nothing_breaks_inside(name: str) -> None:
    found = Tally(name)
    asyncio.run(fuzz.calls(found, budget(400), 11, library()))
    assert found.faults.counts == {}
    assert found.bodies == 400
    assert {status for status in found.outcomes if status >= "5"} == set()
    assert found.outcomes["200"] > 20
