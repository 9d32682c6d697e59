"""The command `samtale`: opens the application; with words after it, does one of the few jobs in `commands`.

Opening the application needs no parser of command lines, and click is not loaded for it: start time is measured.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tui_app import connection, environment, wiring
from tui_app.cli.common import clear_greeting, load_user_settings, print_error
from tui_app.connection import resolve_requested_address
from tui_app.domain.errors import DomainError
from tui_app.files.settings import Settings
from tui_app.text.i18n import current_language

if TYPE_CHECKING:
    from tui_app.ui.setup import AppSetup

CLEAR_TERMINAL = "\x1b[H\x1b[2J\x1b[3J"
"""Empties the screen and what it can be scrolled back to."""


def open_application(database: str | None, *, kiosk: bool = False) -> None:
    """Open the application on a database address, or on the usual one.

    Args:
        kiosk: with no way out of it, and anew for each person.

    Raises:
        DomainError: there is nothing to open; a kiosk does not make a database.
    """
    place = environment.app_paths()
    settings = load_user_settings(place)
    setup = wiring.build_app(place, settings, resolve_requested_address(database, settings, place), kiosk=kiosk)
    if kiosk and not setup.asks_who:
        raise DomainError("nobody_here_yet")
    answer = _run_application(setup)
    if answer == "demo":
        open_demo(settings)
    elif answer == "anew":
        environment.restart_process()


def open_demo(settings: Settings) -> None:
    """Open the application on a throwaway team."""
    connection.block_postgres_driver()
    from tui_app.wiring import build_demo_app

    with build_demo_app(settings, current_language()) as setup:
        _run_application(setup)


def _run_application(setup: AppSetup) -> str | None:
    """Run the application; exits where it ended badly.

    Raises:
        DomainError: `no_terminal`: nobody could see it, and nothing would end it.
    """
    # the screen is drawn on the standard error: in a file or a journal it would leave what people wrote
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise DomainError("no_terminal")
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.textual_compat import accept_stray_bytes

    accept_stray_bytes()
    app = SamtaleApp(setup)
    clear_greeting()
    answer = app.run()
    if not sys.stderr.isatty():
        _discard_output()
    if (setup.settings.several or environment.is_linux_console()) and sys.stdout.isatty():
        sys.stdout.write(CLEAR_TERMINAL)  # a console keeps what a program showed; others will sit here
        sys.stdout.flush()
    if app.crash_message:
        print_error(app.crash_message)
    if app.return_code:
        sys.exit(app.return_code)
    return answer


def _discard_output() -> None:
    """The line was dropped: what is said from now on goes nowhere, and saying it is no mistake."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
