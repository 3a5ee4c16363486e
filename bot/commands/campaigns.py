"""`benteng campaign`: messages to many, written in a file, counted, started, paused, stopped, looked back on."""

import argparse
import sys
from pathlib import Path

from bot.app import App
from bot.content import ContentError
from bot.content import campaigns as files
from bot.domain.campaign import Plan, State
from bot.services import campaigns
from bot.services.campaigns import Preview

BECOMES = {"start": State.RUNNING, "resume": State.RUNNING, "pause": State.PAUSED, "stop": State.STOPPED}


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 something is wrong with the file or the number."""
    match options.action:
        case "add":
            return _add(app, options)
        case "preview":
            return _preview(app, options.number)
        case "results":
            return _results(app, options.number)
        case "list":
            return _list(app)
        case action:
            return _change(app, options.number, BECOMES[action])


def _add(app: App, options: argparse.Namespace) -> int:
    try:
        plan = files.load(Path(options.file)).plan(app.desk.zone)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    unknown = campaigns.unknown_in(app.desk, plan)
    if unknown:
        print(f"{options.file}: {unknown}", file=sys.stderr)
        return 1
    number = app.database.write_now(lambda tx: campaigns.add(tx, app.desk, plan, "command"))
    print(f"campaign {number} is kept as a draft; look at it with `benteng campaign preview {number}`")
    return 0


def _preview(app: App, number: int) -> int:
    campaign = app.database.read(lambda tx: campaigns.by_id(tx, number))
    if campaign is None:
        return _none()
    seen = app.database.read(lambda tx: campaigns.preview(tx, app.desk, campaign.plan))
    _told(campaign.plan, seen)
    for sample in seen.samples:
        print(f"\n--- {sample.language}, {sample.channel}")
        for out in sample.messages:
            print(out.text)
            print("".join(f"[{choice.label}] " for choice in out.choices))
    return 0


def _told(plan: Plan, seen: Preview) -> None:
    print(f"{plan.title}: {seen.people} people would get it now")
    for group in seen.groups:
        wrote = "wrote within a day" if group.wrote_lately else "did not"
        print(f"  {group.people}\t{group.channel}\t{group.language}\t{wrote}")
    cost = (
        f"{seen.cost.amount} {seen.cost.currency}"
        if seen.cost
        else "no [prices] in content/whatsapp_templates.toml"
    )
    print(f"free of charge: {seen.free}; as a WhatsApp template: {seen.templates} (cost: {cost}); "
          f"waiting until the person writes: {seen.held}")  # fmt: skip


def _results(app: App, number: int) -> int:
    places = {pin.place.code: pin.place.name for pin in app.database.read(app.desk.places)}
    if app.database.read(lambda tx: campaigns.by_id(tx, number)) is None:
        return _none()
    for one in app.database.read(lambda tx: campaigns.results(tx, number)):
        name = places.get(one.village, one.village) or "other villages, and people of none"
        print(f"{name}\tsent {one.sent}\tdelivered {one.delivered}\tread {one.read}\trefused {one.refused}\t"
              f"uncertain {one.uncertain}\twaiting {one.waiting}\tcancelled {one.cancelled}")  # fmt: skip
    return 0


def _list(app: App) -> int:
    for campaign in app.database.read(campaigns.every):
        plan = campaign.plan
        rhythm = f"every {plan.every_weeks} weeks" if plan.every_weeks else "once"
        print(f"{campaign.id}\t{campaign.state.value}\t{plan.starts_at:%Y-%m-%d %H:%M}\t{rhythm}\t"
              f"{plan.segment.area or 'everywhere'}\t{plan.title}")  # fmt: skip
    return 0


def _change(app: App, number: int, wanted: State) -> int:
    write = app.database.write_now
    if not write(lambda tx: campaigns.change(tx, app.desk, number, wanted)):
        print(f"campaign {number} cannot become {wanted.value} (benteng campaign list)", file=sys.stderr)
        return 1
    moved = 0
    while some := write(lambda tx: campaigns.settle_some(tx, app.desk, number)):
        moved += some
    print(f"campaign {number} is {wanted.value}; messages that followed: {moved}")
    return 0


def _none() -> int:
    print("no such campaign (benteng campaign list)", file=sys.stderr)
    return 1
