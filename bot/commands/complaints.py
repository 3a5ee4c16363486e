"""Mistakes of content with the file and the line they stand in, as an author's editor can open them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.content import ContentError, audio, cadre, lessons, lines
from bot.content.checks import Problem
from bot.i18n import Catalogs

TAUGHT = {lessons.KIND: lessons.ROOM, cadre.KIND: cadre.ROOM}  # what a key of the catalogs begins with


def finder(folder: Path, catalogs: Catalogs) -> Callable[[Problem], Problem]:
    """Gives a problem its place. `folder` is the one of the content."""

    def located(problem: Problem) -> Problem:
        if problem.place:
            return problem
        if problem.where.startswith("locales"):
            place = _sentence(folder, catalogs, problem.where.partition("/")[2], problem.entry)
        else:  # what only tells how many there are stands nowhere
            place = _entry(folder, problem) if problem.is_error or problem.field else ""
        return replace(problem, place=place) if place else problem

    return located


def _sentence(folder: Path, catalogs: Catalogs, language: str, key: str) -> str:
    """Where a sentence stands; one that a language lacks stands in another one."""
    for code in [language, *catalogs.sentences]:
        if place := catalogs.places.get((code, key)) or _told(folder, code, key):
            return place
    return ""


def _told(folder: Path, language: str, key: str) -> str:
    """Where a sentence of a lesson or of a voice stands; "" for any other."""
    kind, _, rest = key.partition(".")
    ident, _, part = rest.partition(".")
    if kind in TAUGHT:
        room = TAUGHT[kind]
        name = "answers" if part.startswith("answer") else part
        paths = (
            path
            for path in sorted((folder / room).glob("*.toml"))
            if f'id = "{ident}"' in path.read_text("utf-8")
        )
        for path in paths:
            return f"content/{room}/{path.name}:{lines.found(path, f'text.{language}.{name}')}"
    if kind == "voice" and (line := lines.found(folder / audio.FILE, f"voice.{ident}.text.{language}")):
        return f"content/{audio.FILE}:{line}"
    return ""


def _entry(folder: Path, problem: Problem) -> str:
    """Where an entry of a content file stands, its field if the problem names one."""
    where = problem.where.removeprefix("content").removeprefix("/")
    if where.startswith(audio.SOUNDS) and where != audio.FILE:
        where = audio.FILE
    found = lines.located(folder, ContentError(where, problem.entry, problem.what))
    if found.line is None:
        return ""
    path = folder / found.file
    field = problem.field and _field(path, found.line, problem.field)
    return f"content/{found.file}:{field or found.line}"


def _field(path: Path, line: int, field: str) -> int | None:
    """The first line from there on that sets a field."""
    text = path.read_text("utf-8").split("\n")
    return next(
        (n for n, said in enumerate(text[line - 1 :], line) if said.split("=")[0].strip() == field), None
    )
