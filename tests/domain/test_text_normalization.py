"""Typed text: what is kept, what is dropped, and what counts as the same name."""

from __future__ import annotations

import pytest

from tui_app.domain.text_normalization import clean_line, clean_note, folded

PERSIAN = ("می\u200cخواهم", "خانه\u200cها", "علی\u200cرضا")
HINDI = "क्\u200cष"


@pytest.mark.parametrize("text", [*PERSIAN, HINDI, "👩\u200d🚒"])
def test_joiners_that_spelling_needs_are_kept(text: str) -> None:
    assert clean_line(text) == text
    assert clean_note(f"{text}\n{text}") == f"{text}\n{text}"


@pytest.mark.parametrize(
    "text", ["O\u200cla", "\u200cOla", "Ola\u200c", "\u200c", "علی\u200c", "\u200cعلی", "علی \u200c رضا"]
)
def test_a_non_joiner_that_nobody_sees_is_dropped(text: str) -> None:
    assert "\u200c" not in clean_line(text)
    assert "\u200c" not in clean_note(text)


@pytest.mark.parametrize(
    "text", ["\u200d", "\u200dOla", "Ola\u200d", "O\u200dla", "Ola\u200d Hansen", "\u200dعلی", "+\u200d+"]
)
def test_a_joiner_that_nobody_sees_is_dropped(text: str) -> None:
    assert "\u200d" not in clean_line(text)
    assert "\u200d" not in clean_note(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("علی\u200c\u200cرضا", "علی\u200cرضا"),  # a key pressed twice
        ("۱۴۰۰ ه\u200d", "۱۴۰۰ ه\u200d"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩🏽\u200d❤️\u200d👨🏿", "👩🏽\u200d❤️\u200d👨🏿"),
        ("🙂\u200d↔️", "🙂\u200d↔️"),
    ],
)
def test_joiners_that_are_seen_stay_once(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x1b", "\x9b", "\ue000"])
def test_characters_that_a_terminal_obeys_or_nobody_sees_are_dropped(hidden: str) -> None:
    assert clean_line(f"Ola{hidden}Hansen") == "OlaHansen"


@pytest.mark.parametrize("text", PERSIAN)
def test_names_are_found_with_and_without_the_joiner(text: str) -> None:
    assert folded(text) == folded(text.replace("\u200c", ""))
