"""A scrollbar of half a cell: the other half keeps it apart from the text beside it."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

THUMB = "▐"


class ThinScrollBar(ScrollBarRender):
    """Draws vertical scrollbars; Textual draws the others."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Any = None,
        bar_color: Any = None,
    ) -> Segments:
        """The bar, cell by cell from the top; a click above or below the thumb turns a page."""
        if not vertical:
            return super().render_bar(
                size, virtual_size, window_size, position, thickness, vertical, back_color, bar_color
            )
        first, last = _thumb(int(size), virtual_size, window_size, position)
        blank = cls.BLANK_GLYPH * thickness
        thumb = Segment(blank[1:] + THUMB, Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": "grab"}))
        above, below = (
            Segment(blank, Style(bgcolor=back_color, meta={"@mouse.down": does}))
            for does in ("scroll_up", "scroll_down")
        )
        cells = [above if row < first else thumb if row < last else below for row in range(int(size))]
        return Segments(cells, new_lines=True)


def _thumb(size: int, virtual_size: float, window_size: float, position: float) -> tuple[int, int]:
    """The first row of the thumb, and the row after its last."""
    hidden = virtual_size - window_size
    if not (size and window_size) or hidden <= 0:
        return 0, 0
    length = max(1, round(size * window_size / virtual_size))
    first = round((size - length) * min(1, max(0, position / hidden)))
    return first, first + length
