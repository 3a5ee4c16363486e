"""`benteng export cases|signals|aggregates|alerts FILE`: files for partner agencies, each noted as a transfer."""

import argparse
import io
import sys
import zipfile

from bot.app import App
from bot.commands import bundling, files
from bot.commands.partners import terms_of
from bot.domain.casework import Partner
from bot.formats import files as formats
from bot.formats.files import Unfit
from bot.services import cap_feed
from bot.services.exchange import outgoing


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 written, 1 it cannot be."""
    if options.what == "alerts":
        return _alerts(app, options)
    if options.what == "bundle":
        return bundling.pack(app, options)
    desk, terms, partner = app.desk, terms_of(options), Partner(options.partner)
    try:
        formats.check(options.format, options.what)
        found = app.database.write_now(
            lambda tx: outgoing.gathered(tx, desk, options.what, partner, terms, period=options.period)
        )
        data = formats.written(options.format, found.records, found.header)
    except Unfit as error:
        print(f"not written: {error}", file=sys.stderr)
        return 1
    files.keep(options.file, data)
    left_out = f"; withheld: {', '.join(found.header.withheld)}" if found.header.withheld else ""
    print(f"{options.file}: {len(found.records)} {options.what} for {partner.value}{left_out}")
    return 0


def _alerts(app: App, options: argparse.Namespace) -> int:
    found = app.database.read(lambda tx: cap_feed.documents(tx, app.desk, is_exercise=app.is_demo))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for identifier, document in found.items():
            parts.writestr(f"{identifier}.xml", document)
    files.keep(options.file, out.getvalue())
    print(f"{options.file}: {len(found)} alerts")
    return 0
