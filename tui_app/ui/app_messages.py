"""What screens ask of the application itself: another mode, another language, the lock, the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui_app.domain.accounts.records import Session


@dataclass
class GoToMode(Message):
    """Go to a mode; to its first screen if it is in front already."""

    mode: str


@dataclass
class SignedIn(Message):
    """Somebody has signed in or unlocked their session."""

    session: Session


@dataclass
class SessionEnded(Message):
    """The signed-in person's session was ended elsewhere."""


@dataclass
class UndoLastChange(Message):
    """Undo the last change."""


@dataclass
class ChangeLanguage(Message):
    """Change the language."""

    language: str


@dataclass
class ChangeTheme(Message):
    """Change the theme, also for the next start."""

    theme: str


@dataclass
class LockNow(Message):
    """Lock this computer without waiting for the idle time."""


@dataclass
class ShowNews(Message):
    """Show what others did since the last visit, even if nothing is new."""


@dataclass
class ShowSettings(Message):
    """Show the settings."""


@dataclass
class ShowHelp(Message):
    """Show the help of the front screen."""


@dataclass
class Quit(Message):
    """Quit, or end the person's turn, once everything is saved."""
