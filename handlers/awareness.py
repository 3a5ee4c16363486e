"""Weekly messages: subscribe, leave, choose how often, read the latest one, answer its question.

start -> choose -> (read_village | set_rhythm | read_answer)
Under a weekly message stands its quiz; who answered may guess the question of the next one before it comes, or have the
message's card to pass on. Comparing guesses with answers tells what a message taught (bot.services.quiz).
"""

from dataclasses import dataclass

from bot.domain import places
from bot.domain.casework import Place
from bot.domain.choosing import AGREES, plain
from bot.domain.commands import CountQuiz, SetRhythm, SetVillage, Snooze, Subscribe, Unsubscribe
from bot.domain.conversation import Context, Conversation, Draft, Lesson, Turn
from bot.domain.messages import Choice, Enclosure, Inbound, MediaKind, Reply
from bot.domain.offers import Opening

TOPIC = "pengingat"
SUBSCRIBING = ("langganan", "berlangganan", "subscribe")
QUIZ, GUESS = "kuis", "tebak"
PICTURE = ("gambar", "picture")
SKIP = Choice("lewati")
AFTER = (Choice("cek"), Choice("lapor"))
RHYTHMS = {"tiap_minggu": 1, "tiap_bulan": 4}  # weeks
SNOOZE_WEEKS = 4
ANSWER = "jawab_"


@dataclass(frozen=True, slots=True)
class Asked(Draft):
    """The question that waits for its answer."""

    lesson: str = ""
    is_guess: bool = False


def start(ctx: Context, msg: Inbound) -> Turn:
    """Show what there is; what can be tapped depends on whether they subscribe."""
    if msg.choice in (QUIZ, "quiz"):
        return ask_quiz(ctx.facts.lesson(msg.topic or ""))
    if msg.choice == GUESS:
        return ask_quiz(ctx.facts.next_lesson(), is_guess=True)
    if msg.choice in PICTURE:
        return picture(ctx.facts.lesson(msg.topic or ""))
    is_subscribed = TOPIC in ctx.person.topics
    if msg.choice in SUBSCRIBING and not is_subscribed:
        return subscribe(ctx)
    mine = ("atur_pesan", "berhenti_pesan") if is_subscribed else ("langganan",)
    key = "awareness.subscribed" if is_subscribed else "awareness.offer"
    choices = (*map(Choice, mine), Choice("baca_sekarang"), *ctx.spoken("info"))
    return Turn.rest(choose, Reply(key, {"when": when(ctx)}, choices))


def choose(ctx: Context, msg: Inbound) -> Turn:
    if msg.choice == "berhenti_pesan":
        return Turn.end(Reply("awareness.left", choices=AFTER), commands=[Unsubscribe(TOPIC)])
    if msg.choice == "langganan":
        return subscribe(ctx)
    if msg.choice == "atur_pesan":
        choices = (*map(Choice, RHYTHMS), Choice("jeda_pesan"))
        return Turn.rest(set_rhythm, Reply("awareness.ask_rhythm", choices=choices))
    lesson = ctx.facts.lesson()
    if lesson is None:
        return Turn.end(Reply("awareness.nothing", choices=AFTER))
    return Turn.end(lesson.message)


def agreed(ctx: Context, msg: Inbound) -> Turn:
    """A yes to what was offered."""
    is_yes = AGREES.fullmatch(plain(msg.text)) is not None and TOPIC not in ctx.person.topics
    return subscribe(ctx) if is_yes else Turn.stray()


def set_rhythm(ctx: Context, msg: Inbound) -> Turn:
    weeks = RHYTHMS.get(msg.choice or "")
    if weeks is None:
        return Turn.end(Reply("awareness.snoozed", choices=AFTER), commands=[Snooze(TOPIC, SNOOZE_WEEKS)])
    return Turn.end(Reply(f"awareness.every.{weeks}", choices=AFTER), commands=[SetRhythm(TOPIC, weeks)])


def ask_quiz(lesson: Lesson | None, *, is_guess: bool = False) -> Turn:
    if lesson is None:
        return Turn.end(Reply("awareness.nothing", choices=AFTER))
    choices = tuple(
        Choice(f"{ANSWER}{number}", key=f"lesson.{lesson.id}.answer{number}")
        for number in range(1, lesson.answers + 1)
    )
    question = Reply("quiz.ask", {"question": lesson.says("question")}, choices)
    return Turn.rest(read_answer, question, draft=Asked(lesson.id, is_guess))


def read_answer(ctx: Context, msg: Inbound) -> Turn:
    """Right or not, everybody learns why; a guess has to wait for its message."""
    asked: Asked = ctx.draft
    lesson = ctx.facts.lesson(asked.lesson)
    if lesson is None:
        return Turn.end(Reply("awareness.nothing", choices=AFTER))
    is_right = msg.choice == f"{ANSWER}{lesson.right}"
    counted = [CountQuiz(lesson.id, is_right, asked.is_guess)]
    if asked.is_guess:
        return Turn.end(Reply("quiz.guessed", choices=AFTER), commands=counted)
    told = Reply("quiz.right" if is_right else "quiz.wrong", {"because": lesson.says("because")})
    choices = (Choice(PICTURE[0], topic=lesson.id), Choice(GUESS), Choice("lapor"))
    return Turn.end(told, Reply("quiz.after", choices=choices), commands=counted)


def picture(lesson: Lesson | None) -> Turn:
    """The card of a message, to be passed on as it is; its sentence where no picture can go."""
    if lesson is None:
        return Turn.end(Reply("awareness.nothing", choices=AFTER))
    card = Enclosure(MediaKind.PHOTO, lesson.id)
    return Turn.end(Reply(lesson.says("card").key, encloses=card), Reply("card.pass_on", choices=AFTER))


def subscribe(ctx: Context) -> Turn:
    """Ask for the village when we do not know it."""
    if ctx.person.village is None:
        return Turn.ask(read_village, Reply("awareness.ask_village", choices=(SKIP,)))
    return done(ctx, ctx.person.village)


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """By name or pin; the village is welcome but not needed. An offer or a cry for help is no village."""
    if msg.choice is not None:
        return done(ctx, ctx.facts.place(msg.choice[2:]) if msg.choice.startswith("v_") else None)
    if msg.location is not None:
        near = ctx.facts.nearest_place(msg.location.lat, msg.location.lng)
        found: tuple[Place, ...] = (near,) if near else ()
    elif ctx.facts.opening(msg.text) is not Opening.UNCLEAR:
        return Turn.stray()
    else:
        found = ctx.facts.places(msg.text)
    if len(found) == 1:
        return done(ctx, found[0])
    if found:
        return Turn.ask(read_village, places.which(found, SKIP))
    return done(ctx, None, Reply("awareness.village_unknown"))


def done(ctx: Context, village: Place | None, *before: Reply) -> Turn:
    """Subscribed, with the next day and how to stop."""
    if village is None:
        said = Reply("awareness.done_anywhere", {"when": when(ctx)}, AFTER)
        return Turn.end(*before, said, commands=[Subscribe(TOPIC)])
    said = Reply("awareness.done", {"village": village.name, "when": when(ctx)}, AFTER)
    is_new = ctx.person.village is None
    return Turn.end(
        *before, said, commands=[*([SetVillage(village.code)] if is_new else []), Subscribe(TOPIC)]
    )


def when(ctx: Context) -> Reply:
    day = ctx.facts.schedule()
    return Reply("awareness.next_on", {"date": day}) if day else Reply("awareness.no_date")


CONVERSATION = Conversation(
    name="awareness",
    start=start,
    words=(
        "info",
        "langganan",
        "langganan info",
        "langganan pesan",
        "pesan mingguan",
        "berlangganan",
        "subscribe",
        QUIZ,
        "quiz",
        GUESS,
        *PICTURE,
    ),
    draft=Asked,
    beside=agreed,
    steps=(choose, read_village, set_rhythm, read_answer),
)
