"""Files as offices hand them in and writers keep them, made wrong: each is read whole, or refused with reasons."""

import atexit
import io
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from openpyxl import Workbook
from pydantic import BaseModel

from bench.fuzz import mutating
from bench.fuzz.faults import MEMORY, ROOT
from bot import content
from bot.content import ContentError
from bot.domain.offers import Level
from bot.domain.registry import ListKind
from bot.registries import lists, opportunities, regions, villages
from bot.registries.problems import Rejected

TODAY = date(2026, 11, 28)
CONTENT = ROOT / "content"
LISTS = (
    (CONTENT / "demo_registry.csv").read_bytes(),
    b"Daftar sanksi per 20 November 2026\nNama P3MI;Nomor SIP3MI;Sanksi;Mulai;Sampai;Nomor surat\n"
    b"PT Contoh Satu;KEP.1/2024;Skorsing;1 Nov 2026;31/12/2026;B.12/2026\nPT Contoh Dua;KEP.2/2024;Dicabut;;;\n",
    b"perusahaan,negara,jabatan,nomor,kuota,berlaku sampai\nPT Contoh Satu,Malaysia,Operator,SIP-1,1.200,2027-01-02\n"
    b"PT Contoh Dua,Taiwan,Perawat,SIP-2,30,2 Januari 2027\n",
)
OPPORTUNITIES = (CONTENT / "demo_opportunities.csv").read_bytes()
TABLE = (
    b"kode,tingkat,nama,kode_induk,lat,lng\n36,provinsi,Banten,,-6.43806,106.13316\n"
    b"36.04,kabupaten,Kabupaten Serang,36,-6.1,105.9\n36.73,kota,Kota Serang,36,-6.11,106.15\n"
    b"36.04.13,kecamatan,Tirtayasa,36.04,-6.0,106.3\n36.04.13.2007,desa,Lontar,36.04.13,-5.97677,106.29154\n"
)
RING = [[106.2, -6.0], [106.4, -6.0], [106.4, -5.9], [106.2, -5.9], [106.2, -6.0]]
OUTLINES = mutating.written({"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": "36.04.13", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}},
    {"type": "Feature", "properties": {"kode": "36.73"}, "geometry": {"type": "MultiPolygon", "coordinates": [[RING]]}},
]})  # fmt: skip
KNOWN = {"36": "Banten", "36.04": "Kabupaten Serang", "36.73": "Kota Serang", "36.04.13": "Tirtayasa"}
Mutate = Callable[[random.Random, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: good ones, how they are made wrong, and who reads them."""

    seeds: tuple[bytes, ...]
    mutate: Mutate
    read: Callable[[bytes, random.Random], object]
    refusal: type[Exception]


def as_workbook(dice: random.Random, body: bytes) -> bytes:
    """A CSV as the first sheet of an Excel file; half of them with wrong cells, half with wrong parts or bytes."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    rows = [line.split(",") for line in body.decode("utf-8", "replace").splitlines()[:12]]
    for row in mutating.table(dice, rows) if dice.random() < 0.5 else rows:
        sheet.append([_cell(dice, told) for told in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue() if dice.random() < 0.5 else _repacked(dice, out.getvalue())


def _cell(dice: random.Random, told: str) -> object:
    clean = (
        "".join(letter for letter in told if letter.isprintable())[:3_000].encode("utf-8", "replace").decode()
    )
    return clean if dice.random() < 0.9 else dice.choice((None, True, 1.5, 10**18, TODAY, "=1+1", -1))


def _repacked(dice: random.Random, data: bytes) -> bytes:
    """With the bytes of one part changed inside, or those of the whole."""
    if dice.random() < 0.3:
        return mutating.raw(dice, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        spoiled = dice.choice(given.namelist())
        for name in given.namelist():
            part = given.read(name)
            made.writestr(name, mutating.raw(dice, part) if name == spoiled else part)
    return out.getvalue()


def as_sheet(dice: random.Random, body: bytes) -> bytes:
    """One in sixteen as a workbook: they take fifty times as long."""
    return as_workbook(dice, body) if dice.random() < 1 / 16 else mutating.as_csv(dice, body)


def _country(told: str) -> str:
    return {"malaysia": "MY", "taiwan": "TW"}.get(told.casefold().strip(), "")


def _list(data: bytes, dice: random.Random) -> object:
    made = None if dice.random() < 0.5 else date(2026, 11, 1)
    return lists.read(
        "daftar 2026-11-20.csv", data, TODAY, _country, kind=dice.choice((None, *ListKind)), made=made
    )


def _regions(data: bytes, _dice: random.Random) -> object:
    return regions.read([("wilayah", data)], KNOWN)


def _opportunities(data: bytes, _dice: random.Random) -> object:
    return opportunities.read(data, TODAY, _interests(), lambda area: area.startswith("36"))


@cache
def _interests() -> Mapping[str, str]:
    return content.opportunities.load(CONTENT).words


@cache
def _copy() -> Path:
    """content/ without its sounds, in memory; goes when we end."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-content-", dir=MEMORY if MEMORY.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(CONTENT, folder / "content", ignore=shutil.ignore_patterns("audio"))
    (folder / "content" / "audio").symlink_to(CONTENT / "audio")
    return folder / "content"


RULEBOOK: dict[str, type[BaseModel]] = {
    "rules/harm.toml": content.rulebook.RulesFile, "lexicon.toml": content.rulebook.LexiconFile,
    "countries.toml": content.rulebook.CountriesFile, "triage.toml": content.rulebook.TriageFile,
    "concepts.toml": content.rulebook.ConceptsFile,
    "plight.toml": content.rulebook.ConceptsFile,
}  # fmt: skip


def _one(model: type[BaseModel]) -> Callable[[Path], object]:
    """Of a room with many files only the first: all of them take too long."""
    return lambda path: content.files.read(path, model)


LOADERS: dict[str, Callable[[Path], object]] = {
    "alerts.toml": content.alerts.load, "areas.toml": content.settings.load_areas,
    "cadre/01_mendengar.toml": _one(content.cadre.CadreLesson),
    "demo.toml": content.settings.load_demo, "exchange.toml": content.exchange.load,
    "fairness.toml": content.fairness.load,
    "holidays.toml": content.holidays.load, "hotlines.toml": content.hotlines.load,
    "lessons/01_visa_kerja.toml": _one(content.lessons.LessonEntry),
    "opportunities.toml": content.opportunities.load, "retention.toml": content.retention.load,
    "routing.toml": content.settings.load_routing,
    "sources.toml": content.sources.load, "whatsapp_templates.toml": content.settings.load_templates,
    "passphrase_words.txt": content.passphrases.load, "plain_words.toml": content.readability.plain_words,
    "audio.toml": content.audio.load,
    "evidence.tsv": partial(content.rulebook.load_evidence, name="evidence.tsv", judgements=len(Level)),
    **{name: _one(model) for name, model in RULEBOOK.items()},
}  # fmt: skip


def _content(name: str) -> Kind:
    given = (CONTENT / name).read_bytes()

    def read(data: bytes, _dice: random.Random) -> object:
        path = _copy() / name
        path.write_bytes(data)
        try:
            return LOADERS[name](path if "/" in name or name in RULEBOOK else _copy())
        finally:
            path.write_bytes(given)

    return Kind((given,), mutating.lines, read, ContentError)


FILES: dict[str, tuple[Kind, ...]] = {
    "registry": (Kind(LISTS, as_sheet, _list, Rejected),),
    "regions": (
        Kind((TABLE,), as_sheet, _regions, Rejected), Kind((OUTLINES,), mutating.as_json, _regions,
        Rejected),
        Kind((TABLE,), as_sheet, lambda data, _dice: villages.read(data, "36.04"), Rejected),
    ),
    "opportunities": (Kind((OPPORTUNITIES,), as_sheet, _opportunities, Rejected),),
    "content": tuple(map(_content, LOADERS)),
}  # fmt: skip
