"""Which visa an offer speaks of."""

import pytest

from bot.screening.text import mended
from bot.screening.visas import found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("pakai visa turis dulu, nanti visa kerja", {"turis", "kerja"}),
        ("V|SA KUNJUNGAN / v|sa belajar", {"turis", "pelajar"}),
        ("masuk pakai social visit pass", {"turis"}),
        ("paspor lancong ke Johor", {"turis"}),
        ("visa ziarah atau umroh", {"ziarah"}),
        ("visa umrah plus", {"ziarah"}),
        ("WHV Australia", {"liburan kerja"}),
        ("work permit singapura, S Pass", {"kerja"}),
        ("visa E-9 korea", {"kerja"}),
        ("student visa sydney", {"pelajar"}),
        ("transit di Dubai pakai visa transit", {"transit"}),
        ("visanya nanti diurus", set()),
        ("visa ada, kontrak ada", set()),
    ],
)
def test_the_kind_of_visa(text: str, kinds: set[str]) -> None:
    assert {kind for _, _, kind in found(mended(text).text)} == {f"visa {kind}" for kind in kinds}
