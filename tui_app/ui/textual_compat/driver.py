"""The way to the terminal: a line that drops or does not read never holds up the application.

Textual's writer thread dies at the first error, and whoever draws then waits for good on its full queue; it waits the
same while a terminal does not read. Its reader turns in a circle at the end of the input, and ends at a byte that is
not UTF-8.
"""

from __future__ import annotations

import codecs
import os
import select
import termios
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Queue
from typing import Any, TextIO

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from tui_app.ui.textual_compat.pasted import PasteCleaner

BEHIND_FROM = 30
"""Writes that wait, from which on frames are left out."""
STOP_SECONDS = 1.0
"""How long the last words may take to a terminal that does not read."""


class OutputThread(WriterThread):
    """Writes to the terminal, whatever becomes of it. Who writes never waits.

    Args:
        driver: is told when the terminal is gone, and when it has caught up.
    """

    def __init__(self, file: TextIO, driver: SteadyDriver) -> None:
        super().__init__(file)
        self._queue: Queue[str | None] = Queue()
        self._driver = driver
        self._terminal = file
        self._is_lost = False

    @property
    def is_behind(self) -> bool:
        """True if the terminal does not read as fast as it is written to."""
        return self._queue.qsize() > BEHIND_FROM

    def run(self) -> None:
        """Write what is queued; once the terminal is gone, discard it."""
        encoding, errors = self._terminal.encoding or "utf-8", self._terminal.errors or "replace"
        while (text := self._queue.get()) is not None:
            if self._is_lost:
                continue
            try:
                _write_all(self._terminal.fileno(), text.encode(encoding, errors))
            except (OSError, ValueError):
                self._is_lost = True
                self._driver.tell_lost()
            if self._queue.empty():
                self._driver.caught_up()

    def stop(self) -> None:
        """Stop once everything is written, but do not wait long for a terminal that does not read."""
        self._queue.put(None)
        self.join(STOP_SECONDS)


def _write_all(fileno: int, data: bytes) -> None:
    """Write on the descriptor itself: a stream's lock, held by a thread that waits, would hold up the end."""
    while data:
        try:
            data = data[os.write(fileno, data) :]
        except BlockingIOError:
            select.select([], [fileno], [])


class SteadyDriver(LinuxDriver):
    """Textual's driver for a terminal that may be gone at any moment. Its application is a `PatchedApp`."""

    _left_out = False

    def start_application_mode(self) -> None:
        """Start with a writer of our own."""
        names: Any = linux_driver  # the two are made there
        names.XTermParser = LenientParser
        names.WriterThread = partial(OutputThread, driver=self)
        names.getincrementaldecoder = partial(lenient_decoder, note_read=self._patched_app.note_read)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def may_draw(self) -> bool:
        """True unless the terminal is behind; then the frame is left out, and all is drawn when it has caught up."""
        is_behind = isinstance(self._writer_thread, OutputThread) and self._writer_thread.is_behind
        self._left_out = self._left_out or is_behind
        return not is_behind

    def caught_up(self) -> None:
        """Draw everything if frames were left out; called by the writer."""
        if self._left_out:
            self._left_out = False
            self._tell(self._patched_app.draw_all)

    def tell_lost(self) -> None:
        """Tell the application that the terminal is gone; called by the threads that notice."""
        self._tell(self._patched_app.terminal_lost)

    @property
    def _patched_app(self) -> Any:
        return self._app

    def _tell(self, callback: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(callback)

    def flush_input(self) -> None:
        """Discard what was typed and not yet read."""
        with suppress(termios.error, OSError):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def _run_input_thread(self) -> None:
        """Read keys until the end; a terminal that is gone is no bug."""
        try:
            self.run_input_thread()
        except (OSError, EOFError):
            self.tell_lost()
        except BaseException as error:  # noqa: BLE001 - raised in the loop, where a bug is noted
            self._app.call_later(_raise, error)


def _raise(error: BaseException) -> None:
    raise error


_NO_KEY = Key("no_key", None)
"""Stands for what is no key: after nothing at all, what follows would be taken for part of it."""


class LenientParser(XTermParser):
    """Reads keys from what the terminal sends, and leaves out what is none.

    Textual's takes each number for a decimal one that is a letter, and divides by the size of the window in pixels: it
    would end the application at any other, and where that size is 0.
    """

    def _parse_extended_key(self, sequence: str) -> list[Key] | None:  # type: ignore[override] # a cache there
        try:
            found = super()._parse_extended_key(sequence)
        except (ValueError, OverflowError):
            found = [_NO_KEY]
        return found and [_NO_KEY if _is_half_a_letter(key.character or "") else key for key in found]

    def parse_mouse_code(self, code: str) -> Message | None:
        """Read where the mouse is; a terminal that does not know its size in pixels counts in cells."""
        if self.mouse_pixels and not all((*(self.terminal_size or (0,)), *(self.terminal_pixel_size or (0,)))):
            self.mouse_pixels = False
        return super().parse_mouse_code(code)


def _is_half_a_letter(character: str) -> bool:
    """True for a surrogate, which no file and no database takes."""
    return "\ud800" <= character <= "\udfff"


class _LenientDecoder:
    """Decodes UTF-8, and what is none as Windows-1252. The end of the input is an error, not an empty text.

    The driver decodes strictly and would end the application at the first stray byte (an ø from a serial line).
    """

    def __init__(self, name: str, note_read: Callable[[str], None]) -> None:
        self._decode = codecs.getincrementaldecoder(name)("samtale-stray-bytes").decode
        self._note_read = note_read
        self._pastes = PasteCleaner()

    def decode(self, data: bytes, final: bool = False) -> str:
        if not data and not final:
            raise EOFError
        text = self._pastes.clean(self._decode(data, final))
        self._note_read(text)  # before its keys are made
        return text


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("samtale-stray-bytes", _as_windows_1252)


def lenient_decoder(name: str, note_read: Callable[[str], None] = lambda text: None) -> Any:
    """What makes a decoder, in the place of `codecs.getincrementaldecoder`.

    Args:
        name: the encoding.
        note_read: is told what was read, on the thread that reads.
    """
    return partial(_LenientDecoder, name, note_read)
