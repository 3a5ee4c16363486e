"""What goes to many, as phones will show it: channels on which it looks the same stand together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.messages import Outbound
from bot.services.samples import Sample


@dataclass(frozen=True, slots=True)
class Phone:
    language: str
    channels: tuple[str, ...]
    messages: Sequence[Outbound]


def together(samples: Iterable[Sample]) -> list[Phone]:
    """The terminal is nobody's phone."""
    found: dict[tuple[str, tuple[Outbound, ...]], list[str]] = {}
    for sample in samples:
        if sample.channel == "terminal":
            continue
        found.setdefault((sample.language, tuple(sample.messages)), []).append(sample.channel)
    return [Phone(language, tuple(names), messages) for (language, messages), names in found.items()]
