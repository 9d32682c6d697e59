"""A bar chart of characters, that fills the available height."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content
from textual.widget import Widget

from tui_app.ui import content
from tui_app.ui.content import plain

_EIGHTHS = " ▁▂▃▄▅▆▇"
"""A cell that is filled from below, by the number of eighths."""
_FULL = "█"
_LINE = "╌"
_TEXT_LINES = 2
"""Lines for texts: the number above the highest bar, and the labels."""
_MIN_HEIGHT = 4
"""The fewest lines in which bars can be told apart."""
_MAX_BAR_WIDTH = 7
"""The greatest width of a bar, in cells."""


class Bar(Struct, frozen=True):
    """One bar.

    Attributes:
        height: share of the full height, from 0 to 1; None if there is nothing to count.
        value_text: shown above the bar.
        label: shown below it.
    """

    height: float | None
    value_text: str
    label: str


def bar_lines(bars: Sequence[Bar], width: int, height: int, line_at: float | None = None) -> list[str]:
    """Draw bars side by side.

    Args:
        bars: the bars.
        width: of the chart, in cells.
        height: of the chart, in lines.
        line_at: height of a line to compare the bars with, from 0 to 1; None for no line.

    Returns:
        The lines; none if the bars do not fit.
    """
    bar_width = width // len(bars) if bars else 0
    longest = max((len(text) for bar in bars for text in (bar.value_text, bar.label)), default=1)
    if height < _MIN_HEIGHT or bar_width < longest:
        return []
    full_height = height - _TEXT_LINES
    eighths = [round((bar.height or 0) * full_height * 8) for bar in bars]
    lines = []
    for lines_below in reversed(range(full_height + 1)):
        cells = (_bar_cell(bar, filled - 8 * lines_below, bar_width) for bar, filled in zip(bars, eighths, strict=True))
        line = "".join(cells)
        is_marked = line_at is not None and lines_below == int(line_at * full_height)
        lines.append((line.replace(" ", _LINE) if is_marked else line).rstrip())
    return [*lines, "".join(bar.label.center(bar_width) for bar in bars).rstrip()]


def _bar_cell(bar: Bar, filled: int, width: int) -> str:
    """One bar on one line: filled, empty, or with the number right above the bar.

    Args:
        filled: eighths of the line that are filled; negative above the bar.
    """
    if filled > 0:
        sign = _FULL if filled >= 8 else _EIGHTHS[filled]
        return (sign * min(_MAX_BAR_WIDTH, width - 2)).center(width)
    return bar.value_text.center(width) if filled > -8 else " " * width


class BarChart(Widget):
    """Draws bars; nothing if they do not fit."""

    _bars: tuple[Bar, ...] = ()
    _line_at: float | None = None

    def show(self, bars: Sequence[Bar], line_at: float | None = None) -> None:
        """Show other bars, perhaps with a line to compare them with."""
        self._bars, self._line_at = tuple(bars), line_at
        self.refresh()

    def render(self) -> Content:
        """Return the chart."""
        *lines, labels = bar_lines(self._bars, self.size.width, self.size.height, self._line_at) or [""]
        return Content("\n").join([*(plain(line, content.ACCENT) for line in lines), plain(labels, content.MUTED)])
