"""What the application is given at its start: clock, settings, files, executor. `wiring` makes it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tui_app.domain.records.person import Viewer
from tui_app.ui.executor import Executor

if TYPE_CHECKING:
    from tui_app.domain.accounts.records import Session
    from tui_app.files.access import FileAccess
    from tui_app.services.accounts.password_hasher import PasswordHasher


class ChangeSource(Protocol):
    """Tells if somebody else has changed something."""

    def changed(self) -> bool:
        """True if another connection may have committed since the last call; True at the first call."""

    def close(self) -> None:
        """Close the connection."""


class NoChanges:
    """For a start without a database, where nobody else can change anything."""

    def changed(self) -> bool:
        """False."""
        return False

    def close(self) -> None:
        """Do nothing."""


@dataclass
class AppSetup:
    """What the application is given at its start.

    Attributes:
        executor: calls the use cases.
        now: the clock, in the zone of the organisation.
        settings: a frozen dataclass, this computer's settings.
        viewer: who is signed in; None before the first person is made, and while people sign in.
        set_up: makes the first person of a new database, or finds the one of this name in a database that has people.
        remember: keeps the settings for the next start, with whose computer this is (0: nobody has said).
        files: people's files and those that come with the program.
        crash_log: where a crash is written, without anybody's text.
        reference: a new reference for a crash.
        hasher: hashes and verifies passwords.
        pulse: tells whether somebody else changed something.
        home: the mode that the start shows: a leader's team, or one's own page.
        is_demo: a throwaway team, said on the screen.
        session: as whom the use cases are called; None while nobody is signed in.
        asks_who: whether people sign in first: several take turns here, or whose computer this is is not known yet.
        owner_id: whose computer this is; 0 while nobody has said.
        terminal: how the log names this computer.
        uptime: seconds since the computer was started, those asleep too.
        is_kiosk: a terminal with no way out: no quitting, no files, a new start for each person.
        prefetched: the answer to what the first screen will ask, read while the screens are loaded; by its question.
    """

    executor: Executor
    now: Callable[[], datetime]
    settings: Any
    viewer: Viewer | None
    set_up: Callable[[str], Viewer]
    remember: Callable[[Any, int], None]
    files: FileAccess
    crash_log: Path
    reference: Callable[[], str]
    hasher: PasswordHasher
    pulse: ChangeSource = field(default_factory=NoChanges)
    home: str = "team"
    is_demo: bool = False
    session: Session | None = None
    asks_who: bool = False
    owner_id: int = 0
    terminal: str = ""
    uptime: Callable[[], float] = time.monotonic
    is_kiosk: bool = False
    prefetched: dict[tuple[object, ...], Future[Any]] = field(default_factory=dict)
