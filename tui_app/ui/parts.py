"""What the application is given from outside: clock, settings, database doors. `bootstrap` fills it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from tui_app.domain.records import Viewer
from tui_app.ui.gate import Gate


class SettingsLike(Protocol):
    """The settings as the screens use them."""

    @property
    def theme(self) -> str:
        """Name of the theme."""

    def model_copy(self, *, update: dict[str, Any]) -> Any:
        """The same settings with some values changed."""


class PulseLike(Protocol):
    """Tells whether somebody else changed something."""

    def changed(self) -> bool:
        """Whether another connection has committed since the last call."""

    def close(self) -> None:
        """Give the connection back."""


class NoPulse:
    """Nobody else is there: before there is a database."""

    def changed(self) -> bool:
        """Never."""
        return False

    def close(self) -> None:
        """Nothing to close."""


@dataclass
class Parts:
    """What the application is made of.

    Attributes:
        gate: runs the use cases.
        now: the clock, in the zone of the organisation.
        viewer: who is signed in; None before the first person is made.
        set_up: makes the database where there is none, and its first person with this name; hands back that person.
        remember: keeps the settings for the next start.
        read_staff_list: reads a staff list file into a table.
        crash_log: where a crash is written, without anybody's text.
        is_demo: a throwaway team, said on the screen.
    """

    gate: Gate
    now: Callable[[], datetime]
    settings: SettingsLike
    viewer: Viewer | None
    set_up: Callable[[str], Viewer]
    remember: Callable[[Any], None]
    read_staff_list: Callable[[Path], Any]
    crash_log: Path
    pulse: PulseLike = field(default_factory=NoPulse)
    is_demo: bool = False
