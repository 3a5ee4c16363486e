"""Public alerts over HTTP: what is in force and what ended lately, as CAP 1.2; nobody's name."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree.ElementTree import fromstring

from bot.domain import choosing
from bot.domain.cap import ATOM, CAP
from bot.domain.messages import Choice
from bot.services import demo
from tests import schemas
from tests.journeys.site import Site, running
from tests.schemas import breaches
from tests.test_cap import faults

WORDS = ("Perekrut palsu di Tirtayasa", "Dua orang minta KTP & paspor.", "Jangan serahkan KTP.")


async def decides(site: Site, officer: str, number: str, choice: str = "setujui_peringatan") -> None:
    await site.web(officer, choice=choosing.payload(Choice(choice, topic=number), 0))


async def listed(site: Site) -> list[tuple[str, str]]:
    """Kind and address of what the feed lists."""
    async with site.http.get(f"{site.base}/cap") as answer:
        assert (answer.status, answer.content_type) == (200, "application/atom+xml")
        written = await answer.read()
        assert breaches(written, schemas.ATOM) == []
        entries = fromstring(written).findall(f"{{{ATOM}}}entry")
    return [
        (entry.find(f"{{{ATOM}}}category").attrib["term"], entry.findtext(f"{{{ATOM}}}id"))
        for entry in entries
    ]


async def test_an_alert_from_the_officers_phones_to_a_villager_and_the_feed(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as site:
        author, second, *_ = (phone.session for phone in demo.phones(site.app.desk))
        villager = "warga-lontar-0123456789"
        for text in ("langganan", "Lontar"):
            await site.web(villager, text=text)
        assert await listed(site) == []
        for text in ("peringatan", "Tulis peringatan", "Kec. Tirtayasa", *WORDS, "Sekarang juga", "1 hari"):
            await site.web(author, text=text)
        await site.web(author, text="Ajukan ke rekan")
        assert await listed(site) == []
        await decides(site, second, "1")
        ((kind, address),) = await listed(site)
        assert kind == "Alert"

        async with site.http.get(address) as answer:
            written = await answer.text()
            assert (answer.status, answer.content_type) == (200, "application/cap+xml")
            tag, changed_at = answer.headers["ETag"], answer.headers["Last-Modified"]
            assert answer.headers["Cache-Control"] == "public, max-age=60"
        root = fromstring(written)
        assert faults(root) == breaches(written.encode(), schemas.CAP) == []
        assert root.findtext(f"{{{CAP}}}status") == "Exercise"  # the demonstration warns nobody
        assert [root.findtext(f"{{{CAP}}}info/{{{CAP}}}{part}") for part in
                ("headline", "description", "instruction")] == list(WORDS)  # fmt: skip
        assert "Pimpasa (contoh)" not in written
        assert "Supervisor (contoh)" not in written

        for headers, status in (
            ({"If-None-Match": tag}, 304),
            ({"If-None-Match": f'"other", {tag}'}, 304),
            ({"If-None-Match": '"other"'}, 200),
            ({"If-Modified-Since": changed_at}, 304),
            ({"If-Modified-Since": "Wed, 01 Jan 2020 00:00:00 GMT"}, 200),
            ({"If-None-Match": '"other"', "If-Modified-Since": changed_at}, 200),
            ({"If-Modified-Since": "yesterday"}, 200),
        ):
            async with site.http.get(address, headers=headers) as answer:
                assert answer.status == status, headers
                assert answer.headers["ETag"] == tag
        assert parsedate_to_datetime(changed_at).tzinfo is not None

        for path in ("cap/BD-1.xml", "cap/%00.xml", "cap/x", f"cap/{'9' * 300}.xml", "cap/..%2f.xml"):
            async with site.http.get(f"{site.base}/{path}") as answer:
                assert answer.status == 404, path

        got: list[dict] = []
        await site.app.clock.ring_all()
        got += await site.fetch(villager, "")
        assert sum(WORDS[2] in message["text"] for message in got) == 1


async def test_what_ended_is_listed_for_a_while_and_a_waiting_one_never(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as site:
        author, second, *_ = (phone.session for phone in demo.phones(site.app.desk))
        for text in (
            "peringatan",
            "Tulis peringatan",
            "Pontang",
            *WORDS,
            "Sekarang juga",
            "6 jam",
            "Ajukan ke rekan",
        ):
            await site.web(author, text=text)
        await decides(site, second, "1")
        await decides(site, second, "1", "batalkan_peringatan")
        for text in ("Orangnya petugas sensus.", "Ajukan ke rekan"):
            await site.web(second, text=text)
        assert [kind for kind, _ in await listed(site)] == ["Alert"]
        await decides(site, author, "2")
        assert sorted(kind for kind, _ in await listed(site)) == ["Alert", "Cancel"]
        (cancel,) = [address for kind, address in await listed(site) if kind == "Cancel"]
        async with site.http.get(cancel) as answer:
            root = fromstring(await answer.text())
        assert faults(root) == []
        assert root.findtext(f"{{{CAP}}}references", "").startswith("benteng-desa@127.0.0.1,BD-")
        assert root.findtext(f"{{{CAP}}}info/{{{CAP}}}headline") == f"Dicabut: {WORDS[0]}"
        site.app.shift += site.app.desk.content.alerts.listed + timedelta(days=1)
        await site.app.clock.ring_all()
        assert await listed(site) == []
        async with site.http.get(cancel) as answer:
            assert answer.status == 200
