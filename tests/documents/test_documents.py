"""What documents say exists: every command is understood, every path, setting, metric and make target is there."""

import re
from collections import Counter

import pytest

from bot import telemetry
from bot.config import DATABASES
from bot.domain.registry import ListKind
from tests.content.golden_hotlines import NUMBERS
from tests.documents.calling import misunderstood
from tests.documents.reading import ROOT, Document, documents, read

ALL = documents()
NAMES = [document.name for document in ALL]
TODAY = [document for document in ALL if document.name != "CHANGELOG.md"]  # which tells what was, too
TODAY_NAMES = [document.name for document in TODAY]
CALLED = re.compile(r"\bmake ([a-z][a-z-]*)")
SETTING = re.compile(r"\b(?:(?:BENTENG|TELEGRAM|TWILIO)_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL|PUBLIC_URL|PORT)\b")
METRIC = re.compile(r"\bbenteng_[a-z_]+\b")
PATH = re.compile(r"(?:bench|bot|content|deploy|docs|handlers|locales|tests|tools)(?:/[\w.*-]+)*/?")
PHONE = re.compile(
    r"\+\d{2}[\d -]{7,}\d|\b0\d{2,3}-\d{3,4}(?:-\d{2,4})?\b|(?<![\w.-])1(?:10|29|48|57|5\d{5})(?![\w.%-])"
)
SANDBOX = "+14155238886"  # of Twilio, for trying
NEW = re.compile(r"\b(?:x|en|id)\b|\*|2\d_")  # x stands for the name of what is to be added


def settings() -> set[str]:
    """Named by the code that reads them, or by the Makefile for tests."""
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("bot/config.py", "Makefile"))
    return set(SETTING.findall(text)) | {f"BENTENG_REGISTRY_{kind.name}_URL" for kind in ListKind}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def metrics() -> set[str]:
    return {metric.name for metric in telemetry.registry.collect()}


@pytest.mark.parametrize("document", TODAY, ids=TODAY_NAMES)
def test_every_command_is_understood(document: Document) -> None:
    """Who copies a line gets what the document promised, not a usage message."""
    refused = {
        call: why
        for call, is_whole in document.commands("benteng")
        if (why := misunderstood(call, is_whole=is_whole))
    }
    assert refused == {}


@pytest.mark.parametrize("document", ALL, ids=NAMES)
def test_every_link_leads_somewhere(document: Document) -> None:
    dead = []
    for link in document.links:
        if ":" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (document.path.parent / path).resolve() if path else document.path
        if not target.exists() or (anchor and anchor not in read(target).anchors):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("document", TODAY, ids=TODAY_NAMES)
def test_every_path_is_there(document: Document) -> None:
    """Where a new file is to be made, its folder has to be."""
    gone = []
    for span in document.spans:
        path = span.split(" ")[0].partition("::")[0].partition(":")[0]
        if not PATH.fullmatch(path) or (ROOT / path).exists():
            continue
        folder = path.rstrip("/").rpartition("/")[0]
        if not (NEW.search(path) and (ROOT / re.split(r"/[^/]*[*]", folder)[0]).exists()):
            gone.append(path)
    assert gone == []


@pytest.mark.parametrize("document", TODAY, ids=TODAY_NAMES)
def test_every_setting_metric_and_target_is_known(document: Document) -> None:
    code = "\n".join((*document.blocks, *document.spans))
    assert set(SETTING.findall(code)) - settings() == set()
    assert set(METRIC.findall(code)) - metrics() == set()
    assert set(CALLED.findall(code)) - targets() == set()


def test_every_setting_stands_in_the_readme() -> None:
    """Who runs it need not look into the code for one; BENTENG_BROWSER is for tests alone."""
    told = set(SETTING.findall(read(ROOT / "README.md").text))
    assert settings() - told - {"BENTENG_BROWSER"} == set()


@pytest.mark.parametrize("document", TODAY, ids=TODAY_NAMES)
def test_every_phone_number_is_one_people_are_shown(document: Document) -> None:
    """None is made up, and one that changes in content/ changes here, too."""
    written = set(PHONE.findall(document.text)) - {SANDBOX}
    assert {number for number in written if number not in NUMBERS.values()} == set()


@pytest.mark.parametrize(
    "name", [name[:-6] for name in NAMES if f"{name[:-6]}.en.md" in NAMES and name.endswith(".id.md")]
)
def test_both_languages_say_the_same(name: str) -> None:
    """As many headings of each level, in that order, and the same commands."""
    one, other = (read(ROOT / f"{name}.{language}.md") for language in ("en", "id"))
    assert [level for level, _ in one.headings] == [level for level, _ in other.headings]
    assert Counter(call for call, _ in one.commands("benteng")) == Counter(
        call for call, _ in other.commands("benteng")
    )


@pytest.mark.parametrize(
    ("call", "is_whole", "why"),
    [
        ("benteng oficer list", False, "invalid choice: 'oficer'"),
        ("benteng officer add --area 36.04", True, "required: name"),
        ("benteng village training --house", False, "has no --house"),
        ("benteng registry import FILE --date kemarin", True, "is no day"),
        ("benteng keys new|turn", False, "invalid choice: 'turn'"),
        ("benteng map [CODE] [--pgn FILE]", True, "unrecognized arguments: --pgn"),
    ],
)
def test_a_planted_mistake_is_found(call: str, is_whole: bool, why: str) -> None:
    assert why in misunderstood(call, is_whole=is_whole)


def test_code_is_told_from_prose() -> None:
    """Lists go on four blanks in, too; only after an empty line is that code."""
    text = "Type `benteng\nchat`.\n\n    benteng web \\\n        --x  # why\n\n- item\n    benteng no\n\n"
    text += "```\nbenteng db\n```\n"
    document = Document(ROOT / "x.md", text)
    assert document.commands("benteng") == [
        ("benteng web --x", True), ("benteng db", True), ("benteng chat", False)
    ]  # fmt: skip


def test_databases_of_the_settings_are_those_documents_name() -> None:
    named = set(re.findall(r"\b(\w+):///", "".join(document.text for document in ALL)))
    assert {name for name in named if "sql" in name} <= set(DATABASES)


def test_what_is_somebody_elses_stands_in_the_notice() -> None:
    """Every file named there is there, every font is named, and each lies under a licence that is shipped with it."""
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    named = {
        path.rstrip(",")
        for path in re.findall(r"^(?:.*, )?((?:bot|content|tests)/\S+)", notice, re.MULTILINE)
    }
    assert [path for path in named if not (ROOT / path).exists()] == []
    fonts = {str(path.relative_to(ROOT)) for path in (ROOT / "bot").rglob("*.?tf")}
    assert fonts
    assert [path for path in fonts if path not in notice] == []
    assert "bot/paper/fonts/OFL.txt" in notice and (ROOT / "bot/paper/fonts/OFL.txt").exists()
