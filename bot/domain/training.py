"""Training: while officers practise with a village, a report may be an exercise. In doubt it is a real one.

A real report taken for an exercise may cost a life, an exercise taken for real costs officers an hour. So a report is
an exercise only when everything says so: its reporter was told before they began, it is from the place that trains, its
training is still under way, it is not urgent, and nobody said that it is real.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.casework import lies_in
from bot.domain.choosing import plain
from bot.domain.offers import Severity

HOURS = (1, 2, 3, 4)  # to tap; a number typed then means the same
MOST_HOURS = 12
NARROWEST = 8  # characters of the widest area's code: a kecamatan, "36.04.13"
_REAL = re.compile(
    r"(?<!bukan )(?<!tidak )(?<!gak )(?<!ga )(?<!nggak )(?<!sanes )(?<!dudu )"
    r"\b(?:sungguhan|sungguh sungguh|beneran|benar terjadi|kejadian nyata|ini nyata|ini serius|ini asli"
    r"|enyaan|saestuna|temenan|tenanan|for real|is real|it s real|not a drill)\b"
    r"|\b(?:bukan|not) (?:latihan|simulasi|percobaan|main main|an exercise|a test)\b"
)  # of a plain() text


@dataclass(frozen=True, slots=True)
class Training:
    """One that is under way. `area` is a village's code or a kecamatan's, `ends_at` by the clock of the place."""

    id: int
    area: str
    name: str
    ends_at: datetime
    filed: int = 0  # exercises so far
    poster: str = ""  # where the village's poster is; "" for more than one village


def may_train(area: str, officer_area: str) -> bool:
    """Whether an officer may put an area in training: one they cover, and not a wide one."""
    return len(area) >= NARROWEST and lies_in(area, officer_area)


def says_real(text: str) -> bool:
    """Whether somebody says that it is no exercise."""
    return _REAL.search(plain(text)) is not None


def is_exercise(severity: Severity, told: str) -> bool:
    """Whether a report begun as an exercise stays one."""
    return severity is not Severity.MERAH and not says_real(told)
