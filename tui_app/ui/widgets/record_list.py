"""A list of records under headings. Its cursor stays on the same record when the list is filled again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_app.text.i18n import N_
from tui_app.ui.content import ACCENT, MUTED, plain
from tui_app.ui.key_changes.ids import id_of
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, TextLine
from tui_app.ui.widgets.headings import HeadingLine, align_lines

Record = TypeVar("Record")


class Row(Struct, frozen=True):
    """One row.

    Attributes:
        value: the record or value that the row shows; None for a heading.
        visual: what is drawn.
        identity: what stays the same when the record is read again; None for the type and id of a record, or
            all of any other value.
    """

    value: object
    visual: Visual
    identity: object = None


LOAD_MORE = object()
"""The value of the row that loads older entries."""


def load_more_row(label: str) -> Row:
    """The last row of a list that is loaded page by page."""
    return Row(LOAD_MORE, TextLine(plain(label, ACCENT)))


def heading_row(content: Content) -> Row:
    """A heading, which the cursor skips."""
    return Row(None, TextLine(content))


def sentence_row(content: Content) -> Row:
    """A sentence, which the cursor skips; it goes on below where it has no room."""
    return Row(None, ColumnLine([content], [ColumnSpec(1, flex=1)], wrapped=0))


def headings_row(labels: Iterable[str], columns: Sequence[ColumnSpec]) -> Row:
    """The headings of the columns as the first row of a short list."""
    return Row(None, HeadingLine([plain(label, MUTED) for label in labels], columns))


def _identity(value: object) -> object:
    """The type and id of a record; any other value as it is."""
    number = getattr(value, "id", None)
    return value if number is None else (type(value), number)


class RecordList(OptionList):
    """A list of rows with one cursor."""

    BINDINGS = [
        Binding("enter", "select", N_("Open")),
        Binding("j", "cursor_down", show=False, id=id_of("j")),
        Binding("k", "cursor_up", show=False, id=id_of("k")),
    ]

    class Opened(Message):
        """A row was opened, with enter or a click."""

        def __init__(self, rows: RecordList, value: object) -> None:
            super().__init__()
            self.rows = rows
            self.value = value

        @property
        def control(self) -> RecordList:
            """The list."""
            return self.rows

    class Moved(Message):
        """The cursor has moved; the value is None in an empty list."""

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
        self._rows: list[Row] = []
        self._identities: list[object] = []
        self._has_any = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key that opens a row where there is none."""
        return self._has_any if action == "select" else super().check_action(action, parameters)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a row. Textual leaves out that it is reversed, which alone shows the cursor in 16 colours."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if any(self.get_component_styles(name).text_style.reverse for name in component_classes):
            style += Style(reverse=True)
        return style

    @property
    def value(self) -> object:
        """The value of the row under the cursor; None in an empty list."""
        return self._value_at(self.highlighted)

    def selected(self, kind: type[Record]) -> Record | None:
        """The value of the row under the cursor, if it is of this kind."""
        return value if isinstance(value := self.value, kind) else None

    def _value_at(self, index: int | None) -> object:
        return self._rows[index].value if index is not None and index < len(self._rows) else None

    def fill(self, rows: Iterable[Row], heads: Visual | None = None) -> None:
        """Replace the rows. The cursor stays on its record; if that is gone, it goes to the nearest row.

        Args:
            rows: the rows.
            heads: the headings above the list, which get the same columns.
        """
        old_index, top = self.highlighted or 0, self.scroll_offset.y
        identity = self._identities[old_index] if old_index < len(self._identities) else None
        self._rows = list(rows)
        align_lines([heads, *(row.visual for row in self._rows)])
        had_any, self._has_any = self._has_any, any(row.value is not None for row in self._rows)
        if had_any != self._has_any and self.is_attached:
            self.screen.refresh_bindings()
        self._identities = [_identity(row.value) if row.identity is None else row.identity for row in self._rows]
        self.set_options([Option(row.visual, disabled=row.value is None) for row in self._rows])
        index = self._index_of(identity)
        if index is None:
            enabled = [at for at, row in enumerate(self._rows) if row.value is not None]
            index = min(enabled, key=lambda at: abs(at - old_index)) if enabled else None
        self.highlighted = index
        if index is not None and all(row.value is None for row in self._rows[:index]):
            top = 0  # show the headings above the first row too
        self.scroll_to(y=top, animate=False, immediate=True)
        self.scroll_to_highlight()

    def _index_of(self, identity: object) -> int | None:
        if identity is None:
            return None
        return next((index for index, one in enumerate(self._identities) if one == identity), None)

    def go_to(self, value: object) -> None:
        """Move the cursor to the row with this record or value, or with this identity, if there is one."""
        index = self._index_of(_identity(value))
        if index is not None:
            self.highlighted = index

    def go_to_id(self, kind: type[object], number: int) -> None:
        """Move the cursor to the record of this kind with this id, if it is in the list."""
        index = self._index_of((kind, number))
        if index is not None:
            self.highlighted = index

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Post `Opened`."""
        event.stop()
        if (value := self._value_at(event.option_index)) is not None:
            self.post_message(self.Opened(self, value))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Post `Moved`."""
        event.stop()
        self.post_message(self.Moved(self, self._value_at(event.option_index)))


class ReadOnlyList(RecordList):
    """A list of rows that cannot be opened, except for the one that loads more."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key that opens a row."""
        return self.value is LOAD_MORE if action == "select" else super().check_action(action, parameters)
