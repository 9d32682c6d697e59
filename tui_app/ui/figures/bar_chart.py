"""A figure as bars beside each other, as tall as there is room; its number stands on top of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from tui_app.ui import content
from tui_app.ui.content import plain

_EIGHTHS = " ▁▂▃▄▅▆▇"
"""How far a cell is filled from below, in eighths; a whole one is `_FULL`."""
_FULL = "█"
_BAR_GAP = 2
"""Lines that are no bar: the number above the tallest, and what each bar is called."""
_MIN_HEIGHT = 4
"""Lines below which there are no bars to tell apart."""
_MAX_BAR_WIDTH = 7
"""Cells of a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        share: of the full height, between 0 and 1; None where there is nothing to count.
        number: what stands on top of it; `label` below.
    """

    share: float | None
    number: str
    label: str


def bar_lines(bars: Sequence[Bar], width: int, height: int) -> list[str]:
    """Bars in so many cells and lines; nothing where they do not fit."""
    room = width // len(bars) if bars else 0
    if height < _MIN_HEIGHT or room < max((len(text) for bar in bars for text in (bar.number, bar.label)), default=1):
        return []
    tall = height - _BAR_GAP
    eighths = [round((bar.share or 0) * tall * 8) for bar in bars]
    found = []
    for below in reversed(range(tall + 1)):
        cells = (_bar_cell(bar, filled - 8 * below, room) for bar, filled in zip(bars, eighths, strict=True))
        found.append("".join(cells).rstrip())
    return [*found, "".join(bar.label.center(room) for bar in bars).rstrip()]


def _bar_cell(bar: Bar, filled: int, room: int) -> str:
    """What one bar has on a line of which so many eighths are filled: the number stands on the first empty one."""
    if filled > 0:
        return ((_FULL if filled >= 8 else _EIGHTHS[filled]) * min(_MAX_BAR_WIDTH, room - 2)).center(room)
    return bar.number.center(room) if filled > -8 else " " * room


class BarChart(Widget):
    """Shows them in the room that is left."""

    bars: tuple[Bar, ...] = ()

    def show(self, bars: Sequence[Bar]) -> None:
        """Other bars."""
        self.bars = tuple(bars)
        self.refresh()

    def render(self) -> Content:
        """The bars, what they are called more quietly."""
        *tall, labels = bar_lines(self.bars, self.size.width, self.size.height) or [""]
        return Content("\n").join([*(plain(line, content.ACCENT) for line in tall), plain(labels, content.MUTED)])
