"""What is typed too early is neither shown nor kept, and every way out leaves the terminal as it was."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from tests import programs
from tests.services.hasher import PASSWORD
from tests.ui.tty import Tty
from tui_app.quiet_terminal import opens_application
from tui_app.storage.addresses import SqliteAddress

KIOSK = [*programs.COMMAND, "--kiosk"]
EARLY = "mitt hemmelige ord"
ALTERNATE_SCREEN = b"\x1b[?1049h"
"""What an application sends first when it takes over the terminal."""


def flags(tty: Tty) -> int:
    """The local flags of the terminal: echo, signals."""
    return int(termios.tcgetattr(tty.fileno)[3])


def wait_until_silent(tty: Tty) -> None:
    """Wait for the first act of the program."""
    end = time.monotonic() + 20
    while flags(tty) & termios.ECHO:
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.parametrize("typed", [EARLY, EARLY + "\r", EARLY + "\t" + EARLY + "\r"])
def test_a_password_typed_too_early_is_seen_nowhere(
    typed: str, shared_terminal: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        wait_until_silent(tty)
        for _ in range(4):
            tty.type(typed)
            tty.read_for(0.05)
        tty.wait_for("Who are you?")
        tty.settle(0.5)
        assert b"hemmelige" not in tty.raw
        assert "One moment" not in tty.text()
        tty.type(f"ola\t{PASSWORD}\r")
        tty.wait_for("My page")


def test_between_two_people_a_kiosk_stays_silent_and_cannot_be_ended(
    shared_terminal: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(KIOSK, env=home) as tty:
        tty.wait_for("Who are you?")
        tty.type(f"ola\t{PASSWORD}\r")
        tty.wait_for("My page")
        tty.settle(0.3)
        tty.type("\x11\x11")
        starts, end = tty.raw.count(ALTERNATE_SCREEN), time.monotonic() + 20
        while tty.raw.count(ALTERNATE_SCREEN) == starts and time.monotonic() < end:  # until the next process draws
            tty.type(f"{EARLY}\r\x03\x1c\x1a")
            tty.read(0.01)
            assert not flags(tty) & termios.ECHO
        tty.wait_for("Who are you?")
        tty.settle(0.5)
        assert b"hemmelige" not in tty.raw
        tty.type(f"\x1bola\t{PASSWORD}\r")
        tty.wait_for("My page")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("late", [False, True])
def test_a_signal_leaves_the_terminal_as_it_was(
    number: signal.Signals, late: bool, set_up: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        before = flags(tty) | termios.ECHO
        wait_until_silent(tty)
        if late:
            tty.wait_for("Ola Hansen")
        tty.kill(number)
        tty.wait_exit()
        assert flags(tty) == before


def test_the_end_leaves_the_terminal_as_it_was(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        before = flags(tty) | termios.ECHO
        tty.wait_for("Ola Hansen")
        tty.type("\x11")
        assert tty.wait_exit() == 0
        assert flags(tty) == before


def test_a_refused_start_leaves_the_terminal_as_it_was(set_up: SqliteAddress, home: dict[str, str]) -> None:
    (Path(home["XDG_CONFIG_HOME"]) / "samtale" / "samtale.key").unlink()
    with Tty(programs.COMMAND, env=home) as tty:
        before = flags(tty) | termios.ECHO
        tty.wait_exit()
        assert flags(tty) == before
        assert "key is missing" in tty.text()


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("", True),
        ("--kiosk", True),
        ("--database team --kiosk", True),
        ("--database=team", True),
        ("demo", True),
        ("--help", False),
        ("team", False),
        ("--database team backup x", False),
        ("actions --json", False),
    ],
)
def test_only_the_application_silences_the_terminal(words: str, opens: bool) -> None:
    assert opens_application(words.split()) is opens


def test_what_is_typed_for_the_shell_is_left_alone(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(["sh", "-c", f"{sys.executable} -m tui_app team; read line; echo got $line"], env=home) as tty:
        tty.type("next\n")
        tty.wait_for("got next")


def test_the_variable_between_two_processes_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_app import quiet_terminal

    monkeypatch.setenv("SAMTALE_TERMINAL_WAS", "1")
    quiet_terminal.silence_if_needed(["team"])
    assert "SAMTALE_TERMINAL_WAS" not in os.environ


@pytest.mark.parametrize("milliseconds", [0, 1, 3, 6, 10, 15, 25])
def test_a_signal_while_the_application_takes_over_leaves_its_screen(
    milliseconds: int, set_up: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        before = flags(tty) | termios.ECHO
        while ALTERNATE_SCREEN not in tty.raw:
            tty.read(0.001)
        tty.read_for(milliseconds / 1000)
        tty.kill(signal.SIGTERM)
        tty.wait_exit()
        assert flags(tty) == before
        assert tty.raw.rindex(b"\x1b[?1049l") > tty.raw.rindex(ALTERNATE_SCREEN)
        # the mouse need not have been switched on yet: both are -1 then
        assert tty.raw.rfind(b"\x1b[?1003l") >= tty.raw.rfind(b"\x1b[?1003h")
