"""What is sealed opens only under the right secret and purpose; codes are long, typed easily and checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import receipt_code
from bot.vault import Unopenable, Vault, load_key_file, new_receipt_code, new_secret, write_key_file

OLD, NEW = b"o" * 32, b"n" * 32


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_again_also_after_rotation(plain: bytes) -> None:
    sealed = Vault([OLD]).seal(plain, "report")
    assert Vault([NEW, OLD]).open(sealed, "report") == plain
    assert not Vault([NEW, OLD]).is_current(sealed)


def test_another_place_another_secret_or_one_changed_byte_do_not_open() -> None:
    vault = Vault([OLD])
    sealed = vault.seal(b"x", "report")
    wrong = (
        (Vault([NEW]), sealed, "report"),
        (vault, sealed, "relay"),
        (vault, sealed[:-1] + bytes([sealed[-1] ^ 1]), "report"),
        (vault, b"", "report"),
    )
    for other, value, purpose in wrong:
        with pytest.raises(Unopenable):
            other.open(value, purpose)


def test_a_look_up_survives_rotation_and_needs_the_secret() -> None:
    assert Vault([NEW, OLD]).lookup("a", "b") == Vault([OLD]).lookup("a", "b")
    assert Vault([NEW]).lookup("a", "b") != Vault([OLD]).lookup("a", "b")
    assert Vault([OLD]).lookup("a", "b") != Vault([OLD]).lookup("ab", "")


def test_a_code_has_55_bits_and_is_read_however_it_is_typed() -> None:
    code = new_receipt_code()
    assert receipt_code.RANDOM_CHARACTERS * 5 == 55
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        f" {code} ",
        code.replace("0", "o").replace("1", "l"),
    ):
        assert receipt_code.parsed(typed) == code
    assert receipt_code.parsed("makan siang") is None


@given(st.integers(0, 11), st.sampled_from(receipt_code.ALPHABET))
def test_every_single_wrong_character_is_noticed(place: int, character: str) -> None:
    code = receipt_code.formed("7K3M92QFXT4").replace("-", "")
    wrong = code[:place] + character + code[place + 1 :]
    assert (receipt_code.parsed(wrong) is None) == (wrong != code)


def test_the_key_file_is_private_and_replaced_whole(tmp_path) -> None:
    first = load_key_file(tmp_path)
    assert load_key_file(tmp_path) == first
    path = write_key_file(tmp_path, [new_secret()])
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_key_file(tmp_path) != first


def test_an_odd_text_is_compared_like_any_other() -> None:
    """A lone surrogate is no UTF-8, and people send such."""
    assert not Vault.same("abc\ud800", "abc?")
    assert Vault.same("abc\ud800", "abc\ud800")
