"""A conflict about one value: what is typed until the question is in front is part of the choice."""

from __future__ import annotations

from tests.conftest import NOW
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError
from tui_app.domain.forms.answers import Answer
from tui_app.ui.editing.conflicts import keep_both_texts
from tui_app.ui.editing.tracked_value import TrackedValue


async def unused(value: Answer, version: int) -> Versioned:
    raise AssertionError("nothing is saved here")


async def test_what_is_typed_while_the_question_opens_is_asked_about_too() -> None:
    tracked = TrackedValue("mine", "base", 3, unused)

    async def resolve(stored: Answer, written: Answer) -> Answer:
        tracked.value = "mine and more"
        return keep_both_texts(stored, written)

    kept = str(await tracked.settle(ConflictError(Versioned("theirs", 7, NOW), "Ola"), resolve))
    assert "theirs" in kept
    assert "mine and more" in kept
    assert (tracked.version, tracked.saved, tracked.value) == (7, "theirs", kept)
    assert tracked.error is None


async def test_a_value_that_was_cleared_is_asked_about_too() -> None:
    tracked = TrackedValue(None, "base", 3, unused)
    asked: list[tuple[Answer, Answer]] = []

    async def resolve(stored: Answer, written: Answer) -> Answer:
        asked.append((stored, written))
        return written

    assert await tracked.settle(ConflictError(Versioned("theirs", 7, NOW), "Ola"), resolve) is None
    assert asked == [("theirs", None)]
