"""Messages to many: the list, one of them with its results, writing one."""

from aiohttp import web

from bot.content.campaigns import LONGEST, SHORTEST
from bot.services.console import campaigns
from bot.services.console.campaigns import LANGUAGES, MOVES, RHYTHMS, TOPICS, Compose, Typed
from bot.web.console.frame import HOME, Frame, Visit

CAMPAIGNS = f"{HOME}/pesan"
NEW = f"{CAMPAIGNS}/baru"
ONE = f"{CAMPAIGNS}/{{number:[0-9]{{1,18}}}}"
ENTRIES = ("title", "topic", "area", "day", "hour", "every_weeks", "ends_on", "lesson")
MOST_ENTRY = 100  # characters


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        if not visit.who.is_head:
            return visit.missing()
        found = await visit.read(campaigns.listing, visit.query.get("dari", ""))
        return visit.page("campaigns.html", listing=found)

    async def blank(visit: Visit) -> web.StreamResponse:
        form = await visit.read(campaigns.blank, visit.query.get("salin", ""))
        return visit.missing() if form is None else _written(visit, form)

    async def written(visit: Visit) -> web.StreamResponse:
        form = await visit.read(campaigns.checked, _typed(visit))
        return visit.missing() if form is None else _written(visit, form)

    async def kept(visit: Visit) -> web.StreamResponse:
        form = await visit.read(campaigns.checked, _typed(visit))
        if form is None:
            return visit.missing()
        if form.plan is None:
            return _written(visit, form)
        await visit.write(campaigns.keep, visit.form.get("borang", ""), form.plan)
        return visit.back(CAMPAIGNS, "tersimpan")

    async def shown(visit: Visit) -> web.StreamResponse:
        page = await visit.read(campaigns.page, int(visit.part["number"]))
        if page is None:
            return visit.missing()
        return visit.page("campaign.html", page=page, reloads=visit.query.get("segar") == "1")

    async def moved(visit: Visit) -> web.StreamResponse:
        number, name = int(visit.part["number"]), visit.part["what"]
        is_so = await visit.write(campaigns.move, visit.form.get("borang", ""), number, name)
        if is_so is None:
            return visit.missing()
        return visit.back(f"{CAMPAIGNS}/{number}", "berubah" if is_so else "gagal")

    frame.shows(CAMPAIGNS, listed)
    frame.shows(NEW, blank)
    frame.does(NEW, written)
    frame.does(f"{CAMPAIGNS}/simpan", kept)
    frame.shows(ONE, shown)
    frame.does(f"{ONE}/{{what:{'|'.join(MOVES)}}}", moved)


def _typed(visit: Visit) -> Typed:
    form = visit.form

    def ticked(kind: str) -> tuple[str, ...]:
        return tuple(name.removeprefix(kind) for name in form if name.startswith(kind))

    texts = {name: form.get(f"text_{name}", "").replace("\r\n", "\n") for name in LANGUAGES}
    entries = {name: form.get(name, "")[:MOST_ENTRY] for name in ENTRIES}
    return Typed(entries, texts, frozenset(ticked("read_")), ticked("language_"), ticked("channel_"))


def _written(visit: Visit, form: Compose) -> web.Response:
    typed = form.typed
    kept = {
        **typed.entries,
        **{f"text_{name}": text for name, text in typed.texts.items()},
        **{f"read_{name}": "1" for name in typed.was_read},
        **{f"language_{name}": "1" for name in typed.languages},
        **{f"channel_{name}": "1" for name in typed.channels},
    }
    return visit.page(
        "campaign_form.html", form=form, typed_in=kept, status=422 if form.wrong else 200,
        areas=[(visit.who.area, visit.say("console.campaigns.whole")),
               *((area.code, f"{area.name}, {area.parent}".rstrip(", ")) for area in form.areas)],
        topics=[(name, visit.say(f"console.campaigns.topic.{name}")) for name in TOPICS],
        rhythms=[(name, visit.say("console.campaigns.rhythm", weeks=int(name)) if int(name) else
                  visit.say("console.campaigns.once")) for name in RHYTHMS],
        lessons=[("", visit.say("console.campaigns.no_lesson")),
                 *((name, visit.say(f"lesson.{name}.title")) for name in form.lessons)],
        languages=LANGUAGES, least=SHORTEST, most=LONGEST,
    )  # fmt: skip
