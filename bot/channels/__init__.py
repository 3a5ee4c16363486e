"""One module per provider, found by listing the room."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from bot.domain.channel import Channel


def found() -> list[str]:
    """The names of the channel modules; each ends in `build(env)`."""
    return sorted(module.name for module in iter_modules(__path__))


def build_all(env: Mapping[str, str]) -> dict[str, Channel]:
    """Every channel whose settings are given, by name. An unset channel is off, not an error."""
    built = (import_module(f"{__name__}.{name}").build(env) for name in found())
    return {channel.name: channel for channel in built if channel is not None}
