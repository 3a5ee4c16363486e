"""One module per provider, found by listing the room."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from bot.domain.channel import Channel


def build_all(env: Mapping[str, str]) -> dict[str, Channel]:
    """Every channel whose settings are given, by name. An unset channel is off, not an error."""
    built = (import_module(f"{__name__}.{module.name}").build(env) for module in iter_modules(__path__))
    return {channel.name: channel for channel in built if channel is not None}
