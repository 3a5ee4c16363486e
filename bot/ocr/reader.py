"""Reads pictures in one process of its own, so that neither its memory nor its faults are the bot's.

The process is started by the first picture, replaced after MOST_PICTURES of them, let go after IDLE_SECONDS without
any, killed when one takes longer than its time or makes it crash. Few pictures may wait; more are told "busy".
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from bot import telemetry
from bot.domain.pictures import PictureText, Problem
from bot.ocr.picture import MOST_BYTES

ROOT = Path(__file__).parents[2]
CHILD = (sys.executable, "-m", "bot.ocr.process")
SECONDS = 15.0  # for one picture
START_SECONDS = 60.0  # imports and models; 2 s on an idle machine
MOST_PICTURES = 300
IDLE_SECONDS = 300.0
MOST_WAITING = 8
HEAD_BYTES = 4
MOST_ANSWER = 2**20


def is_installed() -> bool:
    """Whether this installation can read pictures (the extra benteng[ocr])."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class Reader:
    """One at a time, whoever asks. Belongs to one event loop."""

    def __init__(
        self,
        command: Sequence[str] = CHILD,
        *,
        seconds: float = SECONDS,
        start_seconds: float = START_SECONDS,
        most_pictures: int = MOST_PICTURES,
        idle_seconds: float = IDLE_SECONDS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._command = command
        self._seconds = seconds
        self._start_seconds = start_seconds
        self._most_pictures = most_pictures
        self._idle_seconds = idle_seconds
        self._most_waiting = most_waiting
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._child: asyncio.subprocess.Process | None = None
        self._pictures = 0  # read by the present child
        self._idle: asyncio.TimerHandle | None = None

    async def read(self, data: bytes) -> PictureText:
        """The words of one picture, or the problem with it. Never raises."""
        if len(data) > MOST_BYTES:
            return PictureText(problem=Problem.TOO_LARGE)
        if not data:
            return PictureText(problem=Problem.EMPTY)
        if self._waiting >= self._most_waiting:
            return PictureText(problem=Problem.BUSY)
        self._waiting += 1
        try:
            async with self._turn:
                return await self._read(data)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the child; a picture that is being read is given up."""
        self._stop_waiting_idle()
        await self._let_go()

    @property
    def pid(self) -> int | None:
        """Of the present child; None without one or when it is known to have died."""
        return self._child.pid if self._child is not None and self._child.returncode is None else None

    async def _read(self, data: bytes) -> PictureText:
        self._stop_waiting_idle()
        is_done = False
        try:
            if self.pid is None:
                await self._let_go()
                began = await self._started()
                if began.problem is not None:
                    return began
            async with asyncio.timeout(self._seconds):
                answer = await self._asked(data)
            is_done = True
        except TimeoutError:
            answer = PictureText(problem=Problem.TOO_SLOW)
        except (OSError, EOFError, ValueError, LookupError) as error:
            telemetry.log().warning("ocr_child_broke", error=error)
            answer = PictureText(problem=Problem.CRASHED)
        finally:
            self._pictures += 1
            if not is_done or self._pictures >= self._most_pictures:
                await self._let_go()
        self._wait_idle()
        return answer

    async def _started(self) -> PictureText:
        """Start a child; gives its greeting. Raises as reading does."""
        env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        env |= {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}  # and none of our secrets
        self._pictures = 0
        self._child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=env,
            start_new_session=True,  # Ctrl+C is for us to hear
        )
        async with asyncio.timeout(self._start_seconds):
            greeting = await self._answer(self._child)
        if greeting.problem is not None:
            await self._let_go()
        return greeting

    async def _asked(self, data: bytes) -> PictureText:
        child = self._child
        if child is None or child.stdin is None:
            raise EOFError
        child.stdin.write(len(data).to_bytes(HEAD_BYTES, "big") + data)
        await child.stdin.drain()
        return await self._answer(child)

    @staticmethod
    async def _answer(child: asyncio.subprocess.Process) -> PictureText:
        if child.stdout is None:
            raise EOFError
        length = int.from_bytes(await child.stdout.readexactly(HEAD_BYTES), "big")
        if length > MOST_ANSWER:
            raise ValueError("too long an answer")
        given = json.loads(await child.stdout.readexactly(length))
        problem = None if given["problem"] is None else Problem(given["problem"])
        return PictureText(given["text"], problem, given["fingerprint"], given["seconds"])

    async def _let_go(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
        if child.stdin is not None:
            child.stdin.close()
            with contextlib.suppress(OSError):
                await child.stdin.wait_closed()

    def _wait_idle(self) -> None:
        if self._child is not None:
            loop = asyncio.get_running_loop()
            self._idle = loop.call_later(self._idle_seconds, lambda: loop.create_task(self._rest()))

    async def _rest(self) -> None:
        async with self._turn:
            await self._let_go()

    def _stop_waiting_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
