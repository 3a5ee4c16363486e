"""Pages of the console, of officers' links, prints and feeds: addresses, queries and forms bent, most by a head."""

import random
import re
from urllib.parse import quote, urlencode

from bench.fuzz import mutating
from bench.fuzz.calls import Call, Maker, api, chat, header, telegram, whatsapp
from bench.fuzz.keys import COOKIE, Keys

READ = (  # without /konsol/kabar, whose answer has no end
    "/cap", "/cap/{text}.xml", "/huruf", "/kartu/{text}/{text}.png", "/konsol", "/konsol/buka/{text}",
    "/konsol/daftar",
    "/konsol/daftar/periksa", "/konsol/daftar/{text}", "/konsol/desa", "/konsol/desa/{code}", "/konsol/isi",
    "/konsol/isi/{text}/{text}", "/konsol/jejak", "/konsol/kasus", "/konsol/kasus/cari",
    "/konsol/kasus/{case}", "/konsol/kesehatan", "/konsol/kesehatan/kiriman", "/konsol/masuk/{text}",
    "/konsol/mingguan",
    "/konsol/pelaku", "/konsol/pelaku/{number}", "/konsol/peluang", "/konsol/pemeriksaan", "/konsol/peringatan",
    "/konsol/peringatan/baru", "/konsol/peringatan/{number}", "/konsol/pesan", "/konsol/pesan/baru",
    "/konsol/pesan/{number}",
    "/konsol/peta", "/konsol/petugas", "/konsol/petugas/{number}", "/konsol/rujukan/{text}", "/konsol/sinyal",
    "/konsol/sinyal/{number}", "/minggu/{text}.png", "/peta/{text}.png", "/sinyal/{text}.png",
    "/suara/{text}/{text}.ogg",
    "/statis/{text}", "/{text}",
)  # fmt: skip
WRITE = (
    "/konsol/daftar/pasang", "/konsol/daftar/unggah", "/konsol/desa/{code}/latihan", "/konsol/desa/{code}/undang",
    "/konsol/desa/{code}/kader/{number}/cabut", "/konsol/desa/{code}/latihan/{number}/akhiri",
    "/konsol/jejak/periksa",
    "/konsol/kasus/{case}/{what}", "/konsol/pelaku/{number}", "/konsol/peluang/pasang", "/konsol/peluang/unggah",
    "/konsol/peluang/{number}/cabut", "/konsol/peringatan/ajukan", "/konsol/peringatan/baru", "/konsol/pesan/baru",
    "/konsol/peringatan/{number}/{what}", "/konsol/pesan/simpan", "/konsol/pesan/{number}/{what}", "/konsol/petugas",
    "/konsol/petugas/{number}/{what}", "/konsol/sinyal/{number}", "/konsol/rujukan/{text}", "/konsol/catatan/{text}",
)  # fmt: skip
FILLED = {"code": "36.04.13.2007", "case": "BD-101", "number": "1", "what": "tutup", "text": "id"}
FIELDS = (
    ("nama", "Petugas contoh"), ("peran", "pimpasa"), ("wilayah", "36.04"), ("judul", "Contoh"),
    ("isi", "Waspada calo"),
    ("sampai", "2026-12-01T10:00"), ("mulai", "2026-11-30"), ("alasan", "salah"), ("kata", "x"),
    ("topik", "pengingat"),
    ("bahasa", "id"), ("desa", "36.04.13.2007"), ("halaman", "2"), ("cari", "BD-101"), ("hal", "1"),
    ("jenis", "p3mi"),
    ("minggu", "2026-W48"), ("tingkat", "merah"), ("status", "terbuka"), ("dari", "2026-11-01"), ("petugas", "1"),
)  # fmt: skip
WHATS = (
    "tutup",
    "terima",
    "rujuk",
    "gabung",
    "hapus",
    "nonaktif",
    "undang",
    "setujui",
    "batal",
    "mulai",
    "jeda",
    "x",
)


def pages(dice: random.Random, keys: Keys) -> Call:
    headers = {"Cookie": f"{COOKIE}={keys.session}"} if dice.random() < 0.7 else {}
    if headers and dice.random() < 0.05:
        headers["Cookie"] = header(mutating.text(dice, headers["Cookie"]))
    fields = [field for field in FIELDS if dice.random() < 0.3]
    if dice.random() < 0.8:
        fields = mutating.pairs(dice, fields)
    if dice.random() < 0.6:
        target = _filled(dice, dice.choice(READ))
        query = urlencode(fields, errors="surrogatepass")[:7_000]
        return Call(dice.choice(("GET", "GET", "GET", "HEAD", "POST")), f"{target}?{query}", headers, b"")
    given = [("tanda", keys.mark), ("borang", f"{dice.getrandbits(64):016x}"), *fields]
    headers["Origin"] = "https://bot.example.go.id"
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = urlencode(given, errors="surrogatepass").encode()
    return Call(
        "POST",
        _filled(dice, dice.choice(WRITE)),
        headers,
        mutating.raw(dice, body) if dice.random() < 0.1 else body,
    )


def _filled(dice: random.Random, path: str) -> str:
    def part(found: re.Match[str]) -> str:
        good = dice.choice(WHATS) if found[1] == "what" else FILLED[found[1]]
        return (
            good
            if dice.random() < 0.5
            else quote(mutating.text(dice, good)[:300], safe="", errors="replace") or "x"
        )

    return re.sub(r"\{(\w+)\}", part, path)


CALLS: dict[str, Maker] = {
    "telegram": telegram,
    "whatsapp": whatsapp,
    "chat": chat,
    "api": api,
    "pages": pages,
}
