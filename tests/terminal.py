"""A program in a real terminal: what it draws is read from the screen that a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import pyte


class Terminal:
    """Runs a program on a terminal of its own, from entering the context to leaving it.

    Args:
        command: the program and its arguments.
        environment: all of its environment; TERM is added.
        columns, rows: the size of the terminal.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], columns: int = 100, rows: int = 30
    ) -> None:
        self._command = list(command)
        self._environment = {"TERM": "xterm-256color", **environment}
        self._size = struct.pack("HHHH", rows, columns, 0, 0)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def __enter__(self) -> Terminal:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, self._size)
        self._process = subprocess.Popen(
            self._command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=self._environment,
            start_new_session=True,
        )
        os.close(theirs)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def text(self) -> str:
        """What stands on the screen, spaces at the ends of lines dropped."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def send(self, keys: bytes) -> None:
        """Type."""
        os.write(self._ours, keys)

    def shows(self, wanted: str, seconds: float = 20) -> bool:
        """Wait until `wanted` stands on the screen; False when it does not come in time or the program ends."""
        end = time.monotonic() + seconds
        while wanted not in self.text():
            if time.monotonic() > end or not self._read(0.1):
                return wanted in self.text()
        return True

    def ended(self, seconds: float = 20) -> int | None:
        """Wait for the end and give the exit code; None when it does not end in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._process.poll() is None:
            self._read(0.1)
        while self._process.poll() is not None and self._read(0.05, at_once=True):
            pass
        return self._process.poll()

    def _read(self, seconds: float, *, at_once: bool = False) -> bool:
        """Take in what was drawn; False when nothing can come any more, or with `at_once` nothing came."""
        if not select.select([self._ours], [], [], seconds)[0]:
            return not at_once
        try:
            drawn = os.read(self._ours, 65536)
        except OSError:  # the program closed its side
            return False
        self._stream.feed(drawn)
        return bool(drawn)
