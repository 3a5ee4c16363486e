"""What deploy/ names exists: paths, commands, settings. Nothing of it is run here."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from bot.__main__ import _parser
from bot.web import server

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text())
OURS = {name: one for name, one in COMPOSE["services"].items() if name != "database"}
UNITS = {path.name: path.read_text() for path in sorted((DEPLOY / "systemd").iterdir())}
SERVICES = [name for name in UNITS if name.endswith(".service")]
INSTRUCTION = re.compile(r"(?m)^([A-Z]+) ((?:.*\\\n)*.*)$")
KEPT = re.compile(r"(?m)^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(\S+)")


def understood(command: list[str]) -> None:
    """The real parser takes it, or the test ends here."""
    _parser().parse_args(command)


def instructions(name: str) -> list[str]:
    text = (DEPLOY / "Dockerfile").read_text()
    return [rest for found, rest in INSTRUCTION.findall(text) if found == name]


def settings(unit: str, name: str) -> list[str]:
    return re.findall(rf"(?m)^{name}=(.*)$", UNITS[unit])


def test_the_image_is_made_of_files_that_are_there_and_let_through() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    sources = [
        source for copy in instructions("COPY") if "--from" not in copy for source in copy.split()[:-1]
    ]
    assert {"bot", "handlers", "content", "locales"} <= set(sources)
    for source in sources:
        assert (ROOT / source).exists()
        assert f"!{source}" in ignored


def test_the_image_runs_the_service_as_nobody_in_particular() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert instructions("ENTRYPOINT") == ['["python", "-m", "bot"]']
    understood(yaml.safe_load(instructions("CMD")[-1]))
    assert "--require-hashes" in instructions("RUN")[0]


@pytest.mark.parametrize("name", OURS)
def test_each_container_runs_one_of_our_commands_and_writes_where_it_may(name: str) -> None:
    one = OURS[name]
    understood(one["command"])
    assert one["read_only"]
    assert one["cap_drop"] == ["ALL"]
    places = {volume.split(":")[1] for volume in one["volumes"]} | {"/tmp"}
    assert one["environment"]["BENTENG_DATA_DIR"] in places
    for word in one["command"]:
        assert not word.startswith("/") or word in places


def test_three_parts_wait_for_the_database_and_its_newest_version() -> None:
    for name in ("web", "worker", "clock"):
        assert OURS[name]["command"] == [name]
        assert OURS[name]["depends_on"]["upgrade"]["condition"] == "service_completed_successfully"
    assert COMPOSE["networks"]["inside"]["internal"]
    assert COMPOSE["services"]["database"]["networks"] == ["inside"]
    used = {volume.split(":")[0] for one in COMPOSE["services"].values() for volume in one["volumes"]}
    assert used == set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", SERVICES)
def test_each_unit_runs_one_of_our_commands_behind_walls(name: str) -> None:
    for line in settings(name, "ExecStart"):
        program, *command = shlex.split(line)
        assert program == "/opt/benteng/.venv/bin/benteng"
        understood(command)
    writable = {"/var/lib/benteng", *settings(name, "ReadWritePaths")}
    for path in re.findall(r"/var/\S+", UNITS[name]):
        assert path in writable
    for wall in (
        "ProtectSystem=strict",
        "NoNewPrivileges=true",
        "ProtectHome=true",
        "PrivateTmp=true",
        "User=benteng",
    ):
        assert f"\n{wall}\n" in UNITS[name]


@pytest.mark.parametrize("part", ["web", "worker", "clock"])
def test_systemd_hears_of_each_part_more_often_than_it_waits(part: str) -> None:
    from bot import watch

    unit = f"benteng-{part}.service"
    assert settings(unit, "Type") == ["notify"]
    (patience,) = settings(unit, "WatchdogSec")
    assert int(patience) > 1.5 * (watch.ROUND_SECONDS + 3 * watch.PATIENCE_SECONDS)
    assert settings(unit, "Restart") == ["always"]


def test_no_two_parts_of_a_machine_listen_on_one_port() -> None:
    ports = [port for name in SERVICES for port in re.findall(r"BENTENG_METRICS_PORT=(\d+)", UNITS[name])]
    assert len(ports) == len(set(ports)) == 2


def test_the_night_backs_up_tries_it_and_follows_the_trail() -> None:
    night = [shlex.split(line)[1] for line in settings("benteng-nightly.service", "ExecStart")]
    assert night == ["backup", "rehearse", "audit"]
    assert "OnCalendar=" in UNITS["benteng-nightly.timer"]
    assert {"backup", "rehearse", "audit"} <= set(OURS)


async def test_the_proxy_closes_what_is_for_monitors_and_lets_pictures_through() -> None:
    written = (DEPLOY / "Caddyfile").read_text()
    closed = re.findall(r"@monitors path (.*)", written)[0].split()
    application = server.build_bare(None)  # type: ignore[arg-type]
    for_monitors = {route.resource.canonical for route in application.router.routes() if route.resource}
    assert for_monitors <= {*closed, "/readyz/web"}
    assert "/readyz/*" in closed
    (megabytes,) = re.findall(r"max_size (\d+)MB", written)
    assert int(megabytes) * 10**6 >= server.MOST_BODY


def test_the_procfile_runs_our_commands() -> None:
    for line in (ROOT / "Procfile").read_text().splitlines():
        understood(shlex.split(line.partition(":")[2])[1:])


@pytest.mark.parametrize("name", re.findall(r"(?m)^([A-Z_0-9]+)=", (DEPLOY / "env.example").read_text()))
def test_every_setting_of_the_example_is_one(name: str) -> None:
    known = (ROOT / "README.md").read_text() + (DEPLOY / "compose.yml").read_text()
    assert name in known


def test_what_runs_is_what_was_tested() -> None:
    """The servers' lock file is a part of the developers', with the same versions and hashes."""
    ours, all_of_it = ((path / "requirements.lock").read_text() for path in (DEPLOY, ROOT))
    theirs = dict(KEPT.findall(all_of_it))
    running = dict(KEPT.findall(ours))
    assert len(running) > 40
    assert running.items() <= theirs.items()
    assert "pytest" not in running
    hashes = set(re.findall(r"sha256:\w+", ours))
    assert hashes <= set(re.findall(r"sha256:\w+", all_of_it))
