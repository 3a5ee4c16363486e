"""Receipt codes: how they look, how people type them, what is none, and that they are made ahead."""

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import vault
from bot.domain import receipt_code
from bot.domain.messages import Reply
from bot.vault import ReceiptMint, Vault, new_invitation, new_receipt_code

CODE = "7K3M-92QF-XT4P"
DRAWS = st.text(receipt_code.ALPHABET, min_size=11, max_size=11)


@pytest.mark.parametrize(
    ("draw", "code"),
    [("7K3M92QFXT4", CODE), ("ABCDEFGHJKM", "ABCD-EFGH-JKMY"), ("0000000000Z", "0000-0000-00Z1")],
)  # fmt: skip
def test_a_code_of_before_has_the_same_check_character_today(draw: str, code: str) -> None:
    assert receipt_code.formed(draw) == code


@given(DRAWS, st.integers(0, 9))
def test_nearly_every_swap_of_neighbours_is_noticed(draw: str, place: int) -> None:
    """But for 0 and Z, the first and the last of the alphabet, as with every Luhn."""
    swapped = draw[:place] + draw[place + 1] + draw[place] + draw[place + 2 :]
    is_blind = draw[place] == draw[place + 1] or {draw[place], draw[place + 1]} == {"0", "Z"}
    assert (receipt_code.formed(swapped)[-1] == receipt_code.formed(draw)[-1]) == is_blind


@pytest.mark.parametrize(
    "typed",
    ["kode saya 7K3M-92QF-XT4P", "Status: 7K3M 92QF XT4P", "STATUS laporan saya = 7k3m92qfxt4p",
     "kodenya 7K3M.92QF.XT4P", "my code is 7K3M-92QF-XT4P", "7K3M – 92QF — XT4P", "7K3M92-QFXT4P",
     "\n7K3M-92QF-XT4P\n", "kode saya 7K3M-92QF-XT4P gimana kabarnya pak?", "ini 7k3m-92qf-xt4p",
     "statusku 7K3M-92QF-XT4P", "kemarin sudah lapor, kodenya ini 7k3m92qfxt4p kak"],
)  # fmt: skip
def test_a_code_is_read_as_people_send_it(typed: str) -> None:
    assert receipt_code.parsed(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", "status", "7K3M-92QF-XT4", "7K3M-92QF-XT4Q", f"{CODE}7", "U" + CODE[1:], "statusku 7K3M 92QF XT4P",
     "7K3M/92QF/XT4P", f"{CODE} {CODE}", f"kode {'saya ' * 20}{CODE}", "ini 7K3M92QFXT4Q", "ini 7K3M-92QF-XT4Q ya",
     f"x-{CODE}", f"{CODE}-x", "123456789012"],
)  # fmt: skip
def test_anything_else_is_none(typed: str) -> None:
    assert receipt_code.parsed(typed) is None


def test_up_to_a_hundred_characters_are_looked_at() -> None:
    assert receipt_code.parsed("status" + " " * 80 + CODE) == CODE
    assert receipt_code.parsed("status" + " " * 81 + CODE) is None


def test_digits_alone_are_a_phone_number_and_no_code() -> None:
    digits = next(
        code
        for n in range(10**10, 10**10 + 99)
        if (code := receipt_code.formed(str(n))).replace("-", "").isdigit()
    )
    assert receipt_code.parsed(digits) is None


@pytest.mark.parametrize(
    ("typed", "code"), [("OOOO-OOOO-OOZI", "0000-0000-00Z1"), ("oooo oooo oozl", "0000-0000-00Z1")]
)
def test_letters_that_look_like_digits_are_read_as_those(typed: str, code: str) -> None:
    assert receipt_code.parsed(typed) == code


def test_a_sentence_shows_a_code_when_it_has_one() -> None:
    told = (Reply("help.words"), Reply("report.filed", {"code": CODE}))
    assert receipt_code.is_shown(told)
    assert not receipt_code.is_shown(told[:1])


def test_no_code_is_drawn_that_reads_like_a_phone_number(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("12345678901" + "1234567890A")
    monkeypatch.setattr(vault.secrets, "choice", lambda _letters: next(drawn))
    assert new_receipt_code().startswith("1234-5678-90A")


def test_an_invitation_is_typed_like_a_code() -> None:
    code = new_invitation()
    assert receipt_code.parsed(code) == code
    assert code != new_invitation()


class Hashing(Vault):
    """Counts what it hashes, and can be made to wait."""

    def __init__(self) -> None:
        super().__init__([b"k" * 32])
        self.hashed: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def receipt_hash(self, code: str) -> bytes:
        self.hashed.append(code)
        self.may_go_on.wait()
        return b"hash of " + code.encode()

    def waits_for(self, count: int) -> None:
        until = time.monotonic() + 5
        while len(self.hashed) < count and time.monotonic() < until:
            time.sleep(0.002)
        assert len(self.hashed) == count


@pytest.fixture
def hashing() -> Hashing:
    return Hashing()


@pytest.fixture
def mint(hashing: Hashing) -> Iterator[ReceiptMint]:
    mint = ReceiptMint(hashing, ahead=3)
    yield mint
    hashing.may_go_on.set()
    mint.close()


def test_a_code_comes_with_its_hash_made_on_the_spot(mint: ReceiptMint, hashing: Hashing) -> None:
    code, hashed = mint.take()
    assert receipt_code.parsed(code) == code
    assert hashed == b"hash of " + code.encode()
    assert hashing.hashed == [code], "no other was made"


def test_stocked_codes_wait_for_whoever_takes_them(mint: ReceiptMint, hashing: Hashing) -> None:
    """No turn waits for a hash, and for each one taken another is made."""
    mint.stock()
    hashing.waits_for(3)
    mint._maker.submit(int).result()  # what was asked for before it is done
    hashing.may_go_on.clear()
    taken = [mint.take() for _ in range(3)]
    assert [code for code, _ in taken] == hashing.hashed[:3]
    hashing.may_go_on.set()
    hashing.waits_for(6)


def test_who_closes_waits_for_one_hash_and_no_other(hashing: Hashing) -> None:
    mint = ReceiptMint(hashing, ahead=3)
    hashing.may_go_on.clear()
    mint.stock()
    hashing.waits_for(1)
    threading.Timer(0.02, hashing.may_go_on.set).start()
    mint.close()
    assert len(hashing.hashed) == 1
    assert not any(thread.name.startswith("mint") for thread in threading.enumerate())


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f"kode saya {CODE}, mobilnya putih",
        "7k3m 92qf xt4p",
        "pak ini 7k3m 92qf xt4p ya",
        "7K3M92QFXT4P saja",
    ],
)
def test_a_text_is_masked_of_every_code(text: str) -> None:
    masked = receipt_code.masked(text)
    assert "XT4P" not in masked.upper()
    assert receipt_code.HIDDEN in masked


@pytest.mark.parametrize(
    "text",
    ["saya ajak anak", "RT 03 RW 05 desa Lontar", "081234567890", "A 1234 XY putih", "", "7K3M-92QF-XT4Q"],
)
def test_nothing_else_is_masked(text: str) -> None:
    assert receipt_code.masked(text) == text


@given(st.text(max_size=80), DRAWS, st.text(max_size=80))
def test_a_code_in_its_shown_form_never_passes(before: str, draw: str, after: str) -> None:
    code = receipt_code.formed(draw)
    if draw.isdigit():
        return
    assert code not in receipt_code.masked(f"{before} {code} {after}")
