"""The widgets of form fields: made from the field, and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from rich.cells import cell_len
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import LINE_LIMIT
from tui_app.text.dates import input_date
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.fields.line import LineInput, SecretInput
from tui_app.ui.widgets.fields.person import PersonField

LABEL_WIDTH = 14
"""Columns of labels with the gap behind them, as in `fields.tcss`; a form with longer ones takes more."""
_DATE_LIMIT = 60
"""Most characters of a typed date, such as "the first monday in march"."""


class FormChoiceField(ChoiceField):
    """A choice in a form; Enter goes on as in any field of it."""

    class Entered(Message):
        """Enter was pressed."""

        def __init__(self, field: ChoiceField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> ChoiceField:
            """The field."""
            return self.field

    def action_enter(self) -> None:
        """Tell the form, which saves on the last field."""
        self.post_message(self.Entered(self))


def create_widget(field: FormField) -> Widget:
    """The widget in which a field is filled in, with the field's initial value."""
    widget_id = f"field-{field.key}"
    if field.kind is FieldKind.NOTE:
        from tui_app.ui.textual_compat.text_area import SteadyTextArea

        return SteadyTextArea(str(field.value or ""), id=widget_id, tab_behavior="focus", compact=True)
    if field.kind is FieldKind.CHOICE:
        return FormChoiceField(field.choices, field.value, id=widget_id)
    if field.kind is FieldKind.PERSON:
        return PersonField(cast("Person | None", field.value), field.nearby, id=widget_id)
    if field.kind is FieldKind.PASSWORD:
        return SecretInput(placeholder=field.hint, max_length=LINE_LIMIT, id=widget_id)
    value = input_date(field.value) if isinstance(field.value, date) else str(field.value or "")
    return LineInput(
        value,
        placeholder=field.hint,
        id=widget_id,
        compact=True,
        max_length=_DATE_LIMIT if field.kind is FieldKind.DATE else LINE_LIMIT,
    )


def is_accepted(field: FormField, value: object) -> bool:
    """True unless the field says beside it why its text cannot be saved."""
    try:
        return field.echo is None or field.echo(str(value)) is not None
    except DomainError:
        return False


def labelled(fields: Sequence[FormField], dialog: Widget) -> Iterator[Widget]:
    """Each field with its label and the line below it, all in the same columns.

    Args:
        dialog: the form; one with `wide-labels` has its own column for them.
    """
    widest = max((cell_len(field.label) for field in fields), default=0)
    for field in fields:
        label = Static(plain(field.label), classes="label")
        problem = Static("", classes="problem", id=f"problem-{field.key}")
        if widest >= LABEL_WIDTH and not dialog.has_class("wide-labels"):
            label.styles.width = widest + 1
            problem.set_styles(f"padding-left: {widest + 2};")
        yield Vertical(
            Horizontal(label, create_widget(field), classes="field-line"),
            problem,
            classes=f"field field-{field.kind}",
        )


def has_new_note(fields: Iterable[FormField], value_of: Callable[[FormField], object]) -> bool:
    """True if a note was written or changed: that is too much to lose by one key."""
    notes = [field for field in fields if field.kind is FieldKind.NOTE]
    texts = [(str(value_of(field)).strip(), str(field.value or "").strip()) for field in notes]
    return any(text and text != initial for text, initial in texts)


def read_value(field: FormField, widget: Widget, today: date) -> object:
    """The value of a field: a text, the value of a choice, a date or the id of a person; None if it is empty.

    Raises:
        DomainError: the date is not understood, or nobody has this name.
    """
    if isinstance(widget, ChoiceField):
        return widget.value
    if isinstance(widget, PersonField):
        if widget.person is None and widget.typed_text.strip():
            raise InvalidInput({field.key: "unknown_person"})
        return widget.person.id if widget.person else None
    if field.kind is FieldKind.NOTE:
        return cast("Any", widget).text
    text = cast("Input", widget).value
    if field.kind is not FieldKind.DATE:
        return text
    if not text.strip():
        return None
    from tui_app.domain.dates.parsing import parse_date

    return parse_date(text, today)
