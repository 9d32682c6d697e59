"""What a screen asks of the application itself: another mode, another language, the lock, the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui_app.domain.accounts.records import Session


@dataclass
class GoToMode(Message):
    """Go to one of the modes; its first screen where it is in front already."""

    mode: str


@dataclass
class SignedIn(Message):
    """Somebody has signed in, or has unlocked what they locked."""

    session: Session


@dataclass
class SessionEnded(Message):
    """The session of the signed-in person was ended elsewhere."""


@dataclass
class UndoLastChange(Message):
    """Take back the last change."""


@dataclass
class ChangeLanguage(Message):
    """Use another language from now on."""

    language: str


@dataclass
class ChangeTheme(Message):
    """Use another theme, for the next starts too."""

    theme: str


@dataclass
class LockNow(Message):
    """Lock at once."""


@dataclass
class ShowNews(Message):
    """Show what others did since the last visit, though nothing may be new."""


@dataclass
class ShowSettings(Message):
    """Show language, theme and how this computer is used."""


@dataclass
class ShowHelp(Message):
    """Show every key of the front screen."""


@dataclass
class Quit(Message):
    """End the program, or this person's turn at it, once everything is saved."""
