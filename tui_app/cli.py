"""The command `samtale`: opens the application; with words after it, does one of the few jobs in `commands`.

Opening the application needs no parser of command lines, and click is not loaded for it: start time is measured.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from tui_app import assembly, bootstrap
from tui_app.domain.refusals import Refusal
from tui_app.files.settings import Settings
from tui_app.ui.language import _, speak, spoken, told
from tui_app.ui.refusals import words_for

if TYPE_CHECKING:
    from tui_app.files.places import Places
    from tui_app.storage.database import Address
    from tui_app.ui.parts import Parts

EMPTY_TERMINAL = "\x1b[H\x1b[2J\x1b[3J"
"""Empties the screen and what it can be scrolled back to."""
FAILED = 2
"""Exit code when nothing could be done, and why was said."""


def main() -> None:
    """Run the command; what cannot be done is told in a sentence, never as a traceback."""
    bootstrap.clean_environment()
    bootstrap.quiet_log()
    speak(bootstrap.guessed_language())
    try:
        if len(sys.argv) == 1:
            gc.disable()  # until the first screen stands: all of it stays, and looking takes a tenth of the start
            greet()
            open_app(None)
        else:
            from tui_app.commands import run

            run()
    except Refusal as refusal:
        say_wrong(words_for(refusal))
        sys.exit(FAILED)
    except Exception as error:  # noqa: BLE001 - a mistake of ours: a reference for us, no values, no traceback
        say_wrong(told(_("Samtale had to stop. What you saved is kept. Reference: $reference"), reference=noted(error)))
        sys.exit(1)


def greet() -> None:
    """Say at once that Samtale is coming: most of the start is loading, and a blank terminal leaves one in doubt."""
    if sys.stdout.isatty():
        sys.stdout.write(" Samtale …\r")
        sys.stdout.flush()


def _wipe_greeting() -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\x1b[K")
        sys.stdout.flush()


def say_wrong(words: str) -> None:
    """Say something on the standard error."""
    _wipe_greeting()
    sys.stderr.write(words + "\n")


def noted(error: Exception) -> str:
    """Write where a mistake of ours happened to the private log of crashes; its reference and, if written, the log."""
    from tui_app.ui.crash import write_crash

    reference = bootstrap.reference()
    where = write_crash(bootstrap.places().crash_log, reference, bootstrap.now(), error)
    return f"{reference}\n{where}" if where else reference


def settings_here(place: Places) -> Settings:
    """This computer's settings, their language spoken, the log where it belongs.

    Raises:
        Refusal: the settings cannot be read.
    """
    settings = bootstrap.settings_of(place)
    speak(settings.language or bootstrap.guessed_language())
    bootstrap.quiet_log(place.data / "samtale.log")
    return settings


def address_here(database: str | None, settings: Settings, place: Places) -> Address:
    """The database that is meant; PostgreSQL's driver is not loaded for a SQLite file.

    Raises:
        Refusal: no such kind of address, or no key.
    """
    wanted = bootstrap.wanted_database(database, settings)
    if not (wanted or "").startswith(("postgresql://", "postgres://")):
        bootstrap.without_postgres_driver()
    return bootstrap.address_for(wanted, place)


def open_app(database: str | None, *, kiosk: bool = False) -> None:
    """Open the application on a database address, or on the usual one.

    Args:
        kiosk: with no way out of it, and anew for each person.

    Raises:
        Refusal: there is nothing to open; a kiosk does not make a database.
    """
    place = bootstrap.places()
    settings = settings_here(place)
    parts = assembly.whole_app(place, settings, address_here(database, settings, place), kiosk=kiosk)
    if kiosk and not parts.asks_who:
        raise Refusal("nobody_here_yet")
    answer = _run(parts)
    if answer == "demo":
        open_demo(settings)
    elif answer == "anew":
        bootstrap.start_anew()


def open_demo(settings: Settings) -> None:
    """Open the application on a throwaway team."""
    bootstrap.without_postgres_driver()
    from tui_app.demonstration import demo_app

    with demo_app(settings, spoken()) as parts:
        _run(parts)


def _run(parts: Parts) -> str | None:
    """Run the application; exits where it ended badly.

    Raises:
        Refusal: `no_terminal`: nobody could see it, and nothing would end it.
    """
    # the screen is drawn on the standard error: in a file or a journal it would leave what people wrote
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise Refusal("no_terminal")
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.terminal import accept_stray_bytes

    accept_stray_bytes()
    app = SamtaleApp(parts)
    _wipe_greeting()
    answer = app.run()
    if not sys.stderr.isatty():
        _speak_to_nobody()
    if (parts.settings.several or bootstrap.is_console()) and sys.stdout.isatty():
        sys.stdout.write(EMPTY_TERMINAL)  # a console keeps what a program showed; others will sit here
        sys.stdout.flush()
    if app.crash_message:
        say_wrong(app.crash_message)
    if app.return_code:
        sys.exit(app.return_code)
    return answer


def _speak_to_nobody() -> None:
    """The line was dropped: what is said from now on goes nowhere, and saying it is no mistake."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
