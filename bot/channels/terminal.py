"""The terminal: one person at a keyboard; the reader prints what was queued for it."""

import secrets
from collections.abc import Mapping

from bot.domain.channel import Limits, Misconfigured, Refused, Unreadable, Webhook
from bot.domain.messages import Address, Inbound, Media, Outbound, Receipt, readable

NAME = "terminal"
LIMITS = Limits(text=4000, buttons=12, is_pulled=True, traces="terminal")


class TerminalChannel:
    name = NAME
    hooks: tuple[str, ...] = ()
    limits = LIMITS

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        """The body is one typed line; the path names who types it. Raises Unreadable."""
        try:
            line = call.body.decode("utf-8").rstrip("\n")
        except UnicodeDecodeError:
            raise Unreadable("utf-8") from None
        text, is_cut = readable(line)
        return [Inbound(Address(NAME, call.path), NAME, secrets.token_hex(12), text=text, is_cut=is_cut)]

    async def send(self, to: Address, out: Outbound) -> str:
        raise Misconfigured("pulled")

    async def fetch(self, media: Media, most: int) -> bytes:
        raise Misconfigured("pulled")

    async def erase(self, to: Address, provider_id: str) -> None:
        """What is on the screen stays there."""
        raise Refused("cannot_erase")

    async def acknowledge(self, msg: Inbound) -> None:
        """Nobody waits for it."""

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""


def build(env: Mapping[str, str]) -> TerminalChannel:  # noqa: ARG001  (every channel is built alike)
    return TerminalChannel()
