"""What is accepted without a database: on disk, in order, never half, never more than there is room for."""

from errno import ENOSPC
from pathlib import Path

import pytest

from bot.store import spool
from bot.store.spool import Full, Spool, counts


def read(kept: Spool) -> list[bytes]:
    return [path.read_bytes() for path in kept.waiting()]


def test_what_is_kept_comes_out_in_order_also_in_the_next_life(tmp_path: Path) -> None:
    kept = Spool(tmp_path / "spool")
    assert kept.is_empty()
    for number in range(20):
        kept.keep(str(number).encode())
    again = Spool(tmp_path / "spool")
    assert not again.is_empty()
    assert read(again) == [str(number).encode() for number in range(20)]
    for path in again.waiting():
        again.drop(path)
    assert again.is_empty()


def test_a_clock_that_is_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Spool(tmp_path).keep(b"first")
    monkeypatch.setattr(spool.time, "time_ns", lambda: 5)
    later = Spool(tmp_path)
    later.keep(b"second")
    later.keep(b"third")
    assert read(later) == [b"first", b"second", b"third"]


def test_a_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    kept = Spool(tmp_path)
    monkeypatch.setattr(spool.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.keep(b"lost?")
    assert kept.is_empty()
    assert not [*tmp_path.iterdir()]


def test_on_a_full_disk_the_reserve_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Spool(tmp_path)
    kept.set_reserve_aside()
    reserve = tmp_path / spool.RESERVE
    assert reserve.stat().st_size == spool.RESERVE_BYTES
    written = spool.os.fsync

    def full(handle: int) -> None:
        if reserve.exists():
            raise OSError(ENOSPC, "No space left on device")
        written(handle)

    monkeypatch.setattr(spool.os, "fsync", full)
    kept.keep(b"kept")
    assert read(kept) == [b"kept"]
    assert not reserve.exists()
    kept.set_reserve_aside()
    assert reserve.exists()


def test_where_there_is_no_room_for_a_reserve_none_is_left_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _start: int, _size: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(spool.os, "posix_fallocate", full)
    with pytest.raises(OSError, match="No space"):
        Spool(tmp_path).set_reserve_aside()
    assert not [*tmp_path.iterdir()]


def test_more_than_there_is_room_for_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST", 3)
    kept = Spool(tmp_path)
    for _ in range(3):
        kept.keep(b"x")
    with pytest.raises(Full):
        kept.keep(b"x")
    kept.drop(kept.waiting()[0])
    kept.waiting()
    kept.keep(b"x")


def test_one_process_at_a_time_takes_out(tmp_path: Path) -> None:
    with Spool(tmp_path).mine() as first, Spool(tmp_path).mine() as second:
        assert (first, second) == (True, False)
    with Spool(tmp_path).mine() as third:
        assert third


def test_what_waits_and_what_was_set_aside_is_counted(tmp_path: Path) -> None:
    kept = Spool(tmp_path / "spool")
    assert counts(tmp_path / "spool") == (0, 0)
    for sealed in (b"one", b"two", b"three"):
        kept.keep(sealed)
    kept.set_aside(kept.waiting()[0])
    assert counts(tmp_path / "spool") == (2, 1)
