"""What people are sent: a list with review dates, and one of them as each channel shows it."""

from aiohttp import web

from bot import showing
from bot.domain.messages import Outbound
from bot.i18n import FIRST_LANGUAGE
from bot.services import numbers
from bot.services.console import contents
from bot.services.console.contents import ContentLine, Kind
from bot.showing import Look
from bot.web.console.frame import HOME, Frame, Visit, for_heads

CONTENTS = f"{HOME}/isi"
KINDS = "|".join(kind.value for kind in Kind)


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        asked = visit.query.get("apa", "")
        kind = Kind(asked) if asked in [*Kind] else Kind.LESSONS
        found = await visit.read(contents.listing, kind, numbers.whole(visit.query.get("dari", ""), 6) or 0)
        address = f"{CONTENTS}?apa={kind.value}"
        return visit.page("contents.html", listing=found, kind=kind, kinds=list(Kind), address=address)

    async def shown(visit: Visit) -> web.StreamResponse:
        kind, ident = Kind(visit.part["kind"]), visit.part["ident"]
        line = await visit.read(contents.line, kind, ident)
        if line is None:
            return visit.missing()
        asked = visit.query.get("bahasa", "")
        language = asked if asked in line.languages else FIRST_LANGUAGE
        if kind is Kind.TEMPLATES:
            text = await visit.read(contents.template, ident, language)
            moments = [("template", [Look(language, ("whatsapp",), (Outbound(text),))])]
        else:
            moments = await visit.read(showing.moments, ident, language)
        return visit.page(
            "content.html", line=line, kind=kind, moments=moments, at_language=language,
            card=_card(kind, line, language), address=f"{CONTENTS}/{kind.value}/{ident}", list=CONTENTS,
        )  # fmt: skip

    frame.shows(CONTENTS, for_heads(listed))
    frame.shows(f"{CONTENTS}/{{kind:{KINDS}}}/{{ident:[a-z0-9_.]{{2,60}}}}", for_heads(shown))


def _card(kind: Kind, line: ContentLine, language: str) -> str:
    """The address of its picture; "" where there is none, or none that may be shown."""
    is_shown = kind is Kind.LESSONS and line.state is not contents.State.PAST and language not in line.unread
    return f"/kartu/{language}/{line.id}.png" if is_shown else ""
