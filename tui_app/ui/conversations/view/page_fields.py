"""Where the fields of one page of a conversation stand, and how one gets into them."""

from __future__ import annotations

from textual import work
from textual.containers import VerticalScroll
from textual.widget import Widget

from tui_app.ui.widgets.fields.text import TextField


class PageFields(VerticalScroll, can_focus=False):
    """The fields of the page that is shown. Who goes into a page that is just being put in place waits for it."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._is_coming = False
        self._is_awaited = False
        self._go_to = ""

    def put(self, blocks: list[Widget], go_to: str = "") -> None:
        """Put these in the place of the old ones; a field of the same name keeps the focus.

        Args:
            go_to: id of the field to write on in.
        """
        self._is_coming, self._go_to = True, go_to or self._go_to
        self._put(blocks)

    def enter(self) -> None:
        """Write on in the first field."""
        if self._is_coming:
            self._is_awaited = True
            return
        for widget in self.query("*"):
            if widget.focusable:
                _focus_at_end(widget)
                return

    @work(exclusive=True, group="page")
    async def _put(self, blocks: list[Widget]) -> None:
        before = self.screen.focused
        focused = before.id if before is not None and before in self.query("*") else None
        place = before.cursor_location if focused and isinstance(before, TextField) else None
        async with self.batch():
            await self.remove_children()
            await self.mount_all(blocks)
        self.scroll_home(animate=False)
        self._is_coming = False
        wanted, self._go_to = self._go_to or focused, ""
        if wanted and (again := self.query(f"#{wanted}")):
            field = again.first()
            _focus_at_end(field)
            if place is not None and isinstance(field, TextField):
                field.move_cursor(min(place, field.document.end))
        elif self._is_awaited:
            self.enter()
        self._is_awaited = False


def _focus_at_end(field: Widget) -> None:
    """Focus a field; in a text one goes on where it ends."""
    field.focus()
    if isinstance(field, TextField):
        field.move_cursor(field.document.end)
