"""What the application is given at its start: clock, settings, files, executor. `wiring` makes it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tui_app.domain.records.person import Viewer
from tui_app.signs import Signs
from tui_app.ui.executor import Executor

if TYPE_CHECKING:
    from tui_app.domain.accounts.records import Session
    from tui_app.files.access import FileAccess
    from tui_app.services.accounts.password_hasher import PasswordHasher


class ChangeSource(Protocol):
    """Tells whose pages somebody else has changed."""

    def changed(self) -> frozenset[int] | None:
        """Whose pages others have changed since the last call; None if it may be anybody's, as at the first call."""

    def close(self) -> None:
        """Close the connection."""


class NoChanges:
    """For a start without a database, where nobody else can change anything."""

    def changed(self) -> frozenset[int] | None:
        """Nobody."""
        return frozenset()

    def close(self) -> None:
        """Do nothing."""


@dataclass(eq=False, repr=False)
class AppSetup:
    """What the application is given at its start.

    Attributes:
        executor: runs the use cases.
        now: the clock, in the zone of the organisation.
        settings: of this computer; a frozen dataclass.
        viewer: the signed-in person; None at the first start and if people must sign in.
        set_up: creates the first person of a new database, or finds the person of that name in a database with people.
        remember: saves the settings for the next start, with the id of the owner (0 if unknown).
        files: users' files, and those that come with the program.
        crash_log: where crashes are logged, without users' texts.
        reference: makes a reference for a crash.
        hasher: hashes and verifies passwords.
        change_source: tells whose pages somebody else has changed.
        home: the first mode: the team of a leader, or the person's own page.
        is_demo: a demonstration team, which the screen says.
        session: the session that use cases run under; None while nobody is signed in.
        asks_who: people must sign in first, on a shared computer or one whose owner is unknown.
        owner_id: the owner of the computer; 0 if unknown.
        terminal: the name of this computer in the log.
        monotonic: seconds since the computer was started, including sleep.
        is_kiosk: a shared terminal: no quitting, no files, a new process for each person.
        end_process: ends the process at once, with an exit code.
        signs: what the terminal can draw.
        prefetched: results read early for the first screen, by use case and arguments.
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
    change_source: ChangeSource = field(default_factory=NoChanges)
    home: str = "team"
    is_demo: bool = False
    session: Session | None = None
    asks_who: bool = False
    owner_id: int = 0
    terminal: str = ""
    monotonic: Callable[[], float] = time.monotonic
    is_kiosk: bool = False
    end_process: Callable[[int], None] = os._exit
    signs: Signs = field(default_factory=Signs)
    prefetched: dict[tuple[object, ...], Future[Any]] = field(default_factory=dict)
