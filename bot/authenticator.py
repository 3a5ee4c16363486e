"""Codes of an authenticator app: six digits that change every half minute (RFC 6238)."""

import base64
from datetime import datetime

import pyotp
import segno

ISSUER = "Benteng Desa"
STEP_SECONDS = 30
SECRET_BYTES = 20
EARLY_OR_LATE = 1  # steps a phone's clock may be off


def secret_of(seed: bytes) -> str:
    """What phone and server share, base32: 160 bits of a seed of at least as many."""
    return base64.b32encode(seed[:SECRET_BYTES]).decode()


def picture(secret: str, name: str) -> str:
    """A QR code for the app, as an address that an <img> can show."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def step_of(secret: str, typed: str, at: datetime) -> int | None:
    """The half minute since 1970 in which a code was shown; None for a wrong one. Accept each step once."""
    code, now = "".join(typed.split()), int(at.timestamp()) // STEP_SECONDS
    shown = pyotp.TOTP(secret)
    right = [
        step
        for step in range(now - EARLY_OR_LATE, now + EARLY_OR_LATE + 1)
        if pyotp.utils.strings_equal(code, shown.at(step * STEP_SECONDS))
    ]
    return max(right, default=None)
