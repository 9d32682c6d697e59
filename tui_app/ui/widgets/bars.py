"""A figure as bars beside each other, as tall as there is room; its number stands on top of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from tui_app.ui import words
from tui_app.ui.text import lit

_PARTS = " ▁▂▃▄▅▆▇"
"""How far a cell is filled from below, in eighths; a whole one is `_FULL`."""
_FULL = "█"
_BESIDE = 2
"""Lines that are no bar: the number above the tallest, and what each bar is called."""
_LEAST = 4
"""Lines below which there are no bars to tell apart."""
_WIDEST = 7
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


def lines(bars: Sequence[Bar], width: int, height: int) -> list[str]:
    """Bars in so many cells and lines; nothing where they do not fit."""
    room = width // len(bars) if bars else 0
    if height < _LEAST or room < max((len(text) for bar in bars for text in (bar.number, bar.label)), default=1):
        return []
    tall = height - _BESIDE
    eighths = [round((bar.share or 0) * tall * 8) for bar in bars]
    found = []
    for below in reversed(range(tall + 1)):
        cells = (_cell(bar, filled - 8 * below, room) for bar, filled in zip(bars, eighths, strict=True))
        found.append("".join(cells).rstrip())
    return [*found, "".join(bar.label.center(room) for bar in bars).rstrip()]


def _cell(bar: Bar, filled: int, room: int) -> str:
    """What one bar has on a line of which so many eighths are filled: the number stands on the first empty one."""
    if filled > 0:
        return ((_FULL if filled >= 8 else _PARTS[filled]) * min(_WIDEST, room - 2)).center(room)
    return bar.number.center(room) if filled > -8 else " " * room


class Bars(Widget):
    """Shows them in the room that is left."""

    bars: tuple[Bar, ...] = ()

    def show(self, bars: Sequence[Bar]) -> None:
        """Other bars."""
        self.bars = tuple(bars)
        self.refresh()

    def render(self) -> Content:
        """The bars, what they are called more quietly."""
        *tall, labels = lines(self.bars, self.size.width, self.size.height) or [""]
        return Content("\n").join([*(lit(line, words.BLUE) for line in tall), lit(labels, words.FAINT)])
