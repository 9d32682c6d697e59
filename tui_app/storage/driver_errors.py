"""What the database drivers say, translated into errors that a person can act on."""

from __future__ import annotations

import logging

from tui_app.domain.errors import StorageError

log = logging.getLogger("samtale.storage")

_ERROR_CODES = (
    # the words the drivers use -> the code that the screen words
    ("driver not found", "postgres_driver_missing"),
    ("disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("readonly database", "read_only"),
    ("unable to open database file", "database_missing"),
    ("not a database", "wrong_key"),
    ("malformed", "database_damaged"),
    ("disk i/o error", "database_damaged"),
    ("database is locked", "database_busy"),
    ("maxconnectionsexceeded", "database_busy"),
    ("password authentication failed", "database_refuses"),
    ("permission denied", "database_refuses"),
    ("does not exist", "database_missing"),
    ("no such table", "schema_missing"),
    ("connection refused", "database_unreachable"),
    ("connection failed", "database_unreachable"),
    ("connection timeout", "database_unreachable"),
    ("connection is closed", "database_unreachable"),
    ("connection is lost", "database_unreachable"),
    ("could not translate host", "database_unreachable"),
    ("server closed", "database_unreachable"),
    ("terminating", "database_unreachable"),
)


def translate_error(error: BaseException, **place: object) -> StorageError:
    """The refusal for a database error: a code that a person can act on, the driver's words in the log only.

    SQLite ends the transaction itself on a full disk; the failing rollback after it then hides the cause, so
    what the error arose from is looked at too.

    Args:
        place: where the database is, as the words of the error name it.
    """
    cause: BaseException | None = error
    while cause is not None:
        words = f"{type(cause).__name__}: {cause}".lower()
        log.error("database: %s", words.splitlines()[0])
        for sign, code in _ERROR_CODES:
            if sign in words:
                return StorageError(code, **place)
        cause = cause.__context__
    return StorageError("database_failed")


_DRIVER_PACKAGES = {"peewee", "playhouse", "sqlcipher3", "psycopg", "psycopg_pool"}


def is_database_error(error: Exception) -> bool:
    """Whether peewee or a driver raised it; rows are fetched past peewee's own wrapping of errors."""
    return type(error).__module__.split(".")[0] in _DRIVER_PACKAGES or isinstance(error, OSError)
