"""Arguments of the commands that have several actions."""

import argparse

from bot.commands import written
from bot.domain.breach import Exposure
from bot.domain.cadre import Post
from bot.domain.casework import Role
from bot.domain.registry import ListKind


def add_people(officers: argparse.ArgumentParser, villages: argparse.ArgumentParser) -> None:
    """`benteng officer` and `benteng village`."""
    actions = officers.add_subparsers(dest="action", required=True)
    adding = actions.add_parser("add")
    adding.add_argument("name")
    adding.add_argument("--role", choices=[role.value for role in Role], default=Role.PIMPASA.value)
    _add_area(adding)
    actions.add_parser("list")
    moving = actions.add_parser("move", help="to another area; cases they accepted stay theirs")
    moving.add_argument("number", type=int)
    _add_area(moving)
    for name in ("invite", "disable"):
        actions.add_parser(name).add_argument("number")
    last = actions.add_parser(
        "last-resort", help="asked when the officers of a place may not be, or are named"
    )
    last.add_argument("number", type=int)
    last.add_argument("--off", action="store_true", help="no longer")
    actions.add_parser(
        "authenticator", help="remove a lost one; the next KONSOL sets up another"
    ).add_argument("number", type=int)
    duty = actions.add_parser("duty", help="days and hours of duty; without any option: at any time")
    duty.add_argument("number", type=int)
    duty.add_argument(
        "--days", type=written.weekdays, help="1-5 (1 is Monday), 1,3,5 or senin-jumat (default: every day)"
    )
    duty.add_argument("--from", dest="starts", type=written.clock, metavar="HH:MM")
    duty.add_argument(
        "--until", dest="ends", type=written.clock, metavar="HH:MM", help="without hours: all day"
    )
    duty.add_argument("--holidays", action="store_true", help="public holidays, too")
    leave = actions.add_parser("leave", help="leave from one day to another; without days: it is over")
    leave.add_argument("number", type=int)
    leave.add_argument("from_on", nargs="?", type=written.day, metavar="FROM")
    leave.add_argument("to_on", nargs="?", type=written.day, metavar="TO")
    leave.add_argument("--hand-over", type=int, metavar="OFFICER", help="who stands in")
    places = villages.add_subparsers(dest="action", required=True)
    new = places.add_parser("add")
    new.add_argument("code", help="Kemendagri code, e.g. 36.04.13.2007")
    new.add_argument("name")
    new.add_argument("--parent", default="", help="what it lies in: Kec. Tirtayasa, Kab. Serang")
    _add_unlisted(new)
    places.add_parser("list")
    leaving = places.add_parser(
        "remove", help="out of the programme; what was reported from there stays, who subscribed is told"
    )
    leaving.add_argument("code", help="as `benteng village list` has it")
    leaving.add_argument(
        "--to", metavar="CODE", default="", help="the code was wrong: its people go to this village, untold"
    )
    importing = places.add_parser(
        "import", help="take in a CSV or XLSX file: code, name, and if known lat and lng"
    )
    importing.add_argument("file")
    importing.add_argument("--area", default="", help="only villages whose code begins so, e.g. 36.04.13")
    importing.add_argument("--dry-run", action="store_true", help="only count")
    training = places.add_parser(
        "training", help="reports from there are exercises for some hours; else show it"
    )
    training.add_argument("area", help="Kemendagri code of a village or kecamatan")
    training.add_argument("--hours", type=int)
    training.add_argument("--officer", type=int, help="who trains (default: the nearest who covers it)")
    training.add_argument("--end", action="store_true", help="it is over")


def _add_area(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", required=True, help="Kemendagri code (36.04) or name of an area")
    _add_unlisted(parser)


def _add_unlisted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--unlisted", action="store_true", help="no list here knows the area, and it is right all the same"
    )


def add_regions(parser: argparse.ArgumentParser) -> None:
    """`benteng region`."""
    importing = parser.add_subparsers(dest="action", required=True).add_parser(
        "import", help="take in CSV, XLSX or GeoJSON files, all of them or none"
    )
    importing.add_argument("files", nargs="+", metavar="FILE")
    importing.add_argument("--dry-run", action="store_true", help="only show what would change")


def add_map(parser: argparse.ArgumentParser) -> None:
    """`benteng map`."""
    parser.add_argument("code", nargs="?", default="", help="Kemendagri code (default: the whole programme)")
    parser.add_argument("--language")
    for kind in ("svg", "png", "csv"):
        parser.add_argument(f"--{kind}", metavar="FILE")


def add_cadres(parser: argparse.ArgumentParser) -> None:
    """`benteng cadre`."""
    actions = parser.add_subparsers(dest="action", required=True)
    inviting = actions.add_parser("invite")
    inviting.add_argument("village", help="Kemendagri code, e.g. 36.04.13.2007")
    inviting.add_argument("--post", choices=[post.value for post in Post], default=Post.KADER.value)
    actions.add_parser("list")
    actions.add_parser("withdraw", help="what they answered counts no more").add_argument("number", type=int)


def add_leaflet(parser: argparse.ArgumentParser) -> None:
    """`benteng leaflet`."""
    parser.add_argument("--language", choices=("id", "en"), default="id")
    parser.add_argument("--out", metavar="FILE")


def add_lists(parser: argparse.ArgumentParser) -> None:
    """`benteng registry`."""
    actions = parser.add_subparsers(dest="action", required=True)
    importing = actions.add_parser("import", help="take in a CSV or XLSX file")
    importing.add_argument("file")
    importing.add_argument(
        "--kind", choices=[kind.value for kind in ListKind], help="else told by its columns"
    )
    importing.add_argument("--date", type=written.day, metavar="YYYY-MM-DD", help="the day of the list")
    importing.add_argument("--dry-run", action="store_true", help="only show what would change")
    importing.add_argument(
        "--force", action="store_true", help="also an older list, or one that loses many lines"
    )
    pulling = actions.add_parser("pull", help="fetch the lists whose addresses are set")
    pulling.add_argument("kind", nargs="?", choices=[kind.value for kind in ListKind])
    status = actions.add_parser("status", help="which lists are in force, and how old they are")
    status.add_argument("--history", action="store_true")


def add_opportunities(parser: argparse.ArgumentParser) -> None:
    """`benteng opportunity`."""
    actions = parser.add_subparsers(dest="action", required=True)
    importing = actions.add_parser("import", help="take in a CSV or XLSX file; what it lacks goes")
    importing.add_argument("file")
    importing.add_argument("--dry-run", action="store_true", help="only show what would change")
    importing.add_argument("--force", action="store_true", help="also one that loses many entries")
    actions.add_parser("list", help="what is open now")
    actions.add_parser("withdraw", help="take one out at once").add_argument("number", type=int)


def add_campaigns(parser: argparse.ArgumentParser) -> None:
    """`benteng campaign`."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser(
        "add", help="keep a draft from a TOML file (docs/operations/messages.md)"
    ).add_argument("file")
    actions.add_parser("list")
    for name, help_ in (
        ("preview", "whom it would reach, what it costs, how it looks"),
        ("start", "send it when its time comes"),
        ("pause", "what has not gone out waits"),
        ("resume", "it goes on"),
        ("stop", "for good: what has not gone out will not"),
        ("results", "how far it got, village by village"),
    ):
        actions.add_parser(name, help=help_).add_argument("number", type=int)


def add_templates(parser: argparse.ArgumentParser) -> None:
    """`benteng template`."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="all of content/whatsapp_templates.toml, and what WhatsApp said last")
    actions.add_parser("sync", help="ask WhatsApp now")
    actions.add_parser("submit", help="hand one in for approval").add_argument("name")


def add_indicators(parser: argparse.ArgumentParser) -> None:
    """`benteng indicator`."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list")
    withdrawing = actions.add_parser("withdraw")
    withdrawing.add_argument("what", help='an id of the list, or as written: "0811-1111-0001"')


def add_audit(parser: argparse.ArgumentParser) -> None:
    """`benteng audit`."""
    verifying = parser.add_subparsers(dest="action", required=True).add_parser(
        "verify", help="follow the chain"
    )
    verifying.add_argument("--head", help="the head written down last, if nothing was added since")


def add_breach(parser: argparse.ArgumentParser) -> None:
    """`benteng breach`."""
    parser.add_argument(
        "what", choices=[exposure.value for exposure in Exposure], help="what others got hold of"
    )
    parser.add_argument("--noticed", type=written.moment, required=True, metavar="YYYY-MM-DDTHH:MM",
                        help="when it was noticed, in the office's time")  # fmt: skip
    parser.add_argument("--tell", action="store_true", help="tell everybody who can be reached")


def add_content(parser: argparse.ArgumentParser) -> tuple[argparse.ArgumentParser, ...]:
    """`benteng content`; gives the actions that ask the database or the channels."""
    actions = parser.add_subparsers(dest="action", required=True)
    checking = actions.add_parser("check", help="what has to be mended, with file and line")
    checking.add_argument("--strict", action="store_true", help="it is an error to be past a review date")
    showing = actions.add_parser("preview", help="a message as each channel shows it")
    showing.add_argument("id", help="a lesson, a template, a rule, a voice, or a sentence's key")
    showing.add_argument("--language")
    results = actions.add_parser("results", help="what the weekly messages taught")
    results.add_argument("--villages", action="store_true", help="village by village")
    drawing = actions.add_parser("cards", help="write the cards of all weekly messages as pictures")
    drawing.add_argument("folder")
    drawing.add_argument("--language")
    return results, drawing


def add_keys(keys: argparse.ArgumentParser) -> None:
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("new", help="print a fresh secret")
    actions.add_parser("rotate", help="put a new secret before the others in the key file")
    recovery = actions.add_parser("recovery", help="make the office's recovery key, to be kept on paper")
    recovery.add_argument("--replace", action="store_true", help="in place of one that is typed in")
    for name, help_ in (
        ("reset", "give an officer a new passphrase"),
        ("share", "let an officer open old reports"),
    ):
        actions.add_parser(name, help=f"{help_}; asks for the recovery key").add_argument("number")
