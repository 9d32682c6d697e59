"""Which exercises come: none twice before all have come, in no order that shows what comes next."""

from __future__ import annotations

from itertools import pairwise

from tui_app.domain.practice.draw import draw


def test_none_comes_twice_before_all_have_come() -> None:
    items = range(80)
    drawn = [item for earlier in range(7) for item in draw(items, 12, earlier)]
    assert sorted(drawn[:80]) == list(items)
    assert drawn[80:] == drawn[:4]


def test_the_order_of_the_file_does_not_show() -> None:
    kinds = [item % 5 for item in draw(range(80), 12, 0)]
    assert len({(after - before) % 5 for before, after in pairwise(kinds)}) > 2


def test_few_or_no_exercises_are_drawn_as_they_are() -> None:
    assert sorted(draw("abc", 12, 5)) == ["a", "b", "c"]
    assert draw((), 8, 1) == ()
