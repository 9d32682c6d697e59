"""Finds the folders, settings, key and database; the one place that reads environment, clock and random source."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import time
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.records import Viewer
from tui_app.domain.refusals import Refusal, StorageProblem
from tui_app.files.keys import KEY_DIGITS, next_key, read_key, read_next, take_next, write_key
from tui_app.files.places import Places
from tui_app.files.settings import Settings, load

if TYPE_CHECKING:
    from tui_app.domain.accounts import Session
    from tui_app.services.locksmith import Locksmith
    from tui_app.storage.database import Address


def places() -> Places:
    """The folders that the operating system gives a program for its settings and data."""
    from platformdirs import user_config_path, user_data_path

    return Places(user_config_path("samtale"), user_data_path("samtale"))


_organisation: list[tzinfo] = []
"""The organisation's time zone, once a database that has one is open."""


def now() -> datetime:
    """The moment, in the organisation's zone; in this computer's where it has none of its own."""
    return datetime.now(_organisation[0] if _organisation else _zone())


def keep_time() -> None:
    """From now on today is the date of the organisation's zone: two computers in two zones agree on it."""
    from zoneinfo import ZoneInfo

    from tui_app.domain.organisation import is_zone
    from tui_app.services.organisation import zone_name as name_of_zone

    name = name_of_zone()
    _organisation[:] = [ZoneInfo(name)] if name and is_zone(name) else []


@cache
def _zone() -> tzinfo | None:
    """The zone of this computer, named by TZ or by /etc/localtime; else its present distance from UTC."""
    from zoneinfo import ZoneInfo

    name = os.environ.get("TZ", "").removeprefix(":")
    if not name:
        with suppress(OSError):
            name = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    with suppress(ValueError, KeyError, OSError):
        return ZoneInfo(name)
    return datetime.now().astimezone().tzinfo


def reference() -> str:
    """A reference by which a crash is found in the log again."""
    return secrets.token_hex(4)


FRAMES_PER_SECOND = 240
"""How often the screen may be painted: a second frame after a key (other keys below) comes 4 ms later, not 16."""


def clean_environment() -> None:
    """Forget Textual's own variables (one writes every key to a file, another imports code); set the one we want."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_FPS"] = str(FRAMES_PER_SECOND)


def guessed_language() -> str:
    """The language for the locale of this terminal."""
    from tui_app.ui.language import guess

    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return guess(next((name for name in names if name), ""))


def settings_of(place: Places) -> Settings:
    """The settings kept on this computer.

    Raises:
        Refusal: the file cannot be read.
    """
    return load(place.settings)


def wanted_database(option: str | None, settings: Settings) -> str | None:
    """The database address asked for: by option, else SAMTALE_DATABASE, else the settings; None is the usual file."""
    return option or os.environ.get("SAMTALE_DATABASE") or settings.database


def database_file(wanted: str | None, place: Places) -> Path | None:
    """The SQLite file that was asked for, the usual one for None; None where a PostgreSQL server is meant.

    Raises:
        Refusal: an address of an unknown kind.
    """
    if wanted and wanted.startswith(("postgresql://", "postgres://")):
        return None
    if wanted and "://" in wanted and not wanted.startswith("sqlite:///"):
        raise Refusal("address_unknown", address=wanted.split("://")[0])
    return (Path(wanted.removeprefix("sqlite:///")) if wanted else place.database).expanduser()


def address_for(wanted: str | None, place: Places) -> Address:
    """The database address for what was asked for.

    Args:
        wanted: `postgresql://…`, the path of a SQLite file, or None for the usual one.

    Raises:
        Refusal: the key is missing though the database is there, or an address of an unknown kind.
    """
    from tui_app.storage.database import PostgresAddress, SqliteAddress

    path = database_file(wanted, place)
    if path is None:
        return PostgresAddress(wanted or "")
    return SqliteAddress(path, _finished_rekeying(place, path) or _key(place, database_exists=path.exists()))


def without_postgres_driver() -> None:
    """Keep peewee from loading PostgreSQL's driver when the database is SQLite: it takes longer than all the rest."""
    if "peewee" not in sys.modules:
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
        import peewee  # noqa: F401

        if sys.modules["psycopg"] is None:
            del sys.modules["psycopg"]


def _finished_rekeying(place: Places, path: Path) -> str | None:
    """The database's new key, where giving it one was broken off after the file was changed (`rekeying.py`)."""
    if not next_key(place.key).exists() or (waiting := read_next(place.key)) is None:
        return None
    from tui_app.storage.database import SqliteAddress
    from tui_app.storage.replacing import opens

    if not opens(SqliteAddress(path, waiting)):
        return None
    take_next(place.key)
    return waiting


def _key(place: Places, *, database_exists: bool) -> str:
    """The database key, made at first start, readable by its owner only."""
    key = read_key(place.key)
    if key is None and database_exists:
        raise Refusal("key_missing", path=place.key)
    return key or write_key(place.key, new_key())


def new_key() -> str:
    """A random key, as key files hold it."""
    return secrets.token_hex(KEY_DIGITS // 2)


def throwaway_locksmith() -> Locksmith:
    """One with a new key, that nobody keeps unless the caller does."""
    from tui_app.services.locksmith import Locksmith

    return Locksmith(secrets.token_bytes(32), secrets.token_bytes)


def locksmith(place: Places) -> Locksmith:
    """Makes and checks secrets with this computer's sign-in key, which is made at the first start.

    Raises:
        Refusal: the key cannot be read, or not be written.
    """
    from tui_app.services.locksmith import Locksmith

    key = read_key(place.sign_in_key) or write_key(place.sign_in_key, new_key())
    return Locksmith(bytes.fromhex(key), secrets.token_bytes)


def mail_password() -> str:
    """The mail server's password, where the environment has it; else it is in a file."""
    return os.environ.get("SAMTALE_MAIL_PASSWORD", "")


def zone_name(otherwise: str = "UTC") -> str:
    """Name of the zone that is kept, or what is to stand where it has none."""
    return str(getattr(_organisation[0] if _organisation else _zone(), "key", otherwise))


def terminal() -> str:
    """How the log names this computer and line: `ward-3 tty1`."""
    import socket

    try:
        line = os.ttyname(sys.stdin.fileno()).removeprefix("/dev/")
    except (OSError, ValueError):
        line = ""
    return f"{socket.gethostname()} {line}".strip()[:80]


def uptime() -> float:
    """Seconds since the computer was started, those asleep too, where the system tells them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def name_of(address: Address) -> str:
    """How settings name a database: its path or its address without the password."""
    from tui_app.storage.database import SqliteAddress

    if isinstance(address, SqliteAddress):
        return str(address.path.absolute())
    credentials, at, rest = address.url.rpartition("@")
    return f"{credentials.split('://')[0]}://{rest}" if at else address.url


def connect(address: Address, settings: Settings) -> bool:
    """Open the database for this process; False when there is none yet and it is to be made at first start.

    Raises:
        StorageProblem: it cannot be opened, or a database that was there is gone.
    """
    from tui_app.storage import database, schema
    from tui_app.storage.database import SqliteAddress

    if isinstance(address, SqliteAddress) and not address.path.exists():
        if name_of(address) in settings.me:
            raise StorageProblem("database_lost", path=address.path)
        return False
    try:
        database.use(schema.open_database(address))
    except StorageProblem as problem:
        problem.values.setdefault("path", name_of(address))
        raise
    keep_time()
    return True


def create(address: Address) -> None:
    """Make the SQLite database and use it.

    Raises:
        StorageProblem: the folder cannot be written to, or the disk is full.
    """
    from tui_app.storage import database, schema
    from tui_app.storage.database import SqliteAddress

    if isinstance(address, SqliteAddress):
        try:
            address.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageProblem("folder_unwritable", path=address.path.parent) from error
    try:
        database.use(schema.open_database(address, create=True))
    except StorageProblem as problem:
        problem.values.setdefault("path", name_of(address))
        raise


def terminal_kind() -> str:
    """What kind of terminal this is, as it tells itself."""
    return os.environ.get("TERM", "")


def is_console() -> bool:
    """Whether this is the console itself, which has no second screen for programs."""
    return terminal_kind() == "linux"


def start_anew() -> None:
    """Put a new process in the place of this one, so that nothing of the last person is left in its memory."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the same command again, no shell


def owner(settings: Settings, name: str) -> tuple[Session, Viewer] | None:
    """The owner of this computer, signed in without a word; None where people sign in first.

    Raises:
        Refusal: `session_ended`, when their account is closed or they have left.
    """
    from tui_app.domain.accounts import Session
    from tui_app.services.sessions import viewer_of

    if settings.several or name not in settings.me:
        return None
    session = Session(settings.me[name], terminal=terminal())
    return session, viewer_of(session, now())


def quiet_log(path: Path | None = None) -> None:
    """Send what the rooms log to a private file instead of the screen; without a path, nowhere."""
    handler: logging.Handler = logging.NullHandler()
    if path is not None and path.parent.is_dir():
        from tui_app.files.private_log import PrivateLog

        handler = PrivateLog(path)
    root = logging.getLogger("samtale")
    root.handlers[:] = [handler]
    root.propagate = False
