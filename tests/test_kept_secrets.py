"""What earlier versions sealed, found and signed still opens, is found and believed: how it is done never changes."""

from pathlib import Path

import pytest

from bot import sealing
from bot.vault import Unopenable, Vault, load_key_file, signed, write_key_file

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
VAULT = Vault([NEW, OLD])
PLAIN, PURPOSE = b"Bu Contoh mengajak ke Malaysia", "report"
SEALED = bytes.fromhex(
    "016e190a6f6ec3fbd212e3920cb0bb8263943519ead9b3c1a6d5bd918715e1a1d9d69ca27bfdb6aedd8368b5e6ffa116716600d07c"
    "aaa3d55f240b5bdc2d2f"
)
PUBLIC, PRIVATE = bytes.fromhex("a49eb492bf3c39ee123c3aa7c7a8da3fd51ac9ad058a69a25ee0f72ea1efd176"), b"p" * 32
SEALED_TO = bytes.fromhex(
    "227551df740690f13b321753276c719a82a77a8ff81a9a515d4336ce0b21c93717de71eb32a12bcbbc8cb80ca3c750137149a56a1d"
    "2f3b0c88ac49ce281ad1cac31be3b1516510d3765f7339c8fb"
)
LOCKED = bytes.fromhex(
    "013e128dbecf1b0a9c9fc5e5f75c8109e02d29eb2d7bc6d1d73ce519518825b678764c36e8ee9369e34a9da7af562f525c106bebe0"
    "52f9418e18cdae84fa589c6dda27e2e0a8985e2c00738bd8"
)
SIGNER = bytes.fromhex("fec1428673f6afe89264b3807344ae8b269d125a503855202687db5a7128579f")
SIGNATURE = bytes.fromhex(
    "eab19f57481a601328aa2c6570bca8c135105e9dc7bf9d6a9fe791adcb729beaf0985741498fd6e5a5c67b545e803fb56022"
    "202229948cc5d57013fdd1f4940f"
)


def test_what_was_sealed_still_opens() -> None:
    assert VAULT.open(SEALED, PURPOSE) == PLAIN
    assert (VAULT.is_current(SEALED), Vault([OLD]).is_current(SEALED)) == (False, True)


def test_whoever_wrote_before_is_still_found() -> None:
    assert VAULT.lookup("telegram", "42").hex() == "637146c71f8aeb0a45c6afeac5972a97"


def test_a_receipt_code_of_before_still_opens_its_report() -> None:
    found = "3fdcbff48582267ebae982d760da64de6b4adcaa5d313321d481d7d56167aff6"
    assert VAULT.receipt_hash("7K3M-92QF-XT4A").hex() == found


def test_the_audit_trail_goes_on_from_where_it_was() -> None:
    link = "8a97bfa6e5929c86b76aa3ce02cbc1c7289996ed3b5db927702798bc2f4a571c"
    assert VAULT.link(b"before", b"entry").hex() == link


def test_others_can_check_what_we_sign() -> None:
    """RFC 4231, test case 2."""
    mark = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert signed(b"Jefe", b"what do ya want for nothing?").hex() == mark


def test_an_officers_key_of_before_still_opens() -> None:
    assert sealing.public_of(PRIVATE) == PUBLIC
    assert sealing.opened(PRIVATE, SEALED_TO, PURPOSE) == PLAIN
    assert sealing.unlocked(LOCKED, "ayam jendela kopi mangga payung") == PRIVATE


def test_a_bundle_of_before_is_still_believed_and_an_altered_one_is_not() -> None:
    assert sealing.is_signed(SIGNER, b"bundle", SIGNATURE)
    assert sealing.signature(b"s" * 32, b"bundle") == SIGNATURE
    assert len(SIGNATURE) == sealing.SIGNATURE_BYTES
    for public, message, mark in (
        (PUBLIC, b"bundle", SIGNATURE),
        (SIGNER, b"bungle", SIGNATURE),
        (SIGNER, b"bundle", SIGNATURE[:-1]),
        (b"short", b"bundle", SIGNATURE),
    ):
        assert sealing.is_signed(public, message, mark) is False


def test_whose_signature_it_is_is_known_by_the_pair() -> None:
    pair, other = sealing.new_signing_pair(), sealing.new_signing_pair()
    mark = sealing.signature(pair.private, b"bundle")
    assert sealing.is_signed(pair.public, b"bundle", mark)
    assert not sealing.is_signed(other.public, b"bundle", mark)
    assert len(pair.private) == len(pair.public) == sealing.KEY_BYTES


@pytest.mark.parametrize("cut", [0, 1, 4, 5, 9, 16, 17, 20, len(SEALED) - 1])
def test_what_was_cut_off_does_not_open(cut: int) -> None:
    with pytest.raises(Unopenable):
        VAULT.open(SEALED[:cut], PURPOSE)


@pytest.mark.parametrize("cut", [0, 1, 16, 17, 28, 29, 40, 76])
def test_a_locked_key_that_was_cut_off_does_not_open(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_ARGON_KIB", 64)
    locked = sealing.locked(bytes(32), "ayam jendela kopi mangga payung")
    assert sealing.unlocked(locked, "ayam jendela kopi mangga payung") == bytes(32)
    with pytest.raises(Unopenable):
        sealing.unlocked(locked[:cut], "ayam jendela kopi mangga payung")


def test_a_machine_without_memory_says_nothing_of_the_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_ARGON_KIB", 2**31)  # two terabytes
    with pytest.raises(MemoryError):
        sealing.unlocked(LOCKED, "ayam jendela kopi mangga payung")


def test_a_version_we_do_not_know_does_not_open() -> None:
    with pytest.raises(Unopenable):
        VAULT.open(b"\x02" + SEALED[1:], PURPOSE)
    with pytest.raises(Unopenable):
        sealing.unlocked(b"\x02" + LOCKED[1:], "ayam jendela kopi mangga payung")


def test_every_value_of_a_kind_keeps_its_length() -> None:
    """Columns and foreign systems count on them."""
    sealed = VAULT.seal(b"", PURPOSE)
    assert len(sealed) == 33, "version, secret, nonce and tag"
    assert (VAULT.is_current(sealed), VAULT.secrets) == (True, 2)
    assert len(VAULT.lookup("telegram")) == 16
    assert len(sealing.locked(PRIVATE, "x")) == 77


def test_any_plain_value_can_be_sealed() -> None:
    value = {"teks": "Gaji 15 juta 💰", "angka": [1, None, True]}
    sealed = VAULT.seal_json(value, PURPOSE)
    assert b"juta" not in sealed
    assert VAULT.open_json(sealed, PURPOSE) == value


@pytest.mark.parametrize("keys", [[], [b"o" * 31], [b"o" * 33], [OLD, b"short"], [b"short", OLD]])
def test_a_vault_takes_no_key_that_is_too_short_or_long(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(keys)


def test_a_key_that_is_not_there_opens_nothing() -> None:
    with pytest.raises(Unopenable):
        Vault([OTHER]).open(SEALED, PURPOSE)


def test_a_key_file_holds_the_newest_first(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    texts = ["bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4", "b29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb28"]
    assert write_key_file(folder, texts) == folder / "secret.keys"
    assert load_key_file(folder) == [NEW, OLD]
    assert (folder / "secret.keys").read_text() == f"{texts[0]}\n{texts[1]}\n"
    assert [path.name for path in folder.iterdir()] == ["secret.keys"], "and no draft is left"


def test_new_keys_are_on_the_disk_before_the_old_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut leaves the old file or the new one, whole."""
    write_key_file(tmp_path, ["old"])
    seen: list[tuple[str, str]] = []

    def look(_handle: int) -> None:
        drafts = [path.read_text() for path in tmp_path.iterdir() if path.name != "secret.keys"]
        seen.append(((tmp_path / "secret.keys").read_text(), *drafts))

    monkeypatch.setattr("os.fsync", look)
    write_key_file(tmp_path, ["new"])
    assert seen == [("old\n", "new\n")]
