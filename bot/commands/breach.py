"""`benteng breach`: whom a breach concerns, until when they have to be told, what they are told; and telling them."""

import argparse
from datetime import UTC, datetime
from functools import partial

from bot.app import App
from bot.domain.breach import Concerned, Exposure
from bot.services import breach

OPENS = {
    Exposure.DATABASE: "villages, languages, times and how many reports there were; addresses and contents are sealed",
    Exposure.KEYS: "addresses, unfinished conversations, waiting messages, officers' questions, and who recruits as"
    " named in reports; never a filed story or its attachments",
    Exposure.SERVER: "whatever passed while somebody was in: messages, reports being filed, pages being read",
}
AUTHORITY = "Whom else to tell, and in what form, is not in our sources: ask the office's lawyer today."


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 shown or told, 1 the moment lies in the future."""
    desk, exposure = app.desk, Exposure(options.what)
    noticed_at = options.noticed.replace(tzinfo=desk.zone).astimezone(UTC)
    if noticed_at > desk.now():
        print("--noticed lies in the future")
        return 1
    found = app.database.read(breach.concerned)
    print(*_sheet(app, exposure, noticed_at, found), sep="\n")
    if not options.tell:
        print("\nNobody was told. --tell sends this to everybody who can be reached.")
        return 0
    print(
        f"\n{_tell(app, exposure, noticed_at)} notices queued; {found.stopped} said STOP and need a public notice."
    )
    return 0


def _sheet(app: App, exposure: Exposure, noticed_at: datetime, found: Concerned) -> list[str]:
    desk = app.desk
    by = desk.content.retention.breach_told_by(noticed_at)
    hours = (by - desk.now()).total_seconds() / 3600
    left = f"{hours:.0f} hours left" if hours >= 0 else f"{-hours:.0f} hours ago: tell them at once"
    said = breach.notice(desk, exposure, noticed_at)
    texts = [f"\n[{language}]\n{desk.catalogs.text(said, language)}" for language in desk.catalogs.languages]
    return [
        f"Tell people by {by.astimezone(desk.zone):%Y-%m-%d %H:%M} ({left}).",
        AUTHORITY,
        f"Can be read: {OPENS[exposure]}.",
        f"Concerns {found.people} people ({found.reachable} can be told here, {found.stopped} said STOP)"
        f" and {found.reports} reports ({found.asked} still lead back to who reported).",
        *texts,
    ]


def _tell(app: App, exposure: Exposure, noticed_at: datetime) -> int:
    job = partial(breach.tell, desk=app.desk, exposure=exposure, noticed_at=noticed_at)
    count, last = app.database.write_now(partial(job, after=0))
    while last:
        more, last = app.database.write_now(partial(job, after=last))
        count += more
    return count
