"""What a made-up messenger of a bench need not do: it is only sent to."""

from bot.domain.channel import Refused, Webhook
from bot.domain.messages import Address, Inbound, Media, Receipt


class SentTo:
    hooks: tuple[str, ...] = ()

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        raise NotImplementedError

    async def fetch(self, media: Media, most: int) -> bytes:
        raise Refused("no_media")

    async def erase(self, to: Address, provider_id: str) -> None:
        raise Refused("cannot_erase")

    async def acknowledge(self, msg: Inbound) -> None: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...
