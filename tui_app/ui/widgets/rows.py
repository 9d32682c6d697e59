"""Lists of rows in columns that fit the room there is; one cursor, groups with headings, marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_app.ui.language import N_

GAP = 1
"""Blank cells between columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """How one column takes its room.

    Attributes:
        width: cells it always has.
        flex: its share of the cells that are left over; 0 keeps it at `width`.
        most: cells beyond which it does not grow; 0 is no bound.
        right: set to the right.
        from_width: shown only where the whole line has at least this many cells.
    """

    width: int
    flex: int = 0
    most: int = 0
    right: bool = False
    from_width: int = 0


def widths(columns: Sequence[Column], width: int) -> list[int]:
    """Cells for each column in a line of `width` cells; 0 for one that is not shown."""
    shown = [column.width if width >= column.from_width else 0 for column in columns]
    gaps = GAP * (sum(1 for cells in shown if cells) - 1)
    left = width - sum(shown) - gaps
    growing = [place for place, column in enumerate(columns) if column.flex and shown[place]]
    while left > 0 and growing:
        total = sum(columns[place].flex for place in growing)
        given = 0
        for place in list(growing):
            share = max(1, left * columns[place].flex // total)
            if columns[place].most:
                share = min(share, columns[place].most - shown[place])
            share = min(share, left - given)
            shown[place] += share
            given += share
            if columns[place].most and shown[place] >= columns[place].most:
                growing.remove(place)
        if given == 0:
            break
        left -= given
    if left < 0:
        widest = max(range(len(shown)), key=lambda place: (columns[place].flex, shown[place]), default=None)
        if widest is not None:
            shown[widest] = max(4, shown[widest] + left)
    return shown


class Line(Visual):
    """One line of cells laid out in columns."""

    def __init__(self, cells: Sequence[Content], columns: Sequence[Column]) -> None:
        self._cells = cells
        self._columns = columns

    def content(self, width: int) -> Content:
        """The line as content of exactly `width` cells."""
        parts: list[Content] = []
        for cell, column, cells in zip(self._cells, self._columns, widths(self._columns, width), strict=True):
            if not cells:
                continue
            fitted = cell.truncate(cells, ellipsis=True)
            blank = Content(" " * (cells - fitted.cell_length))
            parts.append(blank + fitted if column.right else fitted + blank)
        return Content(" " * GAP).join(parts)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The one strip of this line."""
        return self.content(width).truncate(width).render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One."""
        return 1


class Lines(Visual):
    """Several visuals below each other."""

    def __init__(self, lines: Sequence[Visual]) -> None:
        self._lines = lines

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The strips of all lines, cut at `height`."""
        strips: list[Strip] = []
        for line in self._lines:
            strips += line.render_strips(width, None, style, options)
            if height is not None and len(strips) >= height:
                return strips[:height]
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines' heights together."""
        return sum(line.get_height(rules, width) for line in self._lines)


class TextLine(Line):
    """One line of one text, cut where the room ends."""

    def __init__(self, content: Content) -> None:
        super().__init__([content], [_WHOLE])


_WHOLE = Column(1, flex=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about (its key), or a heading where the key is empty."""

    key: str
    visual: Visual


def heading(content: Content) -> Row:
    """A heading: the cursor passes over it."""
    return Row("", TextLine(content))


class RowList(OptionList):
    """A list of rows. Keeps its cursor on the same thing when it is filled anew."""

    BINDINGS = [
        Binding("enter", "select", N_("Open"), key_display="⏎"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    class Opened(Message):
        """Enter, or a click, on a row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RowList:
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
