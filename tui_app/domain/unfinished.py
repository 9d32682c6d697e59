"""What somebody has begun in a form and not saved yet: which form it is, and how long it waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui_app.domain.refusals import Invalid
from tui_app.domain.texts import NOTE_LIMIT, clean_note

WAITS_FOR = timedelta(days=14)
"""How long what was begun is offered; what is older is cleared away."""
KEY_LIMIT = 120
"""Longest name of a form, in characters."""
FIELDS_LIMIT = 60
"""Most fields of a form that are kept."""


@dataclass(frozen=True, slots=True)
class FormKey:
    """Which form, and about what.

    Attributes:
        name: the form with the numbers of what it is about, as in "action-new:12"; where something that stands is
            changed, its version too, so that an old text is not put over a newer one.
        about_id: the person it is about; with them it goes. None for nobody that is known yet.
        words: what it is about, where the form's title does not say it.
    """

    name: str
    about_id: int | None = None
    words: str = ""


def form_key(form: str, *parts: int | str, about: int | None = None, words: str = "") -> FormKey | None:
    """The key of a form; None where it is about so many things that nobody opens the very same one again."""
    name = ":".join([form, *map(str, parts)])
    return FormKey(name, about, words) if len(name) <= KEY_LIMIT else None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was begun in one form.

    Attributes:
        title: of the form, in the language in which it was shown.
        texts: field -> what stands in it, as it was typed.
        at: when it was kept last.
    """

    title: str
    texts: Mapping[str, str]
    at: datetime


def fitting(key: FormKey, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as they may be kept, cleaned; what is longer than any field may be is cut.

    Raises:
        Invalid: more fields, or a longer name, than a form has.
    """
    if len(texts) > FIELDS_LIMIT or max(map(len, (key.name, *texts))) > KEY_LIMIT:
        raise Invalid({"form": "too_long"})
    return {name: clean_note(text[:NOTE_LIMIT]) for name, text in texts.items()}
