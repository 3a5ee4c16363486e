"""A card on its way: asked for, drawn once, fetched by WhatsApp, shown in the web chat, written by command."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.messages import Enclosure, MediaKind, Outbound
from bot.paper import card as paper
from tests.conftest import library, sqlite_tables
from tests.fakes.telegram_api import message
from tests.journeys.site import Site, running, until

SESSION = "warga-warga-warga-warga"
SENTENCE = library().content.lessons[0].text["id"].card


async def test_a_card_reaches_people_on_every_channel(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        await site.telegram.push(message(7700000101, "gambar"))
        await site.twilio.push(site.twilio.fields("+6281200000042", "GAMBAR"))
        await until(lambda: [sent for sent in site.telegram.sent if sent.file])
        (sent,) = [sent for sent in site.telegram.sent if sent.file]
        assert sent.file.startswith(b"\x89PNG")
        await until(lambda: len(site.twilio.sent) == 2)
        ((url, kind, size),) = site.twilio.fetched
        assert (kind, site.twilio.unfetched) == ("image/png", [])
        assert (sent.text, size) == (site.twilio.sent[0]["Body"], len(sent.file))
        shown, after = await site.web(SESSION, text="gambar")
        assert site.base + shown["media"]["url"] == url
        assert (shown["media"]["type"], after["media"]) == ("image/png", None)
        assert "teruskan" in after["text"]
        assert len(list((tmp_path / "cards").iterdir())) == 1


async def test_only_what_is_there_can_be_fetched(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        async with site.http.get(f"{site.base}/kartu/su/visa_kerja.png") as answer:
            assert (answer.status, answer.content_type) == (200, "image/png")
            assert answer.headers["Cache-Control"].startswith("public")
            etag = answer.headers["ETag"]
        async with site.http.get(
            f"{site.base}/kartu/id/visa_kerja.png", headers={"If-None-Match": etag}
        ) as answer:
            assert answer.status == 304
        for path in ("id/entah.png", "id/..%2f..%2fbenteng.png", "id/visa_kerja.svg", "visa_kerja.png"):
            async with site.http.get(f"{site.base}/kartu/{path}") as answer:
                assert answer.status == 404, path
        assert [path.name.rpartition("-")[0] for path in (tmp_path / "cards").iterdir()] == ["visa_kerja-id"]


async def test_what_cannot_be_drawn_goes_as_words(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_svg: str) -> bytes:
        raise OSError

    monkeypatch.setattr(paper, "png", broken)
    async with running(database_url, tmp_path) as site:
        await site.telegram.push(message(7700000101, "gambar"))
        await until(lambda: len(site.telegram.to(7700000101)) == 2)
        assert not [sent for sent in site.telegram.sent if sent.file]
        assert site.telegram.to(7700000101)[0] in {
            lesson.text["id"].card for lesson in library().content.lessons
        }
        async with site.http.get(f"{site.base}/kartu/id/visa_kerja.png") as answer:
            assert answer.status == 500


async def test_a_card_is_drawn_once_and_anew_when_something_on_it_changed(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = paper.png
    monkeypatch.setattr(paper, "png", lambda svg: drawn.append(svg) or draw(svg))
    out = Outbound(SENTENCE, encloses=Enclosure(MediaKind.PHOTO, "visa_kerja", "id"))
    async with running(database_url, tmp_path) as site:
        first = await shown(site, out)
        assert await shown(site, out) == first
        assert len(drawn) == 1
        monkeypatch.setattr("bot.services.cards.BRAND", "BENTENG BARU")
        second = await shown(site, out)
        assert second != first
        assert [str(path) for path in (tmp_path / "cards").iterdir()] == [second]


async def shown(site: Site, out: Outbound) -> str:
    file = (await site.app.shelf.enclosed(out)).file
    assert file is not None
    return file.path


def test_the_command_writes_all_cards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "TWILIO_ACCOUNT_SID", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example.go.id")
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    assert main(["content", "cards", str(tmp_path / "kartu"), "--language", "id"]) == 0
    written = sorted(path.name for path in (tmp_path / "kartu").iterdir())
    assert len(written) == len(library().content.lessons)
    assert written[0] == "01_visa_kerja.id.png"
    assert f"{len(written)} cards" in capsys.readouterr().out


def test_the_terminal_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["gambar"]

    def typed(_prompt: str) -> str:
        if not lines:
            raise EOFError
        return lines.pop()

    for name in ("TELEGRAM_BOT_TOKEN", "TWILIO_ACCOUNT_SID", "DATABASE_URL", "PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("builtins.input", typed)
    main(["chat"])
    (card,) = (tmp_path / "demo" / "cards").iterdir()
    assert f"[{card}]" in capsys.readouterr().out
