"""A real pseudo-terminal with a program in it and its screen (pyte)."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from types import TracebackType
from typing import Self

import pyte

# private modes and keyboard protocols that pyte does not know
_UNKNOWN = re.compile(r"\x1b\[[<>=?][0-9;]*[a-zA-Z$][pu]?")


class Tty:
    """Runs a program in a terminal of its own; leaving the block kills it."""

    def __init__(self, command: list[str], env: dict[str, str], columns: int = 100, rows: int = 30) -> None:
        self._command, self._env = command, env
        self._size = (rows, columns)
        self.raw = bytearray()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._exit: int | None = None
        self._came = 0.0
        self._is_dropped = False

    def __enter__(self) -> Self:
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(self._command[0], self._command, self._env)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", *self._size, 0, 0))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._exit is None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        if not self._is_dropped:
            os.close(self._fd)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._pid

    @property
    def fileno(self) -> int:
        """The terminal's side of the line."""
        return self._fd

    def read(self, seconds: float) -> bool:
        """Take in what comes within the time; whether something came. A frame is read whole before it is drawn here."""
        data = b""
        while select.select([self._fd], [], [], 0 if data else seconds)[0]:
            try:
                piece = os.read(self._fd, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            self._came = time.perf_counter()
            data += piece
            time.sleep(0)  # who writes goes on
        if not data:
            return False
        self.raw += data
        text = self._decode(data)
        self._stream.feed(_UNKNOWN.sub(lambda found: found.group() if found.group()[-1] in "hl" else "", text))
        return True

    def settle(self, quiet: float) -> float | None:
        """Take in what comes until it has been quiet so long; when the last came, or None."""
        last = None
        while self.read(quiet):
            last = self._came
        return last

    def read_for(self, seconds: float) -> None:
        """Take in what comes for so long; where a cursor blinks it is never quiet."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, words: str, seconds: float = 30) -> None:
        """Wait until the words stand on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text():
            if time.monotonic() > end:
                raise AssertionError(f"{words!r} did not appear:\n{self.text()}")
            self.read(0.05)

    def write(self, data: bytes) -> None:
        """Send bytes as a terminal would."""
        os.write(self._fd, data)

    def type(self, text: str) -> None:
        """Send a text."""
        self.write(text.encode())

    def kill(self, number: int) -> None:
        """Send a signal."""
        os.kill(self._pid, number)

    def drop(self, seconds: float = 20) -> int:
        """Take the terminal away, as a dropped line does; the exit code, once the program has ended."""
        os.close(self._fd)
        self._is_dropped = True
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._exit = os.waitstatus_to_exitcode(status)
                return self._exit
            time.sleep(0.05)
        raise AssertionError("still running")

    def wait_exit(self, seconds: float = 20) -> int:
        """The exit code, once the program has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._exit = os.waitstatus_to_exitcode(status)
                return self._exit
        raise AssertionError(f"still running:\n{self.text()}")
