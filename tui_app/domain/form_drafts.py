"""What people typed in an input form and have not saved, so that they can continue later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from tui_app.domain.errors import InvalidInput
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_note

FORM_DRAFT_LIFETIME = timedelta(days=14)
"""How long a draft is offered; older ones are deleted."""
FORM_DRAFT_KEY_LIMIT = 120
"""Longest name of a form, in characters."""
FORM_DRAFT_FIELD_LIMIT = 60
"""Largest number of fields in a form."""
UNSAVED_TEXT_PREFIX = "unsaved:"
"""First part of the names of texts that were typed on a screen and can never be saved there."""
UNSAVED_TEXT_LIMIT = 1_000_000
"""Longest text that is set aside, in characters. A text that is too long for its field is set aside whole."""


class FormDraftKey(Struct, frozen=True):
    """Identifies a form and the records it is about.

    Attributes:
        name: the form with the ids of its records, for example "action-new:12". For a record that is being changed it
            includes the version, so that an old draft never replaces a newer text.
        about_id: the person it is about; the draft is erased with them. None if the person is not known yet.
        subject: what the form is about, where its title does not say so.
    """

    name: str
    about_id: int | None = None
    subject: str = ""


def form_draft_key(form: str, *parts: int | str, about_id: int | None = None, subject: str = "") -> FormDraftKey | None:
    """The key of a form; None if it is about so many records that nobody will open the same form again."""
    name = ":".join([form, *map(str, parts)])
    return FormDraftKey(name, about_id, subject) if len(name) <= FORM_DRAFT_KEY_LIMIT else None


class FormDraft(Struct, frozen=True):
    """What a person typed in one form.

    Attributes:
        title: title of the form, in the language in which it was shown.
        texts: field -> text as typed.
        at: when the draft was last stored.
        version: rises with each save, and never comes twice, even if the draft was deleted in between.
    """

    title: str
    texts: Mapping[str, str]
    at: datetime
    version: int = 0


class UnsavedText(Struct, frozen=True):
    """A text that is kept for its writer beside the place where it was written.

    It could not be saved there, because its field was closed in the meantime or is too short for it; or it was typed
    in a form that its writer has filled in at another terminal too.

    Attributes:
        key: the key it is stored under.
        title: where it was written, in the language in which that was shown.
        text: the whole text.
        reason: why it could not be saved, in that language.
        at: when it was set aside.
        is_replaced: it was saved, and its writer has typed something else in the same field at another terminal.
    """

    key: FormDraftKey
    title: str
    text: str
    reason: str
    at: datetime
    is_replaced: bool = False


def unsaved_text_key(place: str, record_id: int, at: datetime, about_id: int | None) -> FormDraftKey:
    """The key of a text that is set aside.

    Args:
        place: the field it was written in.
        record_id: the conversation or follow-up session it was written in; 0 for a form.
        at: when it is set aside.
        about_id: the person that the conversation, session or form is about.
    """
    return FormDraftKey(
        f"{UNSAVED_TEXT_PREFIX}{record_id}:{at.timestamp():.3f}:{place}"[:FORM_DRAFT_KEY_LIMIT], about_id
    )


def clean_form_texts(key: FormDraftKey, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as they may be stored: cleaned, and cut at the length that the longest field allows.

    Raises:
        InvalidInput: there are more fields, or a longer name, than any form has.
    """
    if len(texts) > FORM_DRAFT_FIELD_LIMIT or max(map(len, (key.name, *texts))) > FORM_DRAFT_KEY_LIMIT:
        raise InvalidInput({"form": "too_long"})
    return {name: clean_note(text[:NOTE_LIMIT]) for name, text in texts.items()}


class MergedForm(Struct, frozen=True):
    """A form that was filled in at two terminals.

    Attributes:
        texts: the texts of both; where both have changed a field, what was written here.
        overwritten: field -> what was written at the other terminal, where both have changed it.
    """

    texts: Mapping[str, str]
    overwritten: Mapping[str, str]


def merge_form_texts(base: Mapping[str, str], stored: Mapping[str, str], written: Mapping[str, str]) -> MergedForm:
    """Merge what was stored at another terminal with what was written here.

    Args:
        base: what both began with.
        stored: what the other terminal has saved.
        written: what stands in the form here.
    """
    texts: dict[str, str] = {}
    overwritten: dict[str, str] = {}
    for field in dict.fromkeys(field_of_text(name) for name in (*written, *stored)):
        own, other, before = (_texts_of_field(field, one) for one in (written, stored, base))
        if own == before:
            texts |= other
            continue
        texts |= own
        if other not in (before, own) and other.get(field, "").strip() not in own.get(field, ""):
            overwritten[field] = other[field]
    return MergedForm(texts, overwritten)


def field_of_text(name: str) -> str:
    """The field that a text of a draft belongs to: a field of a person has two."""
    return name.partition("-")[0]


def _texts_of_field(field: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if field_of_text(name) == field}


_PERSON_PART = {
    **dict.fromkeys(("action-new", "pause", "pause-team", "person-edit", "report-edit", "rhythm", "rhythm-team"), 1),
    **dict.fromkeys(("talk-new", "topic-new"), 1),
    "goal": 2,
}
"""Form -> which part of its key is the id of the person it is about; of a goal that is there, it is another number."""


def form_name_about(name: str, former_id: int, person_id: int) -> str:
    """The name of a form about one person, when it is about another id of theirs."""
    parts = name.split(":")
    part = _PERSON_PART.get(parts[0], 0)
    if 0 < part < len(parts) and parts[part] == str(former_id) and (parts[0] != "goal" or parts[1] == "0"):
        parts[part] = str(person_id)
    return ":".join(parts)[:FORM_DRAFT_KEY_LIMIT]
