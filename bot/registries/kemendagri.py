"""Codes and points of Indonesian regions as files have them: read, or refused with the reason."""

import re
from collections.abc import Mapping

LONGEST_NAME, LONGEST_PARENT = 80, 120
INDONESIA = ((-11.5, 6.5), (94.5, 141.5))  # latitudes, longitudes
KABUPATEN, KECAMATAN, VILLAGE = 5, 8, 13  # characters of a code; a province's has two
CODE_WORDS = ("kode", "kode desa", "kode wilayah", "kode kemendagri", "code", "village code", "area code")
NAME_WORDS = ("nama", "nama desa", "desa", "nama wilayah", "name", "village")
LAT_WORDS = ("lat", "lintang", "latitude")
LNG_WORDS = ("lng", "lon", "long", "bujur", "longitude")
_CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
_DIGITS = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{4})?)?)?")


def code(written: str) -> str:
    """With its dots; "" for anything that is no code."""
    plain = written.replace(" ", "")
    if _DIGITS.fullmatch(plain):
        return ".".join(filter(None, (plain[:2], plain[2:4], plain[4:6], plain[6:])))
    return plain if _CODE.fullmatch(plain) else ""


def number(written: str) -> float | None:
    try:
        return float(written.replace(",", "."))
    except ValueError:
        return None


def wrong(found: str, told: Mapping[str, str]) -> str:
    """What is wrong with the code (as `code` gave it), name or point of a line; "" for nothing."""
    if not found:
        return f'"{told.get("code", "")[:20]}" is no Kemendagri code (36.04.13.2007)'
    if not 0 < len(told.get("name", "")) <= LONGEST_NAME:
        return f"the name needs 1 to {LONGEST_NAME} characters"
    for field, (least, most) in zip(("lat", "lng"), INDONESIA, strict=True):
        written = told.get(field, "")
        degrees = number(written)
        if written and (degrees is None or not least <= degrees <= most):
            return f'{field} "{written[:20]}" does not lie in Indonesia'
    return ""


def wrong_village(found: str, told: Mapping[str, str]) -> str:
    """The same of a village that is entered by itself."""
    problem = wrong(found, told)
    if not problem and len(found) < VILLAGE:
        return f"{found} is no village's code: one looks like 36.04.13.2007"
    return problem


def lies_in(found: str, names: Mapping[str, str]) -> str:
    """The kecamatan and the kabupaten a code lies in, as far as names are known: "Kec. Tirtayasa, Kab. Serang"."""
    district = names.get(found[:KECAMATAN], "") if len(found) > KECAMATAN else ""
    regency = names.get(found[:KABUPATEN], "") if len(found) > KABUPATEN else ""
    parts = [f"Kec. {district}" if district else "", regency.replace("Kabupaten ", "Kab. ")]
    return ", ".join(filter(None, parts))
