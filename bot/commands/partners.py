"""`benteng api key|grant|ungrant|transfers`: what partner agencies may have, and what went to them."""

import argparse
import sys

from bot.app import App
from bot.domain.casework import Partner
from bot.domain.exchange.terms import Consent, Purpose, Terms
from bot.services.exchange import access, sharing, transfers

ONCE = "Hand it over by a safe way, now: it is kept as a hash only and never shown again."


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 there is no such key or case."""
    match options.action:
        case "key":
            return _key(app, options)
        case "transfers":
            return _transfers(app, options)
        case _:
            return _grant(app, options)


def _key(app: App, options: argparse.Namespace) -> int:
    write, desk = app.database.write_now, app.desk
    match options.what:
        case "add":
            terms, partner = terms_of(options), Partner(options.partner)
            key = write(
                lambda tx: access.issue(
                    tx, desk, options.name, partner, options.scope, terms, options.expires
                )
            )
            print(f"{key}\n{ONCE}")
            return 0
        case "revoke":
            done = write(lambda tx: access.revoke(tx, desk, options.prefix))
            print("it opens nothing any more" if done else "no such key in force (benteng api key list)")
            return 0 if done else 1
        case _:
            for view in app.database.read(lambda tx: access.listing(tx, desk)):
                terms = view.caller.terms
                print(f"{view.prefix}\t{view.name}\t{view.caller.partner.value}\t{'good' if view.is_good else 'over'}\t"
                      f"until {view.expires_on or 'revoked'}\tused {view.used_on or 'never'}\t{terms.purpose.value}\t"
                      f"{','.join(sorted(view.caller.scopes))}\t{terms.legal_basis}")  # fmt: skip
            return 0


def _grant(app: App, options: argparse.Namespace) -> int:
    write, desk, partner = app.database.write_now, app.desk, Partner(options.partner)
    if options.action == "grant":
        terms = terms_of(options)
        done = write(lambda tx: sharing.grant(tx, desk, options.number, partner, terms))
    else:
        done = write(lambda tx: sharing.end_grant(tx, desk, options.number, partner))
    if not done:
        print("no such case to grant: gone, an exercise, or not granted", file=sys.stderr)
    return 0 if done else 1


def _transfers(app: App, options: argparse.Namespace) -> int:
    partner = Partner(options.partner) if options.partner else None
    for view in app.database.read(lambda tx: transfers.listing(tx, partner)):
        print(f"{view.at:%Y-%m-%d %H:%M} UTC\t{view.direction}\t{view.way}\t{view.partner.value}\t{view.what}\t"
              f"{view.records}\t{view.terms.purpose}\t{view.terms.legal_basis}\t{view.terms.consent}\t"
              f"{view.fields}\t{','.join(view.numbers)}")  # fmt: skip
    return 0


def terms_of(options: argparse.Namespace) -> Terms:
    return Terms(Purpose(options.purpose), options.legal_basis, Consent(options.consent))
