"""What counts as the state of a template, and what has to be told of a change."""

from bot.domain.templates import Change, Known, best, changes

OLD = Known("weekly", "HX1", "approved", "marketing")


def test_an_approved_one_wins_over_a_later_one_that_is_not() -> None:
    waiting, refused = Known("weekly", "HX2", "pending"), Known("weekly", "HX3", "rejected")
    assert best([OLD, waiting, refused]) == {"weekly": OLD}
    assert best([refused, waiting]) == {"weekly": waiting}
    assert best([OLD, Known("weekly", "HX4", "approved")])["weekly"].content_sid == "HX4"


def test_what_was_approved_and_no_longer_is_is_a_loss() -> None:
    paused = Known("weekly", "HX1", "paused")
    (lost,) = changes({"weekly": OLD}, {"weekly": paused})
    assert lost.is_loss
    (gone,) = changes({"weekly": OLD}, {})
    assert gone == Change("weekly", "approved", "deleted")
    assert gone.is_loss
    (new,) = changes({}, {"weekly": OLD})
    assert not new.is_loss
    assert changes({"weekly": OLD}, {"weekly": OLD}) == []
