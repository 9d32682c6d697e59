"""The values of a form as texts, to save them as a draft and to restore them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from textual.widget import Widget
from textual.widgets import Input

from tui_app.domain.records.person import Person
from tui_app.text.dates import input_date
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.fields.person import PersonField

_PERSON_ID_SUFFIX = "-id"
"""Follows the field's key in the key of a chosen person's id; the name is under the field's own key."""


def draft_texts(field: FormField, widget: Widget, day_of: Callable[[], date | None]) -> Iterator[tuple[str, str]]:
    """The texts of a field if they differ from its initial value; nothing of a secret.

    A date that is understood is kept as that day: "friday" would mean another one later.

    Args:
        day_of: the day that the field of a date was understood as.
    """
    if field.kind is FieldKind.PASSWORD:
        return
    text = _current_text(widget)
    if text != _initial_text(field):
        day = day_of() if field.kind is FieldKind.DATE else None
        yield field.key, input_date(day) if day else text
        if isinstance(widget, PersonField) and widget.person is not None:
            yield field.key + _PERSON_ID_SUFFIX, str(widget.person.id)


def restore_draft(field: FormField, widget: Widget, texts: Mapping[str, str]) -> None:
    """Put the text of the draft back into a field.

    What was typed in the meantime stays: a text follows that of the draft, every other value replaces it.
    """
    if field.key not in texts or field.kind is FieldKind.PASSWORD:
        return
    text, current, initial = texts[field.key], _current_text(widget), _initial_text(field)
    if field.kind in (FieldKind.LINE, FieldKind.NOTE):
        between = "\n\n" if field.kind is FieldKind.NOTE else " "
        _put_text(widget, text if current in (initial, text) else f"{text}{between}{current}")
    elif current == initial:
        put_draft(field, widget, texts)


def put_draft(field: FormField, widget: Widget, texts: Mapping[str, str]) -> None:
    """Put the text of the draft into a field, whatever is there; without one, what the field began with."""
    text = texts.get(field.key, _initial_text(field))
    if isinstance(widget, ChoiceField):
        if (value := next((one for one, _label in field.choices if str(one) == text), None)) is not None:
            widget.put(value)
            widget.post_message(ChoiceField.Changed(widget))
    elif not isinstance(widget, PersonField):
        _put_text(widget, text)
    elif (number := texts.get(field.key + _PERSON_ID_SUFFIX, "")).isdigit():
        widget.put(Person(int(number), text))
    else:
        _put_text(widget.query_one(Input), text)


def _put_text(widget: Widget, text: str) -> None:
    """Fill in a text, with the cursor at its end."""
    if isinstance(widget, Input):
        widget.value = text
        widget.cursor_position = len(text)
    else:
        area = cast("Any", widget)
        area.load_text(text)
        area.move_cursor(area.document.end)


def _current_text(widget: Widget) -> str:
    if isinstance(widget, ChoiceField):
        return str(widget.value)
    if isinstance(widget, PersonField):
        return widget.typed_text
    return str(widget.value if isinstance(widget, Input) else cast("Any", widget).text)


def _initial_text(field: FormField) -> str:
    if field.kind is FieldKind.CHOICE:
        values = [value for value, _label in field.choices]
        return str(field.value if field.value in values else values[0])
    if isinstance(field.value, Person):
        return field.value.name
    return input_date(field.value) if isinstance(field.value, date) else str(field.value or "")
