"""What every start of the command shares: settings and log, the database, who runs it, exit codes and errors.

click is not imported at the top: opening the application does not need it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app import connection, environment, wiring
from tui_app.connection import DatabaseTarget
from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance.terminals import PLAIN_TERMINALS
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings, load_settings
from tui_app.text.i18n import _, language_for_locale, set_language

if TYPE_CHECKING:
    from tui_app.domain.records.person import Person, Viewer

timer_log = logging.getLogger("samtale.remind")
"""Numbers of what the commands for timers have done."""
timer_log.setLevel(logging.INFO)


class ExitCode(IntEnum):
    """The exit code of a command.

    DONE: everything was done.
    PROBLEMS: something was not done, or something that was checked is wrong; the output says what.
    FAILED: nothing was done; standard error says why.
    SIGNALLED: this and the number of the signal that ended it, as shells count.
    """

    DONE = 0
    PROBLEMS = 1
    FAILED = 2
    SIGNALLED = 128


INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""
BROKEN_PIPE = 141
"""The exit code when the reader of the output ended first, as shells have it."""


def print_greeting() -> None:
    """Greet at once: most of the start is importing, and an empty terminal would look broken."""
    if sys.stdout.isatty() and environment.terminal_type() not in PLAIN_TERMINALS:
        sys.stdout.write(" Samtale …\r")
        sys.stdout.flush()


def clear_greeting() -> None:
    """Erase the greeting."""
    if sys.stdout.isatty() and environment.terminal_type() not in PLAIN_TERMINALS:
        sys.stdout.write("\x1b[K")
        sys.stdout.flush()


def print_error(message: str) -> None:
    """Print a message on standard error."""
    clear_greeting()
    sys.stderr.write(message + "\n")


def log_crash(error: Exception) -> str:
    """Log a bug, and return its reference, followed by the path of the log on a new line if it could be written."""
    from tui_app.files.crash_log import write_crash

    reference = environment.new_crash_reference()
    log = write_crash(environment.app_paths().crash_log, reference, environment.now(), error)
    return f"{reference}\n{log}" if log else reference


def guess_language() -> str:
    """The language for the locale of this terminal."""
    return language_for_locale(environment.locale_name())


def load_user_settings(paths: AppPaths) -> Settings:
    """Load this computer's settings, switch to their language and start the log.

    Raises:
        DomainError: the settings cannot be read.
    """
    settings = load_settings(paths.settings)
    set_language(settings.language or guess_language())
    configure_logging(paths.log)
    return settings


def configure_logging(path: Path | None = None) -> None:
    """Send log messages to a private file instead of the screen; without a path, or without its folder, nowhere."""
    handler: logging.Handler = logging.NullHandler()
    if path is not None and path.parent.is_dir():
        from tui_app.files.private_log import PrivateLogHandler

        handler = PrivateLogHandler(path)
    logger = logging.getLogger("samtale")
    logger.handlers[:] = [handler]
    logger.propagate = False


def find_database(option: str | None, *, needs_key: bool = False) -> DatabaseTarget:
    """The database that is meant; nothing is opened or created.

    Args:
        option: the address given with `--database`.
        needs_key: for a SQLite file, insist that this computer has a key.

    Raises:
        DomainError: `key_missing`, or the settings cannot be read.
    """
    paths = environment.app_paths()
    target = connection.find_target(option, paths, load_user_settings(paths))
    if needs_key and not target.is_postgres and not paths.key.exists():
        raise DomainError("key_missing", path=paths.key)
    return target


def asks_who(target: DatabaseTarget) -> bool:
    """True if this computer does not know its owner in this database, so that whoever starts Samtale says who it is."""
    return target.settings.several or target.name not in target.settings.me


def open_existing(target: DatabaseTarget) -> None:
    """Open the database for this process.

    Raises:
        DomainError: `database_missing`, or it cannot be opened.
    """
    if not target.open_if_exists():
        raise DomainError("database_missing", path=target.name)


def open_database(option: str | None) -> DatabaseTarget:
    """Find the database that is meant, and open it for this process.

    Raises:
        DomainError: `not_set_up`, if there is none, or it cannot be opened.
    """
    target = find_database(option)
    is_set_up = target.requested or target.paths.key.exists()
    if not (is_set_up and target.open_if_exists()):
        raise DomainError("not_set_up")
    return target


def current_viewer(option: str | None) -> Viewer:
    """Open the database, and return the person as whom the command runs.

    This is the owner of this computer or, on a shared one, a person who signs in for this one command.

    Args:
        option: the address given with `--database`.

    Raises:
        DomainError: there is no database or nobody in it, it cannot be opened, or nobody could sign in.
    """
    target = open_database(option)
    if owner := wiring.sign_in_owner(target.settings, target.name):
        return owner[1]
    return _sign_in_at_prompt(target.paths)


def _sign_in_at_prompt(paths: AppPaths) -> Viewer:
    """Ask for name and password; the session ends at once.

    Raises:
        DomainError: there is no terminal to ask at, or the sign-in is refused.
    """
    from tui_app.services.accounts import first_start, sessions, signed_in

    if first_start.is_empty():
        raise DomainError("not_set_up")
    if not sys.stdin.isatty():
        raise DomainError("sign_in_needs_terminal")
    import click

    hasher, now = wiring.password_hasher(paths), environment.now()
    name = click.prompt(_("Who"), err=True)
    password = click.prompt(_("Password"), hide_input=True, err=True)
    session = sessions.sign_in(now, hasher, environment.terminal_name(), name, password)
    if session is None:
        raise DomainError("choose_password_first")
    viewer = signed_in.get_viewer(session, now)
    sessions.sign_out(now, session)
    return viewer


def find_one(people: Sequence[Person], name: str) -> Person:
    """The one person with this name, employee number or e-mail address, otherwise with these words in their name.

    Raises:
        DomainError: `person_not_found` or `several_people_found`.
    """
    from tui_app.domain.text_normalization import folded

    wanted = folded(name).strip()
    exact = [one for one in people if wanted in (folded(one.name), folded(one.employee_number), folded(one.email))]
    words = [one for one in people if all(word in folded(one.name) for word in wanted.split())]
    return choose_one(exact or words if wanted else (), name)


def choose_one(found: Sequence[Person], name: str) -> Person:
    """The one person found, or the one whose whole name it is.

    Raises:
        DomainError: `person_not_found` or `several_people_found`.
    """
    from tui_app.domain.text_normalization import folded

    found = [one for one in found if folded(one.name) == folded(name).strip()] or found
    if not found:
        raise DomainError("person_not_found", name=name)
    if len(found) > 1:
        raise DomainError("several_people_found", name=name, names=", ".join(one.name for one in found))
    return found[0]
