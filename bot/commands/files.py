"""A file an operator hands over: what is wrong with it, and what came of it."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bot.registries.problems import Rejected

T = TypeVar("T")


def accepted(file: str, read: Callable[[str, bytes], T], stays: str) -> T | None:
    """What `read` makes of a file's name and bytes; None once every reason against it is told, and what stays."""
    path = Path(file)
    try:
        return read(path.name, path.read_bytes())
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
    except Rejected as error:
        for problem in error.problems:
            print(f"{path.name}: {problem}", file=sys.stderr)
        print(stays, file=sys.stderr)
    return None


def not_taken(refusals: Sequence[str], *, is_dry: bool) -> int:
    """Why nothing was changed; gives the exit status."""
    for refusal in refusals:
        print(f"not taken: {refusal}; --force takes it all the same", file=sys.stderr)
    if is_dry:
        print("dry run: nothing was changed")
    return 1 if refusals else 0


def keep(file: str, data: bytes) -> None:
    """Write it so that only whoever runs the command may read it."""
    handle = os.open(Path(file), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
