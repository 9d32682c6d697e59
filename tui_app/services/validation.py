"""TODO-DOC."""

from __future__ import annotations

from tui_app.domain.errors import InvalidInput
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_note


def checked_note(text: str, *, required: bool = False) -> str:
    """What was written, cleaned.

    Raises:
        InvalidInput: too long, or nothing where something is required.
    """
    cleaned = clean_note(text)
    if len(cleaned) > NOTE_LIMIT:
        raise InvalidInput({"text": "too_long"})
    if required and not cleaned:
        raise InvalidInput({"text": "missing"})
    return cleaned
