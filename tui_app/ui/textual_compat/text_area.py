"""A text area with Textual's private names that it needs. It is loaded with the first one: it takes long."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import TextArea

from tui_app.ui.textual_compat.memory import forget_widget


class SteadyTextArea(TextArea):
    """A text area that is cheap to focus and to lay out."""

    def on_unmount(self) -> None:
        """Let the application forget the field: it watches the theme, which would keep it and all that it holds."""
        forget_widget(self.app, self)

    _skips_component_classes = False
    _last_sizes: tuple[Size, ...] = ()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Restyle only the area itself: the focus changes its background, but not its parts, which cost most."""
        self._skips_component_classes = True
        try:
            super().watch_has_focus(has_focus)
        finally:
            self._skips_component_classes = False

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]  # called for its styles
        skips = self._skips_component_classes and bool(self._component_styles)  # they are needed once
        return frozenset() if skips else super()._get_component_classes()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Do nothing if the sizes are the same: Textual's own would draw the scrollbar again, in a frame of its own."""
        sizes = (size, virtual_size, container_size, self.virtual_size)
        if sizes == self._last_sizes:
            return False
        self._last_sizes = sizes
        return super()._size_updated(size, virtual_size, container_size, layout)
