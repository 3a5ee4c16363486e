"""Published lists at the desk: looked at first, then put in force whole, by heads alone."""

import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from aiohttp import FormData

from bot.services import registries
from bot.services.console import lists
from bot.web.console import receiving
from tests.console.browser import Answer, Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PAGE = "/konsol/daftar"
NASTY = '"><script>alert(1)</script>'
HEAD = "Nama Perusahaan,No. SIP3MI,Status\n"
GOOD = HEAD + "PT Contoh Jaya,KEP.1/2025,Aktif\n" + f"PT {NASTY.replace(chr(34), '')},KEP.2/2025,Dicabut\n"


async def hands_in(
    desk: Desk,
    data: str | bytes,
    name: str = "daftar.csv",
    headers: Mapping[str, str] | None = None,
    **fields: str,
) -> Answer:
    form = FormData()
    for key, value in {**fields, "tanggal": fields.get("tanggal", "2026-11-20")}.items():
        form.add_field(key, value)
    form.add_field(
        "berkas",
        io.BytesIO(data if isinstance(data, bytes) else data.encode()),
        filename=name,
        content_type="text/csv",
    )
    async with desk.http.post(
        f"{desk.site.base}{PAGE}/unggah", data=form, headers=dict(headers or {})
    ) as answer:
        return Answer(answer.status, await answer.text(), str(answer.url.path), answer.headers)


async def sealed(desk: Desk) -> dict[str, str]:
    return (await desk.opens(PAGE)).form(f"{PAGE}/unggah")


def in_force(site: Site) -> str:
    heads = site.app.database.read(registries.history)
    return next(head.source for head in heads if head.is_current and head.kind == "p3mi")


def kept(folder: Path) -> list[Path]:
    return [*(folder / "uploads").glob("*")]


async def test_a_list_is_seen_before_it_is_in_force(site: Site, at_desk: AtDesk, tmp_path: Path) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    seen = await hands_in(desk, GOOD, **await sealed(desk))
    assert (seen.status, seen.path) == (200, f"{PAGE}/periksa")
    assert "PT Contoh Jaya" in seen.text
    assert "<script>alert" not in seen.text
    assert in_force(site) == "content/demo_registry.csv"
    assert all(b"Contoh" not in path.read_bytes() for path in kept(tmp_path))
    done = await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"))
    assert done.path == f"{PAGE}/p3mi"
    assert in_force(site) == "daftar.csv"
    assert not kept(tmp_path)
    again = await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"))
    assert "Tidak jadi: berkasnya sudah dipakai" in again.text
    assert len(site.app.database.read(registries.history)) == 2


async def test_what_another_list_has_overtaken_is_not_done(site: Site, at_desk: AtDesk) -> None:
    desk, other = at_desk("supervisor"), at_desk("supervisor")
    await desk.enters()
    other.secret = desk.secret
    await other.enters(at_step=1)
    mine = await hands_in(desk, GOOD, **await sealed(desk))
    theirs = await hands_in(other, GOOD.replace("Jaya", "Lain"), "lain.csv", **await sealed(other))
    await other.sends(f"{PAGE}/pasang", **theirs.form("/pasang"))
    told = await desk.sends(f"{PAGE}/pasang", **mine.form("/pasang"))
    assert "Tidak jadi: ada yang berganti" in told.text
    assert in_force(site) == "lain.csv"


@pytest.mark.parametrize(
    ("data", "made", "told"),
    [
        ("", "2026-11-20", "Tidak jadi: berkasnya belum dipilih, atau kosong"),
        (GOOD, "20 November", "Tidak jadi: tanggal daftar tidak terbaca"),
    ],
)
async def test_a_form_names_the_field_that_is_wrong(
    site: Site, at_desk: AtDesk, tmp_path: Path, data: str, made: str, told: str
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert told in (await hands_in(desk, data, **await sealed(desk), tanggal=made)).text
    assert not kept(tmp_path)


async def test_a_list_that_is_older_or_loses_much_needs_somebodys_word(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    for data, name in ((GOOD, "baru.csv"), (HEAD + "PT Contoh Jaya,KEP.1/2025,Aktif\n", "tua.csv")):
        seen = await hands_in(
            desk,
            data,
            name,
            **(await sealed(desk)),
            **({} if name == "baru.csv" else {"tanggal": "2026-10-01"}),
        )
        if name == "baru.csv":
            await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"))
    assert "lebih tua" in seen.text
    assert "50 dari 100" in seen.text
    told = await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"))
    assert "centang kotak “Sudah saya periksa”" in told.text
    assert "Sudah saya periksa, tetap pakai" in told.text, "the box is on the same page"
    assert in_force(site) == "baru.csv"
    seen = await desk.opens(f"{PAGE}/periksa?jenis=&tanggal=2026-10-01")
    await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"), tetap="ya")
    assert in_force(site) == "tua.csv"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 x", "daftar.pdf"),
        (b"PK\x03\x04broken", "daftar.xlsx"),
        ((HEAD + "=1+1,KEP.1,Aktif\n").encode(), "d.csv"),
        ((HEAD + "PT A,KEP.1,entah\n").encode(), "../../etc/passwd"),
        (b"\xff\xfe\x00", NASTY),
    ],
)
async def test_a_file_that_is_no_list_changes_nothing_and_says_why(
    site: Site, at_desk: AtDesk, data: bytes, name: str
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    told = await hands_in(desk, data, name, **await sealed(desk))
    assert told.status == 422
    assert "Tidak ada yang berubah" in told.text
    assert "<script>alert" not in told.text
    assert in_force(site) == "content/demo_registry.csv"


async def test_a_forged_upload_is_refused_before_the_file_is_kept(
    site: Site, at_desk: AtDesk, tmp_path: Path
) -> None:
    desk, other = at_desk("supervisor"), at_desk("pimpasa")
    await desk.enters()
    await other.enters()
    good = await sealed(desk)
    foreign = (await other.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    for fields, headers in (
        ({"tanda": foreign}, {}),
        ({"borang": "x"}, {}),
        (good, {"Origin": "https://evil.example"}),
        (good, {"Sec-Fetch-Site": "cross-site"}),
    ):
        form = FormData()
        for key, value in fields.items():
            form.add_field(key, value)
        form.add_field("berkas", GOOD, filename="a.csv")
        async with desk.http.post(f"{site.base}{PAGE}/unggah", data=form, headers=headers) as answer:
            assert answer.status == 403
    assert not kept(tmp_path)
    assert (await desk.sends(f"{PAGE}/unggah", **good)).status == 400


async def test_too_much_is_refused(site: Site, at_desk: AtDesk, tmp_path: Path, monkeypatch) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    good = await sealed(desk)
    assert (await hands_in(desk, b"x" * (21 << 20), **good)).status == 413
    assert (await hands_in(desk, GOOD, **good, lain="x" * receiving.MOST_FIELD * 2)).status == 413
    assert (await hands_in(desk, GOOD, **good, **{f"f{n}": "x" for n in range(30)})).status == 400
    assert not kept(tmp_path)


async def test_others_see_no_lists_and_hand_in_none(site: Site, at_desk: AtDesk, tmp_path: Path) -> None:
    desk, head = at_desk("pimpasa"), at_desk("supervisor")
    await desk.enters()
    await head.enters()
    mark = (await desk.opens("/konsol/sesi")).form("/konsol/sesi")
    for path in (PAGE, f"{PAGE}/p3mi", f"{PAGE}/periksa"):
        assert (await desk.opens(path)).status == 404
    assert (await hands_in(desk, GOOD, **mark)).status == 404
    assert not kept(tmp_path)
    await hands_in(head, GOOD, **await sealed(head))
    assert (await desk.sends(f"{PAGE}/pasang", **mark)).status == 404


async def test_a_file_waits_for_half_an_hour_and_no_longer(
    site: Site, at_desk: AtDesk, tmp_path: Path
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    seen = await hands_in(desk, GOOD, **await sealed(desk))
    (path,) = kept(tmp_path)
    long_ago = path.stat().st_mtime - 3600
    os.utime(path, (long_ago, long_ago))
    assert "Tidak jadi" in (await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"))).text
    assert in_force(site) == "content/demo_registry.csv"


async def test_earlier_lists_page(site: Site, at_desk: AtDesk) -> None:
    from bot.domain.registry import Listing, ListKind
    from bot.store import registries as store

    def fill(tx) -> None:
        for n in range(lists.PAGE):
            store.save(
                tx, ListKind.P3MI, Listing(f"2026-10-{n + 1:02}", f"arsip {n}"), [], site.app.desk.now()
            )

    await site.app.database.write(fill)
    desk = at_desk("supervisor")
    await desk.enters()
    first = await desk.opens(f"{PAGE}/p3mi")
    assert "content/demo_registry.csv" not in first.text
    later = first.text.split("dari=")[1].split('"')[0]
    assert "content/demo_registry.csv" in (await desk.opens(f"{PAGE}/p3mi?dari={later}")).text
