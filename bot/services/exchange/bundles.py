"""Bundles: files for offices with a poor link, sealed to one office, signed by another, taken in once.

An office's identity is a line to read out or to send: its public keys for signing (Ed25519) and for sealing (X25519).
The private ones lie in the database under the server's keys.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import sealing
from bot.domain.casework import Partner
from bot.domain.exchange.bundle import Head, Parts, Spoilt, opening, parted
from bot.domain.exchange.terms import Consent, Purpose, Terms
from bot.formats import documents
from bot.formats.header import Header
from bot.services import audit
from bot.services.desk import PEER, Desk
from bot.services.exchange import outgoing, transfers
from bot.services.exchange.outgoing import Gathered
from bot.store import peers
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.vault import Unopenable

LINE = "bdo_"  # before an identity
SHOWN = 16  # characters by which a key is told
GOOD_FOR = timedelta(days=30)
BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Identity:
    signing: sealing.KeyPair
    opening: sealing.KeyPair


@dataclass(frozen=True, slots=True)
class PeerView:
    number: int
    name: str
    partner: Partner
    line: str
    sent: int
    got: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A bundle that was taken in. `missing` are numbers before it that never came."""

    peer: str
    number: int
    missing: int
    header: Header
    document: bytes


def line_of(signing: bytes, opening: bytes) -> str:
    return LINE + base64.urlsafe_b64encode(signing + opening).decode().rstrip("=")


def own_line(tx: Transaction, desk: Desk) -> str:
    """Our own identity, made the first time."""
    own = _own(tx, desk)
    return line_of(own.signing.public, own.opening.public)


def add_peer(tx: Transaction, desk: Desk, name: str, partner: Partner, line: str) -> int | None:
    """None for a line that is no identity, or our own, or one we have."""
    keys = _keys(line)
    if (
        keys is None
        or line == own_line(tx, desk)
        or any(row.signing == keys[0] for row in peers.everyone(tx))
    ):
        return None
    number = peers.add(
        tx, name=desk.vault.seal(name.encode(), PEER), partner=partner.value, signing=keys[0], opening=keys[1],
        added_at=desk.now(),
    )  # fmt: skip
    audit.note(tx, desk, None, None, f"peer:{number}", desk.now())
    return number


def remove_peer(tx: Transaction, desk: Desk, number: int) -> bool:
    if not peers.remove(tx, number):
        return False
    audit.note(tx, desk, None, None, f"peer_over:{number}", desk.now())
    return True


def listing(tx: Transaction, desk: Desk) -> list[PeerView]:
    return [
        PeerView(
            row.id,
            _name(desk, row),
            Partner(row.partner),
            line_of(row.signing, row.opening),
            row.sent,
            row.got,
        )
        for row in peers.everyone(tx)
    ]


def packed(
    tx: Transaction, desk: Desk, number: int, what: str, terms: Terms
) -> tuple[bytes, Gathered] | None:
    """A bundle for a peer, noted as a transfer; with what is in it. None when there is no such peer."""
    peer = peers.held(tx, number)
    if peer is None:
        return None
    found = outgoing.gathered(tx, desk, what, Partner(peer.partner), terms, period=None, way=BUNDLE)
    own, now = _own(tx, desk), desk.now()
    head = Head(
        sender=_shown(own.signing.public), recipient=_shown(peer.signing), number=peer.sent + 1,
        made_at=int(now.timestamp()), good_until=int((now + GOOD_FOR).timestamp()),
    )  # fmt: skip
    start = opening(head)
    document = documents.written_json(found.records, found.header)
    covered = start + sealing.sealed_to(peer.opening, document, _purpose(start))
    peers.change(tx, number, sent=head.number)
    return covered + sealing.signature(own.signing.private, covered), found


def take_in(tx: Transaction, desk: Desk, data: bytes) -> Taken:
    """Open a bundle, once. Raises Spoilt for one that is not for us, of nobody we know, too old, altered or had."""
    parts, own = parted(data), _own(tx, desk)
    known = next((row for row in peers.everyone(tx) if _shown(row.signing) == parts.head.sender), None)
    peer = None if known is None else peers.held(tx, known.id)
    if peer is None:
        raise Spoilt("it is from an office that we do not know (benteng bundle add)")
    if not sealing.is_signed(peer.signing, parts.signed, parts.mark):
        raise Spoilt("it was altered or cut off on the way: its signature does not fit")
    if parts.head.recipient != _shown(own.signing.public):
        raise Spoilt("it is for another office")
    if parts.head.good_until < desk.now().timestamp():
        raise Spoilt(f"it was good until {datetime.fromtimestamp(parts.head.good_until, UTC):%Y-%m-%d}")
    if parts.head.number <= peer.got:
        raise Spoilt(f"bundle {parts.head.number} was taken in before, or a later one was")
    header, document = _opened(own, parts)
    peers.change(tx, peer.id, got=parts.head.number)
    terms = Terms(Purpose(header.purpose), header.legal_basis, Consent(header.consent))
    transfers.note(
        tx, desk, "in", BUNDLE, Partner(peer.partner), terms, header.what, (), documents.count(document)
    )
    return Taken(_name(desk, peer), parts.head.number, parts.head.number - peer.got - 1, header, document)


def _opened(own: Identity, parts: Parts) -> tuple[Header, bytes]:
    start = parts.signed[: len(parts.signed) - len(parts.sealed)]
    try:
        document = sealing.opened(own.opening.private, parts.sealed, _purpose(start))
        return documents.header_of(document), document
    except (Unopenable, ValueError, KeyError):
        raise Spoilt("it does not open with our key") from None


def _purpose(start: bytes) -> str:
    """The sealed part belongs to one head and opens under no other."""
    return f"{BUNDLE} {hashlib.sha256(start).hexdigest()}"


def _own(tx: Transaction, desk: Desk) -> Identity:
    if peers.own_keys(tx) is None:
        made = sealing.new_signing_pair(), sealing.new_pair()
        keys = b"".join(part for pair in made for part in (pair.public, pair.private))
        peers.make_own(tx, desk.vault.seal(keys, PEER), desk.now())
    kept = desk.vault.open(peers.own_keys(tx) or b"", PEER)
    size = sealing.KEY_BYTES
    one, two, three, four = (kept[at : at + size] for at in range(0, 4 * size, size))
    return Identity(sealing.KeyPair(one, two), sealing.KeyPair(three, four))


def _keys(line: str) -> tuple[bytes, bytes] | None:
    text = line.strip().removeprefix(LINE)
    try:
        keys = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    size = sealing.KEY_BYTES
    return (keys[:size], keys[size:]) if len(keys) == 2 * size and line.strip().startswith(LINE) else None


def _shown(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:SHOWN]


def _name(desk: Desk, peer: AnyRow) -> str:
    return desk.vault.open(peer.name, PEER).decode()
