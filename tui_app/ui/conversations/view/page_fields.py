"""The part of a page that holds its fields and texts."""

from __future__ import annotations

from textual import work
from textual.containers import VerticalScroll
from textual.widget import Widget

from tui_app.ui.conversations.view.field_key import FieldKey
from tui_app.ui.widgets.fields.text import TextField


class PageFields(VerticalScroll, can_focus=False):
    """The fields of the page that is shown. While a page is being replaced, the focus waits for the new one."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._is_replacing = False
        self._focuses_first = False
        self._next_focus: FieldKey | None = None

    def replace_blocks(self, blocks: list[Widget], focus: FieldKey | None = None) -> None:
        """Show other blocks. A new field with the id of the focused one gets the focus.

        Args:
            focus: the field to focus instead.
        """
        self._is_replacing, self._next_focus = True, focus or self._next_focus
        self._replace(blocks)

    def focus_first(self) -> None:
        """Focus the first field."""
        if self._is_replacing:
            self._focuses_first = True
            return
        for widget in self.query("*"):
            if widget.focusable:
                _focus_at_end(widget)
                return

    @work(exclusive=True, group="page")
    async def _replace(self, blocks: list[Widget]) -> None:
        before = self.screen.focused
        focused_id = before.id if before is not None and before in self.query("*") else None
        location = before.cursor_location if focused_id and isinstance(before, TextField) else None
        async with self.batch():
            await self.remove_children()
            await self.mount_all(blocks)
        self.scroll_home(animate=False)
        self._is_replacing = False
        wanted_id = self._next_focus.widget_id if self._next_focus else focused_id
        self._next_focus = None
        if wanted_id and (found := self.query(f"#{wanted_id}")):
            field = found.first()
            _focus_at_end(field)
            if location is not None and isinstance(field, TextField):
                field.move_cursor(min(location, field.document.end))
        elif self._focuses_first:
            self.focus_first()
        self._focuses_first = False


def _focus_at_end(field: Widget) -> None:
    """Focus a field; in a text field, move the cursor to the end."""
    field.focus()
    if isinstance(field, TextField):
        field.move_cursor(field.document.end)
