"""What can be chosen above a list, side by side, and what on one line was clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from tui_app.ui import content
from tui_app.ui.content import plain


class Chips(Static):
    """A few labels, of which one is chosen. A key of the screen chooses the next one, a click any."""

    class Chosen(Message):
        """Somebody clicked a label.

        Attributes:
            index: its place.
        """

        def __init__(self, chips: Chips, index: int) -> None:
            super().__init__()
            self.chips = chips
            self.index = index

        @property
        def control(self) -> Chips:
            """The labels."""
            return self.chips

    _ends: tuple[int, ...] = ()
    _start = 0

    def show(self, labels: Sequence[str], chosen: int, before: Content | None = None) -> None:
        """Show labels.

        Args:
            labels: translated.
            chosen: the place of the one that is chosen.
            before: what stands in front of them.
        """
        drawn = [
            plain(f" {label} ", "bold reverse" if index == chosen else content.MUTED)
            for index, label in enumerate(labels)
        ]
        self._start = end = before.cell_length + 1 if before else 0
        ends = []
        for chip in drawn:
            end += chip.cell_length + 1
            ends.append(end)
        self._ends = tuple(ends)
        self.update(Content(" ").join([before, *drawn] if before else drawn))

    def on_click(self, event: Click) -> None:
        """Choose the label under the pointer."""
        where = event.get_content_offset(self)
        if where is None or where.x < self._start:
            return
        index = next((index for index, end in enumerate(self._ends) if where.x < end), None)
        if index is not None:
            self.post_message(self.Chosen(self, index))
