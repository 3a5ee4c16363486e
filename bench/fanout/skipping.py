"""An event loop on which nobody waits: time is the real one plus every wait that was skipped.

Work costs what it costs on this machine; sleeping until a provider allows the next message costs nothing.
"""

import asyncio
import selectors
import time
from collections.abc import Callable
from typing import Any


class _Selector(selectors.DefaultSelector):
    """Waits for real only while a thread works for the loop."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped = 0.0
        self.under_way = 0

    def select(self, timeout: float | None = None) -> Any:
        if self.under_way or timeout is None:
            return super().select(timeout)
        events = super().select(0)
        if not events:
            self.skipped += max(timeout, 0.0)
        return events


class SkippingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._waits = _Selector()
        super().__init__(self._waits)

    def time(self) -> float:
        return time.monotonic() + self._waits.skipped

    def working(self, begin: Callable[..., "asyncio.Future[Any]"]) -> Callable[..., "asyncio.Future[Any]"]:
        """The same call, whose future is waited for: other threads work for it."""

        def begun(*given: Any, **named: Any) -> "asyncio.Future[Any]":
            future = begin(*given, **named)
            self._waits.under_way += 1
            future.add_done_callback(self._is_over)
            return future

        return begun

    def run_in_executor(self, *given: Any) -> Any:  # type: ignore[override]
        return self.working(super().run_in_executor)(*given)

    def _is_over(self, _future: "asyncio.Future[Any]") -> None:
        self._waits.under_way -= 1
