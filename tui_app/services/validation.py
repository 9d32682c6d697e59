"""Checks of texts that several use cases take as they were typed."""

from __future__ import annotations

from tui_app.domain.errors import InvalidInput
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_note


def checked_note(text: str, *, required: bool = False) -> str:
    """The cleaned text.

    Raises:
        InvalidInput: it is too long, or empty where a text is required.
    """
    cleaned = clean_note(text)
    if len(cleaned) > NOTE_LIMIT:
        raise InvalidInput({"text": "too_long"})
    if required and not cleaned:
        raise InvalidInput({"text": "missing"})
    return cleaned
