"""What people write after a command, as they write it; else one line that says what would be right."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from bot.__main__ import main
from bot.commands import written


@pytest.mark.parametrize(
    ("read", "text", "meant"),
    [
        (written.day, "2026-12-24", date(2026, 12, 24)),
        (written.day, "24-12-2026", date(2026, 12, 24)),
        (written.day, "24/12/2026", date(2026, 12, 24)),
        (written.clock, "08.00", time(8)),
        (written.clock, "8", time(8)),
        (written.clock, "16:30", time(16, 30)),
        (written.moment, "2026-12-24T08:00", datetime(2026, 12, 24, 8)),  # noqa: DTZ001  (the office's own)
        (written.moment, "24-12-2026 08.00", datetime(2026, 12, 24, 8)),  # noqa: DTZ001
        (written.weekdays, "1-5", frozenset(range(5))),
        (written.weekdays, "Senin - Jumat", frozenset(range(5))),
        (written.weekdays, "sabtu, minggu", frozenset({5, 6})),
        (written.lifetime, "365", 365),
        (written.basis, " UU 21/2007 pasal 59 ", "UU 21/2007 pasal 59"),
    ],
)
def test_it_is_read_as_people_here_write_it(read: Callable[[str], object], text: str, meant: object) -> None:
    assert read(text) == meant


TERMS = ["--partner", "ke_bp3mi", "--legal-basis"]


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (["officer", "duty", "1", "--days", "Senen"], "senin-jumat"),
        (["officer", "duty", "1", "--from", "8 pagi"], "08:00 or 08.00"),
        (["officer", "leave", "1", "31-02-2026"], "24-12-2026"),
        (["breach", "database", "--noticed", "kemarin"], "2026-12-24T08:00"),
        (["api", "grant", "BD-101", *TERMS, "..."], "law or agreement"),
        (["api", "grant", "BD-101", *TERMS, "x"], "law or agreement"),
        (["api", "key", "add", "BP3MI", "--scope", "cases:baca", *TERMS, "UU 21/2007"], "cases:read, receipts:write"),
        (["api", "key", "add", "BP3MI", "--scope", "cases:read", "--expires", "0", *TERMS, "UU 21/2007"], "from 1 to"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_can(
    words: list[str], right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)
    told = capsys.readouterr().err.splitlines()[-1]
    assert right in told
    assert "invalid" not in told
