"""Words as they are written, and the words they may stand for."""

from bot.screening.spelling import Vocabulary


def test_of_what_people_write_only_own_words_are_kept():
    """A name is looked up and forgotten; "mengajak" is one of ours, however it is affixed."""
    vocabulary = Vocabulary.of(["ajak+", "paspor"], {})
    for _ in range(2):
        assert vocabulary.forms("mengajak") == {"mengajak", "ajak+"}
        assert vocabulary.forms("suryadi") == {"suryadi"}
    kept = repr(vars(vocabulary))
    assert "mengajak" in kept
    assert "suryadi" not in kept
