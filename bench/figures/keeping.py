"""Where figures are kept: those of the last runs in build/figures.json, a release's in a file of its own here."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.figures import Better, Figure, Kind, worst

ROOT = Path(__file__).parents[2]
LAST = ROOT / "build" / "figures.json"
RELEASES = Path(__file__).parent


def record(bench: str, figures: Iterable[Figure], path: Path = LAST) -> None:
    """Put what one bench measured in the place of what it measured before. Raises ValueError for a name used twice."""
    measured = list(figures)
    names = [figure.name for figure in measured]
    if len(names) != len({*names}):
        raise ValueError(f"{bench}: one name for two figures")
    kept = _sections(path) if path.exists() else {}
    kept[bench] = [asdict(figure) for figure in measured]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


def read(path: Path, benches: Sequence[str] = ()) -> list[Figure]:
    """The figures of these benches, or all; of a bench that has not run none."""
    sections = _sections(path)
    return [
        Figure(one["name"], one["value"], Better(one["better"]), Kind(one["kind"]))
        for bench in benches or sections
        for one in sections.get(bench, ())
    ]


def renew(last: Path, release: Path) -> None:
    """Keep the last runs as those of a release; the worse of both where it has some."""
    for bench in _sections(last):
        before = read(release, [bench]) if release.exists() else []
        record(bench, worst(before, read(last, [bench])), release)


def newest_release(folder: Path = RELEASES) -> Path | None:
    """The file of the highest version there is; None before the first release."""
    return max(folder.glob("*.json"), key=_version, default=None)


def _version(path: Path) -> tuple[int, ...]:
    return tuple(map(int, path.stem.split(".")))


def _sections(path: Path) -> dict[str, list[dict[str, Any]]]:
    sections: dict[str, list[dict[str, Any]]] = json.loads(path.read_text("utf-8"))
    return sections
