"""Standard input, output and errors that can be taken for granted: open, and able to take every letter.

A command finishes what it does even if nobody can read what it prints: a lost output is remembered and told at the end.
"""

from __future__ import annotations

import codecs
import io
import locale
import os
import sys

from tui_app.signs import as_ascii

_ERRORS = "samtale-plain"


class _Stream(io.FileIO):
    """A file descriptor that takes everything; what could not be written is lost, and remembered."""

    lost: OSError | None = None

    def write(self, data: object) -> int:
        """Write as `io.FileIO` does, or lose the data."""
        try:
            return super().write(data) or 0  # type: ignore[arg-type]
        except OSError as error:
            self.lost = error
            return memoryview(data).nbytes  # type: ignore[arg-type]


_output: _Stream | None = None


def prepare_streams() -> None:
    """Open what is closed, and replace the streams of Python by some that never raise an error.

    Call it first: otherwise the next file to be opened would become standard output.
    """
    global _output
    encodings = [getattr(stream, "encoding", None) for stream in (sys.stdout, sys.stderr)]
    for number, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # it gets this number, the lowest; writing to a closed output still fails
    codecs.register_error(_ERRORS, _plain)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open as long as the process
    _output = _Stream(1, "wb", closefd=False)
    sys.stdout = _text_stream(_output, encodings[0])
    sys.stderr = _text_stream(_Stream(2, "wb", closefd=False), encodings[1])


def _text_stream(stream: _Stream, encoding: str | None) -> io.TextIOWrapper:
    is_terminal = stream.isatty()
    return io.TextIOWrapper(
        io.BufferedWriter(stream), encoding or locale.getencoding(), _ERRORS, line_buffering=is_terminal
    )


def lost_output() -> OSError | None:
    """Why something that was printed could not be written; None if all of it was."""
    sys.stdout.flush()
    return _output.lost if _output else None


def _plain(error: UnicodeError) -> tuple[bytes, int]:
    """Letters and signs that the encoding lacks, as the nearest ones that it has; file names as the bytes they are."""
    assert isinstance(error, UnicodeEncodeError)
    return b"".join(map(_plain_letter, error.object[error.start : error.end])), error.end


def _plain_letter(letter: str) -> bytes:
    if "\udc80" <= letter <= "\udcff":
        return bytes([ord(letter) - 0xDC00])
    return as_ascii(letter).encode("ascii") or b"?"
