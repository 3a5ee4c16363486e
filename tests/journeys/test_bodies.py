"""Bodies nobody should send: refused with a status below 500, without a traceback, and the next person is served."""

import copy
import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from tests.fakes.telegram_api import SECRET, message
from tests.journeys.site import running, until

ROUTES = ("/telegram/webhook", "/obrolan/pesan", "/whatsapp/webhook", "/whatsapp/status", "/api/v1/referrals")
PACKED = gzip.compress(b'{"update_id": 1}')
CODED = (
    ("gzip", PACKED),
    ("gzip", PACKED[:-6]),
    ("gzip", b"\x1f\x8b" + b"x" * 30),
    ("gzip", gzip.compress(b"0" * 50_000_000)),
    ("deflate", b"nonsense"),
    ("br", b"\x00nonsense"),
    ("zstd", b"nonsense"),
)
MUTANTS = 150  # of each route
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


async def test_whatever_comes_it_is_answered_below_500(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(1)
    async with running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        site.telegram.webhook = f"{site.base}/telegram/webhook"

        async def status(path: str, body: bytes, **headers: str) -> int:
            async with site.http.post(site.base + path, data=body, headers={**HEADERS, **headers}) as answer:
                await answer.read()
                return answer.status

        for path in ROUTES:
            for coding, body in CODED:
                said = {"Content-Encoding": coding, "Content-Type": "application/json"}
                assert await status(path, body, **said) in (400, 415)
            for _ in range(MUTANTS):
                found = await status(path, _mutant(dice), **{"Content-Type": dice.choice(TYPES)})
                assert found < 500, path
        for name in ("x" * 300, "%61%CC%81" * 90, "%00", "..%2f..%2fetc%2fpasswd"):
            async with site.http.get(URL(f"{site.base}/statis/{name}", encoded=True)) as answer:
                assert (answer.status, "incident" in await answer.text()) == (404, False), name
        await site.telegram.push(message(77001, "bantuan"))
        await until(lambda: site.telegram.to(77001))
    assert "Traceback" not in "".join(capfd.readouterr())


async def test_a_full_disk_is_told_in_the_web_chat_and_passes(tmp_path: Path) -> None:
    async with running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:

        async def says(number: int) -> tuple[int, str]:
            body = {"session": f"{number:020d}", "text": f"Ada calo di desa kami {number} " + "x" * 3000}
            async with site.http.post(f"{site.base}/obrolan/pesan", json=body) as answer:
                return answer.status, await answer.text()

        def pages(most: str) -> None:
            site.app.database.write_now(lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count={most}"))

        assert (await says(0))[0] == 200
        pages("1")  # SQLite takes the pages there are for it
        answers = [await says(number) for number in range(1, 60)]
        told = [text for status, text in answers if status == 503]
        assert told
        assert all("jangan dihapus" in text for text in told)
        assert {status for status, _ in answers} <= {200, 503}
        pages("1000000")
        assert (await says(99))[0] == 200


TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "multipart/form-data; boundary=x",
)
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**63,
    1e308,
    "",
    "\ud800",
    "\x00",
    [],
    {},
    [[]],
    {"id": None},
    "x" * 5_000,
    "۱۲۳",
    "\u202eabc",
)


def _mutant(dice: random.Random) -> bytes:
    """A message of Telegram's shape with something odd in its place, cut, or with bytes changed."""
    update: dict[str, Any] = json.loads(
        json.dumps(message(77000 + dice.randrange(50), dice.choice(("halo", "LAPOR", "STOP"))))
    )
    for _ in range(dice.randint(1, 4)):
        where = update
        while True:
            name = dice.choice([*where])
            if isinstance(where[name], dict) and where[name] and dice.random() < 0.7:
                where = where[name]
                continue
            where[name] = copy.deepcopy(dice.choice(ODD))
            break
    body = json.dumps(update).encode()
    match dice.randrange(4):
        case 0:
            return body[: dice.randrange(len(body))]
        case 1:
            at = dice.randrange(len(body))
            return body[:at] + bytes(dice.randrange(256) for _ in range(3)) + body[at + 1 :]
        case _:
            return body
