"""What screens ask of the application itself: another mode, another language, the lock, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.ui.messages import MessageWithFields

if TYPE_CHECKING:
    from tui_app.domain.accounts.records import Session


class GoToMode(MessageWithFields):
    """Go to a mode; to its first screen if it is in front already."""

    mode: str


class SignedIn(MessageWithFields):
    """Somebody has signed in or unlocked their session."""

    session: Session


class SessionEnded(MessageWithFields):
    """The signed-in person's session was ended elsewhere."""


class UndoLastChange(MessageWithFields):
    """Undo the last change."""


class ChangeLanguage(MessageWithFields):
    """Change the language."""

    language: str


class ChangeTheme(MessageWithFields):
    """Change the theme, also for the next start."""

    theme: str


class LockNow(MessageWithFields):
    """Lock this computer without waiting for the idle time."""


class ShowNews(MessageWithFields):
    """Show what others did since the last visit, even if nothing is new."""


class ShowSettings(MessageWithFields):
    """Show the settings."""


class ShowHelp(MessageWithFields):
    """Show the help of the front screen."""


class Quit(MessageWithFields):
    """Quit, or end the person's turn, once everything is saved."""
