"""What the application is given from outside: clock, settings, database doors. `assembly` fills it."""

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
    from tui_app.domain.forms.form import Form
    from tui_app.services.accounts.password_hasher import PasswordHasher


class ChangeMonitor(Protocol):
    """Tells whether somebody else changed something."""

    def changed(self) -> bool:
        """Whether another connection may have committed since the last call; True at the first."""

    def close(self) -> None:
        """Give the connection back."""


class NoChangeMonitor:
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
        settings: a frozen dataclass with at least `theme` and `language`.
        set_up: who is to be signed in by this name: the first person of a new database, or one who stands in it.
        remember: keeps the settings for the next start.
        read_staff_list: reads a staff list file into a table.
        staff_lists_nearby: the files in this person's usual folders that may be staff lists.
        shipped_forms: the conversation forms that come with the program.
        read_form: reads a form from a TOML file.
        write_form: writes a form to a TOML file.
        question_bank: open questions to ask in a conversation, by theme.
        write_figures: writes a table of figures to a file; the suffix tells the kind.
        write_minutes: writes signed minutes to a file; the suffix tells the kind.
        write_calendar: writes appointments to a calendar file.
        documents: the folder that files are proposed in.
        crash_log: where a crash is written, without anybody's text.
        reference: a new reference for a crash.
        home: the mode that the start shows: a leader's team, or one's own page.
        is_demo: a throwaway team, said on the screen.
        smith: makes and checks secrets.
        session: as whom the use cases are done; None while nobody is signed in.
        asks_who: whether people sign in first: several take turns here, or whose computer this is is not known yet.
        owner: whose computer this is; 0 while nobody has said.
        terminal: how the log names this computer.
        uptime: seconds since the computer was started, those asleep too.
        is_kiosk: a terminal with no way out: no quitting, no files, anew for each person.
        asked_ahead: the answer to what the first screen will ask, read while the screens are loaded; by its question.
    """

    gate: Executor
    now: Callable[[], datetime]
    settings: Any
    viewer: Viewer | None
    set_up: Callable[[str], Viewer]
    remember: Callable[[Any], None]
    read_staff_list: Callable[[Path], Any]
    staff_lists_nearby: Callable[[], tuple[Path, ...]]
    shipped_forms: Callable[[], tuple[Form, ...]]
    read_form: Callable[[Path], Form]
    write_form: Callable[..., None]
    question_bank: Callable[[], Any]
    write_figures: Callable[..., None]
    write_minutes: Callable[..., None]
    write_calendar: Callable[..., None]
    write_text: Callable[..., None]
    write_my_data: Callable[..., None]
    documents: Path
    crash_log: Path
    reference: Callable[[], str]
    smith: PasswordHasher
    pulse: ChangeMonitor = field(default_factory=NoChangeMonitor)
    home: str = "team"
    is_demo: bool = False
    session: Session | None = None
    asks_who: bool = False
    owner: int = 0
    terminal: str = ""
    uptime: Callable[[], float] = time.monotonic
    is_kiosk: bool = False
    asked_ahead: dict[tuple[object, ...], Future[Any]] = field(default_factory=dict)
