"""Campaigns: written, counted, started; each run sent in steps; paused, resumed or stopped while under way."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from bot import telemetry
from bot.content.settings import Cost
from bot.domain.campaign import FIRST_LANGUAGE, Campaign, Plan, State, may_become
from bot.domain.small_counts import shown
from bot.services import audit, fanout, push, quiet, samples, templates
from bot.services.desk import Desk
from bot.services.samples import Sample
from bot.store import campaigns, knowledge
from bot.store.campaigns import Group
from bot.store.db import Transaction
from bot.store.outbox import WENT_OUT, Lane
from bot.store.outbox import State as OutboxState

KIND = "campaign"
AT_A_TIME = 500  # messages held, released or cancelled in one transaction
WINDOW = timedelta(hours=24)  # of WhatsApp


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a campaign would reach if it began now, what WhatsApp would ask for it, and how it looks."""

    groups: Sequence[Group]
    free: int  # recipients that cost nothing to the office
    templates: int  # of WhatsApp, outside its window
    held: int  # outside its window, and no template is approved: they wait until the person writes
    cost: Cost | None  # of the templates; None while the office has written down no price
    samples: Sequence[Sample]

    @property
    def people(self) -> int:
        return sum(group.people for group in self.groups)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a campaign got in one village; "" for all villages too small to be told of, and for people of none."""

    village: str
    sent: int = 0
    delivered: int = 0  # of these, as far as the provider tells
    read: int = 0
    refused: int = 0
    uncertain: int = 0
    waiting: int = 0
    cancelled: int = 0

    @property
    def people(self) -> int:
        return self.sent + self.refused + self.uncertain + self.waiting + self.cancelled

    def __add__(self, other: "Reached") -> "Reached":
        """Both together, under the name of the first."""
        sums = (one + two for one, two in zip(astuple(self)[1:], astuple(other)[1:], strict=True))
        return Reached(self.village, *sums)


by_id, every = campaigns.by_id, campaigns.every


def unknown_in(desk: Desk, plan: Plan) -> str:
    """What a plan names and we do not have, in words; "" when all is known."""
    if plan.lesson and plan.lesson not in {entry.id for entry in desk.content.lessons}:
        return f"lesson: there is no {plan.lesson}"
    unknown = set(plan.segment.channels) - set(desk.limits)
    return f"channels: {', '.join(sorted(unknown))} is not on" if unknown else ""


def add(tx: Transaction, desk: Desk, plan: Plan, entered_by: str) -> int:
    """Keep a draft; gives its number."""
    return campaigns.add(tx, plan, entered_by, desk.now())


def change(tx: Transaction, desk: Desk, number: int, wanted: State, by: int | None = None) -> bool:
    """Start, pause, resume or stop it; False when it is not in a state for that, or there is none. `by`: an officer."""
    campaign = campaigns.by_id(tx, number)
    if campaign is None or not may_become(campaign.state, wanted):
        return False
    now = desk.now()
    campaigns.change(tx, number, wanted)
    if campaign.state is State.DRAFT and wanted is State.RUNNING:
        _plan_first(tx, campaign, now)
    if wanted is State.STOPPED:
        for key in _open_runs(tx, number, now):
            knowledge.done(tx, KIND, key, now)
    audit.note(tx, desk, by, None, f"{KIND}_{wanted.value}:{number}", now)
    return True


def settle_some(tx: Transaction, desk: Desk, number: int) -> int:
    """Make messages that are queued or held follow their campaign's state; 0 when all do."""
    campaign = campaigns.by_id(tx, number)
    match campaign.state if campaign else None:
        case State.PAUSED:
            return campaigns.hold(tx, number, AT_A_TIME)
        case State.RUNNING:
            return campaigns.release(tx, number, AT_A_TIME)
        case State.STOPPED:
            return campaigns.cancel(tx, number, AT_A_TIME, desk.now())
        case _:
            return 0


def run_due(tx: Transaction, desk: Desk) -> int:
    """Plan next runs, go a step on with what is due; 0 when nothing can be done now."""
    now = desk.now()
    for campaign in campaigns.every(tx, State.PAUSED, State.RUNNING, State.STOPPED):
        moved = settle_some(tx, desk, campaign.id)
        if moved:
            return moved
        if campaign.state is State.RUNNING:
            moved = _go_on(tx, desk, campaign, now)
            if moved:
                return moved
    return 0


def preview(tx: Transaction, desk: Desk, plan: Plan) -> Preview:
    """Counts and samples; nothing is sent."""
    now, most, known = desk.now(), desk.content.areas.most_a_week, desk.content.templates
    groups = campaigns.groups(tx, plan.segment, now, most, WINDOW)
    outside = sum(group.people for group in groups if _needs_template(desk, group))
    is_approved = templates.standing_in(desk, KIND, FIRST_LANGUAGE) is not None
    announced = outside if is_approved else 0
    return Preview(
        groups,
        free=sum(group.people for group in groups) - outside,
        templates=announced,
        held=outside - announced,
        cost=known.cost(KIND, announced),
        samples=samples.of(
            desk, lambda language: [plan.message(language)], plan.texts, plan.segment.channels
        ),
    )


def results(tx: Transaction, number: int) -> list[Reached]:
    """Village by village; those of fewer than five recipients together, and left out when even these are fewer."""
    told: list[Reached] = []
    few = Reached("")
    for village, states in sorted(campaigns.outcomes(tx, number).items()):
        one = _reached(village, states)
        if village and shown(one.people) is not None:
            told.append(one)
        else:
            few += one
    return [*told, few] if shown(few.people) is not None else told


def _go_on(tx: Transaction, desk: Desk, campaign: Campaign, now: datetime) -> int:
    key = next(iter(_open_runs(tx, campaign.id, now)), None)
    if key is not None:
        return _step(tx, desk, campaign, key, now) if fanout.has_room(tx, desk, now) else 0
    _plan_next(tx, campaign, now)
    return 0


def _plan_next(tx: Transaction, campaign: Campaign, now: datetime) -> None:
    """Note the next run; without any the campaign is done."""
    next_at = campaign.plan.next_run(now)
    if next_at is not None:
        knowledge.plan(tx, KIND, _key(campaign.id, next_at), next_at)
    elif not knowledge.has_open(tx, KIND, _prefix(campaign.id)):
        campaigns.change(tx, campaign.id, State.DONE)


def _step(tx: Transaction, desk: Desk, campaign: Campaign, key: str, now: datetime) -> int:
    """Queue the message for the next few; gives how many were looked at, 0 when the run is over."""
    plan, most_a_week = campaign.plan, desk.content.areas.most_a_week
    reached, queued = knowledge.progress(tx, KIND, key)
    found = campaigns.recipients(tx, plan.segment, now, most_a_week, after=reached, most=fanout.AT_A_TIME)
    if not found:
        knowledge.done(tx, KIND, key, now)
        telemetry.log().info("campaign_sent", campaign=campaign.id, count=queued)
        _plan_next(tx, campaign, now)
        return 0
    for contact_id, language, village in found:
        queued += push.push(
            tx, desk, contact_id, plan.message(language), lane=Lane.BULK, purpose=KIND, campaign=campaign.id,
            once_key=f"{KIND}:{key}:{contact_id}", not_before_at=quiet.villagers_from(desk, now, village),
        )  # fmt: skip
    knowledge.save_progress(tx, KIND, key, found[-1].id, queued)
    return len(found)


def _plan_first(tx: Transaction, campaign: Campaign, now: datetime) -> None:
    """A campaign that should have begun by now begins now."""
    starts_at = max(campaign.plan.starts_at, now)
    knowledge.plan(tx, KIND, _key(campaign.id, starts_at), starts_at)


def _open_runs(tx: Transaction, number: int, now: datetime) -> list[str]:
    return [key for key in knowledge.due_now(tx, KIND, now) if key.startswith(_prefix(number))]


def _prefix(number: int) -> str:
    return f"{number}|"


def _key(number: int, at: datetime) -> str:
    return f"{_prefix(number)}{at:%Y-%m-%dT%H:%M}"


def _needs_template(desk: Desk, group: Group) -> bool:
    limits = desk.limits.get(group.channel)
    return limits is not None and limits.window_hours is not None and not group.wrote_lately


def _reached(village: str, states: Mapping[str, int]) -> Reached:
    got = {state: states.get(state.value, 0) for state in OutboxState}
    return Reached(
        village,
        sent=sum(got[state] for state in WENT_OUT),
        delivered=got[OutboxState.DELIVERED] + got[OutboxState.READ],
        read=got[OutboxState.READ],
        refused=got[OutboxState.REFUSED],
        uncertain=got[OutboxState.UNCERTAIN],
        waiting=got[OutboxState.QUEUED] + got[OutboxState.CLAIMED] + got[OutboxState.HELD],
        cancelled=got[OutboxState.CANCELLED],
    )
