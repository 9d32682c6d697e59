"""The fields of a form, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_app.domain.records.person import Person


class FieldKind(StrEnum):
    """What a field takes."""

    LINE = "line"
    NOTE = "note"
    DATE = "date"
    PERSON = "person"
    CHOICE = "choice"
    SECRET = "secret"  # noqa: S105 - a kind of field


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    Attributes:
        key: the draft's attribute; problems name it.
        label: its name on the screen, translated.
        value: what stands in it at first: text, a day, a Person, or a choice's value.
        choices: (value, words) of a choice.
        nearby: people offered before anything is typed.
        hint: an example, translated.
        ask_past: a day that is past is asked about once.
        required: enter goes to it while it is empty.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.LINE
    value: object = None
    choices: tuple[tuple[object, str], ...] = ()
    nearby: tuple[Person, ...] = ()
    hint: str = ""
    ask_past: bool = False
    required: bool = False
