"""Pictures by the name of their file, for commands without an event loop."""

import asyncio
from pathlib import Path
from types import TracebackType

from bot.domain.pictures import PictureText, Problem
from bot.ocr.picture import MOST_BYTES
from bot.ocr.reader import Reader

SECONDS = 60.0  # nobody waits in a chat


class PictureFiles:
    """Reads picture files one by one. A relative name is looked for in each folder in turn."""

    def __init__(self, *folders: Path, reader: Reader | None = None) -> None:
        self._folders = folders
        self._reader = reader or Reader(seconds=SECONDS)
        self._loop = asyncio.Runner()

    def __enter__(self) -> "PictureFiles":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.run(self._reader.close())
        self._loop.close()

    def read(self, name: str) -> PictureText:
        """The words of a picture, or the problem with it. Never raises."""
        data = self._bytes(name)
        return (
            PictureText(problem=Problem.MISSING) if data is None else self._loop.run(self._reader.read(data))
        )

    def _bytes(self, name: str) -> bytes | None:
        """What stands in an ordinary file, a byte more than allowed at most; None when there is none we may read."""
        for folder in self._folders:
            try:
                path = folder / name
                if path.is_file():
                    with path.open("rb") as source:
                        return source.read(MOST_BYTES + 1)
            except (OSError, ValueError):
                continue
        return None
