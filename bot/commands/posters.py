"""`benteng poster`: a village's poster as PDF."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.app import App
from bot.domain import places
from bot.domain.doors import Doors
from bot.services import posters

NO_DOOR = "No chat to lead to. Set PUBLIC_URL, TELEGRAM_BOT_TOKEN or TWILIO_WHATSAPP_FROM (a number) first."


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 written, 1 no such village, several of that name, or nowhere to lead to."""
    known = [pin.place for pin in app.database.read(app.desk.places)]
    exact = [place for place in known if options.village in (place.code, place.name)]
    found = exact or places.search(options.village, known)
    if len(found) != 1:
        print("no such village" if not found else "which one?", file=sys.stderr)
        for place in found:
            print(f"{place.code}\t{place.name}\t{place.parent}", file=sys.stderr)
        return 1
    open_doors = asyncio.run(doors(app))
    links = open_doors.links(found[0])
    if not links:
        print(NO_DOOR, file=sys.stderr)
        return 1
    out = Path(options.out or f"poster-{found[0].code}-{options.size}.pdf")
    out.write_bytes(posters.poster(app.desk, found[0], open_doors, options.size))
    print(f"{out}\n" + "\n".join(f"{channel:<9} {link}" for channel, link in links))
    return 0


async def doors(app: App) -> Doors:
    """Where QR codes lead, asked of channels that are opened for it."""
    for channel in app.channels.values():
        await channel.open()
    try:
        return await app.press.doors()
    finally:
        for channel in app.channels.values():
            await channel.close()
