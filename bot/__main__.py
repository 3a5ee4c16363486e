"""`benteng ...`: one function per command, a few lines around a service."""

import argparse
import asyncio
import errno
import os
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from bot.uncollected import uncollected

with uncollected():  # most of a start
    from bot import environment, telemetry, tracing
    from bot.commands import arguments, contents, judging, partner_arguments
    from bot.config import Config, InvalidSettings
    from bot.content import ContentError
    from bot.domain.messages import Address
    from bot.domain.unusable import Unusable
    from bot.vault import new_secret, read_key_file, write_key_file

if TYPE_CHECKING:
    from bot.app import App

ROOT = Path(__file__).parent.parent
PORT_TAKEN = 98
MEND = {errno.ENOSPC: "; make room, then try again", errno.EACCES: "; see whose file or folder it is",
        errno.EROFS: "; see whose file or folder it is", errno.EPERM: "; see whose file or folder it is"}  # fmt: skip
ACCOUNTS = ("PUBLIC_URL", "TELEGRAM_", "TWILIO_")  # settings that only real channels need


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit status (0 done, 1 went wrong, 2 not understood)."""
    options = _parser().parse_args(arguments)
    try:
        options.around = environment.load(Path.cwd())
        if options.command != "doctor":  # which says it itself
            for problem in options.around.problems:
                print(problem, file=sys.stderr)
        return int(options.run(options) or 0)
    except Unusable as error:
        print(_told(error), file=sys.stderr)
    except InvalidSettings as error:
        for problem in error.problems:
            print(f"Setting {problem}", file=sys.stderr)
    except ContentError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our lines has had enough of them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(_told_of_system(error), file=sys.stderr)
    return 1


def _told(error: Unusable) -> str:
    """What is wrong; with the database named where it is to blame."""
    return f"{_config().database_place}: {error}" if error.is_of_database else str(error)


def _told_of_system(error: OSError) -> str:
    if error.errno == PORT_TAKEN:
        return "PORT: this port is taken; stop the other program or set another one, e.g. PORT=8081"
    what = f"{error.filename}: " if error.filename else ""
    return f"{what}{error.strerror or type(error).__name__}{MEND.get(error.errno or 0, '')}"


def demo(options: argparse.Namespace) -> None:
    """Everything in one process, without any account unless asked to use those of the settings."""
    data = Path(os.environ.get("BENTENG_DATA_DIR", "data")) / "demo"
    told = {"BENTENG_DATA_DIR": str(data), "PORT": os.environ.get("PORT", "8080")}
    if options.channels:
        told |= {name: os.environ[name] for name in os.environ if name.startswith(ACCOUNTS)}
    config = Config.from_env(told)
    telemetry.set_up("console")
    app = _app(config, is_demo=True)
    if not options.channels:  # with them, strangers may write: what they tell opens to whoever made a key
        app.keyroom.play()
    base = f"http://localhost:{config.port}"

    def tell() -> None:
        print(f"\nBenteng Desa, peragaan (semua petugas dan daftar PT di sini fiktif)\n"
              f"  Obrolan warga : {base}/obrolan\n  HP petugas    : {base}/demo/petugas\n"
              f"  Konsol        : {base}/ (pilih petugasnya)\n  Terminal      : .venv/bin/benteng chat\n"
              f"Berhenti: Ctrl+C\n", flush=True)  # fmt: skip

    asyncio.run(app.run("web", "worker", "clock", on_start=tell))


def serve(options: argparse.Namespace) -> None:
    """The parts the command names, on the settings given."""
    parts = ("web", "worker", "clock") if options.command == "serve" else (options.command,)
    config = _config()
    telemetry.set_up(config.log_format)
    kind = "sqlite" if config.database_url.startswith("sqlite") else "postgresql"
    telemetry.log().info("starting", version=_version(), parts=parts, database=kind)
    if config.traces_to:
        try:
            tracing.set_up()
        except ImportError:
            raise InvalidSettings(
                ["OTEL_EXPORTER_OTLP_ENDPOINT: needs `pip install 'benteng-desa[otel]'`"]
            ) from None
    try:
        app = _app(config)
        port = config.port if "web" in parts else config.metrics_port

        def tell() -> None:
            channels = sorted(app.channels)
            telemetry.log().info("started", version=_version(), parts=parts, port=port, channels=channels)

        asyncio.run(app.run(*parts, on_start=tell))
    finally:
        tracing.close()


def chat(options: argparse.Namespace) -> None:
    """Talk to the bot in the terminal, on the demonstration unless a database is configured."""
    from bot.commands import chatting

    is_demo = "DATABASE_URL" not in os.environ
    data = Path(os.environ.get("BENTENG_DATA_DIR", "data"))
    config = Config.from_env({"BENTENG_DATA_DIR": str(data / "demo")}) if is_demo else _config()
    telemetry.set_up(config.log_format)
    app = _app(config, is_demo=is_demo, founds=is_demo)
    try:
        asyncio.run(chatting.talk(app, Address("terminal", options.person)))
    finally:
        app.close()


def office(options: argparse.Namespace) -> int:
    """A command around the office's database: officers, villages, indicators, published lists."""
    from bot.commands import (
        audit,
        backing_up,
        breach,
        bundling,
        campaigns,
        exporting,
        leaflets,
        maps,
        opportunities,
        partners,
        people,
        posters,
        purging,
        recovery,
        regions,
        registry,
        signals,
        teaching,
        templates,
    )

    run = {"officer": people.officer, "cadre": people.cadre, "village": people.village, "indicator": people.indicator,
           "registry": registry.run, "opportunity": opportunities.run, "campaign": campaigns.run,
           "template": templates.run, "signal": signals.run, "backup": backing_up.backup,
           "rehearse": backing_up.rehearse,
           "audit": audit.run, "region": regions.run, "map": maps.run, "keys": recovery.run, "api": partners.run,
           "export": exporting.run, "bundle": bundling.run, "import": bundling.take_in,
           "purge": purging.run, "breach": breach.run, "content": teaching.run,
           "poster": posters.run, "leaflet": leaflets.run}[options.command]  # fmt: skip
    app = _app(_config(), founds=False)
    try:
        return run(app, options)
    finally:
        app.close()


def db(options: argparse.Namespace) -> None:  # noqa: ARG001  (every command is called alike)
    """Bring the database to the newest version."""
    app = _app(_config())
    print(f"database at version {app.schema_version()} ({app.config.database_place})")
    app.close()


def restore(options: argparse.Namespace) -> int:
    """Fill the empty database of the settings from a backup."""
    from bot.commands import backing_up

    return backing_up.restore(_config(), options)


def keys(options: argparse.Namespace) -> int:
    """Secrets of the server and of the office; making one needs no database."""
    if options.action == "new":
        print(new_secret())
        return 0
    if options.action == "rotate":
        return rotate()
    return office(options)


def rotate() -> int:
    """Put a new secret before the others in the key file."""
    from bot.domain import keytext

    config = _config()
    if config.secret_keys:
        print(
            "Put the output of `benteng keys new` first in BENTENG_SECRET_KEYS and keep the old ones after it."
        )
        return 0
    old = [keytext.written(key) for key in read_key_file(config.data_dir)]
    path = write_key_file(config.data_dir, [new_secret(), *old])
    print(f"{path}: a new secret seals from the next start on; {len(old)} older ones still open")
    print("Restart web, worker and clock soon. Until then they open what commands seal under it.")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Check settings, keys, database, content, channels and health, and say what to do."""
    from bot.commands import doctor as checking

    is_odd = checking.settings(options.around)
    app = _app(_config(), founds=False)
    try:
        return max(checking.run(app), int(is_odd))
    finally:
        app.close()


def completion(options: argparse.Namespace) -> None:
    """Print what a shell needs to complete these commands."""
    import shtab

    print(shtab.complete(_parser(), options.shell))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("benteng", description="A chatbot against human trafficking")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int | None], help_: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_)
        command.set_defaults(run=run)
        return command

    trying = add("demo", demo, "try everything on this machine, without any account")
    trying.add_argument("--channels", action="store_true", help="also on the accounts of the settings")
    for name in ("serve", "web", "worker", "clock"):
        add(name, serve, "run the service" if name == "serve" else f"run the {name} part alone")
    add("chat", chat, "talk to the bot in the terminal").add_argument("--person", default="orang-pertama")
    screening = add("screen", judging.screen, "judge offers, JSON Lines")
    screening.add_argument("--registry", metavar="CSV")
    screening.add_argument("--format", choices=("json", "text"), default="json")
    screening.add_argument("file", nargs="?")
    add("triage", judging.triage, "judge reports, JSON Lines").add_argument("file", nargs="?")
    contents_ = add("content", contents.run, "check the content, see how it reads, or what it taught")
    for asking in arguments.add_content(contents_):
        asking.set_defaults(run=office)
    add("db", db, "database").add_argument("action", choices=("upgrade",))
    arguments.add_keys(add("keys", keys, "secrets, the recovery key, lost passphrases"))
    lists = add("registry", office, "published lists of companies, sanctions, job orders")
    arguments.add_lists(lists)
    arguments.add_opportunities(add("opportunity", office, "vacancies, training, capital people are shown"))
    add("signal", office, "what stands out in what villages tell").add_argument("action", choices=("list",))
    arguments.add_templates(add("template", office, "WhatsApp's templates and their approval"))
    arguments.add_campaigns(add("campaign", office, "messages to many subscribers"))
    partner_arguments.add_api(add("api", office, "keys of partner agencies, and what goes to them"))
    add("doctor", doctor, "check the installation")
    arguments.add_people(add("officer", office, "officers"), add("village", office, "villages"))
    arguments.add_cadres(add("cadre", office, "cadres of villages"))
    arguments.add_leaflet(add("leaflet", office, "the sheet for cadres, one page as PDF"))
    arguments.add_indicators(add("indicator", office, "numbers and names officers confirmed"))
    arguments.add_audit(add("audit", office, "the trail of who looked and who decided"))
    add("purge", office, "take what has had its time (content/retention.toml)").add_argument(
        "--dry-run", action="store_true", help="only count it"
    )
    arguments.add_breach(add("breach", office, "when data got into wrong hands: whom to tell, by when, what"))
    printing = add("poster", office, "a village's poster with QR codes, as PDF")
    printing.add_argument("village", help="code or name")
    printing.add_argument("--size", choices=("A4", "A3"), default="A4")
    printing.add_argument("--out", metavar="FILE")
    saving = add("backup", office, "an encrypted copy of the database")
    saving.add_argument("file", help="a new file, or a folder in which it is named by its time")
    saving.add_argument("--keep", type=int, default=0, metavar="COUNT", help="of those in the folder")
    add("rehearse", office, "restore a backup for trial, look through it, throw it away").add_argument(
        "file", help="a backup, or a folder: its newest"
    )
    coming_back = add("restore", restore, "fill an empty database from a backup")
    coming_back.add_argument("file")
    coming_back.add_argument(
        "--moved", action="store_true", help="the service stood still since: send what waits"
    )
    arguments.add_regions(add("region", office, "names, points and outlines of regions"))
    arguments.add_map(add("map", office, "the risk map of a place: table, picture, CSV"))
    add("completion", completion, "print what your shell needs to complete commands").add_argument(
        "shell", choices=("bash", "zsh", "fish")
    )
    peers, coming = (
        add("bundle", office, "offices we exchange bundles with"),
        add("import", office, "bundles"),
    )
    partner_arguments.add_bundles(peers, coming)
    partner_arguments.add_export(add("export", office, "files for partner agencies"))
    return parser


def _version() -> str:
    try:
        return version("benteng-desa")
    except PackageNotFoundError:  # run from its folder, without being installed
        return "not_installed"


def _config() -> Config:
    return Config.from_env(os.environ)


def _app(config: Config, *, is_demo: bool = False, founds: bool = True) -> "App":
    """Without `founds` for commands that work on an installation, and must not make one where they find none."""
    with uncollected():
        from bot.app import App

        return App(config, is_demo=is_demo, founds=founds)


if __name__ == "__main__":
    sys.exit(main())
