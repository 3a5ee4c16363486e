"""Reads a TOML file into a pydantic model; every mistake names file and entry."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.content.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A model that knows all its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read(path: Path, model: type[Model]) -> Model:
    """Raises ContentError."""
    try:
        return model.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise ContentError(path.name, "file", "cannot be read") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path.name, "file", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ContentError(path.name, ".".join(map(str, first["loc"])), first["msg"]) from error
