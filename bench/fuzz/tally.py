"""What became of the bodies of one target, and what is printed of it."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil

from bench.fuzz.faults import ROOT, Faults, place_of

FOUND = ROOT / "build" / "fuzz"
WARM = 0.2  # of the bodies: what is loaded and cached when first needed is there by then
MAY_GROW = 1.25


@dataclass
class Tally:
    """What became of the bodies of one target."""

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Faults = field(default_factory=Faults)
    seconds: float = 0.0
    warm: int = 0
    peak: int = 0
    slowest: float = 0.0

    def look(self, share: float) -> None:
        memory = psutil.Process().memory_info().rss
        if share <= WARM:
            self.warm = max(self.warm, memory)
        self.peak = max(self.peak, memory)

    def tries(self, body: bytes, read: Callable[[], object], refusal: type[Exception]) -> None:
        """Count whether a body is read or refused; what else is raised is a fault, kept under its place."""
        began = time.monotonic()
        try:
            read()
            self.outcomes["read"] += 1
        except refusal:
            self.outcomes["refused"] += 1
        except Exception as error:
            self.outcomes["broke"] += 1
            self.faults.note(place_of(error), body)
        self.slowest = max(self.slowest, time.monotonic() - began)

    @property
    def bodies(self) -> int:
        return self.outcomes.total()

    @property
    def is_met(self) -> bool:
        return bool(self.bodies) and not self.faults.counts and self.peak <= MAY_GROW * self.warm

    def __str__(self) -> str:
        told = ", ".join(f"{name} {number:,}" for name, number in sorted(self.outcomes.items()))
        memory = f"memory {self.warm / 2**20:.0f} to {self.peak / 2**20:.0f} MB"
        return (
            f"{self.name:<14} {self.bodies:>9,} bodies in {self.seconds:.0f} s: {told}; "
            f"faults {self.faults.counts.total()}; slowest {self.slowest:.2f} s; {memory}: "
            f"{'met' if self.is_met else 'NOT met'}"
        )


def tell(tally: Tally) -> None:
    print(tally, flush=True)
    for what, number in tally.faults.counts.most_common():
        body = tally.faults.firsts[what]
        path = FOUND / f"{tally.name}-{hashlib.sha256(body).hexdigest()[:12]}"
        FOUND.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        print(f"    {number} times: {what}, first {path.relative_to(ROOT)}", flush=True)
