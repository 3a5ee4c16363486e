"""Composition root: settings in, running parts out. Alone in knowing every room."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot import telemetry
from bot.bulletin import Bulletin
from bot.channels import build_all
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import WhatsAppChannel
from bot.clock import Clock
from bot.config import Config
from bot.console import Console
from bot.content import audio
from bot.courier import Courier
from bot.domain.channel import Channel, Limits, Misconfigured, TryAgain
from bot.domain.messages import Address, Inbound, Outbound, Receipt
from bot.domain.registry import ListKind
from bot.domain.templates import Change
from bot.domain.unusable import Unusable
from bot.exchange import Exchange
from bot.fetch import NotFetched, Rules, fetch
from bot.keyroom import KeyRoom
from bot.library import Library
from bot.ocr.reader import Reader, is_installed
from bot.press import Press
from bot.service_manager import ServiceManager
from bot.services import awareness, demo, entering, key_mark, pulled, registries, templates
from bot.services.desk import Desk
from bot.services.intake import Intake
from bot.services.waiting_room import Unsafe, WaitingRoom
from bot.shelf import Shelf
from bot.store import spool, upgrade
from bot.store.db import Database, is_there
from bot.store.gone import Gone
from bot.store.leader import Leadership
from bot.store.registries import Pull
from bot.store.spool import Spool
from bot.vault import KeyFile, ReceiptMint, Vault, has_key_file, load_key_file
from bot.watch import Watch
from bot.web import api, cap, console, pages, prints, server
from bot.web import demo as demo_pages
from bot.worker import Worker

NO_DATABASE = (
    "no database at {place}; is this the right folder, with its .env? `benteng db upgrade` makes a new one"
)
COMMANDS = ("cek", "lapor", "darurat", "info", "status", "bantuan")
Part = Callable[[], Coroutine[Any, Any, None]]


class App:
    """One process: the parts it runs share a database, a desk and the channels.

    `library` is for whoever opens several: reading it anew costs more than all the rest of a start.
    """

    def __init__(
        self,
        config: Config,
        *,
        is_demo: bool = False,
        channels: Mapping[str, Channel] | None = None,
        library: Library | None = None,
        founds: bool = True,
    ) -> None:
        """Without `founds` there must be a database. Raises Unusable, ContentError, OSError."""
        self.config = config
        self.is_demo = is_demo
        self.service = ServiceManager(config.notify_socket)
        self.fetch_rules = Rules()
        self.shift = timedelta()  # the demonstration's clock can be moved
        if not founds and not is_there(config.database_url):
            raise Unusable(NO_DATABASE.format(place=config.database_place), "no_database")
        _keep_private(config.data_dir)
        self.database = Database(config.database_url)
        try:
            upgrade.to_newest(self.database)
            vault = self._vault()
        except BaseException:
            self.database.close()
            raise
        library = library or Library.read()
        facts = library.content
        self.desk = Desk(
            vault=vault,
            mint=ReceiptMint(vault),
            catalogs=library.catalogs,
            content=facts,
            screener=library.screener,
            book=library.book,
            now=lambda: datetime.now(UTC) + self.shift,
            office=facts.demo.office if is_demo else config.office,
            address=config.public_url or f"http://127.0.0.1:{config.port}",
            reads_pictures=is_installed(),
            sounds={**facts.sounds, **audio.sounds(config.data_dir, facts.voices)},
        )
        if is_demo:
            self.database.write_now(lambda tx: demo.set_up(tx, self.desk))
        self.channels = dict(build_all(config.channels) if channels is None else channels)
        self.desk.limits = {name: channel.limits for name, channel in self.channels.items()}
        self.database.read(lambda tx: templates.refresh(tx, self.desk))
        whatsapp = self.channels.get("whatsapp")
        if isinstance(whatsapp, WhatsAppChannel):
            whatsapp.with_templates(self.desk.sids)
        is_public = is_demo or bool(config.public_url)
        self.press = Press(self.database, self.desk, self.channels, config, is_public=is_public)
        self.shelf = Shelf(self.desk, self.press.doors, self.press.sealed, config.data_dir / "cards")
        self.worker = Worker(self.database, self.desk, self.channels, Reader(), self.shelf.enclosed)
        self._intake = Intake(self.database, self.desk, self.worker)
        self._waiting_room = WaitingRoom(self.desk, self._intake, Spool(config.data_dir / spool.FOLDER))
        self.keyroom = KeyRoom(self.database, self.desk, self.wake_all)
        self.console = Console(self.database, self.desk, self.wake_all, config.data_dir)
        self.bulletin = Bulletin(self.database, self.desk, is_exercise=is_demo)
        self.exchange = Exchange(self.database, self.desk, self.wake_all)
        self.courier = Courier(self.database, self.desk)
        self.watch = Watch(self.database, self.desk, config.data_dir, self.wake_all, self.service.say)
        self.clock = Clock(self.database, self.desk, Leadership(self.database, "clock"), self.wake_all,
                           self.pull_lists if config.lists else None,
                           self.check_templates if isinstance(whatsapp, WhatsAppChannel) else None,
                           self.courier.run)  # fmt: skip

    def _vault(self) -> Vault:
        """The secrets this database was sealed under. Raises Unusable; nothing is made where there is something."""
        config, write = self.config, self.database.write_now
        if config.secret_keys:
            vault = Vault(config.secret_keys)
        else:
            if not has_key_file(config.data_dir) and self.database.read(key_mark.is_sealed):
                raise Unusable(self._other_keys("keys that are not there"), "no_keys")
            vault = Vault(load_key_file(config.data_dir), KeyFile(config.data_dir).changed)
        try:
            if self.database.read(lambda tx: key_mark.is_due(tx, vault)):
                write(lambda tx: key_mark.renew(tx, vault))
        except key_mark.WrongKeys:
            raise Unusable(self._other_keys("other keys"), "wrong_keys") from None
        return vault

    def _other_keys(self, which: str) -> str:
        """What to do when the secrets do not belong to the database."""
        place, keys, folder = (
            self.config.database_place,
            self.config.keys_place,
            self.config.data_dir.absolute(),
        )
        mend = (
            "set it as it was, with every secret it had, newest first"
            if self.config.secret_keys
            else f"put secret.keys back in {folder}, or set BENTENG_SECRET_KEYS"
        )
        return f"{place} was sealed under {which} ({keys}); {mend}. Nothing was changed"

    async def take(self, items: list[Inbound | Receipt]) -> None:
        """Handle messages; returns after the commit. Raises Unsafe while the database is gone, Crowded."""
        try:
            await self._intake.take(items)
        except Gone as error:
            raise Unsafe from error

    async def accept(self, items: list[Inbound | Receipt]) -> None:
        """The same for providers that may not call again: safe on disk while the database is gone. Raises Unsafe."""
        await self._waiting_room.accept(items)

    async def fetch(self, reader: Address, seen: int, limits: Limits) -> tuple[tuple[Outbound, ...], int]:
        """Messages waiting for a reader who fetches them."""
        if seen:
            await self.database.write(lambda tx: pulled.acknowledge(tx, self.desk, reader, seen))
        batch = await asyncio.to_thread(
            self.database.read, lambda tx: pulled.waiting(tx, self.desk, reader, limits)
        )
        return tuple([await self.shelf.enclosed(out) for out in batch.messages]), batch.cursor

    async def unready(self, *, here: bool = False) -> Sequence[str]:
        return await self.watch.unready(here=here)

    @staticmethod
    def schema_version() -> str:
        """The database version this code brings."""
        return upgrade.newest()

    async def pull_lists(self, *kinds: ListKind) -> list[Pull]:
        """Fetch published lists from their addresses, all of them or these; the old ones stay when it fails."""
        pulls = []
        for kind, url in self.config.lists.items():
            if not kinds or kind in kinds:
                pulls.append(await self._pull_list(kind, url))
        return pulls

    async def _pull_list(self, kind: ListKind, url: str) -> Pull:
        write, desk = self.database.write, self.desk
        last = await write(lambda tx: registries.last_pull(tx, kind, url))
        try:
            got = await fetch(url, etag=last.etag if last else "", modified=last.modified if last else "",
                              rules=self.fetch_rules)  # fmt: skip
            pull = await write(
                lambda tx: registries.fetched(tx, desk, kind, url, got.data, got.etag, got.modified)
            )
        except NotFetched as error:
            why = str(error)
            pull = await write(lambda tx: registries.not_fetched(tx, kind, url, why, desk.now()))
        telemetry.list_pulls.labels(kind.value, "good" if pull.is_good else "failed").inc()
        if not pull.is_good:
            telemetry.log().warning("list_not_pulled", code=kind.value)
        return pull

    async def check_templates(self) -> list[Change]:
        """Ask WhatsApp's provider what has become of our templates. Raises TryAgain, Refused, Misconfigured."""
        whatsapp = self.whatsapp()
        found = await whatsapp.catalogue()
        return await self.database.write(lambda tx: templates.take_in(tx, self.desk, found))

    def whatsapp(self) -> WhatsAppChannel:
        """Raises Misconfigured when the channel is off."""
        channel = self.channels.get("whatsapp")
        if not isinstance(channel, WhatsAppChannel):
            raise Misconfigured("whatsapp_off")
        return channel

    def is_busy(self) -> bool:
        return self._intake.is_busy()

    def wake_all(self) -> None:
        self.worker.wake_all()

    async def move_clock(self, minutes: int) -> None:
        """The demonstration's time goes on; what comes due is done at once."""
        self.shift += timedelta(minutes=minutes)
        await self.clock.ring_all()

    async def send_lesson(self) -> int:
        """This week's awareness message, now."""
        return await self.database.write(lambda tx: awareness.send_now(tx, self.desk))

    async def open_console(self, role: str) -> str | None:
        """A session as the demonstration's officer of a role; None when there is none."""
        number = await asyncio.to_thread(self.database.read, lambda tx: demo.officer_of(tx, role))
        return (
            None
            if number is None
            else await self.database.write(lambda tx: entering.begin(tx, self.desk, number))
        )

    async def run(self, *parts: str, on_start: Callable[[], None] | None = None) -> None:
        """Run web, worker and clock, or some of them, until SIGTERM or SIGINT; then finish what is under way."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, over.set)
        runner = await self.start(*parts)
        gc.collect()
        gc.freeze()  # rules, lists and catalogs stay: nobody looks through them for garbage again
        tasks = [asyncio.create_task(part()) for part in self._parts(parts)]
        tasks.append(asyncio.create_task(self.watch.run(receives="web" in parts)))
        self.service.say("READY=1")
        if on_start is not None:
            on_start()
        watch = asyncio.create_task(over.wait())
        await asyncio.wait([watch, *tasks], return_when=asyncio.FIRST_COMPLETED)
        self.service.say("STOPPING=1")
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        await self.stop(runner)
        for result in results:
            if isinstance(result, Misconfigured):
                raise result

    async def start(self, *parts: str) -> web.AppRunner | None:
        """Open the channels, register with providers, and listen: without `web` among the parts for monitors only."""
        for channel in self.channels.values():
            await channel.open()
        if "web" not in parts:
            port = self.config.metrics_port
            return await self._listen(server.build_bare(self), port) if port else None
        self.desk.mint.stock()
        application = server.build(self)
        pages.add(application, self.keyroom)
        prints.add(application, self.press)
        prints.add_files(application, self.shelf)
        cap.add(application, self.bulletin)
        api.add(application, self.exchange)
        frame = console.add(application, self.console, public_url=self.config.public_url)
        if self.is_demo:
            demo_pages.add(application, self, demo.phones(self.desk), frame)
        runner = await self._listen(application, self.config.port)
        await self._register()
        return runner

    async def _listen(self, application: web.Application, port: int) -> web.AppRunner:
        runner = server.runner(application)
        await runner.setup()
        host = "127.0.0.1" if self.is_demo else None
        await web.TCPSite(runner, host, port).start()
        return runner

    async def stop(self, runner: web.AppRunner | None) -> None:
        if runner is not None:
            await runner.cleanup()
        for channel in self.channels.values():
            await channel.close()
        self.close()

    def close(self) -> None:
        self.desk.mint.close()
        self.database.close()

    def _parts(self, names: tuple[str, ...]) -> list[Part]:
        running: list[Part] = [self._waiting_room.run] if "web" in names else []
        telegram = self.channels.get("telegram")
        if (
            "web" in names
            and isinstance(telegram, TelegramChannel)
            and self.config.telegram_mode == "polling"
        ):
            running.append(lambda: telegram.listen(self.take))
        if "worker" in names:
            running.append(self.worker.run)
        if "clock" in names:
            running.append(self.clock.run)
        return running

    async def _register(self) -> None:
        """Tell Telegram where to call and which commands to show; a provider's outage does not stop the start."""
        telegram = self.channels.get("telegram")
        if not isinstance(telegram, TelegramChannel):
            return
        menus = {
            "" if language == "id" else language: [
                (word, self.desk.catalogs.sentences[language][f"menu.command.{word}"]) for word in COMMANDS
            ]
            for language in self.desk.catalogs.languages
        }
        try:
            if self.config.telegram_mode == "webhook":
                await telegram.register(self.config.public_url)
            await telegram.publish_commands(menus)
        except Misconfigured:
            raise
        except Exception as error:
            code = error.code if isinstance(error, TryAgain) else "unknown"
            telemetry.log().warning("registration_put_off", channel="telegram", code=code)


def _keep_private(folder: Path) -> None:
    """Nobody else on the machine looks into the data folder; one that is shared with other things stays as it is."""
    if folder.resolve() in (Path.cwd(), Path.home(), *Path.cwd().parents):
        return
    with contextlib.suppress(OSError):  # another user's: whoever set it up so answers for it
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
