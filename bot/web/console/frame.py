"""What every page of the console shares: the session, forms that cannot be forged or sent twice, the frame around it.

A page is a function that gets a `Visit` and gives an answer. Without script everything works; `konsol.js` adds that
the page says when something new has come.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import telemetry
from bot.domain.commands import Command
from bot.domain.console import Who
from bot.domain.health import Measured
from bot.domain.messages import Reply
from bot.formats.sheet import Table
from bot.services.entering import Entrance, Refusal
from bot.services.holding import Upload
from bot.web.console import receiving

HOME = "/konsol"
ENTRANCE = f"{HOME}/masuk"
COOKIE = "benteng_konsol"
MOST_QUERY = 1_024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
WORDS = (
    "tersimpan",
    "terkirim",
    "diajukan",
    "berubah",
    "gagal",
    "tanggal_terbalik",
    "tanggal_kosong",
    "hari_kosong",
    "wilayah_lain",
    "tinggal_sendiri",
    "berkas_kosong",
    "tanggal_daftar",
    "berkas_lewat",
    "daftar_berganti",
    "belum_dicentang",
    "kode_sudah",
    "jabatan_kosong",
    "lama_latihan",
)  # what `Visit.back` can tell: console.told.<it>
TEMPLATES = Path(__file__).parent / "templates"

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the menu; `console.menu.<name>` is its word."""

    name: str
    address: str
    is_for_heads: bool = False

    def holds(self, path: str) -> bool:
        """Whether a page is this entry's, or one it leads to."""
        return path == self.address or (self.address != HOME and path.startswith(f"{self.address}/"))


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the menu that belong together; `console.group.<name>` is their word."""

    name: str
    items: tuple[Item, ...]

    def open_to(self, who: Who | None) -> "Group":
        """With the entries that somebody may open."""
        return replace(
            self, items=tuple(i for i in self.items if who and (who.is_head or not i.is_for_heads))
        )

    def current(self, path: str) -> Item | None:
        """The entry whose page it is, if it is in here."""
        return next((item for item in self.items if item.holds(path)), None)


class Room(Protocol):
    """What the pages need of the rest; bot.app supplies it."""

    async def entrance(self, token: str) -> Entrance | None: ...
    async def enter(self, token: str, code: str) -> str | Refusal: ...
    async def who(self, held: str) -> Who | None: ...
    async def read(self, ask: Callable[..., T], *args: Any) -> T: ...
    async def write(self, do: Callable[..., T], *args: Any) -> T: ...
    async def act(self, who: Who, form: str, *commands: Command) -> None: ...
    async def keep(self, who: Who, upload: Upload) -> None: ...
    async def kept(self, who: Who) -> Upload | None: ...
    async def drop(self, who: Who) -> None: ...
    async def health(self) -> Measured: ...
    def mark(self, *parts: str) -> str: ...
    def is_mark(self, given: str, *parts: str) -> bool: ...
    def say(self, language: str, key: str, **params: Any) -> str: ...
    def words(self, language: str, reply: Reply) -> str: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """One call of a page by an officer whose session is good; `form` holds what was sent, "" for what was not."""

    frame: "Frame"
    request: web.Request
    who: Who
    form: Mapping[str, str] = field(default_factory=dict)
    upload: Upload | None = None

    @property
    def part(self) -> Mapping[str, str]:
        """The parts of the address."""
        return self.request.match_info

    @property
    def query(self) -> Mapping[str, str]:
        """What was asked for behind the address, cut to a sane length."""
        return {name: value[:100] for name, value in self.request.query.items()}

    async def read(
        self, ask: Callable[Concatenate[Any, Any, Who, P], T], *args: P.args, **more: P.kwargs
    ) -> T:
        return await self.frame.room.read(lambda tx, desk: ask(tx, desk, self.who, *args, **more))

    async def write(
        self, do: Callable[Concatenate[Any, Any, Who, P], T], *args: P.args, **more: P.kwargs
    ) -> T:
        return await self.frame.room.write(lambda tx, desk: do(tx, desk, self.who, *args, **more))

    async def act(self, *commands: Command) -> None:
        """Carry out commands, once however often the form is sent."""
        await self.frame.room.act(self.who, self.form.get("borang", ""), *commands)

    async def is_still_open(self) -> bool:
        """Whether the session is good now: an answer that goes on for minutes has to ask."""
        return await self.frame.session_of(self.request) is not None

    def say(self, key: str, **params: Any) -> str:
        return self.frame.room.say(self.who.language, key, **params)

    def words(self, reply: Reply) -> str:
        return self.frame.room.words(self.who.language, reply)

    def page(self, template: str, *, status: int = 200, **values: Any) -> web.Response:
        return self.frame.page(template, self.who, self.request, status=status, **values)

    def csv(self, name: str, table: Table) -> web.Response:
        """A table to take away; `name` without its ending."""
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return web.Response(body=table.csv(), content_type="text/csv", charset="utf-8", headers=headers)

    def missing(self) -> web.Response:
        """It is not there, or not this officer's: which of the two is not told."""
        return self.page("missing.html", status=404)

    def back(self, address: str, told: str = "") -> web.Response:
        """After a form: to a page that can be loaded again without sending it again, with a word on what was done."""
        more = f"{'&' if '?' in address else '?'}kata={told}" if told else ""
        return web.Response(status=303, headers={"Location": f"{address}{more}"})


Page = Callable[[Visit], Awaitable[web.StreamResponse]]


def for_heads(page: Page) -> Page:
    """A page that is not there for anybody else."""

    async def answer(visit: Visit) -> web.StreamResponse:
        return await page(visit) if visit.who.is_head else visit.missing()

    return answer


class Frame:
    """Puts pages into the application, each behind the session."""

    def __init__(self, app: web.Application, room: Room, menu: Sequence[Group], *, public_url: str) -> None:
        self.room = room
        self._menu = menu
        self.closing = asyncio.Event()  # the service stops: what goes on for minutes ends now
        app.on_shutdown.append(self._close)
        self._router = app.router
        self._origin = public_url
        self._is_secure = urlsplit(public_url).scheme == "https"
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip

    async def _close(self, _app: web.Application) -> None:
        self.closing.set()

    def shows(self, path: str, page: Page) -> None:
        """A page to look at."""

        async def answer(request: web.Request) -> web.StreamResponse:
            who = await self.session_of(request)
            if who is None:
                return self.page("closed.html", None, request, status=401)
            if len(request.query_string) > MOST_QUERY:
                return self.page("refused.html", who, request, status=400)
            return await page(Visit(self, request, who))

        self._router.add_get(path, answer, allow_head=False)

    def does(self, path: str, page: Page) -> None:
        """A form's target. A forged one changes nothing; what an ended session had typed is given back."""

        async def answer(request: web.Request) -> web.StreamResponse:
            who, form = await self.session_of(request), await receiving.fields(request)
            if not self._is_our_own(request) or form is None:
                telemetry.refused_calls.labels("console", "forged").inc()
                return self.page("refused.html", who, request, status=403 if form is not None else 413)
            if who is None:
                typed = [
                    text for name, text in form.items() if name not in ("tanda", "borang") and len(text) > 20
                ]
                return self.page("closed.html", None, request, status=401, typed=typed)
            if not self.room.is_mark(form.get("tanda", ""), "form", who.session.hex()):
                telemetry.refused_calls.labels("console", "forged").inc()
                return self.page("refused.html", who, request, status=403)
            return await page(Visit(self, request, who, form))

        self._router.add_post(path, answer)

    def receives(self, path: str, page: Page, most: int) -> None:
        """A form's target that takes a file of at most so many bytes, from heads only."""

        async def answer(request: web.Request) -> web.StreamResponse:
            who = await self.session_of(request)
            if who is None:
                return self.page("closed.html", None, request, status=401)
            if not who.is_head:
                return self.page("missing.html", who, request, status=404)
            try:
                if not self._is_our_own(request):
                    raise receiving.Refused(receiving.FORGED)
                form, upload = await receiving.received(
                    request, lambda given: self.room.is_mark(given, "form", who.session.hex()), most
                )
            except receiving.Refused as error:
                if error.status == receiving.FORGED:
                    telemetry.refused_calls.labels("console", "forged").inc()
                return self.page("refused.html", who, request, status=error.status)
            return await page(Visit(self, request, who, form, upload))

        self._router.add_post(path, answer)

    def open_door(self, path: str, page: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> None:
        """A page before the session, to look at and to send."""

        async def sent(request: web.Request) -> web.StreamResponse:
            if not self._is_our_own(request):
                telemetry.refused_calls.labels("console", "forged").inc()
                return self.page("refused.html", None, request, status=403)
            return await page(request)

        self._router.add_get(path, page)
        self._router.add_post(path, sent)

    def page(
        self, template: str, who: Who | None, request: web.Request, *, status: int = 200, **values: Any
    ) -> web.Response:
        """A template filled; whatever people wrote is escaped by it."""
        language = values.pop("language", None) or (who.language if who else "id")
        told = request.query.get("kata", "")
        menu = [group for group in (one.open_to(who) for one in self._menu) if group.items]
        text = self._templates.get_template(template).render(
            {"typed": (), **values},
            who=who,
            language=language,
            say=partial(self.room.say, language),
            words=partial(self.room.words, language),
            tanda=self.room.mark("form", who.session.hex()) if who else "",
            fresh=lambda: secrets.token_urlsafe(12),
            here=request.path,
            menu=menu,
            current=next(filter(None, (group.current(request.path) for group in menu)), None),
            told=told if told in WORDS else "",
        )
        headers = {
            "Content-Security-Policy": POLICY,
            "Referrer-Policy": "same-origin",
        }  # else forms say "Origin: null"
        return web.Response(text=text, status=status, content_type="text/html", headers=headers)

    def enter(self, answer: web.Response, held: str) -> web.Response:
        """Let the browser hold a session."""
        answer.set_cookie(self._cookie, held, path="/", httponly=True, samesite="Lax", secure=self._is_secure)
        return answer

    def leave(self, answer: web.Response) -> web.Response:
        answer.del_cookie(self._cookie, path="/", secure=self._is_secure, httponly=True, samesite="Lax")
        return answer

    @property
    def _cookie(self) -> str:
        """Over https nobody but this host can set it."""
        return f"__Host-{COOKIE}" if self._is_secure else COOKIE

    async def session_of(self, request: web.Request) -> Who | None:
        """Whose session comes with a call; None without a good one."""
        held = request.cookies.get(self._cookie, "")
        return await self.room.who(held) if 20 <= len(held) <= 100 else None

    def _is_our_own(self, request: web.Request) -> bool:
        """Whether a form was sent from a page of ours; browsers say so themselves."""
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        if site is not None and site not in ("same-origin", "none"):
            return False
        return origin is None or origin == (self._origin or f"{request.scheme}://{request.host}")
