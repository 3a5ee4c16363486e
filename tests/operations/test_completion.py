"""Shells complete what the parser knows."""

import argparse
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import _parser, main


def commands() -> list[str]:
    actions = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return list(next(actions).choices)


def written(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["regi"], {"registry", "region"}),
        (["keys", "ro"], {"rotate"}),
        (["completion", ""], {"bash", "zsh", "fish"}),
        (["backup", "--k"], {"--keep"}),
    ],
)
def test_bash_offers_what_fits(
    typed: list[str], offered: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "benteng.bash"
    script.write_text(written("bash", capsys))
    asking = """source "$0"; COMP_WORDS=(benteng "$@"); COMP_CWORD=$#
        "$(complete -p benteng | grep -o '_[a-z_]*benteng')" benteng; printf '%s\\n' "${COMPREPLY[@]}" """
    given = subprocess.run(["bash", "-c", asking, script, *typed], capture_output=True, text=True, check=True)
    assert {word.strip() for word in given.stdout.split()} == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_is_in_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = written(shell, capsys)
    assert [name for name in commands() if name not in script] == []
