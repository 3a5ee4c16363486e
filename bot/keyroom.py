"""What officers do on our own pages; the slow work a little at a time, beside the writer and the event loop."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import paper, sealing
from bot.domain.casework import Page
from bot.domain.messages import Reply
from bot.services import demo, referral, unlocking
from bot.services.desk import Desk
from bot.services.unlocking import Busy, Sheet, Visit, WrongPassphrase
from bot.store.db import Database
from bot.vault import Unopenable

AT_ONCE = 2  # each takes 64 MiB
MOST_WAITING = 20


class KeyRoom:
    """Answers bot.web.pages."""

    def __init__(self, database: Database, desk: Desk, on_change: Callable[[], None]) -> None:
        self._database = database
        self._desk = desk
        self._on_change = on_change
        self._room = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._known: Mapping[int, str] = {}

    def play(self) -> None:
        """The demonstration: its officers have keys from the start, and their words are already typed."""
        self._known = self._database.write_now(lambda tx: demo.make_keys(tx, self._desk))

    async def guest(self, token: str, page: Page = Page.REPORT) -> Visit | None:
        look = self._database.read
        found = await asyncio.to_thread(look, lambda tx: unlocking.visit(tx, self._desk, token, page))
        return found and replace(found, words=self._known.get(found.officer_id, ""))

    async def language(self, token: str) -> str:
        look = self._database.read
        return await asyncio.to_thread(look, lambda tx: unlocking.language_of_link(tx, self._desk, token))

    def new_passphrase(self, token: str) -> tuple[str, str]:
        made = sealing.new_passphrase(self._desk.content.passphrase_words)
        return made, unlocking.passphrase_mark(self._desk, token, made)

    async def make_key(self, token: str, passphrase: str, mark: str) -> Sheet | None:
        """The officer's first key, and the case of the link with it. Raises WrongPassphrase, Busy."""
        if not self._desk.vault.same(mark, unlocking.passphrase_mark(self._desk, token, passphrase)):
            raise WrongPassphrase
        pair = sealing.new_pair()
        locked = await self._worked_on(lambda: sealing.locked(pair.private, passphrase))
        write, desk = self._database.write, self._desk
        if not await write(lambda tx: unlocking.keep_key(tx, desk, token, pair, locked)):
            return None
        return await write(lambda tx: unlocking.show(tx, desk, token, pair.private))

    async def unlock(self, token: str, passphrase: str) -> Sheet | None:
        """Open the case of a link. Raises WrongPassphrase, Busy."""
        write, desk = self._database.write, self._desk
        visit = await write(lambda tx: unlocking.begin(tx, desk, token))
        if visit is None or visit.locked is None:
            return None
        locked = visit.locked
        try:
            private = await self._worked_on(lambda: sealing.unlocked(locked, passphrase))
        except Unopenable as error:
            raise WrongPassphrase from error
        except MemoryError as error:
            raise Busy from error
        sheet = await write(lambda tx: unlocking.show(tx, desk, token, private))
        self._on_change()
        return sheet

    async def write_note(self, ticket: str, text: str) -> bool:
        """Keep an officer's note; False when their page is too old, or has its note."""
        return await self._database.write(lambda tx: unlocking.write_note(tx, self._desk, ticket, text))

    async def print_sheet(self, token: str) -> tuple[str, bytes] | None:
        """The number of a referred case and its sheet as a PDF, once; None when the link is good no more."""
        given = await self._database.write(lambda tx: referral.take(tx, self._desk, token))
        if given is None:
            return None
        printed = await asyncio.to_thread(paper.printed, given.lines, given.blanks, given.language)
        return given.number, printed

    def say(self, language: str, key: str, **params: str | int) -> str:
        return self._desk.catalogs.text(Reply(key, dict(params)), language)

    async def _worked_on(self, work: Callable[[], bytes]) -> bytes:
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            async with self._room:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1
