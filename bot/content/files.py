"""Reads a TOML file into a pydantic model; every mistake names file and entry."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.content import lines
from bot.content.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)
Days = Annotated[int, Field(gt=0, le=36_500)]  # of a century, and no longer than a calendar can count
Minutes = Annotated[int, Field(gt=0, le=527_040)]  # of a year


class Strict(BaseModel):
    """A model that knows all its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Strict):
    """Something somebody has looked at, and when it has to be looked at again."""

    review_by: date

    @model_validator(mode="after")
    def _is_reviewed_later(self) -> Self:
        looked_on = getattr(self, "checked_on", None) or getattr(self, "reviewed_on", None)
        if looked_on is not None and self.review_by <= looked_on:
            raise ValueError("review_by must be after the day it was last looked at")
        return self


def words_of(path: Path, file: str = "") -> str:
    """The text of a file. Raises ContentError."""
    file = file or path.name
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise ContentError(file, "file", "cannot be read") from error
    except UnicodeDecodeError as error:
        raise ContentError(file, "file", "is no UTF-8") from error


def read(path: Path, model: type[Model], file: str = "") -> Model:
    """`file` is the name in messages, for a path below the content folder. Raises ContentError."""
    file = file or path.name
    text = words_of(path, file)
    try:
        data = tomllib.loads(text)
    except ValueError as error:
        raise ContentError(file, "file", f"{error}{_hint(text, str(error))}") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        entry = ".".join(lines.named(data, first["loc"])) or "file"
        what = first["msg"].removeprefix("Value error, ")
        way = (*first["loc"], what.partition(" ")[0])  # what a whole entry lacks begins with its field
        raise ContentError(file, entry, what, lines.line_of(text, way)) from error


def _hint(text: str, complaint: str) -> str:
    """What tomllib does not say of a day as people here write it."""
    at = re.search(r"at line (\d+)", complaint)
    lines_ = text.split("\n")
    line = lines_[int(at[1]) - 1] if at and int(at[1]) <= len(lines_) else ""
    is_day = re.search(r"=\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", line)
    return ": a day is written year first, 2026-11-30" if is_day else ""


def once(file: str, ids: Sequence[str]) -> None:
    """Raises ContentError for the first id that stands there twice."""
    for position, id_ in enumerate(ids):
        if id_ in ids[:position]:
            raise ContentError(file, id_, "stands there twice")
