"""Lists of rows in columns that fit the room there is; one cursor, groups with headings, marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_app.text.i18n import N_
from tui_app.ui.widgets.columns import TextLine

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, such as an action; a heading is about None."""

    value: object
    visual: Visual


def heading_row(content: Content) -> Row:
    """A heading: the cursor passes over it."""
    return Row(None, TextLine(content))


def _identity(value: object) -> object:
    """What stays the same when a record is read again: its type and number; other values as a whole."""
    number = getattr(value, "id", None)
    return value if number is None else (type(value), number)


class RecordList(OptionList):
    """A list of rows. Keeps its cursor on the same record when it is filled again."""

    BINDINGS = [
        Binding("enter", "select", N_("Open"), key_display="⏎"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    class Opened(Message):
        """Enter, or a click, on a row."""

        def __init__(self, rows: RecordList, value: object) -> None:
            super().__init__()
            self.rows = rows
            self.value = value

        @property
        def control(self) -> RecordList:
            """The list."""
            return self.rows

    class Moved(Message):
        """The cursor has moved to another row; None when there is none."""

        def __init__(self, rows: RecordList, value: object) -> None:
            super().__init__()
            self.rows = rows
            self.value = value

        @property
        def control(self) -> RecordList:
            """The list."""
            return self.rows

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._values: list[object] = []

    @property
    def value(self) -> object:
        """What the row under the cursor is about; None when there is none."""
        return self._value_at(self.highlighted)

    def selected(self, kind: type[Record]) -> Record | None:
        """What the row under the cursor is about, if it is of this kind."""
        return value if isinstance(value := self.value, kind) else None

    def _value_at(self, place: int | None) -> object:
        return self._values[place] if place is not None and place < len(self._values) else None

    def fill(self, rows: Iterable[Row]) -> None:
        """Show these rows; the cursor stays on its record, else on its place, else on the first."""
        kept, place, top = self.value, self.highlighted or 0, self.scroll_offset.y
        filled = list(rows)
        self._values = [row.value for row in filled]
        self.set_options([Option(row.visual, disabled=row.value is None) for row in filled])
        found = self._place_of(kept)
        if found is None:
            nearby = [at for at, value in enumerate(self._values) if value is not None]
            found = min(nearby, key=lambda at: abs(at - place)) if nearby else None
        self.highlighted = found
        if found is not None and found <= 1:
            top = 0
        self.scroll_to(y=top, animate=False, immediate=True)
        self.scroll_to_highlight()

    def _place_of(self, value: object) -> int | None:
        if value is None:
            return None
        wanted = _identity(value)
        return next((at for at, one in enumerate(self._values) if one is not None and _identity(one) == wanted), None)

    def go_to(self, value: object) -> None:
        """Put the cursor on the row about this, if it is here."""
        if (place := self._place_of(value)) is not None:
            self.highlighted = place

    def go_to_id(self, kind: type[object], number: int) -> None:
        """Put the cursor on the row about the record of this kind and number, if it is here."""
        for place, value in enumerate(self._values):
            if isinstance(value, kind) and getattr(value, "id", None) == number:
                self.highlighted = place

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which record was opened."""
        event.stop()
        if (value := self._value_at(event.option_index)) is not None:
            self.post_message(self.Opened(self, value))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say which record the cursor is on."""
        event.stop()
        self.post_message(self.Moved(self, self._value_at(event.option_index)))

    @property
    def key(self) -> str:
        """A text value of the row under the cursor; empty for others."""
        return self.selected(str) or ""


def selected_id(rows: Any) -> int:
    """The id under a list's cursor whose keys are like "action-12"; 0 when there is none."""
    kind, dash, number = rows.key.partition("-")
    return int(number) if dash and number.isdigit() and kind else 0
