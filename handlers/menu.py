"""Greeting, the village of a poster's QR code, and whatever nobody understood."""

from bot.domain import doors
from bot.domain.commands import SetVillage
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply

CHOICES = tuple(Choice(id_) for id_ in ("cek", "lapor", "darurat", "info", "peluang", "status", "bahasa"))
CASES, DUTY = Choice("kasus"), Choice("menu_petugas")
SALAM = "ass"  # what every spelling of the Muslim greeting begins with


def start(ctx: Context, msg: Inbound) -> Turn:
    """Say what can be done; to a new person also what this is and what is kept."""
    commands, greeting = [], Reply("menu.welcome" if ctx.person.is_new else "menu.back")
    if msg.choice is not None and msg.choice.startswith(SALAM):
        greeting = Reply("menu.salam")
    if msg.start is not None and msg.start.startswith(doors.PREFIX):
        village = ctx.facts.place(msg.start.removeprefix(doors.PREFIX))
        if village is not None:
            commands = [SetVillage(village.code)]
            greeting = Reply("menu.welcome_village", {"village": village.name})
    about = [Reply("menu.about", {"office": ctx.office})] if ctx.person.is_new else []
    choices = (*CHOICES, *ctx.spoken("menu"), *((DUTY,) if ctx.person.officer else ()))
    return Turn.end(greeting, *about, Reply("menu.what", choices=choices), commands=commands)


def unclear(ctx: Context, msg: Inbound) -> Turn:
    """Nothing we know: kindly, with the way on."""
    key = "menu.unclear_media" if msg.media and not msg.text.strip() else "menu.unclear"
    reply = Reply(key, choices=(*CHOICES[:3], CASES) if ctx.person.officer else CHOICES[:3])
    if ctx.person.is_new:
        return Turn.end(Reply("menu.welcome"), Reply("menu.about", {"office": ctx.office}), reply)
    return Turn.end(reply)


CONVERSATION = Conversation(
    name="menu",
    start=start,
    words=(
        "menu", "mulai", "start", "halo", "hallo", "hai", "hi", "hello", "p", "assalamualaikum", "assalamu alaikum",
        "assalamu alaikum wr wb", "ass", "selamat pagi", "selamat siang", "selamat sore", "selamat malam", "punten",
        "sampurasun", "permisi",
    ),
    steps=(unclear,),
)  # fmt: skip
