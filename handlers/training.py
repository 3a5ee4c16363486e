"""Officers put a village in training, and end it; everybody else is told how to practise.

start (by the word or a button) -> read_village -> read_hours ; it ends by itself
"""

from dataclasses import dataclass

from bot.domain import places
from bot.domain.casework import Place
from bot.domain.commands import EndTraining, StartTraining
from bot.domain.conversation import Context, Conversation, Draft, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply
from bot.domain.training import HOURS, Training, may_train

NEW, END, SHOW = Choice("latihan_baru"), Choice("akhiri_latihan"), Choice("lihat_latihan")
SPANS = {f"latihan_{hours}": hours for hours in HOURS}
LIST = (Choice("kasus"),)
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class TrainingDraft(Draft):
    village: str = ""


def start(ctx: Context, msg: Inbound) -> Turn:
    """Show what is under way, or begin one."""
    if ctx.person.officer is None:
        return for_people(ctx)
    under_way = ctx.facts.trainings()
    if msg.choice == END.id:
        return end(under_way, msg.topic or "")
    if msg.choice == NEW.id or not under_way:
        return ask_village(ctx)
    shown = under_way[:MOST_SHOWN]
    ends = tuple(
        Choice(END.id, "choice.akhiri_latihan_di", {"place": training.name[:12]}, str(training.id))
        for training in shown
    )
    return Turn.end(Reply("training.under_way", {"trainings": tuple(map(line, shown))}, (*ends, NEW)))


def for_people(ctx: Context) -> Turn:
    """How to practise, when there is a training where this person lives."""
    village = ctx.person.village
    training = ctx.facts.training(village.code) if village is not None else None
    if training is None:
        return Turn.end(Reply("training.none_here", choices=(Choice("lapor"), Choice("cek"))))
    told = Reply("training.here", {"village": training.name, "until": training.ends_at}, (Choice("lapor"),))
    return Turn.end(told)


def line(training: Training) -> Reply:
    poster = (
        Reply("training.poster", {"link": training.poster})
        if training.poster
        else Reply("training.no_poster")
    )
    params: dict[str, Param] = {"place": training.name, "until": training.ends_at, "filed": training.filed}
    return Reply("training.line", {**params, "poster": poster})


def ask_village(ctx: Context) -> Turn:
    """Whoever has one village only is not asked which."""
    officer = ctx.person.officer
    own = ctx.facts.place(officer.area) if officer is not None else None
    if own is not None and is_mine(ctx, own):
        return ask_hours(own)
    return Turn.ask(read_village, Reply("training.ask_village"), draft=TrainingDraft())


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """A village of the officer's area, by name."""
    chosen = ctx.facts.place((msg.choice or "")[2:]) if msg.choice else None
    found = (chosen,) if chosen else tuple(p for p in ctx.facts.places(msg.text) if is_mine(ctx, p))
    if len(found) > 1:
        return Turn.ask(read_village, places.which(found), draft=TrainingDraft())
    if not found or not is_mine(ctx, found[0]):
        return Turn.ask(read_village, Reply("training.not_your_village"), draft=TrainingDraft())
    return ask_hours(found[0])


def ask_hours(village: Place, *before: Reply) -> Turn:
    """With what it means for reports, before it begins."""
    choices = (
        *(Choice(id_, "choice.jam", {"hours": hours}) for id_, hours in SPANS.items()),
        Choice("tidak_jadi"),
    )
    ask = Reply("training.ask_hours", {"village": village.name}, choices)
    return Turn.ask(read_hours, *before, ask, draft=TrainingDraft(village.code))


def read_hours(ctx: Context, msg: Inbound) -> Turn:
    draft: TrainingDraft = ctx.draft
    village = ctx.facts.place(draft.village)
    if msg.choice == "tidak_jadi" or village is None or not is_mine(ctx, village):
        return Turn.end(Reply("training.not_begun", choices=LIST))
    hours = SPANS.get(msg.choice or "")
    if hours is None:
        return ask_hours(village, Reply("training.no_hours"))
    begun = Reply("training.begun", {"village": village.name, "hours": hours}, (SHOW, *LIST))
    return Turn.end(begun, commands=[StartTraining(village.code, hours)])


def end(under_way: tuple[Training, ...], which: str) -> Turn:
    training = next((each for each in under_way if str(each.id) == which), None)
    if training is None:
        return Turn.end(Reply("training.is_over", choices=(NEW, *LIST)))
    return Turn.end(
        Reply("training.ended", {"place": training.name}, LIST), commands=[EndTraining(training.id)]
    )


def is_mine(ctx: Context, village: Place) -> bool:
    officer = ctx.person.officer
    return officer is not None and may_train(village.code, officer.area)


CONVERSATION = Conversation(
    name="training",
    start=start,
    words=("latihan", NEW.id, END.id, SHOW.id),
    steps=(read_village, read_hours),
    draft=TrainingDraft,
)
