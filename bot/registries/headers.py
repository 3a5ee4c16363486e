"""Which column holds what, by its heading in Indonesian or English."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.registry import ListKind
from bot.registries.problems import Rejected
from bot.registries.sheets import Row

FARTHEST = 20  # rows above the headings: titles, logos
WORDS: Mapping[str, tuple[str, ...]] = {
    "name": ("nama perusahaan", "nama p3mi", "nama pt", "perusahaan", "p3mi", "pt", "nama", "company", "company name",
             "name", "agency"),
    "licence": ("sip3mi number", "nomor sip3mi", "no sip3mi", "sip3mi", "nomor izin", "no izin", "izin",
                "licence", "license", "licence number", "license number", "nomor siup", "no siup", "siuppmi"),
    "status": ("status", "status izin", "keterangan status", "licence status", "license status"),
    "sanction": ("sanksi", "jenis sanksi", "sanction", "sanction type"),
    "reference": ("nomor keputusan", "no keputusan", "nomor sk", "no sk", "sk", "decision", "decision number"),
    "since": ("tanggal sanksi", "mulai", "berlaku mulai", "sejak", "tanggal keputusan", "tanggal sk", "since", "from"),
    "until": ("sampai", "berakhir", "sampai dengan", "s d", "until", "to"),
    "address": ("alamat", "alamat kantor", "address", "office address"),
    "city": ("kota", "kabupaten", "kabupaten kota", "kota kabupaten", "kab kota", "city"),
    "phone": ("telepon", "telpon", "telp", "no telepon", "nomor telepon", "no telp", "hp", "no hp", "phone",
              "phone number", "telephone"),
    "valid_until": ("berlaku sampai", "masa berlaku", "berlaku hingga", "masa berlaku izin", "tanggal berakhir",
                    "valid until", "expiry", "expires", "expiry date"),
    "website": ("website", "situs", "laman", "web", "alamat web", "site"),
    "accounts": ("rekening", "no rekening", "nomor rekening", "account", "bank account"),
    "aliases": ("alias", "nama lain", "nama dagang", "singkatan", "also known as", "trade name"),
    "country": ("negara", "negara tujuan", "negara penempatan", "tujuan", "country", "destination"),
    "job": ("jabatan", "pekerjaan", "posisi", "sektor", "job", "position", "occupation"),
    "number": ("nomor job order", "no job order", "job order", "nomor sip2mi", "no sip2mi", "sip2mi", "nomor jo",
               "no jo", "job order number"),
    "quota": ("jumlah", "kuota", "lowongan", "sisa kuota", "jumlah lowongan", "quota", "vacancies",
              "number of vacancies"),
}  # fmt: skip
NEEDED = {
    ListKind.P3MI: ("name",),
    ListKind.SANCTIONS: ("name",),
    ListKind.JOB_ORDERS: ("name", "country"),
}


def columns(
    found: Sequence[Row],
    words: Mapping[str, tuple[str, ...]] = WORDS,
    key: str = "name",
    told: str = "a company's name",
) -> tuple[int, dict[str, int]]:
    """Index of the heading row, and the column of each field. Raises Rejected, telling what was seen instead.

    The `key` column, for people `told`, has to be there.
    """
    fields = {word: field for field, known in words.items() for word in known}
    best: tuple[int, dict[str, int]] = (0, {})
    for index, row in enumerate(found[:FARTHEST]):
        here: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            field = fields.get(_plain(cell))
            if field is not None:
                here.setdefault(field, column)
        if len(here) > len(best[1]):
            best = index, here
    if len(best[1]) < 2 or key not in best[1]:
        seen = ", ".join(cell for cell in found[0].cells if cell)[:200] if found else "nothing"
        raise Rejected([f"no row of headings with {told} was found; the first row says: {seen}"])
    return best


def kind_of(fields: Mapping[str, int]) -> ListKind:
    """What a list with these columns is."""
    if "country" in fields and ("job" in fields or "number" in fields):
        return ListKind.JOB_ORDERS
    if "sanction" in fields or "reference" in fields:
        return ListKind.SANCTIONS
    return ListKind.P3MI


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())
