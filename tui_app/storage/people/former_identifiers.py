"""Numbers and addresses of entries that were joined with others: next year's staff list may still have them."""

from __future__ import annotations

from collections.abc import Iterable

from tui_app.storage import settings
from tui_app.storage.database import lock_subject

_SETTING = "joined_identifiers"
"""The setting with them: person id -> employee numbers and e-mail addresses."""


def by_person() -> dict[int, tuple[str, ...]]:
    """Return person id -> the numbers and addresses of entries that were joined with theirs."""
    return {int(person_id): tuple(found) for person_id, found in (settings.get(_SETTING) or {}).items()}


def add(person_id: int, identifiers: Iterable[str], joined_id: int) -> None:
    """Note the numbers and addresses of an entry that is joined with a person's, and those that it had from others."""
    lock_subject(_SETTING)
    stored = by_person()
    known = (*stored.get(person_id, ()), *stored.pop(joined_id, ()), *identifiers)
    if found := [identifier for identifier in dict.fromkeys(known) if identifier]:
        _put(stored | {person_id: tuple(found)})


def forget(person_id: int) -> None:
    """Delete those of a person who is erased or removed."""
    stored = by_person()
    if stored.pop(person_id, None) is not None:
        _put(stored)


def _put(stored: dict[int, tuple[str, ...]]) -> None:
    settings.put(_SETTING, {str(person_id): list(found) for person_id, found in stored.items()})
