"""Where officers open reports: a link from the chat, their passphrase, the report for five minutes. No script.

What was told is shown once, in the answer to the passphrase; nothing of it is kept for the page, and nothing is cached.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Protocol
from urllib.parse import parse_qsl

from aiohttp import web

from bot.domain.casework import Page
from bot.services.custody import Opened
from bot.services.unlocking import MOST_NOTE, Busy, Sheet, Told, Visit, WrongPassphrase, path

CLOSED = "/konsol/terkunci"
OPEN_SECONDS = 300
MOST_FORM = 4_096  # bytes
MOST_NOTE_FORM = 12 * MOST_NOTE + 200  # a letter takes up to twelve
FIELDS = ("story", "place", "broker")
POLICY = "default-src 'self'; img-src 'self' data:; media-src data:; frame-ancestors 'none'; base-uri 'none'"

Say = Callable[..., str]


class Keys(Protocol):
    """What the pages need of the rest; bot.app supplies it."""

    async def guest(self, token: str, page: Page = Page.REPORT) -> Visit | None:
        """Who comes to a page with this link; None when it is no way there."""

    def new_passphrase(self, token: str) -> tuple[str, str]:
        """A fresh one, and the mark that shows it was made here."""

    async def make_key(self, token: str, passphrase: str, mark: str) -> Sheet | None:
        """The officer's first key, and the case of the link with it. Raises WrongPassphrase, Busy."""

    async def unlock(self, token: str, passphrase: str) -> Sheet | None:
        """Open the case of a link. Raises WrongPassphrase, Busy."""

    async def write_note(self, ticket: str, text: str) -> bool:
        """Keep an officer's note; False when their page is too old, or has its note."""

    async def print_sheet(self, token: str) -> tuple[str, bytes] | None:
        """The number of a referred case and its sheet as a PDF, once."""

    async def language(self, token: str) -> str:
        """That of whoever a link was made for, also when it is good no more."""

    def say(self, language: str, key: str, **params: str | int) -> str: ...


def add(app: web.Application, keys: Keys) -> None:
    """Add the routes."""

    async def shown(request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        guest = await keys.guest(token)
        return await _gone(keys, token) if guest is None else _entrance(keys, guest, token)

    async def sent(request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        guest = await keys.guest(token)
        if guest is None:
            return await _gone(keys, token)
        form, say = await _form(request), _sayer(keys, guest.language)
        if not form.get("kata", "").strip():
            return _entrance(keys, guest, token, status=400)
        try:
            if guest.locked is None:
                return await _made(keys, say, token, form)
            report = await keys.unlock(token, form["kata"])
        except WrongPassphrase:
            if guest.tries_left <= 1:
                return await _gone(keys, token)
            wrong = say("page.unlock.wrong", left=guest.tries_left - 1)
            return _entrance(keys, guest, token, wrong, status=403)
        except Busy:
            return _page(say, say("page.busy.title"), _text(say("page.busy.text")), status=503)
        return await _gone(keys, token) if report is None else _sheet(say, report)

    async def closed(_request: web.Request) -> web.StreamResponse:
        say = _sayer(keys, "id")
        return _page(say, say("page.sheet.closed"), _text(say("page.sheet.reopen")))

    async def noted(request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        guest, form = await keys.guest(token, Page.NOTE), await _form(request, MOST_NOTE_FORM)
        if guest is None:
            return await _gone(keys, token, "page.note.gone")
        say, text = _sayer(keys, guest.language), form.get("catatan", "").strip()
        if not text:
            return _page(say, say("page.note.title"), _text(say("page.note.empty")), status=400)
        if not await keys.write_note(token, text):
            return await _gone(keys, token, "page.note.gone")
        return _page(say, say("page.note.done"), _text(say("page.sheet.reopen")))

    async def referred(request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        guest = await keys.guest(token, Page.REFERRAL)
        if guest is None:
            return await _gone(keys, token, "page.referral.gone")
        say = _sayer(keys, guest.language)
        form = f'<form method="post">{_button(say("page.referral.button"))}</form>'
        title = say("page.referral.title", number=guest.number)
        return _page(say, title, f"{_text(say('page.referral.text'))}{form}")

    async def printed(request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        given = await keys.print_sheet(token)
        if given is None:
            return await _gone(keys, token, "page.referral.gone")
        number, sheet = given
        headers = {"Content-Disposition": f'attachment; filename="rujukan-{number}.pdf"'}
        return web.Response(body=sheet, content_type="application/pdf", headers=headers)

    app.router.add_get(path(Page.REPORT) + "{token}", shown)
    app.router.add_post(path(Page.REPORT) + "{token}", sent)
    app.router.add_post(path(Page.NOTE) + "{token}", noted)
    app.router.add_get(path(Page.REFERRAL) + "{token}", referred)
    app.router.add_post(path(Page.REFERRAL) + "{token}", printed)
    app.router.add_get(CLOSED, closed)


async def _made(keys: Keys, say: Say, token: str, form: Mapping[str, str]) -> web.StreamResponse:
    passphrase, mark = form.get("baru", ""), form.get("tanda", "")
    if not passphrase or form.get("kata", "").casefold().split() != passphrase.split():
        note = _note(say("page.key.wrong"))
        return _page(say, say("page.key.title"), f"{note}{_making(say, passphrase, mark)}", status=400)
    report = await keys.make_key(token, passphrase, mark)
    if report is None:
        return _page(say, say("page.key.done.title"), _text(say("page.key.done.text")))
    return _sheet(say, report)


async def _form(request: web.Request, most: int = MOST_FORM) -> Mapping[str, str]:
    """The fields of a form; {} for one of more than `most` bytes or not readable."""
    if (request.content_length or most + 1) > most:
        return {}
    body = await request.read()
    return dict(parse_qsl(body.decode("ascii", errors="replace"), errors="replace"))


def _entrance(keys: Keys, guest: Visit, token: str, note: str = "", *, status: int = 200) -> web.Response:
    """Where a passphrase is asked for, or made the first time."""
    say, banner = _sayer(keys, guest.language), _note(note) if note else ""
    if guest.locked is None:
        body = _making(say, *keys.new_passphrase(token))
        return _page(say, say("page.key.title"), f"{banner}{body}", status=status)
    if not guest.number:
        return _page(say, say("page.key.done.title"), _text(say("page.key.done.text")))
    title = say("page.unlock.title", number=guest.number)
    return _page(say, title, f"{banner}{_asking(say, guest.words)}", status=status)


def _sheet(say: Say, report: Sheet) -> web.Response:
    """The report itself; the page closes by itself."""
    title = say("page.sheet.title", number=report.case.number)
    stage = _text(say("page.sheet.stage", stage=say(f"stage.{report.case.stage.value}")))
    body = "".join(
        _told(say, told, is_merged=told is not report.told) for told in (report.told, *report.merged)
    )
    exercise = _note(say("exercise.mark")) if report.case.is_exercise else ""
    if not any(told.opened for told in (report.told, *report.merged)):
        return _page(say, title, f"{exercise}{body}")
    return _page(
        say,
        title,
        f"{exercise}{_note(say('page.sheet.closes'))}{stage}{body}{_noting(say, report.ticket)}",
        closes=True,
    )


def _told(say: Say, told: Told, *, is_merged: bool) -> str:
    """One report: the case's own, or one merged into it under its own number."""
    head = f"<h1>{escape(say('page.sheet.merged', number=told.number))}</h1>" if is_merged else ""
    if told.opened is None:
        return head + _text(say("page.sheet.sealed"))
    unsure = _note(say("case.broken_off")) if told.is_broken_off else ""
    return head + unsure + "".join(_blocks(say, told, told.opened))


def _blocks(say: Say, report: Told, opened: Opened) -> Iterator[str]:
    for name in FIELDS:
        if opened.fields.get(name):
            yield _block(say(f"page.sheet.{name}"), (opened.fields[name],))
    if opened.added:
        yield _block(say("page.sheet.answers"), opened.added)
    if report.asked:
        yield _block(say("page.sheet.asked"), report.asked)
    if opened.attachments:
        shown = "".join(_attachment(*each) for each in opened.attachments)
        yield f'<section class="card"><h2>{escape(say("page.sheet.attachments"))}</h2>{shown}</section>'
    if opened.lost:
        yield _block(say("page.sheet.lost"), (say("page.sheet.lost_now", number=opened.lost),))
    if opened.notes:
        yield _block(say("page.sheet.notes"), opened.notes)


def _block(heading: str, texts: tuple[str, ...]) -> str:
    told = "".join(f'<p class="told">{escape(text)}</p>' for text in texts)
    return f'<section class="card"><h2>{escape(heading)}</h2>{told}</section>'


def _attachment(kind: str, mime: str, data: bytes) -> str:
    address = f"data:{escape(mime, quote=True)};base64,{base64.b64encode(data).decode()}"
    if mime.startswith("image/"):
        return f'<img class="told" src="{address}" alt="{escape(kind)}">'
    if mime.startswith("audio/"):
        return f'<audio controls src="{address}"></audio>'
    return f'<p><a download="lampiran" href="{address}">{escape(kind)}</a></p>'


def _making(say: Say, passphrase: str, mark: str) -> str:
    return (
        f"{_text(say('page.key.text'))}"
        f'<p class="passphrase">{escape(passphrase)}</p>'
        '<form method="post">'
        f'<input type="hidden" name="baru" value="{escape(passphrase, quote=True)}">'
        f'<input type="hidden" name="tanda" value="{escape(mark, quote=True)}">'
        f"{_field(say('page.key.again'))}{_button(say('page.key.button'))}</form>"
    )


def _noting(say: Say, ticket: str) -> str:
    """The officer's own words: here, because nothing of a report is ever typed into a chat."""
    return (
        f'<section class="card"><h2>{escape(say("page.note.title"))}</h2>'
        f'<form method="post" action="{path(Page.NOTE)}{escape(ticket, quote=True)}">'
        f"<label>{escape(say('page.note.label'))}"
        f'<textarea name="catatan" rows="4" maxlength="{MOST_NOTE}" required></textarea></label>'
        f"{_button(say('page.note.button'))}</form></section>"
    )


def _asking(say: Say, words: str) -> str:
    field = _field(say("page.unlock.label"), words)
    return (
        f"{_note(say('page.unlock.played')) if words else _text(say('page.unlock.text'))}"
        f'<form method="post">{field}{_button(say("page.unlock.button"))}</form>'
    )


def _field(label: str, typed: str = "") -> str:
    value = f' value="{escape(typed, quote=True)}"' if typed else ""
    return (
        f'<label>{escape(label)}<input type="text" name="kata" autocomplete="off" autocapitalize="none" '
        f'spellcheck="false" required maxlength="200"{value}></label>'
    )


def _button(label: str) -> str:
    return f'<button class="send">{escape(label)}</button>'


def _text(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _note(text: str) -> str:
    return f'<p class="banner">{escape(text)}</p>'


async def _gone(keys: Keys, token: str, text: str = "page.gone.text") -> web.Response:
    say = _sayer(keys, await keys.language(token))
    return _page(say, say("page.gone.title"), _text(say(text)), status=404)


def _sayer(keys: Keys, language: str) -> Say:
    return lambda key, **params: keys.say(language, key, **params)


def _page(say: Say, title: str, body: str, *, status: int = 200, closes: bool = False) -> web.Response:
    refresh = f'<meta http-equiv="refresh" content="{OPEN_SECONDS};url={CLOSED}">' if closes else ""
    text = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"{refresh}<title>{escape(say('page.title'))}</title>"
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/statis/obrolan.css"></head>'
        f'<body class="sheet"><main><h1>{escape(title)}</h1>{body}</main></body></html>'
    )
    headers = {"Content-Security-Policy": POLICY}
    return web.Response(text=text, status=status, content_type="text/html", headers=headers)
