"""TODO-DOC."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import TextArea

from tui_app.domain.forms.answers import Answer

MAX_LINES = 14
"""Lines beyond which a text scrolls in its field."""


class TextField(TextArea):
    """A text of any length; tab leaves it. Grows with its text, line by line: an automatic height costs every key."""

    _only_ground = False
    _place: tuple[Size, ...] = ()

    def __init__(self, text: str, *, id: str, placeholder: str = "") -> None:
        super().__init__(
            text,
            id=id,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=Content(placeholder),
            classes="writing",
        )

    @property
    def answer(self) -> Answer:
        """The text."""
        return self.text

    def on_mount(self) -> None:
        """As high as the text."""
        self._fit()

    def on_resize(self) -> None:
        """Another width wraps it otherwise."""
        self._fit()

    def on_text_area_changed(self) -> None:
        """A line more, or less."""
        self._fit()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The focus changes the field's ground, and none of the styles of its parts, which cost the most."""
        self._only_ground = True
        try:
            super().watch_has_focus(has_focus)
        finally:
            self._only_ground = False

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]  # asked of the field when it is styled
        return frozenset() if self._only_ground else super()._get_component_classes()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Nothing new in the same place: Textual's own paints the scrollbar at each layout, in a frame of its own."""
        place = (size, virtual_size, container_size, self.virtual_size)
        if place == self._place:
            return False
        self._place = place
        return super()._size_updated(size, virtual_size, container_size, layout)

    def _fit(self) -> None:
        least = 6 if (self.id or "").startswith("m-") else 3
        lines = max(least, min(MAX_LINES, self.wrapped_document.height))
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    def put(self, text: str) -> None:
        """Show another text; who wrote at the end goes on at the end."""
        at_end, place = self.cursor_location == self.document.end, self.cursor_location
        self.text = text
        self.move_cursor(self.document.end if at_end else min(place, self.document.end))
