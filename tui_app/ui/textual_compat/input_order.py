"""Hands keys, pastes and clicks to the application one after the other, in the order in which they came.

Textual sends a printable key straight to the focused widget, while a bound key (Tab, Enter, Home, Backspace) first
travels up to the application: of keys that arrive together, the later one is handled first, in the wrong place
(textual#6605; the proposed textual#6631 covers a field's own keys, but neither Tab nor a dialog that opens).
Here the next key waits until the last one has had its effect.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from textual.app import App, ScreenError
from textual.dom import DOMNode
from textual.events import Event, InputEvent, Key, MouseMove, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

from tui_app.ui.textual_compat.unfocused_text import UnfocusedText

FOLLOWS_SECONDS = 0.05
"""Keys closer together than this are not taken for separate without a second look."""
PATIENCE_SECONDS = 5.0
"""How long keys wait for a handler; after that something hangs, and the keyboard stays free."""
BRIEF_TURNS = 50
"""Turns of the event loop before the wait for an effect is a sleep."""
QUIET_TURNS = 2
"""Turns in a row in which nothing may be under way: a worker begins one turn after it is started."""


class InputOrder:
    """The input that waits for its turn.

    Args:
        is_preparing: tells if a key has started something that is not in front yet, such as a dialog.
        unfocused_text: takes what was typed where no field has the focus.
    """

    def __init__(self, app: App[Any], is_preparing: Callable[[], bool], unfocused_text: UnfocusedText) -> None:
        self._app = app
        self._is_preparing = is_preparing
        self._unfocused_text = unfocused_text
        self._waiting: deque[Event] = deque()
        self._last: Event | None = None
        self._last_field: object = None
        self._last_at = 0.0
        self._not_before = 0.0
        self._is_stuck = False
        self._drain: asyncio.Task[None] | None = None

    def is_next(self, event: Event) -> bool:
        """True if the event can be handled now; otherwise it is kept, or dropped if it came too early."""
        if not isinstance(event, InputEvent | Paste) or event.is_forwarded:
            return True
        if event.time < self._not_before:
            return False
        if isinstance(event, MouseMove) and not self._waiting:
            return True
        if not self._waiting and (self._continues(event) or self._has_had_effect()):
            if self._unfocused_text.takes(event, self._focused()):
                return False
            self._note(event)
            return True
        self._waiting.append(event)
        if self._drain is None or self._drain.done():
            self._drain = asyncio.create_task(self._hand_over(), name="input order")
        return False

    def drop(self, before: float) -> None:
        """Drop the input that came before a moment, also what has yet to be read from the queue."""
        self._not_before = max(self._not_before, before)
        self._waiting = deque(event for event in self._waiting if event.time >= before)
        self._unfocused_text.forget()

    async def all_handled(self) -> None:
        """Wait until no input waits any more."""
        if self._drain is not None:
            await asyncio.wait([self._drain])
        await self._unfocused_text.offered()

    def _continues(self, event: Event) -> bool:
        """True for one more letter in the same field: those cannot overtake each other, and need not wait."""
        return (
            isinstance(event, Key)
            and event.is_printable
            and isinstance(self._last, Key)
            and self._last.is_printable
            and _is_text_field(self._last_field)
            and self._focused() is self._last_field
        )

    def _focused(self) -> object:
        with suppress(ScreenError):
            return self._app.focused
        return None

    def _note(self, event: Event) -> None:
        self._last, self._last_field, self._last_at = event, self._focused(), event.time

    def _has_had_effect(self) -> bool:
        """True if the last key was long enough ago, and nothing of it is under way."""
        now = asyncio.get_running_loop().time()
        return now - self._last_at > FOLLOWS_SECONDS and not self._is_under_way(is_handling=True)

    def _is_under_way(self, *, is_handling: bool) -> bool:
        """True if some message waits to be handled, or a dialog is still to come.

        Args:
            is_handling: the application asks while it handles an event, which does not count.
        """
        if self._is_preparing() or (_has_messages(self._app) if is_handling else _is_at_work(self._app)):
            return True
        try:
            screen = self._app.screen
        except ScreenError:
            return True
        if not screen.is_mounted or screen._callbacks:  # noqa: SLF001
            return True
        return any(_is_at_work(pump) for pump in self._concerned(screen, all_of_it=not is_handling))

    def _concerned(self, screen: Screen[Any], *, all_of_it: bool) -> Iterator[MessagePump]:
        yield screen
        focused = screen.focused
        if focused is not None:
            yield from (node for node in focused.ancestors_with_self if isinstance(node, DOMNode))
        if all_of_it:
            yield from screen.walk_children()

    async def _hand_over(self) -> None:
        """Hand the waiting input to the application, each event once the one before has had its effect."""
        while self._waiting and not self._app._exit:  # noqa: SLF001
            if not self._continues(self._waiting[0]):
                await self._effect()
            if self._waiting:
                self._app.call_later(self._handle_next)
                await asyncio.sleep(0)

    async def _handle_next(self) -> None:
        """Handle the first event that waits; a callback of the application, so that it happens in its own task."""
        if self._waiting:
            event = self._waiting.popleft()
            if self._unfocused_text.takes(event, self._focused()):
                return
            self._note(event)
            await App.on_event(self._app, event)

    async def _effect(self) -> None:
        """Wait until the last key has had its effect. If that takes too long, wait no more until it has."""
        loop = asyncio.get_running_loop()
        end, turns, quiet = loop.time() + (0 if self._is_stuck else PATIENCE_SECONDS), 0, 0
        while self._waiting and quiet < QUIET_TURNS:
            if self._is_under_way(is_handling=False):
                quiet = 0
                if loop.time() > end:
                    self._is_stuck = True
                    return
            else:
                quiet += 1
            turns += 1
            await asyncio.sleep(0 if turns < BRIEF_TURNS else 0.001)
        self._is_stuck = False


def _has_messages(pump: MessagePump) -> bool:
    return not pump._message_queue.empty() or pump._pending_message is not None  # noqa: SLF001


def _is_at_work(pump: MessagePump) -> bool:
    """True if the pump handles a message, or has some: it is at rest only while it waits for its queue."""
    if pump._closing or pump._closed:  # noqa: SLF001
        return False
    waits: Any = pump._message_queue.ready_event._waiters  # noqa: SLF001
    return not waits or _has_messages(pump)


def _is_text_field(widget: object) -> bool:
    """True if letters are text there. What was never loaded has no instance, and loading it takes long."""
    text_area = sys.modules.get("textual.widgets._text_area")
    return isinstance(widget, Input) or (text_area is not None and isinstance(widget, text_area.TextArea))
