"""`benteng bundle ...`, `benteng export bundle` and `benteng import bundle`: files that travel by hand."""

import argparse
import sys
from pathlib import Path

from bot.app import App
from bot.commands import files
from bot.commands.partners import terms_of
from bot.domain.casework import Partner
from bot.domain.exchange.bundle import Spoilt
from bot.services.exchange import bundles


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 there is no such office, or no such line."""
    write, desk = app.database.write_now, app.desk
    match options.action:
        case "identity":
            print(write(lambda tx: bundles.own_line(tx, desk)))
            return 0
        case "add":
            partner = Partner(options.partner)
            number = write(lambda tx: bundles.add_peer(tx, desk, options.name, partner, options.line))
            print(
                f"office {number}"
                if number
                else "this is no identity of another office, or we have it already"
            )
            return 0 if number else 1
        case "remove":
            done = write(lambda tx: bundles.remove_peer(tx, desk, options.number))
            print("removed" if done else "no such office (benteng bundle list)")
            return 0 if done else 1
        case _:
            for view in app.database.read(lambda tx: bundles.listing(tx, desk)):
                print(
                    f"{view.number}\t{view.name}\t{view.partner.value}\tsent {view.sent}\tgot {view.got}\t{view.line}"
                )
            return 0


def pack(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 written, 1 there is no such office."""
    terms, desk = terms_of(options), app.desk
    made = app.database.write_now(lambda tx: bundles.packed(tx, desk, options.to, options.content, terms))
    if made is None:
        print("no such office (benteng bundle list)", file=sys.stderr)
        return 1
    data, found = made
    files.keep(options.file, data)
    print(f"{options.file}: {len(found.records)} {options.content} for {found.header.recipient.value}, good for "
          f"{bundles.GOOD_FOR.days} days")  # fmt: skip
    return 0


def take_in(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 taken in, 1 refused; nothing is changed then."""
    try:
        data = Path(options.file).read_bytes()
        taken = app.database.write_now(lambda tx: bundles.take_in(tx, app.desk, data))
    except OSError as error:
        print(f"{options.file}: {error.strerror}", file=sys.stderr)
        return 1
    except Spoilt as error:
        print(f"not taken in: {error}", file=sys.stderr)
        return 1
    files.keep(options.out, taken.document)
    late = f"; {taken.missing} before it have not come" if taken.missing else ""
    print(f"bundle {taken.number} of {taken.peer}: {taken.header.what} in {options.out}{late}")
    return 0
