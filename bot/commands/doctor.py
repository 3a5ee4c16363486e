"""`benteng doctor`: what is set up, then what is broken or odd, in the console's words, each with what to do."""

from bot.app import App
from bot.commands import maps, partners, people, providers, recovery, registry
from bot.domain.health import Finding, State, findings
from bot.domain.messages import Reply
from bot.environment import Surroundings
from bot.i18n import FIRST_LANGUAGE
from bot.ocr.reader import is_installed
from bot.services import health

PICTURES_OFF = "not read: people are asked to type (pip install 'benteng-desa[ocr]' brings it)"
SHOWN = (State.BAD, State.ODD)


def settings(around: Surroundings) -> bool:
    """Say where they are from and what is odd about them; whether anything is."""
    print(f"settings  {'look at these' if around.problems else 'ok'} ({around.source})")
    for problem in around.problems:
        print(f"          {problem}")
    return bool(around.problems)


def run(app: App) -> int:
    """Exit status: 0 nothing to do, 1 something is."""
    config = app.config
    print(f"keys      ok ({config.keys_place})\ndata      {config.data_dir.absolute()}")
    print(f"database  ok ({config.database_place}, version {app.schema_version()})\ncontent   ok")
    has_provider_trouble = False
    for name, examine in (("telegram", providers.telegram), ("whatsapp", providers.whatsapp)):
        told, is_trouble = examine(app)
        has_provider_trouble |= is_trouble
        print(f"{name:<9} {told}")
    print(f"lists     {registry.summary(app)}")
    print(f"officers  {recovery.summary(app)}")
    print(f"cases     {people.summary(app)}")
    print(f"partners  {partners.summary(app)}")
    print(f"map       {maps.summary(app)}")
    print(f"pictures  {'read on this machine' if is_installed() else PICTURES_OFF}")
    todo = [finding for finding in _found(app) if finding.state in SHOWN]
    for finding in todo:
        print(f"\n{_said(app, finding)}")
    return 1 if todo or has_provider_trouble else 0


def _found(app: App) -> list[Finding]:
    here = health.machine(app.config.data_dir, app.desk)
    return findings(app.database.read(lambda tx: health.measured(tx, app.database, app.desk, here)))


def _said(app: App, finding: Finding) -> str:
    """How it is, and below it what to do: with a command where the console's page would name a page."""
    words = app.desk.catalogs
    state = words.sentences[FIRST_LANGUAGE][f"health.state.{finding.state.value}"]
    told = f"{state} {words.text(finding.what, FIRST_LANGUAGE)}"
    if finding.todo is None:
        return told
    run = Reply(finding.todo.key.replace("health.do.", "health.run.", 1), finding.todo.params)
    todo = run if words.has(run.key) else finding.todo
    return f"{told}\n  → {words.text(todo, FIRST_LANGUAGE)}"
