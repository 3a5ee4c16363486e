"""How a secret is written down: 32 bytes as URL-safe base64 without padding."""

import base64

SECRET_BYTES = 32


def written(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def read(text: str) -> bytes:
    """Raises ValueError when it is not 32 bytes."""
    key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(key) != SECRET_BYTES:
        raise ValueError(f"{len(key)} bytes instead of {SECRET_BYTES}")
    return key
