"""What screens ask of the application itself: another mode, another language, the lock, the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui_app.domain.accounts.records import Session


@dataclass(eq=False, repr=False)
class GoToMode(Message):
    """Go to a mode; to its first screen if it is in front already."""

    mode: str


@dataclass(eq=False, repr=False)
class SignedIn(Message):
    """Somebody has signed in or unlocked their session."""

    session: Session


@dataclass(eq=False, repr=False)
class SessionEnded(Message):
    """The signed-in person's session was ended elsewhere."""


@dataclass(eq=False, repr=False)
class UndoLastChange(Message):
    """Undo the last change."""


@dataclass(eq=False, repr=False)
class ChangeLanguage(Message):
    """Change the language."""

    language: str


@dataclass(eq=False, repr=False)
class ChangeTheme(Message):
    """Change the theme, also for the next start."""

    theme: str


@dataclass(eq=False, repr=False)
class LockNow(Message):
    """Lock this computer without waiting for the idle time."""


@dataclass(eq=False, repr=False)
class ShowNews(Message):
    """Show what others did since the last visit, even if nothing is new."""


@dataclass(eq=False, repr=False)
class ShowSettings(Message):
    """Show the settings."""


@dataclass(eq=False, repr=False)
class ShowHelp(Message):
    """Show the help of the front screen."""


@dataclass(eq=False, repr=False)
class Quit(Message):
    """Quit, or end the person's turn, once everything is saved."""
