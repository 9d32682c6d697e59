"""Find out whether a column of names has the surname first, where no comma says so: by the addresses beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui_app.domain.staff_list.names import name_words

_FEWEST = 2
_CLEAR_MAJORITY = 4
"""So many times as many rows must have the surname first as last."""


def has_surname_first(rows: Iterable[tuple[str, str]]) -> bool:
    """True if the addresses show it: «Berg Kari» has kari.berg@example.no.

    Args:
        rows: the name and the address of each person.
    """
    first = last = 0
    for name, email in rows:
        words = name_words(name)
        given = next(iter(name_words(re.split(r"[._@+]", email)[0])), "")
        if len(words) < 2 or "," in name or len(given) < 2:
            continue
        last += given == words[0]
        first += given == words[1]
    return first >= _FEWEST and first >= _CLEAR_MAJORITY * last


def surname_last(name: str) -> str:
    """The name with its first word at the end, unless a comma tells the order."""
    surname, _space, given = name.partition(" ")
    return name if "," in name or not given else f"{given} {surname}"
