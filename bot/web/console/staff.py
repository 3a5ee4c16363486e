"""Officers and their roster: who is there and set up, and what a head may change about those below them."""

from collections.abc import Mapping
from datetime import date, time

from aiohttp import web

from bot.domain.casework import Role
from bot.domain.roster import Hours, Leave
from bot.services import numbers
from bot.services.console import staff
from bot.web.console.frame import HOME, Frame, Visit, for_heads

STAFF = f"{HOME}/petugas"
DAYS = range(7)
CLOCK = 5  # characters of "08:00"
ONE = f"{STAFF}/{{number:[0-9]{{1,12}}}}"


def add(frame: Frame) -> None:
    async def listed(visit: Visit) -> web.StreamResponse:
        found = await visit.read(staff.listing, numbers.whole(visit.query.get("dari", ""), 12))
        area = await visit.read(staff.own_area)
        roles = staff.roles_below(visit.who)
        return visit.page("staff.html", listing=found, roles=roles, area=area, address=STAFF)

    async def shown(visit: Visit) -> web.StreamResponse:
        page = await visit.read(staff.page, int(visit.part["number"]))
        if page is None:
            return visit.missing()
        return visit.page("officer.html", page=page, days=DAYS, address=f"{STAFF}/{page.line.id}")

    async def added(visit: Visit) -> web.StreamResponse:
        name = " ".join(visit.form.get("nama", "").split())
        role, area = (
            visit.form.get("peran", ""),
            await visit.read(staff.area_called, visit.form.get("wilayah", "")),
        )
        if not area:
            return visit.back(STAFF, "wilayah_lain")
        if not 0 < len(name) <= staff.MOST_NAME or role not in [*Role]:
            return visit.back(STAFF, "gagal")
        done = await visit.write(staff.add, visit.form.get("borang", ""), name, Role(role), area)
        return visit.back(STAFF, "gagal") if done is None else code_of(visit, *done)

    async def done(visit: Visit) -> web.StreamResponse:
        number, form = int(visit.part["number"]), visit.form
        if await visit.read(staff.page, number) is None:
            return visit.missing()
        once, refused = form.get("borang", ""), "gagal"
        match visit.part["what"]:
            case "undang":
                code = await visit.write(staff.invite, once, number)
                return (
                    visit.back(f"{STAFF}/{number}", "gagal") if code is None else code_of(visit, number, code)
                )
            case "jam":
                try:
                    is_done = await visit.write(staff.set_hours, once, number, _hours(form))
                except ValueError:
                    is_done, refused = False, "hari_kosong"
            case "cuti":
                leave = _leave(form)
                is_done = isinstance(leave, Leave) and await visit.write(staff.set_leave, once, number, leave)
                refused = leave if isinstance(leave, str) else refused
            case "kembali":
                is_done = await visit.write(staff.set_leave, once, number, None)
            case "autentikator":
                is_done = await visit.write(staff.forget_authenticator, once, number)
            case "nonaktif" if form.get("yakin") == "ya":
                is_done = await visit.write(staff.disable, once, number)
            case _:
                return visit.page("refused.html", status=400)
        return visit.back(f"{STAFF}/{number}", "berubah" if is_done else refused)

    def code_of(visit: Visit, number: int, code: str) -> web.StreamResponse:
        """Shown this once: only its hash is kept."""
        return visit.page("officer_code.html", code=code, address=f"{STAFF}/{number}")

    frame.shows(STAFF, for_heads(listed))
    frame.shows(ONE, for_heads(shown))
    frame.does(STAFF, for_heads(added))
    frame.does(f"{ONE}/{{what}}", for_heads(done))


def _hours(form: Mapping[str, str]) -> Hours | None:
    """None: at any time. Raises ValueError for what makes no hours."""
    if form.get("selalu") == "ya":
        return None
    days = frozenset(day for day in DAYS if form.get(f"hari{day}") == "ya")
    starts, ends = (time.fromisoformat(form.get(name, "")[:CLOCK]) for name in ("mulai", "selesai"))
    if not days:
        raise ValueError
    return Hours(days, starts, ends, form.get("libur") == "ya")


def _leave(form: Mapping[str, str]) -> Leave | str:
    """A leave, or the word on what is wrong with its days."""
    try:
        from_on, to_on = (date.fromisoformat(form.get(name, "")) for name in ("dari", "sampai"))
    except ValueError:
        return "tanggal_kosong"
    if to_on < from_on:
        return "tanggal_terbalik"
    return Leave(from_on, to_on, numbers.whole(form.get("pengganti", ""), 12))
