"""Whether a command of a document would be understood: the real parser is asked, placeholders are filled in.

Documents shorten: `officer add|invite NUMBER`, `map [CODE]`, `--days 1-5 ...`. Each alternative is tried, what is in
brackets once with and once without.
"""

import argparse
import contextlib
import io
import itertools
import re
import shlex
from collections.abc import Iterator

from bot.__main__ import _parser

PARSER = _parser()
FILLED = {
    "COMMAND": "serve",
    "FROM": "2026-12-01",
    "TO": "2026-12-05",
    "OFFICER": "2",
    "NUMBER": "1",
    "N": "1",
    "DAYS": "365",
    "...": "PKS 1/2026 pasal 3",  # a legal basis is refused as it is printed
}
INCOMPLETE = "the following arguments are required"
_MORE = re.compile(r"(?<=\w)\.\.\.$")
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_SHELL = re.compile(r"\s+(?:>|<|&&|\|\|).*$")  # what a shell does with it
_MOST = 64  # ways to read one line


def misunderstood(command: str, *, is_whole: bool) -> str:
    """Why it would be refused; "" when it is understood. Named within a sentence, arguments may be missing."""
    reasons = [_refusal(words, is_whole=is_whole) for words in itertools.islice(readings(command), _MOST)]
    return next((reason for reason in reasons if reason), "")


def readings(command: str) -> Iterator[list[str]]:
    """Every call one line stands for, without the program's name."""
    command = _SHELL.sub("", command)
    bracket = _BRACKETS.search(command)
    if bracket:
        for inner in ("", bracket[1]):
            yield from readings(command[: bracket.start()] + inner + command[bracket.end() :])
        return
    words = shlex.split(re.sub(r"\s*\|\s*", "|", command))
    words = words[next(place for place, word in enumerate(words) if word.endswith("benteng")) + 1 :]
    told = zip(["", *words], words, strict=False)
    options = [word.split("|") for before, word in told if word != "..." or before.startswith("--")]
    for chosen in itertools.product(*options):
        yield [FILLED.get(word, _MORE.sub("", word)) for word in chosen]


def _refusal(words: list[str], *, is_whole: bool) -> str:
    if not words:
        return ""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            PARSER.parse_args(words)
        except SystemExit as end:
            if end.code == 0:  # it was --help
                return ""
            reason = said.getvalue().strip().splitlines()[-1]
            if is_whole or INCOMPLETE not in reason:
                return reason
            return _unknown_option(words)
    return ""


def _unknown_option(words: list[str]) -> str:
    """The first option that the command named by these words lacks: the parser complains of what is missing before."""
    parser = PARSER
    for word in words:
        actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        if actions and word in actions[0].choices:
            parser = actions[0].choices[word]
        elif word.startswith("--") and word not in parser._option_string_actions:
            return f"{parser.prog} has no {word}"
    return ""
