"""The base of the screens: the top bar and the key footer, and reading what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.events import DescendantFocus, Mount
from textual.screen import Screen
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.text.errors import error_message
from tui_app.text.i18n import _
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.screen_protocols import NamesPeople
from tui_app.ui.textual_compat import FastFocusScreen
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.next_step import NextStepLine, ReadsAlong

Data = TypeVar("Data")

TWO_COLUMNS_IF_WIDE = [(110, "-wide")]
"""The breakpoints of a screen that has two columns from this width; with any, Textual styles a new screen once more."""
FIRST_LOAD_SECONDS = 0.02
"""Seconds that a new screen waits for its data before it is drawn without."""
STARTUP_LOAD_SECONDS = 0.1
"""The same for the first screen, whose data is being read already."""


class UnreadLine(Static):
    """Says why nothing is shown, and how to try again."""


class DataScreen(HasContext, FastFocusScreen, Screen[None], Generic[Data]):
    """A screen that shows data from the services.

    Attributes:
        shown: the data on the screen; None before it is read.
    """

    AUTO_FOCUS = "RecordList"
    LEAVE_ON: ClassVar[frozenset[str]] = frozenset()
    """Codes of the errors after which the screen is left."""
    keys_wait_seconds: ClassVar[float] = 1.0
    """How long keys wait for the first read at most: on an empty screen they would do nothing, or something else."""
    shown: Data | None = None
    _is_fresh = False
    """True while the screen is in front and has been read."""
    _first_load: asyncio.Event | None = None
    """Set when the first read has ended; None before it has begun."""
    _bindings_state: object = None
    _focused_box: DOMNode | None = None
    _is_running_flow = False

    def refresh_bindings_for(self, state: object) -> None:
        """Refresh the bindings if what they depend on has changed: refreshing at every key would cost a repaint."""
        if state != self._bindings_state:
            self._bindings_state = state
            self.refresh_bindings()

    def compose(self) -> ComposeResult:
        """Yield the bars, and the body between them."""
        yield TopBar()
        yield from self.compose_body()
        yield KeyFooter()

    def compose_body(self) -> ComposeResult:
        """Yield what is between the bars."""
        yield from ()

    async def fetch(self) -> Data:
        """Read the data.

        Raises:
            DomainError: it cannot be read.
        """
        raise DomainError("not_found")

    def show(self, data: Data) -> None:
        """Show the data."""

    @on(Mount)
    async def _load_first(self) -> None:
        """Read the data, and wait a moment for it, so that no empty screen is drawn first."""
        self._is_fresh = True
        self._first_load = asyncio.Event()
        seconds = STARTUP_LOAD_SECONDS if self.ctx.setup.prefetched else FIRST_LOAD_SECONDS
        self._load()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._first_load.wait(), seconds)

    def on_screen_suspend(self) -> None:
        """Note that another screen is in front."""
        self._is_fresh = False

    def on_screen_resume(self) -> None:
        """Read again: others may have changed something."""
        if not self._is_fresh:
            self.reload()

    def reload(self) -> None:
        """Read again, and drop a read that has not ended. Before the screen is mounted, do nothing."""
        if self._first_load is not None:
            self._load()

    def is_about_any(self, people: frozenset[int]) -> bool:
        """True if the screen may show something of these people's pages: always, unless it knows whom it shows."""
        return not isinstance(self.shown, NamesPeople) or not people.isdisjoint(self.shown.person_ids)

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        if self._first_load is None or self._first_load.is_set():
            await self._read()
            return
        with self.ctx.started.work(self.keys_wait_seconds):
            await self._read()

    async def _read(self) -> None:
        try:
            data = await self.fetch()
        except DomainError as error:
            self.load_failed(error)
        else:
            self.ctx.mark_reachable()
            self._show_body(is_shown=True)
            is_here = self.display and self.ctx.viewer is not None  # else it has been left, or is about to be
            self.query(UnreadLine).remove()
            if data != self.shown and is_here:
                self.shown = data
                self.show(data)
            if is_here:
                for line in self.query(ReadsAlong):
                    self.call_when_drawn(line.read)  # what is on the screen comes first
        finally:
            if self._first_load is not None:
                self._first_load.set()

    def load_failed(self, error: DomainError) -> None:
        """Report why the data cannot be read, and leave the screen after an error in `LEAVE_ON`."""
        self.ctx.notify_error(error)
        if error.code in self.LEAVE_ON:
            self._show_body(is_shown=False)  # behind a dialog it stays until that is closed
            self.leave()
        elif self.shown is None and self.ctx.viewer is not None:
            self._say_unread(error)

    def _show_body(self, *, is_shown: bool) -> None:
        """Show what is between the bars, or hide it: it is not this person's any more."""
        for part in self.children:
            is_body = not (isinstance(part, TopBar | KeyFooter) or part.has_class("-textual-system"))
            if is_body and part.visible is not is_shown:  # Textual hides the ground of the messages itself
                part.visible = is_shown

    def _say_unread(self, error: DomainError) -> None:
        """Say above the empty screen why it is empty: the message about it goes away."""
        words = f"{error_message(error)}\n{self.ctx.with_keys(_('Press $refresh to try again.'))}"
        for line in self.query(UnreadLine):
            line.update(plain(words, content.ERROR))
            return
        self.mount(UnreadLine(plain(words, content.ERROR)), after=self.query_one(TopBar))

    def redraw(self) -> None:
        """Show the same data again, after a change of day, size or language."""
        if self.shown is not None:
            self.show(self.shown)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark the box that has the focus. A style with `:focus-within` would restyle the whole screen at each step."""
        box = next((node for node in event.widget.ancestors if node.has_class("box")), None)
        if box is not self._focused_box:
            for node, is_here in ((self._focused_box, False), (box, True)):
                if node is not None:
                    node.set_class(is_here, "-here", update=False)
                    self.app.stylesheet.update_nodes([node])  # what is inside looks the same
            self._focused_box = box

    def run_once(self, flow: Coroutine[Any, Any, object]) -> None:
        """Run a flow that opens a dialog, report its error, and read the screen again.

        Does nothing while another flow runs: keys pressed before its dialog is in front must not open a second one.
        """
        if self._is_running_flow:
            flow.close()
        else:
            self._is_running_flow = True
            self.ctx.spawn(self._run_flow(flow))

    async def _run_flow(self, flow: Coroutine[Any, Any, object]) -> None:
        try:
            await flow
        except DomainError as error:
            self.ctx.notify_error(error)
        finally:
            self._is_running_flow = False
        self.reload()

    def allows_files(self, action: str) -> bool:
        """True unless the action needs a file and this is a kiosk."""
        return action not in keys.FILE_ACTIONS or not self.ctx.setup.is_kiosk

    def leave(self) -> None:
        """Go back to the previous screen, if this one is still in front."""
        self.ctx.leave(self)

    def action_back(self) -> None:
        """Go back to the previous screen."""
        self.leave()

    async def action_take_next_step(self) -> None:
        """Open what waits, as the line on top says."""
        for line in self.query(NextStepLine):
            await line.take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key for going back on the first screen, and the one for the next step if nothing waits."""
        if action == "take_next_step":
            return any(line.has_step for line in self.query(NextStepLine))
        if action == "back":
            return len(self.app.screen_stack) > 1 and not self.is_modal
        return super().check_action(action, parameters)
