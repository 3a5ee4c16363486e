"""`benteng ...`: one function per command, a few lines around a service."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import load_dotenv

from bot import content, telemetry
from bot.commands import arguments
from bot.commands.preview import preview
from bot.config import Config, InvalidSettings
from bot.content import ContentError, checks
from bot.content.settings import companies_from_csv
from bot.domain.casework import Role
from bot.domain.messages import Address, Reply
from bot.domain.registry import Registry
from bot.i18n import FIRST_LANGUAGE, Catalogs
from bot.ocr.files import PictureFiles
from bot.ocr.reader import is_installed
from bot.screening.directory import NO_LISTS, Directory
from bot.screening.report import triage_as_dict, verdict_as_dict
from bot.screening.screener import Screener
from bot.vault import load_key_file, new_secret, write_key_file

if TYPE_CHECKING:
    from bot.app import App

ROOT = Path(__file__).parent.parent
PORT_TAKEN = 98
PICTURES_OFF = "not read: people are asked to type (pip install 'benteng-desa[ocr]' brings it)"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit status (0 done, 1 went wrong, 2 not understood or not there yet)."""
    load_dotenv(Path.cwd() / ".env")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
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
        if error.errno != PORT_TAKEN:
            raise
        print(
            "PORT: this port is taken; stop the other program or set another one, e.g. PORT=8081",
            file=sys.stderr,
        )
    return 1


def demo(options: argparse.Namespace) -> None:  # noqa: ARG001  (every command is called alike)
    """Everything in one process, without any account."""
    data = Path(os.environ.get("BENTENG_DATA_DIR", "data")) / "demo"
    config = Config.from_env({"BENTENG_DATA_DIR": str(data), "PORT": os.environ.get("PORT", "8080")})
    telemetry.set_up("console")
    app = _app(config, is_demo=True)
    base = f"http://localhost:{config.port}"

    def tell() -> None:
        print(f"\nBenteng Desa, peragaan (semua petugas dan daftar PT di sini fiktif)\n"
              f"  Obrolan warga : {base}/obrolan\n  HP petugas    : {base}/demo/petugas\n"
              f"  Terminal      : .venv/bin/benteng chat\nBerhenti: Ctrl+C\n", flush=True)  # fmt: skip

    asyncio.run(app.run("web", "worker", "clock", on_start=tell))


def serve(options: argparse.Namespace) -> None:
    """The parts the command names, on the settings given."""
    parts = ("web", "worker", "clock") if options.command == "serve" else (options.command,)
    config = _config()
    telemetry.set_up(config.log_format)
    asyncio.run(_app(config).run(*parts))


def chat(options: argparse.Namespace) -> None:
    """Talk to the bot in the terminal, on the demonstration unless a database is configured."""
    from bot.app import App
    from bot.channels.terminal import LIMITS
    from bot.domain.channel import Webhook

    is_demo = "DATABASE_URL" not in os.environ
    data = Path(os.environ.get("BENTENG_DATA_DIR", "data"))
    config = Config.from_env({"BENTENG_DATA_DIR": str(data / "demo")}) if is_demo else _config()
    telemetry.set_up(config.log_format)
    app = App(config, is_demo=is_demo)
    me = Address("terminal", options.person)

    async def say(line: str) -> None:
        await app.take(app.channels["terminal"].read(Webhook(me.id, "", {}, line.encode())))
        await show(0)

    async def show(seen: int) -> None:
        messages, cursor = await app.fetch(me, seen, LIMITS)
        for out in messages:
            numbered = [f"  {number}. {choice.label}" for number, choice in enumerate(out.choices, 1)]
            print("\n" + "\n".join([out.text, *numbered]) + "\n")
        if cursor:
            await app.fetch(me, cursor, LIMITS)

    async def talk() -> None:
        print("Tulis pesan, lalu Enter. Ctrl+D untuk selesai.")
        await say("MULAI")
        while True:
            try:
                line = await asyncio.to_thread(input, "> ")
            except EOFError:
                return
            await say(line)

    try:
        asyncio.run(talk())
    finally:
        app.close()


def screen(options: argparse.Namespace) -> int:
    """JSON Lines in, one verdict a line out; a picture that cannot be read gives a line with `error`."""
    facts, catalogs = content.load(ROOT / "content"), Catalogs.load(ROOT / "locales")
    screener, listed = Screener(facts.rulebook), NO_LISTS.on(date.min)
    if options.registry:
        made = _list_date(Path(options.registry))  # the file given counts as today's list
        companies = companies_from_csv(Path(options.registry))
        listed = Directory(Registry(companies, made.isoformat())).on(made)
    for ident, text, error in _offers(options.file):
        if error and not text:
            line = {"id": ident, "error": error}
            print(f"{ident}: {error}" if options.format == "text" else json.dumps(line), flush=True)
            continue
        verdict = screener.screen(text, {}, listed)
        reasons = [
            catalogs.text(Reply(f"rule.{hit.rule}", {"evidence": hit.evidence or "…"}), FIRST_LANGUAGE)
            for hit in verdict.hits
        ]
        if options.format == "text":
            print(f"{ident}: {verdict.level.value} ({', '.join(verdict.rules) or '-'})", flush=True)
        else:
            line = verdict_as_dict(ident, verdict, reasons) | ({"error": error} if error else {})
            print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


def triage(options: argparse.Namespace) -> int:
    """JSON Lines in, one severity a line out."""
    screener = Screener(content.load(ROOT / "content").rulebook)
    for given in _lines(options.file):
        ident, text = given["id"], _text(given)
        print(json.dumps(triage_as_dict(ident, screener.triage(text)), ensure_ascii=False))
    return 0


def content_command(options: argparse.Namespace) -> int:
    """Validate all content; errors end with status 1, what is past its review date is listed."""
    facts, catalogs = content.load(ROOT / "content"), Catalogs.load(ROOT / "locales")
    if options.action == "preview":
        told = [*preview(facts, catalogs, options.id, options.language)]
        print("\n".join(told) if told else f"{options.id}: no lesson, rule or sentence of this name")
        return 0 if told else 1
    try:
        Screener(facts.rulebook)
    except ValueError as error:
        print(f"content/rules: {error}")
        return 1
    problems = checks.problems(facts, catalogs.sentences, date.today())  # noqa: DTZ011  (the office's own day)
    for problem in problems:
        print(problem)
    errors = sum(problem.is_error for problem in problems)
    print(f"content: {len(facts.rulebook.rules)} rules, {len(facts.hotlines.entries)} hotlines, "
          f"{len(facts.lessons)} lessons, {len(catalogs.languages)} languages, {errors} errors")  # fmt: skip
    return 1 if errors else 0


def officer(options: argparse.Namespace) -> int:
    """Add, invite, list or disable officers."""
    from bot.services import offices

    app = _app(_config())
    try:
        match options.action:
            case "add":
                number = app.database.write_now(
                    lambda tx: offices.add_officer(
                        tx, app.desk, options.name, Role(options.role), options.area
                    )
                )
                print(f"officer {number} added; next: benteng officer invite {number}")
            case "invite":
                code = app.database.write_now(lambda tx: offices.invite(tx, app.desk, int(options.number)))
                print(
                    f"{code} (7 days; the officer types GABUNG, then this code)"
                    if code
                    else "no such officer"
                )
                return 0 if code else 1
            case "list":
                for line in app.database.write_now(lambda tx: offices.officers(tx, app.desk)):
                    state = "joined" if line.has_joined else "not joined" if line.is_active else "disabled"
                    print(f"{line.id}\t{line.role}\t{line.area}\t{state}\t{line.name}")
            case "disable":
                is_done = app.database.write_now(lambda tx: offices.disable_officer(tx, int(options.number)))
                print("disabled" if is_done else "no such officer")
                return 0 if is_done else 1
    finally:
        app.close()
    return 0


def indicator(options: argparse.Namespace) -> int:
    """List what officers confirmed in earlier cases, or take back what was recorded by mistake."""
    from bot.services import indicators

    app = _app(_config())
    try:
        if options.action == "list":
            for line in app.database.write_now(indicators.listing):
                print(f"{line.id}\t{line.kind}\t{line.cases}\t{line.first_month}\t{line.last_month}")
            return 0
        count = app.database.write_now(lambda tx: indicators.withdraw(tx, app.desk, options.what))
        print(f"{count} withdrawn" if count else "no such indicator")
        return 0 if count else 1
    finally:
        app.close()


def registry(options: argparse.Namespace) -> int:
    """Take in, fetch or show the published lists."""
    from bot.commands import registry as command

    app = _app(_config())
    try:
        return command.run(app, options)
    finally:
        app.close()


def village(options: argparse.Namespace) -> int:
    """Add or list the programme's villages."""
    from bot.domain.casework import Place
    from bot.domain.places import Pin
    from bot.services import offices

    if options.action == "import":
        return later(options)
    app = _app(_config())
    try:
        if options.action == "add":
            pin = Pin(Place(options.code, options.name, options.parent))
            app.database.write_now(lambda tx: offices.save_villages(tx, app.desk, (pin,)))
            print(f"{options.code} {options.name} added")
        else:
            for found in app.database.write_now(app.desk.places):
                print(f"{found.place.code}\t{found.place.name}\t{found.place.parent}")
    finally:
        app.close()
    return 0


def db(options: argparse.Namespace) -> None:  # noqa: ARG001  (every command is called alike)
    """Bring the database to the newest version."""
    app = _app(_config())
    print(f"database at version {app.schema_version()}")
    app.close()


def keys(options: argparse.Namespace) -> int:
    """Make a secret, or put a new one before the others in the key file."""
    if options.action == "new":
        print(new_secret())
        return 0
    from bot.domain import keytext

    config = _config()
    if config.secret_keys:
        print(
            "Put the output of `benteng keys new` first in BENTENG_SECRET_KEYS and keep the old ones after it."
        )
        return 0
    old = [keytext.written(key) for key in load_key_file(config.data_dir)]
    path = write_key_file(config.data_dir, [new_secret(), *old])
    print(f"{path}: a new secret seals from the next start on; {len(old)} older ones still open")
    return 0


def doctor(options: argparse.Namespace) -> int:  # noqa: ARG001  (every command is called alike)
    """Check settings, keys, database, content and channels, and say what to do."""
    config = _config()
    app = _app(config)
    kinds = "environment" if config.secret_keys else "key file in the data folder"
    print(
        f"settings  ok\nkeys      ok ({kinds})\ndatabase  ok (version {app.schema_version()})\ncontent   ok"
    )
    for name in ("telegram", "whatsapp"):
        print(f"{name:<9} {'on' if name in app.channels else 'off (its settings are not given)'}")
    from bot.commands import registry as lists

    print(f"lists     {lists.summary(app)}")
    app.close()
    print(f"pictures  {'read on this machine' if is_installed() else PICTURES_OFF}")
    return 0


def later(options: argparse.Namespace) -> int:
    """A command of a later version says so."""
    print(f"benteng {options.command}: this comes with a later version", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "benteng", description="Benteng Desa: a chatbot against human trafficking"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int | None], help_: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_)
        command.set_defaults(run=run)
        return command

    add("demo", demo, "try everything on this machine, without any account")
    for name in ("serve", "web", "worker", "clock"):
        add(name, serve, "run the service" if name == "serve" else f"run the {name} part alone")
    add("chat", chat, "talk to the bot in the terminal").add_argument("--person", default="orang-pertama")
    screening = add("screen", screen, "judge offers, JSON Lines")
    screening.add_argument("--registry", metavar="CSV")
    screening.add_argument("--format", choices=("json", "text"), default="json")
    screening.add_argument("file", nargs="?")
    add("triage", triage, "judge reports, JSON Lines").add_argument("file", nargs="?")
    arguments.add_content(add("content", content_command, "check the content, or see how it reads"))
    add("db", db, "database").add_argument("action", choices=("upgrade",))
    add("keys", keys, "secrets").add_argument("action", choices=("new", "rotate"))
    lists = add("registry", registry, "published lists of companies, sanctions, job orders")
    arguments.add_lists(lists)
    add("doctor", doctor, "check the installation")
    arguments.add_people(add("officer", officer, "officers"), add("village", village, "villages"))
    known = add("indicator", indicator, "numbers and names officers confirmed").add_subparsers(
        dest="action", required=True
    )
    known.add_parser("list")
    known.add_parser("withdraw").add_argument(
        "what", help='an id of the list, or as written: "0811-1111-0001"'
    )
    for name in ("region", "poster", "export", "purge", "backup", "restore"):
        add(name, later, "comes with a later version").add_argument("rest", nargs="*")
    return parser


def _config() -> Config:
    return Config.from_env(os.environ)


def _app(config: Config, *, is_demo: bool = False) -> "App":
    from bot.app import App

    return App(config, is_demo=is_demo)


def _offers(name: str | None) -> Iterable[tuple[object, str, str]]:
    """Id and words of each line, those in its picture too, or why the picture could not be read."""
    folders = [Path(name).parent] if name else []
    with PictureFiles(*folders, Path()) as pictures:
        for given in _lines(name):
            ident, text = given["id"], _text(given)
            if given.get("image") is None:
                yield ident, text, ""
                continue
            read = pictures.read(str(given["image"]))
            yield ident, f"{text}\n{read.text}".strip(), read.problem or ""


def _text(given: Mapping[str, object]) -> str:
    text = given.get("text")
    return text if isinstance(text, str) else ""


def _lines(name: str | None) -> Iterable[Mapping[str, object]]:
    """The object of each line; a line that is none with an id stops the run with its number."""
    with Path(name).open(encoding="utf-8") if name else nullcontext(sys.stdin) as source:
        for number, line in enumerate(source, start=1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
            except (ValueError, RecursionError):
                given = None
            if not isinstance(given, dict) or "id" not in given:
                sys.exit(f"line {number}: needs an object with id and text or image")
            yield given


def _list_date(path: Path) -> date:
    """When a registry file was last changed."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


if __name__ == "__main__":
    sys.exit(main())
