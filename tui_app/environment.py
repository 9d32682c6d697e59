"""Finds the folders, settings, key and database; the one place that reads environment, clock and random source."""

from __future__ import annotations

import os
import secrets
import sys
import time
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import cache

from tui_app.files.keys import KEY_DIGITS
from tui_app.files.paths import AppPaths


def app_paths() -> AppPaths:
    """The folders that the operating system gives a program for its settings and data."""
    from platformdirs import user_config_path, user_data_path

    return AppPaths(user_config_path("samtale"), user_data_path("samtale"))


_organisation_zone: list[tzinfo] = []
"""The organisation's time zone, once a database that has one is open."""


def now() -> datetime:
    """The moment, in the organisation's zone; in this computer's where it has none of its own."""
    return datetime.now(_organisation_zone[0] if _organisation_zone else _local_zone())


@cache
def _local_zone() -> tzinfo | None:
    """The zone of this computer, named by TZ or by /etc/localtime; else its present distance from UTC."""
    from zoneinfo import ZoneInfo

    name = os.environ.get("TZ", "").removeprefix(":")
    if not name:
        with suppress(OSError):
            name = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    with suppress(ValueError, KeyError, OSError):
        return ZoneInfo(name)
    return datetime.now().astimezone().tzinfo


def new_crash_reference() -> str:
    """A reference by which a crash is found in the log again."""
    return secrets.token_hex(4)


FRAMES_PER_SECOND = 240
"""How often the screen may be painted: a second frame after a key (other keys below) comes 4 ms later, not 16."""


def clean_environment() -> None:
    """Forget Textual's own variables (one writes every key to a file, another imports code); set the one we want."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_FPS"] = str(FRAMES_PER_SECOND)


def new_key() -> str:
    """A random key, as key files hold it."""
    return secrets.token_hex(KEY_DIGITS // 2)


def mail_password_variable() -> str:
    """The mail server's password, where the environment has it; else it is in a file."""
    return os.environ.get("SAMTALE_MAIL_PASSWORD", "")


def time_zone_name(otherwise: str = "UTC") -> str:
    """Name of the zone that is kept, or what is to stand where it has none."""
    return str(getattr(_organisation_zone[0] if _organisation_zone else _local_zone(), "key", otherwise))


def terminal_name() -> str:
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


def terminal_type() -> str:
    """What kind of terminal this is, as it tells itself."""
    return os.environ.get("TERM", "")


def is_linux_console() -> bool:
    """Whether this is the console itself, which has no second screen for programs."""
    return terminal_type() == "linux"


def restart_process() -> None:
    """Put a new process in the place of this one, so that nothing of the last person is left in its memory."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the same command again, no shell
