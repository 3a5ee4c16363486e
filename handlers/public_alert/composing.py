"""Officers write an alert part by part, see it as villagers will, and hand it to a colleague."""

from dataclasses import replace
from datetime import datetime

from bot.domain import few, places, public_alert
from bot.domain.casework import Place
from bot.domain.choosing import plain
from bot.domain.commands import SubmitAlert
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.public_alert import (
    GRADES,
    HOURS,
    LENGTHS,
    AlertState,
    AlertView,
    Pace,
    Purpose,
)
from handlers.public_alert.draft import AlertDraft

BACK = Choice("peringatan")
SUBMIT, REWRITE, ENGLISH = Choice("ajukan_peringatan"), Choice("tulis_ulang"), Choice("tambah_inggris")
MOST_AREAS = 8  # offered; any other is typed
IN_ENGLISH = "_en"


def ask_area(ctx: Context) -> Turn:
    """Every area in one tap where there are few; a name otherwise."""
    names = {place.name: place for place in reversed(ctx.facts.alert_areas())}
    if not names:
        return Turn.end(Reply("warning.no_area", choices=(Choice("menu"),)))
    largest = list(reversed(names.values()))[:MOST_AREAS]
    choices = tuple(Choice(f"v_{place.code}", "choice.place", {"name": place.name}) for place in largest)
    return Turn.ask(read_area, Reply("warning.ask_area", choices=choices), draft=AlertDraft())


def read_area(ctx: Context, msg: Inbound) -> Turn:
    """A kabupaten, kecamatan or village that the officer covers."""
    found = _areas(ctx, msg)
    if len(found) == 1:
        return ask_words(replace(ctx.draft, area=found[0].code, area_name=found[0].name), "headline")
    asked = places.which(found) if found else Reply("warning.not_your_area")
    return Turn.ask(read_area, asked, draft=ctx.draft)


def _areas(ctx: Context, msg: Inbound) -> tuple[Place, ...]:
    known = ctx.facts.alert_areas()
    if msg.choice is not None:
        return tuple(place for place in known if f"v_{place.code}" == msg.choice)
    exact = tuple(place for place in known if plain(place.name) == plain(msg.text))
    return exact or places.search(msg.text, known)


def ask_words(draft: AlertDraft, part: str, *before: Reply) -> Turn:
    key = "why" if draft.is_cancel else part.removesuffix(IN_ENGLISH)
    language = "in_english" if part.endswith(IN_ENGLISH) else "in_indonesian"
    asked = Reply(f"warning.ask.{key}", {"language": Reply(f"warning.{language}"), "area": draft.area_name})
    return Turn.ask(read_words, *before, asked, draft=replace(draft, asked=part))


def read_words(ctx: Context, msg: Inbound) -> Turn:
    """One part; then the next, how soon, or the whole once more. Who names somebody is asked again."""
    draft: AlertDraft = ctx.draft
    part = draft.asked.removesuffix(IN_ENGLISH)
    text = " ".join(msg.text.split())
    shortest, longest = LENGTHS[part]
    if not shortest <= len(text) <= longest:
        return ask_words(draft, draft.asked, Reply("warning.length", {"least": shortest, "most": longest}))
    if private := ctx.facts.alert_private(text):
        return ask_words(draft, draft.asked, public_alert.leave_out(private))
    draft = draft.told(text)
    left = () if draft.is_cancel else tuple(LENGTHS)[tuple(LENGTHS).index(part) + 1 :]
    if left:
        return ask_words(draft, left[0] + draft.asked.removeprefix(part))
    if draft.until:
        return preview(ctx, draft)
    return ask_pace(draft)


def ask_pace(draft: AlertDraft) -> Turn:
    choices = tuple(Choice(pace.value) for pace in Pace)
    return Turn.ask(read_pace, Reply("warning.ask_pace", choices=choices), draft=draft)


def read_pace(ctx: Context, msg: Inbound) -> Turn:
    """At once goes out at night, too."""
    if msg.choice not in list(Pace):
        return ask_pace(ctx.draft)
    return ask_hours(ctx, replace(ctx.draft, pace=msg.choice))


def ask_hours(ctx: Context, draft: AlertDraft, *before: Reply) -> Turn:
    may_be = [name for name, hours in HOURS.items() if ctx.facts.alert_end(draft.area, hours)]
    return Turn.ask(
        read_hours, *before, Reply("warning.ask_hours", choices=tuple(map(Choice, may_be))), draft=draft
    )


def read_hours(ctx: Context, msg: Inbound) -> Turn:
    end = ctx.facts.alert_end(ctx.draft.area, HOURS[msg.choice]) if msg.choice in HOURS else None
    if end is None:
        return ask_hours(ctx, ctx.draft)
    return preview(ctx, replace(ctx.draft, until=end.isoformat()))


def preview(ctx: Context, draft: AlertDraft) -> Turn:
    """As villagers will read it, how many they are, and who could let it out."""
    there = ctx.facts.alert_reach(draft.area, Purpose(draft.purpose), draft.replaces)
    shown = public_alert.preview(_view(draft), ctx.office)
    if not there.approvers:
        key = "warning.no_head" if there.needs_head else "warning.nobody"
        return Turn.ask(confirm, *shown, Reply(key, choices=(REWRITE, BACK)), draft=draft)
    more = () if draft.is_cancel or draft.english else (ENGLISH,)
    key = "warning.preview_head" if there.needs_head else "warning.preview"
    asked = Reply(key, {"people": few.people(there.recipients)}, (SUBMIT, REWRITE, *more))
    return Turn.ask(confirm, *shown, asked, draft=draft)


def confirm(ctx: Context, msg: Inbound) -> Turn:
    """Nothing is kept before this tap."""
    draft: AlertDraft = ctx.draft
    match msg.choice:
        case SUBMIT.id:
            return submit(ctx, draft)
        case REWRITE.id:
            return ask_words(draft, "event" if draft.is_cancel else "headline")
        case ENGLISH.id:
            return ask_words(draft, f"headline{IN_ENGLISH}")
    return preview(ctx, draft)


def submit(ctx: Context, draft: AlertDraft) -> Turn:
    if draft.expires_at <= ctx.now:
        late = Reply("warning.too_late")
        return (
            Turn.end(Reply("warning.gone", choices=(BACK,)))
            if draft.is_cancel
            else ask_hours(ctx, draft, late)
        )
    there = ctx.facts.alert_reach(draft.area, Purpose(draft.purpose), draft.replaces)
    if not there.approvers:
        return preview(ctx, draft)
    command = SubmitAlert(
        draft.area, draft.words, draft.expires_at, Pace(draft.pace), Purpose(draft.purpose), draft.replaces,
        draft.english,
    )  # fmt: skip
    return Turn.end(Reply("warning.submitted", {"count": there.approvers}, (BACK,)), commands=[command])


def replacing(ctx: Context, view: AlertView, purpose: Purpose) -> Turn:
    """Begin an update or a cancellation of what is in force."""
    draft = AlertDraft(view.area.code, view.area.name, purpose.value, view.number)
    if purpose is Purpose.UPDATE:
        return ask_words(draft, "headline")
    until = view.expires_at.isoformat()
    return ask_words(replace(draft, headline=view.words.headline, until=until), "event")


def _view(draft: AlertDraft) -> AlertView:
    until: datetime = draft.expires_at
    return AlertView(
        "", AlertState.DRAFT, Purpose(draft.purpose), Place(draft.area, draft.area_name), draft.words, until,
        GRADES[Pace(draft.pace)], draft.english,
    )  # fmt: skip
