"""Ask an officer too: after a verdict a person may have somebody of the office look at the offer.

start (from a verdict) -> confirm; the word JAWABAN shows what came of earlier requests.
The draft holds the offer, sealed, until it is sent. Only the offer goes, never who sent it.
"""

from dataclasses import dataclass

from bot.domain.commands import AskSecondLook, ReadAnswers
from bot.domain.conversation import Context, Conversation, Draft, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Level, Opening
from bot.domain.second_look import MOST_OPEN, LookState, told

MOST_SHOWN = 3  # earlier requests in one message
ANSWERS = Choice("jawaban")
NOTIFY = {"kirim_kabari": True, "kirim_saja": False}
CHOICES = (*(Choice(id_) for id_ in NOTIFY), Choice("tidak_jadi"))


@dataclass(frozen=True, slots=True)
class LookDraft(Draft):
    offer: str = ""
    level: str = ""
    rules: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # "question=answer" of the check
    pictures: int = 0


def start(ctx: Context, msg: Inbound) -> Turn:
    """Say what would be sent; without a checked offer the check comes first."""
    if msg.choice == ANSWERS.id:
        return show_answers(ctx)
    offer, level = ctx.carry.get("story", "").strip(), ctx.carry.get("level", "")
    if not offer or not level:
        return Turn.go("check_offer", Reply("look.check_first"))
    waiting = sum(look.state is LookState.OPEN for look in ctx.facts.own_looks())
    if waiting >= MOST_OPEN:
        return Turn.end(Reply("look.too_many", {"count": waiting}, (ANSWERS, Choice("cek"))))
    rules, media = (tuple(filter(None, ctx.carry.get(name, "").split(","))) for name in ("rules", "media"))
    known = tuple(ctx.carry.get("known", "").splitlines())
    draft = LookDraft(offer, level, rules, known, len(media))
    return Turn.ask(confirm, Reply("look.confirm", choices=CHOICES), draft=draft)


def confirm(ctx: Context, msg: Inbound) -> Turn:
    """Nothing leaves before they have said so."""
    draft: LookDraft = ctx.draft
    if msg.choice == "tidak_jadi":
        return Turn.end(Reply("look.not_sent", choices=(Choice("cek"), Choice("lapor"))))
    if msg.choice is None and ctx.facts.opening(msg.text) in (Opening.EMERGENCY, Opening.REPORT):
        return Turn.stray()
    if msg.choice not in NOTIFY:
        return Turn.ask(confirm, Reply("look.tap_one", choices=CHOICES), draft=draft)
    notify = NOTIFY[msg.choice]
    sent = Reply("look.sent" if notify else "look.sent_quietly", choices=(Choice("cek"), Choice("menu")))
    level = Level(draft.level)
    command = AskSecondLook(draft.offer, level, draft.rules, draft.known, draft.pictures, notify)
    return Turn.end(sent, commands=[command])


def show_answers(ctx: Context) -> Turn:
    """What officers answered, newest first; what still waits is said too."""
    looks = ctx.facts.own_looks()
    if not looks:
        return Turn.end(Reply("look.none", choices=(Choice("cek"), Choice("menu"))))
    lines = [(line.name, line.number) for line in ctx.facts.hotlines("worker")[:1]]
    replies = [reply for look in looks[:MOST_SHOWN] for reply in told(look, lines)]
    replies.append(Reply("look.next", choices=(Choice("cek"), Choice("lapor"))))
    return Turn.end(*replies, commands=[ReadAnswers()] if len(looks) <= MOST_SHOWN else [])


CONVERSATION = Conversation(
    name="second_look",
    start=start,
    words=("minta_dicek", "minta petugas cek", "jawaban"),
    steps=(confirm,),
    draft=LookDraft,
)
