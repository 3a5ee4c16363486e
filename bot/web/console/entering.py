"""Into the console and out of it: the link from the chat, the code, the sessions there are."""

from aiohttp import web

from bot.services import entering
from bot.services.entering import Refusal
from bot.web.console.frame import ENTRANCE, HOME, Frame, Visit

SESSIONS = f"{HOME}/sesi"
MOST_FORM = 4_096  # bytes


def add(frame: Frame) -> None:
    async def door(request: web.Request) -> web.StreamResponse:
        token, is_wrong = request.match_info["token"], False
        if request.method == "POST":
            if (request.content_length or MOST_FORM + 1) > MOST_FORM:
                return frame.page("refused.html", None, request, status=413)
            form = await request.post()
            held = await frame.room.enter(token, str(form.get("kode", "")))
            if not isinstance(held, Refusal):
                return frame.enter(web.Response(status=303, headers={"Location": HOME}), held)
            is_wrong = held is Refusal.WRONG
        entrance = await frame.room.entrance(token)
        if entrance is None:
            return frame.page("closed.html", None, request, status=404)
        status = 403 if is_wrong else 200
        return frame.page(
            "entrance.html", None, request, status=status,
            entrance=entrance, wrong=is_wrong, language=entrance.language,
        )  # fmt: skip

    async def sessions(visit: Visit) -> web.StreamResponse:
        return visit.page("sessions.html", sessions=await visit.read(entering.sessions))

    async def end(visit: Visit) -> web.StreamResponse:
        mark = visit.form.get("sesi", "")
        ended = await visit.write(entering.end_own, mark)
        answer = visit.back(SESSIONS, "berubah")
        return frame.leave(answer) if ended else answer

    frame.open_door(f"{ENTRANCE}/{{token}}", door)
    frame.shows(SESSIONS, sessions)
    frame.does(SESSIONS, end)
