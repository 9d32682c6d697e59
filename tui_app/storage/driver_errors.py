"""Errors of the database drivers, translated into errors that a person can act on."""

from __future__ import annotations

import errno
import logging
from pathlib import Path

from tui_app.domain.errors import StorageError
from tui_app.storage.disks import examine_file

log = logging.getLogger("samtale.storage")

_POSTGRES_CODES = {
    # SQLSTATE, or its class -> the error code (postgresql.org/docs/current/errcodes-appendix.html)
    "53300": "connections_used_up",
    "531": "disk_full",
    "3D": "database_missing",
    "28": "database_refuses",
    "42501": "right_missing",
    "42703": "schema_altered",
    "42P01": "schema_altered",
    "42883": "schema_altered",
    "3F": "right_missing",
    "25006": "server_read_only",
    "40": "database_busy",
    "55P03": "database_busy",
    "57014": "database_busy",
    "57P": "database_unreachable",
    "08": "database_unreachable",
    "XX001": "database_damaged",
    "XX002": "database_damaged",
}
_ERROR_CODES = (
    # part of the driver's message -> the error code; a failed connection to PostgreSQL has no SQLSTATE
    ("driver not found", "postgres_driver_missing"),
    ("disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("readonly database", "read_only"),
    ("read-only transaction", "server_read_only"),
    ("unable to open database file", "database_missing"),
    ("not a database", "wrong_key"),
    ("malformed", "database_damaged"),
    ("disk i/o error", "disk_failed"),
    ("database is locked", "database_busy"),
    ("table is locked", "database_busy"),
    ("maxconnectionsexceeded", "database_busy"),
    ("too many clients", "connections_used_up"),
    ("too many connections", "connections_used_up"),
    ("connection slots are reserved", "connections_used_up"),
    ("authentication failed", "database_refuses"),
    ("is not permitted to log in", "database_refuses"),
    ("pg_hba.conf", "database_refuses"),
    ("permission denied", "database_refuses"),
    ("no such table", "schema_altered"),
    ("no such column", "schema_altered"),
    ("has no column", "schema_altered"),
    ("connection refused", "database_unreachable"),
    ("could not translate host", "database_unreachable"),
    ("connection timeout", "database_unreachable"),
    ("connection is closed", "database_unreachable"),
    ("connection is lost", "database_unreachable"),
    ("server closed", "database_unreachable"),
    ("terminating", "database_unreachable"),
)
_UNCERTAIN = frozenset({"disk_full", "disk_failed", "read_only", "database_missing", "wrong_key"})
"""What SQLite says for several causes: the file and its disk are examined before anything is said."""
_SYSTEM_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ENOENT: "database_missing",
    errno.EIO: "disk_failed",
}


def translate_error(error: BaseException, **location: object) -> StorageError:
    """Translate a driver's error; its own message goes to the log only.

    Also looks at the errors that it arose from: when the disk is full SQLite itself ends the transaction, and the
    failing rollback then hides the cause.

    Args:
        error: the error that was raised.
        location: where the database is, as values of the new error: `path`, if it is known.
    """
    cause: BaseException | None = error
    while cause is not None:
        log.error("database: %s", f"{type(cause).__name__}: {cause}".splitlines()[0])
        if code := _error_code(cause):
            return StorageError(_examined(code, str(location.get("path", ""))), **location)
        cause = cause.__context__
    return StorageError("database_failed")


def _error_code(error: BaseException) -> str | None:
    if isinstance(error, OSError) and error.errno in _SYSTEM_CODES:
        return _SYSTEM_CODES[error.errno]
    state = str(getattr(error, "sqlstate", None) or "")
    if code := next((_POSTGRES_CODES[state[:length]] for length in (5, 3, 2) if state[:length] in _POSTGRES_CODES), ""):
        return code
    message = f"{type(error).__name__}: {error}".lower()
    for part, code in _ERROR_CODES:
        if part in message:
            return code
    return _refused_connection(message)


def _refused_connection(message: str) -> str | None:
    """The error code for a connection that a server or the network refused, which has no better name."""
    if "does not exist" in message and 'role "' in message:
        return "database_refuses"
    if "does not exist" in message and 'database "' in message:
        return "database_missing"
    return "database_unreachable" if "connection failed" in message else None


def _examined(code: str, path: str) -> str:
    """The error code after a look at the file; of several possible causes the gravest is never guessed."""
    if code not in _UNCERTAIN or not path.startswith("/"):
        return code
    found = examine_file(Path(path))
    if found is not None:
        return found
    return "disk_failed" if code == "database_missing" else code


_DRIVER_PACKAGES = {"peewee", "playhouse", "sqlcipher3", "psycopg", "psycopg_pool"}


def is_database_error(error: Exception) -> bool:
    """True if peewee, a driver or the operating system raised the error.

    Drivers are named too, since peewee does not wrap the errors raised while rows are fetched.
    """
    return type(error).__module__.split(".")[0] in _DRIVER_PACKAGES or isinstance(error, OSError)
