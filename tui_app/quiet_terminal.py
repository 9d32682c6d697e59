"""Silences the terminal before anything else is loaded: what is typed too early is neither shown nor kept.

Until the application has taken over the terminal, the terminal itself shows what is typed: a password, on a screen for
several people. Importing takes half a second, so this module imports next to nothing, and is the first that is
imported. However the process ends, the terminal is as it was before; only on a kiosk, where the next process follows,
it stays silent.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_INHERITED = "SAMTALE_TERMINAL_WAS"
"""The variable that hands the terminal's own settings to the next process of a kiosk."""
_LOCAL_FLAGS = 3
"""The place of the local flags in what termios gives."""
_ENDS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)
_KEYS_OF_THE_TERMINAL = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
_OWN_OPTIONS = frozenset({"-h", "--help", "--version"})

_LEAVE_SCREEN = b"\x1b[?1049l\x1b[?25h\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[<u"
"""Undoes what the application asks of a terminal when it takes it over."""

_before: list[Any] | None = None
_is_drawn_on = False
_clearing_up: list[Callable[[], None]] = []
"""What is to be done before a signal ends the process."""


def silence_if_needed(arguments: list[str]) -> None:
    """Switch off the echo and drop what was typed, if these arguments open the application and there is a terminal."""
    global _before
    inherited = os.environ.pop(_INHERITED, "")
    if not opens_application(arguments):
        return
    with suppress(termios.error, OSError, ValueError, AttributeError):
        fileno = sys.stdin.fileno()
        attributes = termios.tcgetattr(fileno)
        _before = [*attributes]
        if inherited:
            _before[_LOCAL_FLAGS] = int(inherited)
        _take_signals(is_kiosk := "--kiosk" in arguments)  # first: a signal that comes meanwhile restores the echo
        attributes[_LOCAL_FLAGS] &= ~(termios.ECHO | (termios.ISIG if is_kiosk else 0))
        termios.tcsetattr(fileno, termios.TCSANOW, attributes)
        termios.tcflush(fileno, termios.TCIFLUSH)


def _take_signals(is_kiosk: bool) -> None:
    """Restore the terminal however the process ends; on a kiosk, keys of the terminal end nothing."""
    atexit.register(restore)
    for number in _ENDS:
        signal.signal(number, _restore_and_end)
    if is_kiosk:
        for number in _KEYS_OF_THE_TERMINAL:
            signal.signal(number, signal.SIG_IGN)  # also in the next process, from its first moment


def opens_application(arguments: list[str]) -> bool:
    """True if the command opens the application, rather than printing something or asking at the prompt."""
    words = iter(arguments)
    for word in words:
        if word == "--database":
            next(words, None)
        elif word in _OWN_OPTIONS or not (word.startswith("-") or word == "demo"):
            return False
    return True


def before_end(clear_up: Callable[[], None]) -> None:
    """Note what is to be done if a signal ends the process before the application handles signals."""
    _clearing_up.append(clear_up)


@contextmanager
def holding_signals() -> Iterator[None]:
    """Let signals that end the process wait, until what they have to clear up is noted."""
    earlier = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier)


def listen_again() -> None:
    """Let the application handle the signals: from now on it restores the terminal itself.

    It draws before it handles them: a signal that comes meanwhile still ends here, and leaves its screen.
    """
    global _is_drawn_on
    _is_drawn_on = True
    if _before is not None and signal.getsignal(signal.SIGINT) is _restore_and_end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def restore() -> None:
    """Give the terminal back as it was."""
    if _before is not None:
        with suppress(termios.error, OSError, ValueError, AttributeError):
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, _before)


def keep_for_next_process() -> None:
    """Leave the terminal silent for the process that replaces this one, and tell it how to restore it."""
    if _before is not None:
        os.environ[_INHERITED] = str(_before[_LOCAL_FLAGS])


def end_process(code: int) -> None:
    """End at once, with the terminal as it was."""
    restore()
    os._exit(code)


def _restore_and_end(number: int, frame: FrameType | None) -> None:
    if _is_drawn_on and number != signal.SIGHUP:  # then there is no terminal any more
        _leave_screen()
    restore()
    for clear_up in _clearing_up:
        with suppress(Exception):
            clear_up()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _leave_screen() -> None:
    """Give the terminal its own screen back, after which nothing that another thread still writes reaches it."""
    with suppress(OSError):
        drawn_on = sys.__stderr__.fileno() if sys.__stderr__ else 2
        terminal = os.dup(drawn_on)
        os.dup2(os.open(os.devnull, os.O_WRONLY), drawn_on)
        os.write(terminal, _LEAVE_SCREEN)
