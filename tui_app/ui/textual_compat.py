"""How the focus moves: only what changes by it is painted, and what scrolls by it does so in the same frame."""

from __future__ import annotations

import asyncio
import codecs
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

MAX_CALLBACK_ROUNDS = 16
"""Turns of the event loop in which a box that was scrolled tells its screen so."""


class FastFocusScreen(Screen[Any]):
    """A screen on which tab paints the fields it concerns; Textual's own paints all of it, and scrolls afterwards.

    Named after `ModalScreen` where a screen is both: Textual takes the styles of the first one.
    """

    focused: Reactive[Any] = Reactive(None, repaint=False)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Focus a widget, and bring it into sight at once where it has its place already."""
        is_placed = widget is not None and bool(widget.size)
        super().set_focus(widget, scroll_visible and not is_placed, from_app_focus)
        if widget is not None and scroll_visible and is_placed and not self.can_view_entire(widget):
            self.scroll_to_center(widget, animate=False, immediate=True)

    def _compositor_refresh(self) -> None:
        """Draw nothing that would not be shown: during a batch that is what stands in front; who ends it paints."""
        if not (self.app._batch_count and self is self.app.screen):  # noqa: SLF001  # as Textual asks after the drawing
            super()._compositor_refresh()


class SingleFrameFocusApp(App[str]):
    """An application in which tab is painted once."""

    async def action_focus_next(self) -> None:  # type: ignore[override]  # actions may be awaited
        """The next field or list."""
        await self._in_one_frame(self.screen.focus_next)

    async def action_focus_previous(self) -> None:  # type: ignore[override]
        """The field or list before."""
        await self._in_one_frame(self.screen.focus_previous)

    async def _in_one_frame(self, move: Callable[[], object]) -> None:
        with self.batch_update():
            move()
            for _turn in range(MAX_CALLBACK_ROUNDS):
                await asyncio.sleep(0)
        self.screen._on_timer_update()  # noqa: SLF001  # paints at once: its next frame is up to 4 ms away


def _decode_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


def accept_stray_bytes() -> None:
    """Let Textual's driver read bytes that are no UTF-8 (an ø from a serial line) as Windows-1252.

    The driver decodes strictly and would end the application at the first such byte.
    """
    from textual.drivers import linux_driver

    codecs.register_error("samtale-stray-bytes", _decode_as_windows_1252)
    linux_driver.getincrementaldecoder = _lenient_decoder  # type: ignore[assignment, attr-defined] # by intent


def _lenient_decoder(name: str) -> Any:
    return partial(codecs.getincrementaldecoder(name), errors="samtale-stray-bytes")
