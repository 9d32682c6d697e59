"""Finds names whose letters a keyboard lacks; see `domain/search/matching.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import peewee as pw

from tui_app.domain.text_normalization import sort_key
from tui_app.storage.tables import registry as tables

_LOOSE_LETTERS = (
    *(("~0", "a"), ("~1", "o"), ("~2", "a")),
    *((sign, "") for sign in "'’‘`´."),
    *(("aa", "a"), ("ae", "a"), ("oe", "o")),
)
"""What `matching.search_key` makes of the letters in `sorting`, where æ, ø and å are figures; in its order."""


def contains_words(words: Sequence[str]) -> Any:
    """Condition: each of these words is in the name.

    Args:
        words: at least one, as `matching.search_key` makes them.
    """
    name: Any = tables.Person.sorting
    for letters, letter in _LOOSE_LETTERS:
        name = pw.fn.REPLACE(name, letters, letter)
    condition = name.contains(words[0])
    for word in words[1:]:
        condition &= name.contains(word)
    return condition


def begins_with(words: str) -> Any:
    """Sorts people by where in their name the words are: 0 at its beginning, 1 at that of another name, 2 elsewhere."""
    name, wanted = tables.Person.sorting, sort_key(words)
    return pw.Case(None, [(name.startswith(wanted), 0), (name.contains(f" {wanted}"), 1)], 2)
