"""What all screens share: the frame, reading through the context, showing only what changed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.events import DescendantFocus, Mount
from textual.screen import Screen

from tui_app.domain.errors import DomainError
from tui_app.ui import keys
from tui_app.ui.context import HasContext
from tui_app.ui.textual_compat import FastFocusScreen
from tui_app.ui.widgets.frame import KeyFooter, TopBar

Data = TypeVar("Data")

FIRST_LOAD_SECONDS = 0.02
"""Seconds for which a new screen waits for what it shows before it is drawn without; keys wait as long."""
STARTUP_LOAD_SECONDS = 0.1
"""The same for the first screen of all, whose answer is under way already."""


class DataScreen(HasContext, FastFocusScreen, Screen[None], Generic[Data]):
    """A screen that shows one thing read from the services."""

    AUTO_FOCUS = "RecordList"
    shown: Data | None = None
    _is_fresh = False
    """Whether it has stood in front since it was made, and read then."""
    _first_answer: asyncio.Event | None = None
    """Set when the first reading has ended; None before it has begun."""
    _keys_depend_on: object = None
    _marked_box: DOMNode | None = None
    _is_running_flow = False

    def keys_depend_on(self, state: object) -> None:
        """Ask anew which keys work, if what that depends on changed; asking at every key would cost a repaint."""
        if state != self._keys_depend_on:
            self._keys_depend_on = state
            self.refresh_bindings()

    def compose(self) -> ComposeResult:
        """The frame with the screen's body in it."""
        yield TopBar()
        yield from self.body()
        yield KeyFooter()

    def body(self) -> ComposeResult:
        """What stands between the two lines."""
        yield from ()

    async def fetch(self) -> Data:
        """Read what is shown."""
        raise DomainError("not_found")

    def show(self, data: Data) -> None:
        """Put it on the screen."""

    @on(Mount)
    async def _read_first(self) -> None:
        """Read; what comes within a moment stands in the first frame, and no empty one is drawn before it."""
        self._is_fresh = True
        self._first_answer = asyncio.Event()
        moment = STARTUP_LOAD_SECONDS if self.ctx.setup.prefetched else FIRST_LOAD_SECONDS
        self._load()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._first_answer.wait(), moment)

    def on_screen_suspend(self) -> None:
        """Something else stands in front."""
        self._is_fresh = False

    def on_screen_resume(self) -> None:
        """Back in front: others may have changed something."""
        if not self._is_fresh:
            self.reload()

    def reload(self) -> None:
        """Read anew, dropping a reading still under way; what is not on the screen yet reads when it is."""
        if self._first_answer is not None:
            self._load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        try:
            data = await self.fetch()
        except DomainError as refusal:
            self.refused(refusal)
        else:
            self.ctx.mark_reachable()
            is_here = self.display and self.ctx.viewer is not None  # else it is gone or going meanwhile
            if data != self.shown and is_here:
                self.shown = data
                self.show(data)
        finally:
            if self._first_answer is not None:
                self._first_answer.set()

    def refused(self, refusal: DomainError) -> None:
        """What to do when the reading is refused: say so."""
        self.ctx.notify_error(refusal)

    def show_again(self) -> None:
        """Show the same data anew, after a change of day, size or language."""
        if self.shown is not None:
            self.show(self.shown)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark the box one is in; a style that asks for the focus within would restyle everything at each step."""
        box = next((node for node in event.widget.ancestors if node.has_class("box")), None)
        if box is not self._marked_box:
            for node, is_here in ((self._marked_box, False), (box, True)):
                if node is not None:
                    node.set_class(is_here, "-here", update=False)
                    self.app.stylesheet.update_nodes([node])  # what stands in it looks the same
            self._marked_box = box

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

    def reaches_files(self, action: str) -> bool:
        """Whether what a key does can be done here: nothing that needs a file on a kiosk."""
        return action not in keys.FILE_ACTIONS or not self.ctx.setup.is_kiosk

    def leave(self) -> None:
        """Go back to the screen below, if this one is still in front."""
        self.ctx.leave(self)

    def action_back(self) -> None:
        """Leave the screen for the one below."""
        self.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that cannot do anything here."""
        if action == "back":
            return len(self.app.screen_stack) > 1 and not self.is_modal
        return super().check_action(action, parameters)
