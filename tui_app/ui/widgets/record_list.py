"""Lists of rows in columns that fit the room there is; one cursor, groups with headings, marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_app.text.i18n import N_
from tui_app.ui.widgets.columns import TextLine


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about (its key), or a heading where the key is empty."""

    key: str
    visual: Visual


def heading_row(content: Content) -> Row:
    """A heading: the cursor passes over it."""
    return Row("", TextLine(content))


class RecordList(OptionList):
    """A list of rows. Keeps its cursor on the same thing when it is filled anew."""

    BINDINGS = [
        Binding("enter", "select", N_("Open"), key_display="⏎"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    class Opened(Message):
        """Enter, or a click, on a row."""

        def __init__(self, rows: RecordList, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RecordList:
            """The list."""
            return self.rows

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RecordList, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RecordList:
            """The list."""
            return self.rows

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)

    @property
    def key(self) -> str:
        """Key of the row under the cursor; empty when there is none."""
        option = self.highlighted_option
        return (option.id or "") if option is not None and not option.disabled else ""

    def fill(self, rows: Iterable[Row]) -> None:
        """Show these rows; the cursor stays on its thing, else on its place, else on the first."""
        kept, place, top = self.key, self.highlighted or 0, self.scroll_offset.y
        options = [Option(row.visual, row.key or None, disabled=not row.key) for row in rows]
        self.set_options(options)
        keys = [option.id for option in options]
        if kept and kept in keys:
            self.highlighted = keys.index(kept)
        else:
            nearby = [at for at, key in enumerate(keys) if key]
            self.highlighted = min(nearby, key=lambda at: abs(at - place)) if nearby else None
        if self.highlighted is not None and self.highlighted <= 1:
            top = 0
        self.scroll_to(y=top, animate=False, immediate=True)
        self.scroll_to_highlight()

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of this key, if it is here."""
        for place, option in enumerate(self.options):
            if option.id == key:
                self.highlighted = place

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass a row on by its key."""
        event.stop()
        if event.option_id:
            self.post_message(self.Opened(self, event.option_id))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Pass the cursor's row on by its key."""
        event.stop()
        self.post_message(self.Moved(self, event.option_id or ""))


def selected_id(rows: Any) -> int:
    """The id under a list's cursor whose keys are like "action-12"; 0 when there is none."""
    kind, dash, number = rows.key.partition("-")
    return int(number) if dash and number.isdigit() and kind else 0
