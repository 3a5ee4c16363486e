"""Content at the desk: everything people are sent, as each channel shows it, before anybody gets it."""

from collections.abc import Callable

import pytest

from bot.services.console.contents import PAGE as LINES
from bot.services.console.contents import Kind
from tests.console.browser import Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PAGE = "/konsol/isi"


async def listed(desk: Desk, kind: str) -> list[str]:
    """The addresses of all that is listed, over its pages."""
    found: list[str] = []
    address = f"{PAGE}?apa={kind}"
    while address:
        text = (await desk.opens(address)).text
        found += [part.split('"')[0] for part in text.split(f'href="{PAGE}/')[1:]]
        address = (
            text.split(f'<a href="{PAGE}?apa={kind}&')[1].split('"')[0] if f"{kind}&dari=" in text else ""
        )
        address = address and f"{PAGE}?apa={kind}&{address}"
    return found


async def test_everything_that_is_listed_has_a_page(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    content = site.app.desk.content
    counts = {
        Kind.LESSONS: len(content.lessons), Kind.CADRE: len(content.cadre), Kind.RULES: len(content.flags),
        Kind.TEMPLATES: len(content.templates.entries), Kind.VOICES: len(content.voices), Kind.ALERTS: 4,
    }  # fmt: skip
    for kind, count in counts.items():
        found = await listed(desk, kind.value)
        assert len(found) == len(set(found)) == count
        for address in (found[0], found[-1]):
            page = await desk.opens(f"{PAGE}/{address}")
            assert page.status == 200
            assert 'class="bubble"' in page.text
    assert counts[Kind.LESSONS] > LINES


async def test_a_message_looks_as_each_channel_shows_it(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    entry = site.app.desk.content.lessons[0]
    page = await desk.opens(f"{PAGE}/pelajaran/{entry.id}")
    first = entry.text["id"].answers[0]
    phones = page.text.split("<figure")
    assert all('<ul class="keys">' not in phone for phone in phones if "<figcaption>WhatsApp" in phone)
    assert any(f"1. {first}" in phone for phone in phones if "<figcaption>WhatsApp" in phone)
    assert any(f"<li>{first}</li>" in phone for phone in phones if "<figcaption>Telegram" in phone)
    assert f"/kartu/id/{entry.id}.png" in page.text
    english = await desk.opens(f"{PAGE}/pelajaran/{entry.id}?bahasa=en")
    assert entry.text["en"].question in english.text
    assert (await desk.opens(f"{PAGE}/pelajaran/{entry.id}?bahasa=xx")).text.count(
        entry.text["id"].question
    ) > 0


@pytest.mark.parametrize(
    "address",
    [
        "pelajaran/tidak_ada",
        "templat/visa_kerja",
        "peringatan/push.alert.merah",
        "peringatan/console.name",
        "lain/x",
    ],
)
async def test_what_is_no_content_is_no_page(site: Site, at_desk: AtDesk, address: str) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert (await desk.opens(f"{PAGE}/{address}")).status == 404


async def test_only_heads_see_it(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    assert (await desk.opens(PAGE)).status == (await desk.opens(f"{PAGE}/tanda/visa_turis")).status == 404
