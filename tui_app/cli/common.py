"""TODO-DOC."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from tui_app import connection, environment
from tui_app.connection import resolve_requested_address
from tui_app.domain.errors import DomainError
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings, load_settings
from tui_app.storage.addresses import Address
from tui_app.text.i18n import set_language

FAILED = 2
"""Exit code when nothing could be done, and why was said."""


def print_greeting() -> None:
    """Say at once that Samtale is coming: most of the start is loading, and a blank terminal leaves one in doubt."""
    if sys.stdout.isatty():
        sys.stdout.write(" Samtale …\r")
        sys.stdout.flush()


def clear_greeting() -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\x1b[K")
        sys.stdout.flush()


def print_error(words: str) -> None:
    """Say something on the standard error."""
    clear_greeting()
    sys.stderr.write(words + "\n")


def log_crash(error: Exception) -> str:
    """Write where a mistake of ours happened to the private log of crashes; its reference and, if written, the log."""
    from tui_app.ui.shell.crash import write_crash

    reference = environment.new_crash_reference()
    where = write_crash(environment.app_paths().crash_log, reference, environment.now(), error)
    return f"{reference}\n{where}" if where else reference


def load_user_settings(place: AppPaths) -> Settings:
    """This computer's settings, their language spoken, the log where it belongs.

    Raises:
        DomainError: the settings cannot be read.
    """
    settings = read_user_settings(place)
    set_language(settings.language or guess_language())
    configure_logging(place.data / "samtale.log")
    return settings


def guess_language() -> str:
    """The language for the locale of this terminal."""
    from tui_app.text.i18n import language_for_locale

    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_for_locale(next((name for name in names if name), ""))


def read_user_settings(place: AppPaths) -> Settings:
    """The settings kept on this computer.

    Raises:
        DomainError: the file cannot be read.
    """
    return load_settings(place.settings)


def configure_logging(path: Path | None = None) -> None:
    """Send what the rooms log to a private file instead of the screen; without a path, nowhere."""
    handler: logging.Handler = logging.NullHandler()
    if path is not None and path.parent.is_dir():
        from tui_app.files.private_log import PrivateLogHandler

        handler = PrivateLogHandler(path)
    root = logging.getLogger("samtale")
    root.handlers[:] = [handler]
    root.propagate = False


PROBLEMS = 1
"""Exit code when not all that was asked was done."""


def open_database(database: str | None) -> AppPaths:
    """Open the database for this process; where this computer's files lie.

    Raises:
        DomainError: there is no database, or it cannot be opened.
    """
    place = environment.app_paths()
    settings = load_user_settings(place)
    if not (connection.requested_address(database, settings) or place.key.exists()):
        raise DomainError("nobody_here_yet")  # before a key is made for nothing
    if not connection.open_if_exists(resolve_requested_address(database, settings, place), settings):
        raise DomainError("nobody_here_yet")
    return place


def find_database(database: str | None) -> tuple[AppPaths, Settings, Address]:
    """The database that is meant; no key is made where there is none.

    Raises:
        DomainError: `key_missing`, or what `address_here` raises.
    """
    place = environment.app_paths()
    settings = load_user_settings(place)
    wanted = connection.requested_address(database, settings) or ""
    if not wanted.startswith(("postgresql://", "postgres://")) and not place.key.exists():
        raise DomainError("key_missing", path=place.key)
    return place, settings, resolve_requested_address(database, settings, place)


def open_found_database(address: Address, settings: Settings) -> None:
    """Use the database.

    Raises:
        DomainError: there is none, or it cannot be opened.
    """
    if not connection.open_if_exists(address, settings):
        raise DomainError("database_missing", path=connection.address_name(address))
