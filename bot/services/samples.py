"""How what goes to many will look to its readers, on each channel and in each language."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.messages import Outbound, Reply
from bot.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Sample:
    """How it looks to a reader of a language on a channel."""

    language: str
    channel: str
    messages: Sequence[Outbound]


def of(
    desk: Desk,
    message: Callable[[str], Sequence[Reply]],
    languages: Iterable[str],
    channels: Sequence[str] = (),
) -> list[Sample]:
    """`message` gives what a reader of a language gets; no channels are all that are on."""
    return [
        Sample(language, name, desk.catalogs.render(message(language), language, 0, desk.limits[name]))
        for language in languages
        for name in channels or desk.limits
        if name in desk.limits
    ]
