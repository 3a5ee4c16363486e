"""Greeting, the village of a poster's QR code, and whatever nobody understood: of that no word is lost.

What nobody understood is carried along, so that a tap, or a yes, makes a report of it.
"""

from bot.domain import doors
from bot.domain.chat_words import START_WORDS
from bot.domain.choosing import AGREES, plain
from bot.domain.commands import SetVillage
from bot.domain.conversation import REPORT_IT, Context, Conversation, Turn, told_so_far
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Opening, Severity
from bot.domain.small_talk import SmallTalk, small_talk

CHOICES = tuple(Choice(id_) for id_ in ("cek", "lapor", "darurat", "info", "peluang", "status", "bahasa"))
CASES, DUTY = Choice("kasus"), Choice("menu_petugas")
FEWEST_WORDS = 4  # of a message that tells something
MOST_BESIDE = 6  # words of a message that is a link
SALAM = "ass"  # what every spelling of the Muslim greeting begins with


def start(ctx: Context, msg: Inbound) -> Turn:
    """Say what can be done; to a new person also what this is and what is kept."""
    if ctx.person.officer is not None and msg.start is None:
        return Turn.go("officer_menu")
    commands, greeting = [], Reply("menu.welcome" if ctx.person.is_new else "menu.back")
    if ctx.person.has_stopped and msg.choice in START_WORDS:
        greeting = Reply("menu.back_after_stop")
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
    """Nothing we know: kindly, with the way on; what may be a report is taken for one with a tap."""
    before = ctx.carry.get("told", "")
    if before and AGREES.match(plain(msg.text)):
        return Turn.go("report_broker", carry={"told": before})
    talk, waits = small_talk(msg.text), ctx.person.officer is not None and alert_waits(ctx)
    if talk is SmallTalk.WHO:
        return Turn.go("guide")
    choices = (*CHOICES[:3], CASES) if ctx.person.officer else CHOICES[:3]
    if talk is SmallTalk.THANKS and ctx.person.is_new and not waits:
        return start(ctx, msg)
    if talk is SmallTalk.THANKS and not waits:
        return Turn.end(Reply("menu.thanks", choices=choices), carry=ctx.carry)
    if is_link(ctx, msg.text):
        return Turn.go("check_offer", carry={"link": msg.text.strip()})
    if ctx.person.officer is not None:
        return Turn.go("officer_menu", carry={"said": msg.text.strip()})
    told = told_so_far(ctx.carry, msg)
    severity = ctx.facts.triage(told).severity
    if told != msg.text.strip() and ctx.facts.opening(told) is Opening.OFFER:
        return Turn.go("check_offer", carry={"pieces": told})
    is_told = tells(msg.text, told, severity)
    if is_told and severity is Severity.MERAH:
        return Turn.go("emergency", carry={"told": told, "alarm": "1"})
    asked = ctx.facts.may_ask(msg.text) if severity is not Severity.MERAH else ()
    if asked:
        which = (*(question.choice for question in asked), *((REPORT_IT,) if is_told else ()), CHOICES[0])
        reply, carry = Reply("faq.which", choices=which), {"told": told} if is_told else dict(ctx.carry)
    elif is_told:
        reply, carry = may_report(severity), {"told": told}
    else:
        key = "menu.unclear_media" if msg.media and not msg.text.strip() else "menu.unclear"
        reply, carry = Reply(key, choices=choices), dict(ctx.carry)
    if ctx.person.is_new:
        return Turn.end(
            Reply("menu.welcome"), Reply("menu.about", {"office": ctx.office}), reply, carry=carry
        )
    return Turn.end(reply, carry=carry)


def alert_waits(ctx: Context) -> bool:
    """Whether an officer has an alert that nobody has taken yet: thanks are not the end of it."""
    return any(case.is_waiting for case in ctx.facts.open_cases())


def is_link(ctx: Context, said: str) -> bool:
    """Whether a link was sent with hardly a word beside it."""
    is_short = bool(said.strip()) and len(said.split()) <= MOST_BESIDE
    return is_short and bool(ctx.facts.screen(said, {}).named("url"))


def tells(said: str, told: str, severity: Severity) -> bool:
    """Whether the message, or all since something was told, says enough to be asked about."""
    if len(said.split()) >= FEWEST_WORDS:
        return True
    is_more = len(told.split()) >= FEWEST_WORDS and told != said
    return severity is Severity.MERAH or (is_more and severity is Severity.KUNING)


def may_report(severity: Severity) -> Reply:
    """Ask whether it is to be reported."""
    key = "menu.unclear_told" if severity is Severity.HIJAU else "menu.may_report"
    return Reply(key, choices=(REPORT_IT, CHOICES[0], CHOICES[2]))


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
