"""An officer at the console, over HTTP as a browser would: cookies kept, forms filled from the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

import pyotp
from aiohttp import ClientSession, CookieJar

from bot.services import demo
from tests.journeys.site import Site

COOKIE = "benteng_konsol"


@dataclass
class Answer:
    status: int
    text: str
    path: str
    headers: Mapping[str, str]

    def form(self, action: str) -> dict[str, str]:
        """The hidden fields of the page's form with this target."""
        found = re.search(
            rf'<form method="post" action="[^"]*{re.escape(action)}"[^>]*>(.*?)</form>', self.text, re.S
        )
        assert found, f"no form {action} on {self.path}"
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[1]))


@dataclass
class Desk:
    """One browser. `session` is the officer's chat."""

    site: Site
    session: str
    secret: str = ""
    http: ClientSession = field(default_factory=lambda: ClientSession(cookie_jar=CookieJar(unsafe=True)))

    async def link(self) -> str:
        """What KONSOL gives in the officer's own chat."""
        told = "\n".join(m["text"] for m in await self.site.web(self.session, text="konsol"))
        found = re.search(r"/konsol/masuk/\S+", told)
        assert found, told
        return found[0]

    async def enters(self, at_step: int = 0) -> Answer:
        """By link and code; the authenticator is set up the first time."""
        link = await self.link()
        page = await self.opens(link)
        if shown := re.search(r'class="secret">(\w+)<', page.text):
            self.secret = shown[1]
        return await self.sends(link, kode=self.code(at_step))

    def code(self, at_step: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(self.site.app.desk.now(), counter_offset=at_step)

    async def opens(self, path: str, **headers: str) -> Answer:
        async with self.http.get(f"{self.site.base}{path}", headers=headers) as answer:
            return Answer(
                answer.status, unescape(await answer.text()), urlsplit(str(answer.url)).path, answer.headers
            )

    async def sends(self, path: str, headers: Mapping[str, str] | None = None, **fields: str) -> Answer:
        async with self.http.post(
            f"{self.site.base}{path}", data=fields, headers=dict(headers or {})
        ) as answer:
            return Answer(
                answer.status, unescape(await answer.text()), urlsplit(str(answer.url)).path, answer.headers
            )

    async def does(self, page: str, action: str, **fields: str) -> Answer:
        """Open a page and send the form on it."""
        shown = await self.opens(page)
        return await self.sends(
            action if action.startswith("/") else f"{page}/{action}", **shown.form(action), **fields
        )


def officer(site: Site, role: str) -> Desk:
    phone = next(phone for phone in demo.phones(site.app.desk) if phone.role == role)
    return Desk(site, phone.session)
