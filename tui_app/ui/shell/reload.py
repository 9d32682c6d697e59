"""Which screens are read again when something has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui_app.ui.screen_protocols import Reloadable
from tui_app.ui.shell.idle import held_conversations

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen


def read_again(app: App[str], people: frozenset[int] | None) -> None:
    """Read the visible screens again, and conversations that are being held behind them.

    The others are read when they come back. A conversation that is over must not keep the computer open meanwhile.

    Args:
        people: only screens that show one of them; None for all.
    """
    for screen in dict.fromkeys((*_visible(app), *held_conversations(app))):
        if isinstance(screen, Reloadable) and (people is None or screen.is_about_any(people)):
            screen.reload()


def _visible(app: App[str]) -> Iterator[Screen[Any]]:
    for screen in reversed(app.screen_stack):
        yield screen
        if not screen.is_modal:
            return
