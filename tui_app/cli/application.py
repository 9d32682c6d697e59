"""Opens the application. No command line is parsed here, so click is not imported: the start is measured."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tui_app import environment, quiet_terminal, wiring
from tui_app.cli.common import ExitCode, clear_greeting, find_database, print_error
from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance.terminals import ASCII_TERMINALS, PLAIN_TERMINALS
from tui_app.files.settings import Settings
from tui_app.signs import Signs
from tui_app.text.i18n import current_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_app.ui.setup import AppSetup

CLEAR_TERMINAL = "\x1b[H\x1b[2J\x1b[3J"
"""Clears the screen and its scrollback."""
RESTART_SECONDS = 3
"""If a kiosk crashes sooner than this after its start, it is not restarted at once: it would crash again."""


def open_application(option: str | None, *, kiosk: bool = False) -> None:
    """Open the application.

    Args:
        option: the address given with `--database`; None for the default database.
        kiosk: for a shared terminal: no quitting, no files, and a new start for each person.

    Raises:
        DomainError: there is nothing to open; a kiosk does not create a database.
    """
    target = find_database(option)
    setup = wiring.build_app(target, kiosk=kiosk)
    if kiosk and not setup.asks_who:
        raise DomainError("not_set_up")
    begun = environment.monotonic()
    next_step = _run_application(setup, restarts=lambda: kiosk and environment.monotonic() - begun > RESTART_SECONDS)
    if next_step == "demo":
        open_demo(target.settings)
    elif next_step == "anew":
        quiet_terminal.keep_for_next_process()
        environment.restart_process()


def open_demo(settings: Settings) -> None:
    """Open the application with the demonstration team."""
    with wiring.build_demo_app(settings, current_language()) as setup:
        _run_application(setup)


def _run_application(setup: AppSetup, *, restarts: Callable[[], bool] = lambda: False) -> str | None:
    """Run the application, and return what to do next; exit if it crashed.

    Args:
        restarts: tells after a crash if the next step is a new start all the same.

    Raises:
        DomainError: `no_terminal`: nobody could see it, and nothing would end it; `terminal_dumb`: it cannot be drawn.
    """
    if environment.terminal_type() in PLAIN_TERMINALS:
        raise DomainError("terminal_dumb", kind=environment.terminal_type())
    # Textual draws on standard error: in a file or a journal the screen would leave what people wrote
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise DomainError("no_terminal")
    from tui_app.ui.app import SamtaleApp

    setup.signs = Signs(
        sys.stdout.encoding, environment.is_linux_console(), environment.terminal_type().startswith(ASCII_TERMINALS)
    )
    app = SamtaleApp(setup)
    clear_greeting()
    quiet_terminal.listen_again()
    next_step = app.run()
    if not sys.stderr.isatty():
        _discard_output()
    if (setup.settings.several or environment.is_linux_console()) and sys.stdout.isatty():
        sys.stdout.write(CLEAR_TERMINAL)  # the console keeps what a program has shown, and others use it next
        sys.stdout.flush()
    if app.crash_message:
        print_error(app.crash_message)
    was_asked_to_end = (app.return_code or 0) >= ExitCode.SIGNALLED
    if not was_asked_to_end and next_step is None and restarts():
        return "anew"
    if app.return_code:
        sys.exit(app.return_code)
    return next_step


def _discard_output() -> None:
    """Discard further output: the connection is gone, and writing to it would be an error."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(null, stream.fileno())
