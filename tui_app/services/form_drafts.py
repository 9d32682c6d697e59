"""What one has begun in a form: kept while one types, there again in the same form, and nobody else's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

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


def save(viewer: Viewer, now: datetime, key: FormDraftKey, title: str, texts: Mapping[str, str]) -> None:
    """Keep what stands in a form; without any texts nothing is begun in it.

    Raises:
        InvalidInput: more than any form has.
    """
    cleaned = clean_form_texts(key, texts)
    with writing(viewer, notify=False):
        form_drafts.delete_older(viewer.id, now - FORM_DRAFT_LIFETIME)
        if not cleaned:
            form_drafts.delete(viewer.id, key.name)
            return
        form_drafts.save(viewer.id, _without_erased_person(key), clean_line(title)[:LINE_LIMIT], cleaned, now)


def _without_erased_person(key: FormDraftKey) -> FormDraftKey:
    is_gone = key.about_id is not None and people.get(key.about_id) is None
    return replace(key, about_id=None) if is_gone else key  # erased meanwhile


def save_unsaved_text(viewer: Viewer, now: datetime, key: FormDraftKey, title: str, text: str, why: str) -> None:
    """Keep what one wrote where it cannot be saved any more, for oneself alone.

    Args:
        why: the reason, in words.
    """
    text = clean_note(text)[:UNSAVED_TEXT_LIMIT]
    with writing(viewer, notify=False):
        form_drafts.delete_older(viewer.id, now - FORM_DRAFT_LIFETIME)
        title = clean_line(title)[:LINE_LIMIT]
        form_drafts.save_unsaved(viewer.id, UnsavedText(_without_erased_person(key), title, text, clean_note(why), now))


def unsaved_texts(viewer: Viewer, now: datetime) -> tuple[UnsavedText, ...]:
    """What one could not save lately, the oldest first."""
    with reading(viewer):
        return form_drafts.unsaved_texts(viewer.id, now - FORM_DRAFT_LIFETIME)


def get(viewer: Viewer, now: datetime, key: FormDraftKey) -> FormDraft | None:
    """What one has begun in a form, if anything, and not too long ago."""
    with reading(viewer):
        return form_drafts.get(viewer.id, key.name, now - FORM_DRAFT_LIFETIME)


def discard(viewer: Viewer, now: datetime, key: FormDraftKey) -> None:
    """It was saved, or left knowingly."""
    with writing(viewer, notify=False):
        form_drafts.delete(viewer.id, key.name)


def take_unannounced_titles(viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The titles of the forms in which one has begun something, the newest first; each is told of once."""
    with reading(viewer):
        if not form_drafts.has_any(viewer.id):
            return ()
    with writing(viewer, notify=False):
        form_drafts.delete_older(viewer.id, now - FORM_DRAFT_LIFETIME)
        return form_drafts.take_unannounced_titles(viewer.id)
