"""Looks for what was planted wherever something could have leaked: sentences, addresses, brokers' numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.village import words
from bench.village.provider import OFFICER
from bench.village.world import World
from bot import telemetry
from bot.domain.messages import Outbound


@dataclass
class Leaks:
    """How often something planted was found, by place."""

    found: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.found.values())

    def look(self, place: str, data: bytes, marks: Iterable[str]) -> None:
        self.found[place] = sum(data.count(mark.encode()) for mark in marks)


def searched(
    world: World, file: Path, log: str, got: Mapping[str, list[Outbound]], told: Mapping[str, str]
) -> Leaks:
    """`told` is what officers and offices can ask for, by name. Numbers of brokers may stand in what officers get."""
    marks = (words.STORY_MARK, words.ADDRESS_MARK)
    numbers = {
        trace.removeprefix("+62") for one in world.outbreaks for trace in one.traces if trace.startswith("+")
    }
    leaks = Leaks()
    stored = b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
    leaks.look("database file", stored, (*marks, *numbers))
    leaks.look("log", log.encode(), (*marks, *numbers))
    leaks.look("metrics", telemetry.metrics(), (*marks, *numbers))
    pushed = [out for who, outs in got.items() if who.startswith(OFFICER) for out in outs]
    leaks.look("officers' messages", "\n".join(map(repr, pushed)).encode(), marks)
    for place, text in told.items():
        leaks.look(place, text.encode(), marks)
    return leaks
