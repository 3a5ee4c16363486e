"""`benteng screen` and `benteng triage`: JSON Lines in, one judgement a line out."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

from bot import content
from bot.content.settings import companies_from_csv
from bot.domain.offers import reason
from bot.domain.registry import Registry
from bot.i18n import FIRST_LANGUAGE, Catalogs
from bot.ocr.files import PictureFiles
from bot.screening.directory import NO_LISTS, Directory
from bot.screening.report import triage_as_dict, verdict_as_dict
from bot.screening.screener import Screener

ROOT = Path(__file__).parents[2]


def screen(options: argparse.Namespace) -> int:
    """JSON Lines in, one verdict a line out; a picture that cannot be read gives a line with `error`."""
    facts, catalogs = content.load(ROOT / "content"), Catalogs.load(ROOT / "locales")
    screener, listed = Screener(facts.rulebook), NO_LISTS.on(date.min)
    if options.registry:
        made = _list_date(Path(options.registry))  # the file given counts as today's list
        companies = companies_from_csv(Path(options.registry))
        listed = Directory(Registry(companies, made.isoformat())).on(made)
    for ident, text, error in _offers(options.file):
        if error and not text:
            line = {"id": ident, "error": error}
            print(f"{ident}: {error}" if options.format == "text" else json.dumps(line), flush=True)
            continue
        verdict = screener.screen(text, {}, listed)
        reasons = [catalogs.text(reason(hit.rule, hit.evidence), FIRST_LANGUAGE) for hit in verdict.hits]
        if options.format == "text":
            print(f"{ident}: {verdict.level.value} ({', '.join(verdict.rules) or '-'})", flush=True)
        else:
            line = verdict_as_dict(ident, verdict, reasons) | ({"error": error} if error else {})
            print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


def triage(options: argparse.Namespace) -> int:
    """JSON Lines in, one severity a line out."""
    screener = Screener(content.load(ROOT / "content").rulebook)
    for given in _lines(options.file):
        ident, text = given["id"], _text(given)
        print(json.dumps(triage_as_dict(ident, screener.triage(text)), ensure_ascii=False))
    return 0


def _offers(name: str | None) -> Iterable[tuple[object, str, str]]:
    """Id and words of each line, those in its picture too, or why the picture could not be read."""
    folders = [Path(name).parent] if name else []
    with PictureFiles(*folders, Path()) as pictures:
        for given in _lines(name):
            ident, text = given["id"], _text(given)
            if given.get("image") is None:
                yield ident, text, ""
                continue
            read = pictures.read(str(given["image"]))
            yield ident, f"{text}\n{read.text}".strip(), read.problem or ""


def _text(given: Mapping[str, object]) -> str:
    text = given.get("text")
    return text if isinstance(text, str) else ""


def _lines(name: str | None) -> Iterable[Mapping[str, object]]:
    """The object of each line; a line that is none with an id stops the run with its number."""
    with Path(name).open(encoding="utf-8") if name else nullcontext(sys.stdin) as source:
        for number, line in enumerate(source, start=1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
            except (ValueError, RecursionError):
                given = None
            if not isinstance(given, dict) or "id" not in given:
                sys.exit(f"line {number}: needs an object with id and text or image")
            yield given


def _list_date(path: Path) -> date:
    """When a registry file was last changed."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
