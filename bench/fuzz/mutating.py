"""Good bodies made wrong where their shape allows it: trees, tables, forms, lines; and bytes, whatever they mean.

Pure: the same dice give the same body.
"""

import copy
import csv
import io
import json
import random
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

Pairs: TypeAlias = list[tuple[str, str]]
LONG = "Kerja di Malaysia gaji 15 juta, visa turis, paspor dipegang. " * 90
TEXTS = (
    "", " ", "0", "-1", "1e999", "NaN", "\x00", "a\x00b", "\x7f\x1b[2J", "\ufeff", "\u202eabc", "\u2028", "\ufffd",
    "\ud800",
    "۱۲۳", "²", "①", "ß" * 300, "İ", "a\u0301" * 200, "🏴\u200d☠️" * 40, "x" * 5_000, LONG, "../../etc/passwd",
    "%00", "%s%n",
    "{0}", "{nama}", "=1+1", "<b>&amp;", "'; DROP TABLE reports;--", "LAPOR", "STOP", "MENU", "DARURAT", "STATUS",
    "HAPUS",
    "KEMBALI", "BATAL", "/start desa_x", "/start " + "x" * 64, "3~lapor", "t~terima~BD-101", "~~~",
    "BD-" + "9" * 40, "36.04",
    "9999-12-31", "2026-02-30", "0001-01-01T00:00:00Z", "999999999999-01-01", "+62811", "1,5", "١٫٥", "1_000", "0x1F",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, -(2**63) - 1, 10**30, 0.1, 1e308, -0.0, [], {}, [[]], [None],
    {"": {}},
    {"id": None}, [{}] * 50, [[[[[[[[[[]]]]]]]]]],
)  # fmt: skip


def text(dice: random.Random, given: str) -> str:
    """Another text: an odd one, or this one with something in it, without something, or twice."""
    at = dice.randrange(len(given) + 1)
    match dice.randrange(6):
        case 0:
            return given[:at] + dice.choice(TEXTS) + given[at:]
        case 1:
            return given[:at] + given[at + dice.randint(1, 9) :]
        case 2:
            return given + given
        case 3:
            return given[:at] + chr(dice.choice((dice.randrange(0x80), dice.randrange(0x3000)))) + given[at:]
        case _:
            return dice.choice(TEXTS)


def value(dice: random.Random, given: Any) -> Any:
    """Something else of the same kind, or of another."""
    if isinstance(given, str) and dice.random() < 0.6:
        return text(dice, given)
    if isinstance(given, int | float) and not isinstance(given, bool) and dice.random() < 0.4:
        return given * dice.choice((-1, 0, 2, 10, 1e9)) + dice.choice((0, 1, 0.5))
    if isinstance(given, list) and given and dice.random() < 0.4:
        return dice.choice((given * dice.randint(2, 60), given[::-1], given[1:]))
    return copy.deepcopy(dice.choice(ODD)) if dice.random() < 0.6 else dice.choice(TEXTS)


def tree(dice: random.Random, given: Any, times: int = 0) -> Any:
    """A tree as JSON has them, with one to four places changed, dropped, doubled or moved."""
    made = copy.deepcopy(given)
    for _ in range(times or dice.choice((1, 1, 1, 2, 4))):
        made = _changed(dice, made)
    return made


def _changed(dice: random.Random, made: Any) -> Any:
    places = [*_places(made)]
    if not places:
        return value(dice, made)
    holder, key = dice.choice(places)
    match dice.randrange(8):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[text(dice, str(key))] = holder.pop(key)
        case 2:
            other, name = dice.choice(places)
            holder[key] = copy.deepcopy(other[name])
        case 3:
            holder[key] = dice.choice(([holder[key]], {str(key): holder[key]}, [holder[key]] * 40))
        case _:
            holder[key] = value(dice, holder[key])
    return made


def _places(node: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict | list):
            keys = [*here] if isinstance(here, dict) else [*range(len(here))]
            found += [(here, key) for key in keys]
            waiting += [here[key] for key in keys]
    return found


def raw(dice: random.Random, given: bytes) -> bytes:
    """Bytes cut, changed, doubled or put in; nothing is known of what they mean."""
    made = bytearray(given)
    for _ in range(dice.choice((1, 1, 2, 8))):
        at = dice.randrange(len(made) + 1)
        match dice.randrange(5):
            case 0:
                del made[at:]
            case 1:
                made[at : at + 1] = dice.randbytes(dice.randint(0, 4))
            case 2:
                made[at:at] = made[at : at + dice.randint(1, 64)]
            case 3:
                del made[at : at + dice.randint(1, 16)]
            case _:
                made[at:at] = dice.choice(TEXTS).encode("utf-8", "surrogatepass")[:200]
    return bytes(made)


def written(given: Any) -> bytes:
    """JSON, lone surrogates as escapes, numbers that are none as they come."""
    return json.dumps(given).encode()


def as_json(dice: random.Random, body: bytes) -> bytes:
    """A JSON body made wrong in its tree, or where it is none in its bytes."""
    try:
        return written(tree(dice, json.loads(body))) if dice.random() < 0.85 else raw(dice, body)
    except (ValueError, RecursionError):
        return raw(dice, body)


def pairs(dice: random.Random, given: Pairs) -> Pairs:
    """Fields of a form: changed, dropped, doubled, renamed, or very many."""
    made = [*given]
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(made)) if made else 0
        name, told = made[at] if made else ("Body", "")
        match dice.randrange(7):
            case 0:
                made[at : at + 1] = []
            case 1:
                made.insert(at, (name, text(dice, told)))
            case 2:
                made[at : at + 1] = [(text(dice, name), told)]
            case 3:
                made += [(f"{name}{number}", told) for number in range(dice.choice((3, 11, 250)))]
            case _:
                made[at : at + 1] = [(name, text(dice, told))]
    return made


def lines(dice: random.Random, body: bytes) -> bytes:
    """Lines of a text file moved, dropped, doubled or changed; or its bytes."""
    if dice.random() < 0.2:
        return raw(dice, body)
    made = body.decode("utf-8", "replace").split("\n")
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.randrange(len(made)) if made else 0
        match dice.randrange(6):
            case 0:
                made[at : at + 1] = []
            case 1:
                made.insert(at, dice.choice(made) if made else "")
            case 2 if made and "=" in made[at]:
                name, _, told = made[at].partition("=")
                made[at] = (
                    f"{name}= {dice.choice(TOML)}" if dice.random() < 0.6 else f"{text(dice, name)}={told}"
                )
            case _:
                made[at : at + 1] = [text(dice, made[at] if made else "")]
    return "\n".join(made).encode("utf-8", "surrogatepass")


TOML = ('""', '"x"', "0", "-1", "1e400", "nan", "inf", "[]", "{}", "[[]]", "true", "1979-05-27", "07:32:00",
        "99999999999999999999",
        '"\\u0000"', '"""\n"""', "[1, 'a']", "{a = 1}", '"36.04"', '"id"', '["id", "id"]',
        "2026-02-28T00:00:00Z")  # fmt: skip


def table(dice: random.Random, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of a sheet with cells, rows or columns changed, dropped, doubled or exchanged."""
    made = [[*row] for row in rows]
    for _ in range(dice.choice((1, 2, 3, 6))):
        if not made:
            break
        row = dice.choice(made)
        at = dice.randrange(len(row)) if row else 0
        match dice.randrange(8):
            case 0:
                made.remove(row)
            case 1:
                made.append([*row])
            case 2:
                made[0], made[-1] = made[-1], made[0]
            case 3:
                row.insert(at, dice.choice(TEXTS))
            case 4:
                _without_column(made, at)
            case _ if row:
                row[at] = text(dice, row[at])
            case _:
                row.append(dice.choice(TEXTS))
    return made


def _without_column(rows: list[list[str]], at: int) -> None:
    for row in rows:
        del row[at : at + 1]


def as_csv(dice: random.Random, body: bytes) -> bytes:
    """A CSV file made wrong as a table, then now and then in another encoding, delimiter or quoting; or its bytes."""
    if dice.random() < 0.2:
        return raw(dice, body)
    given = body.decode("utf-8", "replace")
    try:
        rows = table(dice, [*csv.reader(io.StringIO(given, newline=""))][:40])
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=dice.choice(",,,,;\t|"), lineterminator=dice.choice(ENDS)).writerows(rows)
    except csv.Error:
        return raw(dice, body)
    encode = dice.choice(ENCODINGS)
    return encode(out.getvalue())


ENDS = ("\n", "\r\n", "\r")
ENCODINGS: tuple[Callable[[str], bytes], ...] = (
    *([lambda told: told.encode("utf-8", "surrogatepass")] * 5),
    lambda told: told.encode("utf-16", "surrogatepass"),
    lambda told: told.encode("cp1252", "replace"),
    lambda told: b"\xef\xbb\xbf" + told.encode("utf-8", "replace"),
)
