"""Known-bad templates and content: `benteng content check` fails on each, with the file and line an author opens."""

import argparse
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.commands import contents

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 28)
Edit = Callable[[Path], None]
TEMPLATES, LESSON = "content/whatsapp_templates.toml", "content/lessons/01_visa_kerja.toml"
MICRO, HOTLINES = "content/cadre/01_mendengar.toml", "content/hotlines.toml"
SENTENCES, MEDIA = "locales/id/LC_MESSAGES/messages.po", "locales/en/LC_MESSAGES/media.po"
HARM, INNOCENT = "content/rules/harm.toml", "content/innocent.txt"
DEMO, AUDIO, SPOKEN = "content/demo.toml", "content/audio.toml", "Halo, Kak. Ini Benteng Desa."
TEMPLATE = (
    'text_id = "Ada pesan baru dari {{1}} untuk desa Kakak. Balas INFO untuk membacanya, atau BERHENTI."'
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of what people write; the sounds are only pointed to."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("*.ogg"))
    shutil.rmtree(tmp_path / "content/audio")
    (tmp_path / "content/audio").symlink_to(ROOT / "content/audio")
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    return tmp_path


def swap(file: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def template(text: str) -> Edit:
    return swap(TEMPLATES, TEMPLATE, f"text_id = {text}")


def sentence(key: str, text: str, file: str = SENTENCES) -> Edit:
    def edit(root: Path) -> None:
        head, tail = (root / file).read_text("utf-8").split(f'msgid "{key}"\nmsgstr "', 1)
        rest = tail.partition("\n")[2]
        (root / file).write_text(f'{head}msgid "{key}"\nmsgstr "{text}"\n{rest}', "utf-8")

    return edit


BAD: dict[str, tuple[Edit, str, str, str]] = {  # what: edit, file, the line that is named, part of the complaint
    "variable at the beginning": (template('"{{1}} punya kabar untuk Kakak."'), TEMPLATES, "text_id", "edge"),
    "variable at the end": (template('"Ada kabar dari {{1}}"'), TEMPLATES, "text_id", "edge"),
    "variables adjoining": (template('"Kabar dari {{1}} {{2}} ya."'), TEMPLATES, "text_id", "adjoin"),
    "newline in a variable": (template('"Kabar dari {{\\n1}} ya."'), TEMPLATES, "text_id", "line break"),
    "newline in its value": (
        swap(DEMO, 'office = "Peragaan', 'office = "Peragaan\\n'), DEMO, "office", "line break"),
    "another variable": (template('"Kabar dari {{2}} ya."'), TEMPLATES, "text_id", "{{1}}, once"),
    "variable that is not closed": (template('"Kabar dari {{1} ya."'), TEMPLATES, "text_id", "{{1}}, once"),
    "template too long": (template(f'"Kabar dari {{{{1}}}}. {"kata " * 220}"'), TEMPLATES, "text_id", "1024"),
    "template without a translation": (
        swap(TEMPLATES, "text_en = ", "# text_en = "), TEMPLATES, "[[template]]", "Field required"),
    "purpose nobody knows": (
        swap(TEMPLATES, 'purpose = "lesson"', 'purpose = "gosip"'), TEMPLATES, 'purpose = "gosip"', "Input should be"),
    "fourth quick reply": (
        swap(TEMPLATES, "quick_reply_3 =", "quick_reply_4 ="), TEMPLATES, "quick_reply_4", "pattern"),
    "button over 20": (
        sentence("choice.cek", "Periksa tawaran kerja ini"), SENTENCES, 'msgid "choice.cek"', "longer than 20"),
    "answer over 20": (
        swap(LESSON, '"Minta visa kerja"', '"Minta visa kerja yang benar"'), LESSON, "answers", "at most 20"),
    "missing translation": (
        sentence("card.pass_on", "", MEDIA), "locales/id/LC_MESSAGES/media.po", 'msgid "card.pass_on"', "is missing"),
    "another parameter": (
        sentence("hotline.line", "{nama}"), SENTENCES, 'msgid "hotline.line"', "parameters differ"),
    "brace that is not closed": (
        sentence("hotline.line", "{name"), SENTENCES, 'msgid "hotline.line"', "not closed"),
    "message too long": (
        sentence("check.bahaya", "kata. " * 300), SENTENCES, 'msgid "check.bahaya"', "one message"),
    "safe": (sentence("check.bahaya", "Tawaran ini aman."), SENTENCES, 'msgid "check.bahaya"', "safe"),
    "office words in a lesson": (
        swap(LESSON, "Bekerja di luar negeri perlu visa", "Mohon diperhatikan: perlu visa"), LESSON, "body", "mohon"),
    "office words in a cadre lesson": (
        swap(MICRO, "Tugas pertama kader adalah mendengar", "Demikian tugas kader"), MICRO, "body", "demikian"),
    "first line too long": (
        swap(LESSON, "perlu visa kerja, Kak.", "perlu visa kerja. " * 12), LESSON, "body", "begins with"),
    "lesson without English": (swap(LESSON, "[text.en]", "[text.xx]"), LESSON, "id =", "text.en is missing"),
    "card too long": (
        swap(LESSON, 'card = "Mau', f'card = "{"Mau " * 30}'), LESSON, "card", "at most 90"),
    "card that does not fit": (
        swap(LESSON, 'card = "Mau kerja di luar negeri? Tanya dulu: visanya', f'card = "{"M" * 60}'),
        LESSON, "card", "on its card"),
    "source nobody entered": (swap(LESSON, '"S81"', '"S998"'), LESSON, "sources", "S998"),
    "review before the look": (
        swap(LESSON, "review_by = 2027", "review_by = 2025"), LESSON, "review_by", "must be after"),
    "past its review date": (
        swap(LESSON, "reviewed_on = 2026-11-28\nreview_by = 2027-05-28",
             "reviewed_on = 2026-05-28\nreview_by = 2026-11-27"), LESSON, "review_by", "past its review date"),
    "hotline past its review date": (
        swap(HOTLINES, "checked_on = 2026-11-24\nreview_by = 2027-02-24", "checked_on = 2026-01-24\n"
             "review_by = 2026-02-24"), HOTLINES, "review_by", "past its review date"),
    "number that is none": (
        swap(HOTLINES, 'number = "0800-1000"', 'number = "Pak RT"'), HOTLINES, 'number = "Pak RT"', "pattern"),
    "spoken text without its sound": (swap(AUDIO, SPOKEN, "Halo, Kak."), AUDIO, "id =", "something else"),
    "field nobody knows": (swap(MICRO, "right = 3", "right = 3\nwrong = 1"), MICRO, "wrong = 1", "not permitted"),
    "phrase far too broad": (
        swap(HARM, 'any = [', 'any = [\n    "kerja",'), INNOCENT, "Saya mau kerja", 'fires on "kerja"'),
    "phrase that is a place": (
        swap(HARM, 'any = [', 'any = [\n    "malaysia",'), INNOCENT, "Malaysia menang", 'fires on "Malaysia"'),
    "hit that does not fire": (
        swap(HARM, 'hit = ["Anak umur 16', 'hit = ["Anak umur 26'), HARM, "hit =", "does not fire"),
    "miss that fires": (
        swap(HARM, 'miss = ["Syarat umur 21', 'miss = ["Anak umur 15 mau ke Malaysia", "Syarat umur 21'), HARM,
        "miss =", "fires it"),
    "no TOML in a rule": (swap(HARM, "weight = 3", "weight = tiga"), HARM, "weight = tiga", "Invalid"),
    "word list that is none": (
        swap(HARM, "any = [", 'any = [\n    "@tidakada & @visa",'), HARM, '    "@tidakada', "there is no concept"),
    "day as people write it": (
        swap(LESSON, "review_by = 20", "review_by = 30-11-2026 # 20"), LESSON, "review_by = 30-11-2026", "year first"),
    "no TOML": (swap(MICRO, "right = 3", "right = tiga"), MICRO, "right = tiga", "Invalid"),
    "no catalog": (swap(SENTENCES, 'msgid "check.bahaya"', "msgid check.bahaya"), SENTENCES, "msgid check", "catalog"),
    "sentence written twice": (
        swap(SENTENCES, 'msgid "check.waspada"', 'msgid "check.bahaya"'), SENTENCES, 'msgid "check.bahaya"', "twice"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_check_fails_and_names_file_and_line(root: Path, what: str) -> None:
    edit, file, line, complaint = BAD[what]
    edit(root)
    found, _ = contents.problems(root, TODAY, is_strict=True)
    errors = [problem for problem in found if problem.is_error]
    assert errors
    told = [str(problem) for problem in errors if complaint in problem.what]
    assert told, [str(problem) for problem in errors]
    assert told[0].startswith(f"error: {file}:")
    number = int(told[0].removeprefix(f"error: {file}:").partition(":")[0])
    assert (root / file).read_text("utf-8").split("\n")[number - 1].startswith(line)


@pytest.mark.parametrize(
    "word", ["gaji*", "uang", "hp", "visa", "paspor", "anak", "agen", "berangkat", "mess", "kontrak"]
)
def test_a_red_flag_on_one_everyday_word_does_not_pass(root: Path, word: str) -> None:
    swap(HARM, "any = [", f'any = [\n    "{word}",')(root)
    found, _ = contents.problems(root, TODAY)
    assert any(problem.where == INNOCENT for problem in found if problem.is_error)


def test_what_is_not_touched_passes_even_the_strict(root: Path) -> None:
    found, counts = contents.problems(root, TODAY, is_strict=True)
    assert [str(problem) for problem in found if problem.is_error] == []
    assert "52 lessons" in counts


def test_past_its_review_date_is_only_a_note_for_a_running_service(root: Path) -> None:
    """It is not shown any more: no reason to stop anything."""
    BAD["past its review date"][0](root)
    found, _ = contents.problems(root, TODAY)
    assert [problem.is_error for problem in found if problem.entry == "visa_kerja"] == [False]


def test_the_command_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contents, "ROOT", root)
    options = argparse.Namespace(action="check", strict=False)
    assert contents.run(options) == 0
    BAD["variable at the end"][0](root)
    assert contents.run(options) == 1
    assert f"error: {TEMPLATES}:" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_number_that_the_guide_shows_is_entered_as_shown(root: Path, language: str) -> None:
    guide = (ROOT / f"docs/content-guide.{language}.md").read_text("utf-8")
    shown = re.search(r"(?:^    .+\n)*^    \[\[hotline\]\]\n(?:^    .+\n)*", guide, re.MULTILINE)
    assert shown
    with (root / HOTLINES).open("a", encoding="utf-8") as file:
        file.write("\n" + shown[0].replace("\n    ", "\n").lstrip())
    found, counts = contents.problems(root, TODAY)
    assert not [problem for problem in found if problem.is_error]
    assert "58 hotlines" in counts
