"""Processes of the service that can be killed and started again within a fraction of a second.

They are forked from one that has imported everything and read all content, so that a thousand lives take minutes. A
life itself is the real one: settings from the environment, its own database connections, SIGKILL.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from multiprocessing.process import BaseProcess

FORK = multiprocessing.get_context("fork")


def _live(env: Mapping[str, str], shift: timedelta, parts: Sequence[str]) -> None:
    from bot import telemetry
    from bot.app import App
    from bot.config import Config
    from tests.conftest import library

    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stderr.fileno())
    signal.set_wakeup_fd(-1)
    telemetry.set_up("json")
    app = App(Config.from_env(env), library=library())
    app.shift = shift
    asyncio.run(app.run(*parts))


class Lives:
    """Of one kind: the same settings and parts, one at a time."""

    def __init__(self, env: Mapping[str, str], shift: timedelta, *parts: str) -> None:
        self._given = env, shift, parts
        self._process: BaseProcess | None = None
        self.kills = 0
        self.deaths = 0  # that nobody had asked for

    @property
    def pid(self) -> int:
        return self._process.pid or 0 if self._process else 0

    def begin(self) -> None:
        if self._process is not None and not self._process.is_alive():
            self.deaths += 1
        self._process = FORK.Process(target=_live, args=self._given, daemon=True)
        self._process.start()

    def is_alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def is_killed(self) -> None:
        """SIGKILL, and the next life at once."""
        process = self._process
        if process is None or not process.is_alive():
            self.begin()
            return
        os.kill(self.pid, signal.SIGKILL)
        process.join()
        self._process = None
        self.kills += 1
        self.begin()

    def ends(self) -> None:
        """As at a deployment: what is under way is finished."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(30)
            self._process = None
