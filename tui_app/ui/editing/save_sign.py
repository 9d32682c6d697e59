"""The sign that says whether what is written is saved. It never claims more than is true."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.text.conversations.saving import saved_text, unsaved_texts
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.editing.tracked_value import Moment

if TYPE_CHECKING:
    from textual.content import Content

    from tui_app.ui.context import AppContext
    from tui_app.ui.editing.tracked_value import TrackedValue

UNSAVED_AFTER_SECONDS = 2.0
"""Seconds that something may be unsaved before the sign says so."""


class SaveSign:
    """Says when everything was saved; or, after two seconds, since when something is not saved and why.

    Args:
        values: gives the values that are tracked.
        show: shows the sign, of which it gets variants, the widest first. Showing it lays the page out again, so it is
            called only with another text.
        only_warns: shows nothing while everything is saved.
    """

    def __init__(
        self,
        ctx: AppContext,
        values: Callable[[], Iterable[TrackedValue]],
        show: Callable[[Sequence[Content]], None],
        *,
        only_warns: bool,
    ) -> None:
        self._ctx = ctx
        self._values = values
        self._show = show
        self._only_warns = only_warns
        self._saved_at: datetime | None = None
        self._shown: Sequence[str] = ("",)
        self._is_waiting = False

    def moment(self) -> Moment:
        """This moment."""
        return Moment(asyncio.get_running_loop().time(), self._ctx.now)

    def note_change(self, tracked: TrackedValue) -> None:
        """Note that a value was changed, perhaps back to what is saved."""
        tracked.unsaved = (tracked.unsaved or self.moment()) if tracked.is_dirty else None
        self.update()

    def note_saved(self, at: datetime) -> None:
        """Note that a value was saved."""
        self._saved_at = at
        self.update()

    def update(self) -> None:
        """Show what is true now, and look again once the oldest unsaved change is old enough to be told."""
        unsaved = [(one.unsaved, one.error) for one in self._values() if one.is_dirty and one.unsaved is not None]
        now = self._ctx.now
        if unsaved:
            oldest, error = min(unsaved, key=lambda change: change[0].clock)
            remaining = UNSAVED_AFTER_SECONDS - (asyncio.get_running_loop().time() - oldest.clock)
            if remaining <= 0:
                self._put(unsaved_texts(oldest.at, error, now), content.WARNING)
                return
            if not self._is_waiting:
                self._is_waiting = True
                self._ctx.call_after(remaining, self._look_again)
        saved_at = None if self._only_warns else self._saved_at
        self._put((saved_text(saved_at, now) if saved_at else "",), content.MUTED)

    def _look_again(self) -> None:
        self._is_waiting = False
        self.update()

    def _put(self, texts: Sequence[str], style: str) -> None:
        if texts != self._shown:
            self._shown = texts
            self._show([plain(text, style) for text in texts])
