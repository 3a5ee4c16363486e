"""What a new list changes against the one in force."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.registry import JobOrder
from bot.registries.lists import Line, identity

LARGEST_LOSS = 0.3  # share of the lines in force that may be gone before somebody has to confirm it
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """Names, in the order of the lists."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    status: tuple[str, ...] = ()  # "PT A: aktif -> dicabut"
    other: tuple[str, ...] = ()
    kept: int = 0

    @property
    def loss(self) -> float:
        before = self.kept + len(self.removed) + len(self.status) + len(self.other)
        return len(self.removed) / before if before else 0.0

    def lines(self) -> Iterable[str]:
        """The report: counts, then the first of each."""
        for title, names in (("added", self.added), ("removed", self.removed), ("status changed", self.status),
                             ("otherwise changed", self.other)):  # fmt: skip
            yield f"{title}: {len(names)}"
            yield from (f"  {name}" for name in names[:MOST_TOLD])
            if len(names) > MOST_TOLD:
                yield f"  and {len(names) - MOST_TOLD} more"
        yield f"unchanged: {self.kept}"


def between(old: Iterable[Line], new: Iterable[Line]) -> Difference:
    """Lines are the same by licence or order number, or else by name."""
    before, after = {identity(line): line for line in old}, {identity(line): line for line in new}
    status, other, kept = [], [], 0
    for key, line in after.items():
        earlier = before.get(key)
        if earlier is None:
            continue
        if earlier == line:
            kept += 1
        elif _status(earlier) != _status(line):
            status.append(f"{_name(line)}: {_status(earlier)} -> {_status(line)}")
        else:
            other.append(_name(line))
    return Difference(
        tuple(_name(line) for key, line in after.items() if key not in before),
        tuple(_name(line) for key, line in before.items() if key not in after),
        tuple(status),
        tuple(other),
        kept,
    )


def _name(line: Line) -> str:
    return f"{line.company}, {line.country}, {line.job}" if isinstance(line, JobOrder) else line.name


def _status(line: Line) -> str:
    return "" if isinstance(line, JobOrder) else line.status
