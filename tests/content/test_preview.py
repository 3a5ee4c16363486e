"""`benteng content preview`."""

import pytest

from bot.__main__ import main


@pytest.mark.parametrize(
    ("ident", "words"),
    [("visa_turis", "visa kerja"), ("rekening_pribadi", "rekening pribadi"), ("check.bahaya", "BAHAYA")],
)
def test_a_lesson_a_rule_or_a_sentence(ident: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "preview", ident]) == 0
    said = capsys.readouterr().out
    assert words in said
    assert "-- id" in said
    assert "-- en" in said


def test_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "preview", "check.bahaya", "--language", "en"]) == 0
    assert "-- id" not in capsys.readouterr().out


def test_a_name_that_stands_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "preview", "entah"]) == 1
    assert "entah" in capsys.readouterr().out
