"""`benteng api key|grant|ungrant|transfers|webhook`: what partner agencies may have, and what went to them."""

import argparse
import asyncio
import sys

from bot.app import App
from bot.domain.casework import Partner
from bot.domain.exchange.terms import Consent, Purpose, Terms
from bot.fetch import NotFetched, vet
from bot.services.exchange import access, hooks, sharing, transfers

ONCE = "Hand it over by a safe way, now: it is never shown again."


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 there is no such key or case."""
    match options.action:
        case "key":
            return _key(app, options)
        case "transfers":
            return _transfers(app, options)
        case "webhook":
            return _webhook(app, options)
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


def _webhook(app: App, options: argparse.Namespace) -> int:
    write, desk = app.database.write_now, app.desk
    match options.what:
        case "add":
            try:
                asyncio.run(vet(options.url, app.courier.rules))
            except NotFetched as error:
                print(f"not added: {error}", file=sys.stderr)
                return 1
            return _secret(write(lambda tx: hooks.add(tx, desk, options.key, options.url)))
        case "rotate":
            return _secret(write(lambda tx: hooks.rotate(tx, desk, options.number)))
        case "disable":
            done = write(lambda tx: hooks.disable(tx, desk, options.number))
            print("off" if done else "no such webhook that is on (benteng api webhook list)")
            return 0 if done else 1
        case "test":
            return _ping(app, options.number)
        case _:
            for view in app.database.read(lambda tx: hooks.listing(tx, desk)):
                ok_at = f"{view.ok_at:%Y-%m-%d %H:%M} UTC" if view.ok_at else "never"
                print(f"{view.number}\t{view.health.value}\t{view.prefix}\t{view.url}\tlast {view.code or 'untried'}\t"
                      f"good {ok_at}\t{view.waiting} waiting\t{view.dead} given up")  # fmt: skip
            return 0


def _secret(secret: str | None) -> int:
    print(
        f"{secret}\n{ONCE}" if secret else "no such key or webhook in force",
        file=None if secret else sys.stderr,
    )
    return 0 if secret else 1


def _ping(app: App, number: int) -> int:
    sent = app.database.write_now(lambda tx: hooks.ping(tx, app.desk, number))
    if sent is None:
        print("no such webhook that is on (benteng api webhook list)", file=sys.stderr)
        return 1
    asyncio.run(app.courier.run())
    state, code = app.database.read(lambda tx: hooks.state_of(tx, sent))
    print(f"{state}: {code}")
    return 0 if state == "done" else 1


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


def summary(app: App) -> str:
    """For `benteng doctor`."""
    keys = [view for view in app.database.read(lambda tx: access.listing(tx, app.desk)) if view.is_good]
    found = [view.health for view in app.database.read(lambda tx: hooks.listing(tx, app.desk))]
    told = [f"{found.count(health)} {health.value}" for health in hooks.Health if health in found]
    return f"{len(keys)} keys; webhooks: {', '.join(told) or 'none'} (benteng api webhook list)"
