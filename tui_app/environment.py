"""Reads the clock, the environment, the locale, the random source, the folders and the terminal. Nothing else does."""

from __future__ import annotations

import gettext
import os
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

from tui_app.files.keys import KEY_DIGITS
from tui_app.files.paths import AppPaths

FRAMES_PER_SECOND = 240
"""How often Textual may paint: a second frame after a key (new keys in the footer) comes after 4 ms, not 16."""

_organisation_zone: tzinfo | None = None
_server_clock: tuple[datetime, float] | None = None
"""The time of the database's server, and the uptime of this computer when it was read."""


def app_paths() -> AppPaths:
    """The folders that the operating system gives a program for its settings and its data."""
    from platformdirs import user_config_path, user_data_path

    return AppPaths(user_config_path("samtale"), user_data_path("samtale"))


def home_folder() -> Path:
    """The user's home folder."""
    return Path.home()


def working_folder() -> Path:
    """The folder in which Samtale was started; the home folder if it has been deleted since."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return home_folder()


def now() -> datetime:
    """The current time by the database's clock, in the organisation's time zone or, without one, in this computer's."""
    zone = _organisation_zone or _local_zone()
    if _server_clock is None:
        return datetime.now(zone)
    moment, read_at = _server_clock
    return (moment + timedelta(seconds=monotonic() - read_at)).astimezone(zone)


def follow_clock(server_now: datetime | None) -> None:
    """Use the clock of the database's server from now on, so that computers whose clocks are wrong agree with others.

    Args:
        server_now: the time by that clock; None for this computer's own clock.
    """
    global _server_clock
    _server_clock = None if server_now is None else (server_now, monotonic())


def set_time_zone(name: str) -> None:
    """Use the organisation's time zone from now on, so that computers in different zones agree on today's date.

    Args:
        name: such as "Europe/Oslo"; an empty or unknown name selects this computer's own zone.
    """
    global _organisation_zone
    _organisation_zone = _find_zone(name)


def time_zone_name(default: str = "UTC") -> str:
    """The name of the time zone in use, or the default if the zone has no name."""
    return str(getattr(_organisation_zone or _local_zone(), "key", default))


@cache
def _local_zone() -> tzinfo | None:
    """The zone that TZ or /etc/localtime names; otherwise the current offset from UTC."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name:
        with suppress(OSError):
            name = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return _find_zone(name) or datetime.now().astimezone().tzinfo


def _find_zone(name: str) -> tzinfo | None:
    if name:
        from zoneinfo import ZoneInfo

        with suppress(ValueError, KeyError, OSError):
            return ZoneInfo(name)
    return None


def monotonic() -> float:
    """Seconds since the computer started, including the time it was suspended if the system counts that."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def random_bytes(count: int) -> bytes:
    """Random bytes that are fit for keys and passwords."""
    return os.urandom(count)


def new_key() -> str:
    """A new random key, in the form that key files contain."""
    return os.urandom(KEY_DIGITS // 2).hex()


def new_crash_reference() -> str:
    """A new reference by which a crash is found in the log."""
    return os.urandom(4).hex()


def clean_environment() -> None:
    """Remove Textual's variables (one logs every key to a file, another imports code) and set the frame rate."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_FPS"] = str(FRAMES_PER_SECOND)


def translate_libraries(catalogues: Path, language: str) -> None:
    """Let libraries that use gettext, such as click, find their messages in our catalogues, in this language."""
    gettext.bindtextdomain("samtale", str(catalogues))
    gettext.textdomain("samtale")
    os.environ["LANGUAGE"] = language


def database_variable() -> str:
    """The database address in SAMTALE_DATABASE; empty if there is none."""
    return os.environ.get("SAMTALE_DATABASE", "")


def mail_password_variable() -> str:
    """The mail server's password in SAMTALE_MAIL_PASSWORD; empty if there is none."""
    return os.environ.get("SAMTALE_MAIL_PASSWORD", "")


def locale_name() -> str:
    """The locale of messages, such as "nb_NO.UTF-8"; empty if none is set."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "")


def terminal_name() -> str:
    """This computer and terminal line as the audit log names them, such as "ward-3 tty1"."""
    import socket

    try:
        line = os.ttyname(sys.stdin.fileno()).removeprefix("/dev/")
    except (OSError, ValueError):
        line = ""
    return f"{socket.gethostname()} {line}".strip()[:80]


def terminal_type() -> str:
    """The terminal's type in TERM; empty if there is none."""
    return os.environ.get("TERM", "")


def terminal_size() -> os.terminal_size | None:
    """Columns and lines of the terminal; None if standard output is not a terminal."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size()


def is_linux_console() -> bool:
    """True on the Linux console, which has no alternate screen for programs."""
    return terminal_type() == "linux"


def user_id() -> int:
    """The number of the user who runs this process."""
    return os.geteuid()


def restart_process() -> None:
    """Replace this process by a new one, so that nothing of the last person remains in its memory."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the same command again, no shell
