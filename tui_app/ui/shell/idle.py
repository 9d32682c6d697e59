"""How long nobody has pressed a key, and how long that may last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_app.ui import textual_compat
from tui_app.ui.screen_protocols import HoldsConversation

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from tui_app.ui.context import AppContext

WARNING_SECONDS = 15
"""Seconds between the warning and the lock; any key postpones the lock."""
CONVERSATION_WARNING_SECONDS = 120
"""The same while a conversation is being held: nobody looks at the screen all the time."""


class IdleTime:
    """The time until this computer locks itself."""

    def __init__(self, app: App[str], ctx: AppContext) -> None:
        self._app = app
        self._ctx = ctx
        self._limit = 0
        self._warned_until = 0.0
        """The moment until which there is a warning although the time is already over."""

    def seconds_left(self) -> float:
        """Seconds until the lock, infinite if nobody is signed in who could come back."""
        computer = self._ctx.computer
        if self._ctx.viewer is None or not computer.has_password:
            return float("inf")
        limit, now = max(computer.lock_seconds, self._conversation_seconds()), self._ctx.setup.monotonic()
        if limit < self._limit:  # the conversation has ended, perhaps at another terminal
            self._warned_until = now + WARNING_SECONDS
        self._limit = limit
        return max(limit - computer.idle_seconds, self._warned_until - now)

    def warning_seconds(self) -> int:
        """Seconds before the lock from which it is announced."""
        is_long = self._conversation_seconds() > self._ctx.computer.lock_seconds
        return CONVERSATION_WARNING_SECONDS if is_long else WARNING_SECONDS

    def _conversation_seconds(self) -> int:
        """Seconds that a conversation may go on without a key; 0 if none is being held.

        It goes on while the two look something up, so its screen may lie behind others, or belong to another mode.
        """
        return self._ctx.computer.conversation_minutes * 60 if held_conversations(self._app) else 0


def held_conversations(app: App[str]) -> list[Screen[Any]]:
    """The open screens, in front or not, at which people are talking."""
    screens = textual_compat.all_screens(app)
    return [screen for screen in screens if isinstance(screen, HoldsConversation) and screen.is_being_held]
