"""How a question looks, in words."""

from __future__ import annotations

from tui_app.domain.practice.grammar import QuestionLabel
from tui_app.text.practice.looks import QUESTION_LOOKS, looks_text


def test_every_look_is_worded_as_a_guess() -> None:
    assert QUESTION_LOOKS.keys() == set(QuestionLabel)
    assert all(text.startswith("looks ") for text in QUESTION_LOOKS.values())


def test_languages_are_named_where_they_differ() -> None:
    closed, double = QuestionLabel.CLOSED, QuestionLabel.DOUBLE
    assert looks_text({"nb": closed}, 1) == "looks closed"
    assert looks_text({"nb": closed, "nn": closed}, 2) == "looks closed"
    assert looks_text({"nn": closed}, 3) == "looks closed (nynorsk)"
    assert looks_text({"nb": closed, "en": double}, 3) == "looks closed (bokmål) · looks like two in one (English)"
