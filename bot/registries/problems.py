"""Why a list cannot be taken."""

from collections.abc import Sequence

MOST_TOLD = 20


class Rejected(Exception):
    """The file is not taken; `problems` says what is wrong and where, one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        told = [*problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            told.append(f"and {len(problems) - MOST_TOLD} more")
        super().__init__("\n".join(told))
        self.problems = told
