"""Errors of the database drivers, translated into errors that a person can act on."""

from __future__ import annotations

import logging

from tui_app.domain.errors import StorageError

log = logging.getLogger("samtale.storage")

_ERROR_CODES = (
    # part of the driver's message -> the error code
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


def translate_error(error: BaseException, **location: object) -> StorageError:
    """Translate a driver's error; its own message goes to the log only.

    Also looks at the errors that it arose from: when the disk is full SQLite itself ends the transaction, and the
    failing rollback then hides the cause.

    Args:
        error: the error that was raised.
        location: where the database is, as values of the new error.
    """
    cause: BaseException | None = error
    while cause is not None:
        message = f"{type(cause).__name__}: {cause}".lower()
        log.error("database: %s", message.splitlines()[0])
        for part, code in _ERROR_CODES:
            if part in message:
                return StorageError(code, **location)
        cause = cause.__context__
    return StorageError("database_failed")


_DRIVER_PACKAGES = {"peewee", "playhouse", "sqlcipher3", "psycopg", "psycopg_pool"}


def is_database_error(error: Exception) -> bool:
    """True if peewee, a driver or the operating system raised the error.

    Drivers are named too, since peewee does not wrap the errors raised while rows are fetched.
    """
    return type(error).__module__.split(".")[0] in _DRIVER_PACKAGES or isinstance(error, OSError)
