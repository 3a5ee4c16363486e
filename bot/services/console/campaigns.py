"""Campaigns in the console: the list with how far each is, one of them, and one that is being written. For heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.content import campaigns as files
from bot.content.campaigns import CampaignFile
from bot.domain import few
from bot.domain.campaign import FIRST_LANGUAGE, Campaign, Plan, State, may_become
from bot.domain.casework import Place, lies_in
from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.services import alert_book, audit, campaigns, numbers
from bot.services.campaigns import KIND, Preview, Reached
from bot.services.console import acting, phones
from bot.services.console.listing import PAGE, Listing, asks_on
from bot.services.console.phones import Phone
from bot.services.desk import Desk
from bot.store.db import Transaction

TOPICS = ("pengingat", "peluang")
LANGUAGES = (FIRST_LANGUAGE, "su", "jv", "en")
RHYTHMS = ("0", "1", "2", "4")  # weeks
MOVES = {"mulai": State.RUNNING, "jeda": State.PAUSED, "lanjut": State.RUNNING, "henti": State.STOPPED}


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """`moved` of `people` messages have come to an end, one way or the other."""

    number: int
    title: str
    area: str  # "" is everywhere
    state: str
    starts_at: datetime
    every_weeks: int
    people: Reply
    moved: int
    total: int


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Whom it would reach if it began now, and what WhatsApp would charge."""

    people: Reply
    channels: Mapping[str, Reply]
    free: Reply
    templates: Reply
    held: Reply
    cost: str  # "" while the office has written down no price
    phones: Sequence[Phone]


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """`villages` by name, "" of all that are too small to be told apart."""

    line: CampaignLine
    plan: Plan
    moves: Sequence[str]
    reckoning: Reckoning
    villages: Sequence[tuple[str, Reached]]
    next_run: datetime | None


@dataclass(frozen=True, slots=True)
class Typed:
    """A campaign as somebody typed it: the entries of its file, texts by language."""

    entries: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    was_read: frozenset[str] = frozenset()  # languages whose text somebody who speaks them has read
    languages: Sequence[str] = ()
    channels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Compose:
    """The form. `plan` and its reckoning are there when nothing is wrong with what was typed."""

    typed: Typed
    areas: Sequence[Place]  # inside the officer's own
    lessons: Sequence[str]
    channels: Sequence[str]
    wrong: Mapping[str, Reply] = field(default_factory=dict)
    plan: Plan | None = None
    reckoning: Reckoning | None = None


def listing(tx: Transaction, desk: Desk, who: Who, after: str) -> Listing[CampaignLine]:
    """Newest first, those for places in an officer's area."""
    before = numbers.whole(after, 18)
    mine = [one for one in reversed(campaigns.every(tx)) if _is_theirs(who, one.plan)]
    rest = [one for one in mine if before is None or one.id < before]
    return Listing([_line(tx, desk, one) for one in rest[:PAGE]], asks_on(rest))


def page(tx: Transaction, desk: Desk, who: Who, number: int) -> CampaignPage | None:
    """A campaign; None when there is none, or it is not for this officer's area."""
    campaign = _theirs(tx, who, number)
    if campaign is None:
        return None
    names = {pin.place.code: pin.place.name for pin in desk.places(tx)}
    results = campaigns.results(tx, number)
    is_under_way = campaign.state in (State.RUNNING, State.PAUSED)
    return CampaignPage(
        _line(tx, desk, campaign),
        campaign.plan,
        moves=[name for name in MOVES if _may(campaign, name)],
        reckoning=_reckoned(campaigns.preview(tx, desk, campaign.plan)),
        villages=[(names.get(one.village, one.village), one) for one in results],
        next_run=campaign.plan.next_run(desk.now()) if is_under_way else None,
    )


def blank(tx: Transaction, desk: Desk, who: Who, copied: str) -> Compose | None:
    """The form before anything was typed, or with what another campaign says; None for others than heads."""
    if not who.is_head:
        return None
    campaign = _theirs(tx, who, numbers.whole(copied, 18) or 0)
    return _form(tx, desk, who, Typed() if campaign is None else _typed(campaign.plan))


def checked(tx: Transaction, desk: Desk, who: Who, typed: Typed) -> Compose | None:
    """What was typed, with what is wrong with it or whom it would reach; None for others than heads."""
    if not who.is_head:
        return None
    form = _form(tx, desk, who, typed)
    file, wrong = files.checked(_data(typed)), _unread(typed)
    if not isinstance(file, CampaignFile):
        return replace(form, wrong={**dict(map(_mistake, file)), **wrong})
    plan = file.plan(desk.zone)
    unknown = campaigns.unknown_in(desk, plan).partition(":")[0]
    wrong |= dict([_mistake(unknown)]) if unknown else {}
    wrong |= {} if _is_theirs(who, plan) else dict([_mistake("area")])
    if wrong:
        return replace(form, wrong=wrong)
    return replace(form, plan=plan, reckoning=_reckoned(campaigns.preview(tx, desk, plan)))


def keep(tx: Transaction, desk: Desk, who: Who, form: str, plan: Plan) -> None:
    """Keep a draft, once for each form."""
    if not (_is_theirs(who, plan) and acting.is_first(tx, desk, who, form)):
        return
    number = campaigns.add(tx, desk, plan, str(who.officer_id))
    audit.note(tx, desk, who.officer_id, None, f"{KIND}_draft:{number}", desk.now())


def move(tx: Transaction, desk: Desk, who: Who, form: str, number: int, name: str) -> bool | None:
    """Start, pause, resume or stop; whether it is so now, None when it is not theirs."""
    campaign = _theirs(tx, who, number)
    if campaign is None:
        return None
    if acting.is_first(tx, desk, who, form) and _may(campaign, name):
        return campaigns.change(tx, desk, number, MOVES[name], who.officer_id)
    return campaign.state is MOVES[name]


def _theirs(tx: Transaction, who: Who, number: int) -> Campaign | None:
    campaign = campaigns.by_id(tx, number)
    return campaign if campaign is not None and _is_theirs(who, campaign.plan) else None


def _is_theirs(who: Who, plan: Plan) -> bool:
    """Heads write to places in their own area; nobody's is everywhere."""
    return who.is_head and lies_in(plan.segment.area, who.area)


def _may(campaign: Campaign, name: str) -> bool:
    """A draft is started, what was paused goes on."""
    is_from = {"mulai": State.DRAFT, "lanjut": State.PAUSED}.get(name, campaign.state)
    return campaign.state is is_from and may_become(campaign.state, MOVES[name])


def _line(tx: Transaction, desk: Desk, campaign: Campaign) -> CampaignLine:
    all_of_it = sum(campaigns.results(tx, campaign.id), Reached(""))
    plan = campaign.plan
    return CampaignLine(
        campaign.id, plan.title, alert_book.named(tx, desk, plan.segment.area), campaign.state.value, plan.starts_at,
        plan.every_weeks, few.people(all_of_it.people), all_of_it.people - all_of_it.waiting, all_of_it.people,
    )  # fmt: skip


def _reckoned(seen: Preview) -> Reckoning:
    channels: dict[str, int] = {}
    for group in seen.groups:
        channels[group.channel] = channels.get(group.channel, 0) + group.people
    told = {name: few.people(people) for name, people in channels.items()}
    free, templates, held = map(few.people, (seen.free, seen.templates, seen.held))
    cost = f"{seen.cost.amount} {seen.cost.currency}" if seen.cost else ""
    return Reckoning(
        few.people(seen.people), told, free, templates, held, cost, phones.together(seen.samples)
    )


def _form(tx: Transaction, desk: Desk, who: Who, typed: Typed) -> Compose:
    below = [area for area in alert_book.areas(tx, desk, who.contact_id) if area.code != who.area]
    lessons = [entry.id for entry in desk.content.lessons]
    return Compose(typed, below, lessons, [name for name in desk.limits if name != "terminal"])


def _data(typed: Typed) -> dict[str, object]:
    """The entries as a file would have them."""
    entries = typed.entries
    texts = {name: {"body": text} for name, text in typed.texts.items() if text or name == FIRST_LANGUAGE}
    return {
        "title": entries.get("title", ""),
        "topic": entries.get("topic", ""),
        "area": entries.get("area", ""),
        "languages": tuple(typed.languages),
        "channels": tuple(typed.channels),
        "starts_at": f"{entries.get('day', '')}T{entries.get('hour', '')}",
        "every_weeks": entries.get("every_weeks", ""),
        "ends_on": entries.get("ends_on") or None,
        "lesson": entries.get("lesson", ""),
        "text": texts,
    }


def _unread(typed: Typed) -> dict[str, Reply]:
    """Texts that nobody who speaks the language has read are not sent."""
    others = [name for name in LANGUAGES[1:] if typed.texts.get(name) and name not in typed.was_read]
    return {f"text_{name}": Reply("console.campaigns.wrong.unread") for name in others}


def _mistake(entry: str) -> tuple[str, Reply]:
    """The field of an entry, and what may stand there."""
    name = "day" if entry == "starts_at" else entry.replace(".", "_")
    least, most = files.SHORTEST, files.LONGEST
    kind = "text" if name.startswith("text") else name
    return name, Reply(f"console.campaigns.wrong.{kind}", {"least": least, "most": most})


def _typed(plan: Plan) -> Typed:
    part = plan.segment
    entries = {
        "title": plan.title, "topic": part.topic, "area": part.area, "every_weeks": str(plan.every_weeks),
        "lesson": plan.lesson,
    }  # fmt: skip
    return Typed(entries, plan.texts, frozenset(plan.texts), part.languages, part.channels)
