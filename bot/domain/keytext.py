"""How a secret is written down: 32 bytes as URL-safe base64 without padding, one to a line of the key file."""

import base64

SECRET_BYTES = 32
KEY_FILE = "secret.keys"  # in the data folder, unless BENTENG_SECRET_KEYS is given


def written(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def read(text: str) -> bytes:
    """Raises ValueError when it is not 32 bytes."""
    key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(key) != SECRET_BYTES:
        raise ValueError(f"{len(key)} bytes instead of {SECRET_BYTES}")
    return key
