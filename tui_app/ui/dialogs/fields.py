"""The fields of a form, as data."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.records.person import Person


class FieldKind(StrEnum):
    """The kinds of values that fields have."""

    LINE = "line"
    NOTE = "note"
    DATE = "date"
    PERSON = "person"
    CHOICE = "choice"
    PASSWORD = "password"  # noqa: S105 - a kind of field


class FormField(Struct, frozen=True):
    """One field of a form.

    Attributes:
        key: the name of its value, as in the draft that validates it.
        label: translated.
        value: the initial value: a text, a date, a Person, or the value of a choice.
        choices: value and label of each.
        nearby: people who are suggested before anything is typed.
        hint: an example, translated.
        echo: says what was understood of a text, or raises DomainError; None says nothing.
        repeats: key of the field whose text is typed again here, and what is said about both texts.
        confirm_past: ask for confirmation of a date in the past or far ahead.
        confirm_day_off: ask for confirmation of a day off too, or one when somebody is away.
        absences_of: ids of the people whose absence matters for a date, besides those chosen in the form.
        required: enter goes here while it is empty.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.LINE
    value: object = None
    choices: tuple[tuple[object, str], ...] = ()
    nearby: tuple[Person, ...] = ()
    hint: str = ""
    echo: Callable[[str], str] | None = None
    repeats: tuple[str, Callable[[str, str], str]] | None = None
    confirm_past: bool = False
    confirm_day_off: bool = False
    absences_of: tuple[int, ...] = ()
    required: bool = False
