"""Employee numbers that people had in entries that were joined: next year's staff list may still have them."""

from __future__ import annotations

from collections.abc import Iterable

from tui_app.storage import settings
from tui_app.storage.database import lock_subject

_SETTING = "joined_numbers"
"""The setting with the numbers: person id -> the other numbers."""


def by_person() -> dict[int, tuple[str, ...]]:
    """Return person id -> the numbers of entries that were joined with theirs."""
    return {int(person_id): tuple(numbers) for person_id, numbers in (settings.get(_SETTING) or {}).items()}


def add(person_id: int, numbers: Iterable[str], joined_id: int) -> None:
    """Note the numbers of an entry that is joined with a person's, and those that it had from others."""
    lock_subject(_SETTING)
    stored = by_person()
    known = (*stored.get(person_id, ()), *stored.pop(joined_id, ()), *numbers)
    if found := [number for number in dict.fromkeys(known) if number]:
        _put(stored | {person_id: tuple(found)})


def forget(person_id: int) -> None:
    """Delete the numbers of a person who is erased."""
    stored = by_person()
    if stored.pop(person_id, None) is not None:
        _put(stored)


def _put(stored: dict[int, tuple[str, ...]]) -> None:
    settings.put(_SETTING, {str(person_id): list(numbers) for person_id, numbers in stored.items()})
