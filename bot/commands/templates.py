"""`benteng template list|sync|submit`: WhatsApp's templates, what has become of them, and handing in new ones."""

import argparse
import asyncio
import sys

from bot.app import App
from bot.content import checks
from bot.content.settings import TemplateEntry
from bot.domain.channel import Misconfigured, Refused, TryAgain
from bot.services import templates

OFF = "WhatsApp is off: set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_WHATSAPP_FROM and PUBLIC_URL"


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 something is wrong with a template or with Twilio."""
    if options.action == "list":
        return _list(app)
    try:
        return asyncio.run(_called(app, options))
    except Misconfigured:
        print(OFF, file=sys.stderr)
    except TryAgain:
        print("Twilio cannot be reached; try again later", file=sys.stderr)
    except Refused as error:
        print(f"Twilio refused: https://www.twilio.com/docs/errors/{error.code}", file=sys.stderr)
    return 1


async def _called(app: App, options: argparse.Namespace) -> int:
    whatsapp = app.whatsapp()
    await whatsapp.open()
    try:
        if options.action == "submit":
            return await _submit(app, options.name)
        for change in await app.check_templates():
            print(f"{change.name}: {change.was or 'unknown'} -> {change.now} {change.reason}".rstrip())
        return _list(app)
    finally:
        await whatsapp.close()


async def _submit(app: App, name: str) -> int:
    entries = app.desk.content.templates.entries
    entry = next((entry for entry in entries if name in templates.texts(entry)), None)
    if entry is None:
        print(f"no template {name} in content/whatsapp_templates.toml", file=sys.stderr)
        return 1
    faults = [*checks.template_faults(entry)]
    if faults:
        print("\n".join(f"{entry.name}: {fault}" for fault in faults), file=sys.stderr)
        return 1
    if name in app.desk.sids:
        print(f"{name} is approved already", file=sys.stderr)
        return 1
    sid = await _hand_in(app, entry, name)
    print(f"{name} was handed in as {sid}; `benteng template sync` tells what WhatsApp says")
    return 0


async def _hand_in(app: App, entry: TemplateEntry, name: str) -> str:
    language, text = templates.texts(entry)[name]
    return await app.whatsapp().hand_in(name, language, text, entry.category.value, app.desk.office)


def _list(app: App) -> int:
    known = app.database.read(templates.every)
    for entry in app.desk.content.templates.entries:
        for name in templates.texts(entry):
            one = known.get(name)
            state = one.approval if one else "in the file" if name in app.desk.sids else "not handed in"
            counted = one.category if one and one.category else entry.category.value
            told = f"\t{one.reason}" if one and one.reason else ""
            print(f"{name}\t{entry.purpose}\t{state}\t{counted}{told}")
    return 0
