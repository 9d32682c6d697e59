"""Form drafts: what somebody typed in a form that is not saved yet. Only its writer can read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec.structs import replace

from tui_app.domain.errors import ConflictError
from tui_app.domain.form_drafts import (
    FORM_DRAFT_LIFETIME,
    UNSAVED_TEXT_LIMIT,
    FormDraft,
    FormDraftKey,
    UnsavedText,
    clean_form_texts,
)
from tui_app.domain.records.person import Viewer
from tui_app.domain.text_normalization import LINE_LIMIT, clean_line, clean_note
from tui_app.storage.database import reading, writing
from tui_app.storage.forms import form_drafts
from tui_app.storage.people import people


def save(
    viewer: Viewer, now: datetime, key: FormDraftKey, title: str, texts: Mapping[str, str], base_version: int = 0
) -> int:
    """Save the draft of a form and return its version, or delete it if there are no texts.

    Args:
        base_version: the version that was read or saved here last; 0 if there was none.

    Raises:
        InvalidInput: more text than any form accepts.
        ConflictError: it was saved at another terminal since; `current` is that draft (`FormDraft`).
    """
    cleaned = clean_form_texts(key, texts)
    with writing(viewer, notify=False):
        form_drafts.delete_older(viewer.id, now - FORM_DRAFT_LIFETIME, now)
        if not cleaned:
            form_drafts.delete(viewer.id, key.name, base_version)
            return 0
        title = clean_line(title)[:LINE_LIMIT]
        version = form_drafts.save(viewer.id, _without_erased_person(key), title, cleaned, base_version, now)
        if version is not None:
            return version
        stored = form_drafts.get(viewer.id, key.name, now - FORM_DRAFT_LIFETIME)
    if stored is not None and stored.texts == cleaned:
        return stored.version
    raise ConflictError(stored, viewer.name)


def _without_erased_person(key: FormDraftKey) -> FormDraftKey:
    is_erased = key.about_id is not None and people.get(key.about_id) is None
    return replace(key, about_id=None) if is_erased else key


def save_unsaved_text(
    viewer: Viewer,
    now: datetime,
    key: FormDraftKey,
    title: str,
    text: str,
    reason: str,
    *,
    is_replaced: bool = False,
) -> None:
    """Keep a text that could not be saved where it belongs, or that its writer has replaced at another terminal.

    Args:
        reason: why it is kept here, in words.
    """
    text = clean_note(text)[:UNSAVED_TEXT_LIMIT]
    with writing(viewer, notify=False):
        form_drafts.delete_older(viewer.id, now - FORM_DRAFT_LIFETIME, now)
        title = clean_line(title)[:LINE_LIMIT]
        form_drafts.save_unsaved(
            viewer.id, UnsavedText(_without_erased_person(key), title, text, clean_note(reason), now, is_replaced)
        )


def unsaved_texts(viewer: Viewer, now: datetime) -> tuple[UnsavedText, ...]:
    """The viewer's recent texts that could not be saved, the oldest first."""
    with reading(viewer):
        return form_drafts.unsaved_texts(viewer.id, now - FORM_DRAFT_LIFETIME)


def get(viewer: Viewer, now: datetime, key: FormDraftKey) -> FormDraft | None:
    """The viewer's draft of a form; None if there is none or it has expired."""
    with reading(viewer):
        return form_drafts.get(viewer.id, key.name, now - FORM_DRAFT_LIFETIME)


def discard(viewer: Viewer, now: datetime, key: FormDraftKey, version: int | None = None) -> None:
    """Delete a draft, because the form was saved or closed on purpose.

    Args:
        version: as it was saved or read here last; what was saved at another terminal since stays. None for any.
    """
    with writing(viewer, notify=False):
        form_drafts.delete(viewer.id, key.name, version)


def unannounced_titles(viewer: Viewer, now: datetime) -> Mapping[str, str]:
    """The forms with drafts that the viewer has not been told about yet, name -> title, the newest first."""
    with reading(viewer):
        if not form_drafts.has_any(viewer.id):
            return {}
    with writing(viewer, notify=False):
        form_drafts.delete_older(viewer.id, now - FORM_DRAFT_LIFETIME, now)
        return form_drafts.unannounced_titles(viewer.id)


def mark_announced(viewer: Viewer, now: datetime, names: Collection[str]) -> None:
    """Note that the viewer was told about these drafts: each is announced once, until more is typed in it."""
    with writing(viewer, notify=False):
        form_drafts.mark_announced(viewer.id, names)
