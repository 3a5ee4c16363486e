"""Cadres: join by an officer's code, see the village's week, learn, prepare a meeting. Officers: invite and ask them.

start (by the word or a button) -> read_code | read_quiz | read_village -> read_post | read_fact -> confirm_fact
"""

from bot.domain import receipt_code
from bot.domain.cadre import CadreView, Heard, week_told
from bot.domain.commands import AnswerHearsay, JoinAsCadre
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from handlers.cadre.asking import ACTIONS, confirm_fact, read_fact, read_post, read_village
from handlers.cadre.draft import CadreDraft
from handlers.cadre.learning import BACK, NEXT, read_quiz, show_lessons, teach

WEEK, LESSONS, MEETING = Choice("minggu_desa"), Choice("pelajaran_kader"), Choice("rapat_desa")
POSTER, CERTIFICATE = Choice("poster_desa"), Choice("sertifikat_kader")
HEARD = tuple(heard.value for heard in Heard)


def start(ctx: Context, msg: Inbound) -> Turn:
    """Do what the word or the button says."""
    action = msg.choice or "kader"
    if code := ctx.carry.get("invitation") or msg.text:
        return join(ctx, code)
    if action in HEARD:
        return answer(ctx, Heard(action), msg.topic or "")
    if ctx.person.officer is not None and (action == "kader" or action in ACTIONS):
        return ACTIONS.get(action, office)(ctx)
    cadre = ctx.facts.cadre()
    if cadre is None:
        return Turn.ask(read_code, Reply("cadre.ask_code"), draft=CadreDraft())
    match action:
        case WEEK.id:
            return week(ctx, cadre)
        case LESSONS.id:
            return show_lessons(ctx, cadre)
        case NEXT.id:
            return teach(ctx, cadre)
        case MEETING.id:
            return Turn.end(Reply("cadre.meeting", {"village": cadre.village.name}, (POSTER, LESSONS, BACK)))
        case POSTER.id:
            return Turn.end(Reply("cadre.poster", {"link": cadre.poster}, (MEETING, BACK)))
        case CERTIFICATE.id if cadre.certificate:
            return Turn.end(Reply("cadre.certificate", {"link": cadre.certificate}, (BACK,)))
    return menu(cadre)


def menu(cadre: CadreView) -> Turn:
    choices = (WEEK, LESSONS, MEETING, POSTER, *((CERTIFICATE,) if cadre.certificate else ()))
    return Turn.end(Reply("cadre.menu", {"village": cadre.village.name}, choices))


def office(ctx: Context) -> Turn:
    """What an officer can do with cadres."""
    return Turn.end(Reply("cadre.office", choices=tuple(Choice(action) for action in ACTIONS)))


def read_code(ctx: Context, msg: Inbound) -> Turn:
    """The code an officer gave."""
    return join(ctx, msg.text)


def join(ctx: Context, typed: str) -> Turn:
    """Alone or within a sentence."""
    code = receipt_code.parsed(typed) or typed.strip()
    if not code or not ctx.facts.cadre_invitation(code):
        return Turn.end(Reply("cadre.bad_code", choices=(BACK, Choice("menu"))))
    return Turn.end(Reply("cadre.joined", choices=(LESSONS, BACK)), commands=[JoinAsCadre(code)])


def week(ctx: Context, cadre: CadreView) -> Turn:
    """Counts of the last whole week; small ones are not shown."""
    digest = ctx.facts.cadre_digest(cadre.village)
    return Turn.end(week_told(cadre.village, digest, (MEETING, LESSONS, BACK)))


def answer(ctx: Context, heard: Heard, number: str) -> Turn:
    """One tap; a later one replaces it."""
    if ctx.facts.hearsay(number) is None:
        return Turn.end(Reply("cadre.no_question", choices=(BACK, Choice("menu"))))
    return Turn.end(Reply("cadre.thanks", choices=(BACK,)), commands=[AnswerHearsay(number, heard)])


CONVERSATION = Conversation(
    name="cadre",
    start=start,
    words=("kader", WEEK.id, LESSONS.id, NEXT.id, MEETING.id, POSTER.id, CERTIFICATE.id, *HEARD, *ACTIONS),
    steps=(read_code, read_quiz, read_village, read_post, read_fact, confirm_fact),
    draft=CadreDraft,
)
