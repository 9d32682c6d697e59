"""Every private name of Textual that Samtale uses, each with its reason; `tests/ui/terminal` tries each.

A name that disappears from Textual breaks a test there, not somebody's evening.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import App, ScreenError
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Event, Key, Paste
from textual.notifications import Notify
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widget import Widget
from textual.worker import WorkerFailed

from tui_app.text.i18n import _
from tui_app.ui.textual_compat.driver import SteadyDriver
from tui_app.ui.textual_compat.input_order import InputOrder
from tui_app.ui.textual_compat.memory import remember_colors_only
from tui_app.ui.textual_compat.scroll_bar import ThinScrollBar
from tui_app.ui.textual_compat.unfocused_text import UnfocusedText
from tui_app.ui.theme import DEFAULT_THEME, PALETTES, make_theme

MANY_COLOURS = ("256", "truecolor")
"""What Rich calls terminals on which the grounds of a theme differ."""
LOOP_TURNS = 16
"""Turns of the event loop until a scrolled container has told its screen."""


class FastFocusScreen(Screen[Any]):
    """A screen on which Tab paints the fields it concerns; Textual's own paints all of it, and scrolls afterwards.

    Name it after `ModalScreen` where a screen is both: Textual takes the styles of the first base.
    """

    focused: Reactive[Any] = Reactive(None, repaint=False)
    needs_later_css = True
    """False for a screen that is drawn with the application's first style sheets."""
    _is_drawn = False
    _when_drawn: tuple[Callable[[], object], ...] = ()

    def call_when_drawn(self, callback: Callable[[], object]) -> None:
        """Call a function once the screen has been drawn; at the start, `call_after_refresh` calls it before that."""
        if self._is_drawn:
            self.call_after_refresh(callback)
        else:
            self._when_drawn = (*self._when_drawn, callback)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Focus a widget, and scroll to it at once if it has its place already."""
        is_placed = widget is not None and bool(widget.size)
        super().set_focus(widget, scroll_visible and not is_placed, from_app_focus)
        if widget is not None and scroll_visible and is_placed and not self.can_view_entire(widget):
            self.scroll_to_center(widget, animate=False, immediate=True)

    def _compositor_refresh(self) -> None:
        """Skip drawing the front screen during a batch: it would not be shown, and the end of the batch draws it."""
        if not (self.app._batch_count and self is self.app.screen):  # noqa: SLF001  # Textual asks after drawing
            super()._compositor_refresh()
            self._is_drawn = True
            waiting, self._when_drawn = self._when_drawn, ()
            for callback in waiting:
                self.call_later(callback)


class PatchedApp(App[str]):
    """Textual's application, changed where Samtale needs it.

    Input is handled in the order it came, a Tab takes one frame, and a crash shows no traceback.

    Attributes:
        holds_keys: tells if a key has started something that is about to come in front; the next keys wait for it.
        key_without_effect: called with a key that did nothing.
        terminal_lost: called when the terminal is gone; nobody sees the screen any more.
        changed_keys: name of a meaning -> the keys that a person has given it.
        unfocused_text: takes a text that was typed where no field has the focus; see `UnfocusedText`.
    """

    LATER_CSS: ClassVar[list[Path]] = []
    """The style sheets that the first screen can do without."""

    def __init__(self) -> None:
        remember_colors_only()
        ScrollBar.renderer = ThinScrollBar
        super().__init__()
        self._styled_with: Mapping[str, str] = {}
        self.holds_keys: Callable[[], bool] = lambda: False
        self.key_without_effect: Callable[[str], None] = lambda key: None
        self.terminal_lost: Callable[[], None] = partial(self.exit, None, 1)
        self.changed_keys: Mapping[str, str] = {}
        self.unfocused_text = UnfocusedText()
        self.note_read = self.unfocused_text.reads.note
        self._input_order = InputOrder(self, lambda: self.holds_keys(), self.unfocused_text)  # noqa: PLW0108 - another may take its place

    def read_later_css(self) -> None:
        """Read the style sheets in `LATER_CSS`, if they have not been read; those that were read stay parsed."""
        if unread := [path for path in self.LATER_CSS if not self.stylesheet.has_source(str(path))]:
            self.stylesheet.read_all(unread)
            self.stylesheet.parse()

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Have the later style sheets too, unless the screen does without. Textual would parse all others anew."""
        if getattr(screen, "needs_later_css", True):
            self.read_later_css()
        super()._load_screen_css(screen)

    def begin_with_theme(self, name: str) -> None:
        """Take our themes and use one of them; with another the styles would be parsed twice. Before the start."""
        is_terminal = issubclass(self.driver_class, LinuxDriver)
        colours = self.console.color_system
        has_few = is_terminal and colours not in MANY_COLOURS
        for theme in PALETTES:
            self.register_theme(make_theme(theme, is_coloured=not self.no_color, has_few=colours == "standard"))
        self.set_reactive(App.theme, name if name in self.available_themes else DEFAULT_THEME)
        self._styled_with = self.get_css_variables()
        self.stylesheet.set_variables(self._styled_with)
        self.set_class(self.no_color or has_few, "-few-colours", update=False)

    async def on_event(self, event: Event) -> None:
        """Handle an event, a key only once the keys before it have had their effect."""
        if self._input_order.is_next(event):
            await super().on_event(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do what a key is bound to; Textual says nothing when that is not allowed now."""
        is_handled = await super()._check_bindings(key, priority)
        if not (is_handled or priority):
            self.key_without_effect(key)
        return is_handled

    def change_keys(self, changed: Mapping[str, str]) -> None:
        """Let bindings of these names have other keys."""
        self.changed_keys = changed
        self.set_keymap(dict(changed))

    def drop_input(self, *, for_good: bool = False) -> None:
        """Drop the keys that have come so far, here and in the terminal: they were meant for something else.

        Args:
            for_good: drop those still to come too: the application is about to end.
        """
        if isinstance(self._driver, SteadyDriver):
            self._driver.flush_input()
        self._input_order.drop(before=math.inf if for_good else time.monotonic())

    async def input_handled(self) -> None:
        """Wait until the keys that have come so far have had their effect."""
        await self._input_order.all_handled()

    def type_into(self, key: str, text: str) -> None:
        """Press a key that opens a field, and paste a text there once it is in front."""
        for event in (Key(key, key if len(key) == 1 else None), Paste(text)):
            event.set_sender(self)
            self.post_message(event)

    def get_driver_class(self) -> type[Driver]:
        """Our driver in a terminal; others (a browser's) as they are."""
        found = super().get_driver_class()
        return SteadyDriver if found is LinuxDriver else found

    def action_help_quit(self) -> None:
        """Name the key that quits, to those who press Ctrl+C; Textual says it in English."""
        if self.check_action("quit", ()):
            self.notify(_("Press Ctrl+Q to quit."), markup=False)

    def draw_all(self) -> None:
        """Draw the whole screen, after frames were left out."""
        with suppress(ScreenError):
            self.screen.refresh()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Draw, unless the terminal is behind: a frame more would only wait, and the application with it."""
        if not isinstance(self._driver, SteadyDriver) or self._driver.may_draw():
            super()._display(screen, renderable)

    async def action_focus_next(self) -> None:  # type: ignore[override]  # actions may be awaited
        """Focus the next field or list."""
        await self._in_one_frame(self.screen.focus_next)

    async def action_focus_previous(self) -> None:  # type: ignore[override]
        """Focus the previous field or list."""
        await self._in_one_frame(self.screen.focus_previous)

    async def _in_one_frame(self, move: Callable[[], object]) -> None:
        with self.batch_update():
            move()
            for _turn in range(LOOP_TURNS):
                await asyncio.sleep(0)
        self.screen._on_timer_update()  # noqa: SLF001  # draw at once: the next frame is up to 4 ms away

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the styles again, but parse them only for other colours, which is not needed at the start."""
        colours = self.get_css_variables()
        if colours == self._styled_with:
            self.stylesheet.update(self, animate=animate)
            with suppress(ScreenError):  # before the first screen
                self.screen._css_update_count = self._css_update_count  # noqa: SLF001 - as the method above does
        else:
            self._styled_with = colours
            super().refresh_css(animate)

    def note_crash(self) -> None:
        """Log the error that ends the application."""

    async def _close_all(self) -> None:
        """Close all screens, once nothing runs that could open or close one meanwhile."""
        self.workers.cancel_all()
        for _turn in range(LOOP_TURNS):
            await asyncio.sleep(0)
        await super()._close_all()

    def _handle_exception(self, error: Exception) -> None:
        """End after an error; one of a widget that is gone already while the application closes is none."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        is_closing = self._exit or not self._running
        if not (is_closing and isinstance(cause, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End after a bug; Textual would show a traceback with the values of local variables: people's notes."""
        self.bell()
        self.note_crash()
        self._return_code = 1
        self._close_messages_no_wait()

    @on(Notify)
    def _withdraw_same_message(self, event: Notify) -> None:
        """Do not stack a message on itself: it is shown for as long again. Textual's own handler runs after this."""
        for shown in list(self._notifications):
            if shown.message == event.notification.message:
                self._unnotify(shown, refresh=False)

    def _print_error_renderables(self) -> None:
        """Print the last message, unless the terminal is gone."""
        with suppress(OSError):
            super()._print_error_renderables()


class AnswersOnce(Screen[Any]):
    """A dialog that takes the first answer only; Textual's own ends the application at the second.

    Name it after `ModalScreen` where a screen is both.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close with a result, unless it has been answered, or whoever asked waits no more."""
        if not self.is_current:
            return AwaitComplete()
        future = self._result_callbacks[-1].future if self._result_callbacks else None
        if future is not None and future.done():
            self._result_callbacks[-1].future = None
        return super().dismiss(result)


def all_screens(app: App[Any]) -> list[Screen[Any]]:
    """Every screen, also those of other modes; Textual gives only those of the mode in front."""
    return [screen for stack in app._screen_stacks.values() for screen in stack]  # noqa: SLF001


async def begin_dialog(app: App[Any], dialog: Screen[Any]) -> asyncio.Future[Any]:
    """Push a dialog, once what the last one left is done; only in a worker. The future has its result."""
    await app._flush_next_callbacks()  # noqa: SLF001 - as Textual does where it also waits for the result
    future: asyncio.Future[Any] = app.push_screen(dialog, wait_for_dismiss=True)
    return future


def modes_with_screens(app: App[Any]) -> list[str]:
    """The modes that have been opened."""
    return list(app._screen_stacks)  # noqa: SLF001


def mode_of(screen: Screen[Any]) -> str:
    """The mode whose stack a screen is in."""
    return next(mode for mode, stack in screen.app._screen_stacks.items() if screen in stack)  # noqa: SLF001


def stop_drawing(app: App[Any]) -> None:
    """Stop drawing for good: on a terminal that is gone, drawing would block forever."""
    app._begin_batch()  # noqa: SLF001
