"""Arguments of the commands that exchange with partner agencies."""

import argparse

from bot.commands import written
from bot.domain.casework import Partner
from bot.domain.exchange.terms import FORMATS, Consent, Purpose


def add_api(parser: argparse.ArgumentParser) -> None:
    """`benteng api`."""
    actions = parser.add_subparsers(dest="action", required=True)
    keys = actions.add_parser("key", help="keys of partner agencies").add_subparsers(
        dest="what", required=True
    )
    adding = keys.add_parser("add", help="make one; it is shown once")
    adding.add_argument("name", help="whose it is: an office or a system")
    adding.add_argument("--scope", type=written.scopes, required=True, metavar="SCOPE,...",
                        help="cases:read, receipts:write, referrals:read, referrals:write, signals:read, "
                             "aggregates:read, registry:read")  # fmt: skip
    adding.add_argument("--expires", type=written.lifetime, metavar="DAYS")
    _add_terms(adding)
    keys.add_parser("list")
    keys.add_parser("revoke").add_argument("prefix", help="the eight characters after bdk_")
    granting = actions.add_parser("grant", help="let a partner have a case that was not referred to it")
    granting.add_argument("number", help="BD-417")
    _add_terms(granting)
    ending = actions.add_parser("ungrant", help="no longer")
    ending.add_argument("number")
    ending.add_argument("--partner", choices=[partner.value for partner in Partner], required=True)
    listing = actions.add_parser("transfers", help="what went out and came in, the latest first")
    listing.add_argument("--partner", choices=[partner.value for partner in Partner])
    hooks = actions.add_parser("webhook", help="tell a partner's server that something changed")
    what = hooks.add_subparsers(dest="what", required=True)
    new = what.add_parser("add", help="https only; the secret is shown once")
    new.add_argument("url")
    new.add_argument(
        "--key", required=True, metavar="PREFIX", help="whose it is: it hears of what this key may see"
    )
    what.add_parser("list", help="how they fare")
    for name, help_ in (
        ("test", "send a message that says nothing, now"),
        ("rotate", "a new secret; the old one signs, too, for a day"),
        ("disable", "nothing is sent there any more"),
    ):
        what.add_parser(name, help=help_).add_argument("number", type=int)


def add_export(parser: argparse.ArgumentParser) -> None:
    """`benteng export`."""
    kinds = parser.add_subparsers(dest="what", required=True)
    for what, help_ in (
        ("cases", "referred to a partner, or granted for a purpose"),
        ("signals", "that officers confirmed"),
        ("aggregates", "reports and dangerous offers of eight weeks, as the risk map tells them"),
    ):
        kind = kinds.add_parser(what, help=help_)
        kind.add_argument("--format", choices=FORMATS, default="csv")
        kind.add_argument("--period", type=written.day, metavar="YYYY-MM-DD",
                          help="of aggregates: its first day (default: the latest that was told)")  # fmt: skip
        _add_terms(kind)
        kind.add_argument("file")
    bundle = kinds.add_parser("bundle", help="signed, and sealed to one office, for a way that is not safe")
    bundle.add_argument("content", choices=("cases", "signals", "aggregates"))
    bundle.add_argument("--to", type=int, required=True, metavar="NUMBER", help="of benteng bundle list")
    _add_terms(bundle, has_partner=False)
    bundle.add_argument("file")
    alerts = kinds.add_parser(
        "alerts", help="urgent alerts in force or just over, each as CAP 1.2, in a ZIP file"
    )
    alerts.add_argument("--format", choices=("cap",), default="cap")
    alerts.add_argument("file")


def add_bundles(bundles: argparse.ArgumentParser, importing: argparse.ArgumentParser) -> None:
    """`benteng bundle` and `benteng import`."""
    actions = bundles.add_subparsers(dest="action", required=True)
    actions.add_parser("identity", help="our own line, for other offices")
    adding = actions.add_parser("add", help="an office that we exchange with")
    adding.add_argument("name")
    adding.add_argument("line", help="its identity, told by a way you trust")
    adding.add_argument("--partner", choices=[partner.value for partner in Partner], required=True)
    actions.add_parser("list")
    actions.add_parser("remove").add_argument("number", type=int)
    coming = importing.add_subparsers(dest="action", required=True).add_parser(
        "bundle", help="open one that came; each once"
    )
    coming.add_argument("file")
    coming.add_argument("--out", required=True, metavar="FILE", help="where its records go, as JSON")


def _add_terms(parser: argparse.ArgumentParser, *, has_partner: bool = True) -> None:
    if has_partner:
        parser.add_argument("--partner", choices=[partner.value for partner in Partner], required=True)
    parser.add_argument(
        "--purpose", choices=[purpose.value for purpose in Purpose], default=Purpose.HANDLING.value
    )
    parser.add_argument("--legal-basis", type=written.basis, required=True, help="in words, with its article")
    parser.add_argument(
        "--consent", choices=[consent.value for consent in Consent], default=Consent.NOT_NEEDED.value
    )
