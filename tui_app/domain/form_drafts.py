"""What somebody has begun in a form and not saved yet: which form it is, and how long it waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui_app.domain.errors import InvalidInput
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_note

FORM_DRAFT_LIFETIME = timedelta(days=14)
"""How long what was begun is offered; what is older is cleared away."""
FORM_DRAFT_KEY_LIMIT = 120
"""Longest name of a form, in characters."""
FORM_DRAFT_FIELD_LIMIT = 60
"""Most fields of a form that are kept."""
UNSAVED_TEXT_PREFIX = "unsaved:"
"""How the names begin of what was written on a screen and can never be saved there."""
UNSAVED_TEXT_LIMIT = 1_000_000
"""Longest text that is put aside, in characters: one that is too long for its place is put aside whole."""


@dataclass(frozen=True, slots=True)
class FormDraftKey:
    """Which form, and about what.

    Attributes:
        name: the form with the numbers of what it is about, as in "action-new:12"; where something that stands is
            changed, its version too, so that an old text is not put over a newer one.
        about_id: the person it is about; with them it goes. None for nobody that is known yet.
        subject: what it is about, where the form's title does not say it.
    """

    name: str
    about_id: int | None = None
    subject: str = ""


def form_draft_key(form: str, *parts: int | str, about_id: int | None = None, subject: str = "") -> FormDraftKey | None:
    """The key of a form; None where it is about so many things that nobody opens the very same one again."""
    name = ":".join([form, *map(str, parts)])
    return FormDraftKey(name, about_id, subject) if len(name) <= FORM_DRAFT_KEY_LIMIT else None


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What was begun in one form.

    Attributes:
        title: of the form, in the language in which it was shown.
        texts: field -> what stands in it, as it was typed.
        at: when it was kept last.
    """

    title: str
    texts: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """What somebody wrote and could not save, since its place was closed meanwhile or it is too long for it.

    Attributes:
        key: under which it is kept.
        title: where it was written, in the language in which that was shown.
        text: all of it.
        reason: the reason, in that language.
        at: when it was put aside.
    """

    key: FormDraftKey
    title: str
    text: str
    reason: str
    at: datetime


def unsaved_text_key(place: str, record_id: int, at: datetime, about_id: int) -> FormDraftKey:
    """The key of what is put aside: where it was written, in the conversation or walk of which number, and when.

    Args:
        about_id: the person whose conversation or walk it is.
    """
    return FormDraftKey(
        f"{UNSAVED_TEXT_PREFIX}{record_id}:{at.timestamp():.3f}:{place}"[:FORM_DRAFT_KEY_LIMIT], about_id
    )


def clean_form_texts(key: FormDraftKey, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as they may be kept, cleaned; what is longer than any field may be is cut.

    Raises:
        InvalidInput: more fields, or a longer name, than a form has.
    """
    if len(texts) > FORM_DRAFT_FIELD_LIMIT or max(map(len, (key.name, *texts))) > FORM_DRAFT_KEY_LIMIT:
        raise InvalidInput({"form": "too_long"})
    return {name: clean_note(text[:NOTE_LIMIT]) for name, text in texts.items()}
